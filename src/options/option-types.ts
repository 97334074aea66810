// Whether options have the types that TypeScript would ask for: a configuration may be plain JavaScript or JSON. Only what no
// other check would notice is looked at here; what the values have to be is decided where each option is.

import type { FlashOptions } from "./flash-options.ts";
import { wrongOption } from "./option-error.ts";
import type { MicroPythonOptions, TargetOptions } from "./types.ts";

/** Refuses a value that is not what the option at this place takes. */
type Shape = (place: string, value: unknown) => void;

const isText = (value: unknown): boolean => typeof value === "string" && value !== "" && !value.includes("\0");
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function type(what: string, accepts: (value: unknown) => boolean): Shape {
  return (place, value) => {
    if (!accepts(value)) throw wrongOption(place, `${shown(value)} is not ${what}`, `Give ${what}, or leave it out.`);
  };
}

/** Members that are not among these are somebody else's to refuse. */
function object(members: Record<string, Shape>): Shape {
  const whole = type("an object", isObject);
  return (place, value) => {
    whole(place, value);
    for (const [name, shape] of Object.entries(members)) {
      const member = (value as Record<string, unknown>)[name];
      if (member !== undefined) shape(place === "" ? name : `${place}.${name}`, member);
    }
  };
}

/** One, or a list of them. */
function oneOrMany(shape: Shape): Shape {
  return (place, value) => {
    if (!Array.isArray(value)) shape(place, value);
    else for (const [index, one] of value.entries()) shape(`${place}[${index}]`, one);
  };
}

/** An object, where others than objects are taken, too, and looked at elsewhere. */
function ifObject(shape: Shape): Shape {
  return (place, value) => {
    if (isObject(value)) shape(place, value);
  };
}

/** Another shape for texts. */
function textOr(shape: Shape): Shape {
  return (place, value) => (typeof value === "string" ? text(place, value) : shape(place, value));
}

const text = type("a text that is not empty", isText);
const anyText = type("a text", (value) => typeof value === "string");
const texts = oneOrMany(text);
const flag = type("true or false", (value) => typeof value === "boolean");
const number = type("a number", (value) => typeof value === "number" && !Number.isNaN(value));
const list = type("a list of texts", (value) => Array.isArray(value) && value.every(isText));
const textOrFlag = type("a text, true or false", (value) => isText(value) || typeof value === "boolean");
const textOrFalse = type("a text or false", (value) => isText(value) || value === false);
const settings = object({ sourceLines: flag });

const FLASH: Partial<Record<keyof FlashOptions, Shape>> = {
  root: anyText,
  output: anyText,
  manifest: textOrFalse,
  image: textOrFlag,
  mount: text,
  uf2: ifObject(object({ address: number })),
  align: number,
  blockSize: number,
  readSize: number,
  progSize: number,
  sectorSize: number,
  web: (place, value) => {
    if (typeof value !== "boolean") object({ to: text, gzip: flag, include: texts, exclude: texts })(place, value);
  },
};

const TARGET: Partial<Record<keyof TargetOptions, Shape>> = {
  archFlags: number,
  port: text,
};

const OPTIONS: Partial<Record<keyof MicroPythonOptions, Shape>> = {
  board: text,
  firmware: textOr(object({ version: text, modules: list })),
  entries: texts,
  data: texts,
  exclude: texts,
  sourceRoots: oneOrMany(
    textOr((place, value) => {
      object({ path: text, to: text })(place, value);
      if ((value as { path?: string }).path === undefined)
        throw wrongOption(`${place}.path`, "it is missing", 'Such as "lib".');
    }),
  ),
  shipAsSource: texts,
  flash: object(FLASH as Record<string, Shape>),
  target: object(TARGET as Record<string, Shape>),
  report: (place, value) => {
    if (typeof value !== "boolean") object({ table: flag, html: textOrFlag })(place, value);
  },
  budgets: oneOrMany(ifObject(object({ include: texts, exclude: texts }))),
  checks: object({}),
  overrides: (place, value) => {
    type("a list", Array.isArray)(place, value);
    oneOrMany(object({ include: texts, exclude: texts, sourceLines: flag }))(place, value);
  },
  libraries: oneOrMany(
    textOr(ifObject(object({ index: text, version: text, vendor: object({}), variables: object({}) }))),
  ),
  development: settings,
  production: settings,
  cache: ifObject(object({ dir: text })),
  root: text,
  sourceLines: flag,
};

const checkAll: Shape = object(OPTIONS as Record<string, Shape>);

/** Looks at all options. @throws ProjectError for one of the wrong type */
export function checkOptionTypes(user: MicroPythonOptions): void {
  checkAll("", user);
}

/** A value as one might have written it. */
function shown(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
