import { existsSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, relative } from "node:path";
import envPaths from "env-paths";
import { VARIABLES } from "../config/settings.ts";

/** The name under which a project's configuration is found. */
export const CONFIG_FILE = "openness.config.yaml";

/** The variable that names a configuration file, which is then the only one. */
export const CONFIG_VARIABLE = "OPENNESS_CONFIG";

/** A file of configuration that applies. */
export interface ConfigFile {
  origin: "project" | "user";
  /** As it leads from the working directory; the user's own is absolute. */
  path: string;
}

/** Where the user's own configuration is looked for. */
export function userConfigPath(): string {
  return join(envPaths("openness", { suffix: "" }).config, "config.yaml");
}

/**
 * Finds the files that apply, the strongest first, with a few calls of the file system; none of them is read here.
 * @param named a file that was asked for, which is then the only one
 */
export function findConfigFiles(named?: string): ConfigFile[] {
  if (named !== undefined && named !== "") return [{ origin: "project", path: named }];
  const project = projectFile();
  const user = userConfigPath();
  return [
    ...(project === undefined ? [] : [{ origin: "project" as const, path: project }]),
    ...(isFile(user) ? [{ origin: "user" as const, path: user }] : []),
  ];
}

function projectFile(): string | undefined {
  const [here = ".", ...above] = searchedFolders();
  const folder = [here, ...above].find((one) => isFile(join(one, CONFIG_FILE)));
  return folder === undefined ? undefined : relative(here, join(folder, CONFIG_FILE));
}

/**
 * The folders in which a project's configuration may lie, the nearest first: up to the root of a repository, the home
 * folder, or the root of the file system. A repository is whole by itself, and homes have the user's configuration.
 */
export function searchedFolders(): string[] {
  const home = homedir();
  const folders = [workingFolder()].flatMap((folder) => folder ?? []);
  for (let here = folders[0] ?? home; here !== home && !existsSync(join(here, ".git")); ) {
    const above = dirname(here);
    if (above === here) break;
    folders.push(above);
    here = above;
  }
  return folders;
}

function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    return false;
  }
}

/** Undefined if somebody removed it meanwhile. */
function workingFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

/** Whether anything could set something: without it there is nothing to read. */
export function isConfigured(named = process.env[CONFIG_VARIABLE]): boolean {
  return setVariables().length > 0 || findConfigFiles(named).length > 0;
}

/** The variables of the environment that set a key. */
export function setVariables(): string[] {
  return Object.values(VARIABLES).filter((name) => (process.env[name] ?? "") !== "");
}
