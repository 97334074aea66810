// Decides from syntax trees whether changed modules can be replaced on a running board. The rule: after a swap every
// call has the same result as after a restart, and state is kept. A change that would break the rule needs a soft
// reset.
//
// The rules follow from how a swap works (see swap.ts). The changed module runs combine, with new globals. Names of
// unchanged initial value keep the old value; classes are patched in place, so that their objects live on; a function
// replaces the old one in every module. Code that is kept outside of modules (a callback, a running coroutine, a
// closure) stays old, with old globals. So such code must not have changed, and must not share a variable with new
// code.

import type { ClassStatement, FunctionStatement, Outline, Statement, Value } from "../../project/outline.ts";
import { absoluteName } from "../../project/imports.ts";
import {
  basesChanged,
  basesComputed,
  CALLS_ON_IMPORT,
  creationMethod,
  decoratorRuns,
  IMPORT_CYCLE,
  importsInBody,
  innerClassChanged,
  innerFunctionChanged,
  INVALID_PYTHON,
  mayBeRunning,
  nameRemoved,
  newSubclass,
  otherKind,
  passedAsValue,
  REMOVED,
  removedButPassed,
  RUNS_AT_BOOT,
  SIDE_EFFECTS,
  starImport,
  valueFromChanged,
} from "./messages.ts";

/** A module of the project, in its old or new state. */
export interface SwapModule {
  /** Name that Python imports it by. */
  readonly name: string;
  /** Absolute path on the device. */
  readonly path: string;
  /** The source's path, for messages. */
  readonly source: string;
  readonly sha256: string;
  /** Undefined if the source is not valid Python. */
  readonly outline: Outline | undefined;
}

/** Why a change needs a soft reset. */
export interface ResetReason {
  /** "firmware/app/net.py:12", or a path on the device. */
  readonly place: string;
  readonly reason: string;
}

/** A module to replace. */
export interface ModuleSwap {
  readonly name: string;
  /** Names that keep their values. */
  readonly keep: readonly string[];
  /** Functions of the top level that replace the old ones. */
  readonly functions: readonly string[];
  /** Classes that are patched. */
  readonly classes: Readonly<Record<string, ClassPatch>>;
  /** Whether its function `__hot__` is called. */
  readonly hot: boolean;
  /** Changed coroutines and generators. Running ones continue with the old code. */
  readonly coroutines: readonly string[];
  /** Changed values that other modules have imported by name: the importing module, its local name, the name here. */
  readonly copies: readonly (readonly [module: string, local: string, name: string])[];
}

/** The changes to a class in addition to its new methods. */
export interface ClassPatch {
  /** Attributes that keep their values. */
  readonly keep: readonly string[];
  /** Attributes that were removed. */
  readonly lost: readonly string[];
}

/** The plan for a change. */
export type SwapPlan =
  | { readonly kind: "nothing" }
  | { readonly kind: "swap"; readonly modules: readonly ModuleSwap[] }
  | { readonly kind: "reset"; readonly reasons: readonly ResetReason[] };

/** Files that the board runs at boot. */
const BOOT_MODULES: ReadonlySet<string> = new Set(["/main.py", "/boot.py", "/code.py"]);
/** Decorators that only change the kind of code. */
const PLAIN_DECORATOR = /^(?:micropython\.\w+|staticmethod|classmethod|property|\w+\.(?:setter|getter|deleter))$/;
/** Methods that a class must have when it is created (py/objtype.c). */
const BORN_WITH: ReadonlySet<string> = new Set([
  "__getattr__",
  "__setattr__",
  "__delattr__",
  "__get__",
  "__set__",
  "__delete__",
  "__del__",
  "__new__",
  "__slots__",
]);
export const HOT_HOOK = "__hot__";

/** Plans the swap from one state of a project's modules to another. */
export function planSwap(before: readonly SwapModule[], after: readonly SwapModule[]): SwapPlan {
  return new Planner(before, after).plan();
}

type Changed = readonly [old: SwapModule, next: SwapModule];
type Named<T> = ReadonlyMap<string, T>;

