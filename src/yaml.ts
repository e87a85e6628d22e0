import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  type Pair,
  Parser,
  parseDocument,
  type Scalar,
  stringify,
  type YAMLError,
  type YAMLMap,
} from "yaml";
import { InputError, inputError, type Mistake, type Place } from "./errors.ts";
import { howToRaise, limitOf } from "./limits.ts";
import { disarmed, jsonText } from "./text.ts";
import { BAD_ALIAS, syntaxProblems } from "./yamlSyntax.ts";

type Path = readonly PropertyKey[];

/** One document of a YAML (or JSON) text: plain values, and where each of them stands. */
export interface YamlDocument {
  /** Maps as objects, lists as arrays, every scalar as its source text, empty ones as null. */
  value: unknown;
  /** The place of the value at a path, of its key with `key`, else of the nearest thing above it. */
  locate(path: Path, key?: "key"): Place;
}

export interface ParsedYaml {
  documents: YamlDocument[];
  mistakes: Mistake[];
}

/**
 * Parses YAML 1.2 or JSON, also several documents. Scalars keep their source text (`3.10` stays "3.10"):
 * what is a number is for the schema to say.
 * @param text the file's content
 * @param file its name, for places
 */
export function parseYaml(text: string, file: string): ParsedYaml {
  const nul = text.indexOf("\0");
  if (nul >= 0) return { documents: [], mistakes: [notText(text, nul, file)] };
  try {
    const composer = new Composer({
      schema: "failsafe",
      customTags: ["null"],
      prettyErrors: false,
      // The parser compares each key with all before it; below each is looked up.
      uniqueKeys: false,
      stringKeys: true,
    });
    const source = new SourceMap(text, file);
    const documents = [...composer.compose(tokensOf(text, source))] as Document.Parsed[];
    return readDocuments(documents, source);
  } catch (error) {
    if (error instanceof InputError) return { documents: [], mistakes: [...error.mistakes] };
    throw error;
  }
}

function notText(text: string, offset: number, file: string): Mistake {
  const start = text.lastIndexOf("\n", offset) + 1;
  const line = text.slice(0, start).split("\n").length;
  const message = "A NUL character stands here: it is no text file, or a damaged one. Remove the character.";
  return { message, place: { file, line, column: offset - start + 1 }, severity: "error" };
}

/** Marks that stand for nothing by themselves: blanks, line ends and comments. */
const BLANK = /^[ \t\r\n#]/;

/**
 * The parser's tokens. Composing them recurses, so that a text without end would exhaust the stack; and what it makes
 * of a few bytes takes a hundred times as many.
 */
function* tokensOf(text: string, source: SourceMap): Generator<CST.Token> {
  const parser = new Parser();
  const [depth, most] = [limitOf("depth"), limitOf("tokens")];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > depth) {
      const message = `It is nested too deeply to be read. Remove some of the nesting. ${howToRaise("depth")}`;
      throw inputError(message, source.place(parser.offset));
    }
    if (!BLANK.test(lexeme) && ++count > most) {
      const message = `It has more than ${most} words and marks. Split it. ${howToRaise("tokens")}`;
      throw inputError(message, source.place(parser.offset));
    }
  }
  yield* parser.end();
}

function readDocuments(documents: Document.Parsed[], source: SourceMap): ParsedYaml {
  const mistakes = documents.flatMap((document) => {
    // What an unknown tag is, is said below of every tag.
    const errors = [...document.errors, ...document.warnings].filter(
      ({ code }) => code !== "TAG_RESOLVE_FAILED",
    );
    return [...source.syntaxMistakes(errors, document), ...new Inspection(source).mistakesIn(document)];
  });
  if (mistakes.length > 0) return { documents: [], mistakes };
  const filled = documents.filter((document) => document.contents !== null);
  return { documents: filled.map((document) => readDocument(document, source)), mistakes };
}

/** Tags that change nothing. */
const PLAIN_TAG = /^(!|tag:yaml\.org,2002:(str|map|seq))$/;

/** Half of a character that takes two, which UTF-8 cannot write. */
const HALF = /\p{Surrogate}/u;

/**
 * Looks for what YAML allows and a document here must not have: keys that stand twice, merge keys, tags, half
 * characters, and aliases that lead nowhere, into themselves, or to more than can be held.
 */
class Inspection {
  readonly #source: SourceMap;
  readonly #mistakes: Mistake[] = [];
  /** What each anchor's value expands to; undefined while it is gone through. */
  readonly #sizes = new Map<string, number | undefined>();
  /** What all aliases up to here add. */
  #expanded = 0;

  constructor(source: SourceMap) {
    this.#source = source;
  }

