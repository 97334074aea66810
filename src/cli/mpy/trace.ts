// mpy trace: prints a board's log with tracebacks mapped to the project's sources.

import { createReadStream, existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { mappedText, TracebackMapper } from "../../device/mapped-traceback.ts";
import type { MappedTraceback } from "../../device/mapped-traceback.ts";
import { TracebackReader } from "../../device/traceback.ts";
import type { OutputPiece } from "../../device/traceback.ts";
import { absolutePath } from "../../node/files.ts";
import type { Manifest } from "../../project/manifest.ts";
import { parseSourceLines, SOURCE_LINES_ASSET, withLines } from "../../project/source-lines.ts";
import type { SourceMap } from "../../project/source-lines.ts";
import { tracedProject } from "../../engine/deployable.ts";
import { CommandError, UsageError } from "./command.ts";
import type { Call, Command } from "./command.ts";
import { readInput } from "./files.ts";
import { buildProject } from "./project-build.ts";
import { PROJECT_HELP, PROJECT_OPTIONS, projectOptions } from "./project-options.ts";
import {
  fileFault,
  giveOnly,
  noBuildManifest,
  noFile,
  noJson,
  noSourceLines,
  ROOT_WITHOUT_MANIFEST,
} from "../messages.ts";

/** Milliseconds without input after which an incomplete line is printed. */
const IDLE_MS = 50;

export const command: Command = {
  help: `[options] [LOG]

Copies a board's output from standard input, or from the file LOG, to standard output. In tracebacks it replaces paths and lines of the
board by those of the project's sources ("app/net.py" becomes "firmware/app/net.py"), and shows the code around the innermost line. For
modules without line numbers it gives the line if the source leaves only one.

      --manifest FILE   manifest of the build on the board (default: the project is built from its present sources)
      --root DIR        with --manifest, the folder of the manifest's relative paths (default: the working directory)
${PROJECT_HELP}`,
  options: { ...PROJECT_OPTIONS, manifest: { type: "string" }, root: { type: "string" } },
  async run(call) {
    if (call.files.length > 1) throw new UsageError(giveOnly(call.files[1]!, "one log"));
    const mapper = await mapperOf(call);
    const found: MappedTraceback[] = [];
    const write = (pieces: readonly OutputPiece[]): void => {
      for (const piece of pieces) {
        if (piece.kind === "traceback") found.push(mapper.map(piece.traceback));
        if (!call.json) call.print(piece.kind === "text" ? piece.text : mappedText(found.at(-1)!));
      }
    };
    await readLog(call.files[0], write);
    if (call.json) call.printJson(found);
    return 0;
  },
};

async function readLog(file: string | undefined, write: (pieces: readonly OutputPiece[]) => void): Promise<void> {
  const reader = new TracebackReader();
  const input = file === undefined || file === "-" ? process.stdin : createReadStream(file);
  input.setEncoding("utf8");
  let idle: NodeJS.Timeout | undefined;
  try {
    for await (const chunk of input) {
      clearTimeout(idle);
      write(reader.push(String(chunk)));
      idle = setTimeout(() => write(reader.idle()), IDLE_MS);
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const name = file ?? "-";
    throw new CommandError(code === "ENOENT" ? noFile(name) : fileFault(name, message));
  } finally {
    clearTimeout(idle);
  }
  write(reader.end());
}

async function mapperOf(call: Call): Promise<TracebackMapper> {
  const manifest = call.text("manifest");
  if (manifest !== undefined) {
    const { lines, names } = readSourceMap(join(dirname(manifest), SOURCE_LINES_ASSET));
    const modules = withLines(readManifest(manifest), lines);
    return new TracebackMapper({ modules, names, read: reader(resolve(call.text("root") ?? ".")) });
  }
  if (call.text("root") !== undefined) throw new UsageError(ROOT_WITHOUT_MANIFEST);
  const options = await projectOptions(call);
  const { snapshot } = buildProject(options);
  return new TracebackMapper(tracedProject(snapshot, options.root));
}

function reader(root: string): (source: string) => Uint8Array | undefined {
  return (source) => {
    try {
      return new Uint8Array(readFileSync(absolutePath(root, source)));
    } catch {
      return undefined;
    }
  };
}

/** The source-lines.json that a build writes with `sourceLines: "map"` or `mangle`; empty if there is no such file. */
function readSourceMap(file: string): SourceMap {
  if (!existsSync(file)) return { lines: new Map(), names: new Map() };
  const map = parseSourceLines(new TextDecoder().decode(readInput(file)));
  if (map === undefined) throw new CommandError(noSourceLines(file));
  return map;
}

function readManifest(file: string): Manifest["modules"] {
  const text = new TextDecoder().decode(readInput(file));
  let manifest: Partial<Manifest> | null;
  try {
    manifest = JSON.parse(text) as Partial<Manifest> | null;
  } catch (error) {
    throw new CommandError(noJson(file, (error as Error).message));
  }
  const modules = manifest?.modules;
  const isList =
    Array.isArray(modules) && modules.every((one) => typeof one?.path === "string" && typeof one.name === "string");
  if (!isList) throw new CommandError(noBuildManifest(file));
  return modules;
}