class Planner {
  private readonly before: Named<SwapModule>;
  private readonly after: readonly SwapModule[];
  private readonly byName: Named<SwapModule>;
  private readonly reasons: ResetReason[] = [];
  /** Names with changed values, by changed module. */
  private readonly otherValues = new Map<string, Set<string>>();

  constructor(before: readonly SwapModule[], after: readonly SwapModule[]) {
    this.before = new Map(before.map((module) => [module.path, module]));
    this.after = after;
    this.byName = new Map(after.map((module) => [module.name, module]));
  }

  plan(): SwapPlan {
    const paths = new Set(this.after.map(({ path }) => path));
    for (const old of this.before.values()) {
      if (!paths.has(old.path)) this.reset(old, undefined, REMOVED);
    }
    const changed: Changed[] = [];
    for (const next of this.after) {
      const old = this.before.get(next.path);
      if (old !== undefined && old.sha256 !== next.sha256) changed.push([old, next]);
    }
    if (changed.length === 0 && this.reasons.length === 0) return { kind: "nothing" };
    const ordered = this.inImportOrder(changed);
    const swaps = ordered.map(([old, next]) => this.swapOf(old, next)).filter((swap) => swap !== undefined);
    if (this.reasons.length === 0) this.checkImporters(new Set(ordered.map(([, { name }]) => name)));
    if (this.reasons.length > 0) return { kind: "reset", reasons: this.reasons };
    const modules = swaps.map((swap) => ({ ...swap, copies: this.copiesOf(swap, ordered) }));
    return { kind: "swap", modules };
  }

  private reset(module: SwapModule, line: number | undefined, reason: string): void {
    const place = line === undefined ? module.source : `${module.source}:${line}`;
    const isTold = this.reasons.some((one) => one.place === place && one.reason === reason);
    if (!isTold) this.reasons.push({ place, reason });
  }

  // ---- one module

  private swapOf(old: SwapModule, next: SwapModule): Omit<ModuleSwap, "copies"> | undefined {
    if (BOOT_MODULES.has(next.path)) return this.refuse(next, undefined, RUNS_AT_BOOT);
    if (old.outline === undefined || next.outline === undefined) {
      return this.refuse(next, undefined, INVALID_PYTHON);
    }
    const was = namesOf(flatten(old.outline.statements));
    const is = namesOf(flatten(next.outline.statements));
    const hot = is.get(HOT_HOOK)?.kind === "function";
    const classes: Record<string, ClassPatch> = {};
    for (const [name, one] of is) {
      const former = was.get(name);
      if (one.kind !== "class" || former?.kind !== "class") continue;
      const fault = classFault(former, one, was, is);
      if (fault === undefined) classes[name] = classPatch(former, one, was, is);
      else if (!hot) this.reset(next, one.line, fault);
    }
    const functions = changedFunctions(was, is);
    const coroutines = functions.filter(({ isGenerator }) => isGenerator).map(({ name }) => name);
    const keep = keptNames([was], [is]);
    for (const name of globalsOf(was, is)) if (!is.has(name)) keep.push(name);
    this.otherValues.set(next.name, otherValues(was, is, keep));
    const isFunction = (name: string): boolean =>
      is.get(name)?.kind === "function" && was.get(name)?.kind === "function";
    const swap = { name: next.name, functions: [...is.keys()].filter(isFunction), classes, hot, coroutines };
    // The hook decides about values.
    if (hot) return { ...swap, keep: [] };
    this.checkTopLevel(next, is);
    this.checkLost(next, was, is);
    this.checkHeld(next, functions, was, is);
    return { ...swap, keep };
  }

  private refuse(module: SwapModule, line: number | undefined, reason: string): undefined {
    this.reset(module, line, reason);
  }

  /** Checks that code that runs on import only makes functions, classes and values. */
  private checkTopLevel(module: SwapModule, names: Named<Statement>): void {
    const judge = (statements: readonly Statement[], visible: Named<Statement>): void => {
      for (const one of statements) {
        const fault = importFault(one, visible);
        if (fault !== undefined) this.reset(module, one.line, fault);
        else if (one.kind === "class") judge(one.body, new Map([...visible, ...namesOf(one.body)]));
      }
    };
    judge(flatten(module.outline!.statements), names);
  }

