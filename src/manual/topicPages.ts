import type { Block, Row } from "./blocks.ts";
import { environmentPage } from "./pages/environment.ts";
import { exitCodesPage } from "./pages/exitCodes.ts";
import { formatsPage } from "./pages/formats.ts";
import { licensesPage } from "./pages/licenses.ts";
import { policyPage } from "./pages/policy.ts";
import { profilePage } from "./pages/profile.ts";
import { rubricPage } from "./pages/rubric.ts";
import { whatPage } from "./pages/what.ts";
import type { Topic } from "./topics.ts";

/** What pages tell that is written elsewhere: names, each with what it is. */
export interface PageData {
  rubrics: readonly Row[];
  licenseSets: readonly Row[];
  /** Verbs that may exit with a finding. */
  findings: readonly Row[];
}

/** The page of every topic, made from the tables that the code itself goes by, so that it cannot go stale. */
const PAGES: Readonly<Record<Topic, (data: PageData) => Block[]>> = {
  what: whatPage,
  profile: profilePage,
  rubric: ({ rubrics }) => rubricPage(rubrics),
  policy: policyPage,
  licenses: ({ licenseSets }) => licensesPage(licenseSets),
  formats: formatsPage,
  "exit-codes": ({ findings }) => exitCodesPage(findings),
  environment: environmentPage,
};

export function topicPage(topic: Topic, data: PageData): Block[] {
  return PAGES[topic](data);
}
