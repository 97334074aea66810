// Runs the statements of one manifest. Only what is reached is looked at: what the evaluator does not understand, in a branch that is
// not taken, is no error. Every loop and call counts as a step, so that a manifest ends.

import { PyException } from "./builtins.ts";
import { growList, methodOf } from "./methods.ts";
import { assignItem, binary, compare, signed, slice, subscript } from "./operators.ts";
import { bindable } from "./signature.ts";
import type { BinaryOperator, Clause, Expression, Statement, Unsupported } from "./syntax.ts";
import {
  Fault,
  isTrue,
  iterate,
  PyDict,
  PyFunction,
  PyList,
  PyObject,
  PyTuple,
  expectText,
  str,
  typeError,
  typeName,
  type Value,
} from "./values.ts";
import { MAX_ITEMS, weightOf } from "./weight.ts";
import type { Constant } from "../../compiler/syntax.ts";
import { endlessManifest, notUnderstood, tooLarge } from "./messages.ts";

/** Steps that all manifests of one evaluation may take: far more than any real one does. */
const MAX_STEPS = 1_000_000;
/** Items of a value that cost as much as a step when it is used. */
const ITEMS_PER_STEP = 20;
/** Methods whose work does not grow with the value that they are called on. */
const LIGHT_METHODS: ReadonlySet<string> = new Set(["append", "extend", "get", "pop", "setdefault"]);
/** Calls of a manifest's own functions that may be open at a time. */
const MAX_CALLS = 100;

/** What is left of the steps; shared by manifests that include each other. */
export interface Budget {
  steps: number;
}

/** A full budget. */
export function fullBudget(): Budget {
  return { steps: MAX_STEPS };
}

/** How a block ended. */
type Outcome = "end" | "break" | "continue" | { readonly value: Value };

const TEXT = new TextDecoder("utf-8", { ignoreBOM: true });

/** One manifest in the course of its evaluation. */
export class Evaluator {
  /** Where it stands: byte offset in the source. */
  at = 0;
  private readonly globals: Map<string, Value>;
  private readonly builtins: ReadonlyMap<string, Value>;
  private readonly modules: ReadonlyMap<string, PyObject>;
  private readonly budget: Budget;
  /** Variables of the function that runs, if one does. */
  private locals: Map<string, Value> | undefined;
  private calls = 0;

  constructor(
    globals: Map<string, Value>,
    builtins: ReadonlyMap<string, Value>,
    modules: ReadonlyMap<string, PyObject>,
    budget: Budget,
  ) {
    this.globals = globals;
    this.builtins = builtins;
    this.modules = modules;
    this.budget = budget;
  }

  /** Runs the whole manifest. @throws Fault with the place in {@link at} */
  run(statements: readonly Statement[]): void {
    this.block(statements);
  }

  private step(): void {
    if (this.budget.steps-- <= 0) throw endlessManifest();
  }

  /** Pays for an operation on values: a large one costs more steps. @throws Fault where one is too large */
  private weigh(values: readonly Value[]): void {
    let items = 0;
    for (const value of values) items += weightOf(value);
    this.budget.steps -= Math.floor(items / ITEMS_PER_STEP);
    this.step();
  }

  private block(statements: readonly Statement[]): Outcome {
    for (const statement of statements) {
      const outcome = this.statement(statement);
      if (outcome !== "end") return outcome;
    }
    return "end";
  }