  /** Checks removed names, which may still be in use. */
  private checkLost(module: SwapModule, was: Named<Statement>, is: Named<Statement>): void {
    for (const [name, { kind }] of was) {
      if (kind !== "nothing" && !is.has(name)) this.reset(module, undefined, nameRemoved(name));
      else if (kind !== is.get(name)?.kind) this.reset(module, is.get(name)!.line, otherKind(name));
    }
    for (const one of is.values()) {
      if (one.kind !== "class" || was.has(one.name)) continue;
      // Its base would be the new class of that name, while other code keeps the old one.
      const base = one.bases.flatMap(({ names }) => names).find((name) => this.isChangedHere(module, name, is));
      if (base !== undefined) this.reset(module, one.line, newSubclass(one.name, base));
    }
  }

  private isChangedHere(module: SwapModule, name: string, is: Named<Statement>): boolean {
    const statement = is.get(name);
    if (statement?.kind === "class") return true;
    const source = statement && importedFrom(module, statement);
    return source !== undefined && this.isChanged(source);
  }

  private isChanged(name: string): boolean {
    const module = this.byName.get(name);
    const old = module && this.before.get(module.path);
    return old !== undefined && old.sha256 !== module!.sha256;
  }

  /** Checks that code that may be kept has not changed, and shares no variable with new code. */
  private checkHeld(
    module: SwapModule,
    changed: readonly Defined[],
    was: Named<Statement>,
    is: Named<Statement>,
  ): void {
    for (const one of changed) {
      if (one.isGenerator) this.reset(module, one.line, mayBeRunning(one.name));
      else if (one.nestedChanged) this.reset(module, one.line, innerFunctionChanged(one.name));
      else {
        const holder = this.holderOf(one);
        if (holder !== undefined) {
          this.reset(module, one.line, passedAsValue(one.name, holder));
        }
      }
    }
    const lost = [...functionsOf(was)].filter(([key]) => !functionsOf(is).has(key));
    for (const [key, [one, isMethod]] of lost) {
      const holder = this.holderOf({ ...one, isMethod, nestedChanged: false });
      if (holder !== undefined) this.reset(module, undefined, removedButPassed(key, holder));
    }
    const assigned = [...globalsOf(was, is), ...this.assignedFromOutside(module, is)];
    if (assigned.length === 0) return;
    const held = definitions(is).find(
      (one) => one.isGenerator || one.nested.length > 0 || this.holderOf(one) !== undefined,
    );
    if (held !== undefined) {
      this.reset(
        module,
        held.line,
        `${held.name} may be kept by running code, and would not see assignments to ${assigned[0]}`,
      );
    }
  }

  /** The source that reads a function without calling it. */
  private holderOf({ name, isMethod }: Defined): string | undefined {
    return this.after.find(({ outline }) => {
      if (outline === undefined) return false;
      return outline.valueAttributes.has(name) || (!isMethod && outline.valueNames.has(name));
    })?.source;
  }

  /** Names of a module that other modules assign to as `module.name = …`. */
  private assignedFromOutside(module: SwapModule, is: Named<Statement>): string[] {
    const importers = this.after.filter(
      (one) => one !== module && importsOf(one).some(([name]) => name === module.name),
    );
    return [...is.keys()].filter((name) => importers.some(({ outline }) => outline!.storedAttributes.has(name)));
  }

  // ---- modules together

