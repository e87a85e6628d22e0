// What is misspelt is asked back, and what is near to nothing is not.
import { describe, expect, test } from "vitest";
import { nearWords } from "../../src/spelling.ts";
import { FIXTURES, openness } from "../run.ts";

const ACME = `${FIXTURES}/acme.yaml`;

/** What is misspelt, the command line, and what may have been meant; undefined: nothing is near. */
const CASES: [what: string, argv: string[], meant: string | undefined][] = [
  ["a verb", ["scroe"], "score"],
  ["a verb", ["explian", "meta"], "explain"],
  ["a verb", ["frobnicate"], undefined],
  ["a vendor in place of a verb", ["deepseek"], "openness score deepseek"],
  ["a model in place of a verb", ["deepseek/deepseek-r1"], "openness score deepseek/deepseek-r1"],
  ["a file in place of a verb", ["./acme.yaml"], "openness score ./acme.yaml"],
  ["a subcommand", ["rubric", "sohw"], "show"],
  ["a subcommand", ["rubric", "frobnicate"], undefined],
  ["a flag", ["score", "--formt", "json"], "--format"],
  ["a flag", ["score", "--frobnicate"], undefined],
  ["a format", ["score", "-f", "jsn"], "json"],
  ["a format", ["score", "-f", "frobnicate"], undefined],
  ["an order", ["score", "--sort", "realeased"], "released"],
  ["a format to import", ["import", "cyclondx", ACME], "cyclonedx"],
  ["a format to import", ["import", "frobnicate", ACME], undefined],
  ["a format to read", ["score", ACME, "--from", "mto"], "mot"],
  ["a format to export", ["export", "ai2", "--to", "modelcard"], "model-card"],
  ["a schema", ["schema", "profil"], "profile"],
  ["a shell", ["completion", "bahs"], "bash"],
  ["a vendor", ["score", "depseek"], "deepseek"],
  ["a vendor", ["score", "frobnicate"], undefined],
  ["a vendor by a word of its name", ["score", "Alibaba"], "qwen"],
  ["a model", ["score", "meta/lama-4-maverick"], "meta/llama-4-maverick"],
  ["a model without its vendor", ["score", "llama-4-maverick"], "meta/llama-4-maverick"],
  ["a model of a file", ["score", `${ACME}#acme-8b`], "acme-7b"],
  ["a model of a file", ["score", `${ACME}#frobnicate`], undefined],
  ["a rubric", ["score", "-r", "opennes"], "openness"],
  ["a rubric", ["score", "-r", "frobnicate"], undefined],
  ["a rubric to show", ["rubric", "show", "osiad"], "osaid"],
  ["a criterion", ["explain", "ai2", "-c", "trainingcode"], "training-code"],
  ["a criterion", ["explain", "ai2", "-c", "frobnicate"], undefined],
  ["a label", ["advise", "ai2", "-r", "mof", "--to", "clas-2"], "class-2"],
  ["a label", ["advise", "ai2", "-r", "mof", "--to", "frobnicate"], undefined],
  ["a kind of effort", ["advise", "ai2", "--effort", "dta=2"], "data"],
  ["a framework beside", ["advise", "ai2", "--also", "g8"], "g7"],
  ["a topic", ["help", "enviroment"], "environment"],
  ["a topic", ["help", "frobnicate"], undefined],
  ["a verb to help with", ["help", "compar"], "compare"],
  ["a license to compare", ["license", "--compare", "llama3", "lama-3.1"], "LicenseRef-Llama-3.1-Community"],
  ["a license to compare", ["license", "--compare", "mit", "frobnicate"], undefined],
];

test.each(CASES)("%s: %j", (_, argv, meant) => {
  const { status, stdout, stderr } = openness(argv);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  if (meant === undefined) expect(stderr).not.toMatch(/did you mean|to score it|similar/i);
  else expect(stderr).toMatch(/did you mean|to score it|similar/i);
  if (meant !== undefined) expect(stderr).toContain(meant);
});

test("a license: candidates to choose from, and none where nothing is near", () => {
  const near = openness(["license", "Lama 3.1"]);
  expect(near).toMatchObject({
    status: 1,
    stdout: expect.stringContaining("LicenseRef-Llama-3.1-Community"),
  });
  expect(openness(["license", "frobnicate"]).stdout).not.toContain("Similar");
});

describe("words that are near", () => {
  test("neighbours that changed places are one mistake", () => {
    expect(nearWords("scroe", ["score"])).toEqual(["score"]);
    expect(nearWords("abdc", ["abcd", "dcba"])).toEqual(["abcd"]);
    expect(nearWords("osiad", ["osaid", "mof"])).toEqual(["osaid"]);
  });

  test("the beginning of a word is enough, if it is no shorter than three letters", () => {
    expect(nearWords("compl", ["completion", "compare"])).toEqual(["completion"]);
    expect(nearWords("co", ["completion", "compare"])).toEqual([]);
    expect(nearWords("gp", ["gp-one", "gpt"])).toEqual(["gpt", "gp-one"]);
  });

  test("nothing is, and the word itself is", () => {
    expect(nearWords("frobnicate", ["score", "scan"])).toEqual([]);
    expect(nearWords("", ["a"])).toEqual(["a"]);
    expect(nearWords("Score", ["score"])).toEqual(["score"]);
  });
});

test("a license of a profile: what `license` would show stands in the warning", () => {
  const input = `schema: openness-profile/1
vendor: { id: acme, name: Acme }
models: [{ id: acme-7b, name: Acme 7B, licenses: { weights: Apache 2, code: Our Own Terms } }]`;
  const { status, stdout } = openness(["validate", "-"], { input });
  expect(status).toBe(0);
  expect(stdout).toMatch(/The license Apache 2 cannot be resolved\..* Did you mean Apache-2\.0\?/);
  expect(stdout).toMatch(/The license Our Own Terms cannot be resolved\.(?!.*Did you mean)/);
});
