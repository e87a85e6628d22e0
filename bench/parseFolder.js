// Parses the YAML files of a folder on all processors, and does nothing else: what bench/folder.js compares with.
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Tinypool } from "tinypool";
import { parse } from "yaml";

/** Parses some files. */
export default function parseFiles(files) {
  let parsed = 0;
  for (const file of files) if (parse(readFileSync(file, "utf8")) !== null) parsed += 1;
  return parsed;
}

const self = fileURLToPath(import.meta.url);
if (process.argv[1] === self) {
  const files = readdirSync(process.argv[2]).map((name) => join(process.argv[2], name));
  const threads = availableParallelism();
  const pool = new Tinypool({ filename: self, minThreads: threads, maxThreads: threads });
  const batches = [];
  for (let at = 0; at < files.length; at += 16) batches.push(pool.run(files.slice(at, at + 16)));
  const parsed = await Promise.all(batches);
  console.log(parsed.reduce((all, some) => all + some, 0));
  await pool.destroy();
}
