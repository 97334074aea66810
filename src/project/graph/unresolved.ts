// An import of what nothing provides, told so that people can act on it: where it stands, what has nearly that name, and which
// ways there are to get it.

import { CIRCUITPYTHON_LIBRARIES } from "../builtins/circuitpython-boards.ts";
import { libraryPackages } from "../builtins/packages.ts";
import { words } from "../builtins/ports.ts";
import { CPYTHON_ONLY, TYPING_MODULES } from "../builtins/standard-library.ts";
import { codeFrame } from "../../diagnostics/code-frame.ts";
import { lineRange, lineText } from "../../diagnostics/location.ts";
import type { Problem } from "../problem.ts";
import type { PlacedFile } from "./device-files.ts";
import { isModuleFile } from "./device-files.ts";
import { nearestNames } from "../../diagnostics/nearest.ts";
import type { MissingImport, Resolver } from "./resolver.ts";

/** What the advice is made from. */
export interface Advice {
  readonly resolver: Resolver;
  /** A file as people know it. */
  readonly display: (file: string) => string;
  /** Ways to get a module from elsewhere, for its first name: a line for the hint; undefined for none. */
  readonly suggest: (name: string) => string | undefined;
  /** A file or folder of the project that is called so and lies near a file, but is not found there; undefined for none. */
  readonly near: (file: string, name: string) => NearFile | undefined;
}

/** A source of the project that an import may mean, and does not find. */
export interface NearFile {
  /** As people know it. */
  readonly path: string;
  /** The name that it can be imported by; undefined where it lies outside of the source roots. */
  readonly name: string | undefined;
  /** The folder to be added to the source roots, as people know it. */
  readonly folder: string;
}

/** The problem behind a missing import of `file`, whose source is given. */
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

/** Whether the line of an import says that the import is all right: `# micropython: ignore`. */
export function isIgnored(source: Uint8Array, line: number): boolean {
  return /#\s*micropython:\s*ignore\b/.test(lineText(source, line) ?? "");
}

/** More places of one problem are listed up to here. */
const LISTED_PLACES = 5;

/** One problem for a module that is missing in several places; `others` are the places but for the first. */
export function withPlaces(problem: Problem, others: readonly string[]): Problem {
  if (others.length === 0) return problem;
  const more = others.length - LISTED_PLACES;
  const listed = others.slice(0, LISTED_PLACES).join(", ") + (more > 0 ? ` and ${more} more` : "");
  return { ...problem, hint: [`Also imported at ${listed}.`, problem.hint].join("\n") };
}

/** The line at the end that counts missing modules; undefined where there is but one. */
export function missingSummary(modules: number, imports: number): Problem | undefined {
  if (modules < 2) return undefined;
  return {
    summary: `${modules} modules are missing, in ${imports} imports`,
    hint: 'The option unresolved makes warnings of some or all of them: { "startup.*": "warn" }.',
  };
}

function summaryOf({ name, wanted = name, reason }: MissingImport, { resolver: { firmware } }: Advice): string {
  if (reason === "beyond-top") return `the relative import of "${name}" leads out of all packages`;
  const boards = firmware.boardsWith(name);
  if (boards.length > 0) {
    const only = `frozen in some boards of port ${firmware.port} only (${someOf(boards)})`;
    return `no module named "${name}": it is ${only}, not in ${firmware.board}`;
  }
  // What any firmware can take from micropython-lib is no matter of the port.
  const isPorts = firmware.port !== undefined && (firmware.isCircuitPython || libraryPackages(wanted).length === 0);
  const ports = isPorts ? firmware.portsWith(name) : [];
  if (ports.length === 0) return `no module named "${name}"`;
  const several = ports.length === 1 ? `port ${ports[0]}` : `ports ${ports.join(", ")}`;
  return `no module named "${name}": it is a module of ${several}, and the target is ${firmware.port}`;
}

