import type { LicenseBook } from "../license/properties.ts";
import { type Difference, differences, type Fields, state } from "./fields.ts";

/** What a book says of licenses, by license text and by id. */
function bookFields({ expressions, licenses }: LicenseBook): Fields {
  const fields: Fields = new Map();
  for (const [text, alternatives] of Object.entries(expressions)) {
    const words = alternatives.map((members) => members.join(" AND ")).join(" OR ");
    state(fields, text, "stands for", words || "no license");
  }
  for (const [id, { sets, properties }] of Object.entries(licenses)) {
    for (const [set, member] of Object.entries(sets)) state(fields, id, set, member);
    for (const [property, value] of Object.entries(properties)) state(fields, id, property, value);
  }
  return fields;
}

/** What two states of the license catalogue say differently of the licenses that a model names. */
export function licenseDifferences(before: LicenseBook, after: LicenseBook): Difference[] {
  return differences(bookFields(before), bookFields(after));
}
