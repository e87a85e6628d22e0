import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import spdxTexts from "spdx-license-list/full.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readGguf, readSafetensors } from "../../src/scan/headers.ts";
import { roleOf } from "../../src/scan/roles.ts";
import { openness } from "../run.ts";
import { gguf, safetensors } from "./weights.ts";

const COMMIT = "4f2a1c9d8e7b6a5f4e3d2c1b0a9f8e7d6c5b4a39";
let root = "";
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "openness-scan-"));
});
afterAll(() => rmSync(root, { recursive: true }));

/** Makes a folder of files. */
function folder(name: string, files: Record<string, string | Buffer>): string {
  const path = join(root, name);
  mkdirSync(path, { recursive: true });
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), content);
  }
  return path;
}

const TEXT = (id: string) => spdxTexts[id]?.licenseText ?? "";

function scan(path: string, ...more: string[]) {
  const { status, stdout, stderr } = openness(["scan", path, ...more]);
  const clean = (text: string) => text.replaceAll(root, "ROOT");
  return { status, stdout: clean(stdout), stderr: clean(stderr) };
}

describe("scan", () => {
  test("finds what a person finds, with path and revision", async () => {
    const path = folder("acme-7b", {
      ".git/HEAD": "ref: refs/heads/main\n",
      ".git/packed-refs": `# pack-refs\n${COMMIT} refs/heads/main\n`,
      ".git/config": '[remote "origin"]\n\turl = https://github.com/Acme/Acme-7B.git\n',
      LICENSE: TEXT("Apache-2.0"),
      "LICENSE-CODE": TEXT("MIT").replace("<year> <copyright holders>", "2026 Acme"),
      "third_party/LICENSE": TEXT("BSD-3-Clause"),
      "README.md": `---\nlicense: mit\npipeline_tag: text-generation\n---\n# Acme 7B\n${"It says what a card says. ".repeat(10)}`,
      "model-00001-of-00002.safetensors": safetensors({
        __metadata__: { format: "pt" },
        a: { dtype: "BF16", shape: [1000, 1000], data_offsets: [0, 1] },
      }),
      "model-00002-of-00002.safetensors": safetensors({
        b: { dtype: "BF16", shape: [500], data_offsets: [0, 1] },
      }),
      "config.json": "{}",
      "tokenizer.json": "{}",
      "pretrain.py": "",
      "finetune_lora.py": "",
      "prepare_data.py": "",
      "eval/run.py": "",
      "step1000-unsharded/optim.pt": "",
      "optimizer.pt": "",
      "tests/train.py": "",
      "node_modules/x/train.py": "",
      "CITATION.cff": "",
      "technical_report.pdf": "",
    });
    const { status, stdout, stderr } = scan(path);
    expect(status).toBe(0);
    await expect(`${stdout}--- stderr\n${stderr}`).toMatchFileSnapshot("goldens/acme-7b.txt");
    const validated = openness(["validate", "-"], { input: stdout });
    expect(validated.stdout).toMatch(/0 mistakes/);
  });

  test("a changed license is changed, whoever calls it MIT", () => {
    const clause =
      " If it has more than 100 million users, the product must display the name of the model to all of them.";
    const path = folder("changed", { LICENSE: TEXT("MIT") + clause });
    const { stdout, stderr } = scan(path);
    expect(stderr).toMatch(/LICENSE: made from MIT \(\d\d % of its runs of three words in common\)/);
    expect(stderr).toMatch(/LICENSE is made from MIT and is not that license itself/);
    expect(stdout).not.toContain("licenses:");
  });

  test.each([
    ["MIT", "MIT"],
    ["Apache-2.0", "Apache-2.0"],
    ["BSD-3-Clause", "BSD-3-Clause"],
    ["GPL-3.0-only", "GPL-3.0"],
    ["CC-BY-4.0", "CC-BY-4.0"],
  ])("the text of %s", (id, stated) => {
    const paragraphs = TEXT(id).split(/\n\s*\n/);
    const rewrapped = paragraphs
      .map((text) => text.replace(/\s+/g, " ").replace(/(.{60,70}) /g, "$1\r\n"))
      .join("\r\n\r\n");
    const path = folder(`text-${id}`, { LICENSE: rewrapped });
    expect(scan(path).stdout).toContain(`code: ${stated}\n`);
  });

  test("another title is a detail", () => {
    const path = folder("title", { LICENSE: TEXT("MIT").replace("MIT License", "The MIT License (MIT)") });
    const { stdout, stderr } = scan(path);
    expect(stderr).toMatch(/LICENSE: MIT but for details/);
    expect(stdout).toContain("code: MIT\n");
  });

  test("a test's weights are no release", () => {
    const path = folder("tested", {
      "tests/data/tiny.safetensors": safetensors({}),
      "tests/x.nemo": "",
      "docker/Dockerfile.nemo": "",
    });
    expect(scan(path).stdout).not.toContain("weights");
  });

  test("a text that nobody knows is none", () => {
    const path = folder("unknown", {
      LICENSE: "You may look at this on Sundays, provided that you bring cake. ".repeat(9),
    });
    expect(scan(path).stderr).toContain("LICENSE: no license text that is known");
  });

  test("nothing outside is looked at, and nothing hangs", () => {
    const outside = folder("outside", { LICENSE: TEXT("MIT"), "pretrain.py": "" });
    const path = folder("links", {
      "a/b.txt": "",
      "broken.safetensors": Buffer.alloc(9, 0xff),
      "empty.gguf": "",
    });
    symlinkSync(outside, join(path, "out"));
    symlinkSync(join(outside, "LICENSE"), join(path, "LICENSE"));
    symlinkSync("..", join(path, "a", "loop"));
    execFileSync("mkfifo", [join(path, "README.md")]);
    const { status, stdout, stderr } = scan(path);
    expect(status).toBe(0);
    expect(stdout).not.toMatch(/MIT|pretrain/);
    expect(stderr).toContain("Links were not followed: LICENSE, out, a/loop.");
    expect(stderr).toContain("broken or too long: broken.safetensors, empty.gguf.");
  });

  test("a git folder that points elsewhere is not followed", () => {
    const path = folder("git", { ".git/HEAD": "ref: refs/../../../etc/hostname\n" });
    expect(scan(path).stderr).toMatch(/^1? ?0 files$/m);
  });

  test("no folder, or a file", () => {
    expect(scan(join(root, "nowhere"))).toMatchObject({ status: 2, stdout: "" });
    expect(scan(join(folder("file", { x: "" }), "x")).stderr).toMatch(/cannot be read as a folder/);
  });

  test("into a profile", () => {
    const path = folder("into", {
      LICENSE: TEXT("MIT"),
      "acme.yaml":
        "schema: openness-profile/1\nvendor: { id: acme, name: Acme }\nmodels: [{ id: a, name: A }]\n",
    });
    const { status, stderr } = scan(path, "--as", "acme/a", "--into", join(path, "acme.yaml"));
    expect(status).toBe(0);
    expect(stderr).toContain("+ a licenses code: MIT");
  });
});

