// How what a call passes meets the parameters of a function: Python's rules, and its wording where they are broken.

import { type Passed, PyFunction, typeError, type Value } from "./values.ts";

/** Parameters of a function. */
export interface Signature {
  /** In order; those without a default must be given. */
  readonly parameters: readonly { readonly name: string; readonly value?: Value | undefined }[];
  /** Takes any number of further positional arguments. */
  readonly variadic?: boolean;
  /** Takes further keyword arguments. */
  readonly keywords?: boolean;
  /** Takes keyword arguments only. */
  readonly keywordOnly?: boolean;
}

/** What a function is called with. */
export interface Bound {
  /** Values of the parameters, in their order. */
  readonly values: readonly Value[];
  /** Further positional arguments. */
  readonly rest: readonly Value[];
  /** Further keyword arguments. */
  readonly extra: ReadonlyMap<string, Value>;
}

/** A function that takes its arguments by a signature. */
export function bindable(name: string, signature: Signature, run: (bound: Bound) => Value): PyFunction {
  return new PyFunction(name, (passed) => run(bind(name, signature, passed)));
}

/** Parameters by their names; those of `defaults` may be left out. */
export function parameters(required: readonly string[], defaults: Readonly<Record<string, Value>> = {}): Signature {
  const optional = Object.entries(defaults).map(([name, value]) => ({ name, value }));
  return { parameters: [...required.map((name) => ({ name })), ...optional] };
}

function bind(name: string, signature: Signature, { positional, keywords }: Passed): Bound {
  const known = signature.parameters;
  const most = signature.keywordOnly ? 0 : known.length;
  if (positional.length > most && !signature.variadic) {
    throw typeError(
      `${name}() takes ${count(most)} but ${positional.length} ${positional.length === 1 ? "was" : "were"} given`,
    );
  }
  const extra = new Map<string, Value>();
  const values: (Value | undefined)[] = known.map((_, index) => (index < most ? positional[index] : undefined));
  for (const [keyword, value] of keywords) {
    const index = known.findIndex((parameter) => parameter.name === keyword);
    if (index >= 0 && values[index] !== undefined) {
      throw typeError(`${name}() got multiple values for argument '${keyword}'`);
    }
    if (index >= 0) values[index] = value;
    else if (signature.keywords) extra.set(keyword, value);
    else throw typeError(`${name}() got an unexpected keyword argument '${keyword}'`);
  }
  const complete = values.map((value, index) => {
    const found = value === undefined ? known[index]!.value : value;
    if (found === undefined) throw typeError(`${name}() is missing its argument '${known[index]!.name}'`);
    return found;
  });
  return { values: complete, rest: positional.slice(most), extra };
}

function count(number: number): string {
  return `${number} positional argument${number === 1 ? "" : "s"}`;
}
