import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BIN, environment, FIXTURES } from "../run.ts";

/** `script` runs a command in a terminal of its own; util-linux and Debian's bsdutils have it. */
const SCRIPT = spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "openness-progress-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a command line shows on a terminal. */
function inTerminal(command: string): Promise<string> {
  return new Promise((resolve) => {
    const shell = `stty cols 100 rows 40; ${command.replaceAll("openness ", `"${process.execPath}" "${BIN}" `)}`;
    const child = spawn("script", ["-qefc", shell, "/dev/null"], { env: environment({ TERM: "xterm" }) });
    let shown = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      shown += text;
    });
    child.on("close", () => resolve(shown));
  });
}

describe.skipIf(!SCRIPT)("in a terminal", () => {
  test("a bar appears when a second has passed, and is gone at the end", { timeout: 60_000 }, async () => {
    // Each answer comes two seconds after its question.
    const server = createServer((_, response) => setTimeout(() => response.end("text"), 2000));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const sources = ["a", "b", "c"].map(
        (name) => `  ${name}: { url: ${url}/${name}, accessed: 2026-01-01 }`,
      );
      const lines = ["schema: openness-profile/1", "vendor: { id: v, name: V }", "sources:", ...sources];
      const profile = join(folder, "links.yaml");
      writeFileSync(profile, [...lines, "models: [{ id: m, name: M }]", ""].join("\n"));
      const links = `openness validate ${profile} --links --cache ${join(folder, "links.json")}`;
      const [shown, quiet, piped] = await Promise.all([
        inTerminal(links),
        inTerminal(`${links} -q`),
        inTerminal(`${links} 2> ${join(folder, "messages")}; cat ${join(folder, "messages")}`),
      ]);
      expect(shown).toMatch(/links [█░=\- ]+ 0\/3/);
      // The cursor is there again.
      expect(shown.lastIndexOf("\u001b[?25h")).toBeGreaterThan(shown.lastIndexOf("\u001b[?25l"));
      for (const without of [quiet, piped]) expect(without).not.toMatch(/\d\/3/);
    } finally {
      server.close();
    }
  });

  test("a bar appears for work that never pauses as well", { timeout: 120_000 }, async () => {
    // Seconds of it, wherever it runs.
    const rank = "openness rank --by model --draws 30000";
    const [shown, quiet] = await Promise.all([inTerminal(rank), inTerminal(`${rank} --top 1 -q`)]);
    expect(shown).toMatch(/draws [█░=\- ]+ \d+\/30000/);
    expect(quiet).not.toMatch(/\d\/30000/);
  });

  test("lines are counted, unless they are what the terminal shows", { timeout: 60_000 }, async () => {
    const file = join(folder, "acme.ndjson");
    const slowly = `(openness export ${FIXTURES}/acme.yaml --to ndjson; sleep 2) | openness score - -f ndjson`;
    const [counted, shown] = await Promise.all([inTerminal(`${slowly} -o ${file}`), inTerminal(slowly)]);
    expect(counted).toMatch(/0 lines/);
    expect(shown).toContain('"id":"acme-7b"');
    expect(shown).not.toMatch(/\d lines/);
  });
});
