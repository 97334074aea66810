// An import of what nothing provides, told so that people can act on it: where it stands, what has nearly that name, and which
// ways there are to get it.

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
  const problem: Problem = { summary: summaryOf(missing), file: file.file, displayFile, hint: hintOf(missing, advice) };
  if (line === 0 || found === undefined || !file.file.endsWith(".py")) return problem;
  const { start, end, column, text } = found;
  return { ...problem, line, column, sourceLine: text, frame: codeFrame(source, line, start, end) };
}

function summaryOf({ name, reason }: MissingImport): string {
  if (reason === "beyond-top") return `the relative import of "${name}" leads out of all packages`;
  return `no module named "${name}"`;
}

function hintOf({ name, reason }: MissingImport, { resolver, display, suggest }: Advice): string {
  if (reason === "beyond-top") {
    return "The device counts the dots from the module's own package. Import the module by its whole name.";
  }
  const parent = name.slice(0, name.lastIndexOf("."));
  if (reason === "not-a-package")
    return `"${parent}" is a module, not a package: nothing can be imported from inside it.`;
  const lines: string[] = [];
  const hidden = resolver.hiddenBy(name);
  if (hidden.length > 0) {
    const others = hidden.map(({ file }) => display(file.file)).join(", ");
    const top = name.split(".", 1)[0]!;
    lines.push(`There is ${others}, but the device looks for "${top}" only where it finds it first.`);
  }
  const near = nearestNames(name, knownNames(resolver));
  if (near.length > 0) lines.push(`Nearest: ${near.join(", ")}.`);
  const suggestion = name.includes(".") ? undefined : suggest(name);
  if (suggestion !== undefined) lines.push(suggestion);
  if (lines.length === 0) lines.push("Add the folder or package that has it to the option libraries.");
  lines.push(
    'If the firmware brings it, name it in firmware.modules; if it may be missing, import it in a try with "except ImportError".',
  );
  return lines.join("\n");
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
