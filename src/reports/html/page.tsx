import { createHash } from "node:crypto";
import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import script from "./client/main.ts?raw";
import styles from "./style.css?raw";

/** What a page says of itself. */
export interface PageHead {
  title: string;
  /** In one sentence, for search engines and previews. */
  about: string;
  /** Where it will stand on the web, if that is known. */
  address?: string | undefined;
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

const SHARED = "base-uri 'none'; form-action 'none'";

/** How a page comes by its styles and its script. */
export interface Assets {
  policy: string;
  head: ComponentChildren;
  script: ComponentChildren;
}

/** All in the page itself: the policy allows these very texts and nothing else, no request at all. */
export function insideAssets(): Assets {
  return {
    policy: `default-src 'none'; style-src ${hashOf(styles)}; script-src ${hashOf(script)}; ${SHARED}`,
    head: <style dangerouslySetInnerHTML={{ __html: styles }} />,
    script: <script dangerouslySetInnerHTML={{ __html: script }} />,
  };
}

/** Beside the page, for many pages. @param root the way from the page to where they are, ending in `/` or empty */
export function siteAssets(root: string): Assets {
  return {
    policy: `default-src 'none'; style-src 'self'; script-src 'self'; ${SHARED}`,
    head: <link rel="stylesheet" href={`${root}style.css`} />,
    script: <script src={`${root}script.js`} />,
  };
}

/** The files that `siteAssets` refers to. */
export const SITE_FILES: Readonly<Record<string, string>> = { "style.css": styles, "script.js": script };

/** A whole page as text. */
export function pageText(
  { title, about, address }: PageHead,
  assets: Assets,
  { nav, main, foot }: { nav: ComponentChildren; main: ComponentChildren; foot: ComponentChildren },
): string {
  const page = renderToString(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={assets.policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <meta name="description" content={about} />
        <meta property="og:title" content={title} />
        <meta property="og:description" content={about} />
        <meta property="og:type" content="article" />
        {address === undefined ? null : (
          <>
            <link rel="canonical" href={address} />
            <meta property="og:url" content={address} />
          </>
        )}
        <title>{title}</title>
        {assets.head}
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        {nav}
        <main id="main">{main}</main>
        <footer>{foot}</footer>
        {assets.script}
      </body>
    </html>,
  );
  return `<!doctype html>\n${page}\n`;
}