/** Names in a list that is not too long. */
function someOf(names: readonly string[]): string {
  const listed = names.slice(0, 3).join(", ");
  return names.length > 3 ? `${listed} and ${names.length - 3} more` : listed;
}

function hintOf(missing: MissingImport, file: string, advice: Advice): string {
  const { name, reason } = missing;
  const { resolver, display, suggest } = advice;
  if (reason === "beyond-top") {
    return "The device counts the dots from the module's own package. Import the module by its whole name.";
  }
  const parent = name.slice(0, name.lastIndexOf("."));
  if (reason === "not-a-package")
    return `"${parent}" is a module, not a package: nothing can be imported from inside it.`;
  const lines: string[] = [];
  const hidden = resolver.hiddenBy(name);
  if (hidden.length > 0) {
    const others = hidden.map(({ file: { file: other } }) => display(other)).join(", ");
    const top = name.split(".", 1)[0]!;
    lines.push(`There is ${others}, but the device looks for "${top}" only where it finds it first.`);
  }
  const [top = name] = name.split(".", 1);
  if (TYPING_MODULES.has(top)) {
    return `Only type checkers need ${top}: import it in a try with "except ImportError", or under "if TYPE_CHECKING:".`;
  }
  lines.push(...projectSources(missing, file, advice), ...librariesWith(missing, resolver.firmware.isCircuitPython));
  const isOtherBoards = resolver.firmware.boardsWith(name).length > 0;
  if (!isOtherBoards && lines.length === 0 && resolver.firmware.portsWith(name).length > 0) {
    lines.push("In a branch for that port it may be imported: if sys.platform == …");
  } else if (CPYTHON_ONLY.has(top)) {
    lines.push(`${top} is a module of CPython, and MicroPython has none.`);
  } else if (!isOtherBoards && lines.length === 0) {
    const near = nearestNames(name, knownNames(resolver));
    if (near.length > 0) lines.push(`Nearest: ${near.join(", ")}.`);
  }
  const suggestion = name.includes(".") ? undefined : suggest(name);
  if (suggestion !== undefined) lines.push(suggestion);
  if (lines.length === 0) lines.push("Add the folder or package that has it to the option libraries.");
  lines.push(
    'If the firmware brings it, name it in firmware.modules; if it may be missing, import it in a try with "except ImportError", ' +
      'or end the line with "# micropython: ignore".',
  );
  return lines.join("\n");
}

/** Where the project itself has a module. */
function projectSources({ name, wanted = name }: MissingImport, file: string, { near }: Advice): string[] {
  const found = near(file, wanted) ?? near(file, name);
  if (found === undefined) return [];
  if (found.name !== undefined) {
    return [`There is ${found.path}: import it as ${found.name}, or add "${found.folder}" to sourceRoots.`];
  }
  return [`There is ${found.path}, outside of the source roots: add "${found.folder}" to sourceRoots.`];
}

/** Which packages from elsewhere have a module. */
function librariesWith({ name, wanted = name }: MissingImport, isCircuitPython: boolean): string[] {
  if (isCircuitPython) {
    const [top] = name.split(".", 1);
    const isAdafruits = Object.values(CIRCUITPYTHON_LIBRARIES).some((modules) => words(modules).has(top!));
    if (!isAdafruits && !top!.startsWith("adafruit_")) return [];
    return [
      `A library bundle may have it: libraries: [{ circup: "${top}", bundle: "…" }], with the folder of the unpacked bundle.`,
    ];
  }
  const packages = libraryPackages(wanted);
  if (packages.length === 0) return [];
  const [first] = packages;
  const which = packages.length === 1 ? `the package ${first}` : `the packages ${packages.join(", ")}`;
  return [`micropython-lib has it in ${which}: mpy install ${first}, and libraries: [{ mip: "${first}" }].`];
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

/** Where a name stands on a line; where it does not, where the line's text begins. Offsets are bytes. */
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
