/** Largest input file in bytes. Sixty evidence-heavy models are about 1 MB. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;

/** Most nodes that the aliases of one YAML document may expand to, per alias. */
export const MAX_ALIASES = 100;

/** Most criteria, and most labels, of a rubric: they may build on each other in one long chain. */
export const MAX_CRITERIA = 1000;

/** Most levels and conditions of a rubric, everything spelt out. */
export const MAX_PARTS = 20_000;

/** Longest license text that is looked into. */
export const MAX_LICENSE_TEXT = 4000;

/** Deepest nesting of a YAML document, counted in the parser's open tokens: two per list or map. */
export const MAX_DEPTH = 400;
