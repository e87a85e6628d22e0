/**
 * What a license lets people do, each with its values from least to most burdensome. A license condition
 * lists what is acceptable, so the order decides which lists are complete.
 */
export const LICENSE_PROPERTIES = {
  commercialUse: ["yes", "conditional", "no"],
  modification: ["yes", "conditional", "private-only", "no"],
  redistribution: ["yes", "conditional", "derivatives-only", "unmodified-only", "no"],
  fieldOfUse: ["none", "lawful-use", "use-policy", "purpose-limited"],
  threshold: ["none", "display-duty", "separate-agreement", "loss-of-rights"],
  territorialExclusion: ["none", "partial", "excluded"],
  outputTraining: ["none", "naming-duty", "conditions-follow", "prohibited"],
  attribution: ["none", "notice", "credit", "display", "name-prefix"],
  shareAlike: ["none", "terms-follow", "weak", "strong", "network"],
  patentGrant: ["express", "general", "not-stated", "excluded"],
  termination: ["none", "patent-claims", "any-claim"],
  revocable: ["no", "yes"],
  termsMayChange: ["no", "yes"],
} as const satisfies Record<string, readonly string[]>;

export type LicenseProperty = keyof typeof LICENSE_PROPERTIES;
export const LICENSE_PROPERTY_NAMES = Object.keys(LICENSE_PROPERTIES) as LicenseProperty[];

/** What each property is about and what its values mean, for readers. */
export const PROPERTY_TEXTS: Record<LicenseProperty, { about: string; values: Record<string, string> }> = {
  commercialUse: {
    about: "Commercial use",
    values: { yes: "allowed", conditional: "allowed under conditions", no: "not allowed" },
  },
  modification: {
    about: "Modification",
    values: {
      yes: "allowed",
      conditional: "under conditions",
      "private-only": "in private only",
      no: "not allowed",
    },
  },
  redistribution: {
    about: "Redistribution",
    values: {
      yes: "allowed",
      conditional: "under conditions",
      "derivatives-only": "of derivatives only",
      "unmodified-only": "unmodified only",
      no: "not allowed",
    },
  },
  fieldOfUse: {
    about: "Field of use",
    values: {
      none: "not limited",
      "lawful-use": "what the law allows",
      "use-policy": "a list of forbidden uses",
      "purpose-limited": "certain purposes only, such as research",
    },
  },
  threshold: {
    about: "Users or revenue",
    values: {
      none: "no threshold",
      "display-duty": "above a threshold the name must be shown",
      "separate-agreement": "above a threshold a separate agreement is needed",
      "loss-of-rights": "above a threshold the rights end",
    },
  },
  territorialExclusion: {
    about: "Territory",
    values: {
      none: "everywhere",
      partial: "some models or rights left out somewhere",
      excluded: "regions left out",
    },
  },
  outputTraining: {
    about: "Training on outputs",
    values: {
      none: "no rule",
      "naming-duty": "allowed, with a duty to name",
      "conditions-follow": "these terms follow to the new model",
      prohibited: "not allowed for other models, or at all",
    },
  },
  attribution: {
    about: "Attribution",
    values: {
      none: "none",
      notice: "keep the notices",
      credit: "give credit",
      display: "show it to users",
      "name-prefix": "show it, and begin a derivative's name with it",
    },
  },
  shareAlike: {
    about: "Derivatives",
    values: {
      none: "under any terms",
      "terms-follow": "must carry these terms or their limits",
      weak: "changed files under the same license",
      strong: "under the same license",
      network: "under the same license, also when offered as a service",
    },
  },
  patentGrant: {
    about: "Patents",
    values: {
      express: "licensed in so many words",
      general: "within a general grant",
      "not-stated": "not mentioned",
      excluded: "not licensed",
    },
  },
  termination: {
    about: "Lawsuits",
    values: {
      none: "no rule",
      "patent-claims": "a patent claim ends rights",
      "any-claim": "other claims end all rights too",
    },
  },
  revocable: { about: "Revocable", values: { no: "not without a breach", yes: "yes, without a breach" } },
  termsMayChange: {
    about: "New terms",
    values: { no: "not for what is out", yes: "may come for what is out" },
  },
};

/** What a property is about, and what its values mean. */
export function propertyText(name: LicenseProperty): string {
  const { about, values } = PROPERTY_TEXTS[name];
  const meanings = Object.entries(values).map(([value, meaning]) => `${value}: ${meaning}`);
  return `${about}. ${meanings.join("; ")}`;
}

/** Named sets that a license condition can ask for with `in`; the rules are in licenses/sets.yaml. */
export const LICENSE_SETS = [
  "osi-approved",
  "fsf-libre",
  "open-definition",
  "open-source",
  "mof-open",
  "mof-code",
  "mof-data",
  "mof-document",
] as const;
export type LicenseSet = (typeof LICENSE_SETS)[number];

/** What a policy's own lists of licenses come to is a set of its own, known to the book that is made for it. */
export type PolicySet = `policy:${string}`;

/** What scoring needs to know of one license. What is missing is unknown. */
export interface LicenseFacts {
  name: string;
  sets: Partial<Record<LicenseSet | PolicySet, boolean>>;
  properties: Partial<Record<LicenseProperty, string>>;
  /** Where its text was read; a property may have another source. */
  source?: string;
  propertySources?: Partial<Record<LicenseProperty, string>>;
}

/**
 * License knowledge for scoring: what each license text stands for, as alternatives (OR) of ids that all
 * bind (AND), and the facts of those ids. An id without facts is unresolved: everything about it is unknown.
 */
export interface LicenseBook {
  /** By text; where a text depends on who uses it, by `contextKey`. */
  expressions: Record<string, string[][]>;
  licenses: Record<string, LicenseFacts>;
}

/** The key of a text that means something of its own for one model. */
export function contextKey(text: string, subject: string): string {
  return `${text} @ ${subject}`;
}

/** Released, and no license given: meets no license condition. */
export const NO_LICENSE = "NONE";
