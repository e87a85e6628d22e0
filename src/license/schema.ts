import { z } from "zod";
import { date, day, link, number, oneOrMore, partialShape, text } from "../schemaParts.ts";
import {
  LICENSE_PROPERTIES,
  LICENSE_PROPERTY_NAMES,
  LICENSE_SETS,
  type LicenseProperty,
  propertyText,
} from "./properties.ts";

const yesNo = z.enum(["yes", "no"]);

const licenseId = z.string().regex(/^[A-Za-z0-9.+-]+$/, {
  error: "expected an SPDX id, or LicenseRef- and letters, digits, . or -",
});

/** A value, or the value with the source that states it where that is not the license's text. */
function property(name: LicenseProperty) {
  const value = z.enum(LICENSE_PROPERTIES[name]);
  const sourced = z.strictObject({
    value: value.meta({ description: "what the license says of it" }),
    source: text.meta({ description: "the id of the source that states it" }),
  });
  return z
    .union([
      value.transform((plain): z.output<typeof sourced> => ({ value: plain, source: "text" })),
      sourced,
    ])
    .meta({ description: propertyText(name) });
}

const threshold = z.strictObject({
  metric: z
    .enum([
      "monthly-active-users",
      "daily-active-users",
      "annual-revenue-usd",
      "monthly-revenue-usd",
      "annual-recurring-revenue-usd",
      "registration",
      "business-model",
    ])
    .meta({ description: "what is counted" }),
  above: number.optional().meta({ description: "from more than this figure on" }),
  effect: z.enum(LICENSE_PROPERTIES.threshold).meta({ description: propertyText("threshold") }),
  frozen: yesNo.optional().meta({ description: "whether it is counted once, at the model's release" }),
  when: text.optional().meta({ description: "when and of whom it is counted, in words" }),
});

const source = z.strictObject({
  url: link.meta({ description: "where it was read" }),
  accessed: day.meta({ description: "the day on which it was read" }),
  evidence: z.enum(["primary", "copy", "secondary", "named"]).meta({
    description:
      "primary: the publisher's text; copy: an archived text; secondary: others quote it; named: its text was not read",
  }),
  revision: text.optional().meta({ description: "the commit or version that was read" }),
});

/** What a mark of each list means. */
const LIST_TEXTS = {
  osi: "the Open Source Initiative has approved it",
  fsf: "the Free Software Foundation calls it free",
  openDefinition: "it conforms with the Open Definition",
};

const license = z.strictObject({
  id: licenseId.meta({ description: "its SPDX id, or LicenseRef- and a name" }),
  name: text.meta({ description: "its full name" }),
  kind: z.literal("policy").optional().meta({ description: "terms that stand beside a license" }),
  version: text.optional().meta({ description: "the version that the text bears" }),
  date: date.optional().meta({ description: "when it was published: YYYY-MM-DD, YYYY-MM or YYYY" }),
  url: link.meta({ description: "where its text can be read" }),
  aliases: z
    .array(text)
    .optional()
    .meta({ description: "other names that stand for this license and no other" }),
  status: z
    .strictObject(
      partialShape(["osi", "fsf", "openDefinition"] as const, (list) =>
        yesNo.meta({ description: `whether ${LIST_TEXTS[list]}` }),
      ),
    )
    .optional()
    .meta({ description: "what lists of approved licenses say; what is not known stays out" }),
  properties: z
    .strictObject(partialShape(LICENSE_PROPERTY_NAMES, property))
    .meta({ description: "what it lets people do; what is not stated is unknown" }),
  thresholds: z.array(threshold).optional().meta({ description: "figures above which other terms hold" }),
  regions: z.array(text).optional().meta({ description: "the regions that are left out" }),
  policies: z.array(licenseId).optional().meta({ description: "policies that it brings in" }),
  sources: z
    .record(text, source)
    .refine((sources) => "text" in sources, { error: "expected a source called `text`" })
    .meta({ description: "where it was read; `text` is the license itself" }),
  pitfalls: z.array(text).optional().meta({ description: "what readers tend to overlook, in sentences" }),
});

/** The schema of a file of the license catalogue, `openness-licenses/1`. */
export const licenseFileSchema = z.strictObject({
  schema: z
    .literal("openness-licenses/1")
    .meta({ description: "what this file is: licenses of the catalogue, in version 1 of the format" }),
  title: text.meta({ description: "what the licenses have in common, such as a family's name" }),
  licenses: z.array(license).min(1).meta({ description: "the licenses, one entry each" }),
});

const set = z.strictObject({
  id: z.enum(LICENSE_SETS).meta({ description: "what conditions ask for: `license: { in: ... }`" }),
  about: text.meta({ description: "what is in it and by whose word" }),
  url: link.optional().meta({ description: "where the list or definition can be read" }),
  status: z
    .enum(["osi", "fsf", "openDefinition"])
    .optional()
    .meta({ description: "the mark that puts a license into it" }),
  anyOf: z.array(z.enum(LICENSE_SETS)).optional().meta({ description: "sets whose licenses are in it" }),
  licenses: z.array(licenseId).optional().meta({ description: "licenses that are in it besides" }),
  closed: z.literal("true").optional().meta({ description: "what is not listed is outside" }),
  requires: z
    .strictObject(
      partialShape(LICENSE_PROPERTY_NAMES, (name) =>
        oneOrMore(z.enum(LICENSE_PROPERTIES[name])).meta({ description: propertyText(name) }),
      ),
    )
    .optional()
    .meta({ description: "values of properties; a license with another one is not in it" }),
});

/** The schema of the file of named license sets, `openness-license-sets/1`. */
export const licenseSetsSchema = z.strictObject({
  schema: z
    .literal("openness-license-sets/1")
    .meta({ description: "what this file is: named sets of licenses, in version 1 of the format" }),
  sets: z.array(set).min(1).meta({ description: "the sets that rubrics may ask for" }),
});

const contextRule = z.strictObject({
  vendor: oneOrMore(text).optional().meta({ description: "ids or names of vendors" }),
  model: oneOrMore(text)
    .optional()
    .meta({ description: "ids or names of models, or their beginnings before a dash" }),
  is: licenseId.meta({ description: "the license that the name then stands for" }),
});

const ambiguousName = z.strictObject({
  names: oneOrMore(text).meta({ description: "the name, as people write it" }),
  candidates: z.array(licenseId).min(2).meta({ description: "the licenses that it may stand for" }),
  rules: z
    .array(contextRule)
    .optional()
    .meta({ description: "what settles it: whose model it is, or which" }),
  why: text.meta({ description: "why it is ambiguous, in a sentence" }),
});

/** The schema of the file of names that do not stand for one license, `openness-license-names/1`. */
export const licenseNamesSchema = z.strictObject({
  schema: z.literal("openness-license-names/1").meta({
    description: "what this file is: names that do not stand for one license, in version 1 of the format",
  }),
  ambiguous: z.array(ambiguousName).meta({ description: "names that may stand for several licenses" }),
  aliases: z.record(text, licenseId).meta({ description: "other names of licenses, as people write them" }),
  unlicensed: z.array(text).meta({ description: "words for: released without a license, or not released" }),
  unresolved: z
    .array(
      z.strictObject({
        names: oneOrMore(text).meta({ description: "the name, as people write it" }),
        why: text.meta({ description: "why nobody can tell which license it is, in a sentence" }),
      }),
    )
    .meta({ description: "names that stand for no license that anybody could tell" }),
});

export type License = z.output<typeof license>;
export type LicenseSetRule = z.output<typeof set>;
export type LicenseNames = Omit<z.output<typeof licenseNamesSchema>, "schema">;
