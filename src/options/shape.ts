// Shapes: the values that an option takes, as data. Options are checked against one shape of all options (schema.ts).
// The JSON Schema, the reference page and the flags of the command line are made from it. Each shape is tied to a
// TypeScript type: a member that only one of them has does not compile.
//
// Why not valibot: it takes 30 ms to load (more than all of `mpy`) and 1.9 MB of the installed package. Its error for a
// wrong member of a union is about the whole union, and finding a useful message in that took as much code as this
// file.

declare const type: unique symbol;

/** Values of the type `T`. */
export type Shape<T> = ShapeData & { readonly [type]?: (value: T) => T };

/** A shape without its TypeScript type. */
export type ShapeData =
  | TextShape
  | NumberShape
  | FlagShape
  | ChoiceShape
  | ListShape
  | MapShape
  | ObjectShape
  | EitherShape;

/** A text. It must not be empty unless `mayBeEmpty`. */
export interface TextShape {
  readonly kind: "text";
  /** As a noun with its article: "a glob". */
  readonly what: string;
  /** The noun for many: "globs". */
  readonly many: string;
  /** Whether it may be empty. */
  readonly mayBeEmpty: boolean;
  /** Its pattern, if not every text is allowed. */
  readonly pattern: RegExp | undefined;
  /** An example for messages: `"1.24.1"`. */
  readonly example: string | undefined;
}

/** A number within limits. */
export interface NumberShape {
  readonly kind: "number";
  readonly what: string;
  readonly min: number;
  readonly max: number;
  /** What it is a multiple of: 1 for whole numbers. */
  readonly multipleOf: number;
}

/** True or false. */
export interface FlagShape {
  readonly kind: "flag";
}

/** One of some values. */
export interface ChoiceShape {
  readonly kind: "choice";
  readonly values: readonly (string | number | boolean)[];
  /** A description, if there are too many values to list: "a board of MicroPython". */
  readonly what: string | undefined;
  /** A sentence that says where they are listed. */
  readonly list: string | undefined;
}

/** A list. */
export interface ListShape {
  readonly kind: "list";
  readonly of: ShapeData;
}

/** An object with names that the user chooses. */
export interface MapShape {
  readonly kind: "map";
  /** A description of its names: "a glob". */
  readonly names: string;
  readonly of: ShapeData;
}

/** An object with a fixed set of members. */
export interface ObjectShape {
  readonly kind: "object";
  /** Its TypeScript interface: where its members are documented. */
  readonly name: string;
  readonly members: Readonly<Record<string, ShapeData>>;
  /** Names of required members. */
  readonly required: readonly string[];
  /** An example for messages. */
  readonly example: string | undefined;
}

/** One of several shapes. Object shapes are distinguished by their required members. */
export interface EitherShape {
  readonly kind: "either";
  readonly shapes: readonly ShapeData[];
}

/** A text. */
export function text(
  what: string,
  many: string,
  { mayBeEmpty = false, pattern, example }: Partial<Pick<TextShape, "mayBeEmpty" | "pattern" | "example">> = {},
): Shape<string> {
  return { kind: "text", what, many, mayBeEmpty, pattern, example };
}

/** A number. The default is a whole number from 0. */
export function number(
  what: string,
  {
    min = 0,
    max = Number.MAX_SAFE_INTEGER,
    multipleOf = 1,
  }: Partial<Pick<NumberShape, "min" | "max" | "multipleOf">> = {},
): Shape<number> {
  return { kind: "number", what, min, max, multipleOf };
}

/** True or false. */
export const flag: Shape<boolean> = { kind: "flag" };

/** One of these values; `what` and `list` describe a list that is too long for a message. */
export function choice<const T extends readonly (string | number | boolean)[]>(
  values: T,
  what?: string,
  list?: string,
): Shape<T[number]> {
  return { kind: "choice", values, what, list };
}

/** A list. */
export function list<T>(of: Shape<T>): Shape<T[]> {
  return { kind: "list", of };
}

/** One, or a list. */
export function oneOrMany<T>(of: Shape<T>): Shape<T | T[]> {
  return either(of, list(of));
}

/** An object with names that the user chooses. */
export function map<T>(names: string, of: Shape<T>): Shape<Record<string, T>> {
  return { kind: "map", names, of };
}

/** One of two shapes or more. */
export function either<const T extends readonly ShapeData[]>(...shapes: T): Shape<TypeOf<T[number]>> {
  return { kind: "either", shapes: shapes.flatMap((shape) => (shape.kind === "either" ? shape.shapes : [shape])) };
}

type TypeOf<S> = S extends { readonly [type]?: (value: infer T) => infer T } ? T : never;

/** Shapes of the optional members. */
export type Members<T> = {
  readonly [K in keyof T as undefined extends T[K] ? K : never]-?: Shape<Exclude<T[K], undefined>>;
};

/** Shapes of the required members. */
export type RequiredMembers<T> = { readonly [K in keyof T as undefined extends T[K] ? never : K]: Shape<T[K]> };

/** An object of the interface `T`, which is called `name`. */
export function object<T extends object>(
  name: string,
  required: RequiredMembers<T>,
  members: Members<T>,
  example?: string,
): Shape<T> {
  return { kind: "object", name, members: { ...required, ...members }, required: Object.keys(required), example };
}
