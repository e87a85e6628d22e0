/** What a run ends with. */
export const EXIT = { done: 0, finding: 1, cannotRun: 2, bug: 70 } as const;

/** What each exit code means, for readers. */
export const EXIT_TEXTS: Record<keyof typeof EXIT, string> = {
  done: "done: all that was asked for is written",
  finding: "a finding: it ran, and found what it looks for (see below)",
  cannotRun:
    "it could not run: arguments or input are wrong, or the network did not answer; sentences on standard error say what is wrong, where, and what to do",
  bug: "a bug in openness: it prints where; please report it",
};
