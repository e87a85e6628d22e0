import pRetry from "p-retry";

export interface RetryOptions {
  /** For one try, in milliseconds, redirects and body included. */
  timeout: number;
  /** Tries after the first. */
  retries: number;
  /** Milliseconds before the second try; doubled for each further one. */
  wait: number;
}

/** The longest time, in milliseconds, that a server may ask us to wait. */
const MAX_RETRY_AFTER = 30_000;

/** A failure that another try may mend. */
export class Passing extends Error {
  /** Milliseconds that the server asks us to wait. */
  readonly after: number;

  constructor(message: string, after = 0) {
    super(message);
    this.after = after;
  }
}

/** Tries until it works, a failure is thrown that is not Passing (as p-retry's AbortError), or the tries are used up. */
export function retrying<Value>(
  attempt: () => Promise<Value>,
  { retries, wait }: Pick<RetryOptions, "retries" | "wait">,
): Promise<Value> {
  return pRetry(attempt, {
    retries,
    minTimeout: wait,
    shouldRetry: ({ error }) => error instanceof Passing,
    onFailedAttempt: ({ error, retriesLeft }) => {
      if (error instanceof Passing && error.after > 0 && retriesLeft > 0) return pause(error.after);
    },
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** What a failed request comes to, in a few words. */
export function networkError(error: unknown, signal: AbortSignal): Passing {
  if (signal.aborted) return new Passing("no answer in time");
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : undefined;
  return new Passing(code === undefined ? "no connection" : `no connection (${code})`);
}

/** The failure of a status that may pass: 408, 425, 429 and 5xx, with what `Retry-After` asks for. */
export function passingStatus({ status, headers }: Response): Passing | undefined {
  if (status !== 408 && status !== 425 && status !== 429 && status < 500) return undefined;
  const seconds = Number(headers.get("retry-after") ?? 0);
  return new Passing(`HTTP ${status}`, Math.min(MAX_RETRY_AFTER, seconds > 0 ? seconds * 1000 : 0));
}
