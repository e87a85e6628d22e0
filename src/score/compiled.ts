import type { LicenseLookup } from "../license/book.ts";
import type { LicenseBook } from "../license/properties.ts";
import { type Subject, statedLicense } from "../profile/subject.ts";
import { ARTIFACTS, type ArtifactId } from "../profile/vocabulary.ts";
import type {
  Condition,
  Criterion,
  CriterionLeaf,
  FacetLeaf,
  FactLeaf,
  Leaf,
  LicenseLeaf,
  Rubric,
} from "../rubric/types.ts";
import { leavesOf } from "../rubric/words.ts";
import { harmlessJson, jsonText } from "../text.ts";
import type { TextBuffer } from "../textBuffer.ts";
import type { Contribution } from "./aggregate.ts";
import { criterionHolds, evaluate, type PossibleLevels, RELEASED } from "./condition.ts";
import { atLeast, every, type Kleene, NO, not, some, YES } from "./kleene.ts";
import { judgementOf, type Outcome } from "./level.ts";
import { licenseMeets } from "./license.ts";
import {
  countsAsAbsent,
  coveredBy,
  criterionResult,
  earnedBy,
  type ResultHead,
  resultHead,
  rubricWeights,
} from "./score.ts";

/** Writes a model's results as JSON, each on a line of its own, as `scoreModel` gives them with `rank` left open. */
export type WriteResults = (subject: Subject, output: TextBuffer) => void;

type Test = () => Kleene;

/**
 * Compiles rubrics for scoring very many models: what a condition comes to for one setting of an artifact or of its
 * license is worked out once, by `evaluate`, and looked up from then on; so are the texts of all outcomes.
 * @returns a function that writes one result per rubric, in their order
 */
export function compileRubrics(rubrics: readonly Rubric[], lookup: LicenseLookup): WriteResults {
  const facts = new Facts(lookup);
  const writers = rubrics.map((rubric) => compileRubric(rubric, facts));
  return (subject, output) => {
    facts.take(subject);
    for (const write of writers) write(subject, output);
  };
}

function compileRubric(rubric: Rubric, facts: Facts): WriteResults {
  const places = new Map(rubric.criteria.map(({ id }, at) => [id, at]));
  const reached: (KnownOutcome | undefined)[] = rubric.criteria.map(() => undefined);
  const evaluators = rubric.criteria.map(
    (criterion) => new CompiledCriterion(criterion, rubric, facts, test),
  );
  const outcomeAt = (at: number): KnownOutcome => {
    const known = reached[at] ?? evaluators[at]?.outcome();
    if (known === undefined) throw new Error(`Rubric ${rubric.id} has no criterion ${at}.`);
    reached[at] = known;
    return known;
  };
  function test(condition: Condition): Test {
    return compileCondition(condition, facts, (leaf) => {
      const at = places.get(leaf.criterion) ?? -1;
      return () => criterionHolds(leaf, outcomeAt(at).levels);
    });
  }
  const tests = new Map<Condition, Test>();
  const holds = (condition: Condition): Kleene => {
    const known = tests.get(condition) ?? test(condition);
    tests.set(condition, known);
    return known();
  };
  const groups = groupsOf(rubric, facts);
  const weights = rubricWeights(rubric).dimensions;
  const dimensions = rubric.dimensions.map(
    ({ id, name }) => `{"id":${jsonText(id)},"name":${jsonText(name)},"weight":${weights.get(id) ?? 0}`,
  );
  return (subject, output) => {
    reached.fill(undefined);
    for (const group of groups) group.recall(reached, outcomeAt);
    const absent = countsAsAbsent(rubric, subject);
    const head = resultHead(subject, rubric, {
      earned: (_, at) => outcomeAt(at).earned,
      covered: (_, at) => outcomeAt(at).covered,
      holds,
      absent,
    });
    output.add(headText(head, dimensions));
    for (let at = 0; at < evaluators.length; at += 1) {
      if (at > 0) output.addBytes(COMMA);
      output.addBytes(outcomeAt(at).text(absent));
    }
    output.addBytes(LIST_END);
    if (subject.disputes.length > 0) output.add(`,"disputes":${jsonText(subject.disputes)}`);
    output.addBytes(RESULT_END);
  };
}

