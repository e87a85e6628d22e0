import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DiffDocument } from "../../src/result/diffSchema.ts";
import type { HistoryDocument } from "../../src/result/historySchema.ts";
import { Repository } from "../repository.ts";
import { openness, type Run } from "../run.ts";

/** A profile with one model, whose training code is as released as is said. */
function profile(vendor: string, training: string, more = ""): string {
  return [
    "schema: openness-profile/1",
    `vendor: { id: ${vendor}, name: ${vendor} }`,
    "models:",
    "  - id: one",
    "    name: One",
    "    licenses: { code: MIT }",
    `    artifacts: { code.training: { availability: ${training} } }`,
    more,
  ].join("\n");
}

let repository: Repository;
beforeAll(() => {
  repository = new Repository();
});
afterAll(() => repository.remove());

function run(argv: string[], options: Run = {}) {
  return openness(argv, { cwd: repository.folder, ...options });
}

function diff(...argv: string[]): DiffDocument {
  const { stdout, stderr, status } = run(["diff", ...argv, "-f", "json"]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout) as DiffDocument;
}

/** Model, then what its training code became. */
function trained(document: DiffDocument): Record<string, string> {
  const entries = document.models.map(({ vendor, model, status, changes }) => {
    const found = changes.find(({ key }) => key === "code.training");
    return [`${vendor.id}/${model.id}`, found ? `${found.before} to ${found.after}` : status];
  });
  return Object.fromEntries(entries);
}

function sentence(argv: string[], options: Run = {}): string {
  const { stdout, stderr, status } = run(argv, options);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  return stderr;
}

describe("revisions", () => {
  beforeAll(() => {
    repository.write("profiles/acme.yaml", profile("acme", "none"));
    repository.write("profiles/beta.yaml", profile("beta", "none"));
    repository.write("profiles/notes.txt", "no profile");
    repository.write("profiles/.hidden/gamma.yaml", profile("gamma", "none"));
    symlinkSync("../../etc/passwd", join(repository.folder, "profiles/link.yaml"));
    repository.commit("first");
    repository.git("tag", "old");
    repository.write("profiles/link.yaml", undefined);
    repository.write("profiles/acme.yaml", profile("acme", "partial"));
    repository.commit("second");
    repository.git("tag", "second");
    repository.write("profiles/acme.yaml", profile("acme", "full"));
    repository.write("profiles/delta.yaml", profile("delta", "full"));
    repository.git("add", "--all");
    repository.write("profiles/beta.yaml", profile("beta", "full"));
  });

  test.each([
    [
      "a folder and as it is now",
      ["old:profiles/"],
      { "acme/one": "none to full", "beta/one": "none to full", "delta/one": "added" },
    ],
    ["a folder without its slash", ["old:profiles", "HEAD:profiles"], { "acme/one": "none to partial" }],
    [
      "what is staged",
      ["HEAD:profiles/", ":profiles/"],
      { "acme/one": "partial to full", "delta/one": "added" },
    ],
    ["what is not staged", [":profiles/", "profiles/"], { "beta/one": "none to full" }],
    ["a staged file", ["HEAD:profiles/acme.yaml", ":profiles/acme.yaml"], { "acme/one": "partial to full" }],
    ["a file", ["HEAD~1:profiles/acme.yaml"], { "acme/one": "none to full" }],
    ["a model of a file", ["HEAD:profiles/acme.yaml#one"], { "acme/one": "partial to full" }],
    ["a revision with a colon in it", ["HEAD@{0}:profiles/", "HEAD^{/se:?cond}:profiles/"], {}],
    ["the whole repository", ["old:", "HEAD:"], { "acme/one": "none to partial" }],
  ])("%s", (_, argv, expected) => {
    expect(trained(diff(...argv))).toEqual(expected);
  });

  test("from a folder of the repository, paths count from the top or with a dot from here", () => {
    const cwd = join(repository.folder, "profiles");
    for (const place of ["old:profiles/acme.yaml", "old:./acme.yaml", "old:../profiles/acme.yaml"]) {
      const { stdout } = run(["diff", place, "-f", "json"], { cwd });
      expect(trained(JSON.parse(stdout) as DiffDocument)).toEqual({ "acme/one": "none to full" });
    }
    expect(
      trained(JSON.parse(run(["diff", "old:.", ".", "-f", "json"], { cwd }).stdout) as DiffDocument),
    ).toMatchObject({
      "acme/one": "none to full",
    });
    expect(sentence(["diff", "old:acme.yaml"], { cwd })).toContain("from here it is old:./acme.yaml");
  });

  test("the commit is named", () => {
    const { old, new: fresh } = diff("old:profiles/", "HEAD:profiles/");
    expect([old.commit, fresh.commit]).toEqual([
      repository.git("rev-parse", "old"),
      repository.git("rev-parse", "HEAD"),
    ]);
    expect(run(["diff", "old:profiles/"]).stdout).toContain(
      `Old: old:profiles/ (${old.commit?.slice(0, 7)})`,
    );
  });

  test("an existing file is no revision, whatever its name", () => {
    repository.write("old:profiles", profile("acme", "full"));
    expect(trained(diff("old:profiles", "HEAD:profiles/acme.yaml"))).toEqual({
      "acme/one": "full to partial",
    });
    repository.write("old:profiles", undefined);
  });

  test("a file of another format is named and cited as the file that it is", () => {
    const card = "---\nlicense: mit\n---\n# A card\n";
    repository.write("cards/thing.md", card).commit("a card");
    const plain = ["HEAD:cards/thing.md", "cards/thing.md", "-q"];
    expect(diff(...plain)).toMatchObject({ differs: false, same: 1 });
    repository.write("cards/thing.md", card.replace("mit", "apache-2.0"));
    const { models } = diff(...plain);
    expect(models).toMatchObject([{ model: { id: "thing" }, causes: ["facts", "evidence"] }]);
    const { stderr } = run(["diff", "HEAD:cards/thing.md"]);
    expect(stderr).toMatch(/^HEAD:cards\/thing\.md: warning: /m);
    expect(stderr).toMatch(/^cards\/thing\.md: warning: /m);
  });

  test("a rubric as it was", () => {
    const rubric = (points: number) =>
      JSON.stringify({
        schema: "openness-rubric/1",
        id: "r",
        name: "R",
        version: "1",
        source: { title: "A rubric for tests" },
        criteria: [
          {
            id: "training",
            artifact: "code.training",
            levels: [
              { id: "open", points: 2, when: { availability: "full" } },
              { id: "some", points, when: { availability: "partial" } },
              { id: "closed", points: 0 },
            ],
          },
        ],
      });
    repository.write("r.yaml", rubric(1)).commit("a rubric");
    repository.write("r.yaml", rubric(1.5));
    const { models, rubrics } = diff(
      "old:profiles/",
      "second:profiles/",
      "-r",
      "r.yaml",
      "--old-rubric",
      "HEAD:r.yaml",
    );
    expect(rubrics[0]?.changes).toMatchObject([
      {
        part: "criterion",
        id: "training",
        field: "level some",
        before: "1 point, if training code released in part",
      },
    ]);
    // Worked out by hand: nothing of it was released, so that the rubric moves nothing; then half of it is.
    expect(models[0]?.verdicts[0]).toMatchObject({
      steps: [
        { cause: "rubric", effect: { lower: 0, upper: 0 } },
        { cause: "facts", effect: { lower: 1.5, upper: 1.5 } },
      ],
    });
  });
});