  private statement(statement: Statement): Outcome {
    this.step();
    this.at = statement.at;
    switch (statement.kind) {
      case "expression":
        this.value(statement.value);
        return "end";
      case "assign": {
        const value = this.value(statement.value);
        for (const target of statement.targets) this.assign(target, value);
        return "end";
      }
      case "augmented": {
        const [left, right] = [this.value(statement.target), this.value(statement.value)];
        this.at = statement.at;
        // a list grows in place
        this.weigh(left instanceof PyList ? [right] : [left, right]);
        this.assign(statement.target, augment(statement.operator, left, right));
        return "end";
      }
      case "if":
        for (const [condition, body] of statement.branches) {
          if (isTrue(this.value(condition))) return this.block(body);
        }
        return this.block(statement.otherwise);
      case "for":
        return this.loop(statement);
      case "function":
        this.store(statement.name, this.define(statement));
        return "end";
      case "return":
        if (this.locals === undefined) throw new Fault("SyntaxError", "'return' outside function");
        return { value: statement.value === undefined ? null : this.value(statement.value) };
      case "raise":
        throw this.raised(statement.value);
      case "assert":
        if (isTrue(this.value(statement.condition))) return "end";
        throw new Fault("AssertionError", statement.message === undefined ? "" : str(this.value(statement.message)));
      case "import":
        for (const [module, as] of statement.modules) this.import(module, as);
        return "end";
      case "from":
        for (const [name, as] of statement.names) this.importName(statement.module, name, as);
        return "end";
      case "unsupported":
        throw notUnderstood(statement.what);
      case "pass":
        return "end";
      default:
        return statement.kind;
    }
  }

  private loop(statement: Statement & { kind: "for" }): Outcome {
    for (const item of this.iterable(statement.source)) {
      this.step();
      this.assign(statement.target, item);
      const outcome = this.block(statement.body);
      if (outcome === "break") return "end";
      if (typeof outcome === "object") return outcome;
    }
    return this.block(statement.otherwise);
  }

  private iterable(source: Expression): readonly Value[] {
    const value = this.value(source);
    this.at = source.at;
    this.weigh([value]);
    return iterate(value);
  }

  private raised(value: Expression | undefined): Fault {
    if (value === undefined) return new Fault("RuntimeError", "No active exception to reraise");
    const raised = this.value(value);
    if (raised instanceof PyException) return raised.fault;
    // `raise ValueError`: the class alone
    const made = raised instanceof PyFunction ? raised.call({ positional: [], keywords: new Map() }) : null;
    return made instanceof PyException ? made.fault : typeError("exceptions must derive from BaseException");
  }

  // ---- names

  private store(name: string, value: Value): void {
    (this.locals ?? this.globals).set(name, value);
  }

  private load(name: string): Value {
    for (const scope of [this.locals, this.globals, this.builtins]) {
      const value = scope?.get(name);
      if (value !== undefined) return value;
    }
    throw new Fault("NameError", `name '${name}' is not defined`, nameHint(name));
  }

  private assign(target: Expression, value: Value): void {
    switch (target.kind) {
      case "name":
        this.store(target.name, value);
        return;
      case "tuple":
      case "list":
        this.unpack(target.items, value);
        return;
      case "subscript": {
        const container = this.value(target.object);
        const key = this.value(target.index);
        this.weigh([key]);
        assignItem(container, key, value);
        return;
      }
      default:
        this.at = target.at;
        throw notUnderstood(target.kind === "unsupported" ? target.what : `an assignment to ${article(target.kind)}`);
    }
  }

  private unpack(targets: readonly Expression[], value: Value): void {
    if (targets.some(({ kind }) => kind === "star")) throw notUnderstood("a * among the targets of an assignment");
    const items = iterate(value);
    if (items.length !== targets.length) {
      throw new Fault("ValueError", `${targets.length} values are needed to unpack, not ${items.length}`);
    }
    for (const [index, target] of targets.entries()) this.assign(target, items[index]!);
  }

  private define({ name, parameters, rest, extra, body }: Statement & { kind: "function" }): PyFunction {
    const known = parameters.map(({ name, value }) => ({ name, value: value && this.value(value) }));
    const signature = { parameters: known, variadic: rest !== undefined, keywords: extra !== undefined };
    return bindable(name, signature, (bound) => {
      this.step();
      if (this.calls >= MAX_CALLS) throw new Fault("RecursionError", "maximum recursion depth exceeded");
      const outer = this.locals;
      this.locals = new Map(bound.values.map((value, index) => [known[index]!.name, value]));
      if (rest !== undefined) this.locals.set(rest, new PyTuple(bound.rest));
      if (extra !== undefined) this.locals.set(extra, toDict(bound.extra));
      this.calls++;
      try {
        const outcome = this.block(body);
        return typeof outcome === "object" ? outcome.value : null;
      } finally {
        this.calls--;
        this.locals = outer;
      }
    });
  }

