// Writes profiles as lines of JSON: one model each with twenty artifacts, about 2.4 kB. node bench/generate.js 10000 > lines
import { once } from "node:events";

const COUNT = Number(process.argv[2] ?? 10_000);
const ARTIFACTS =
  "architecture code.inference code.training code.data-processing code.evaluation libraries weights.final weights.base weights.intermediate weights.optimizer-state data.pretraining data.posttraining data.evaluation results.evaluation doc.code doc.model-card doc.data-card doc.technical-report doc.paper service.api".split(
    " ",
  );
const AVAILABILITY = ["full", "partial", "none", "unknown"];
const LICENSES = [
  "Apache-2.0",
  "MIT",
  "llama3.1",
  "CC-BY-4.0",
  "Apache-2.0 OR MIT",
  "Gemma Terms of Use",
  "NONE",
];

/** The same numbers on every machine (mulberry32). */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

const pick = random(7);

function profile(number) {
  const artifacts = {};
  for (const id of ARTIFACTS) {
    artifacts[id] = {
      availability: AVAILABILITY[pick(AVAILABILITY.length)],
      ...(pick(4) === 0 ? { license: LICENSES[pick(LICENSES.length)] } : {}),
      evidence: { card: `what the card says of it, in a few words (${pick(1000)})` },
    };
  }
  return {
    schema: "openness-profile/1",
    vendor: { id: `vendor-${number % 5000}`, name: `Vendor ${number % 5000}` },
    sources: { card: { url: `https://hub.example/vendor/model-${number}`, accessed: "2026-11-01" } },
    models: [
      {
        id: `model-${number}`,
        name: `Model ${number}`,
        released: `2026-${String(1 + pick(12)).padStart(2, "0")}-15`,
        licenses: { weights: LICENSES[pick(LICENSES.length)], code: LICENSES[pick(LICENSES.length)] },
        facts: { parameters: { total: 1e9 * (1 + pick(400)) } },
        artifacts,
      },
    ],
  };
}

for (let number = 0; number < COUNT; number += 1) {
  if (!process.stdout.write(`${JSON.stringify(profile(number))}\n`)) await once(process.stdout, "drain");
}