const COMMA = Buffer.from(",");
const LIST_END = Buffer.from("]");
const RESULT_END = Buffer.from("}\n");

/**
 * The head of a result as JSON, up to its first criterion. Written by hand: it is half numbers.
 * @param starts how the text of each dimension begins
 */
function headText(
  { vendor, model, source, rubric, changed, of, ...head }: ResultHead,
  starts: readonly string[],
): string {
  const company = of === undefined ? "" : `,"of":"${of}"`;
  const note = changed === undefined ? "" : `,"changed":${JSON.stringify(changed)}`;
  let dimensions = "";
  for (const [at, { score, coverage }] of head.dimensions.entries()) {
    dimensions += `${at === 0 ? "" : ","}${starts[at]},"score":${scoreText(score)},"coverage":${coverage}}`;
  }
  return harmlessJson(
    `{"vendor":${JSON.stringify(vendor)},"model":${JSON.stringify(model)},"source":${JSON.stringify(source)},` +
      `"rubric":${JSON.stringify(rubric)}${note},"rank":null${company},"assessed":${head.assessed},` +
      `"score":${scoreText(head.score)},"coverage":${head.coverage},"label":${JSON.stringify(head.label)},` +
      `"steps":${JSON.stringify(head.steps)},"dimensions":[${dimensions}],"criteria":[`,
  );
}

function scoreText(score: ResultHead["score"]): string {
  if (score === null) return "null";
  const { value, lower, upper, max } = score;
  const low = `${lower}`;
  return `{"value":${value === lower ? low : value},"lower":${low},"upper":${upper},"max":${max}}`;
}

/** Criteria that ask about the same few things: for the same settings of these they come to the same. */
class CriterionGroup {
  readonly #inputs: readonly Settings[];
  readonly #criteria: readonly number[];
  readonly #facts: Facts;
  readonly #known = new Map<number, readonly KnownOutcome[]>();
  #epoch = 0;

  constructor(inputs: readonly Settings[], criteria: readonly number[], facts: Facts) {
    this.#facts = facts;
    this.#inputs = inputs;
    this.#criteria = criteria;
  }

  /** Fills in the outcomes of the criteria. */
  recall(reached: (KnownOutcome | undefined)[], outcomeAt: (at: number) => KnownOutcome): void {
    if (this.#epoch !== this.#facts.epoch) {
      this.#epoch = this.#facts.epoch;
      this.#known.clear();
    }
    let key = 0;
    for (const { number } of this.#inputs) key = key * MOST_SETTINGS + number;
    let outcomes = this.#known.get(key);
    if (outcomes === undefined) {
      outcomes = this.#criteria.map(outcomeAt);
      if (this.#known.size >= MOST_COMBINATIONS) this.#known.clear();
      this.#known.set(key, outcomes);
    }
    for (let at = 0; at < this.#criteria.length; at += 1) reached[this.#criteria[at] ?? 0] = outcomes[at];
  }
}

/** So many inputs make a key that a number holds exactly. */
const MOST_INPUTS = 4;

/** Criteria grouped by what they ask about; those that ask about much, or that people judge, are in no group. */
function groupsOf(rubric: Rubric, facts: Facts): CriterionGroup[] {
  const byId = new Map(rubric.criteria.map((criterion) => [criterion.id, criterion]));
  const groups = new Map<string, { inputs: Settings[]; criteria: number[] }>();
  for (const [at, criterion] of rubric.criteria.entries()) {
    const leaves = leavesBehind(criterion, byId);
    if (leaves === undefined) continue;
    const inputs = [...new Set(leaves.flatMap((leaf) => facts.inputsOf(leaf)))];
    if (inputs.length > MOST_INPUTS) continue;
    const key = inputs
      .map(({ name }) => name)
      .sort()
      .join(" ");
    const group = groups.get(key) ?? { inputs, criteria: [] };
    group.criteria.push(at);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ inputs, criteria }) => new CriterionGroup(inputs, criteria, facts));
}

/** All leaves that decide a criterion, those of criteria that it asks about included; undefined if people judge one. */
function leavesBehind(
  criterion: Criterion,
  byId: ReadonlyMap<string, Criterion>,
  seen = new Set<Criterion>(),
): Exclude<Leaf, CriterionLeaf>[] | undefined {
  if (criterion.judged) return undefined;
  if (seen.has(criterion)) return [];
  seen.add(criterion);
  const conditions = [criterion.appliesWhen, ...criterion.levels.map(({ when }) => when)];
  const found: Exclude<Leaf, CriterionLeaf>[] = [];
  for (const leaf of conditions.flatMap((condition) => (condition ? leavesOf(condition) : []))) {
    if (leaf.kind !== "criterion") {
      found.push(leaf);
      continue;
    }
    const other = byId.get(leaf.criterion);
    const behind = other && leavesBehind(other, byId, seen);
    if (behind === undefined) return undefined;
    found.push(...behind);
  }
  return found;
}

/** An outcome with all that follows from it alone. */
class KnownOutcome {
  readonly earned: Contribution | undefined;
  readonly covered: Contribution | undefined;
  readonly levels: PossibleLevels;
  readonly #text: Uint8Array;
  readonly #textIfAbsent: Uint8Array;

