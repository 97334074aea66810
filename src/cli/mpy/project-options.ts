// The project that a command works on: the plugin's options, from a file that a bundler's configuration can import as well, so
// that both build the same flash.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { OPTION_FLAGS, withFlags } from "../../options/flags.ts";
import { resolveOptions } from "../../options/resolve-options.ts";
import type { ResolvedOptions } from "../../options/resolve-options.ts";
import { absolutePath } from "../../node/files.ts";
import { readJson } from "../../project/json.ts";
import { CommandError } from "./command.ts";
import type { Call, OptionTable } from "./command.ts";

/** The option of every command that works on a project. */
export const PROJECT_OPTIONS: OptionTable = { config: { type: "string", short: "c" } };

/** The same, with an option of the command line for each of the project's. */
export const PROJECT_FLAGS: OptionTable = {
  ...PROJECT_OPTIONS,
  ...Object.fromEntries(OPTION_FLAGS.map(({ name, isList }) => [name, { type: "string" as const, multiple: isList }])),
};

/** Names that are looked for in the working directory, in this order. */
const CONFIG_NAMES = ["js", "mjs", "ts", "json"].map((type) => `micropython.config.${type}`);

export const PROJECT_HELP = `  -c, --config FILE     the project's options, as the plugin takes them: what a module exports as its default, or JSON
                        (default: micropython.config.js, .mjs, .ts or .json here)
`;

const WIDEST = Math.max(...OPTION_FLAGS.map(({ name }) => name.length));
const FLAG_LINES = OPTION_FLAGS.map(({ name, takes, isList }) => {
  return `  --${name.padEnd(WIDEST + 2)}${takes}${isList ? "; may be given again" : ""}\n`;
});

/** What {@link PROJECT_FLAGS} has more. */
export const FLAGS_HELP: string = `
Options of the project, over those of its file, each with a value (docs/options.md says what they mean):

${FLAG_LINES.join("")}
`;

/**
 * The options of the project that `--config` or the working directory names. Its root is the folder of that file.
 * @throws CommandError where there is none or it fails; ProjectError for a wrong option
 */
export async function projectOptions(call: Call): Promise<ResolvedOptions> {
  const flags = Object.fromEntries(OPTION_FLAGS.map(({ name }) => [name, call.value(name)]));
  const hasFlags = Object.values(flags).some((value) => value !== undefined);
  const file = configFile(call.text("config"), hasFlags);
  const options = file === undefined ? {} : await readOptions(file, call.text("config") ?? basename(file));
  const root = file === undefined ? process.cwd() : dirname(file);
  const mode = process.env["NODE_ENV"] === "development" ? "development" : "production";
  // Without a bundler there is no page that could go onto the flash.
  return resolveOptions(withFlags(options, flags), { root, mode, serving: true });
}

/** The file in the working directory that has a project's options, if there is one. */
export function configHere(): string | undefined {
  return CONFIG_NAMES.map((name) => resolve(name)).find((file) => existsSync(file));
}

/** The file of options; undefined where there is none and none is needed. */
function configFile(given: string | undefined, isOptional: boolean): string | undefined {
  if (given !== undefined) {
    const file = resolve(given);
    if (!existsSync(file)) throw new CommandError(`${given}: there is no such file`);
    return file;
  }
  const found = configHere();
  if (found !== undefined || isOptional) return found;
  throw new CommandError(`there is no ${CONFIG_NAMES.join(", ")} in ${process.cwd()}; give --config FILE`);
}

async function readOptions(file: string, name: string): Promise<object> {
  const isJson = file.endsWith(".json");
  const options = isJson ? readJsonOptions(file, name) : await importOptions(file, name);
  if (typeof options === "object" && options !== null && !Array.isArray(options)) return options;
  const what = isJson ? "it is no object" : "its default export is no object";
  throw new CommandError(`${name}: ${what}; give the plugin's options, such as { "entries": "firmware" }`);
}

/** Editors look for the schema of a JSON file in its member `$schema`, which is no option. */
function readJsonOptions(file: string, displayFile: string): unknown {
  const text = readFileSync(file, "utf8");
  const options = readJson({ file: absolutePath(file), displayFile, text }).plain();
  if (typeof options !== "object" || options === null || Array.isArray(options)) return options;
  return Object.fromEntries(Object.entries(options).filter(([member]) => member !== "$schema"));
}

async function importOptions(file: string, name: string): Promise<unknown> {
  const { href } = pathToFileURL(file);
  const onExit = (): void => {
    process.stderr.write(`mpy: ${name}: the process ended before its default export was there\n`);
    process.exitCode = 1;
  };
  process.once("exit", onExit);
  try {
    return await importDefault(file, name);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    if (!(error instanceof Error)) throw new CommandError(`${name}: it throws ${String(error)}`);
    const line = error.name === "SyntaxError" ? syntaxErrorLine(file) : lineAfter(error.stack, href);
    throw new CommandError(`${line === undefined ? name : `${name}:${line}`}: ${error.name}: ${error.message}`);
  } finally {
    process.removeListener("exit", onExit);
  }
}

/** Node reads TypeScript from 22.18 on; before that, jiti does where it is installed, as for other tools' configurations. */
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
  const remedy = isTypeScript
    ? "install jiti (npm install -D jiti), or take Node 22.18 or later"
    : "write .js, .mjs, .ts or .json";
  throw new CommandError(`${name}: Node ${process.versions.node} does not read such files; ${remedy}`);
}

/** Only on standard error Node tells the line of a mistake in a module's syntax. */
function syntaxErrorLine(file: string): string | undefined {
  const { stderr } = spawnSync(process.execPath, ["--check", file], { encoding: "utf8" });
  return lineAfter(stderr, pathToFileURL(file).href) ?? lineAfter(stderr, file);
}

function lineAfter(text: string | undefined, place: string): string | undefined {
  return text?.split(`${place}:`)[1]?.match(/^\d+/)?.[0];
}
