// Bundles several modules into one file, like Rollup's scope hoisting: the source of a module replaces the first import
// that runs it, and its globals become globals of the importing module. One file has one table of names, and needs
// fewer blocks.
//
// A module is hoisted only if the program cannot notice: all imports of it are at the top of modules in the same
// bundle, every use of it is `module.name` for a name that it binds, and nothing reads sys.modules. Other modules stay
// separate files, and the report has the reason. A map gives the original file and line of each line of the new source.

import type { NamesInUse } from "../program/names-in-use.ts";
import type { Analysed, Program } from "../program/modules.ts";
import type { Item } from "../program/facts.ts";
import type { Edit } from "../source/edits.ts";
import { applyEdits } from "../source/edits.ts";
import type { LeftAlone } from "../report.ts";
import { findHosts } from "./hosts.ts";
import { nameVariables, type VariableNames } from "./variables.ts";

/** Consecutive lines of a bundled source that come from one file. */
export interface LineRun {
  /** First line in the bundle, 1-based. */
  readonly start: number;
  readonly path: string;
  /** The line in that file for `start`. */
  readonly line: number;
}

/** A module that other modules are bundled into. */
export interface Bundle {
  readonly host: Analysed;
  /** The bundled modules, in the order in which they run. */
  readonly hoisted: readonly Analysed[];
  readonly source: Uint8Array;
  readonly lines: readonly LineRun[];
}

/** Bundles modules. */
export function bundleModules(program: Program, names: NamesInUse): { bundles: Bundle[]; leftAlone: LeftAlone[] } {
  const { hosts, reasons } = findHosts(program, names);
  const groups = new Map<Analysed, Analysed[]>();
  for (const [one, host] of hosts) {
    const group = groups.get(host);
    if (group === undefined) groups.set(host, [one]);
    else group.push(one);
  }
  const bundles: Bundle[] = [];
  for (const [host, hoisted] of groups) {
    const variables = nameVariables(program, [host, ...hoisted]);
    if (typeof variables === "string") {
      for (const one of hoisted) reasons.set(one, variables);
    } else {
      bundles.push(new Bundler(program, host, new Set(hoisted), variables).bundle());
    }
  }
  const leftAlone = [...reasons].map(([one, reason]) => ({
    path: one.module.path,
    what: "bundle: it stays a separate file",
    reason,
  }));
  return { bundles, leftAlone };
}

/** A part of a source, with its original file and line. */
interface Chunk {
  readonly text: Uint8Array;
  readonly path: string;
  readonly line: number;
}

const NEWLINE = 10;
const encoder = new TextEncoder();

class Bundler {
  private readonly program: Program;
  private readonly host: Analysed;
  private readonly hoisted: ReadonlySet<Analysed>;
  private readonly variables: VariableNames;
  private readonly done = new Set<Analysed>();
  private readonly chunks: Chunk[] = [];

  constructor(program: Program, host: Analysed, hoisted: ReadonlySet<Analysed>, variables: VariableNames) {
    this.program = program;
    this.host = host;
    this.hoisted = hoisted;
    this.variables = variables;
  }

  bundle(): Bundle {
    this.put(this.host);
    const { source, lines } = joinChunks(this.chunks);
    const hoisted = [...this.done].filter((one) => one !== this.host);
    return { host: this.host, hoisted, source, lines };
  }

  /** Adds a module's source, in which hoisted modules replace the imports that run them first. */
  private put(one: Analysed): void {
    this.done.add(one);
    const { facts } = one;
    const statements = importStatements(one);
    const edits = this.variables.edits(one);
    let done = 0;
    for (const { range, items } of statements) {
      const inner = items.filter((item) => this.isHoisted(one, item));
      const isRenamed = items.some((item) => this.variables.nameOf(one, item.imported!.bound) !== item.imported!.bound);
      // Relative imports have another meaning in the host.
      const isRelative = one !== this.host && items.some((item) => item.imported!.level > 0);
      if (inner.length === 0 && !isRenamed && !isRelative) continue;
      this.cut(one, edits, done, range.start);
      for (const item of items) {
        if (inner.includes(item)) this.putImport(one, item);
        else this.chunks.push(this.chunkAt(one, range.start, `${this.importText(one, item)}\n`));
      }
      done = range.end;
    }
    this.cut(one, edits, done, facts.source.length);
  }

