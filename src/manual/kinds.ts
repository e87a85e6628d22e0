/** What a value on the command line may be, as far as completing it goes. */
export type ValueKind =
  | "subjects"
  | "rubrics"
  | "criteria"
  | "labels"
  | "licenses"
  | "topics"
  | "files"
  | "other";

/** By the name that a value has in the help: `<what...>`, `--rubric <id or file>`. */
const KINDS: Readonly<Record<string, ValueKind>> = {
  what: "subjects",
  raters: "subjects",
  model: "subjects",
  models: "subjects",
  old: "subjects",
  new: "subjects",
  vendor: "subjects",
  "id or file": "rubrics",
  ids: "rubrics",
  id: "criteria",
  label: "labels",
  expression: "licenses",
  topic: "topics",
  path: "files",
  file: "files",
  files: "files",
  folder: "files",
  profile: "files",
  where: "files",
  // Numbers, days, and names that are still to be given: nobody can complete them.
  n: "other",
  score: "other",
  days: "other",
  date: "other",
  seconds: "other",
  url: "other",
  name: "other",
  "kind=n,...": "other",
  mode: "other",
  "format=file": "other",
  "rubric=label": "other",
  "rubric=score": "other",
  "artifact=names": "other",
  how: "other",
  "how,...": "other",
  share: "other",
  "share,...": "other",
  "vendor/model": "other",
  words: "other",
  text: "other",
};

/** @returns undefined for a name that is in no list: a test sees to it that no verb has one */
export function kindOf(name: string): ValueKind | undefined {
  return Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
}
