export const DIFF_FORMATS = ["table", "json", "markdown"] as const;

/** What each format of a difference is for, for readers. */
export const DIFF_FORMAT_TEXTS: Readonly<Record<(typeof DIFF_FORMATS)[number], string>> = {
  table: "what moved, and why, as wide as the terminal",
  json: "the whole; `openness schema diff` prints its schema, `schema history` that of --history",
  markdown: "for a pull request: a table, and the rest behind it",
};
