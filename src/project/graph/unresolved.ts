// The problem of an unresolved import: its place, similar names, and the sources from which the module is available.

import { CIRCUITPYTHON_LIBRARIES } from "../builtins/circuitpython-boards.ts";
import { libraryPackages } from "../builtins/packages.ts";
import { words } from "../builtins/ports.ts";
import { CPYTHON_ONLY, TYPING_MODULES } from "../builtins/standard-library.ts";
import { codeFrame } from "../../diagnostics/code-frame.ts";
import { lineRange, lineText } from "../../diagnostics/location.ts";
import { wrongPart } from "../checks/names.ts";
import type { Problem } from "../problem.ts";
import type { PlacedFile } from "./device-files.ts";
import { isModuleFile } from "./device-files.ts";
import { printableText } from "../../diagnostics/printable.ts";
import { nearestNames } from "../../diagnostics/nearest.ts";
import { isCircuitPythonModule } from "../builtins/circuitpython.ts";
import { knownBuiltins } from "../builtins/builtins.ts";
import { parentPath } from "../paths.ts";
import type { Firmware } from "./firmware.ts";
import type { MissingImport, Resolver } from "./resolver.ts";
import {
  ADD_LIBRARY,
  alsoImportedAt,
  COUNTED_DOTS,
  hiddenByFirst,
  IMPORT_IN_BRANCH,
  importBeyondTop,
  missingInLibraries,
  inLibraryBundle,
  inMicropythonLib,
  missingModules,
  MODULE_MAY_BE_MISSING,
  moduleBesideImporter,
  moduleOfOtherBoards,
  moduleOfOtherName,
  moduleOfOtherPorts,
  moduleOutsideRoots,
  nearest,
  noModule,
  notAPackage,
  onlyForTypeCheckers,
  onlyInCircuitPython,
  onlyInCPython,
  onlyInMicroPython,
} from "../messages.ts";

/** The inputs of the advice. */
export interface Advice {
  readonly resolver: Resolver;
  /** A file's name in messages. */
  readonly display: (file: string) => string;
  /** A line for the hint about where else to get a module, by its first name; undefined for none. */
  readonly suggest: (name: string) => string | undefined;
  /**
   * A file or folder of the project near a file, with the right name but outside the search path; undefined for none.
   */
  readonly near: (file: string, name: string) => NearFile | undefined;
}

/** A source of the project that an import may refer to but does not find. */
export interface NearFile {
  /** Its name in messages. */
  readonly path: string;
  /** Its module name; undefined if it is outside the source roots. */
  readonly name: string | undefined;
  /** The folder to add to the source roots, as in messages. */
  readonly folder: string;
}

/** The problem of a missing import in `file`, whose source is given. */
export function unresolvedProblem(
  { file }: PlacedFile,
  source: Uint8Array,
  missing: MissingImport,
  advice: Advice,
): Problem {
  const { name, line } = missing;
  const written = name.replace(/^\.+/, "");
  const found = findIn(source, line, written.slice(written.lastIndexOf(".") + 1) || ".");
  const displayFile = advice.display(file.file);
  const hint = hintOf(missing, file.file, advice);
  const problem: Problem = { summary: summaryOf(missing, advice), file: file.file, displayFile, hint };
  if (line === 0 || found === undefined || !file.file.endsWith(".py")) return problem;
  const { start, end, column, text } = found;
  return { ...problem, line, column, sourceLine: text, frame: codeFrame(source, line, start, end) };
}

/** Whether the line of an import ends with `# micropython: ignore`. */
export function isIgnored(source: Uint8Array, line: number): boolean {
  return /#\s*micropython:\s*ignore\b/.test(lineText(source, line) ?? "");
}

/** Maximum number of further places in one problem. */
const LISTED_PLACES = 5;

/** One problem for a module that is missing in several places. `others` are the places after the first. */
export function withPlaces(problem: Problem, others: readonly string[]): Problem {
  if (others.length === 0) return problem;
  const more = others.length - LISTED_PLACES;
  return { ...problem, hint: [alsoImportedAt(others.slice(0, LISTED_PLACES), more), problem.hint].join("\n") };
}

/** Advice that fits any missing module. */
const COMMON_ADVICE: ReadonlySet<string> = new Set([ADD_LIBRARY, MODULE_MAY_BE_MISSING]);

/** The problems with advice that fits all of them in the first only. */
export function withAdviceOnce(problems: readonly Problem[]): Problem[] {
  const given = new Set<string>();
  return problems.map(({ hint, ...problem }) => {
    const lines = hint?.split("\n").filter((line) => !given.has(line)) ?? [];
    for (const line of lines) if (COMMON_ADVICE.has(line)) given.add(line);
    return lines.length === 0 ? problem : { ...problem, hint: lines.join("\n") };
  });
}

/** The warning about modules that only functions of libraries import, with the places of each. */
export function missingInFunctions(
  modules: readonly { readonly name: string; readonly places: readonly string[] }[],
): string {
  return printableText(missingInLibraries(modules));
}

/** The final line with the number of missing modules; undefined for a single one. */
export function missingSummary(names: readonly string[], imports: number): Problem | undefined {
  return names.length < 2 ? undefined : missingModules(names, imports);
}

function summaryOf({ name, wanted = name, reason }: MissingImport, { resolver: { firmware } }: Advice): string {
  if (reason === "beyond-top") return importBeyondTop(name);
  const boards = firmware.boardsWith(name);
  if (boards.length > 0) return moduleOfOtherBoards(name, firmware.port!, boards, firmware.board!);
  // A module that micropython-lib has for any firmware does not depend on the port.
  const isPorts = firmware.port !== undefined && (firmware.isCircuitPython || libraryPackages(wanted).length === 0);
  const ports = isPorts ? firmware.portsWith(name) : [];
  return ports.length === 0 ? noModule(name) : moduleOfOtherPorts(name, ports, firmware.port!);
}

