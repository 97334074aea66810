// Checks options against their shape, at every depth. A configuration may be plain JavaScript or JSON, so every type is
// checked.

import { nearestNames } from "../diagnostics/nearest.ts";
import type { ProjectError } from "../project/problem.ts";
import { missingMember, missingOneOf, unknownOption, unknownValue, wrongType } from "./messages.ts";
import type {
  ChoiceShape,
  EitherShape,
  ListShape,
  MapShape,
  NumberShape,
  ObjectShape,
  ShapeData,
  TextShape,
} from "./shape.ts";

/**
 * Checks a value. `path` is its place in the options, as in "flash.web.to"; "" for all options.
 * @throws ProjectError that names the option, what is wrong with it, and what to write instead
 */
export function checkShape(shape: ShapeData, value: unknown, path: string): void {
  if (!hasKind(shape, value)) throw wrongValue(shape, value, path);
  (CHECKS[shape.kind] as Check<ShapeData>)(shape, value, path);
}

type Check<S> = (shape: S, value: unknown, path: string) => void;

// Each check is called only for values of its kind.
const CHECKS: { readonly [K in ShapeData["kind"]]: Check<Extract<ShapeData, { kind: K }>> } = {
  text: checkText,
  number: checkNumber,
  flag: () => undefined,
  choice: checkChoice,
  list: ({ of }: ListShape, value, path) =>
    (value as unknown[]).forEach((one, index) => checkShape(of, one, `${path}[${index}]`)),
  map: checkMap,
  object: checkObject,
  either: (shape: EitherShape, value, path) => checkShape(shapeFor(shape, value, path), value, path),
};

function checkText(shape: TextShape, value: unknown, path: string): void {
  const text = value as string;
  const isThere = text !== "" || shape.mayBeEmpty;
  const fits = isThere && !text.includes("\0") && (shape.pattern?.test(text) ?? true);
  if (!fits) throw wrongValue(shape, value, path);
}

function checkNumber(shape: NumberShape, value: unknown, path: string): void {
  const number = value as number;
  const { min, max, multipleOf } = shape;
  if (!(number >= min && number <= max && number % multipleOf === 0)) throw wrongValue(shape, value, path);
}

function checkChoice(shape: ChoiceShape, value: unknown, path: string): void {
  if (!shape.values.includes(value as string)) throw wrongValue(shape, value, path);
}

function checkMap({ of }: MapShape, value: unknown, path: string): void {
  for (const [name, one] of Object.entries(value as object)) checkShape(of, one, memberPath(path, name));
}

function checkObject(shape: ObjectShape, value: unknown, path: string): void {
  for (const [name, one] of Object.entries(value as object)) {
    if (!Object.hasOwn(shape.members, name)) throw unknownMember(shape, name, path);
    if (one !== undefined) checkShape(shape.members[name]!, one, memberPath(path, name));
  }
  const missing = shape.required.find((name) => (value as Record<string, unknown>)[name] === undefined);
  if (missing !== undefined) throw missingMember(memberPath(path, missing), suchAs(shape));
}

/** Whether a value has the JavaScript type of a shape. */
function hasKind(shape: ShapeData, value: unknown): boolean {
  switch (shape.kind) {
    case "text":
      return typeof value === "string";
    case "number":
      return typeof value === "number";
    case "flag":
      return typeof value === "boolean";
    case "choice":
      return shape.values.some((one) => typeof one === typeof value);
    case "list":
      return Array.isArray(value);
    case "map":
    case "object":
      return isPlainObject(value);
    case "either":
      return shape.shapes.some((one) => hasKind(one, value));
  }
}

/**
 * Whether a value is an object of options. A promise or an instance of a class is not: its members would be ignored.
 */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Objects of another realm, such as a worker's, have another Object.prototype.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The shape that a value is meant for. Objects are distinguished by their required members. */
