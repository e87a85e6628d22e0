import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import spdxTexts from "spdx-license-list/full.js";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { opennessMeanwhile } from "../run.ts";
import { FakeHub, type Fault, GOOD_TOKEN, SHA } from "./hubServer.ts";
import { gguf, safetensors } from "./weights.ts";

const hub = new FakeHub();
let cache = "";
const README = "---\nlicense: apache-2.0\npipeline_tag: text-generation\n---\n# Acme 7B\n";

/** A tensor's header that is longer than what is read at first. */
const LONG = safetensors(
  Object.fromEntries(
    Array.from({ length: 2000 }, (_, at) => [
      `model.layers.${at}.weight`,
      { dtype: "BF16", shape: [10, 10] },
    ]),
  ),
);

const FILES: Record<string, Buffer> = {
  "README.md": Buffer.from(README + "It says what a card says. ".repeat(10)),
  LICENSE: Buffer.from(spdxTexts["Apache-2.0"]?.licenseText ?? ""),
  "config.json": Buffer.from("{}"),
  "model-00001-of-00002.safetensors": LONG,
  "model-00002-of-00002.safetensors": safetensors({ b: { dtype: "BF16", shape: [500] } }),
  "a folder/é #1.py": Buffer.from(""),
  "pretrain.py": Buffer.from(""),
};

beforeAll(async () => {
  cache = mkdtempSync(join(tmpdir(), "openness-hub-"));
  await hub.start();
  hub.repos.set("acme/acme-7b", { files: FILES });
  hub.repos.set("acme/quantized", { files: { "model.gguf": gguf() } });
  hub.repos.set("acme/gated", { files: FILES, shut: "gated", info: { gated: "manual" } });
  hub.repos.set("acme/private", { files: FILES, shut: "private", info: { private: true } });
  hub.repos.set("acme/no-commit", { files: FILES, info: { sha: null } });
});
afterAll(() => {
  hub.stop();
  rmSync(cache, { recursive: true });
});
beforeEach(() => {
  hub.fault = () => false;
  hub.seen.length = 0;
});

async function scan(what: string, { env = {}, more = ["--no-cache"] as string[] } = {}) {
  const run = await opennessMeanwhile(["scan", what, "--endpoint", hub.url, ...more], {
    env: { SOURCE_DATE_EPOCH: "1767225600", ...env },
  });
  const clean = (text: string) => text.replaceAll(hub.url, "HUB").replaceAll(new URL(hub.url).host, "HOST");
  return { ...run, stdout: clean(run.stdout), stderr: clean(run.stderr) };
}

