import { distance } from "fastest-levenshtein";
import { orList } from "./text.ts";

/** What is longer was not misspelt; and among more words than these, comparing all of them takes too long. */
const LONGEST_WORD = 100;
const MOST_WORDS = 5000;
const SHORTEST_START = 3;

/**
 * The words nearest to one that is not known, best first, at most three.
 * @returns an empty list if nothing is near enough to be meant
 */
export function nearWords(word: string, known: readonly string[]): string[] {
  if (word.length > LONGEST_WORD || known.length > MOST_WORDS) return [];
  // Whoever writes the beginning of a word means it; of a very short one only with the dash that ends it.
  const start = word.length < SHORTEST_START ? `${word}-` : word;
  const limit = Math.max(1, Math.floor(word.length / 3));
  return known
    .map((candidate) => ({ candidate, apart: apart(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, apart: steps }) => steps <= limit || candidate.startsWith(start))
    .sort((a, b) => a.apart - b.apart || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Insertions, deletions and replacements; two neighbours that changed places are one mistake as well. */
function apart(word: string, candidate: string): number {
  const at = word.split("").findIndex((letter, place) => letter !== candidate[place]);
  const swapped = `${word.slice(0, at)}${word.charAt(at + 1)}${word.charAt(at)}${word.slice(at + 2)}`;
  return at >= 0 && swapped === candidate ? 1 : distance(word, candidate);
}

/** ` Did you mean x or y?` with a leading blank, or nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = nearWords(word, known);
  return near.length > 0 ? ` Did you mean ${orList(near)}?` : "";
}
