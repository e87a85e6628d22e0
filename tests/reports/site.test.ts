import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, normalize } from "node:path";
import { Ajv } from "ajv";
import fc from "fast-check";
import { parseHTML } from "linkedom";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fileName, PAGES } from "../../src/reports/html/site/paths.ts";
import { FIXTURES, openness } from "../run.ts";
import { CHROMIUM_PATH, launch, openPage } from "./browser.ts";

const WHAT = [`${FIXTURES}/acme.yaml`, `${FIXTURES}/markup.yaml`, "ai2", "meta", "deepseek"];
const RUBRICS = ["-r", `openness,g7,osaid,${FIXTURES}/markup-rubric.yaml`];
const URL_OF_SITE = "https://openness.example/data";

let folder = "";
let site = "";
let said = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "openness-site-"));
  site = join(folder, "site");
  const { status, stderr, stdout } = openness([
    "report",
    ...WHAT,
    ...RUBRICS,
    "--site",
    site,
    "--base-url",
    URL_OF_SITE,
  ]);
  expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  said = stderr;
});
afterAll(() => rmSync(folder, { recursive: true }));

function filesOf(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(root, path)).isFile())
    .sort();
}

function pages(): string[] {
  return filesOf(site).filter((path) => path.endsWith(".html"));
}

describe("a site", () => {
  test("has a page for every vendor, model, rubric and license, and JSON beside each", () => {
    const files = filesOf(site);
    const ids = readFileSync("profiles/meta.yaml", "utf8").match(/^ {2}- id: .*/gm) ?? [];
    expect(ids.length).toBeGreaterThan(5);
    for (const id of ids) expect(files).toContain(`models/meta/${id.slice(8).trim()}.html`);
    expect(files).toEqual(
      expect.arrayContaining([
        "index.html",
        "vendors/acme.html",
        "models/acme/acme-7b.html",
        "models/acme/acme-7b.svg",
        "models/acme/acme-7b/openness.svg",
        "models/acme/acme-7b/openness.json",
        "rubrics/g7.html",
        "licenses/Apache-2.0.html",
        "sitemap.xml",
        "results.csv",
      ]),
    );
    const withData = pages().map((path) =>
      path === "index.html" ? "results.json" : path.replace(/html$/, "json"),
    );
    expect(withData.filter((path) => !files.includes(path))).toEqual([]);
    expect(said).toContain(`${files.length - 1} files (`);
  });

  test("every link leads somewhere, down to the place in the page", () => {
    const ids = new Map<string, Set<string>>();
    const links: { from: string; to: string; anchor: string | undefined }[] = [];
    for (const path of pages()) {
      const { document } = parseHTML(readFileSync(join(site, path), "utf8"));
      ids.set(path, new Set([...document.querySelectorAll("[id]")].map(({ id }) => id)));
      for (const element of document.querySelectorAll("[href], [src]")) {
        const link = element.getAttribute("href") ?? element.getAttribute("src") ?? "";
        if (/^https?:/.test(link)) continue;
        const [to = "", anchor] = link.split("#");
        links.push({
          from: path,
          to: to === "" ? path : normalize(join(dirname(path), decodeURIComponent(to))),
          anchor,
        });
      }
    }
    expect(links.length).toBeGreaterThan(500);
    const dead = links.filter(
      ({ to, anchor }) =>
        !existsSync(join(site, to)) ||
        (anchor !== undefined && to.endsWith(".html") && !ids.get(to)?.has(decodeURIComponent(anchor))),
    );
    expect(dead).toEqual([]);
  });

  test("the sitemap has every page, below the place where the site stands", () => {
    const { document } = parseHTML(readFileSync(join(site, "sitemap.xml"), "utf8"));
    const listed = [...document.querySelectorAll("loc")].map(({ textContent }) => textContent);
    const wanted = pages().map((path) => `${URL_OF_SITE}/${path === "index.html" ? "" : path}`);
    expect(listed.sort()).toEqual(wanted.sort());
    const page = readFileSync(join(site, "models/acme/acme-7b.html"), "utf8");
    expect(page).toContain(`<link rel="canonical" href="${URL_OF_SITE}/models/acme/acme-7b.html"/>`);
  });

  test("results beside pages are results", () => {
    const check = new Ajv({ strict: false }).compile(
      JSON.parse(openness(["schema", "result"]).stdout) as object,
    );
    for (const path of ["results.json", "vendors/meta.json", "models/markup/markup-1.json"]) {
      check(JSON.parse(readFileSync(join(site, path), "utf8")));
      expect({ path, errors: check.errors }).toEqual({ path, errors: null });
    }
  });

  test("a profile's text is text on every page, and every page has a policy", () => {
    for (const path of pages()) {
      const { document } = parseHTML(readFileSync(join(site, path), "utf8"));
      const policy = document.querySelector("meta[http-equiv]")?.getAttribute("content");
      expect(policy).toBe(
        "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'",
      );
      expect(
        document.querySelectorAll("script:not([src]), img, iframe, marquee, plaintext, b, i, [onclick]")
          .length,
      ).toBe(0);
      expect(document.querySelectorAll("h1").length).toBe(1);
    }
    expect(filesOf(site).filter((path) => !/^[\w.+/-]+$/.test(path))).toEqual([]);
  });
});