  /**
   * Sorts modules so that each comes after those that it imports. Changed modules in an import cycle cannot be sorted.
   */
  private inImportOrder(changed: readonly Changed[]): Changed[] {
    const byName = new Map(changed.map((one) => [one[1].name, one]));
    const ordered: Changed[] = [];
    const state = new Map<string, "open" | "done">();
    const visit = (module: SwapModule): void => {
      if (state.get(module.name) === "done") return;
      if (state.get(module.name) === "open") {
        if (byName.has(module.name) && changed.length > 1) this.reset(module, undefined, IMPORT_CYCLE);
        return;
      }
      state.set(module.name, "open");
      for (const [name] of importsOf(module)) {
        const imported = this.byName.get(name);
        if (imported !== undefined && imported !== module) visit(imported);
      }
      state.set(module.name, "done");
      const own = byName.get(module.name);
      if (own !== undefined) ordered.push(own);
    };
    for (const [, next] of changed) visit(next);
    return ordered;
  }

  /** Checks values of unchanged modules that were computed on import from changed values. */
  private checkImporters(changed: ReadonlySet<string>): void {
    for (const module of this.after) {
      if (changed.has(module.name) || module.outline === undefined) continue;
      const statements = flatten(module.outline.statements);
      for (const [local, from] of staleNames(module, this.otherValues)) {
        if (local === "*") {
          this.reset(module, undefined, starImport(from));
          continue;
        }
        const user = statements.find((one) => one.kind !== "import" && readsOnImport(one, local));
        if (user !== undefined) this.reset(module, user.line, valueFromChanged(from));
      }
    }
  }

  private copiesOf({ name, hot }: Omit<ModuleSwap, "copies">, changed: readonly Changed[]): ModuleSwap["copies"] {
    const assigned = namesOf(flatten(this.byName.get(name)!.outline!.statements));
    const others = hot ? assigned : this.otherValues.get(name)!;
    const isChanged = new Set(changed.map(([, next]) => next.name));
    return this.after.flatMap((module) => {
      if (isChanged.has(module.name) || module.outline === undefined) return [];
      return flatten(module.outline.statements).flatMap((one) => {
        if (one.kind !== "import" || one.names === null || importedFrom(module, one) !== name) return [];
        const found = Object.entries(one.names).filter(([imported]) => others.has(imported));
        const holder = BOOT_MODULES.has(module.path) ? "__main__" : module.name;
        return found.map(([imported, local]) => [holder, local, imported] as const);
      });
    });
  }
}

// ---- statements

/** Statements, including those inside a `try` around imports. */
function flatten(statements: readonly Statement[]): Statement[] {
  return statements.flatMap((one) => (one.kind === "try" ? flatten(one.body) : [one]));
}

/** Statements by the names that they bind. The last one of a name wins. */
function namesOf(statements: readonly Statement[]): Map<string, Statement> {
  const names = new Map<string, Statement>();
  for (const one of statements) {
    if (one.kind === "function" || one.kind === "class") names.set(one.name, one);
    else if (one.kind === "assign") for (const name of one.names) names.set(name, combine(names.get(name), one));
    else if (one.kind === "import" && one.names !== null)
      for (const name of Object.values(one.names)) names.set(name, one);
  }
  return names;
}

/** Combines several assignments to one name. */
function combine(earlier: Statement | undefined, one: Statement): Statement {
  return earlier?.kind === "assign" && one.kind === "assign" ? { ...one, code: `${earlier.code}; ${one.code}` } : one;
}

/** Why a statement must not run combine; undefined if it may. */
function importFault(one: Statement, names: Named<Statement>): string | undefined {
  switch (one.kind) {
    case "other":
      return SIDE_EFFECTS;
    case "assign":
      return valueFault(one.value, names);
    case "function": {
      const decorator = one.decorators.find((name) => !PLAIN_DECORATOR.test(name));
      if (decorator !== undefined || one.hasDecoratorCall) return decoratorRuns(one.name);
      return one.defaults.map((value) => valueFault(value, names)).find((fault) => fault !== undefined);
    }
    case "class": {
      if (one.decorators.length > 0) return decoratorRuns(one.name);
      return one.bases.every(({ isPlain }) => isPlain) ? undefined : basesComputed(one.name);
    }
    default:
      return undefined;
  }
}

function valueFault({ isPlain, names: read }: Value, names: Named<Statement>): string | undefined {
  if (!isPlain) return CALLS_ON_IMPORT;
  const shared = read.find((name) => {
    const statement = names.get(name);
    return statement?.kind === "class" || (statement?.kind === "assign" && statement.value.isMutable);
  });
  // The new value would contain the new object, while other code keeps the old one.
  return shared === undefined ? undefined : `it keeps ${shared} in another value`;
}