  // ---- imports

  private module(name: string): PyObject {
    const module = this.modules.get(name);
    if (module !== undefined) return module;
    throw notUnderstood(`the module ${name} (of Python's library there is ${[...this.modules.keys()].join(", ")})`);
  }

  private import(name: string, as: string | undefined): void {
    const module = this.module(name);
    // `import a.b` binds a
    const top = name.split(".")[0]!;
    this.store(as ?? top, as === undefined ? this.module(top) : module);
  }

  private importName(module: string, name: string, as: string): void {
    const value = this.module(module).attribute(name);
    if (value === undefined) throw notUnderstood(`${module}.${name}`);
    this.store(as, value);
  }

  // ---- expressions

  private value(expression: Expression): Value {
    switch (expression.kind) {
      case "constant":
        return constantValue(expression.value);
      case "name":
        this.at = expression.at;
        return this.load(expression.name);
      case "list":
        return new PyList(this.items(expression.items));
      case "tuple":
        return new PyTuple(this.items(expression.items));
      case "dict":
        return this.dict(expression.entries);
      case "comprehension":
        return this.comprehension(expression.item, expression.clauses);
      case "and":
      case "or":
        return this.logical(expression.kind === "or", expression.items);
      case "not":
        return !isTrue(this.value(expression.value));
      case "sign": {
        const value = this.value(expression.value);
        this.at = expression.at;
        return signed(expression.operator, value);
      }
      case "binary": {
        const [left, right] = [this.value(expression.left), this.value(expression.right)];
        this.at = expression.at;
        this.weigh([left, right]);
        return binary(expression.operator, left, right);
      }
      case "comparison":
        return this.comparison(expression);
      case "choice":
        return this.value(isTrue(this.value(expression.condition)) ? expression.value : expression.otherwise);
      case "attribute": {
        const object = this.value(expression.object);
        this.at = expression.at;
        if (!LIGHT_METHODS.has(expression.name)) this.weigh([object]);
        return attribute(object, expression.name);
      }
      case "subscript":
        return this.subscript(expression);
      case "call":
        return this.call(expression);
      case "named": {
        const value = this.value(expression.value);
        this.assign(expression.target, value);
        return value;
      }
      case "slice":
      case "star":
        this.at = expression.at;
        throw notUnderstood(`${article(expression.kind)} here`);
      case "unsupported":
        return this.refuse(expression);
    }
  }

  private refuse(expression: Unsupported & { readonly at: number }): never {
    this.at = expression.at;
    throw notUnderstood(expression.what);
  }

  private items(items: readonly Expression[]): Value[] {
    const list = new PyList([]);
    for (const item of items) {
      if (item.kind === "star") growList(list, this.iterable(item.value));
      else growList(list, [this.value(item)]);
    }
    return list.items;
  }

  private dict(entries: readonly (readonly [Expression, Expression])[]): PyDict {
    const dict = new PyDict();
    for (const [key, value] of entries) {
      const hashed = this.value(key);
      this.weigh([hashed]);
      dict.set(hashed, this.value(value));
    }
    return dict;
  }

  private comprehension(item: Expression, clauses: readonly Clause[]): PyList {
    const outer = this.locals;
    // its variables are its own, as a function's are
    this.locals = new Map(outer);
    const values = new PyList([]);
    const run = (index: number): void => {
      this.step();
      const clause = clauses[index];
      if (clause === undefined) growList(values, [this.value(item)]);
      else if (clause.kind === "if") {
        if (isTrue(this.value(clause.condition))) run(index + 1);
      } else {
        for (const one of this.iterable(clause.source)) {
          this.assign(clause.target, one);
          run(index + 1);
        }
      }
    };
    try {
      run(0);
    } finally {
      this.locals = outer;
    }
    return values;
  }

