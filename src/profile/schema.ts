import { z } from "zod";
import { boolean, date, day, id, link, number, partialShape, sourceId, text } from "../schemaParts.ts";
import {
  ARTIFACT_IDS,
  CLAIMS,
  FACET_NAMES,
  FACETS,
  FACT_NAMES,
  FACTS,
  type FacetName,
  type FactName,
  type FactType,
  KINDS,
  OPEN_VALUES,
  RELATIONS,
} from "./vocabulary.ts";

const trust = z.enum(["asserted", "extracted", "inferred"]).meta({
  description:
    "asserted: the vendor says so; extracted: read off the thing itself; inferred: concluded from other facts",
});

const place = {
  url: link.optional(),
  accessed: day.optional().meta({ description: "the day on which the source was read" }),
  path: text
    .optional()
    .meta({ description: "a file: of the revision at the link, or at hand where there is no link" }),
  revision: text.optional().meta({ description: "the commit or version that was read" }),
  archived: link.optional().meta({ description: "an archived copy" }),
  trust: trust.optional(),
};

/** A link is worth nothing without the day on which it was read; a file at hand speaks for itself. */
function isFound({ url, accessed, path }: { url?: unknown; accessed?: unknown; path?: unknown }): boolean {
  return url === undefined ? path !== undefined : accessed !== undefined;
}

const FOUND = { error: "expected a url and the day on which it was accessed, or the path of a file" };

const source = z
  .strictObject({
    ...place,
    title: text.optional(),
    publisher: text.optional(),
    license: text
      .optional()
      .meta({ description: "the license of the source, where its data was taken over" }),
  })
  .refine(isFound, FOUND);

const evidence = z
  .union(
    [
      sourceId,
      z.record(id, text),
      z
        .array(z.strictObject({ ...place, shows: text }).refine(isFound, FOUND))
        .min(1, { error: "expected at least one piece of evidence" }),
    ],
    {
      error:
        "expected the id of a source, a map from source ids to what they show, or a list of {url, accessed, shows}",
    },
  )
  .meta({
    description:
      "the id of a source, a map from source ids to what they show, or a list of {url, accessed, shows}",
  });

/** What may stand beside any fact. */
const beside = {
  evidence: evidence.optional(),
  disputed: text.optional().meta({ description: "why, by whom, with a link; shown in every report" }),
  note: text.optional(),
};

function facet(name: FacetName) {
  const { values, about } = FACETS[name];
  const base =
    "list" in FACETS[name]
      ? z.union([z.array(text), z.enum(OPEN_VALUES)])
      : z.enum([...(values as readonly string[]), ...OPEN_VALUES]);
  return base.meta({ description: about });
}

const license = text.meta({
  description: "an SPDX expression, an id of the license catalogue, or NONE for released without a license",
});

const artifact = z.strictObject({
  ...partialShape(FACET_NAMES, facet),
  license: license.optional(),
  ...beside,
});

function factField(type: FactType): z.ZodType {
  if (type.type === "number")
    return z.union([number, z.enum(OPEN_VALUES)]).meta({ description: `in ${type.unit}` });
  if (type.type === "enum") return z.enum([...type.values, ...OPEN_VALUES]);
  if (type.type === "list") return z.array(z.enum(type.values));
  return date;
}

function fact(name: FactName) {
  const fields = Object.entries(FACTS[name] as Record<string, FactType>);
  const shape = z.strictObject({
    ...Object.fromEntries(fields.map(([field, type]) => [field, factField(type).optional()])),
    ...beside,
  });
  const list = fields.find(([, type]) => type.type === "list");
  if (list === undefined) return shape;
  return z.union([shape, factField(list[1]).transform((of) => ({ of }) as z.output<typeof shape>)]);
}

const baseModel = z.strictObject({
  id: text.meta({ description: "vendor/model" }),
  license: license.optional(),
  relation: z.enum(RELATIONS).optional(),
  inherits: z
    .array(z.enum(ARTIFACT_IDS))
    .optional()
    .meta({ description: "artifacts that are the base model's" }),
  ...beside,
});

const judged = z.strictObject({ level: id, by: text.optional(), ...beside });
const judgedLevel = z.union([id.transform((level): z.output<typeof judged> => ({ level })), judged]);

const judgements = z.record(
  id,
  z.strictObject({
    by: text,
    evidence: evidence.optional(),
    note: text.optional(),
    levels: z.record(id, judgedLevel),
  }),
);

const model = z.strictObject({
  id,
  name: text,
  version: text.optional(),
  released: date.optional(),
  flagship: boolean.optional().meta({ description: "the vendor's row when models are rolled up" }),
  modalities: z.array(z.enum(["text", "code", "image", "audio", "video"])).optional(),
  baseModel: z.union([text.transform((id): z.output<typeof baseModel> => ({ id })), baseModel]).optional(),
  claims: z.array(z.strictObject({ says: z.enum(CLAIMS), ...beside })).optional(),
  license: license.optional().meta({ description: "the default for every artifact" }),
  licenses: z.strictObject(partialShape(KINDS, () => license)).optional(),
  licenseEvidence: z.strictObject(partialShape(["default", ...KINDS], () => evidence)).optional(),
  additionalTerms: z
    .array(
      z.strictObject({
        id: text.optional().meta({ description: "of an entry of the license catalogue" }),
        url: link,
        name: text.optional(),
        role: z.enum(["binding", "incorporated", "guidance"]).optional().meta({
          description:
            "binding (if absent): a condition beside the license; incorporated: the license itself brings it in, its limits are counted there; guidance: referred to without being a condition",
        }),
        ...beside,
      }),
    )
    .optional(),
  facts: z.strictObject(partialShape(FACT_NAMES, fact)).optional(),
  artifacts: z.strictObject(partialShape(ARTIFACT_IDS, () => artifact)).optional(),
  judgements: judgements.optional(),
  note: text.optional(),
  kept: z.record(id, z.unknown()).optional().meta({
    description:
      "by format, what was imported, as it was: `export` gives back what a profile has no place for",
  }),
});

/** The schema of a profile file, `openness-profile/1`. */
export const profileSchema = z.strictObject({
  schema: z.literal("openness-profile/1"),
  vendor: z.strictObject({
    id,
    name: text,
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, { error: "expected an ISO 3166 code such as FR" })
      .optional(),
    url: link.optional(),
  }),
  sources: z.record(id, source).optional(),
  models: z.array(model).min(1, { error: "expected at least one model" }),
  judgements: judgements.optional(),
  note: text.optional(),
});

export type Profile = z.output<typeof profileSchema>;
export type ProfileModel = Profile["models"][number];
export type EvidenceField = z.output<typeof evidence>;
