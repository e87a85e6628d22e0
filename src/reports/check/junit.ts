import type { Breach, CheckDocument, CheckedModelResult, CheckResult } from "../../result/checkSchema.ts";
import { exceptionWords, factsWords, modelId, placeWords, ruleOf, ruleWords } from "./words.ts";

/** JUnit XML: a suite per model, a test per rule; only what fails is a failure. */
export function junit(document: CheckDocument): string {
  const suites = document.models.map((model) => suite(model, document));
  const { tests, failures, errors } = totals(document.models.flatMap(({ checks }) => checks));
  const whole = { name: document.policy.name ?? "openness check", tests, failures, errors };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("testsuites", whole, suites)}\n`;
}

function totals(checks: readonly CheckResult[]) {
  const count = (test: (check: CheckResult) => boolean) => String(checks.filter(test).length);
  return {
    tests: String(checks.length),
    failures: count(({ status }) => status === "failed"),
    errors: "0",
    skipped: count(isSkipped),
  };
}

/** Let pass for a reason that is worth a word. */
function isSkipped({ status }: CheckResult): boolean {
  return status === "not-applicable" || status === "excepted" || status === "known";
}

function suite(model: CheckedModelResult, document: CheckDocument): string {
  const cases = model.checks.map((check) => testCase(check, model, document));
  return element("testsuite", { name: modelId(model), ...totals(model.checks) }, cases);
}

function testCase(check: CheckResult, model: CheckedModelResult, document: CheckDocument): string {
  const rule = ruleOf(document, check);
  const attributes = { name: ruleWords(rule), classname: `${modelId(model)}.${rule.id}` };
  return element("testcase", attributes, outcomeOf(check));
}

function outcomeOf(check: CheckResult): string[] {
  const { status, breaches, found, outcome } = check;
  const text = breaches.map(breachLines).join("\n");
  const message = `found: ${found}`;
  if (status === "failed") return [textElement("failure", { type: outcome, message }, text)];
  if (isSkipped(check)) return [textElement("skipped", { type: status, message }, text)];
  return text === "" ? [] : [textElement("system-out", {}, text)];
}

function breachLines(breach: Breach): string {
  const { message, needs, status, place } = breach;
  const exception = exceptionWords(breach);
  return [
    `${placeWords(place)}: ${status}: ${message}`,
    ...(needs === undefined ? [] : [`  Needed: ${needs}`]),
    ...(breach.facts.length === 0 ? [] : [`  Decided by: ${factsWords(breach)}`]),
    ...(exception === undefined ? [] : [`  ${exception}`]),
  ].join("\n");
}

function element(name: string, attributes: Record<string, string>, children: readonly string[]): string {
  const open = openTag(name, attributes);
  if (children.length === 0) return `${open}/>`;
  const inner = children.flatMap((child) => child.split("\n")).join("\n");
  return `${open}>\n${inner}\n</${name}>`;
}

function textElement(name: string, attributes: Record<string, string>, text: string): string {
  return text === ""
    ? `${openTag(name, attributes)}/>`
    : `${openTag(name, attributes)}>${escaped(text)}</${name}>`;
}

function openTag(name: string, attributes: Record<string, string>): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return `<${name}${written.join("")}`;
}

/** What XML 1.0 cannot hold at all, escaped or not, and what would turn the order of letters round. */
const IMPOSSIBLE = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\r": "&#13;",
};

function escaped(text: string): string {
  return text.replace(IMPOSSIBLE, "\ufffd").replace(/[&<>"'\r]/g, (character) => ENTITIES[character] ?? "");
}