describe("what goes wrong is a sentence", () => {
  test.each([
    ["no such revision", ["diff", "nowhere:profiles/"], /There is no revision nowhere in this repository/],
    ["no such path", ["diff", "HEAD:nowhere/"], /There is no nowhere\/ at HEAD/],
    ["nothing staged", ["diff", ":nowhere.yaml"], /Nothing is staged as nowhere\.yaml/],
    [
      "a revision alone",
      ["diff", "main", "profiles/"],
      /main is a revision: say of what, as main:profiles\/\./,
    ],
    [
      "a revision that is an option",
      ["diff", "--", "--output=x:profiles/"],
      /A revision cannot begin with a dash/,
    ],
    ["a range", ["diff", "old..main:profiles/"], /There is no revision old\.\.main/],
    ["a link", ["diff", "https://example.org/acme.yaml", "profiles/"], /is a link, and nothing is fetched/],
    ["a path of Windows", ["diff", "C:\\acme.yaml", "profiles/"], /There is no file or folder/],
    ["a folder without data", ["diff", "HEAD:profiles/.hidden/nothing", "profiles/"], /There is no profiles/],
    ["one side only", ["diff", "profiles/"], /Name the new state as well/],
  ])("%s", (_, argv, expected) => {
    expect(sentence(argv)).toMatch(expected);
    expect(existsSync(join(repository.folder, "x:profiles"))).toBe(false);
  });

  test("no repository", () => {
    const cwd = "/";
    expect(sentence(["diff", "HEAD:profiles/", "-"], { cwd })).toMatch(
      /HEAD:profiles\/ asks for a git repository, and there is none to read here: not a git repository/,
    );
  });

  test("no git", () => {
    const env = { PATH: repository.folder };
    expect(sentence(["diff", "HEAD:profiles/"], { env })).toMatch(/git is not on this machine's PATH/);
  });

  test("every mistake of every file on both sides, with its place", () => {
    repository.write("bad/a.yaml", "schema: openness-profile/1\nvendor: { id: a, name: A }\nmodels: []\n");
    repository.write(
      "bad/b.yaml",
      "schema: openness-profile/1\nvendor: { id: b }\nmodels: [{ id: m, name: M }]\n",
    );
    repository.commit("bad ones");
    const message = sentence(["diff", "HEAD:bad/", "bad/a.yaml"]);
    expect(message).toMatch(/^HEAD:bad\/a\.yaml:3:9: /m);
    expect(message).toMatch(/^HEAD:bad\/b\.yaml:2:9: /m);
    expect(message).toMatch(/^bad\/a\.yaml:3:9: /m);
    repository.write("bad/a.yaml", undefined).write("bad/b.yaml", undefined).commit("without them");
  });

  test("a file that is too large or no text", () => {
    repository.write("odd/large.yaml", `# ${"x".repeat(3000)}`).write("odd/latin.yaml", Buffer.from([0xe9]));
    repository.git("add", "--all");
    const message = sentence(["diff", ":odd/", "profiles/"], { env: { OPENNESS_MAX_FILE_BYTES: "2000" } });
    expect(message).toMatch(/^:odd\/large\.yaml: It is larger than 2,000 bytes/m);
    expect(message).toMatch(/^:odd\/latin\.yaml: It is not UTF-8 text/m);
    repository.write("odd/large.yaml", undefined).write("odd/latin.yaml", undefined);
    repository.git("add", "--all");
  });
});

describe("a hostile repository", () => {
  const NAMES = [
    "quote\"'`.yaml",
    "-rf.yaml",
    ":(glob)*.yaml",
    "new\nline.yaml",
    "\u001b[31mred.yaml",
    "é 日本.yaml",
    "a#b.yaml",
  ];

  test("names of files and branches are only names", () => {
    const branch = "x;touch-pwned;$(touch-pwned)|`touch-pwned`&'\"";
    const writeAll = (training: string) => {
      for (const [at, name] of NAMES.entries())
        repository.write(join("hostile", name), profile(`h${at}`, training));
    };
    writeAll("none");
    repository.commit("hostile");
    repository.git("branch", branch);
    writeAll("full");
    const moved = trained(diff(`${branch}:hostile/`));
    expect(moved).toEqual(Object.fromEntries(NAMES.map((_, at) => [`h${at}/one`, "none to full"])));
    for (const [at, name] of NAMES.entries()) {
      if (name.includes("#")) continue;
      expect(trained(diff(`${branch}:hostile/${name}`))).toEqual({ [`h${at}/one`]: "none to full" });
      expect(trained(diff(`:hostile/${name}`))).toEqual({ [`h${at}/one`]: "none to full" });
    }
    repository.git("branch", "fix#12", branch);
    expect(trained(diff("fix#12:hostile/-rf.yaml#one"))).toEqual({ "h1/one": "none to full" });
    expect(trained(diff("fix#12:hostile/"))).toEqual(moved);
    expect(run(["diff", `${branch}:hostile/`]).stdout).not.toContain("\u001b");
    expect(existsSync(join(repository.folder, "pwned"))).toBe(false);
  });

  test("programs that its configuration names are not run", () => {
    const own = new Repository();
    const program = join(own.folder, "program.sh");
    const signature = "-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----";
    const signs = `printf '%s\\n' '${signature}'; echo '[GNUPG:] SIG_CREATED ' >&2`;
    own.write("program.sh", `#!/bin/sh\ntouch '${own.folder}/ran'\n${signs}\n`);
    chmodSync(program, 0o755);
    own.write("acme.yaml", profile("acme", "none"));
    for (const key of ["core.fsmonitor", "core.pager", "gpg.program", "diff.external"])
      own.git("config", key, program);
    own.git("config", "log.showSignature", "true");
    own.git("add", "--all");
    own.git("commit", "--quiet", "--gpg-sign", "--message=signed");
    rmSync(join(own.folder, "ran"));
    const cwd = own.folder;
    expect(openness(["diff", "HEAD:acme.yaml", ":acme.yaml"], { cwd }).stdout).toContain("Nothing differs.");
    const { status } = openness(["diff", "--history", "acme.yaml", "--over", "commits"], { cwd });
    expect({ status, ran: existsSync(join(own.folder, "ran")) }).toEqual({ status: 0, ran: false });
    own.remove();
  });
});

describe("the history of a file", () => {
  let own: Repository;
  beforeAll(() => {
    own = new Repository();
    mkdirSync(join(own.folder, "profiles"));
    own.write("profiles/one.yaml", profile("acme", "none")).commit("Begin");
    own.write("profiles/one.yaml", profile("acme", "none", "# a comment")).commit("A comment");
    own.git("mv", "profiles/one.yaml", "profiles/acme.yaml");
    own.commit("Another name");
    own.write("profiles/acme.yaml", "schema: openness-profile/1\nvendor: [").commit("Broken");
    own.write("profiles/acme.yaml", profile("acme", "partial")).commit("Mended \u001b[31m| `x`");
    own.git("checkout", "--quiet", "-b", "side");
    own.write("profiles/acme.yaml", profile("acme", "none")).commit("On the side, back and");
    own.write("profiles/acme.yaml", profile("acme", "full")).commit("On the side, forth");
    own.git("checkout", "--quiet", "main");
    own.write("other.txt", "x").commit("Something else");
    own.git("merge", "--quiet", "--no-ff", "--message=Merge the side", "side");
    own.write("profiles/acme.yaml", undefined).commit("Removed");
    own.write("profiles/acme.yaml", profile("acme", "full")).commit("Here again");
  });
  afterAll(() => own.remove());

  function history(...argv: string[]): HistoryDocument {
    const { stdout, stderr, status } = openness(
      ["diff", "--history", ...argv, "--over", "commits", "-f", "json"],
      { cwd: own.folder },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    return JSON.parse(stdout) as HistoryDocument;
  }

  test("the states of the main line, newest last, under the names it had", () => {
    const { rows, left, vendor } = history("profiles/acme.yaml");
    expect(
      rows.map(({ subject, path, problem, causes }) => [subject, path, problem, causes.join(" ")]),
    ).toEqual([
      ["Begin", "profiles/one.yaml", undefined, ""],
      ["A comment", "profiles/one.yaml", undefined, ""],
      ["Another name", "profiles/acme.yaml", undefined, ""],
      ["Broken", "profiles/acme.yaml", expect.stringMatching(/^line 2: This is not valid YAML/), ""],
      ["Mended \u001b[31m| `x`", "profiles/acme.yaml", undefined, ""],
      ["Merge the side", "profiles/acme.yaml", undefined, "facts"],
      ["Removed", "profiles/acme.yaml", "The file was removed.", ""],
      ["Here again", "profiles/acme.yaml", undefined, ""],
    ]);
    expect({ left, vendor }).toEqual({ left: 0, vendor: { id: "acme", name: "acme" } });
    const lower = rows.map(({ verdicts }) => verdicts[0]?.score?.lower);
    expect(lower).toEqual([lower[0], lower[0], lower[0], undefined, lower[4], lower[5], undefined, lower[5]]);
    expect([Number(lower[0]) < Number(lower[4]), Number(lower[4]) < Number(lower[5])]).toEqual([true, true]);
  });

  test("by the vendor's id, up to a revision, and only the last", () => {
    expect(history("acme").rows.length).toBe(8);
    expect(
      history("side:profiles/acme.yaml")
        .rows.map(({ subject }) => subject)
        .slice(-2),
    ).toEqual(["On the side, back and", "On the side, forth"]);
    const { rows, left } = history("profiles/acme.yaml#one", "--last", "2");
    expect([rows.map(({ subject }) => subject), left]).toEqual([["Removed", "Here again"], 1]);
  });

  test("the dates are the commits'", () => {
    expect(history("profiles/acme.yaml").rows[0]?.date).toBe("2026-01-01T00:01:00+00:00");
  });

  test.each([["table"], ["markdown"]])("as %s, nothing of it drives a terminal or a page", (format) => {
    const argv = ["diff", "--history", "profiles/acme.yaml", "--over", "commits", "-f", format];
    const { stdout } = openness(argv, { cwd: own.folder, env: { COLUMNS: "120" } });
    expect(stdout).not.toContain("\u001b");
    expect(stdout).toMatch(format === "table" ? /Mended \\u001b/ : /Mended \\\\u001b\\\[31m\\\| \\`x\\`/);
    expect(stdout).toMatch(/This is not valid YAML/);
  });

  test.each([
    ["an untracked file", ["new.yaml"], /No commit up to HEAD has changed new\.yaml/],
    ["a folder", ["profiles/"], /It is a folder: name the file of one vendor/],
    ["a vendor whose file is not here", ["deepseek"], /profiles\/deepseek\.yaml is not here/],
    ["a revision that is an option", ["--all:profiles/acme.yaml"], /A revision cannot begin with a dash/],
  ])("%s is a sentence", (_, [what = ""], expected) => {
    own.write("new.yaml", profile("new", "full"));
    const { status, stderr } = openness(["diff", `--history=${what}`, "--over", "commits"], {
      cwd: own.folder,
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(expected);
  });
});
