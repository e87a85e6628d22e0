import { cancel, intro, isCancel, select, text } from "@clack/prompts";
import { inputError } from "../errors.ts";
import { ARTIFACTS, type ArtifactId, FACETS } from "../profile/vocabulary.ts";

/** What a person says of a model when asked. */
export interface Answers {
  vendor: string;
  model: string;
  /** A card, folder or repository to start from. */
  from?: string;
  released?: string;
  license?: string;
  available?: Record<string, string>;
}

/** Artifacts that are asked for; the rest are in the file, to be filled in. */
const ASKED: readonly ArtifactId[] = [
  "weights.final",
  "code.inference",
  "code.training",
  "data.pretraining",
  "doc.technical-report",
];

const UNKNOWN = "unknown";

/** Questions go to standard error: standard output is for data. */
const common = { output: process.stderr };

/**
 * Asks, on a terminal, what a profile begins with.
 * @throws InputError if the user would rather not
 */
export async function askBeginning(known: { vendor?: string; model?: string }): Promise<Answers> {
  intro("A new profile. Leave blank what you do not know.", common);
  const vendor = known.vendor ?? (await line("Whose models are they?", { required: true }));
  const model = known.model ?? (await line("What is the first model called?", { required: true }));
  const from = await line("Is there a model card, a folder or hf:OWNER/NAME to start from?");
  if (from !== "") return { vendor, model, from };
  const released = await line("When was it released?", {
    placeholder: "2026-01-31, 2026-01 or 2026",
    pattern: /^\d{4}(-\d{2}){0,2}$/,
  });
  const license = await line("Under which license are the weights?", { placeholder: "Apache-2.0" });
  const available: Record<string, string> = {};
  for (const artifact of ASKED) {
    const answer = await choice(`How much of it is released: ${ARTIFACTS[artifact].name}?`, [
      UNKNOWN,
      ...FACETS.availability.values,
    ]);
    if (answer !== UNKNOWN) available[artifact] = answer;
  }
  return {
    vendor,
    model,
    ...(released === "" ? {} : { released }),
    ...(license === "" ? {} : { license }),
    available,
  };
}

async function line(
  message: string,
  {
    required = false,
    placeholder = "",
    pattern,
  }: { required?: boolean; placeholder?: string; pattern?: RegExp } = {},
): Promise<string> {
  const answer = await text({
    ...common,
    message,
    placeholder,
    validate: (value = "") => {
      if (value === "") return required ? "It needs a name." : undefined;
      return pattern === undefined || pattern.test(value) ? undefined : `Expected ${placeholder}.`;
    },
  });
  return given(answer).trim();
}

async function choice(message: string, options: readonly string[]): Promise<string> {
  return given(
    await select({ ...common, message, options: options.map((value) => ({ value, label: value })) }),
  );
}

function given<Value>(answer: Value): Exclude<Value, symbol> {
  if (!isCancel(answer)) return answer as Exclude<Value, symbol>;
  cancel("Nothing was written.", common);
  throw inputError("It was broken off.");
}
