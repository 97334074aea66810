// Whether a value has a shape: the one place that refuses options, at every depth. A configuration may be plain JavaScript or JSON, so
// nothing is taken for granted.

import { nearestNames } from "../diagnostics/nearest.ts";
import type { ProjectError } from "../project/problem.ts";
import { wrongOption } from "./option-error.ts";
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
 * Checks a value. `path` is its place in the options, as one would write it: "flash.web.to"; "" for all of them.
 * @throws ProjectError that names the place, what is wrong there, and what is right
 */
export function checkShape(shape: ShapeData, value: unknown, path: string): void {
  if (!hasKind(shape, value)) throw wrongValue(shape, value, path);
  (CHECKS[shape.kind] as Check<ShapeData>)(shape, value, path);
}

type Check<S> = (shape: S, value: unknown, path: string) => void;

// Each is called for values of its kind only.
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
  if (missing !== undefined) throw wrongOption(memberPath(path, missing), "it is missing", suchAs(shape));
}

/** Whether a value is a text where a text belongs, a list where a list does. */
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

/** A promise or an instance of something is no object of options: it would look as if nothing was given. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Objects of another realm, as a worker's or a test's, have an Object.prototype of their own.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The shape that a value is meant for. Objects are told apart by the members that they require. */
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
  throw wrongOption(path, `it has none of ${orList(required)}`, suchAs({ kind: "either", shapes }));
}

function wrongValue(shape: ShapeData, value: unknown, path: string): ProjectError {
  const near = typeof value === "string" ? nearestNames(value, texts(shape)) : [];
  const what = wordsFor(shape);
  if (near.length > 0)
    return wrongOption(
      path,
      `${shown(value)} is not known`,
      `Nearest: ${near.join(", ")}. ${listOf(shape) ?? `It takes ${what}.`}`,
    );
  return wrongOption(path, `${shown(value)} is not ${what}`, suchAs(shape));
}

function unknownMember({ members }: ObjectShape, name: string, path: string): ProjectError {
  const near = nearestNames(name, Object.keys(members));
  const all = `${path === "" ? "Options are" : "It has"} ${Object.keys(members).join(", ")}.`;
  return wrongOption(
    memberPath(path, name),
    "there is no such option",
    near.length > 0 ? `Nearest: ${near.join(", ")}.` : all,
  );
}

/** All texts that a shape names. */
function texts(shape: ShapeData): string[] {
  if (shape.kind === "either") return shape.shapes.flatMap(texts);
  return shape.kind === "choice" ? shape.values.filter((value) => typeof value === "string") : [];
}

/** What a shape takes, in words that follow "is" or "takes". */
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

/** Where all values are listed, if they are too many for a message. */
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

/** A value as one might have written it. */
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
    return "an object that holds itself";
  }
}