describe("scan hf:", () => {
  test("finds what is there, pinned to the commit", async () => {
    const { status, stdout, stderr } = await scan("hf:acme/acme-7b");
    expect(stderr).toBe(`7 files of acme/acme-7b at ${SHA.slice(0, 12)}
LICENSE: Apache-2.0, word for word
weights: weights (2 safetensors); headers of 2: 200500 BF16
code.training: entry points for training, pretrain.py
configuration: config.json
`);
    await expect(stdout).toMatchFileSnapshot("goldens/hub-acme-7b.yaml");
    expect(status).toBe(0);
  });

  test("of weights only headers are asked for, and the token stays with the hub", async () => {
    await scan("hf:acme/acme-7b", { env: { HF_TOKEN: GOOD_TOKEN } });
    const stored = hub.seen.filter(({ host }) => host === "store");
    expect(stored.map(({ range }) => range)).toEqual(
      expect.arrayContaining(["bytes=0-65535", `bytes=0-${LONG.length - 5}`]),
    );
    expect(stored.map(({ token }) => token)).toEqual(stored.map(() => undefined));
    expect(hub.seen.filter(({ host }) => host === "hub").every(({ token }) => token === GOOD_TOKEN)).toBe(
      true,
    );
  });

  test("a list that leads elsewhere does not take the token there", async () => {
    hub.fault = (request, response) => {
      if (!request.url?.includes("/tree/") || request.headers.host === new URL(hub.storeUrl).host)
        return false;
      response.setHeader("link", `<${hub.storeUrl}/acme/acme-7b/README.md>; rel="next"`).end("[]");
      return true;
    };
    expect((await scan("hf:acme/acme-7b", { env: { HF_TOKEN: GOOD_TOKEN } })).stderr).toMatch(
      /makes no sense/,
    );
    expect(hub.seen.at(-1)).toMatchObject({ host: "store", token: undefined });
  });

  test("a revision by name, and GGUF", async () => {
    expect((await scan("hf:acme/acme-7b@v1.0")).status).toBe(0);
    expect(hub.seen[0]?.path).toContain("/api/models/acme/acme-7b/revision/v1.0?");
    expect((await scan("hf:acme/quantized")).stderr).toContain("headers of 1: 32 Q4_0");
  });

  test("a gate hides the files, not what is known without them", async () => {
    const { status, stdout, stderr } = await scan("hf:acme/gated");
    expect(status).toBe(0);
    expect(stderr).toContain("It is gated: its files cannot be read, only their names.");
    expect(stderr.match(/It is gated/g)).toHaveLength(1);
    expect(stderr).not.toContain("broken");
    expect(stdout).toContain("access: application");
    expect(stdout).toContain("the hub answers gated: manual");
    expect(stdout).not.toContain("licenses:");
    const opened = await scan("hf:acme/gated", { env: { HF_TOKEN: GOOD_TOKEN } });
    expect(opened.stderr).not.toContain("It is gated");
    expect(opened.stdout).toContain("access: application");
  });

  test("a private repository is no release", async () => {
    const { status, stderr } = await scan("hf:acme/private", { env: { HF_TOKEN: GOOD_TOKEN } });
    expect(status).toBe(0);
    expect(stderr).toContain("The repository is private: its files are no release.");
  });

  test("answers about a commit are kept, who may see it is asked anew", async () => {
    const more = ["--cache", join(cache, "kept")];
    const first = await scan("hf:acme/acme-7b", { more });
    const asked = hub.seen.length;
    const second = await scan("hf:acme/acme-7b", { more });
    expect(second).toEqual(first);
    expect(hub.seen.slice(asked).map(({ path }) => path.replace(/\?.*/, ""))).toEqual([
      "/api/models/acme/acme-7b/revision/HEAD",
    ]);
    expect(readdirSync(join(cache, "kept")).filter((name) => !/^[0-9a-f]{64}\.answer$/.test(name))).toEqual(
      [],
    );
    hub.repos.set("acme/vanished", { files: FILES });
    hub.repos.delete("acme/vanished");
    expect((await scan("hf:acme/vanished", { more })).status).toBe(2);
  });

  test("a cache that cannot be written is none", async () => {
    expect((await scan("hf:acme/acme-7b", { more: ["--cache", "/dev/null/x"] })).status).toBe(0);
  });
});

/** Fails the first requests in some way, then lets them pass. */
function first(count: number, fail: Fault): Fault {
  return (request, response, nth) => nth <= count && fail(request, response, nth);
}

const status =
  (code: number, headers: Record<string, string> = {}): Fault =>
  (_, response) => {
    response.writeHead(code, headers).end();
    return true;
  };

const cut: Fault = (request, response) => {
  if (!request.url?.includes("resolve")) return false;
  response.writeHead(200, { "content-length": "1000" });
  response.write("half");
  setTimeout(() => response.destroy(), 20);
  return true;
};

const only =
  (part: string, fail: Fault): Fault =>
  (request, response, nth) =>
    request.url?.includes(part) === true && fail(request, response, nth);

const body =
  (text: string): Fault =>
  (_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(text);
    return true;
  };

