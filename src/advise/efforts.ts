/** What somebody would have to do: each kind has an effort of its own. */
export const EFFORTS = {
  document: 1,
  license: 1,
  access: 1,
  code: 2,
  service: 2,
  judgement: 2,
  weights: 3,
  data: 5,
} as const;

export type EffortKind = keyof typeof EFFORTS;
export type Efforts = Readonly<Record<EffortKind, number>>;

/** What an effort may be, so that sums of them stay exact enough to compare. */
export const EFFORT_RANGE = { least: 0.01, most: 1000 } as const;
