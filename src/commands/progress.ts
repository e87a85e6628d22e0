import type { Counter } from "../observe.ts";
import { messageScreen } from "./streams.ts";

/** Milliseconds: what takes less shows no bar. */
const DELAY = 1000;

interface Bar {
  update(done: number): void;
  stop(): void;
}

type MakeBar = (what: string, total: number | undefined) => Bar;

let make: MakeBar | undefined;

/**
 * Loads what draws a bar, if there is a terminal: a verb whose work never pauses does so before it begins, for else the
 * bar would come when all is done.
 */
export async function prepareBar(): Promise<void> {
  if (messageScreen().isTTY) make ??= (await import("./bar.ts")).drawnBar;
}

/** Whether a bar stands on the screen: two of them would write over each other. */
let shown = false;

/** Counts, and in a terminal shows a bar once a second has passed; before that the terminal is not even asked. */
export function counterOnScreen(what: string, total: number | undefined): Counter {
  const started = performance.now();
  let done = 0;
  let bar: Bar | undefined;
  let stopped = false;
  const show = () => {
    if (stopped || shown || bar !== undefined || make === undefined) return;
    shown = true;
    bar = make(what, total);
    bar.update(done);
  };
  const timer = setTimeout(() => void prepareBar().then(show), DELAY);
  timer.unref();
  return {
    add: (by = 1) => {
      done += by;
      if (bar !== undefined) bar.update(done);
      else if (make !== undefined && performance.now() - started >= DELAY) show();
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      if (bar === undefined) return;
      bar.stop();
      shown = false;
    },
  };
}
