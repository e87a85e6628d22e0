export const CHECK_FORMATS = ["table", "json", "sarif", "junit", "github", "gitlab"] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** What each format is for, for readers. */
export const CHECK_FORMAT_TEXTS: Readonly<Record<CheckFormat, string>> = {
  table: "model by model what is not met, why, and where",
  json: "the whole; `openness schema check` prints its schema",
  sarif: "SARIF 2.1.0, for code scanning",
  junit: "JUnit XML: a suite for each model, a test for each rule",
  github: "annotations for a job on GitHub, and its summary",
  gitlab: "a code quality report",
};

/** The formats that a file's name stands for. */
export const CHECK_EXTENSIONS: Readonly<Record<string, CheckFormat>> = {
  ".json": "json",
  ".sarif": "sarif",
  ".xml": "junit",
};
