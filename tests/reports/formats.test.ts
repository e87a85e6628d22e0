import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { parseHTML } from "linkedom";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { markdown, markdownDetails, markdownLink, markdownTable } from "../../src/reports/markdown.ts";
import { safeText } from "../../src/text.ts";
import { FIXTURES, openness } from "../run.ts";

const MARKUP = [`${FIXTURES}/markup.yaml`, "-r", `${FIXTURES}/markup-rubric.yaml`];
const ACME = [`${FIXTURES}/acme.yaml#acme-7b`, "-r", `${FIXTURES}/ladder.yaml`];

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "openness-formats-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** As GitHub shows it, but for what GitHub takes out of HTML besides. */
function rendered(text: string): Document {
  const html = micromark(text, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
  });
  return parseHTML(`<!doctype html><html><body>${html}</body></html>`).document as unknown as Document;
}

describe("markdown", () => {
  test("any text is text, in a cell as in a line", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.stringMatching(/^[-#*_`[\]()|<>!~\\&;:/.@$wh0-9a-c ]{0,24}$/),
      fc.constantFrom(
        "a|b",
        "`x`",
        "http://x.example",
        "www.x.example",
        "a@b.example",
        "~~x~~",
        "| --- |",
        "\\|",
        "![x](y)",
        "&lt;",
        "<!-- -->",
        "- x",
        "1. x",
        "# x",
      ),
    );
    fc.assert(
      fc.property(text, (name) => {
        const page = rendered(markdownTable(["Name", "Other"], [[`x ${markdown(name)} x`, "y"]]));
        const [cell, other, ...more] = page.querySelectorAll("td");
        expect([other?.textContent, more.length]).toEqual(["y", 0]);
        expect(cell?.textContent.replaceAll(/\s+/g, " ")).toBe(
          `x ${safeText(name)} x`.replaceAll(/\s+/g, " "),
        );
        expect(cell?.children.length).toBe(0);
      }),
    );
  });

  test("a link is one to the web or none", () => {
    for (const to of ["javascript:alert(1)", "data:text/html,x", "x", "//x.example", undefined, "https://"]) {
      expect(markdownLink("text", to)).toBe("text");
    }
    const hostile = "https://x.example/a>(b)[c]\\|d e";
    const link = rendered(markdownTable(["A"], [[markdownLink("text", hostile)]])).querySelector("td a");
    expect(link?.getAttribute("href")).toContain("https://x.example/a%3E(b)");
    expect(link?.textContent).toBe("text");
  });

  test("a report holds folded details, and no element comes from a text", () => {
    const { stdout, status } = openness(["report", ...MARKUP, "-f", "markdown"]);
    expect(status).toBe(0);
    const page = rendered(stdout);
    expect(page.querySelectorAll("details > summary").length).toBe(2);
    const known = "h1, ul, li, table, thead, tbody, tr, th, td, strong, a, details, summary, p, sub, code";
    expect([...page.querySelectorAll(`body :not(${known})`)].map(({ outerHTML }) => outerHTML)).toEqual([]);
    for (const { href } of page.querySelectorAll("a")) expect(href).toMatch(/^https:\/\/markup\.example\//);
    expect(page.querySelector("h1")?.textContent).toContain("<script>window.pwned=5</script>");
    expect(page.querySelectorAll("table").length).toBe(3);
  });

  test("without --detail score gives the sentences and the table", () => {
    const { stdout } = openness(["score", ...ACME, "-f", "markdown"]);
    expect(stdout).not.toContain("<details>");
    expect(rendered(stdout).querySelector("tbody td")?.textContent).toBe("Acme 7B");
  });

  test("details are what GitHub folds", () => {
    const details = rendered(markdownDetails("More", "| A |\n| --- |\n| b |\n")).querySelector("details");
    expect(details?.querySelector("summary")?.textContent).toBe("More");
    expect(details?.querySelector("td")?.textContent).toBe("b");
  });
});

describe("badges", () => {
  test("a picture with rubric, verdict and day", () => {
    const file = join(folder, "badge.svg");
    expect(openness(["report", ...ACME, "-o", file]).status).toBe(0);
    const text = readFileSync(file, "utf8");
    expect(text).toMatch(/^<svg [^>]*aria-label="Ladder: Open weights \(2026-11-02\)"/);
    expect(openness(["report", ...ACME, "-f", "badge"]).stdout).toBe(text);
  });

  test("the day on which it is computed, where one is given", () => {
    const env = { SOURCE_DATE_EPOCH: "1760000000" };
    const { stdout } = openness(["report", ...ACME, "-f", "shields"], { env });
    expect(JSON.parse(stdout)).toEqual({
      schemaVersion: 1,
      label: "Ladder",
      message: "Open weights (2025-10-09)",
      color: expect.any(String),
    });
  });

  test("several results are too many for one", () => {
    const { status, stderr } = openness(["report", `${FIXTURES}/acme.yaml`, "-f", "badge"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/A badge shows one model under one rubric; these are \d+ results\. Name a model/);
    const twice = openness([
      "report",
      `${FIXTURES}/acme.yaml`,
      `${FIXTURES}/raters/second.yaml`,
      "-f",
      "html",
    ]);
    expect(twice).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("A report tells of each model once"),
    });
  });

  test("markup in names is text in pictures", () => {
    for (const format of ["badge", "card"]) {
      const { stdout } = openness([
        "report",
        `${FIXTURES}/markup.yaml#markup-1`,
        ...MARKUP.slice(1),
        "-f",
        format,
      ]);
      const { document } = parseHTML(stdout);
      expect(
        document.querySelectorAll("script, img, iframe, marquee, foreignObject, a, [onload], h1").length,
      ).toBe(0);
      expect(document.querySelector("svg")?.textContent).toContain("<h1>Fine</h1>");
    }
  });
});

