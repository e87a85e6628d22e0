import { basename, dirname, join } from "node:path";
import type { Command } from "commander";
import { inputError } from "../errors.ts";
import { exists, isFolder, readText } from "../files.ts";
import { idOf, mapOf, textOf, UNKNOWN_VENDOR } from "../importers/common.ts";
import type { Imported, PlainProfile } from "../importers/types.ts";
import { type Beginning, explained, profileTemplate, schemaLine } from "../profile/template.ts";
import { checked } from "./import.ts";
import { examples } from "./manual.ts";
import { write } from "./output.ts";
import { complain } from "./streams.ts";

interface InitFlags {
  vendor?: string;
  model?: string;
  from?: string;
  schema: boolean;
  force?: boolean;
  quiet?: boolean;
}

/** The JSON Schema that `init` puts beside a profile, for editors. */
const SCHEMA_FILE = "openness-profile.schema.json";
/** Seconds to wait for an answer of the hub. */
const TIMEOUT = 20;

/** `openness init`: a profile to begin with. */
export function initCommand(program: Command): void {
  const command = program
    .command("init")
    .description("Begin a profile: from nothing, from what exists, or by asking.")
    .argument("[file]", "the profile to write, or - (default: VENDOR.yaml)")
    .option("--vendor <name>", "whose models they are")
    .option("--model <name>", "the first of them")
    .option("--from <where>", "a card, answer or bill of materials, a folder, or hf:OWNER/NAME[@REVISION]")
    .option("--no-schema", `write no ${SCHEMA_FILE} for editors beside it`)
    .option("--force", "replace the file if it is there")
    .option("-q, --quiet", "say nothing but mistakes")
    .action(init);
  examples(command, [
    ["openness init", "asks, if there is a terminal"],
    ['openness init --vendor Acme --model "Acme 7B"', "from nothing, every field explained"],
    ["openness init acme.yaml --from hf:acme/acme-7b", "from a repository on the hub"],
    ["openness init --from ./acme-7b --vendor acme --model acme-7b", "from a checkout"],
  ]);
}

async function init(file: string | undefined, flags: InitFlags): Promise<void> {
  const { id, text } = await begin(flags);
  const path = file ?? `${id}.yaml`;
  const beside = flags.schema && path !== "-";
  if (path !== "-" && !flags.force && (await exists(path))) {
    throw inputError("It is there already. Name another file, or add --force.", { file: path });
  }
  await write(`${beside ? schemaLine(SCHEMA_FILE) : ""}${text}`, path);
  if (beside) await writeSchema(join(dirname(path), SCHEMA_FILE));
  if (flags.quiet || path === "-") return;
  complain(`Wrote ${path}${beside ? `, and ${SCHEMA_FILE} for editors` : ""}. Next: fill it in, then
  openness validate ${path}
  openness score ${path}
`);
}

async function writeSchema(path: string): Promise<void> {
  const { jsonSchemaText } = await import("../jsonSchemas.ts");
  await write(jsonSchemaText("profile"), path);
}

/** The profile's text, and the id of its vendor. */
async function begin(flags: InitFlags): Promise<{ id: string; text: string }> {
  if (flags.from !== undefined) return fromWhere(flags.from, flags);
  if (flags.vendor !== undefined && flags.model !== undefined) {
    return fromNothing(named(flags.vendor, flags.model));
  }
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw inputError("Name --vendor and --model, or --from: without a terminal nobody can be asked.");
  }
  const { askBeginning } = await import("./ask.ts");
  const answers = await askBeginning(flags);
  if (answers.from !== undefined) return fromWhere(answers.from, { ...flags, ...answers });
  return fromNothing({ ...answers, ...named(answers.vendor, answers.model) });
}

function named(vendor: string, model: string): Pick<Beginning, "vendor" | "model"> {
  return { vendor: { id: idOf(vendor), name: vendor }, model: { id: idOf(model), name: model } };
}

function fromNothing(beginning: Beginning): { id: string; text: string } {
  return { id: beginning.vendor.id, text: profileTemplate(beginning) };
}

async function fromWhere(
  from: string,
  flags: Pick<InitFlags, "vendor" | "model" | "quiet">,
): Promise<{ id: string; text: string }> {
  const { toYaml } = await import("../yaml.ts");
  const imported = await importedFrom(from, flags);
  const [profile, ...others] = await checked([imported], flags);
  if (profile === undefined || others.length > 0) {
    throw inputError("It holds the models of several vendors; `openness import` takes them all.", {
      file: from,
    });
  }
  const id = textOf(mapOf(profile.vendor).id) ?? UNKNOWN_VENDOR;
  return { id, text: explained(toYaml(renamed(profile, flags))) };
}

/** With the names as the user writes them; ids are made of them already. */
function renamed(
  profile: PlainProfile,
  { vendor, model }: Pick<InitFlags, "vendor" | "model">,
): PlainProfile {
  const models = Array.isArray(profile.models) ? profile.models.map(mapOf) : [];
  return {
    ...profile,
    ...(vendor === undefined ? {} : { vendor: { ...mapOf(profile.vendor), name: vendor } }),
    ...(model === undefined ? {} : { models: models.map((one) => ({ ...one, name: model })) }),
  };
}

async function importedFrom(
  from: string,
  { vendor, model, quiet = false }: Pick<InitFlags, "vendor" | "model" | "quiet">,
): Promise<Imported & { file: string }> {
  const as = vendor === undefined ? undefined : `${idOf(vendor)}/${idOf(model ?? basename(from))}`;
  const name = as === undefined ? {} : { as };
  if (from.startsWith("hf:") || (await isFolder(from))) {
    const { scanned } = await import("./scan.ts");
    return scanned(from, { ...name, quiet, timeout: TIMEOUT, cache: true });
  }
  const { importText } = await import("../loadForeign.ts");
  const imported = importText(await readText(from), from, "auto", as);
  if (imported === undefined) throw inputError("No importer recognises this file.", { file: from });
  return { file: from, ...imported };
}
