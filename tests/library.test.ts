import { readFileSync } from "node:fs";
import { InputError, loadProfiles, loadRubric, score, version } from "openness";
import { expect, test } from "vitest";
import { FIXTURES, openness } from "./run.ts";

test("the library gives what the command prints", async () => {
  const profiles = await loadProfiles(`${FIXTURES}/acme.yaml`);
  const rubric = await loadRubric(`${FIXTURES}/ladder.yaml`);
  const document = await score(profiles, rubric, { order: "asked" });
  const printed = openness(["score", `${FIXTURES}/acme.yaml`, "-r", `${FIXTURES}/ladder.yaml`, "-f", "json"]);
  expect(JSON.parse(JSON.stringify(document))).toEqual(JSON.parse(printed.stdout));
});

test("all shipped profiles without an argument", async () => {
  const { results } = await score(await loadProfiles(), await loadRubric("openness"), { detail: true });
  expect(results.length).toBeGreaterThan(30);
  expect(results[0]?.criteria[0]?.because?.facts?.length).toBeGreaterThan(0);
});

test("what the build worked out is what scoring comes to", async () => {
  const document = await score(await loadProfiles(), await loadRubric("openness"), { by: "vendor" });
  const printed = openness(["score", "-f", "json"]);
  expect(JSON.parse(printed.stdout)).toEqual(JSON.parse(JSON.stringify(document)));
  // A rubric named twice counts once, but no build worked that out.
  const asked = ["-r", "openness,openness"];
  for (const more of [[], ["--detail"], ["-f", "csv"], ["--timestamp", "-f", "ndjson"]]) {
    const env = { SOURCE_DATE_EPOCH: "1760000000" };
    expect(openness(["score", ...more], { env })).toEqual(openness(["score", ...asked, ...more], { env }));
  }
});

test("mistakes are values with places", async () => {
  const failure = await loadProfiles(`${FIXTURES}/bad/duplicate-key.yaml`).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(InputError);
  expect((failure as InputError).mistakes[0]).toMatchObject({
    severity: "error",
    place: { file: `${FIXTURES}/bad/duplicate-key.yaml`, line: 5, column: 5 },
  });
});

test("the version is the package's", () => {
  const { version: declared } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  expect(version).toBe(declared);
  expect(openness(["--version"]).stdout).toBe(`${declared}\n`);
});
