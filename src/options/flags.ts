// Options as flags of a command line: `--board RPI_PICO_W --flash.image true --entries firmware`. Each option whose
// value can be written as a text has a flag of the same name. A flag for a list may be repeated.

import { wordsFor } from "./check.ts";
import { OPTIONS } from "./schema.ts";
import type { ShapeData } from "./shape.ts";
import type { MicroPythonOptions } from "./types.ts";

/** An option that can be written as a flag. */
export interface OptionFlag {
  /** "flash.image" */
  readonly name: string;
  /** A description of its values. */
  readonly takes: string;
  /** Whether it may be given more than once. */
  readonly isList: boolean;
  /** What one value may be. */
  readonly shapes: readonly ShapeData[];
}

/** All flags. The project root comes from the configuration file. */
export const OPTION_FLAGS: readonly OptionFlag[] = flagsOf(OPTIONS, "").filter(({ name }) => name !== "root");

function flagsOf(shape: ShapeData, name: string): OptionFlag[] {
  const inner = objectIn(shape);
  const within = inner
    ? Object.entries(inner.members).flatMap(([member, one]) => flagsOf(one, name === "" ? member : `${name}.${member}`))
    : [];
  const simple = single(shape).filter(({ kind }) => kind !== "object" && kind !== "map");
  if (simple.length === 0) return within;
  const isList = branches(shape).some(({ kind }) => kind === "list");
  const takes = wordsFor({ kind: "either", shapes: simple });
  return [{ name, takes, isList, shapes: simple }, ...within];
}

function branches(shape: ShapeData): readonly ShapeData[] {
  return shape.kind === "either" ? shape.shapes : [shape];
}

/** The shapes of one value, in a list or alone. */
function single(shape: ShapeData): ShapeData[] {
  const shapes = branches(shape).flatMap((one) => (one.kind === "list" ? branches(one.of) : one));
  return shapes.filter((one, index) => shapes.indexOf(one) === index);
}

/** The object shape that a shape is or contains; undefined for several, which only a whole object can distinguish. */
function objectIn(shape: ShapeData): Extract<ShapeData, { kind: "object" }> | undefined {
  const objects = branches(shape).filter((one) => one.kind === "object");
  return objects.length === 1 && !branches(shape).some(({ kind }) => kind === "list") ? objects[0] : undefined;
}

/** Overrides options with flags; `values` are the flags' texts by name. */
export function withFlags(options: object, values: Readonly<Record<string, unknown>>): MicroPythonOptions {
  const result: Record<string, unknown> = { ...options };
  for (const { name, isList, shapes } of OPTION_FLAGS) {
    const given = values[name] as string | readonly string[] | undefined;
    if (given === undefined) continue;
    const texts = typeof given === "string" ? [given] : given;
    const value = isList ? texts.map((text) => valueOf(text, shapes)) : valueOf(texts.at(-1)!, shapes);
    const path = name.split(".");
    setMember(result, path, value);
    // A flag is stronger than the options of a mode.
    for (const mode of MODES) if (path[0] !== mode) dropMember(result, mode, path[0]!);
  }
  return result;
}

/** Options that override others in one mode. */
const MODES = ["development", "production"] as const;

/** Removes a member of an inner object. */
function dropMember(holder: Record<string, unknown>, name: string, member: string): void {
  const inner = holder[name];
  if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, member)) return;
  const { [member]: _, ...rest } = inner as Record<string, unknown>;
  holder[name] = rest;
}

/** Sets a nested member. A value that is not an object, such as `flash.web: true`, is replaced by one. */
function setMember(holder: Record<string, unknown>, [first, ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    holder[first!] = value;
    return;
  }
  const before = holder[first!];
  const inner = typeof before === "object" && before !== null && !Array.isArray(before) ? { ...before } : {};
  holder[first!] = inner;
  setMember(inner as Record<string, unknown>, rest, value);
}

/** The value of a text, if the option takes it; else the text, which the check refuses. */
function valueOf(text: string, shapes: readonly ShapeData[]): unknown {
  for (const one of shapes) {
    if (one.kind === "flag" && (text === "true" || text === "false")) return text === "true";
    if (one.kind === "choice") {
      const value = one.values.find((known) => String(known) === text);
      if (value !== undefined) return value;
    }
    if (one.kind === "number" && text.trim() !== "" && !Number.isNaN(Number(text))) return Number(text);
  }
  return text;
}
