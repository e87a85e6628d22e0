// What people get wrong when they write a profile, and the sentence that they get: one, at the place to change.
import { expect, test } from "vitest";
import { profileSchema } from "../../src/profile/schema.ts";
import { validate } from "../../src/validation.ts";
import { parseYaml } from "../../src/yaml.ts";

const PROFILE = `schema: openness-profile/1
vendor: { id: acme, name: Acme }
sources:
  card: { url: https://hub.example/acme/acme-7b, accessed: 2026-11-01 }
models:
  - id: acme-7b
    name: Acme 7B
    licenses: { code: MIT, weights: Apache-2.0 }
    artifacts:
      weights.final: { availability: full, evidence: { card: all shards } }
      code.training: { availability: none, evidence: { card: says so } }
`;

/** Every mistake as `line:column message`. */
function mistakesIn(text: string): string[] {
  const { documents, mistakes } = parseYaml(text, "acme.yaml");
  const [document] = documents;
  const found = document === undefined ? mistakes : validate(document, profileSchema).mistakes;
  return found.map(({ message, place }) => `${place?.line}:${place?.column} ${message}`);
}

test("the profile as it should be has none", () => {
  expect(mistakesIn(PROFILE)).toEqual([]);
});

const SLIPS: [slip: string, right: string, wrong: string, said: string][] = [
  [
    "a key of an item too far left",
    "    name: Acme 7B",
    "   name: Acme 7B",
    "7:4 This is not valid YAML: this line is indented as the items of the list above are, but does not begin with -. Indent it like the lines of its item.",
  ],
  [
    "a key too far right",
    "    name: Acme 7B",
    "      name: Acme 7B",
    "6:9 This is not valid YAML: the next line is indented further than this one, as if it went on with the same text. Indent it like its neighbours.",
  ],
  [
    "a key between two columns",
    "      code.training",
    "     code.training",
    "11:6 This is not valid YAML: this line begins at another column than its neighbours. Indent it like them.",
  ],
  ["a tab", "    name: Acme 7B", "\tname: Acme 7B", "7:1 A tab indents this line; YAML wants spaces."],
  [
    "a bracket that is left open",
    "{ card: says so } }",
    "{ card: says so }",
    "11:22 This is not valid YAML: what begins with { must end with }, and all its lines must be indented.",
  ],
  [
    "a quote that is left open",
    "Acme 7B",
    '"Acme 7B',
    '7:11 This is not valid YAML: a text that begins with " must end with it.',
  ],
  [
    "a quote inside a quote",
    "Acme 7B",
    "'Acme's 7B'",
    "7:17 This is not valid YAML: this stands after a closing quote or bracket. Put the whole text in quotes, and write a ' inside of '...' twice.",
  ],
  [
    "a colon in a text",
    "Acme 7B",
    "Acme: 7B",
    "7:11 This is not valid YAML: a colon and a blank begin a map, which cannot stand here. If they belong to a text, put that text in quotes.",
  ],
  [
    "a mark that begins no text",
    "Acme 7B",
    "@acme",
    "7:11 This is not valid YAML: a text cannot begin with @ here. Put it in quotes.",
  ],
  [
    "a comma in a text",
    "all shards",
    "all shards, no gate",
    "10:74 `no gate` has no value. If it belongs to a text with a comma, put that text in quotes.",
  ],
  [
    "no blank after a colon",
    "availability: none",
    "availability:none",
    "11:24 Unknown key availability:none. Did you mean availability? A blank must follow the colon.",
  ],
  [
    "a fact beside the facts",
    "    artifacts:",
    "    parameters: { total: 7e9 }\n    artifacts:",
    "9:5 Unknown key parameters. It belongs under `facts`.",
  ],
  [
    "an artifact beside the artifacts",
    "    artifacts:",
    "    doc.paper: { availability: full }\n    artifacts:",
    "9:5 Unknown key doc.paper. It belongs under `artifacts`.",
  ],
  [
    "what is a model's in the wrong place",
    "models:",
    "released: 2026-01-01\nmodels:",
    "5:1 Unknown key released. It belongs under `models`.",
  ],
  [
    "one word for an artifact",
    "code.training: { availability: none, evidence: { card: says so } }",
    "code.training: none",
    "11:22 Expected a map such as { availability: ... }; found none.",
  ],
  [
    "one word for a list",
    "    artifacts:",
    "    facts: { monetisation: price }\n    artifacts:",
    "9:28 Expected a map or a list; found price.",
  ],
  [
    "a relation that there is not",
    "    artifacts:",
    "    baseModel: { id: meta/llama-3.3-70b, relation: finetuned }\n    artifacts:",
    "9:52 Expected one of finetune, distillation, adapter, merge, quantized or continued-pretraining; found finetuned. Did you mean finetune?",
  ],
  [
    "a list for a base model",
    "    artifacts:",
    "    baseModel: [meta/llama-3.3-70b]\n    artifacts:",
    "9:16 Expected a text or a map; found a list.",
  ],
];

test.each(SLIPS)("%s", (_, right, wrong, said) => {
  expect(PROFILE).toContain(right);
  expect(mistakesIn(PROFILE.replace(right, wrong))).toEqual([said]);
});

test("mistakes of syntax that do not follow from one another are told at once", () => {
  expect(mistakesIn("a: 'x' y\nb: @x\nc: %x\n").map((said) => said.slice(0, 3))).toEqual([
    "1:8",
    "2:4",
    "3:4",
  ]);
  expect(mistakesIn("a: 1\n\tb: 2\nc: {\n\td: 1 }\n")).toContain(
    "2:1 A tab indents this line; YAML wants spaces.",
  );
});
