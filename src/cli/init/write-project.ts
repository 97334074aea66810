// Writes a new project into a folder, which may contain a project. Existing files are not changed, except that
// package.json and .gitignore get missing entries.

import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeFileAtomic } from "../../node/write.ts";
import { CommandError } from "../mpy/command.ts";
import { IGNORED, packageFields, projectFiles } from "./project-files.ts";
import type { PackageFields, ProjectChoice } from "./project-files.ts";
import { NO_OBJECT, packageJsonUnreadable } from "../messages.ts";

/** The result for each file. */
export interface WrittenProject {
  readonly written: readonly string[];
  /** Existing files that were not changed. */
  readonly kept: readonly string[];
}

/** Writes the files of a project. @throws CommandError for a package.json that cannot be read */
export function writeProject(folder: string, choice: ProjectChoice): WrittenProject {
  const fields = packageFields(choice);
  const files = new Map([
    ["package.json", packageJson(join(folder, "package.json"), choice.name, fields)],
    [".gitignore", ignoreFile(join(folder, ".gitignore"))],
  ]);
  const kept: string[] = [];
  for (const [path, text] of projectFiles(choice)) {
    if (existsSync(join(folder, path))) kept.push(path);
    else files.set(path, text);
  }
  const written: string[] = [];
  for (const [path, text] of files) {
    const file = join(folder, path);
    if (text === undefined) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileAtomic(file, new TextEncoder().encode(text));
    written.push(path);
  }
  return { written, kept };
}

interface PackageJson {
  name?: string;
  private?: boolean;
  type?: string;
  scripts?: Record<string, string>;
  devDependencies?: Record<string, string>;
  dependencies?: Record<string, string>;
}

/** The new text of package.json; undefined if nothing is missing. */
function packageJson(file: string, name: string, { scripts, devDependencies }: PackageFields): string | undefined {
  const text = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  const known: PackageJson = text === undefined ? { name, private: true, type: "module" } : parsePackage(file, text);
  const next: PackageJson = {
    ...known,
    scripts: { ...scripts, ...known.scripts },
    devDependencies: { ...missing(devDependencies, known.dependencies), ...known.devDependencies },
  };
  const indent = /^[ \t]+/m.exec(text ?? "")?.[0] ?? "  ";
  const result = `${JSON.stringify(next, undefined, indent)}\n`;
  return result === text ? undefined : result;
}

function parsePackage(file: string, text: string): PackageJson {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as PackageJson;
  } catch (error) {
    throw new CommandError(packageJsonUnreadable(file, (error as Error).message));
  }
  throw new CommandError(packageJsonUnreadable(file, NO_OBJECT));
}

function missing(
  wanted: Readonly<Record<string, string>>,
  known: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return Object.fromEntries(Object.entries(wanted).filter(([name]) => !Object.hasOwn(known, name)));
}

function ignoreFile(file: string): string | undefined {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const lines = new Set(text.split(/\r?\n/).map((line) => line.replace(/^\//, "").replace(/\/$/, "")));
  const added = IGNORED.filter((one) => !lines.has(one.replace(/\/$/, "")));
  if (added.length === 0) return undefined;
  return `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${added.join("\n")}\n`;
}
