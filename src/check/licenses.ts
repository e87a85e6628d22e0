import type { Catalogue } from "../license/catalogue.ts";
import type { LicenseBook, LicenseFacts } from "../license/properties.ts";
import { ambiguousId } from "../license/resolve.ts";
import { own } from "../objects.ts";
import type { LicenseLists, LicenseNames, LicenseRule } from "../policy/types.ts";
import { every, type Kleene, NO, not, some, UNKNOWN, YES } from "../score/kleene.ts";

/** A book in which each license is in the sets that the rules' own lists of licenses make. */
export function withPolicySets(
  book: LicenseBook,
  rules: readonly LicenseRule[],
  catalogue: Catalogue,
): LicenseBook {
  const readings = new Map(
    Object.entries(catalogue.ambiguous).map(([name, { candidates }]) => [ambiguousId(name), candidates]),
  );
  const licenses = Object.entries(book.licenses).map(([id, facts]) => {
    const sets = rules.flatMap(({ artifact, lists }): [`policy:${string}`, boolean][] => {
      const ids = readings.get(id) ?? [id];
      // Of an ambiguous name only what all its readings have in common is known.
      const known = ids.map((one) => isTaken(one, own(catalogue.licenses, one) ?? facts, lists));
      const [first] = known;
      if (first === undefined || first === UNKNOWN || known.some((value) => value !== first)) return [];
      return [[`policy:${artifact}`, first === YES]];
    });
    return [id, { ...facts, sets: { ...facts.sets, ...Object.fromEntries(sets) } }] as const;
  });
  return { ...book, licenses: Object.fromEntries(licenses) };
}

/** Whether a license is allowed and not denied. */
function isTaken(id: string, facts: LicenseFacts, { allow, deny }: LicenseLists): Kleene {
  return every(
    [
      () => (allow === undefined ? YES : isNamed(id, facts, allow)),
      () => (deny === undefined ? YES : not(isNamed(id, facts, deny))),
    ],
    (test) => test(),
  );
}

function isNamed(id: string, facts: LicenseFacts, { ids, sets }: LicenseNames): Kleene {
  if (ids.includes(id)) return YES;
  return some(sets, (set) => {
    const member = own(facts.sets as Record<string, boolean>, set);
    if (member === undefined) return UNKNOWN;
    return member ? YES : NO;
  });
}
