/** Formats of weights by the ends of file names. */
const FORMATS: readonly [RegExp, string][] = [
  [/\.safetensors$/i, "safetensors"],
  [/\.gguf$/i, "gguf"],
  [
    /(^|\/)(pytorch_model|model|consolidated|checkpoint|diffusion_pytorch_model)[^/]*\.(bin|pt|pth|ckpt)$/i,
    "pytorch",
  ],
  [/\.ckpt$/i, "pytorch"],
  [/\.(onnx)$/i, "onnx"],
  [/(^|\/)(tf_model\.h5|flax_model\.msgpack|saved_model\.pb)$/i, "tensorflow"],
  [/(^|\/)(?!Dockerfile)[^/]*\.nemo$/i, "nemo"],
  [/\.(tflite|mlmodel|mlpackage)$/i, "mobile"],
];

/** Names of files that hold parts of training or of a tokenizer, whatever their format. */
const NO_WEIGHTS = /(^|\/)(optimizer|scheduler|training_args|rng_state|random_states?|scaler)[^/]*$/i;

export interface WeightFiles {
  availability: "full" | "partial";
  formats: string[];
  /** In words: how many of which format, and what is missing. */
  shows: string;
}

/**
 * Weights in a list of file names. Of a numbered set (`model-00001-of-00004`) every part must be there.
 * @returns undefined if there are none: they may be somewhere else
 */
export function weightsIn(names: readonly string[]): WeightFiles | undefined {
  const files = names.flatMap((name) => {
    const format = NO_WEIGHTS.test(name) ? undefined : FORMATS.find(([pattern]) => pattern.test(name))?.[1];
    return format === undefined ? [] : [{ name, format }];
  });
  if (files.length === 0) return undefined;
  const formats = [...new Set(files.map(({ format }) => format))].sort();
  const counts = formats.map(
    (format) => `${files.filter((file) => file.format === format).length} ${format}`,
  );
  const sets = setsIn(files.map(({ name }) => name));
  const gaps = sets.filter(({ found, of }) => found < of).map(({ found, of }) => `${found} of ${of} parts`);
  const shows = `weights (${counts.join(", ")})${gaps.length === 0 ? "" : `; of a numbered set ${gaps.join(", ")}`}`;
  return { availability: gaps.length === 0 ? "full" : "partial", formats, shows };
}

function setsIn(names: readonly string[]): { found: number; of: number }[] {
  const sets = new Map<string, { parts: Set<string>; of: number }>();
  for (const name of names) {
    const match = /^(.*?)(\d{3,6})-of-(\d{3,6})(.*)$/.exec(name);
    if (match === null) continue;
    const [, before = "", part = "", of = "0", after = ""] = match;
    const key = `${before}|${of}|${after}`;
    const set = sets.get(key) ?? { parts: new Set<string>(), of: Number(of) };
    set.parts.add(part);
    sets.set(key, set);
  }
  return [...sets.values()].map(({ parts, of }) => ({ found: parts.size, of }));
}
