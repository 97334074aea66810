// Shapes: which values an option takes, as data. One shape of all options (schema.ts) is what options are checked against, and what the
// JSON Schema, the reference page and the flags of the command line are made from. Each shape is tied to a TypeScript type, so that
// schema and types cannot drift apart: a member that one has and the other lacks does not compile.
//
// This is our own and not valibot, which was tried: it takes 30 ms to load (all of `mpy` takes less) and 1.9 MB of the installed package, and its
// answer to a wrong member of a union is about all of the union, so that finding what to tell the user was as long as this.

declare const type: unique symbol;

/** Values of the type `T`. */
export type Shape<T> = ShapeData & { readonly [type]?: (value: T) => T };

/** A shape as it is looked at; which type it is for does not matter then. */
export type ShapeData =
  | TextShape
  | NumberShape
  | FlagShape
  | ChoiceShape
  | ListShape
  | MapShape
  | ObjectShape
  | EitherShape;

/** A text that is not empty, unless it says so. */
export interface TextShape {
  readonly kind: "text";
  /** As a noun with its article: "a glob". */
  readonly what: string;
  /** The noun for many: "globs". */
  readonly many: string;
  /** Whether it may be empty. */
  readonly mayBeEmpty: boolean;
  /** What it looks like, where not everything will do. */
  readonly pattern: RegExp | undefined;
  /** What to write, as a sentence's end: `"1.24.1"`. */
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
  /** What they are, where they are too many to be listed: "a board of MicroPython". */
  readonly what: string | undefined;
  /** Where the list is, as a sentence. */
  readonly list: string | undefined;
}

/** A list. */
export interface ListShape {
  readonly kind: "list";
  readonly of: ShapeData;
}

/** An object whose names are the user's. */
export interface MapShape {
  readonly kind: "map";
  /** What the names are: "a glob". */
  readonly names: string;
  readonly of: ShapeData;
}

/** An object with members that are known. */
export interface ObjectShape {
  readonly kind: "object";
  /** Its TypeScript interface: where its members are documented. */
  readonly name: string;
  readonly members: Readonly<Record<string, ShapeData>>;
  /** Names of the members that have to be there. */
  readonly required: readonly string[];
  /** What to write. */
  readonly example: string | undefined;
}

/** One of some shapes. Of shapes that are objects the one whose required members are there counts. */
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

/** A number; whole, and from 0 on, unless it says otherwise. */
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

/** One of these values; `what` and `list` are for those that are too many to be listed. */
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

/** An object whose names are the user's. */
export function map<T>(names: string, of: Shape<T>): Shape<Record<string, T>> {
  return { kind: "map", names, of };
}

/** One of two shapes or more. */
export function either<const T extends readonly ShapeData[]>(...shapes: T): Shape<TypeOf<T[number]>> {
  return { kind: "either", shapes: shapes.flatMap((shape) => (shape.kind === "either" ? shape.shapes : [shape])) };
}

type TypeOf<S> = S extends { readonly [type]?: (value: infer T) => infer T } ? T : never;

/** A shape for each member that may be left out. */
export type Members<T> = {
  readonly [K in keyof T as undefined extends T[K] ? K : never]-?: Shape<Exclude<T[K], undefined>>;
};

/** A shape for each member that has to be there. */
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
