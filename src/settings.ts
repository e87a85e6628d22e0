import { EFFORTS } from "./advise/efforts.ts";
import { SETTING_KEYS, type SettingKey, type Settings } from "./config/settings.ts";
import { defined } from "./objects.ts";
import type { SettingsDocument } from "./result/settingsSchema.ts";
import { DEFAULT_RUBRIC } from "./shipped.ts";
import { VERSION } from "./version.ts";

/** What applies where nobody sets anything. */
const BUILT_IN: Readonly<Record<SettingKey, SettingsDocument["settings"][number]["value"]>> = {
  rubrics: [DEFAULT_RUBRIC],
  profiles: [],
  shipped: true,
  policy: null,
  weights: {},
  effort: { ...EFFORTS },
};

/** Where configuration comes from, as the command found it. */
export type Found = Pick<SettingsDocument, "files" | "searched">;

/** What applies, key by key, and from where. */
export function describeSettings(settings: Settings, { files, searched }: Found): SettingsDocument {
  return defined<SettingsDocument>({
    schemaVersion: "1.0.0",
    tool: { name: "openness", version: VERSION },
    files,
    searched,
    settings: SETTING_KEYS.map((key) => {
      const set = settings[key];
      if (set === undefined) return { key, value: orNothing(BUILT_IN[key]), from: null };
      const { file, line, column } = set.source.place(key);
      const from = defined<NonNullable<SettingsDocument["settings"][number]["from"]>>({
        kind: set.source.origin,
        name: file,
        line,
        column,
      });
      return { key, value: key === "effort" ? { ...EFFORTS, ...(set.value as object) } : set.value, from };
    }),
  });
}

function orNothing(value: SettingsDocument["settings"][number]["value"]) {
  const isEmpty = typeof value === "object" && value !== null && Object.keys(value).length === 0;
  return isEmpty ? null : value;
}
