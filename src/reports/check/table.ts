import type { Breach, CheckDocument, CheckedModelResult, CheckResult } from "../../result/checkSchema.ts";
import { fitText, painter, wrap } from "../cells.ts";
import type { ReportContext } from "../context.ts";
import {
  exceptionWords,
  factLine,
  modelId,
  placeWords,
  remarks,
  ruleOf,
  ruleWords,
  summaryWords,
} from "./words.ts";

/** Model by model what is not met, why, and where. */
export function checkTable(document: CheckDocument, context: ReportContext): string {
  const parts = document.models.map((model) => modelPart(model, document, context));
  const paint = painter(context);
  const verdict = document.outcome === "passed" ? paint.green : paint.red;
  const end = [
    ...remarks(document).flatMap((text) => lines(text, 0, context)),
    ...lines(summaryWords(document), 0, context).map((line) => verdict.bold(line)),
  ];
  return `${[...parts, end.join("\n")].join("\n\n")}\n`;
}

function modelPart(model: CheckedModelResult, document: CheckDocument, context: ReportContext): string {
  const paint = painter(context);
  const words = {
    passed: paint.green("passed"),
    failed: paint.red("failed"),
    warned: paint.yellow("warned"),
  };
  const name = paint.bold(fitText(modelId(model), context.columns - 8, context));
  return [
    `${name} ${words[model.status]}`,
    ...model.checks.flatMap((check) => checkLines(check, document, context)),
  ].join("\n");
}

function checkLines(check: CheckResult, document: CheckDocument, context: ReportContext): string[] {
  const { status, found, breaches } = check;
  const paint = painter(context);
  const color = { failed: paint.red, warned: paint.yellow }[status as string] ?? paint.dim;
  const word = {
    passed: "ok",
    failed: "FAIL",
    warned: "warn",
    excepted: "excepted",
    known: "known",
    "not-applicable": "n/a",
  }[status];
  const text = `${ruleWords(ruleOf(document, check))}; found: ${found}`;
  const [first = "", ...rest] = lines(text, INDENT, context);
  const head = color(word.padEnd(INDENT - 4)) + first.slice(INDENT - 2);
  return [`  ${head}`, ...rest, ...breaches.flatMap((breach) => breachLines(breach, check, context))];
}

/** Room for the longest word of a status. */
const INDENT = 12;

function breachLines(breach: Breach, check: CheckResult, context: ReportContext): string[] {
  const paint = painter(context);
  const own = breach.status === check.status ? "" : `${STATUS_WORDS[breach.status]}: `;
  const exception = exceptionWords(breach);
  return [
    // What is about the rule as a whole is said in its line.
    ...(breach.about === null && own === "" ? [] : lines(`${own}${breach.message}`, INDENT, context)),
    ...[
      ...(breach.needs === undefined ? [] : lines(`Needed: ${breach.needs}`, INDENT + 2, context)),
      ...breach.facts.flatMap((fact) => lines(factLine(fact, breach), INDENT + 2, context)),
      ...(exception === undefined ? [] : lines(exception, INDENT + 2, context)),
      ...lines(`at ${placeWords(breach.place)}`, INDENT + 2, context),
    ].map((line) => paint.dim(line)),
  ];
}

const STATUS_WORDS = { failed: "fails", warned: "a warning", excepted: "excepted", known: "known" };

function lines(text: string, indent: number, context: ReportContext): string[] {
  const harmless = fitText(text, Number.MAX_SAFE_INTEGER, context);
  return wrap(harmless, context.columns - indent).map((line) => " ".repeat(indent) + line);
}
