// The page as readers meet it, in a browser.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import axe, { type AxeResults } from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ResultDocument } from "../../src/result/schema.ts";
import { FIXTURES, openness } from "../run.ts";
import { CHROMIUM_PATH, launch, openPage } from "./browser.ts";

const VENDORS = ["ai2", "meta", "deepseek", "openai", "mistral", "bigscience"];
const RUBRICS = ["-r", "openness,g7,osaid,fmti-2025"];

let folder = "";
let report = "";
let hostile = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "openness-page-"));
  report = join(folder, "report.html");
  hostile = join(folder, "hostile.html");
  const frameworks = `openness,${FIXTURES}/markup-rubric.yaml`;
  const markup = [`${FIXTURES}/markup.yaml`, `${FIXTURES}/hostile.yaml`, `${FIXTURES}/names.yaml`];
  expect(openness(["report", ...VENDORS, ...RUBRICS, "-o", report]).status).toBe(0);
  expect(openness(["report", ...markup, "-r", frameworks, "-o", hostile]).status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the text of a page", () => {
  test("same input, same bytes; a date only where one is asked for", () => {
    const again = openness(["report", ...VENDORS, ...RUBRICS]).stdout;
    expect(again).toBe(readFileSync(report, "utf8"));
    const names = ["report", `${FIXTURES}/names.yaml`, "-r", "openness"];
    const env = { SOURCE_DATE_EPOCH: "1760000000" };
    expect(openness(names, { env }).stdout).toContain("2025-10-09");
    expect(openness(names).stdout).not.toContain("2025-10-09");
    expect(openness(names).stdout).not.toMatch(/Computed|\d\dT\d\d:/);
  });

  test("allows its own style and script and nothing else", () => {
    for (const file of [report, hostile]) {
      const text = readFileSync(file, "utf8");
      const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1];
      expect(policy).toMatch(
        /^default-src 'none'; style-src 'sha256-[\w+/=]+'; script-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'$/,
      );
      expect(text.replace(/="[^"]*"/g, '=""')).not.toMatch(/<[^>]*\s(style|on\w+)=/);
      expect(text.match(/<(link|iframe|object|embed|img|base|form|meta http-equiv="refresh")\b/g)).toBeNull();
    }
  });

  test("only links to the web are links, whatever a document holds", () => {
    const { htmlReport } = createRequire(import.meta.url)("../../dist/html.cjs") as {
      htmlReport(document: ResultDocument): string;
    };
    const { stdout } = openness(["score", `${FIXTURES}/acme.yaml#acme-7b`, "-f", "json", "--detail"]);
    for (const scheme of [
      "javascript:alert(1)//",
      "data:text/html,<script>x</script>//",
      "JaVaScRiPt:alert(1)",
      "\tjavascript:x",
      "file:///etc/passwd",
    ]) {
      const text = stdout.replaceAll("https://", JSON.stringify(scheme).slice(1, -1));
      const page = htmlReport(JSON.parse(text) as ResultDocument);
      const hrefs = [...page.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
      expect(hrefs.length).toBeGreaterThan(10);
      expect(hrefs.filter((href) => !href?.startsWith("#"))).toEqual([]);
    }
  });
});

