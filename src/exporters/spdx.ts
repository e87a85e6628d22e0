import { defined } from "../objects.ts";
import { statedLicense } from "../profile/subject.ts";
import { jsonText } from "../text.ts";
import { VERSION } from "../version.ts";
import { hubNameOf, licenseWord, namedLicense, verdictProperties } from "./common.ts";
import type { Exported, ExportInput } from "./types.ts";

/** SPDX 3.0.1 with its AI profile (JSON-LD). Verdicts are annotations of the AI package. */
export function exportSpdx(input: ExportInput): Exported {
  const { subject, now } = input;
  const { vendor, model, base } = subject;
  const id = (part: string) => `https://spdx.org/spdxdocs/openness/${vendor.id}/${model.id}#${part}`;
  const creationInfo = "_:creation";
  const element = (type: string, part: string, rest: object) => ({
    type,
    spdxId: id(part),
    creationInfo,
    ...rest,
  });
  const relate = (part: string, type: string, to: string) =>
    element("Relationship", part, { from: id("model"), relationshipType: type, to: [to] });
  const hub = hubNameOf(input);
  const license = licenseOf(input);
  const annotations = verdictProperties(input).map(({ name, value }, at) =>
    element("Annotation", `verdict-${at + 1}`, {
      annotationType: "other",
      subject: id("model"),
      statement: `${name} = ${value}`,
    }),
  );
  const graph = [
    {
      type: "CreationInfo",
      "@id": creationInfo,
      specVersion: "3.0.1",
      created: seconds(now),
      createdBy: [id("tool")],
    },
    element("SoftwareAgent", "tool", { name: `openness ${VERSION}` }),
    element("Organization", "vendor", { name: vendor.name }),
    element(
      "ai_AIPackage",
      "model",
      defined({
        name: model.name,
        software_packageVersion: model.version,
        software_primaryPurpose: "model",
        software_packageUrl: hub === undefined ? undefined : `pkg:huggingface/${hub}`,
        software_downloadLocation: hub === undefined ? undefined : `https://huggingface.co/${hub}`,
        releaseTime: /^\d{4}-\d{2}-\d{2}$/.test(model.released ?? "")
          ? `${model.released}T00:00:00Z`
          : undefined,
        suppliedBy: id("vendor"),
      }),
    ),
    ...(license === undefined
      ? [relate("no-license", "hasDeclaredLicense", NO_ASSERTION)]
      : license === "NONE"
        ? [relate("no-license", "hasDeclaredLicense", NONE)]
        : [
            element("simplelicensing_LicenseExpression", "license", {
              simplelicensing_licenseExpression: license,
            }),
            relate("declared", "hasDeclaredLicense", id("license")),
          ]),
    ...(base === undefined
      ? []
      : [
          element("ai_AIPackage", "base", { name: base.id, software_primaryPurpose: "model" }),
          relate("descends", "descendantOf", id("base")),
        ]),
    ...annotations,
  ];
  const document = element("SpdxDocument", "document", {
    profileConformance: ["core", "software", "ai", "simpleLicensing"],
    rootElement: [id("model")],
    element: graph.flatMap((one) => ("spdxId" in one ? [one.spdxId] : [])),
  });
  const text = jsonText(
    { "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [...graph, document] },
    2,
  );
  return { text: `${text}\n`, notes: [] };
}

const NO_ASSERTION = "https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense";
const NONE = "https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoneLicense";

/** The license of the weights as an expression; undefined if it is unknown. */
function licenseOf(input: ExportInput): string | undefined {
  const text = statedLicense(input.subject, "weights.final")?.text;
  if (text === undefined) return undefined;
  const license = namedLicense(text, input);
  if (license === undefined) return "NONE";
  if (!("name" in license)) return licenseWord(license);
  // An expression knows ids only.
  return `LicenseRef-${license.name.replace(/[^A-Za-z0-9.-]+/g, "-").replace(/^-+|-+$/g, "") || "unnamed"}`;
}

/** ISO 8601 in whole seconds, as SPDX wants it. */
function seconds(time: string): string {
  return time.replace(/\.\d+Z$/, "Z");
}
