import { LICENSE_PROPERTY_NAMES, LICENSE_SETS } from "../license/properties.ts";
import type { Resolution } from "../license/resolve.ts";
import { defined } from "../objects.ts";
import type { ArtifactId } from "../profile/vocabulary.ts";
import { propertyGaps } from "../rubric/conditions.ts";
import type { LicenseLeaf } from "../rubric/types.ts";
import { didYouMean } from "../spelling.ts";
import { orList } from "../text.ts";
import type { Report } from "./rubrics.ts";
import type { RawLicenseRule } from "./schema.ts";
import type { LicenseLists, LicenseNames, LicenseRule, UnknownMode } from "./types.ts";

/** How names of licenses are looked up. */
export interface LicenseLookup {
  resolve(text: string): Resolution;
  /** Ids, for suggestions. */
  known(): string[];
}

/** The rules about licenses, one per artifact. */
export function licenseRules(
  raw: readonly RawLicenseRule[],
  lookup: LicenseLookup,
  unknown: UnknownMode,
  report: Report,
): LicenseRule[] {
  const seen = new Set<ArtifactId>();
  return raw.flatMap((one, at) => {
    const below: Report = (message, path) => report(message, ["licenses", at, ...path]);
    const lists = defined<LicenseLists>({
      allow: one.allow && readNames(one.allow, "allow", lookup, below),
      deny: one.deny && readNames(one.deny, "deny", lookup, below),
    });
    checkKeys(one, below);
    return one.artifact.map((artifact) => {
      if (seen.has(artifact))
        below(`There is a rule for the license of ${artifact} already: join the two.`, ["artifact"]);
      seen.add(artifact);
      return ruleFor(artifact, one, lists, one.unknown ?? unknown);
    });
  });
}

function checkKeys(raw: RawLicenseRule, report: Report): void {
  const asks = raw.allow ?? raw.deny ?? LICENSE_PROPERTY_NAMES.find((name) => raw[name] !== undefined);
  if (asks === undefined && raw.released === undefined) {
    report(
      "It asks for nothing: add `allow`, `deny`, a property such as `commercialUse`, or `released`.",
      [],
    );
  }
  for (const { property, missing } of propertyGaps(raw)) {
    report(`${property} lists what is acceptable: add ${missing}, which burden less.`, [property]);
  }
}

function ruleFor(
  artifact: ArtifactId,
  raw: RawLicenseRule,
  lists: LicenseLists,
  unknown: UnknownMode,
): LicenseRule {
  const properties: LicenseLeaf["properties"] = {};
  for (const name of LICENSE_PROPERTY_NAMES) {
    const acceptable = raw[name];
    if (acceptable !== undefined) properties[name] = acceptable;
  }
  const listed = lists.allow !== undefined || lists.deny !== undefined;
  return {
    kind: "license",
    id: `license:${artifact}`,
    artifact,
    leaf: {
      kind: "license",
      artifact,
      ...(listed ? { in: [`policy:${artifact}` as const] } : {}),
      properties,
    },
    lists,
    released: raw.released !== undefined,
    asked: words(raw),
    unknown,
  };
}

function words(raw: RawLicenseRule): string {
  const properties = LICENSE_PROPERTY_NAMES.flatMap((name) => {
    const acceptable = raw[name];
    return acceptable === undefined ? [] : [`${name} ${orList(acceptable)}`];
  });
  return [
    ...(raw.released === undefined ? [] : ["released"]),
    ...(raw.allow === undefined ? [] : [orList(raw.allow)]),
    ...(raw.deny === undefined ? [] : [`not ${orList(raw.deny)}`]),
    ...properties,
  ].join(", ");
}

function readNames(
  names: readonly string[],
  key: "allow" | "deny",
  lookup: LicenseLookup,
  report: Report,
): LicenseNames {
  const found: LicenseNames = { ids: [], sets: [] };
  for (const [at, name] of names.entries()) {
    const below = (message: string) => report(message, names.length > 1 ? [key, at] : [key]);
    if (LICENSE_SETS.some((set) => set === name)) found.sets.push(name);
    else found.ids.push(...licensesCalled(name, lookup, below));
  }
  return found;
}

/** The licenses that a name or expression lists. */
function licensesCalled(name: string, lookup: LicenseLookup, report: (message: string) => void): string[] {
  const resolution = lookup.resolve(name);
  if (resolution.outcome === "resolved") {
    if (resolution.alternatives.some((members) => members.length > 1)) {
      report(`${name} joins licenses with AND, of which each must be allowed: list them one by one.`);
    }
    return resolution.alternatives.flat();
  }
  if (resolution.outcome === "ambiguous") {
    report(`${name} may be ${orList(resolution.candidates)}: say which.`);
  } else if (resolution.outcome === "unlicensed") {
    report(`${name} stands for no license at all, which permits nothing.`);
  } else {
    const near = didYouMean(name, [...LICENSE_SETS, ...lookup.known()]);
    report(`There is no license or set of licenses ${name}. ${resolution.why}${near}`);
  }
  return [];
}