/** Hints at a module that CircuitPython has and MicroPython lacks, or the other way round. */
function otherFirmwares(name: string, firmware: Firmware): string[] {
  if (firmware.isKnown(name)) return [];
  if (firmware.isCircuitPython) return knownBuiltins().isKnown(name) ? [onlyInMicroPython(name)] : [];
  return isCircuitPythonModule(name) ? [onlyInCircuitPython(name), ADD_LIBRARY] : [];
}

function hintOf(missing: MissingImport, file: string, advice: Advice): string {
  const { name, reason } = missing;
  const { resolver, display, suggest } = advice;
  if (reason === "beyond-top") return [...besideImporter(missing, file, advice), COUNTED_DOTS].join("\n");
  const parent = name.slice(0, name.lastIndexOf("."));
  if (reason === "not-a-package") return notAPackage(parent);
  const lines: string[] = [];
  const hidden = resolver.hiddenBy(name);
  if (hidden.length > 0) {
    const others = hidden.map(({ file: { file: other } }) => display(other));
    lines.push(hiddenByFirst(others, name.split(".", 1)[0]!));
  }
  const [top = name] = name.split(".", 1);
  if (TYPING_MODULES.has(top)) return onlyForTypeCheckers(top);
  lines.push(...projectSources(missing, file, advice), ...librariesWith(missing, resolver.firmware.isCircuitPython));
  const isOtherBoards = resolver.firmware.boardsWith(name).length > 0;
  if (!isOtherBoards && lines.length === 0 && resolver.firmware.portsWith(name).length > 0) {
    lines.push(IMPORT_IN_BRANCH);
  } else if (CPYTHON_ONLY.has(name)) {
    lines.push(onlyInCPython(name));
  } else if (!isOtherBoards && lines.length === 0) {
    lines.push(...otherFirmwares(name, resolver.firmware));
    const near = lines.length > 0 ? [] : nearestNames(name, knownNames(resolver));
    if (near.length > 0) lines.push(nearest(near));
  }
  const suggestion = name.includes(".") ? undefined : suggest(name);
  if (suggestion !== undefined) lines.push(suggestion);
  if (lines.length === 0) lines.push(ADD_LIBRARY);
  lines.push(MODULE_MAY_BE_MISSING);
  return lines.join("\n");
}

/** Hints at the module in the project itself. */
function projectSources({ name, wanted = name }: MissingImport, file: string, { near }: Advice): string[] {
  const found = near(file, wanted) ?? near(file, name);
  if (found === undefined) return [];
  const { path, name: own, folder } = found;
  if (own === undefined) return [moduleOutsideRoots(path, folder)];
  return [moduleOfOtherName(path, wrongPart(own) === undefined ? own : undefined, folder)];
}

/** A hint at the file that `from .x import y` means if the importing file's folder is a package. */
function besideImporter({ name }: MissingImport, file: string, { near, display }: Advice): string[] {
  const relative = name.slice(1);
  const folder = parentPath(file);
  if (relative === "" || relative.startsWith(".")) return [];
  const found = near(file, relative);
  const root = display(parentPath(folder)) || ".";
  // The folder that would be the source root may lie outside of the project.
  if (found === undefined || found.folder !== display(folder) || root.startsWith("..")) return [];
  return [moduleBesideImporter(found.path, root)];
}

/** Hints at packages that contain the module. */
function librariesWith({ name, wanted = name }: MissingImport, isCircuitPython: boolean): string[] {
  if (isCircuitPython) {
    const [top] = name.split(".", 1);
    const isAdafruits = Object.values(CIRCUITPYTHON_LIBRARIES).some((modules) => words(modules).has(top!));
    if (!isAdafruits && !top!.startsWith("adafruit_")) return [];
    return [inLibraryBundle(top!)];
  }
  const packages = libraryPackages(wanted);
  return packages.length === 0 ? [] : [inMicropythonLib(packages)];
}

function knownNames(resolver: Resolver): Set<string> {
  const names = new Set(resolver.firmware.names());
  for (const tree of resolver.files.trees) {
    for (const { relative } of tree.files()) {
      if (isModuleFile(relative)) names.add(relative.replace(/(?:\/__init__)?\.m?py$/, "").replaceAll("/", "."));
    }
  }
  return names;
}

/** Finds a name on a line, or else the start of the line's text. Offsets are bytes. */
function findIn(
  source: Uint8Array,
  line: number,
  name: string,
): { start: number; end: number; column: number; text: string } | undefined {
  const range = lineRange(source, line);
  const text = lineText(source, line);
  if (range === undefined || text === undefined) return undefined;
  const afterImport = Math.max(text.search(/\b(?:import|from)\b|__import__/), 0);
  const word = new RegExp(`(?<![\\p{L}\\p{N}_])${escape(name)}(?![\\p{L}\\p{N}_])`, "u");
  const at = text.slice(afterImport).search(word);
  const index = at < 0 ? text.search(/\S|$/) : afterImport + at;
  const length = at < 0 ? 1 : name.length;
  const encoder = new TextEncoder();
  const start = range.start + encoder.encode(text.slice(0, index)).length;
  const end = start + encoder.encode(text.slice(index, index + length)).length;
  return { start, end, column: Array.from(text.slice(0, index)).length + 1, text };
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