  constructor(outcome: Outcome) {
    this.earned = earnedBy(outcome);
    this.covered = coveredBy(outcome);
    this.levels = { possible: outcome.possible.map(({ id }) => id), applies: outcome.applies };
    this.#text = Buffer.from(jsonText(criterionResult(outcome, false)));
    this.#textIfAbsent = Buffer.from(jsonText(criterionResult(outcome, true)));
  }

  /** As JSON in UTF-8. */
  text(absent: boolean): Uint8Array {
    return absent ? this.#textIfAbsent : this.#text;
  }
}

/** The outcomes of a criterion that were met, by the levels that are possible, one after the other. */
class OutcomeTree {
  readonly #next: (OutcomeTree | undefined)[] = [];
  #outcome: KnownOutcome | undefined;

  /** Where one more level is possible. */
  with(level: number): OutcomeTree {
    const known = this.#next[level];
    if (known !== undefined) return known;
    const fresh = new OutcomeTree();
    this.#next[level] = fresh;
    return fresh;
  }

  outcome(make: () => Outcome): KnownOutcome {
    this.#outcome ??= new KnownOutcome(make());
    return this.#outcome;
  }
}

/** A criterion whose conditions are compiled; agrees with `outcomesOf`. */
class CompiledCriterion {
  readonly #criterion: Criterion;
  readonly #rubric: Rubric;
  readonly #facts: Facts;
  readonly #applies: Test | undefined;
  readonly #levels: (Test | undefined)[];
  readonly #derivable: boolean;
  readonly #byRule: Record<Kleene, OutcomeTree> = treePerVerdict();
  readonly #byJudgement: Record<Kleene, OutcomeTree> = treePerVerdict();

  constructor(criterion: Criterion, rubric: Rubric, facts: Facts, test: (condition: Condition) => Test) {
    this.#criterion = criterion;
    this.#rubric = rubric;
    this.#facts = facts;
    this.#applies = criterion.appliesWhen && test(criterion.appliesWhen);
    this.#levels = criterion.levels.map(({ when }) => when && test(when));
    this.#derivable = !criterion.judged || criterion.levels.some(({ when }) => when !== undefined);
  }