/**
 * Names that keep their values: the initial values are the same, including the values they are computed from. Scopes
 * are ordered innermost first, and the result has names of the innermost.
 */
function keptNames(was: readonly Named<Statement>[], is: readonly Named<Statement>[]): string[] {
  const find = (scopes: readonly Named<Statement>[], name: string): Statement | undefined =>
    scopes.find((scope) => scope.has(name))?.get(name);
  const known = new Map<string, boolean>();
  const isSame = (name: string): boolean => {
    const answer = known.get(name);
    if (answer !== undefined) return answer;
    known.set(name, false);
    const [old, next] = [find(was, name), find(is, name)];
    // Functions and imports get the new value.
    const same =
      next === undefined
        ? old === undefined
        : next.kind === "assign" && next.code === old?.code && next.value.names.every(isSame);
    known.set(name, same);
    return same;
  };
  const assigned = [...is[0]!].filter(([name, { kind }]) => kind === "assign" && !name.startsWith("__"));
  return assigned.map(([name]) => name).filter(isSame);
}

function classPatch(
  old: ClassStatement,
  next: ClassStatement,
  was: Named<Statement>,
  is: Named<Statement>,
): ClassPatch {
  const [oldNames, nextNames] = [namesOf(old.body), namesOf(next.body)];
  const lost = [...oldNames.keys()].filter((name) => !nextNames.has(name));
  return { keep: keptNames([oldNames, was], [nextNames, is]), lost };
}

/** Names with another value after the swap, without functions, classes and modules. */
function otherValues(was: Named<Statement>, is: Named<Statement>, keep: readonly string[]): Set<string> {
  const kept = new Set(keep);
  const others = [...is].filter(([name, { kind }]) => (kind === "assign" && !kept.has(name)) || !was.has(name));
  return new Set(others.map(([name]) => name));
}

// ---- functions and classes

interface Defined {
  readonly name: string;
  readonly line: number;
  readonly isMethod: boolean;
  readonly isGenerator: boolean;
  readonly nested: readonly string[];
  readonly nestedChanged: boolean;
  readonly globals: readonly string[];
}

/** Functions and methods of a module. */
function functionsOf(names: Named<Statement>): Map<string, readonly [FunctionStatement, boolean]> {
  const found = new Map<string, readonly [FunctionStatement, boolean]>();
  const add = (statements: Iterable<Statement>, prefix: string): void => {
    for (const one of statements) {
      if (one.kind === "function") found.set(prefix + one.name, [one, prefix !== ""]);
      else if (one.kind === "class") add(one.body, `${prefix}${one.name}.`);
    }
  };
  add(names.values(), "");
  return found;
}

function definitions(names: Named<Statement>): Defined[] {
  return [...functionsOf(names).values()].map(([one, isMethod]) => ({ ...one, isMethod, nestedChanged: false }));
}

/** Functions that are in both and differ. */
function changedFunctions(was: Named<Statement>, is: Named<Statement>): Defined[] {
  const old = functionsOf(was);
  return [...functionsOf(is)].flatMap(([key, [one, isMethod]]) => {
    const former = old.get(key)?.[0];
    if (former === undefined || former.code === one.code) return [];
    const isGenerator = one.isGenerator || former.isGenerator;
    const nestedChanged = one.nested.join("\n") !== former.nested.join("\n");
    return [{ ...one, isMethod, isGenerator, nestedChanged }];
  });
}

function globalsOf(was: Named<Statement>, is: Named<Statement>): string[] {
  const both = [...functionsOf(was).values(), ...functionsOf(is).values()];
  return [...new Set(both.flatMap(([{ globals }]) => globals))];
}

