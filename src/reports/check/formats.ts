export const CHECK_FORMATS = ["table", "json", "sarif", "junit", "github", "gitlab"] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** The formats that a file's name stands for. */
export const CHECK_EXTENSIONS: Readonly<Record<string, CheckFormat>> = {
  ".json": "json",
  ".sarif": "sarif",
  ".xml": "junit",
};