test("a card has room for what stands on it", () => {
  const { stdout, status } = openness(["report", "meta", "-f", "card"]);
  expect(status).toBe(0);
  const { document } = parseHTML(stdout);
  const texts = [...document.querySelectorAll("text")];
  expect(texts.length).toBeGreaterThan(8);
  for (const text of texts) {
    // No letter of the usual fonts is wider than 0.62 of its size on average.
    const width = text.textContent.length * 0.62 * Number(text.getAttribute("font-size"));
    expect(Number(text.getAttribute("x")) + width).toBeLessThan(1200);
    expect(Number(text.getAttribute("y"))).toBeLessThan(620);
  }
});

describe("report", () => {
  test("takes the format from the file's name", () => {
    for (const [name, start] of [
      ["r.html", "<!doctype html>"],
      ["r.md", "# How open is Acme 7B?"],
      ["r.csv", "vendor,"],
      ["r.json", '{\n  "schemaVersion"'],
    ] as const) {
      const file = join(folder, name);
      expect(openness(["report", ...ACME, "-o", file])).toMatchObject({ status: 0, stdout: "", stderr: "" });
      expect(readFileSync(file, "utf8").startsWith(start)).toBe(true);
      const same = openness(["score", ...ACME, "--detail", "-o", file]);
      expect(same.status).toBe(0);
      expect(readFileSync(file, "utf8").startsWith(start)).toBe(true);
    }
  });

  test("does not guess what a name stands for", () => {
    for (const name of ["r.txt", "r.docx"]) {
      const { status, stderr } = openness(["report", ...ACME, "-o", join(folder, name)]);
      expect({ status, stderr }).toMatchObject({
        status: 2,
        stderr: expect.stringContaining("No format of a report goes by ."),
      });
      expect(existsSync(join(folder, name))).toBe(false);
    }
  });

  test("one row for each model and criterion in a spreadsheet", () => {
    const { stdout } = openness(["report", `${FIXTURES}/acme.yaml`, ...ACME.slice(1), "-f", "csv"]);
    expect(stdout.trimEnd().split("\r\n")).toHaveLength(1 + 2 * 3);
  });

  test("a title of one's own is text", () => {
    const { stdout } = openness(["report", ...ACME, "--title", "<b>Ours</b> \u202e", "-f", "html"]);
    expect(stdout).toContain("<h1>&lt;b>Ours&lt;/b> \\u202e</h1>");
    expect(openness(["report", ...ACME, "--title", "*Ours*", "-f", "markdown"]).stdout).toMatch(
      /^# \\\*Ours\\\*\n/,
    );
  });

  test("compare makes reports as well", () => {
    const { stdout } = openness(["compare", `${FIXTURES}/acme.yaml`, ...ACME.slice(1), "-f", "html"]);
    expect(stdout).toMatch(/<h1>How open are Acme 7B and Acme Max\?<\/h1>/);
  });

  test.skipIf(process.platform !== "linux")(
    "--open hands the file to the system's opener, whatever its name",
    async () => {
      const seen = join(folder, "seen");
      writeFileSync(join(folder, "xdg-open"), `#!/bin/sh\nprintf '%s\\n' "$#" "$1" > '${seen}'\n`);
      chmodSync(join(folder, "xdg-open"), 0o755);
      const { PATH = "" } = process.env;
      const env = { PATH: `${folder}:${PATH}` };
      const file = join(folder, "$(touch x) -n.html");
      expect(openness(["report", ...ACME, "-o", file, "--open"], { env })).toMatchObject({
        status: 0,
        stderr: "",
      });
      await expect
        .poll(() => existsSync(seen) && readFileSync(seen, "utf8"), { timeout: 20_000 })
        .toBe(`1\n${file}\n`);
      const lost = openness(["report", ...ACME, "-o", file, "--open"], { env: { PATH: "/nowhere" } });
      expect(lost).toMatchObject({ status: 0, stderr: expect.stringContaining("there is no xdg-open") });
    },
  );
});