describe("writing it again", () => {
  test("same input, same bytes, and files that did not change keep their time", () => {
    const other = join(folder, "again");
    const write = () => openness(["report", ...WHAT.slice(0, 2), ...RUBRICS, "--site", other]);
    expect(write().status).toBe(0);
    const before = filesOf(other).map((path) => [
      path,
      readFileSync(join(other, path), "utf8"),
      statSync(join(other, path)).mtimeMs,
    ]);
    expect(write().status).toBe(0);
    const after = filesOf(other).map((path) => [
      path,
      readFileSync(join(other, path), "utf8"),
      statSync(join(other, path)).mtimeMs,
    ]);
    const pagesOnly = (all: typeof before) => all.filter(([path]) => path !== "openness-site.json");
    expect(pagesOnly(after)).toEqual(pagesOnly(before));
    expect(readdirSync(other).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  test("pages that are no more go, files of others stay", () => {
    const other = join(folder, "stale");
    openness(["report", ...WHAT.slice(0, 2), "-r", "openness", "--site", other]);
    writeFileSync(join(other, "CNAME"), "openness.example\n");
    writeFileSync(join(other, "models/markup/mine.txt"), "mine");
    expect(existsSync(join(other, "models/markup/markup-1.html"))).toBe(true);
    const { status, stderr } = openness(["report", WHAT[0] ?? "", "-r", "openness", "--site", other]);
    expect(status).toBe(0);
    expect(stderr).toMatch(/\d+ that are no more were removed\./);
    const files = filesOf(other);
    expect(files.filter((path) => path.includes("markup"))).toEqual(["models/markup/mine.txt"]);
    expect(existsSync(join(other, "vendors/markup.html"))).toBe(false);
    expect(readFileSync(join(other, "CNAME"), "utf8")).toBe("openness.example\n");
  });

  test("a folder of somebody else is left alone, unless --force says otherwise", () => {
    const other = join(folder, "theirs");
    mkdirSync(other);
    writeFileSync(join(other, "index.html"), "theirs");
    const argv = ["report", WHAT[0] ?? "", "-r", "openness", "--site", other];
    const refused = openness(argv);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain("files in it that openness did not write");
    expect(filesOf(other)).toEqual(["index.html"]);
    expect(openness([...argv, "--force"]).status).toBe(0);
    expect(readFileSync(join(other, "index.html"), "utf8")).toContain("How open");
  });

  test("a file that somebody put in the way of a page is not replaced", () => {
    const other = join(folder, "way");
    openness(["report", `${WHAT[0]}#acme-7b`, "-r", "openness", "--site", other]);
    writeFileSync(join(other, "models/acme/acme-max.html"), "theirs");
    const { status, stderr } = openness(["report", WHAT[0] ?? "", "-r", "openness", "--site", other]);
    expect({ status, stderr }).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("This file is in the way"),
    });
    expect(readFileSync(join(other, "models/acme/acme-max.html"), "utf8")).toBe("theirs");
    expect(readdirSync(other).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  test("neither a link nor a list of files leads out of the folder", () => {
    const outside = join(folder, "outside");
    const other = join(folder, "links");
    mkdirSync(outside);
    writeFileSync(join(outside, "acme.html"), "precious");
    const argv = ["report", WHAT[0] ?? "", "-r", "openness", "--site", other];
    openness(argv);
    rmSync(join(other, "vendors"), { recursive: true });
    symlinkSync(outside, join(other, "vendors"));
    const { status, stderr } = openness([...argv, "-r", "g7"]);
    expect({ status, stderr }).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("A folder of the site has to be here"),
    });
    // What is no more is not removed through the link either.
    openness(["report", `${FIXTURES}/names.yaml`, "-r", "openness", "--site", other]);
    expect(readFileSync(join(outside, "acme.html"), "utf8")).toBe("precious");
    rmSync(join(other, "vendors"));

    for (const path of ["../outside/acme.html", "/etc/hostname", "a/../../outside/acme.html", "..", ".", 7]) {
      writeFileSync(join(other, "openness-site.json"), JSON.stringify({ files: [path] }));
      expect(openness(argv)).toMatchObject({
        status: 2,
        stderr: expect.stringContaining("no list of a site's files"),
      });
    }
    expect(readFileSync(join(outside, "acme.html"), "utf8")).toBe("precious");
  });

  test("options that mean nothing together are refused", () => {
    for (const argv of [
      ["--force"],
      ["--base-url", "https://a.example"],
      ["--site", "x", "-o", "y.html"],
      ["--site", "x", "-f", "html"],
      ["--open"],
      ["--site", "x", "--base-url", "ftp://a"],
      ["--site", "x", "--base-url", "nonsense"],
    ]) {
      const { status, stderr } = openness(["report", WHAT[0] ?? "", ...argv], { cwd: process.cwd() });
      expect({ argv, status }).toEqual({ argv, status: 2 });
      expect(stderr).toMatch(/^[A-Za-z-].*\.\n/);
    }
    expect(existsSync("x")).toBe(false);
  });
});

describe("names of files", () => {
  test("no two ids share one on any system, and none leads elsewhere", () => {
    const awkward = fc.constantFrom(
      "con",
      "NUL.txt",
      "..",
      ".",
      "",
      "a/b",
      "a\\b",
      "a b",
      "x.html",
      "x.svg",
      "a.",
      "-a",
      "Ä",
      "a%2f",
      "a".repeat(300),
    );
    const id = fc.oneof(awkward, fc.string({ unit: "grapheme" }), fc.stringMatching(/^[a-z0-9.-]{1,12}$/));
    fc.assert(
      fc.property(id, id, (one, other) => {
        const name = fileName(one);
        expect(name).toMatch(/^[A-Za-z0-9][\w.+-]*$/);
        expect(name.length).toBeLessThan(130);
        expect(name).not.toMatch(/\.(html|json|svg)?$|^(con|nul|aux|prn)(\.|$)/i);
        if (one !== other && one.toLowerCase() === one && other.toLowerCase() === other) {
          expect(name.toLowerCase()).not.toBe(fileName(other).toLowerCase());
        }
      }),
    );
  });

  test("links stay as they are", () => {
    expect(PAGES.model("meta/llama-3.1-405b")).toBe("models/meta/llama-3.1-405b");
    expect(PAGES.license("LicenseRef-Llama-3.1-Community")).toBe("licenses/LicenseRef-Llama-3.1-Community");
    expect(PAGES.license("GPL-2.0+")).toBe("licenses/GPL-2.0+");
    expect(fileName("Apache 2.0")).toMatch(/^Apache-2-0-[0-9a-f]{10}$/);
  });
});

describe.skipIf(CHROMIUM_PATH === undefined)("in a browser (left out where there is no Chromium)", () => {
  test.each([
    "index.html",
    "models/ai2/olmo-3.1-32b-think.html",
    "rubrics/markup.html",
    "licenses/Apache-2.0.html",
    "vendors/markup.html",
  ])("%s: its script and its style work from a disk, and nothing else is asked for", async (path) => {
    const browser = await launch();
    const { page, wrong } = await openPage(browser, join(site, path), {
      viewport: { width: 390, height: 800 },
    });
    const { default: axe } = await import("axe-core");
    await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    expect(await page.evaluate("getComputedStyle(document.querySelector('nav')).position")).toBe("sticky");
    expect(await page.locator(".tools[hidden]").count()).toBe(0);
    await page.evaluate(axe.source);
    const { violations } = (await page.evaluate(
      "axe.run(document, { preload: false })",
    )) as import("axe-core").AxeResults;
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    expect(await page.evaluate("window.pwned")).toBeUndefined();
    expect(wrong).toEqual([]);
    await browser.close();
  });
});