  private logical(isOr: boolean, items: readonly Expression[]): Value {
    let value: Value = null;
    for (const item of items) {
      value = this.value(item);
      if (isTrue(value) === isOr) break;
    }
    return value;
  }

  private comparison({ at, first, rest }: Expression & { kind: "comparison" }): boolean {
    let left = this.value(first);
    for (const [operator, operand] of rest) {
      const right = this.value(operand);
      this.at = at;
      this.weigh([left, right]);
      if (!compare(operator, left, right)) return false;
      left = right;
    }
    return true;
  }

  private subscript({ at, object, index }: Expression & { kind: "subscript" }): Value {
    const container = this.value(object);
    if (index.kind !== "slice") {
      const key = this.value(index);
      this.at = at;
      this.weigh([key]);
      return subscript(container, key);
    }
    const bound = (expression: Expression | undefined): Value =>
      expression === undefined ? null : this.value(expression);
    const [start, stop, step] = [bound(index.start), bound(index.stop), bound(index.step)];
    this.at = at;
    this.weigh([container]);
    return slice(container, start, stop, step);
  }

  private call({ at, callee, passed }: Expression & { kind: "call" }): Value {
    const called = this.value(callee);
    const positional: Value[] = [];
    const keywords = new Map<string, Value>();
    for (const argument of passed) {
      const value = this.value(argument.value);
      if (argument.pass === "positional") positional.push(value);
      else if (argument.pass === "star") {
        this.weigh([value]);
        for (const one of iterate(value)) positional.push(one);
        if (positional.length > MAX_ITEMS) throw tooLarge("this list of arguments");
      } else if (argument.pass === "keyword") keywords.set(argument.name, value);
      else for (const [name, one] of dictEntries(value)) keywords.set(expectText(name, "a keyword"), one);
    }
    this.at = at;
    this.weigh([...positional, ...keywords.values()]);
    if (!(called instanceof PyFunction)) throw typeError(`'${typeName(called)}' object is not callable`);
    const result = called.call({ positional, keywords });
    this.at = at;
    return result;
  }
}

function toDict(entries: ReadonlyMap<string, Value>): PyDict {
  const dict = new PyDict();
  for (const [name, value] of entries) dict.set(name, value);
  return dict;
}

function dictEntries(value: Value): readonly (readonly [Value, Value])[] {
  if (value instanceof PyDict) return value.entries();
  throw typeError("argument after ** must be a dict");
}

/** `left op= right`: a list grows in place. */
function augment(operator: BinaryOperator, left: Value, right: Value): Value {
  if (operator !== "+" || !(left instanceof PyList)) return binary(operator, left, right);
  growList(left, iterate(right));
  return left;
}

function attribute(object: Value, name: string): Value {
  const found = object instanceof PyObject ? object.attribute(name) : methodOf(object, name);
  if (found !== undefined) return found;
  if (object instanceof PyObject && object.what.startsWith("module ")) throw notUnderstood(`${name} of ${object.what}`);
  throw new Fault("AttributeError", `'${typeName(object)}' object has no attribute '${name}' in a manifest.py`);
}

function constantValue(constant: Constant): Value {
  switch (constant.type) {
    case "str":
      return TEXT.decode(constant.bytes);
    case "int":
    case "float":
      return constant.value;
    case "tuple":
      return new PyTuple(constant.items.map(constantValue));
    case "none":
      return null;
    case "true":
    case "false":
      return constant.type === "true";
    default:
      throw notUnderstood(constant.type === "ellipsis" ? "..." : `a value of type ${constant.type}`);
  }
}

function article(what: string): string {
  return `${/^[aeiou]/.test(what) ? "an" : "a"} ${what}`;
}

/** Names of older manifests, and what has come in their place. */
const FORMER: ReadonlyMap<string, string> = new Map([
  ["convert_path", "convert_path() is gone from manifests: $(…) is replaced in every path."],
  ["os", "Write `import os` first."],
]);

function nameHint(name: string): string | undefined {
  if (name.startsWith("freeze"))
    return "freeze() and its kin are for frozen code: evaluate the manifest in freeze mode.";
  return FORMER.get(name);
}