describe.skipIf(CHROMIUM_PATH === undefined)("in a browser (left out where there is no Chromium)", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  const everything = "document.querySelectorAll('details').forEach((one) => { one.open = true; })";

  async function violations(page: import("playwright-core").Page): Promise<string[]> {
    await page.evaluate(axe.source);
    const found = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as AxeResults;
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`),
    );
  }

  describe.each([390, 820, 1440])("%d pixels wide", (width) => {
    test.each(["light", "dark"] as const)(
      "%s: no error, no request, nothing too wide, nothing inaccessible",
      async (colorScheme) => {
        const { page, wrong } = await openPage(browser, report, {
          viewport: { width, height: 900 },
          colorScheme,
        });
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
        expect(await violations(page)).toEqual([]);
        await page.evaluate(everything);
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
        expect(await violations(page)).toEqual([]);
        expect(wrong).toEqual([]);
        await page.context().close();
      },
    );
  });

  const names =
    "[...document.querySelectorAll('#verdicts tbody tr')].filter((row) => !row.hidden).map((row) => row.querySelector('th').textContent)";

  test("sorts by keyboard and by click, both ways, and says so", async () => {
    const { page, wrong } = await openPage(browser, report);
    const before = (await page.evaluate(names)) as string[];
    const head = page.locator("#verdicts th", { hasText: "Model" }).first();
    await head.getByRole("button").focus();
    await page.keyboard.press("Enter");
    const sorted = before.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
    expect(await page.evaluate(names)).toEqual(sorted);
    expect(await head.getAttribute("aria-sort")).toBe("ascending");
    await page.keyboard.press("Space");
    expect(await page.evaluate(names)).toEqual(sorted.toReversed());
    expect(await head.getAttribute("aria-sort")).toBe("descending");
    // By figures, not by letters: the first of the ranking first.
    await page.locator("#verdicts th", { hasText: "Openness" }).first().getByRole("button").click();
    const ranking = JSON.parse(
      openness(["score", ...VENDORS, "--sort", "rank", "-f", "json"]).stdout,
    ) as ResultDocument;
    expect(await page.evaluate(names)).toEqual(ranking.results.map(({ model }) => model.name));
    expect(await head.getAttribute("aria-sort")).toBeNull();
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  test("filters by words in any column, and counts", async () => {
    const { page } = await openPage(browser, report);
    const status = page.locator("[data-count=verdicts]");
    expect(await status.textContent()).toBe("6 of 6");
    await page.getByRole("searchbox").fill("AI2 open data");
    expect(await page.evaluate(names)).toHaveLength(1);
    expect(await status.textContent()).toBe("1 of 6");
    await page.getByRole("searchbox").fill("no such thing");
    expect(await status.textContent()).toBe("0 of 6");
    await page.getByRole("searchbox").fill("");
    expect(await page.evaluate(names)).toHaveLength(6);
    await page.context().close();
  });

  test("unfolds by keyboard, by link, and all at once", async () => {
    const { page } = await openPage(browser, report);
    const model = page.locator("#models > details").first();
    expect(await model.getAttribute("open")).toBeNull();
    await model.locator("summary").first().focus();
    await page.keyboard.press("Enter");
    expect(await model.getAttribute("open")).not.toBeNull();
    const facts = model.locator("summary", { hasText: "Facts and evidence" });
    await facts.focus();
    await page.keyboard.press("Space");
    expect(await model.locator(".evidence a").first().isVisible()).toBe(true);
    const [, second] = await page.locator("#verdicts tbody th a").all();
    const href = await second?.getAttribute("href");
    await second?.click();
    expect(await page.locator(`[id="${href?.slice(1)}"]`).getAttribute("open")).not.toBeNull();
    await page.getByRole("button", { name: "Unfold all" }).click();
    expect(await page.locator("#models details:not([open])").count()).toBe(0);
    await page.getByRole("button", { name: "Fold all", exact: true }).click();
    expect(await page.locator("#models details[open]").count()).toBe(0);
    await page.context().close();
  });

  test("a criterion's text comes on hover, on focus, and by a tap", async () => {
    const { page, wrong } = await openPage(browser, report);
    const tip = page.locator("#tip");
    const criterion = page.locator("#heatmap a.ask").first();
    await criterion.scrollIntoViewIfNeeded();
    await page.waitForTimeout(100);
    await criterion.hover();
    await expect.poll(() => tip.isVisible()).toBe(true);
    const asked = await page.evaluate(
      "document.getElementById(document.querySelector('#heatmap a.ask').hash.slice(1)).textContent",
    );
    expect(await tip.textContent()).toBe(asked);
    await page.keyboard.press("Escape");
    expect(await tip.isVisible()).toBe(false);
    const cell = page.locator("#heatmap tbody td.s4").first();
    await cell.hover();
    await expect.poll(() => tip.textContent()).toContain(await cell.textContent());
    await page.keyboard.press("Escape");
    await page.mouse.move(0, 0);
    await page.locator("#heatmap .scroll").first().focus();
    await page.keyboard.press("Tab");
    expect(await tip.isVisible()).toBe(true);
    // Where it leads, for whoever follows it.
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator("[id='ask/openness/architecture-code']").isVisible()).toBe(true);
    expect(wrong).toEqual([]);
    await page.context().close();

    const phone = await openPage(browser, report, { viewport: { width: 390, height: 800 }, hasTouch: true });
    await phone.page.locator("#heatmap a.ask").first().tap();
    expect(await phone.page.locator("#tip").isVisible()).toBe(true);
    expect(phone.page.url()).not.toContain("#");
    await phone.page.context().close();
  });

  test("saves the data that it shows", async () => {
    const { page, wrong } = await openPage(browser, report);
    const saved = async (name: string) => {
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: `Save as ${name}` }).click();
      const path = await (await download).path();
      return readFileSync(path, "utf8");
    };
    const document = JSON.parse(await saved("JSON")) as ResultDocument;
    const check = new Ajv({ strict: false }).compile(
      JSON.parse(openness(["schema", "result"]).stdout) as object,
    );
    check(document);
    expect(check.errors).toBeNull();
    const printed = JSON.parse(
      openness(["score", ...VENDORS, ...RUBRICS, "-f", "json"]).stdout,
    ) as ResultDocument;
    expect(document.results.map(({ score, label }) => ({ score, label }))).toEqual(
      printed.results.map(({ score, label }) => ({ score, label })),
    );
    const rows = (await saved("CSV")).split("\r\n");
    const criteria = document.results.map((result) => Math.max(1, result.criteria.length));
    expect(rows).toHaveLength(2 + criteria.reduce((sum, one) => sum + one, 0));
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  test("prints: in light colours, without tools, with charts unfolded", async () => {
    const { page } = await openPage(browser, report, { colorScheme: "dark" });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("nav").isVisible()).toBe(false);
    expect(await page.locator(".tools").first().isVisible()).toBe(false);
    expect(await page.locator("#scores details:not([open])").count()).toBe(0);
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.locator("#scores details[open]").count()).toBe(1);
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.length).toBeGreaterThan(50_000);
    await page.context().close();
  });

  test("without script all is there but the tools", async () => {
    const { page, wrong } = await openPage(browser, report, { javaScriptEnabled: false });
    expect(await page.locator("#verdicts tbody tr").count()).toBe(6);
    expect(await page.locator(".tools").first().isVisible()).toBe(false);
    await page.locator("#models > details summary").first().click();
    await page.locator("#models > details").first().locator("summary", { hasText: "Facts" }).click();
    expect(await page.locator(".evidence a").first().isVisible()).toBe(true);
    // The browser unfolds what a link leads into.
    await page.locator("#heatmap a.ask").first().click();
    await expect.poll(() => page.locator("[id='ask/openness/architecture-code']").isVisible()).toBe(true);
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  test("on a phone the table is a list, which a menu sorts", async () => {
    const { page } = await openPage(browser, report, { viewport: { width: 390, height: 800 } });
    expect(await page.locator("#verdicts thead").isVisible()).toBe(false);
    const before = (await page.evaluate(names)) as string[];
    await page.getByLabel("Sort by").selectOption({ label: "Model" });
    expect(await page.evaluate(names)).toEqual(
      before.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
    );
    await page.getByRole("searchbox").fill("meta");
    expect(await page.locator("#verdicts tbody tr:visible").count()).toBe(1);
    await page.context().close();
  });

  test("no text of a profile or a rubric becomes an element or a script", async () => {
    const { page, wrong } = await openPage(browser, hostile);
    await page.evaluate(everything);
    expect(await page.evaluate("window.pwned")).toBeUndefined();
    const alien =
      "main :is(script:not([data-file]), img, iframe, marquee, plaintext, b, i, textarea, style, [autofocus], [onclick])";
    expect(await page.locator(alien).count()).toBe(0);
    expect(await page.locator("h1, h1 *").count()).toBe(1);
    expect(await page.title()).toContain("3 vendors");
    const text = (await page.locator("main").textContent()) ?? "";
    for (const part of [
      "</title></style></textarea><script>window.pwned=5</script>\\u2028$&",
      '"><img src=x onerror="window.pwned=1">',
      "<marquee onstart=window.pwned=20>Rubric</marquee>",
      "\\u001b[31mRed",
      "{{constructor",
      "\\u202e evil <plaintext>",
    ]) {
      expect(text).toContain(part);
    }
    await page.locator("#heatmap a.ask").first().hover();
    await page.getByRole("searchbox").fill("<script>");
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate("window.pwned")).toBeUndefined();
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  test("the policy stops a script that gets in anyway", async () => {
    const file = join(folder, "injected.html");
    const text = readFileSync(hostile, "utf8");
    const injected =
      "<script>window.pwned=1</script><img src=x onerror='window.pwned=2'><p style='color:red'>x</p>";
    writeFileSync(file, text.replace("</h1>", `</h1>${injected}`));
    const { page, wrong } = await openPage(browser, file);
    expect(await page.evaluate("window.pwned")).toBeUndefined();
    expect(wrong.filter((one) => /Content.Security.Policy/.test(one)).length).toBeGreaterThanOrEqual(3);
    await page.context().close();
  });
});
