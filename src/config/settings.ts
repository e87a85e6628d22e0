import type { Place } from "../errors.ts";
import type { ConfigValues } from "./schema.ts";

/** Every key that can be set, in the order in which they are shown. */
export const SETTING_KEYS = ["rubrics", "profiles", "shipped", "policy", "weights", "effort"] as const;
export type SettingKey = (typeof SETTING_KEYS)[number];

/** Where values come from, the strongest first. Flags of the command line stand above all of them. */
type Origin = "environment" | "project" | "user";

/** The variable of the environment that sets a key. A map of maps fits into none. */
export const VARIABLES: Readonly<Record<Exclude<SettingKey, "weights">, string>> = {
  rubrics: "OPENNESS_RUBRICS",
  profiles: "OPENNESS_PROFILES",
  shipped: "OPENNESS_SHIPPED",
  policy: "OPENNESS_POLICY",
  effort: "OPENNESS_EFFORT",
};

/** Values of one origin, checked, with paths as they lead from the working directory. */
export interface Source {
  origin: Origin;
  values: ConfigValues;
  /** What reports call it: a file, or the environment. */
  name: string;
  /** Where a key stands; the file is the variable where there is no file. */
  place(key: SettingKey): Place;
}

/** What applies for a key, and who says so. */
interface Setting<Key extends SettingKey = SettingKey> {
  value: NonNullable<ConfigValues[Key]>;
  source: Source;
}

export type Settings = { [Key in SettingKey]?: Setting<Key> };

/**
 * What applies: each key as a whole from the first source that has it. Lists and maps of several sources are not joined,
 * so that whoever reads a value in one place knows all of it.
 * @param sources the strongest first
 */
export function settle(sources: readonly Source[]): Settings {
  const found = SETTING_KEYS.flatMap((key) => {
    const source = sources.find(({ values }) => values[key] !== undefined);
    return source === undefined ? [] : [[key, { value: source.values[key], source }]];
  });
  return Object.fromEntries(found) as Settings;
}
