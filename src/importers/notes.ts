import type { Mistake, Place } from "../errors.ts";
import { disarmed, safeText } from "../text.ts";

export type Trust = "asserted" | "extracted" | "inferred";

/** A piece of evidence in the form of the profile format. */
export interface PlainEvidence {
  path: string;
  revision?: string;
  trust: Trust;
  shows: string;
}

/** Evidence that rests on the file that is imported. */
export function evidenceOf(
  file: string,
  trust: Trust,
  shows: string,
  revision?: string | undefined,
): PlainEvidence[] {
  return [{ path: file, ...(revision === undefined ? {} : { revision }), trust, shows }];
}

/** A warning. */
export function warning(message: string, place: Place): Mistake {
  return { message, place, severity: "warning" };
}

/** Of several licenses without a word between them nothing can be taken over. */
export function severalLicenses(texts: readonly string[], place: Place): Mistake {
  const message = `It states several licenses (${texts.map(safeText).join(", ")}) and not whether all of them bind or one may be chosen: none is taken over.`;
  return warning(message, place);
}

/** Where a file says nothing of a license. */
export function noLicense(place: Place): Mistake {
  return warning("It states no license: what it permits stays unknown.", place);
}

/**
 * One warning for everything that a profile has no place for.
 * @param of the model that it is said of, where there may be several
 */
export function leftOut(keys: readonly string[], place: Place, of?: string): Mistake[] {
  if (keys.length === 0) return [];
  const whose = of === undefined ? "" : ` of ${safeText(of)}`;
  const message = `Left out${whose}, since a profile has no place for it or it proves nothing: ${keys.map(safeText).join(", ")}.`;
  return [warning(message, place)];
}

const PLACEHOLDER =
  /^(\{.*\}|\[?(more information needed|todo|tbd|tba|n\/?a|none|null|unknown|unspecified|undefined|not (available|specified|provided|applicable)|no description( available)?|no ?assertion)\]?\.?)$/i;

/** Whether a text only fills a field: a template's variable, "No description available", NOASSERTION. */
export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text.trim());
}

/** Words that tools cut out of sentences and took for the name of a data set. */
const STOP_WORDS =
  /^(a|an|and|any|are|as|at|by|data|dataset|datasets|for|from|in|is|it|its|of|on|or|our|public|publicly|the|these|this|to|training|with)$/i;

/** Whether a text can be the name of a data set, as far as its form tells. */
export function isDatasetName(text: string): boolean {
  return (
    !isPlaceholder(text) &&
    !STOP_WORDS.test(text) &&
    /[\p{L}\p{N}]{2}/u.test(text) &&
    /\p{L}/u.test(text) &&
    text.length <= 200
  );
}

/** Foreign text in all of a value, without what drives terminals or turns the order of letters round. */
export function harmless<Value>(value: Value): Value {
  if (typeof value === "string") return disarmed(value) as Value;
  if (Array.isArray(value)) return value.map(harmless) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, harmless(item)])) as Value;
}