function shapeFor({ shapes }: EitherShape, value: unknown, path: string): ShapeData {
  const fitting = shapes.filter((one) => hasKind(one, value));
  const objects = fitting.filter((one) => one.kind === "object");
  if (objects.length > 1) return objectFor(objects, value as object, path);
  return fitting.find((one) => one.kind === "choice" && one.values.includes(value as string)) ?? fitting.at(-1)!;
}

function objectFor(shapes: readonly ObjectShape[], value: object, path: string): ObjectShape {
  const names = Object.keys(value);
  const found =
    shapes.find(({ required }) => required.some((name) => names.includes(name))) ??
    shapes.find(({ required }) => names.some((name) => nearestNames(name, required).length > 0));
  if (found) return found;
  const required = shapes.map((one) => one.required[0]!);
  throw missingOneOf(path, orList(required), suchAs({ kind: "either", shapes }));
}

function wrongValue(shape: ShapeData, value: unknown, path: string): ProjectError {
  const near = typeof value === "string" ? nearestNames(value, texts(shape)) : [];
  const what = wordsFor(shape);
  if (near.length === 0) return wrongType(path, shown(value), what, suchAs(shape));
  return unknownValue(path, shown(value), `Nearest: ${near.join(", ")}. ${listOf(shape) ?? `It takes ${what}.`}`);
}

function unknownMember({ members }: ObjectShape, name: string, path: string): ProjectError {
  const near = nearestNames(name, Object.keys(members));
  const all = `${path === "" ? "Options are" : "It has"} ${Object.keys(members).join(", ")}.`;
  return unknownOption(memberPath(path, name), near.length > 0 ? `Nearest: ${near.join(", ")}.` : all);
}

/** All texts that a shape allows. */
function texts(shape: ShapeData): string[] {
  if (shape.kind === "either") return shape.shapes.flatMap(texts);
  return shape.kind === "choice" ? shape.values.filter((value) => typeof value === "string") : [];
}

/** A description of a shape's values. It fits after "is" or "takes". */
export function wordsFor(shape: ShapeData): string {
  switch (shape.kind) {
    case "text":
    case "number":
      return shape.what;
    case "flag":
      return "true or false";
    case "choice":
      return shape.what ?? orList(shape.values.map((value) => JSON.stringify(value)));
    case "list":
      return `a list of ${manyOf(shape.of)}`;
    case "map":
      return `an object of ${shape.names}`;
    case "object":
      return "an object";
    case "either":
      return orList([...new Set(shape.shapes.map(wordsFor))]);
  }
}

function manyOf(shape: ShapeData): string {
  if (shape.kind === "text") return shape.many;
  if (shape.kind === "either") return orList([...new Set(shape.shapes.map(manyOf))]);
  return shape.kind === "object" ? "objects" : wordsFor(shape);
}

function orList(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function suchAs(shape: ShapeData): string {
  const list = listOf(shape);
  if (list !== undefined) return list;
  const example = exampleOf(shape);
  return example === undefined ? "Leave it out for the default." : `Such as ${example}.`;
}

/** A sentence that says where all values are listed, if they are too many for a message. */
function listOf(shape: ShapeData): string | undefined {
  return shape.kind === "choice" ? shape.list : undefined;
}

function exampleOf(shape: ShapeData): string | undefined {
  if (shape.kind === "either") return shape.shapes.map(exampleOf).find((one) => one !== undefined);
  return "example" in shape ? shape.example : undefined;
}

function memberPath(path: string, name: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === "" ? name : `${path}.${name}`;
}

/** A value as the user may have written it. */
function shown(value: unknown): string {
  if (typeof value === "function") return "a function";
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number") return String(value);
  if (typeof value === "object" && value !== null && !Array.isArray(value) && !isPlainObject(value)) {
    return `an instance of ${value.constructor?.name || "a class"}`;
  }
  try {
    const text = JSON.stringify(value) ?? String(value);
    return text.length > 60 ? `${text.slice(0, 57)}…` : text;
  } catch {
    return "an object that contains itself";
  }
}
