/** What a file is evidence of, by its name and place. */
export type Role =
  | "pretraining"
  | "finetuning"
  | "dataProcessing"
  | "evaluation"
  | "inference"
  | "architecture"
  | "checkpoint"
  | "optimizer"
  | "report"
  | "citation"
  | "license"
  | "card"
  | "config"
  | "tokenizer"
  | "requirements";

/** First match wins. Tests, examples and vendored code count for nothing. */
const RULES: readonly [Role, RegExp][] = [
  [
    "license",
    /(^|\/)(LICEN[CS]E|COPYING|UNLICENSE|MODEL_LICENSE|LICEN[CS]E[-_.](MODEL|CODE|DATA|WEIGHTS))[^/]*$/i,
  ],
  ["card", /^(README|MODEL_?CARD)\.md$/i],
  ["citation", /^CITATION(\.cff|\.bib)?$/i],
  [
    "requirements",
    /^(requirements[^/]*\.txt|pyproject\.toml|setup\.(py|cfg)|environment\.ya?ml|Pipfile|uv\.lock|poetry\.lock)$/i,
  ],
  ["config", /(^|\/)(config|generation_config|params|model_index)\.json$/i],
  ["tokenizer", /(^|\/)(tokenizer[^/]*|vocab\.(json|txt)|merges\.txt|spiece\.model|tekken\.json)$/i],
  ["optimizer", /(^|\/)(optimizer|optim_states?|zero_pp_rank)[^/]*\.(pt|bin|pth|safetensors)$/i],
  ["checkpoint", /(^|\/)(checkpoint[-_]?\d+|step[-_]?\d+|iter[-_]?\d+|global_step\d+)(-unsharded)?\//i],
  ["report", /(^|\/)[^/]*(report|paper|technical)[^/]*\.pdf$/i],
  ["architecture", /(^|\/)(modeling_[^/]+|model|modelling|architecture|transformer)\.py$/i],
  ["finetuning", /(^|\/)[^/]*(fine[-_]?tun|sft|dpo|grpo|ppo|lora|rlhf|rlvr|instruct)[^/]*\.(py|sh|ya?ml)$/i],
  [
    "dataProcessing",
    /(^|\/)[^/]*(pre[-_]?process[-_]data|tokeni[sz]e[-_](data|corpus|dataset)|dedup|data[-_]?prep|prepare[-_](data|memmap)|build[-_]dataset|filter[-_])[^/]*\.(py|sh)$/i,
  ],
  [
    "evaluation",
    /(^|\/)(eval|evals|evaluation|benchmarks?)\/[^/]+\.(py|sh)$|(^|\/)(run_)?eval(uate|uation)?[^/]*\.(py|sh)$/i,
  ],
  [
    "pretraining",
    /(^|\/)(pre[-_]?train[^/]*|train|trainer|run_(clm|pretraining)|main_train|launch_train)\.(py|sh)$|(^|\/)configs?\/[^/]*(pre[-_]?train)[^/]*\.(ya?ml|json|toml|py)$/i,
  ],
  [
    "inference",
    /(^|\/)(generate|inference|infer|predict|serve|chat|chat_completion|demo|cli_demo|web_demo)\.py$|(^|\/)inference\/[^/]+\.py$/i,
  ],
];

const NO_EVIDENCE =
  /(^|\/)(tests?|examples?|docs?|case[-_]stud(y|ies)|notebooks?|third[-_]?party|vendor|external|site-packages)\//i;

/** Whether a file stands where it is a test's, an example's or somebody else's. */
export function isAside(path: string): boolean {
  return NO_EVIDENCE.test(path);
}

/** The role of a file; undefined for most. */
export function roleOf(path: string): Role | undefined {
  const role = RULES.find(([, pattern]) => pattern.test(path))?.[0];
  return role !== undefined && isAside(path) && role !== "checkpoint" ? undefined : role;
}

/** Whose license a license file is, by its name. */
export function licenseScope(path: string): "weights" | "code" | "data" | undefined {
  if (/model|weights/i.test(path)) return "weights";
  if (/code/i.test(path)) return "code";
  return /data/i.test(path) ? "data" : undefined;
}
