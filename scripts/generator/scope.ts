// The generator's state at a place of the program: its names, and the statements that are allowed.

import type { Random } from "./random.ts";

/** Kinds of scope of Python. */
export type ScopeKind = "module" | "function" | "class" | "lambda" | "comprehension";

/** A scope of the program that grows. */
export class Scope {
  readonly kind: ScopeKind;
  readonly parent: Scope | undefined;
  /** Names bound here so far. */
  readonly names: string[] = [];
  /** `async def`. */
  readonly isAsync: boolean;
  /** Names that `nonlocal` or `global` took away: they must not be declared twice. */
  readonly declared: Set<string> = new Set();
  /** How many loops the place is in. */
  loops = 0;
  /** May `yield` appear: in functions only, and not in those of native code that must not suspend. */
  yields: boolean;
  /** May `await` appear. */
  get awaits(): boolean {
    return this.isAsync;
  }

  constructor(kind: ScopeKind, parent: Scope | undefined, isAsync = false, yields: boolean = kind === "function") {
    this.kind = kind;
    this.parent = parent;
    this.isAsync = isAsync;
    this.yields = yields;
  }

  /** Notes that `name` is bound here. */
  bind(name: string): string {
    if (!this.names.includes(name)) this.names.push(name);
    return name;
  }

  /** Is the place inside a function? */
  get inFunction(): boolean {
    return this.kind === "function";
  }

  /** A name bound in a function around this one, for `nonlocal`. */
  outerLocal(random: Random): string | undefined {
    const found: string[] = [];
    for (let scope = this.parent; scope; scope = scope.parent)
      if (scope.kind === "function") found.push(...scope.names);
    return found.length > 0 ? random.pick(found) : undefined;
  }

  /** A name that can be seen from here; prefers near ones. */
  visible(random: Random): string | undefined {
    let scope: Scope | undefined = this;
    while (scope && (scope.names.length === 0 || random.oneIn(3))) scope = scope.parent;
    return scope && scope.names.length > 0 ? random.pick(scope.names) : undefined;
  }
}
