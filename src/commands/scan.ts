import { type Command, Option } from "commander";
import { inputError } from "../errors.ts";
import type { Imported } from "../importers/types.ts";
import { type Counter, counting } from "../observe.ts";
import type { HubName } from "../scan/hub.ts";
import type { Tree } from "../scan/tree.ts";
import { safeText } from "../text.ts";
import { checkName, finishImport, type ImportFlags, importOptions } from "./import.ts";
import { examples, notes } from "./manual.ts";
import { secondsOf } from "./options.ts";
import { complain } from "./streams.ts";
import { generatedAt } from "./timestamp.ts";

/** What a scan needs to know of its user's wishes. */
interface HubFlags {
  as?: string;
  quiet?: boolean;
  endpoint?: string;
  /** In seconds. */
  timeout: number;
  cache: string | boolean;
}

type ScanFlags = ImportFlags & HubFlags;

/** The hub that `hf:` stands for, unless HF_ENDPOINT names another. */
const HUB = "https://huggingface.co";
/** Files that are read from a hub at once. */
const AT_ONCE = 8;
const RETRIES = 3;
/** Milliseconds before a second try. */
const WAIT = 500;

/** `openness scan`: a profile from a checkout, or from a repository on the hub. */
export function scanCommand(program: Command): void {
  const command = program
    .command("scan")
    .description("Look into a model or code repository: what is found becomes a profile with evidence.")
    .argument(
      "<where>",
      "a checkout, or hf:OWNER/NAME[@REVISION] for a model on the Hugging Face Hub; nothing in it is run",
    );
  importOptions(command)
    .option("--endpoint <url>", "another hub with the same API (default: HF_ENDPOINT, else huggingface.co)")
    .addOption(
      new Option("--timeout <seconds>", "how long to wait for each answer of the hub")
        .argParser(secondsOf)
        .default(20),
    )
    .option("--cache <folder>", "where answers about a commit are kept (default: in your cache folder)")
    .option("--no-cache", "keep and use no answers")
    .action(scan);
  examples(command, [
    ["openness scan ./acme-7b --as acme/acme-7b -o acme.yaml", "a checkout"],
    ["openness scan hf:allenai/OLMo-2-0425-1B | openness score -", "a repository on the hub"],
    ["openness scan hf:acme/acme-7b@v1.0 --into acme.yaml", "added to a profile that you have"],
  ]);
  notes(
    command,
    `
What is found is evidence, what is not found stays unknown. License files are compared with the texts of SPDX's list
and of the AI licenses that the tool knows, by MinHash over runs of three words. Of weights only the headers are read.
A repository on the hub is pinned to its commit; for a gated or private one HF_TOKEN is sent, to that hub only.`,
  );
}

async function scan(what: string, flags: ScanFlags): Promise<void> {
  checkName(flags);
  await finishImport([await scanned(what, flags)], flags);
}

/** What a scan of a folder or of a repository on the hub comes to; findings are told on standard error. */
export async function scanned(what: string, flags: HubFlags): Promise<Imported & { file: string }> {
  const { scanTree } = await import("../scan/scan.ts");
  const { nameImported } = await import("../loadForeign.ts");
  const { shippedFingerprints } = await import("../shipped.ts");
  const { tree, done } = await treeAt(what, flags);
  const { findings, ...imported } = await scanTree(tree, shippedFingerprints()).finally(done);
  if (!flags.quiet) complain(findings.map((line) => `${safeText(line)}\n`).join(""));
  return { file: tree.name, ...nameImported(imported, tree.name, flags.as) };
}

async function treeAt(what: string, flags: HubFlags): Promise<{ tree: Tree; done: () => void }> {
  if (what.startsWith("hf:")) {
    const { hubName } = await import("../scan/hub.ts");
    return hubTreeAt(hubName(what), flags);
  }
  const { folderTree } = await import("../scan/disk.ts");
  return { tree: await folderTree(what), done: () => undefined };
}

async function hubTreeAt(name: HubName, flags: HubFlags): Promise<{ tree: Tree; done: () => void }> {
  const { hubTree } = await import("../scan/hub.ts");
  const { HF_ENDPOINT, HF_TOKEN } = process.env;
  const endpoint = (flags.endpoint || HF_ENDPOINT || HUB).replace(/\/+$/, "");
  if (!/^https?:$/.test(URL.canParse(endpoint) ? new URL(endpoint).protocol : "")) {
    throw inputError(`The hub's address has to begin with https://; it is ${endpoint}.`);
  }
  let counter: Counter | undefined;
  const tree = await hubTree(name, {
    endpoint,
    token: HF_TOKEN || undefined,
    timeout: flags.timeout * 1000,
    retries: RETRIES,
    wait: WAIT,
    atOnce: AT_ONCE,
    today: (generatedAt(true) ?? "").slice(0, 10),
    cache: await cacheAt(flags.cache),
    onRead: () => counter?.add(),
  });
  const { toRead } = await import("../scan/scan.ts");
  counter = counting("files", toRead(tree.listing));
  return { tree, done: () => counter?.stop() };
}

async function cacheAt(cache: string | boolean) {
  if (cache === false) return undefined;
  const { default: envPaths } = await import("env-paths");
  const { hubCache } = await import("../scan/hubCache.ts");
  return hubCache(typeof cache === "string" ? cache : `${envPaths("openness", { suffix: "" }).cache}/hub`);
}
