/** Counts what is done of something that may take long. */
export interface Counter {
  add(by?: number): void;
  /** Nothing is left of it, on a screen as well. */
  stop(): void;
}

/** Whoever wants to know what the work consists of and how far it is. The work itself does not change by it. */
export interface Observer {
  /** Measures a part of the work; a promise until it is settled. */
  timed<Value>(phase: string, work: () => Value): Value;
  /** What was read: a kind of thing in a word, then which one. */
  used(kind: string, which: string): void;
  /**
   * Begins to count.
   * @param what in a word, such as `files`
   * @param total how many there are; absent if nobody knows
   */
  counting(what: string, total?: number): Counter;
}

const NO_COUNTER: Counter = { add: () => undefined, stop: () => undefined };

const NOBODY: Observer = {
  timed: (_, work) => work(),
  used: () => undefined,
  counting: () => NO_COUNTER,
};

let observer = NOBODY;

/** From now on this observer is told; without one, nobody. */
export function observeWith(next: Observer = NOBODY): void {
  observer = next;
}

/** Does a part of the work, which an observer may measure. */
export function timed<Value>(phase: string, work: () => Value): Value {
  return observer.timed(phase, work);
}

/** Tells an observer what was read. */
export function used(kind: string, which: string): void {
  observer.used(kind, which);
}

/** Begins to count, for an observer to show. */
export function counting(what: string, total?: number): Counter {
  return observer.counting(what, total);
}
