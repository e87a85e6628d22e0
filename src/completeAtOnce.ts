import { say } from "./commands/streams.ts";
import { answerText, complete } from "./manual/complete.ts";
import { readLine } from "./manual/line.ts";
import { unreadOf } from "./manual/words.ts";
import { shippedCompletion } from "./shipped.ts";

/**
 * Answers a shell that completes a command line, from what the build worked out: a bundle of its own, since somebody
 * waits at every Tab.
 * @param argv the arguments after the program's name: `complete -- WORD...`
 * @returns whether that was enough; otherwise `main` has to run, which reads files
 */
export function completeAtOnce(argv: readonly string[]): boolean {
  const [, dashes, ...typed] = argv;
  if (dashes !== "--") return false;
  const { program, words } = shippedCompletion();
  if (unreadOf(readLine(program, typed), words) !== undefined) return false;
  say(answerText(complete(program, words, typed)));
  return true;
}
