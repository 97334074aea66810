// The options of the project that a command works on. They come from a file that a bundler's configuration can import,
// too, so that both build the same flash.

import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { OPTION_FLAGS, withFlags } from "../../options/flags.ts";
import { resolveOptions } from "../../options/resolve-options.ts";
import type { ResolvedOptions } from "../../options/resolve-options.ts";
import { absolutePath } from "../../node/files.ts";
import { readJson } from "../../project/json.ts";
import { CommandError } from "./command.ts";
import type { Call, OptionTable } from "./command.ts";
import {
  configFailed,
  configNotLoadable,
  configIsNoObject,
  configThrew,
  folderNotFile,
  noConfig,
  noFile,
} from "../messages.ts";

/** The option of every command that works on a project. */
export const PROJECT_OPTIONS: OptionTable = { config: { type: "string", short: "c" } };

/** {@link PROJECT_OPTIONS}, and a flag for each option of the project. */
export const PROJECT_FLAGS: OptionTable = {
  ...PROJECT_OPTIONS,
  ...Object.fromEntries(OPTION_FLAGS.map(({ name, isList }) => [name, { type: "string" as const, multiple: isList }])),
};

/** Names of configuration files in the working directory, in this order. */
const CONFIG_NAMES = ["js", "mjs", "cjs", "ts", "mts", "cts", "json"].map((type) => `micropython.config.${type}`);

export const PROJECT_HELP = `  -c, --config FILE     file of the plugin's options: JSON, or a module with a default export
                        (default: micropython.config.js, .mjs, .cjs, .ts, .mts, .cts or .json here)
`;

const WIDEST = Math.max(...OPTION_FLAGS.map(({ name }) => name.length));
const FLAG_LINES = OPTION_FLAGS.map(({ name, takes, isList }) => {
  return `  --${name.padEnd(WIDEST + 2)}${takes}${isList ? "; may be repeated" : ""}\n`;
});

/** Help for the additional flags of {@link PROJECT_FLAGS}. */
export const FLAGS_HELP: string = `
Options of the project, which override those of its file. docs/options.md describes them.

${FLAG_LINES.join("")}
`;

/** A paragraph about the same flags, for commands that need them rarely. */
export const FLAGS_NOTE = `Options of the project, such as --flash.size 848K, override those of its file. mpy build --help lists them.
`;

/**
 * The project's options, from the file that `--config` names or the one in the working directory. The project root is
 * the file's folder.
 * @throws CommandError if there is no file or it fails; ProjectError for a wrong option
 */
export async function projectOptions(call: Call): Promise<ResolvedOptions> {
  const flags = Object.fromEntries(OPTION_FLAGS.map(({ name }) => [name, call.value(name)]));
  const hasFlags = Object.values(flags).some((value) => value !== undefined);
  const file = configFile(call.text("config"), hasFlags);
  const options = file === undefined ? {} : await readOptions(file, call.text("config") ?? basename(file));
  const root = file === undefined ? process.cwd() : dirname(file);
  const mode = process.env["NODE_ENV"] === "development" ? "development" : "production";
  // Without a bundler there is no page for the flash.
  return resolveOptions(withFlags(options, flags), { root, mode, serving: true });
}

/** The configuration file in the working directory, if there is one. */
export function configHere(): string | undefined {
  return CONFIG_NAMES.map((name) => resolve(name)).find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

/** The configuration file; undefined if there is none and none is needed. */
function configFile(given: string | undefined, isOptional: boolean): string | undefined {
  if (given !== undefined) {
    const file = resolve(given);
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) throw new CommandError(noFile(given));
    if (found.isDirectory()) throw new CommandError(folderNotFile(given));
    return file;
  }
  const found = configHere();
  if (found !== undefined || isOptional) return found;
  throw new CommandError(noConfig(process.cwd(), CONFIG_NAMES));
}

async function readOptions(file: string, name: string): Promise<object> {
  const isJson = file.endsWith(".json");
  const options = isJson ? readJsonOptions(file, name) : await importOptions(file, name);
  if (typeof options === "object" && options !== null && !Array.isArray(options)) return options;
  throw new CommandError(configIsNoObject(name, isJson));
}

/** Reads a JSON file. Its member `$schema` is for editors, and is not an option. */
function readJsonOptions(file: string, displayFile: string): unknown {
  const text = readFileSync(file, "utf8");
  const options = readJson({ file: absolutePath(file), displayFile, text }).plain();
  if (typeof options !== "object" || options === null || Array.isArray(options)) return options;
  return Object.fromEntries(Object.entries(options).filter(([member]) => member !== "$schema"));
}

async function importOptions(file: string, name: string): Promise<unknown> {
  const { href } = pathToFileURL(file);
  const onExit = (): void => {
    process.stderr.write(`mpy: ${name}: the process ended before the module had finished loading\n`);
    process.exitCode = 1;
  };
  process.once("exit", onExit);
  try {
    return await importDefault(file, name);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    if (!(error instanceof Error)) throw new CommandError(configThrew(name, error));
    const line = error.name === "SyntaxError" ? syntaxErrorLine(file) : lineAfter(error.stack, href);
    throw new CommandError(configFailed(line === undefined ? name : `${name}:${line}`, error));
  } finally {
    process.removeListener("exit", onExit);
  }
}

/** Imports a module's default export. Node loads TypeScript since 22.18; before that, jiti does, if it is installed. */
async function importDefault(file: string, name: string): Promise<unknown> {
  try {
    const module = (await import(pathToFileURL(file).href)) as { default?: unknown };
    return module.default;
  } catch (error) {
    if ((error as NodeJS.ErrnoException | undefined)?.code !== "ERR_UNKNOWN_FILE_EXTENSION") throw error;
  }
  const isTypeScript = /\.[cm]?ts$/.test(file);
  const jiti = isTypeScript ? await import("jiti").catch(() => undefined) : undefined;
  if (jiti !== undefined) return jiti.createJiti(import.meta.url).import(file, { default: true });
  throw new CommandError(configNotLoadable(name, process.versions.node, isTypeScript));
}

/** The line of a syntax error in a module, which Node prints on standard error only. */
function syntaxErrorLine(file: string): string | undefined {
  const { stderr } = spawnSync(process.execPath, ["--check", file], { encoding: "utf8" });
  return lineAfter(stderr, pathToFileURL(file).href) ?? lineAfter(stderr, file);
}

function lineAfter(text: string | undefined, place: string): string | undefined {
  return text?.split(`${place}:`)[1]?.match(/^\d+/)?.[0];
}