  mistakesIn(document: Document.Parsed): Mistake[] {
    this.#sizeOf(document.contents);
    return this.#mistakes;
  }

  /** The values that a node comes to, aliases written out. */
  #sizeOf(node: unknown): number {
    if (isAlias(node)) return this.#aliasSize(node.source, node.range?.[0]);
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return 0;
    const { anchor } = node;
    if (anchor !== undefined) this.#sizes.set(anchor, undefined);
    if (node.tag !== undefined && !PLAIN_TAG.test(node.tag)) this.#report(NO_TAGS, node);
    const size = 1 + (isScalar(node) ? this.#scalarSize(node) : this.#collectionSize(node));
    if (anchor !== undefined) this.#sizes.set(anchor, size);
    return size;
  }

  #scalarSize(node: Scalar): number {
    if (typeof node.value === "string" && HALF.test(node.value)) this.#report(HALF_CHARACTER, node);
    return 0;
  }

  #collectionSize(node: { items: unknown[] }): number {
    if (isMap(node)) this.#checkKeys(node);
    let size = 0;
    for (const item of node.items) {
      size += isMap(node)
        ? this.#sizeOf((item as Pair).key) + this.#sizeOf((item as Pair).value)
        : this.#sizeOf(item);
    }
    return size;
  }

  #checkKeys(map: YAMLMap): void {
    const keys = new Set<string>();
    for (const { key } of map.items) {
      if (!isScalar(key)) continue;
      const name = String(key.value);
      if (keys.has(name)) this.#report("This key stands twice in the same map. Keep one of them.", key);
      if (name === "<<") this.#report("Merge keys (<<) are not used here. Write the keys out.", key);
      keys.add(name);
    }
  }

  #aliasSize(anchor: string, offset = 0): number {
    const size = this.#sizes.get(anchor);
    if (size === undefined) {
      const message = this.#sizes.has(anchor)
        ? "This alias stands inside what it refers to, which would never end. Write the value out."
        : BAD_ALIAS;
      this.#report(message, { range: [offset] });
      return 0;
    }
    const most = limitOf("aliases");
    const before = this.#expanded;
    this.#expanded += size;
    if (before <= most && this.#expanded > most) {
      const message = `The aliases (*name) up to this one expand to more than ${most} values. Write the values out instead. ${howToRaise("aliases")}`;
      this.#report(message, { range: [offset] });
    }
    return size;
  }

  #report(message: string, { range }: { range?: readonly number[] | null | undefined }): void {
    this.#mistakes.push({ message, place: this.#source.place(range?.[0] ?? 0), severity: "error" });
  }
}

function readDocument(document: Document.Parsed, source: SourceMap): YamlDocument {
  return {
    // They were counted before.
    value: document.toJS({ maxAliasCount: -1 }),
    locate: (path, key) => source.place(offsetOf(document, path, key === "key")),
  };
}

const NO_TAGS = "YAML tags (!name) are not used here. Write the plain value.";
const HALF_CHARACTER =
  "Half of a character stands here (a lone surrogate): write the whole character, or leave it out.";
const OLD_LINE_END =
  "This line ends with a carriage return alone. Save the file with Unix or Windows line ends.";

/** Where the lines of a text begin. The parser's own count goes wrong after scalars that it had to give up. */
class SourceMap {
  readonly #text: string;
  readonly #file: string;
  #starts: number[] | undefined;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
  }

  place(offset: number): Place {
    this.#starts ??= lineStarts(this.#text);
    const at = Math.min(offset, this.#text.length);
    const line = lastUpTo(this.#starts, at);
    const start = this.#starts[line] ?? 0;
    const end = this.#starts[line + 1];
    const whole = this.#text.slice(start, end === undefined ? undefined : end - 1);
    const source = whole.endsWith("\r") ? whole.slice(0, -1) : whole;
    return { file: this.#file, line: line + 1, column: at - start + 1, source };
  }

  syntaxMistakes(errors: readonly YAMLError[], document: Document.Parsed): Mistake[] {
    const [first] = errors;
    if (first === undefined) return [];
    const lineEnd = /\r(?!\n)/.exec(this.#text)?.index;
    const atLineEnd = lineEnd === undefined ? undefined : this.place(lineEnd);
    const [line, found] = [atLineEnd?.line, this.place(first.pos[0]).line];
    if (atLineEnd !== undefined && line !== undefined && found !== undefined && line <= found) {
      return [{ message: OLD_LINE_END, place: atLineEnd, severity: "error" }];
    }
    return syntaxProblems(errors, document, this.#text).map(({ message, offset }) => ({
      message,
      place: this.place(offset),
      severity: "error",
    }));
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
  return starts;
}

/** The position of the last of some ascending numbers, the first of which is 0, that is not above a limit. */
function lastUpTo(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((numbers[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

function offsetOf(document: Document.Parsed, path: Path, wantKey: boolean): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const [index, step] of path.entries()) {
    const found = child(node, step, wantKey && index === path.length - 1);
    if (found === undefined) return offset;
    offset = found.offset;
    node = found.node;
  }
  return offset;
}

const pairsByMap = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** The entries of a map by their keys: there may be very many mistakes in one map. */
function pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = pairsByMap.get(map) ?? new Map(map.items.map((entry) => [String(entry.key), entry]));
  pairsByMap.set(map, known);
  return known;
}

function child(
  node: unknown,
  step: PropertyKey,
  wantKey: boolean,
): { node: unknown; offset: number } | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(step)] as Node | undefined;
    return item && { node: item, offset: item.range?.[0] ?? 0 };
  }
  if (!isMap(node)) return undefined;
  const pair = pairsOf(node).get(String(step));
  if (pair === undefined) return undefined;
  const key = pair.key as Node;
  const value = pair.value as Node | null;
  const offset = (wantKey ? key.range?.[0] : (value?.range?.[0] ?? key.range?.[0])) ?? 0;
  return { node: value, offset };
}

