// The project that a command works on: the plugin's options, from a file that a bundler's configuration can import as well, so
// that both build the same flash.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { resolveOptions } from "../../options/resolve-options.ts";
import type { MicroPythonOptions } from "../../options/types.ts";
import type { ResolvedOptions } from "../../options/resolve-options.ts";
import { absolutePath } from "../../node/files.ts";
import { readJson } from "../../project/json.ts";
import { CommandError } from "./command.ts";
import type { Call, OptionTable } from "./command.ts";

/** The option of every command that works on a project. */
export const PROJECT_OPTIONS: OptionTable = { config: { type: "string", short: "c" } };

/** Names that are looked for in the working directory, in this order. */
const CONFIG_NAMES = ["micropython.config.js", "micropython.config.mjs", "micropython.config.json"];

export const PROJECT_HELP = `  -c, --config FILE     the project's options, as the plugin takes them: what a module exports as its default, or JSON
                        (default: micropython.config.js, .mjs or .json here)
`;

/**
 * The options of the project that `--config` or the working directory names. Its root is the folder of that file.
 * @throws CommandError where there is none or it fails; ProjectError for a wrong option
 */
export async function projectOptions(call: Call): Promise<ResolvedOptions> {
  const file = configFile(call.text("config"));
  const name = call.text("config") ?? file.slice(dirname(file).length + 1);
  const options = file.endsWith(".json") ? readOptions(file, name) : await importOptions(file, name);
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    const what = file.endsWith(".json") ? "it is no object" : "its default export is no object";
    throw new CommandError(`${name}: ${what}; give the plugin's options, such as { "entries": "firmware" }`);
  }
  const mode = process.env["NODE_ENV"] === "development" ? "development" : "production";
  // Without a bundler there is no page that could go onto the flash.
  return resolveOptions(options as MicroPythonOptions, { root: dirname(file), mode, serving: true });
}

/** The file in the working directory that has a project's options, if there is one. */
export function configHere(): string | undefined {
  return CONFIG_NAMES.map((name) => resolve(name)).find((file) => existsSync(file));
}

function configFile(given: string | undefined): string {
  if (given !== undefined) {
    const file = resolve(given);
    if (!existsSync(file)) throw new CommandError(`${given}: there is no such file`);
    return file;
  }
  const found = configHere();
  if (found !== undefined) return found;
  throw new CommandError(`there is no ${CONFIG_NAMES.join(", ")} in ${process.cwd()}; give --config FILE`);
}

function readOptions(file: string, displayFile: string): unknown {
  const text = readFileSync(file, "utf8");
  return readJson({ file: absolutePath(file), displayFile, text }).plain();
}

async function importOptions(file: string, name: string): Promise<unknown> {
  const { href } = pathToFileURL(file);
  const onExit = (): void => {
    process.stderr.write(`mpy: ${name}: the process ended before its default export was there\n`);
    process.exitCode = 1;
  };
  process.once("exit", onExit);
  try {
    const module = (await import(href)) as { default?: unknown };
    return module.default;
  } catch (error) {
    if ((error as NodeJS.ErrnoException | undefined)?.code === "ERR_UNKNOWN_FILE_EXTENSION") {
      throw new CommandError(
        `${name}: Node ${process.versions.node} does not read such files; write .js, .mjs or .json`,
      );
    }
    if (!(error instanceof Error)) throw new CommandError(`${name}: it throws ${String(error)}`);
    const line = error.name === "SyntaxError" ? syntaxErrorLine(file) : lineAfter(error.stack, href);
    throw new CommandError(`${line === undefined ? name : `${name}:${line}`}: ${error.name}: ${error.message}`);
  } finally {
    process.removeListener("exit", onExit);
  }
}

/** Only on standard error Node tells the line of a mistake in a module's syntax. */
function syntaxErrorLine(file: string): string | undefined {
  const { stderr } = spawnSync(process.execPath, ["--check", file], { encoding: "utf8" });
  return lineAfter(stderr, pathToFileURL(file).href) ?? lineAfter(stderr, file);
}

function lineAfter(text: string | undefined, place: string): string | undefined {
  return text?.split(`${place}:`)[1]?.match(/^\d+/)?.[0];
}