  outcome(): KnownOutcome {
    const applies = this.#applies?.() ?? YES;
    if (applies === NO) return this.#known(this.#byRule[NO], [], NO, "not-applicable");
    const judged = this.#judged();
    if (judged >= 0)
      return this.#known(this.#byJudgement[applies].with(judged), [judged], applies, "judgement");
    let tree = this.#byRule[applies];
    const possible: number[] = [];
    for (let at = 0; at < this.#levels.length; at += 1) {
      const holds = this.#derivable ? (this.#levels[at]?.() ?? YES) : YES;
      if (holds !== NO) {
        tree = tree.with(at);
        possible.push(at);
      }
      if (holds === YES && this.#derivable) break;
    }
    return this.#known(tree, possible, applies, "rule");
  }

  /** The position of the level that somebody judged; -1 if nobody did. */
  #judged(): number {
    const { judged, id, levels } = this.#criterion;
    if (!judged) return -1;
    const judgement = judgementOf(this.#facts.subject, this.#rubric.id, id);
    return judgement === undefined ? -1 : levels.findIndex((level) => level.id === judgement.level);
  }

  #known(tree: OutcomeTree, possible: readonly number[], applies: Kleene, by: Outcome["by"]): KnownOutcome {
    return tree.outcome(() => {
      const levels = possible.flatMap((at) => this.#criterion.levels[at] ?? []);
      return { criterion: this.#criterion, applies, possible: levels, by };
    });
  }
}

function treePerVerdict(): Record<Kleene, OutcomeTree> {
  return { 0: new OutcomeTree(), 1: new OutcomeTree(), 2: new OutcomeTree() };
}

function compileCondition(
  condition: Condition,
  facts: Facts,
  criterionTest: (leaf: CriterionLeaf) => Test,
): Test {
  const compile = (part: Condition) => compileCondition(part, facts, criterionTest);
  switch (condition.kind) {
    case "all": {
      const parts = condition.of.map(compile);
      return () => every(parts, run);
    }
    case "any": {
      const parts = condition.of.map(compile);
      return () => some(parts, run);
    }
    case "not": {
      const part = compile(condition.of);
      return () => not(part());
    }
    case "atLeast": {
      const parts = condition.of.map(compile);
      return () => atLeast(condition.count, parts, run);
    }
    case "facet":
    case "fact":
      return facts.test(condition);
    case "license": {
      const released = facts.test(releaseOf(condition));
      const met = facts.licenseTest(condition);
      return () => Math.min(released(), met()) as Kleene;
    }
    case "criterion":
      return criterionTest(condition);
  }
}

function run(test: Test): Kleene {
  return test();
}

/** The condition that goes with each about a license: there is something to license. */
function releaseOf({ artifact }: LicenseLeaf): FacetLeaf {
  return { kind: "facet", artifact, facet: "availability", values: RELEASED };
}

/** Beyond so many settings of one thing what is known of them is forgotten: they are for profiles to choose. */
const MOST_SETTINGS = 5000;
const MOST_COMBINATIONS = 20_000;
/** The same for all their keys together, in characters. */
const MOST_CHARACTERS = 500_000;

/** One of the ways in which an artifact, a license or a fact can be stated. */
interface Setting {
  number: number;
  /** The verdicts of all leaves about it; -1 where a leaf was not asked for yet. */
  verdicts: Int8Array;
}

/** What is known of one artifact, license or fact, by its settings. */
class Settings {
  readonly name: string;
  readonly #onForget: () => void;
  readonly #byKey = new Map<string, Setting>();
  #leaves = 0;
  #characters = 0;
  #now: Setting = { number: 0, verdicts: new Int8Array() };

  constructor(name: string, onForget: () => void) {
    this.name = name;
    this.#onForget = onForget;
  }

  /** Of the setting at hand, below MOST_SETTINGS. */
  get number(): number {
    return this.#now.number;
  }

  take(key: string): void {
    const known = this.#byKey.get(key);
    if (known !== undefined && known.verdicts.length === this.#leaves) {
      this.#now = known;
      return;
    }
    if (this.#byKey.size >= MOST_SETTINGS || this.#characters > MOST_CHARACTERS) {
      this.#byKey.clear();
      this.#characters = 0;
      this.#onForget();
    }
    const verdicts = new Int8Array(this.#leaves).fill(-1);
    this.#now = { number: known?.number ?? this.#byKey.size, verdicts };
    this.#byKey.set(key, this.#now);
    this.#characters += key.length;
  }

  /** A test whose verdict depends on the setting only. */
  test(work: () => Kleene): Test {
    const at = this.#leaves++;
    return () => {
      const { verdicts } = this.#now;
      const known = verdicts[at] ?? -1;
      if (known >= 0) return known as Kleene;
      const verdict = work();
      verdicts[at] = verdict;
      return verdict;
    };
  }
}

/** The model at hand, as settings of its artifacts, of their licenses and of its facts. */
class Facts {
  readonly #lookup: LicenseLookup;
  readonly #artifacts = new Map<ArtifactId, Settings>();
  readonly #licenses = new Map<ArtifactId, Settings>();
  readonly #facts = new Map<string, Settings>();
  #subject: Subject | undefined;
  /** Made when a license is met for the first time. */
  #book: LicenseBook | undefined;
  /** Counts how often numbers of settings were given out anew. */
  epoch = 0;

  constructor(lookup: LicenseLookup) {
    this.#lookup = lookup;
  }

  get subject(): Subject {
    if (this.#subject === undefined) throw new Error("No model is at hand.");
    return this.#subject;
  }

  take(subject: Subject): void {
    this.#subject = subject;
    this.#book = undefined;
    for (const [artifact, settings] of this.#artifacts) settings.take(facetKey(subject.artifacts[artifact]));
    for (const [artifact, settings] of this.#licenses) settings.take(this.#licenseKey(subject, artifact));
    for (const [fact, settings] of this.#facts) settings.take(factKey(subject.facts[fact]));
  }

  test(leaf: FacetLeaf | FactLeaf): Test {
    return this.#settingsOf(leaf).test(() =>
      evaluate(leaf, { subject: this.subject, book: NO_BOOK, criterion: outOfPlace }),
    );
  }

  /** Whether what binds those who take an artifact meets a condition, released or not. */
  licenseTest(leaf: LicenseLeaf): Test {
    return this.#settingsOf(leaf).test(() => {
      this.#book ??= this.#lookup.bookFor(this.subject);
      return licenseMeets(leaf, this.subject, this.#book);
    });
  }

  /** What a leaf's verdict depends on. */
  inputsOf(leaf: FacetLeaf | FactLeaf | LicenseLeaf): Settings[] {
    const own = this.#settingsOf(leaf);
    return leaf.kind === "license" ? [this.#settingsOf(releaseOf(leaf)), own] : [own];
  }

  #settingsOf(leaf: FacetLeaf | FactLeaf | LicenseLeaf): Settings {
    if (leaf.kind === "fact") return this.#known(this.#facts, leaf.fact, "fact");
    if (leaf.kind === "license") return this.#known(this.#licenses, leaf.artifact, "license");
    return this.#known(this.#artifacts, leaf.artifact, "artifact");
  }

  #known<Name extends string>(settings: Map<Name, Settings>, name: Name, kind: string): Settings {
    const known =
      settings.get(name) ??
      new Settings(`${kind}:${name}`, () => {
        this.epoch += 1;
      });
    settings.set(name, known);
    return known;
  }

  /** All that decides what binds those who take an artifact. */
  #licenseKey(subject: Subject, artifact: ArtifactId): string {
    const stated = statedLicense(subject, artifact)?.text;
    const text = stated === undefined ? NOT_STATED : this.#lookup.meaningOf(stated, subject);
    const { base, terms } = subject;
    if (ARTIFACTS[artifact].kind !== "weights" || (base === undefined && terms.length === 0)) return text;
    const above = base?.license === undefined ? NOT_STATED : this.#lookup.meaningOf(base.license, subject);
    return `${JSON.stringify([base === undefined ? null : above, terms])} ${text}`;
  }
}

/** No license text is empty. */
const NOT_STATED = "";

const NO_BOOK: LicenseBook = { expressions: {}, licenses: {} };

function outOfPlace(id: string): never {
  throw new Error(`Criterion ${id} is asked for out of its place.`);
}

/** The facets of an artifact as text: one word if only its availability is stated, as is most common. */
function facetKey(facets: Subject["artifacts"][ArtifactId]): string {
  if (facets === undefined) return "";
  for (const name in facets) {
    if (name !== "availability") return JSON.stringify(facets);
  }
  return (facets.availability as string | undefined) ?? "";
}

/** A fact as text; numbers and texts that look alike are told apart. */
function factKey(value: Subject["facts"][string] | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify([value]);
}