/** Plain data as YAML, lists and maps in block style, long texts unbroken; harmless on a terminal. */
export function toYaml(value: unknown): string {
  return disarmed(stringify(value, { lineWidth: 0, aliasDuplicateObjects: false }));
}

/** The same with every text in quotes, for readers who take dates and versions for something else. */
export function toQuotedYaml(value: unknown): string {
  const options = { defaultStringType: "QUOTE_SINGLE", defaultKeyType: "PLAIN" } as const;
  return disarmed(stringify(value, { lineWidth: 0, aliasDuplicateObjects: false, ...options }));
}

/** A value to be set at a path. */
export interface Edit {
  path: PropertyKey[];
  value: unknown;
}

/**
 * Changes values in a YAML or JSON text. Comments, order and the source text of everything else stay.
 * @param text one document that parses without mistakes
 * @param file its name, for places
 * @throws InputError if the text cannot be changed without touching other values, as with anchors and aliases
 */
export function editYaml(text: string, edits: readonly Edit[], file: string): string {
  const before = parseYaml(text, file).documents[0]?.value;
  const wanted = edits.reduce((value, edit) => withValue(value, edit.path, plainScalars(edit.value)), before);
  const changed = isJson(text) ? editJson(text, edits) : editDocument(text, edits);
  const after = changed === undefined ? undefined : parseYaml(changed, file).documents[0]?.value;
  if (changed === undefined || JSON.stringify(sorted(after)) !== JSON.stringify(sorted(wanted))) {
    const message =
      "It cannot be changed without touching other values: write out its anchors and aliases first.";
    throw inputError(message, { file });
  }
  return changed;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function editJson(text: string, edits: readonly Edit[]): string {
  const value = edits.reduce<unknown>(
    (whole, { path, value: part }) => withValue(whole, path, part),
    JSON.parse(text),
  );
  return `${jsonText(value, 2)}\n`;
}

/** Undefined where a path leads through something that is no map or list. */
function editDocument(text: string, edits: readonly Edit[]): string | undefined {
  // As everywhere: every scalar is its source text, so that 8e12345 stays what it is.
  const document = parseDocument(text, { schema: "failsafe", customTags: ["null"], stringKeys: true });
  try {
    for (const { path, value } of edits) {
      document.setIn(path, document.createNode(plainScalars(value), { aliasDuplicateObjects: false }));
    }
  } catch {
    return undefined;
  }
  const printed = document.toString({ lineWidth: 0, flowCollectionPadding: true });
  return text.includes("\r\n") ? printed.replace(/\r?\n/g, "\r\n") : printed;
}

/** A copy of a value in which another one stands at a path. */
function withValue(whole: unknown, [key, ...rest]: readonly PropertyKey[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(whole)) {
    const copy = [...whole];
    copy[Number(key)] = withValue(copy[Number(key)], rest, value);
    return copy;
  }
  const map = typeof whole === "object" && whole !== null ? (whole as Record<string, unknown>) : {};
  return { ...map, [String(key)]: withValue(map[String(key)], rest, value) };
}

/** Numbers and booleans as their texts, as a file would hold them. */
function plainScalars(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainScalars);
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return Object.fromEntries(entries.map(([key, item]) => [key, plainScalars(item)]));
  }
  return value === null || value === undefined ? null : String(value);
}

/** With keys in one order, for comparing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
