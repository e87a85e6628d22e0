import type { Counter } from "../observe.ts";
import { messageScreen } from "./streams.ts";

/** A bar on standard error. */
export interface Progress {
  increment(): void;
  stop(): void;
}

/** Milliseconds: what takes less shows no bar. */
const DELAY = 1000;

/** From so many on the work may never pause for the bar to be loaded, so that it is loaded before. */
const MANY = 1000;

interface Bar {
  update(done: number): void;
  stop(): void;
}

/** Whether a bar stands on the screen: two of them would write over each other. */
let shown = false;

/** Counts, and in a terminal shows a bar once a second has passed; before that the terminal is not even asked. */
export function counterOnScreen(what: string, total: number | undefined): Counter {
  const started = performance.now();
  let done = 0;
  let make: ((what: string, total: number | undefined) => Bar) | undefined;
  let bar: Bar | undefined;
  let stopped = false;
  const show = () => {
    if (stopped || shown || bar !== undefined || make === undefined) return;
    shown = true;
    bar = make(what, total);
    bar.update(done);
  };
  const load = async () => {
    if (messageScreen().isTTY) make ??= (await import("./bar.ts")).drawnBar;
  };
  const timer = setTimeout(() => void load().then(show), DELAY);
  timer.unref();
  if ((total ?? 0) >= MANY) void load();
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

/**
 * A bar for what may take more than a second, in a terminal only, which appears once a second has passed.
 * @param what is counted, in a word
 */
export async function progressBar(
  what: string,
  total: number,
  { quiet }: { quiet?: boolean },
): Promise<Progress | undefined> {
  const counter = quiet ? undefined : counterOnScreen(what, total);
  return counter && { increment: () => counter.add(), stop: counter.stop };
}
