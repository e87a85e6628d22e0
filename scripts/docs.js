// Writes the pages of docs/ that are generated from the data: one for each shipped rubric, and their index.
import { execFileSync } from "node:child_process";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const OUT = "docs/rubrics";

function openness(...argv) {
  return execFileSync(process.execPath, ["bin/openness.js", ...argv], { encoding: "utf8" });
}

const rubrics = JSON.parse(openness("rubric", "list", "-f", "json"));
await mkdir(OUT, { recursive: true });
for (const name of await readdir(OUT)) await rm(join(OUT, name));
for (const { id } of rubrics)
  await writeFile(join(OUT, `${id}.md`), openness("rubric", "show", id, "-f", "markdown"));

const rows = rubrics.map(
  ({ id, name, version, kind, criteria }) =>
    `| [${id}](${id}.md) | ${name} | ${version} | ${kind} | ${criteria.length} |`,
);
await writeFile(
  join(OUT, "README.md"),
  `# The shipped rubrics

Generated from [\`rubrics/\`](../../rubrics) by \`npm run docs\`; \`openness rubric show ID\` prints the same.

| id | framework | version | kind | criteria |
| --- | --- | --- | --- | ---: |
${rows.join("\n")}
`,
);
