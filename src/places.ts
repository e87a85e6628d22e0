import { InputError, type Place } from "./errors.ts";
import { readTextAtOnce } from "./files.ts";
import type { ReadProfile } from "./profile/read.ts";
import type { Subject } from "./profile/subject.ts";
import { shippedProfileFile } from "./shipped.ts";
import { parseYaml, type YamlDocument } from "./yaml.ts";

/** Documents of shipped profiles, by vendor: they are compiled without places, so they are read again. */
const shippedDocuments = new Map<string, YamlDocument | undefined>();

/**
 * Where something of a model stands, else the nearest thing above it.
 * @param path below the model; none: the model itself
 * @param owner the profile that it was read from; absent for a shipped one
 */
export function placeInProfile(subject: Subject, path: readonly PropertyKey[], owner?: ReadProfile): Place {
  const { source, model } = subject;
  const document = owner?.document ?? shippedDocument(subject);
  if (document === undefined) return { file: source };
  const { models = [] } = document.value as { models?: { id?: unknown }[] };
  const at = models.findIndex(({ id }) => String(id) === model.id);
  const [first, rubric] = path;
  const ofCompany = first === "judgements" && subject.judgedAsCompany?.includes(String(rubric)) === true;
  const place = document.locate(ofCompany ? path : ["models", at, ...(path.length === 0 ? ["id"] : path)]);
  // A shipped profile is named as everywhere else, wherever the tool is installed.
  return owner === undefined ? { ...place, file: source } : place;
}

function shippedDocument({ vendor, source }: Subject): YamlDocument | undefined {
  if (!shippedDocuments.has(vendor.id)) {
    shippedDocuments.set(vendor.id, documentOf(shippedProfileFile(vendor.id), source));
  }
  return shippedDocuments.get(vendor.id);
}

/** Undefined where whoever installed the tool left the profiles out. */
function documentOf(path: string, name: string): YamlDocument | undefined {
  try {
    return parseYaml(readTextAtOnce(path), name).documents[0];
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
