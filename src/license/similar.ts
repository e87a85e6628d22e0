import { nearWords } from "../spelling.ts";
import { type Catalogue, nameKey } from "./catalogue.ts";

/**
 * Licenses with a name like one that is not known, nearest first, for a human to choose from: never to be taken as
 * what was meant.
 * @returns their ids
 */
export function similarLicenses(name: string, catalogue: Catalogue): string[] {
  const names = Object.keys(catalogue.names);
  const key = nameKey(name);
  const containing =
    key.length < 3
      ? []
      : names.filter((known) => known.includes(key) || (known.length > 5 && key.includes(known)));
  return [...new Set([...nearWords(key, names), ...containing].map((near) => catalogue.names[near] ?? near))];
}