/** Why a class cannot be patched in place. */
function classFault(
  old: ClassStatement,
  next: ClassStatement,
  was: Named<Statement>,
  is: Named<Statement>,
): string | undefined {
  const bases = (one: ClassStatement): string => one.bases.map(({ code }) => code).join(", ");
  if (bases(old) !== bases(next)) return basesChanged(next.name);
  const born = (one: ClassStatement): string => {
    const names = one.body.flatMap((member) => {
      if (member.kind === "function") return BORN_WITH.has(member.name) || isDescriptor(member) ? [member.name] : [];
      return member.kind === "assign" ? member.names.filter((name) => BORN_WITH.has(name)) : [];
    });
    return names.sort().join(", ");
  };
  if (born(old) !== born(next)) return creationMethod(next.name);
  const nested = (one: ClassStatement): string =>
    one.body.map((member) => (member.kind === "class" ? member.code : "")).join("");
  if (nested(old) !== nested(next)) return innerClassChanged(next.name);
  const inside = next.body.find((member) => member.kind === "import" || member.kind === "try");
  if (inside !== undefined) return importsInBody(next.name);
  const base = next.bases.flatMap(({ names }) => names).find((name) => was.get(name)?.kind !== is.get(name)?.kind);
  return base === undefined ? undefined : `${base}, a base of ${next.name}, is something else now`;
}

function isDescriptor({ decorators }: FunctionStatement): boolean {
  return decorators.some((name) => name === "property" || name.includes(".setter") || name.includes(".deleter"));
}

// ---- imports

/** The module from which an import statement imports names. */
function importedFrom(module: SwapModule, one: Statement): string | undefined {
  if (one.kind !== "import") return undefined;
  const [, dots, rest] = /^(\.*)(.*)$/.exec(one.module)!;
  return absoluteName(module.name, isPackage(module), { level: dots!.length, module: rest! });
}

function isPackage({ path }: SwapModule): boolean {
  return /\/__init__\.m?py$/.test(path);
}

/** Modules that a module imports, with its statements. An imported name may be a module, too. */
function importsOf(module: SwapModule): (readonly [name: string, statement: Statement])[] {
  return flatten(module.outline?.statements ?? []).flatMap((one) => {
    const from = importedFrom(module, one);
    if (from === undefined || one.kind !== "import") return [];
    const parts = from.split(".").map((_, at, all) => all.slice(0, at + 1).join("."));
    const members = Object.keys(one.names ?? {}).map((name) => `${from}.${name}`);
    return [...parts, ...members].map((name) => [name, one] as const);
  });
}

/** Local names of a module that refer to values of changed modules, with that module; "*" for all names. */
function staleNames(
  module: SwapModule,
  others: ReadonlyMap<string, ReadonlySet<string>>,
): (readonly [local: string, from: string])[] {
  const isStale = (name: string): boolean => (others.get(name)?.size ?? 0) > 0;
  return flatten(module.outline?.statements ?? []).flatMap((one): (readonly [string, string])[] => {
    const from = importedFrom(module, one);
    if (one.kind !== "import" || from === undefined) return [];
    if (one.names === null) return isStale(from) ? [["*", from]] : [];
    return Object.entries(one.names).flatMap(([imported, local]) => {
      // `import a.b` binds a, and gives access to all its submodules.
      const below = (name: string): boolean =>
        name === from || (local === from.split(".")[0] && name.startsWith(`${local}.`));
      const sources = imported === "" ? [...others.keys()].filter(below) : [`${from}.${imported}`];
      if (others.get(from)?.has(imported)) sources.push(from);
      else if (imported !== "" && !isStale(sources[0]!)) return [];
      const source = sources.find(isStale);
      return source === undefined ? [] : [[local, source] as const];
    });
  });
}

/** Whether a statement reads a name while the module is imported. */
function readsOnImport(one: Statement, name: string): boolean {
  switch (one.kind) {
    case "other":
      return one.names.includes(name);
    case "assign":
      return one.value.names.includes(name);
    case "function":
      return (
        one.decorators.some((used) => used.split(".")[0] === name) ||
        one.defaults.some(({ names }) => names.includes(name))
      );
    case "class":
      return one.body.some((member) => readsOnImport(member, name));
    default:
      return false;
  }
}
