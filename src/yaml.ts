import {
  Composer,
  type CST,
  type Document,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  type Pair,
  Parser,
  parseDocument,
  stringify,
  visit,
  type YAMLError,
  type YAMLMap,
} from "yaml";
import { InputError, inputError, type Mistake, type Place } from "./errors.ts";
import { MAX_ALIASES, MAX_DEPTH } from "./limits.ts";

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
    return {
      documents: [],
      mistakes: [{ message: parserFailure(error), place: { file }, severity: "error" }],
    };
  }
}

/** The parser's tokens. Composing them recurses, so that a text without end would exhaust the stack. */
function* tokensOf(text: string, source: SourceMap): Generator<CST.Token> {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > MAX_DEPTH) {
      const place = source.place(parser.offset);
      throw inputError("It is nested too deeply to be read. Remove some of the nesting.", place);
    }
  }
  yield* parser.end();
}

function readDocuments(documents: Document.Parsed[], source: SourceMap): ParsedYaml {
  const mistakes = documents.flatMap((document) => [
    ...[...document.errors, ...document.warnings].map((error) => syntaxMistake(error, source)),
    ...repeatedKeys(document, source),
  ]);
  if (mistakes.length > 0) return { documents: [], mistakes };
  const filled = documents.filter((document) => document.contents !== null);
  return { documents: filled.map((document) => readDocument(document, source)), mistakes };
}

/** Keys that stand twice in the same map. */
function repeatedKeys(document: Document.Parsed, source: SourceMap): Mistake[] {
  const mistakes: Mistake[] = [];
  visit(document, {
    Map(_, map) {
      const keys = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (keys.has(name)) {
          const message = "This key stands twice in the same map. Keep one of them.";
          mistakes.push({ message, place: source.place(key.range?.[0] ?? 0), severity: "error" });
        }
        keys.add(name);
      }
    },
  });
  return mistakes;
}

function readDocument(document: Document.Parsed, source: SourceMap): YamlDocument {
  return {
    value: document.toJS({ maxAliasCount: MAX_ALIASES }),
    locate: (path, key) => source.place(offsetOf(document, path, key === "key")),
  };
}

function parserFailure(error: unknown): string {
  if (error instanceof ReferenceError) {
    return "Its aliases (*name) expand to too much. Write the values out instead.";
  }
  throw error;
}

const SYNTAX_ADVICE: Partial<Record<YAMLError["code"], string>> = {
  TAB_AS_INDENT: "A tab indents this line; YAML wants spaces.",
  TAG_RESOLVE_FAILED: "YAML tags (!name) are not used here. Write the plain value.",
  BAD_ALIAS: "This alias refers to nothing that stands above it.",
  NON_STRING_KEY: "Keys must be plain text.",
};

function syntaxMistake(error: YAMLError, source: SourceMap): Mistake {
  const advice =
    SYNTAX_ADVICE[error.code] ?? `This is not valid YAML: ${error.message.replace(/\s+/g, " ")}.`;
  return { message: advice.replace(/\.+$/, "."), place: source.place(error.pos[0]), severity: "error" };
}

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

/** Plain data as YAML, lists and maps in block style, long texts unbroken. */
export function toYaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** The same with every text in quotes, for readers who take dates and versions for something else. */
export function toQuotedYaml(value: unknown): string {
  return stringify(value, {
    lineWidth: 0,
    aliasDuplicateObjects: false,
    defaultStringType: "QUOTE_SINGLE",
    defaultKeyType: "PLAIN",
  });
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
  return `${JSON.stringify(value, null, 2)}\n`;
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