  private isHoisted(one: Analysed, item: Item): boolean {
    const loaded = this.program.loadedModules(one.module, item.imported!);
    return loaded.length > 0 && loaded.every((module) => this.hoisted.has(module) || module === this.host);
  }

  private putImport(one: Analysed, item: Item): void {
    const fact = item.imported!;
    for (const module of this.program.loadedModules(one.module, fact)) if (!this.done.has(module)) this.put(module);
    const target = this.program.importedModule(one.module, fact);
    if (fact.name === undefined || target === undefined || !target.facts.bindings.has(fact.name)) return;
    const from = this.variables.nameOf(target, fact.name);
    const to = this.variables.nameOf(one, fact.bound);
    if (from !== to) this.chunks.push(this.chunkAt(one, item.range.start, `${to} = ${from}\n`));
  }

  /** An import of a module that is not hoisted, with the host's names. */
  private importText(one: Analysed, item: Item): string {
    const fact = item.imported!;
    const { module, level, name, bound, hasAs } = fact;
    const to = this.variables.nameOf(one, bound);
    if (name === undefined) return hasAs || to !== bound ? `import ${module} as ${to}` : `import ${module}`;
    const isMoved = level > 0 && one !== this.host;
    const from = isMoved ? this.program.absoluteNames(one.module, fact)[0]! : `${".".repeat(level)}${module}`;
    return `from ${from} import ${name}${to === name ? "" : ` as ${to}`}`;
  }

  private chunkAt(one: Analysed, start: number, text: string): Chunk {
    return { text: encoder.encode(text), path: one.module.path, line: lineOf(one.facts.source, start) };
  }

  /** Adds the bytes from `start` to `end` of a module's source, with edits. They end at a line end. */
  private cut(one: Analysed, edits: readonly Edit[], start: number, end: number): void {
    if (start >= end) return;
    const { source } = one.facts;
    const inside = edits.filter((edit) => edit.start >= start && edit.end <= end);
    const moved = inside.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    let text = applyEdits(source.subarray(start, end), moved);
    if (text.at(-1) !== NEWLINE) text = concat([text, Uint8Array.of(NEWLINE)]);
    this.chunks.push({ text, path: one.module.path, line: lineOf(source, start) });
  }
}

/** The import statements of a module's body, each with the names that it imports. */
function importStatements(one: Analysed): { range: Item["range"]; items: Item[] }[] {
  const found = new Map<number, { range: Item["range"]; items: Item[] }>();
  for (const item of one.facts.items) {
    if (item.imported === undefined || !item.isUnconditional) continue;
    const known = found.get(item.range.start);
    if (known === undefined) found.set(item.range.start, { range: item.range, items: [item] });
    else known.items.push(item);
  }
  return [...found.values()].toSorted((a, b) => a.range.start - b.range.start);
}

function lineOf(source: Uint8Array, offset: number): number {
  let line = 1;
  for (let at = 0; at < offset; at++) if (source[at] === NEWLINE) line++;
  return line;
}

function joinChunks(chunks: readonly Chunk[]): { source: Uint8Array; lines: LineRun[] } {
  const lines: LineRun[] = [];
  let start = 1;
  for (const { text, path, line } of chunks) {
    const last = lines.at(-1);
    const goesOn = last !== undefined && last.path === path && last.line + start - last.start === line;
    if (!goesOn) lines.push({ start, path, line });
    start += lineOf(text, text.length) - 1;
  }
  return { source: concat(chunks.map(({ text }) => text)), lines };
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}

/** The original file and line of a line of a bundle. */
export function originalLine(lines: readonly LineRun[], line: number): { path: string; line: number } | undefined {
  let found: LineRun | undefined;
  for (const run of lines) if (run.start <= line) found = run;
  return found === undefined ? undefined : { path: found.path, line: found.line + line - found.start };
}