describe("headers of weights", () => {
  test("safetensors", () => {
    const header = safetensors({ a: { dtype: "F16", shape: [2, 3] }, b: { dtype: "I8", shape: [] } });
    expect(readSafetensors(header)).toEqual({ tensors: 2, values: { F16: 6, I8: 1 } });
  });

  test("GGUF", () => {
    expect(readGguf(gguf())).toEqual({ tensors: 1, values: { Q4_0: 32 } });
  });

  test("what is cut off anywhere is broken, not a crash", () => {
    const whole = gguf();
    for (let length = 0; length < whole.length; length++)
      expect(readGguf(whole.subarray(0, length))).toBeUndefined();
    const tensors = safetensors({ a: { dtype: "F16", shape: [2] } });
    for (let length = 0; length < tensors.length - 4; length++) {
      expect(readSafetensors(tensors.subarray(0, length))).toBeUndefined();
    }
  });

  test.each([[{ a: { dtype: 1, shape: [] } }], [{ a: { dtype: "F16", shape: [-1] } }], [{ a: null }], [[1]]])(
    "%j is no header",
    (header) => expect(readSafetensors(safetensors(header))).toBeUndefined(),
  );

  test("counts that promise more than there is are not believed", () => {
    const bytes = gguf();
    bytes.writeBigUInt64LE(2n ** 60n, 8);
    expect(readGguf(bytes)).toBeUndefined();
  });
});

test.each([
  ["pretrain.py", "pretraining"],
  ["scripts/train.sh", "pretraining"],
  ["finetune/train_lora.py", "finetuning"],
  ["tests/train.py", undefined],
  ["examples/pretrain.py", undefined],
  ["case-studies/bias/model.py", undefined],
  ["models/llama3/LICENSE", "license"],
  ["checkpoint-100/model.safetensors", "checkpoint"],
  ["src/modeling_acme.py", "architecture"],
  ["chat_format.py", undefined],
])("%s is %s", (path, role) => expect(roleOf(path)).toBe(role));