describe("what passes is tried again", () => {
  test.each<[string, Fault]>([
    ["429 with Retry-After", first(1, status(429, { "retry-after": "1" }))],
    ["503", first(2, status(503))],
    ["a connection that breaks", first(1, (_, response) => Boolean(response.destroy()))],
  ])("%s", async (_, fault) => {
    hub.fault = fault;
    expect((await scan("hf:acme/acme-7b")).status).toBe(0);
  });
});

describe("what does not is one sentence and exit 2", () => {
  const slow: Fault = () => true;
  const NO_SUCH = "There is no such repository at HUB, or it is private: check the name;";
  test.each<[string, string, Fault | undefined, Record<string, string>, string]>([
    ["missing", "hf:acme/missing", undefined, {}, `${NO_SUCH} set HF_TOKEN if it is private.`],
    [
      "missing with a token",
      "hf:acme/missing",
      undefined,
      { HF_TOKEN: GOOD_TOKEN },
      `${NO_SUCH} your token may not see it.`,
    ],
    ["private", "hf:acme/private", undefined, {}, `${NO_SUCH} set HF_TOKEN if it is private.`],
    ["no revision", "hf:acme/acme-7b@none", undefined, {}, "It has no such revision."],
    [
      "a wrong token",
      "hf:acme/acme-7b",
      undefined,
      { HF_TOKEN: "hf_bad" },
      "The hub does not take the token",
    ],
    ["no token at all", "hf:acme/acme-7b", undefined, { HF_TOKEN: "secret" }, "HF_TOKEN holds no token"],
    ["no commit", "hf:acme/no-commit", undefined, {}, "The hub does not say which commit this is."],
    [
      "500 again and again",
      "hf:acme/acme-7b",
      status(500),
      {},
      "does not serve it: HTTP 500. Try again later.",
    ],
    ["a teapot", "hf:acme/acme-7b", status(418), {}, "The hub refuses to answer (HTTP 418)."],
    ["no JSON", "hf:acme/acme-7b", body("<html>"), {}, "The hub's answer makes no sense"],
    ["another JSON", "hf:acme/acme-7b", body("[]"), {}, "The hub does not say which commit this is."],
    ["null", "hf:acme/acme-7b", body("null"), {}, "The hub's answer makes no sense"],
    [
      "a list that is none",
      "hf:acme/acme-7b",
      only("/tree/", body("{}")),
      {},
      "The hub's answer makes no sense",
    ],
    ["cut off", "hf:acme/acme-7b", cut, {}, "does not serve it: no connection"],
    ["never an answer", "hf:acme/acme-7b", slow, {}, "does not serve it: no answer in time"],
    [
      "a file that is not there",
      "hf:acme/acme-7b",
      only("/resolve/", status(404, { "x-error-code": "EntryNotFound" })),
      {},
      "A file that it lists is not there.",
    ],
    [
      "disabled",
      "hf:acme/acme-7b",
      status(403, { "x-error-message": "Access to this resource is disabled." }),
      {},
      "The hub has disabled this repository.",
    ],
    ["no name", "hf:acme", undefined, {}, "names no repository: expected hf:OWNER/NAME"],
    ["a path", "hf:../../etc/passwd", undefined, {}, "names no repository"],
  ])("%s", async (_, what, fault, env, sentence) => {
    if (fault !== undefined) hub.fault = fault;
    const {
      status: code,
      stdout,
      stderr,
    } = await scan(what, { env, more: ["--no-cache", "--timeout", "1"] });
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });

  test("nobody there", async () => {
    const gone = new FakeHub();
    await gone.start();
    const { url } = gone;
    gone.stop();
    const run = await opennessMeanwhile(["scan", "hf:acme/x", "--endpoint", url, "--no-cache"]);
    expect(run).toMatchObject({ status: 2, stdout: "" });
    expect(run.stderr).toContain("does not serve it: no connection (ECONNREFUSED). Try again later.");
    const odd = await opennessMeanwhile(["scan", "hf:acme/x", "--endpoint", "file:///etc", "--no-cache"]);
    expect(odd.stderr).toContain("The hub's address has to begin with https://; it is file:///etc.");
  });
});
