import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const { CHROMIUM } = process.env;
const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Where a Chromium is; the tests that need one are left out, and say so, where there is none. */
export const CHROMIUM_PATH = CHROMIUM ?? PLACES.find((path) => existsSync(path));

/** A browser that asks nobody for anything. */
export function launch(): Promise<Browser> {
  const args = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  return chromium.launch({ executablePath: CHROMIUM_PATH ?? "", args });
}

/** A page with all that went wrong on it. */
export interface Opened {
  page: Page;
  /** Errors, and requests for anything but the file itself. */
  wrong: string[];
}

/** Opens a file in a window of its own; what stands beside it with the site's style and script may be loaded. */
export async function openPage(
  browser: Browser,
  file: string,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const { href } = pathToFileURL(file);
  const wrong: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) wrong.push(message.text());
  });
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("dialog", (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => undefined);
  });
  await page.route("**/*", (route) => {
    const url = route.request().url();
    if (url.split("#")[0] === href || /^file:.*\/(style\.css|script\.js)$/.test(url)) return route.continue();
    wrong.push(`request: ${url}`);
    return route.abort();
  });
  await page.goto(href);
  return { page, wrong };
}
