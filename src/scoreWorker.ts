import { workerData } from "node:worker_threads";
import { configureLimits } from "./limits.ts";
import { type LineOptions, lineScorer, type SharedBatch, type SharedResult } from "./scoreLines.ts";

configureLimits(process.env);
// tinypool hands on what belongs to it and what belongs to the worker, in this order.
const score = lineScorer((workerData as [unknown, LineOptions])[1]);

/** Scores whole lines in a thread of its own. */
export function scoreBatch({ bytes, room }: SharedBatch): SharedResult {
  const { output, ...scored } = score(bytes, room);
  return { output: output.buffer === room.buffer ? output.length : output, ...scored };
}
