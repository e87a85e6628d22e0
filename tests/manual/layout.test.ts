import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainText, runLines, wrapped } from "../../src/manual/plainText.ts";
import { roff } from "../../src/manual/roff.ts";
import { MANDOC, readPage } from "../mandoc.ts";

/** Printable ASCII without blanks: everything that may have a meaning to roff. */
const word = fc.string({
  unit: fc.integer({ min: 33, max: 126 }).map((at) => String.fromCharCode(at)),
  minLength: 1,
  maxLength: 12,
});
const sentence = fc.array(word, { minLength: 1, maxLength: 40 }).map((words) => words.join(" "));
/** Without backticks, which set code apart. */
const plain = sentence.map((text) => text.replaceAll("`", "'"));

describe("plain text", () => {
  test("lines hold all words in their order, and are no longer than they may be", () => {
    fc.assert(
      fc.property(plain, fc.integer({ min: 12, max: 120 }), (text, width) => {
        const lines = wrapped(text, width);
        expect(lines.join(" ")).toBe(text);
        expect(lines.filter((line) => line.length > width)).toEqual([]);
        // No word of the next line would have fitted.
        const early = lines
          .slice(1)
          .filter((line, at) => `${lines[at]} ${line.split(" ")[0]}`.length <= width);
        expect(early).toEqual([]);
      }),
    );
  });

  test("what stands between backticks stays together", () => {
    expect(wrapped("see `openness help profile` for more", 20)).toEqual([
      "see",
      "`openness help profile`",
      "for more",
    ]);
  });

  test("a command is broken where a shell reads on", () => {
    const run = "curl -s https://hub.example/api | openness import hf-api - | openness score - && echo done";
    expect(runLines(run, 50)).toEqual([
      "curl -s https://hub.example/api |",
      "  openness import hf-api - | openness score - &&",
      "  echo done",
    ]);
    expect(runLines(run, 200)).toEqual([run]);
    expect(runLines("openness score", 5)).toEqual(["openness score"]);
  });

  test("terms that are too long stand alone, narrow terminals have what is said below", () => {
    const blocks = [
      {
        kind: "rows",
        rows: [
          ["a", "one"],
          ["a-term-that-is-longer-than-thirty", "two"],
          ["b", ""],
        ],
      },
    ] as const;
    expect(plainText(blocks, 60)).toBe("  a  one\n  a-term-that-is-longer-than-thirty\n     two\n  b\n");
    expect(plainText(blocks, 30)).toBe(
      "  a\n      one\n  a-term-that-is-longer-than-thirty\n      two\n  b\n",
    );
  });
});

test.skipIf(!MANDOC)("man shows whatever is written, where mandoc is installed", () => {
  fc.assert(
    fc.property(fc.array(plain, { minLength: 1, maxLength: 20 }), (texts) => {
      const blocks = texts.flatMap((text) => [
        { kind: "text", text } as const,
        { kind: "rows", rows: [[text, text]] } as const,
        { kind: "code", text } as const,
      ]);
      const page = `.TH T 1 "" "" ""\n.SH S\n${roff(blocks)}\n`;
      const shown = readPage(page).split("\n").slice(2, -2).join("").replace(/\s+/g, "");
      expect(shown).toBe(
        `S${texts
          .flatMap((text) => [text, text, text, text])
          .join("")
          .replace(/\s+/g, "")}`,
      );
    }),
    { numRuns: 30 },
  );
});
