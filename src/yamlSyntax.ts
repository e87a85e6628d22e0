import { type Document, isCollection, isScalar, visit, type YAMLError } from "yaml";

/** What is wrong with the syntax of a document, and at which offset of the text. */
export interface SyntaxProblem {
  message: string;
  offset: number;
}

/** What the parser can go astray by: what it finds after one of these is mostly a consequence of it. */
const ASTRAY: ReadonlySet<YAMLError["code"]> = new Set([
  "BAD_INDENT",
  "MISSING_CHAR",
  "BLOCK_AS_IMPLICIT_KEY",
  "MULTILINE_IMPLICIT_KEY",
]);

export const BAD_ALIAS = "This alias refers to nothing that stands above it.";

const ADVICE: Partial<Record<YAMLError["code"], string>> = {
  TAB_AS_INDENT: "A tab indents this line; YAML wants spaces.",
  BAD_ALIAS,
  NON_STRING_KEY: "Keys must be plain text.",
};

/**
 * Puts the parser's errors into words that tell what to do. Of those that follow from one another the first is kept.
 * @param text what was parsed; the offsets count in it
 */
export function syntaxProblems(
  errors: readonly YAMLError[],
  document: Document.Parsed,
  text: string,
): SyntaxProblem[] {
  const sorted = [...errors].sort((a, b) => a.pos[0] - b.pos[0]);
  const tab = sorted.some(({ code }) => code === "TAB_AS_INDENT");
  const astray = sorted.filter(({ code }) => ASTRAY.has(code));
  // Text that goes on in the next line is reported twice; that it goes on is what explains it.
  const [first] = astray;
  const goesOn = astray.find(
    ({ code, pos }) => code === "MULTILINE_IMPLICIT_KEY" && pos[0] === first?.pos[0],
  );
  const kept = tab ? undefined : (goesOn ?? first);
  return sorted
    .filter((error) => !ASTRAY.has(error.code) || error === kept)
    .map((error) => problem(error, document, text));
}

function problem(error: YAMLError, document: Document.Parsed, text: string): SyntaxProblem {
  const { code, pos } = error;
  const advice = ADVICE[code];
  if (advice !== undefined) return { message: advice, offset: pos[0] };
  const { message, offset } = explained(error, document, text) ?? {
    message: error.message.replace(/\s+/g, " ").replace(/\.+$/, ""),
    offset: pos[0],
  };
  return { message: `This is not valid YAML: ${message}.`, offset };
}

function explained(
  { code, message, pos: [at] }: YAMLError,
  document: Document.Parsed,
  text: string,
): SyntaxProblem | undefined {
  if (code === "BLOCK_AS_IMPLICIT_KEY") {
    const words =
      "a colon and a blank begin a map, which cannot stand here. If they belong to a text, put that text in quotes";
    return { message: words, offset: at };
  }
  if (code === "MULTILINE_IMPLICIT_KEY") {
    const words =
      "the next line is indented further than this one, as if it went on with the same text. Indent it like its neighbours";
    return { message: words, offset: at };
  }
  if (code === "BAD_SCALAR_START") {
    return { message: `a text cannot begin with ${text.charAt(at)} here. Put it in quotes`, offset: at };
  }
  if (/^All (mapping|sequence) items/.test(message)) {
    return {
      message: "this line begins at another column than its neighbours. Indent it like them",
      offset: firstWord(text, at),
    };
  }
  if (message.startsWith("Sequence item without")) {
    const words =
      "this line is indented as the items of the list above are, but does not begin with -. Indent it like the lines of its item";
    return { message: words, offset: firstWord(text, at) };
  }
  if (message === "Unexpected scalar at node end") {
    const words =
      "this stands after a closing quote or bracket. Put the whole text in quotes, and write a ' inside of '...' twice";
    return { message: words, offset: at };
  }
  return unclosed(message, at, document);
}

/** Brackets and quotes that nothing closes: where they are opened, not where the text ends. */
function unclosed(message: string, at: number, document: Document.Parsed): SyntaxProblem | undefined {
  const [, bracket] = /^Flow .* end with a ([\]}])$/.exec(message) ?? [];
  if (bracket !== undefined) {
    const open = bracket === "}" ? "{" : "[";
    return {
      message: `what begins with ${open} must end with ${bracket}, and all its lines must be indented`,
      offset: openedAt(document, at, (node) => isCollection(node) && node.flow === true),
    };
  }
  const [, quote] = /^Missing closing (["'])/.exec(message) ?? [];
  if (quote === undefined) return undefined;
  return {
    message: `a text that begins with ${quote} must end with it`,
    offset: openedAt(document, at, isScalar),
  };
}

/** Where the last value begins that ends at an offset. */
function openedAt(document: Document.Parsed, end: number, isMeant: (node: unknown) => boolean): number {
  let offset = end;
  visit(document, {
    Node(_, node) {
      if (isMeant(node) && node.range?.[1] === end) offset = node.range[0];
    },
  });
  return offset;
}

/** The first thing that is no space, from an offset. */
function firstWord(text: string, offset: number): number {
  return offset + (/^ */.exec(text.slice(offset))?.[0].length ?? 0);
}
