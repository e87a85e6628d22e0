import { z } from "zod";
import { boolean, date, day, id, link, number, partialShape, sourceId, text } from "../schemaParts.ts";
import { FACET_TEXTS, FACT_TEXTS, KIND_TEXTS } from "./texts.ts";
import {
  ARTIFACT_IDS,
  ARTIFACTS,
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
  url: link.optional().meta({ description: "the link at which it was read; http or https" }),
  accessed: day.optional().meta({ description: "the day on which the source was read" }),
  path: text
    .optional()
    .meta({ description: "a file: of the revision at the link, or at hand where there is no link" }),
  revision: text.optional().meta({ description: "the commit or version that was read" }),
  archived: link.optional().meta({ description: "an archived copy" }),
  trust: trust.optional().meta({
    description:
      "asserted (if absent): the vendor says so; extracted: read off the thing itself; inferred: concluded from other facts",
  }),
};

/** A link is worth nothing without the day on which it was read; a file at hand speaks for itself. */
function isFound({ url, accessed, path }: { url?: unknown; accessed?: unknown; path?: unknown }): boolean {
  return url === undefined ? path !== undefined : accessed !== undefined;
}

const FOUND = { error: "expected a url and the day on which it was accessed, or the path of a file" };

const source = z
  .strictObject({
    ...place,
    title: text.optional().meta({ description: "what reports call it" }),
    publisher: text.optional().meta({ description: "who published it" }),
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
        .array(
          z
            .strictObject({
              ...place,
              shows: text.meta({ description: "what it shows, in your own words or in a short quotation" }),
            })
            .refine(isFound, FOUND),
        )
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
  evidence: evidence.optional().meta({
    description:
      "what proves it: the id of a source, a map from source ids to what they show, or a list of {url, accessed, shows}",
  }),
  disputed: text.optional().meta({ description: "why, by whom, with a link; shown in every report" }),
  note: text.optional().meta({ description: "what readers should know besides; no rubric asks for it" }),
};

function facet(name: FacetName) {
  const { values } = FACETS[name];
  const base =
    "list" in FACETS[name]
      ? z.union([z.array(text), z.enum(OPEN_VALUES)])
      : z.enum([...(values as readonly string[]), ...OPEN_VALUES]);
  return base.meta({ description: FACET_TEXTS[name] });
}

const license = text.meta({
  description: "an SPDX expression, an id of the license catalogue, or NONE for released without a license",
});

const artifact = z.strictObject({
  ...partialShape(FACET_NAMES, facet),
  license: license.optional().meta({
    description:
      "its own license, where that is not the model's: an SPDX expression, an id of the license catalogue, or NONE",
  }),
  ...beside,
});

function factField(type: FactType): z.ZodType {
  if (type.type === "number") return z.union([number, z.enum(OPEN_VALUES)]);
  if (type.type === "enum") return z.enum([...type.values, ...OPEN_VALUES]);
  if (type.type === "list") return z.array(z.enum(type.values));
  return date;
}

function fact(name: FactName) {
  const fields = Object.entries(FACTS[name] as Record<string, FactType>);
  const shape = z.strictObject({
    ...Object.fromEntries(
      fields.map(([field, type]) => [
        field,
        factField(type)
          .optional()
          .meta(fieldText(name, field, type)),
      ]),
    ),
    ...beside,
  });
  const about = { description: FACT_TEXTS[name] ?? "" };
  const list = fields.find(([, type]) => type.type === "list");
  if (list === undefined) return shape.meta(about);
  return z
    .union([shape, factField(list[1]).transform((of) => ({ of }) as z.output<typeof shape>)])
    .meta(about);
}

/** What a field tells, with its unit. */
function fieldText(name: FactName, field: string, type: FactType): { description: string } {
  const text = FACT_TEXTS[field === "of" ? name : `${name}.${field}`] ?? "";
  return { description: type.type === "number" ? `${text}, in ${type.unit}` : text };
}

const baseModel = z.strictObject({
  id: text.meta({ description: "vendor/model, of these profiles or the shipped ones" }),
  license: license.optional().meta({
    description: "its license, which binds these weights as well; taken from its profile if that is loaded",
  }),
  relation: z
    .enum(RELATIONS)
    .optional()
    .meta({ description: "how this model was made from it; quantized: the same in fewer bits" }),
  inherits: z
    .array(z.enum(ARTIFACT_IDS))
    .optional()
    .meta({ description: "artifacts that are the base model's" }),
  ...beside,
});

const judged = z.strictObject({
  level: id.meta({ description: "a level of the criterion, by id" }),
  by: text.optional().meta({ description: "who judged it, where that is somebody else" }),
  ...beside,
});
const judgedLevel = z.union([id.transform((level): z.output<typeof judged> => ({ level })), judged]);

const judgements = z.record(
  id,
  z.strictObject({
    by: text.meta({ description: "the person or the index that judged" }),
    evidence: evidence.optional().meta({ description: "where the judgements are published" }),
    note: text.optional().meta({ description: "what readers of the judgements should know" }),
    levels: z.record(id, judgedLevel).meta({
      description: "by the id of a criterion: the level that it was given, or {level, by, evidence}",
    }),
  }),
);

const model = z.strictObject({
  id: id.meta({ description: "what it is named by: vendor/model on the command line; in kebab-case" }),
  name: text.meta({ description: "its name as the vendor writes it" }),
  version: text.optional().meta({ description: "a version or size, where the name does not tell" }),
  released: date
    .optional()
    .meta({ description: "when it was released: YYYY-MM-DD, YYYY-MM or YYYY; later than its base model" }),
  flagship: boolean.optional().meta({ description: "the vendor's row when models are rolled up" }),
  modalities: z
    .array(z.enum(["text", "code", "image", "audio", "video"]))
    .optional()
    .meta({ description: "what it takes in or gives out" }),
  baseModel: z
    .union([text.transform((id): z.output<typeof baseModel> => ({ id })), baseModel])
    .optional()
    .meta({
      description:
        "the model whose weights it was made from: vendor/model, or {id, license, relation, inherits}",
    }),
  claims: z
    .array(
      z.strictObject({
        says: z.enum(CLAIMS).meta({ description: "the vendor's word, or the one that comes nearest" }),
        ...beside,
      }),
    )
    .optional()
    .meta({ description: "what the vendor calls it; shown beside the verdicts, and never counted" }),
  license: license.optional().meta({
    description:
      "the default for every artifact: an SPDX expression, an id of the license catalogue, or NONE for released without a license",
  }),
  licenses: z
    .strictObject(
      partialShape(KINDS, (kind) => license.meta({ description: `the license of ${KIND_TEXTS[kind]}` })),
    )
    .optional()
    .meta({ description: "defaults by kind of artifact, before `license`" }),
  licenseEvidence: z
    .strictObject(
      partialShape(["default", ...KINDS] as const, (kind) =>
        evidence.meta({
          description:
            kind === "default" ? "what shows `license`" : `what shows the license of ${KIND_TEXTS[kind]}`,
        }),
      ),
    )
    .optional()
    .meta({ description: "evidence for `license` and `licenses`" }),
  additionalTerms: z
    .array(
      z.strictObject({
        id: text.optional().meta({ description: "of an entry of the license catalogue" }),
        url: link.meta({ description: "where the terms can be read" }),
        name: text.optional().meta({ description: "what the terms are called" }),
        role: z.enum(["binding", "incorporated", "guidance"]).optional().meta({
          description:
            "binding (if absent): a condition beside the license; incorporated: the license itself brings it in, its limits are counted there; guidance: referred to without being a condition",
        }),
        ...beside,
      }),
    )
    .optional()
    .meta({ description: "terms beside the license, such as a use policy" }),
  facts: z
    .strictObject(partialShape(FACT_NAMES, fact))
    .optional()
    .meta({ description: "facts about the model as a whole; a list that is given is complete" }),
  artifacts: z
    .strictObject(
      partialShape(ARTIFACT_IDS, (artifactId) =>
        artifact.meta({ description: `what is known of the ${ARTIFACTS[artifactId].name}` }),
      ),
    )
    .optional()
    .meta({ description: "what the release consists of; what is not listed is unknown, not absent" }),
  judgements: judgements.optional().meta({
    description: "by the id of a rubric: levels that people or an index assigned; they win over conditions",
  }),
  note: text.optional().meta({ description: "what readers should know of the model besides" }),
  kept: z.record(id, z.unknown()).optional().meta({
    description:
      "by format, what was imported, as it was: `export` gives back what a profile has no place for",
  }),
});

/** The schema of a profile file, `openness-profile/1`. */
export const profileSchema = z.strictObject({
  schema: z
    .literal("openness-profile/1")
    .meta({ description: "what this file is: a profile, in version 1 of its format" }),
  vendor: z
    .strictObject({
      id: id.meta({
        description: "what it is named by on the command line, in kebab-case; one file for each",
      }),
      name: text.meta({ description: "its name as it writes it itself" }),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/, { error: "expected an ISO 3166 code such as FR" })
        .optional()
        .meta({ description: "where it has its seat: two letters of ISO 3166, such as FR" }),
      url: link.optional().meta({ description: "its web site" }),
    })
    .meta({ description: "whose models they are" }),
  sources: z
    .record(id, source)
    .optional()
    .meta({ description: "each source once, under an id that facts refer to as their evidence" }),
  models: z
    .array(model)
    .min(1, { error: "expected at least one model" })
    .meta({ description: "the vendor's models, the current flagship first" }),
  judgements: judgements.optional().meta({
    description:
      "by the id of a rubric: levels that an index assigned to the company; they count for every model",
  }),
  note: text.optional().meta({ description: "what readers should know of the vendor besides" }),
});

export type Profile = z.output<typeof profileSchema>;
export type ProfileModel = Profile["models"][number];
export type EvidenceField = z.output<typeof evidence>;
