// "%" and str.format (which f-strings become), as far as names of files and folders need them: text and whole numbers with width,
// alignment and fill.

import { Fault, iterate, numberOf, type Passed, PyDict, PyTuple, repr, str, typeError, typeName } from "./values.ts";
import type { Value } from "./values.ts";
import { MAX_TEXT, TextLength } from "./weight.ts";
import { formatNotUnderstood } from "./messages.ts";

interface Spec {
  readonly fill: string;
  /** "<", ">", "^" or "=" (after the sign); "" for the type's own. */
  readonly align: string;
  readonly sign: string;
  readonly width: number;
  /** Most characters of a text; undefined for all. */
  readonly precision: number | undefined;
  readonly type: string;
}

const SPEC = /^(?:(.)?([<>=^]))?([-+ ]?)(0?)(\d{0,6})(?:\.(\d{1,6}))?([sdxXob]?)$/su;
const RADIX: Readonly<Record<string, number>> = { d: 10, x: 16, X: 16, o: 8, b: 2 };

function formatValue(value: Value, text: string): string {
  const parts = SPEC.exec(text);
  if (parts === null) throw formatNotUnderstood(text);
  const [, fill, align = "", sign = "", zero, width, precision, type = ""] = parts;
  const digits = precision === undefined ? undefined : Number(precision);
  const isNumber = numberOf(value) !== undefined && (type !== "" || typeof value !== "boolean");
  return format(value, {
    fill: fill ?? (zero ? "0" : " "),
    align: align || (zero && isNumber ? "=" : ""),
    sign,
    width: Number(width ?? 0),
    precision: digits,
    type,
  });
}

function format(value: Value, spec: Spec): string {
  const isText = spec.type === "s" || (spec.type === "" && typeof value !== "bigint");
  if (isText) {
    const text = str(value);
    return pad(spec.precision === undefined ? text : text.slice(0, spec.precision), "", spec, "<");
  }
  const number = numberOf(value);
  if (typeof number !== "bigint") {
    throw new Fault("ValueError", `a number's format '${spec.type}' does not take a value of type ${typeName(value)}`);
  }
  const magnitude = (number < 0n ? -number : number).toString(RADIX[spec.type || "d"]!);
  const sign = number < 0n ? "-" : spec.sign.replace("-", "");
  return pad(spec.type === "X" ? magnitude.toUpperCase() : magnitude, sign, spec, ">");
}

function pad(body: string, sign: string, spec: Spec, align: string): string {
  const missing = Math.max(0, spec.width - sign.length - [...body].length);
  if (missing > MAX_TEXT) throw new Fault("ValueError", `a width of ${spec.width} is too large`);
  const side = spec.align || align;
  if (side === "=") return sign + spec.fill.repeat(missing) + body;
  const before = side === ">" ? missing : side === "^" ? Math.floor(missing / 2) : 0;
  return spec.fill.repeat(before) + sign + body + spec.fill.repeat(missing - before);
}

// ---- str.format

const FIELD = /\{\{|\}\}|\{([^{}!:]*)(?:!([rs]))?(?::([^{}]*))?\}|[{}]/g;

/** `template.format(…)`. */
export function formatFields(template: string, { positional, keywords }: Passed): string {
  let next = 0;
  const length = new TextLength();
  return template.replace(FIELD, (whole, name?: string, conversion?: string, spec?: string) => {
    if (whole === "{{" || whole === "}}") return whole[0]!;
    if (name === undefined)
      throw new Fault("ValueError", `a single '${whole}' in a format, or one that is not understood`);
    const value = fieldValue(name.trim() === "" ? String(next++) : name, positional, keywords);
    return length.add(
      formatValue(conversion === "r" ? repr(value) : conversion === "s" ? str(value) : value, spec ?? ""),
    );
  });
}

function fieldValue(name: string, positional: readonly Value[], keywords: ReadonlyMap<string, Value>): Value {
  const value = /^\d+$/.test(name) ? positional[Number(name)] : keywords.get(name);
  if (value === undefined) throw new Fault("IndexError", `the format's field {${name}} has no value`);
  return value;
}

// ---- %

const CONVERSION = /%(?:\((\w+)\))?([-0 +]*)(\d{0,6})(?:\.(\d{1,6}))?([a-zA-Z%])/g;
const TEXT_CONVERSIONS: Readonly<Record<string, (value: Value) => string>> = { s: str, r: repr };

/** `template % value`. */
export function formatPercent(template: string, value: Value): string {
  const values = value instanceof PyTuple ? value.items : [value];
  let used = 0;
  const length = new TextLength();
  const text = template.replace(
    CONVERSION,
    (whole, key?: string, flags = "", width = "", precision = "", type = "") => {
      if (type === "%") return "%";
      const taken = key === undefined ? values[used++] : value instanceof PyDict ? value.get(key) : undefined;
      if (taken === undefined) throw typeError("not enough arguments for format string");
      const left = flags.includes("-");
      const common = { sign: /[+ ]/.exec(flags)?.[0] ?? "", width: Number(width), align: left ? "<" : "" };
      const limit = precision === "" ? undefined : Number(precision);
      const convert = TEXT_CONVERSIONS[type];
      if (convert !== undefined) {
        const spec = { ...common, align: left ? "<" : ">", fill: " ", precision: limit, type: "s" };
        return length.add(format(convert(taken), spec));
      }
      const base = type === "i" || type === "u" ? "d" : type;
      if (RADIX[base] === undefined) throw formatNotUnderstood(whole);
      const zero = flags.includes("0") && !left;
      const [fill, align] = [zero ? "0" : " ", left ? "<" : zero ? "=" : ">"];
      return length.add(format(taken, { ...common, fill, align, precision: limit, type: base }));
    },
  );
  const isMapping = value instanceof PyDict;
  if (!isMapping && used < values.length) throw typeError("not all arguments converted during string formatting");
  return text;
}

/** `text.join(items)`. */
export function joinText(separator: string, items: Value): string {
  const length = new TextLength();
  const texts = iterate(items).map((item, index) => {
    if (typeof item === "string") {
      length.add(separator);
      return length.add(item);
    }
    throw typeError(`sequence item ${index}: expected str instance, ${typeName(item)} found`);
  });
  return texts.join(separator);
}
