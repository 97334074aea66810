// Expressions of generated programs, by descent through the grammar: each method makes expressions of one level of precedence.
// `depth` is the number of levels that may still be nested.

import * as literals from "./literals.ts";
import { attribute, identifier } from "./names.ts";
import type { Random } from "./random.ts";
import { Scope } from "./scope.ts";

const BINARY_OPERATORS = ["|", "^", "&", "<<", ">>", "+", "-", "*", "/", "//", "%", "@", "**"] as const;
/** Operators that make large numbers of small ones; 9 ** 9 ** 9 is a matter for hard-input tests. */
const GROWING: ReadonlySet<string> = new Set(["**", "<<"]);
const TAME_OPERATORS = BINARY_OPERATORS.filter((operator) => !GROWING.has(operator));
const COMPARISONS = ["<", ">", "==", "<=", ">=", "!=", "in", "not in", "is", "is not"] as const;
const MODULE_CONSTANTS = [
  "math.pi",
  "math.e",
  "math.tau",
  "math.inf",
  "math.nan",
  "errno.EIO",
  "uctypes.UINT8",
  "math.sin",
] as const;

/** Makes expressions for one place after another; the place is `scope`, which statements replace as they go. */
export class Expressions {
  protected readonly random: Random;
  /** Where the program stands just now. */
  scope: Scope;
  /** Names declared by `const()`, usable in constant expressions. */
  readonly constants: string[] = [];

  constructor(random: Random, scope: Scope) {
    this.random = random;
    this.scope = scope;
  }

  /** A name, usually one that is bound. */
  name(): string {
    return (this.random.oneIn(6) ? undefined : this.scope.visible(this.random)) ?? identifier(this.random);
  }

  /** Any expression that may stand as an argument or element. */
  test(depth: number): string {
    if (depth <= 0) return this.atom(0);
    return this.random.weighted<() => string>([
      [30, () => this.orTest(depth)],
      [2, () => `${this.orTest(depth - 1)} if ${this.orTest(depth - 1)} else ${this.test(depth - 1)}`],
      [2, () => this.lambda(depth)],
    ])();
  }

  /** An expression or a tuple without parentheses, as on the right of `=`. */
  testList(depth: number): string {
    const { random } = this;
    if (!random.oneIn(8)) return this.test(depth);
    const items = random.list(1, 5, () => this.starred(depth) ?? this.test(depth - 1));
    return items.join(", ") + (items.length === 1 || random.oneIn(5) ? "," : "");
  }

  /** A star expression, hardly ever: where there is nothing to assign to, the reference refuses what Python allows. */
  private starred(depth: number): string | undefined {
    return this.random.oneIn(500) ? `*${this.binary(depth - 1)}` : undefined;
  }

  /** A condition, with constant ones that the compiler decides itself. */
  condition(depth: number): string {
    const { random } = this;
    return random.weighted<() => string>([
      [12, () => this.test(depth)],
      [2, () => this.constantCondition()],
      [
        1,
        () =>
          `${random.pick(["", "not "])}${this.constantCondition()} ${random.pick(["and", "or"])} ${this.comparison(depth - 1)}`,
      ],
      [1, () => `${this.comparison(depth - 1)} ${random.pick(["and", "or"])} ${this.constantCondition()}`],
      [1, () => `${identifier(random)} := ${this.test(depth - 1)}`],
    ])();
  }

  private constantCondition(): string {
    return this.random.pick([
      "True",
      "False",
      "0",
      "1",
      "None",
      "__debug__",
      "not __debug__",
      "''",
      "'x'",
      "()",
      "not True",
      "not 0",
      "...",
      "(1)",
      "1.0",
      "True and False",
      "True or False",
      "0 or 1",
      "b''",
      "[]",
      "-1",
      "not (1 and 0)",
    ]);
  }

  private orTest(depth: number): string {
    const { random } = this;
    if (depth <= 0 || !random.oneIn(7)) return this.notTest(depth);
    const operator = random.pick([" and ", " or "]);
    return random.list(2, 4, () => this.notTest(depth - 1)).join(operator);
  }

  private notTest(depth: number): string {
    return this.random.oneIn(12) ? `not ${this.comparison(depth - 1)}` : this.comparison(depth);
  }

  private comparison(depth: number): string {
    const { random } = this;
    if (depth <= 0 || !random.oneIn(7)) return this.binary(depth);
    let text = this.binary(depth - 1);
    for (let more = random.oneIn(4) ? random.between(2, 3) : 1; more > 0; more--) {
      text += ` ${random.pick(COMPARISONS)} ${this.binary(depth - 1)}`;
    }
    return text;
  }

  /** Arithmetic; the level at which a star expression's operand stands. */
  binary(depth: number): string {
    const { random } = this;
    if (depth <= 0 || !random.oneIn(3)) return this.unary(depth);
    if (random.oneIn(3)) return this.constantArithmetic(Math.min(depth, 3));
    const space = random.pick([" ", " ", ""]);
    let text = this.unary(depth - 1);
    for (let more = random.between(1, random.oneIn(6) ? 5 : 1); more > 0; more--) {
      const operator = random.pick(text.includes("**") || text.includes("<<") ? TAME_OPERATORS : BINARY_OPERATORS);
      text += `${space}${operator}${space}${GROWING.has(operator) ? this.exponent() : this.unary(depth - 1)}`;
    }
    return text;
  }

  /** What may follow `**` and `<<`: never a large number, because the compiler would work it out. */
  private exponent(): string {
    const { random } = this;
    return random.oneIn(2) ? `${identifier(random)}.x` : String(random.between(0, random.oneIn(20) ? 40 : 5));
  }

  private unary(depth: number): string {
    const { random } = this;
    if (!random.oneIn(10)) return this.power(depth);
    return `${random.pick(["-", "+", "~", "-", "--"])}${this.power(depth - 1)}`;
  }

  private power(depth: number): string {
    if (this.scope.awaits && this.random.oneIn(8)) return `await ${this.primary(depth - 1)}`;
    return this.primary(depth);
  }

  /** Arithmetic on constants only, which the compiler works out: integers of any size, floats, errors among them. */
  constantArithmetic(depth: number): string {
    const { random } = this;
    if (depth <= 0) {
      return random.weighted<() => string>([
        [10, () => literals.integer(random)],
        [3, () => literals.float(random)],
        [2, () => (this.constants.length > 0 ? random.pick(this.constants) : literals.integer(random))],
        [1, () => random.pick(MODULE_CONSTANTS)],
        [1, () => random.pick(["True", "None", "'s'", "b'q'", "()", "__debug__"])],
      ])();
    }
    return random.weighted<() => string>([
      [8, () => this.constantOperation(depth)],
      [2, () => `${random.pick(["-", "+", "~"])}(${this.constantArithmetic(depth - 1)})`],
      [2, () => `-${literals.integer(random)}`],
      [2, () => `(${this.constantArithmetic(depth - 1)})`],
      [4, () => this.constantArithmetic(0)],
    ])();
  }

  /** An integer expression that has a value: no division by zero, no shift by less than nothing. */
  safeConstant(depth: number): string {
    const { random } = this;
    if (depth <= 0) {
      return this.constants.length > 0 && random.oneIn(4) ? random.pick(this.constants) : literals.integer(random);
    }
    const operator = random.pick(["+", "-", "*", "|", "&", "^", "<<", ">>", "//", "%", "**"]);
    const left = this.safeConstant(depth - 1);
    if (["<<", ">>", "//", "%", "**"].includes(operator)) return `((${left}) ${operator} ${random.between(1, 9)})`;
    return `${random.oneIn(6) ? "-" : ""}(${left} ${operator} ${this.safeConstant(depth - 1)})`;
  }

  private constantOperation(depth: number): string {
    const { random } = this;
    const operator = random.pick(BINARY_OPERATORS);
    const left = this.constantArithmetic(depth - 1);
    if (GROWING.has(operator)) return `(${left}) ${operator} ${random.between(0, random.oneIn(20) ? 90 : 5)}`;
    const operand = `${left} ${operator} ${this.constantArithmetic(depth - 1)}`;
    return random.oneIn(4) ? `(${operand})` : operand;
  }

  /** An atom with calls, subscripts and attributes behind it. */
  primary(depth: number): string {
    return this.random.oneIn(3) ? this.owner(depth) + this.trailers(depth) : this.atom(depth);
  }

  /** An atom that a trailer may follow: a number would take the dot, or the word behind it, for its own. */
  private owner(depth: number): string {
    const text = this.atom(depth);
    return /^[.\d]/.test(text) && !this.random.oneIn(4000) ? `(${text})` : text;
  }

  private trailers(depth: number): string {
    const { random } = this;
    let text = "";
    do {
      text += random.weighted<() => string>([
        [4, () => `.${attribute(random)}`],
        [4, () => `(${this.arguments(depth - 1)})`],
        [3, () => `[${this.subscript(depth - 1)}]`],
      ])();
    } while (random.oneIn(4));
    return text;
  }

  /** Arguments of a call, in the orders that the language allows. */
  arguments(depth: number): string {
    const { random } = this;
    if (depth <= 0 && random.oneIn(2)) return "";
    if (random.oneIn(14)) return this.comprehension(depth);
    const parts = random.list(0, random.oneIn(12) ? 12 : 3, () => {
      if (random.oneIn(12)) return `*${this.test(depth - 1)}`;
      if (random.oneIn(20)) return `${identifier(random)} := ${this.test(depth - 1)}`;
      return this.test(depth - 1);
    });
    if (random.oneIn(5)) parts.push(...random.list(1, 3, () => `${identifier(random)}=${this.test(depth - 1)}`));
    if (random.oneIn(14)) parts.push(`**${this.test(depth - 1)}`);
    if (random.oneIn(40))
      parts.push(random.pick([`k=${this.atom(0)}`, `**${this.name()}`, `*${this.name()}`, this.atom(0)]));
    return parts.join(random.pick([", ", ",", ",\n "])) + (parts.length > 0 && random.oneIn(15) ? "," : "");
  }

  private subscript(depth: number): string {
    const { random } = this;
    if (random.oneIn(10)) return random.list(2, 3, () => this.oneSubscript(depth)).join(", ");
    return this.oneSubscript(depth) + (random.oneIn(30) ? "," : "");
  }

  private oneSubscript(depth: number): string {
    const { random } = this;
    if (!random.oneIn(3)) return this.test(depth);
    const bound = (): string => (random.oneIn(2) ? this.test(depth - 1) : "");
    return `${bound()}:${bound()}${random.oneIn(3) ? `:${bound()}` : ""}`;
  }

  /** What stands for itself: names, literals, displays, parentheses. */
  atom(depth: number): string {
    const { random } = this;
    if (depth <= 0 || random.oneIn(2)) return this.leaf();
    return random.weighted<() => string>([
      [6, () => `(${this.test(depth - 1)})`],
      [3, () => `(${this.items(depth - 1)})`],
      [4, () => `[${this.items(depth - 1)}]`],
      [3, () => this.dict(depth - 1)],
      [2, () => `{${this.items(depth - 1) || "0"}}`],
      [2, () => `[${this.comprehension(depth - 1)}]`],
      [1, () => `{${this.comprehension(depth - 1)}}`],
      [1, () => `{${this.comprehension(depth - 1, true)}}`],
      [2, () => `(${this.comprehension(depth - 1)})`],
      [2, () => `(${identifier(random)} := ${this.test(depth - 1)})`],
      [1, () => (this.scope.yields ? `(${this.yieldExpression(depth - 1)})` : this.leaf())],
      [1, () => random.pick(["super()", "super().__init__()", "__class__", "super().x", "super"])],
    ])();
  }

  /** `yield` in its three forms. */
  yieldExpression(depth: number): string {
    return this.random.weighted<() => string>([
      [1, () => "yield"],
      [4, () => `yield ${this.testList(depth)}`],
      [2, () => `yield from ${this.test(depth)}`],
    ])();
  }

  private leaf(): string {
    const { random } = this;
    return random.weighted<() => string>([
      [20, () => this.name()],
      [10, () => literals.integer(random)],
      [2, () => literals.float(random)],
      [6, () => literals.anyString(random, (quote) => this.field(quote))],
      [5, () => random.pick(["None", "True", "False", "...", "__debug__", "()", "[]", "{}"])],
      [1, () => (this.constants.length > 0 ? random.pick(this.constants) : "0")],
    ])();
  }

  /** An expression for a field of an f-string, in which strings stand between `quote`. */
  private field(quote: string): string {
    const { random } = this;
    return random.weighted<() => string>([
      [12, () => this.name()],
      [3, () => `${this.name()}.${attribute(random)}`],
      [2, () => `${this.name()}[${literals.integer(random)}]`],
      [2, () => `${this.name()}(${this.name()}, ${literals.integer(random)})`],
      [3, () => `${this.name()} + ${literals.integer(random)}`],
      [2, () => `${this.name()}[${quote}key${quote}]`],
      [1, () => `(${this.name()} if ${this.name()} else ${this.name()})`],
      [1, () => `(lambda: ${this.name()})()`],
      [1, () => ` {${literals.integer(random)}: ${this.name()}}[${this.name()}]`],
      [1, () => `${this.name()}, ${this.name()}`],
      [1, () => `f${quote}{${this.name()}}${quote}`],
      [1, () => `${quote}text${quote}`],
      [
        0.2,
        () =>
          random.pick([
            "x!r",
            "a != b",
            "",
            "x:",
            "a := 1",
            "*a",
            "a b",
            "yield",
            "lambda: 0",
            "a\\n",
            "#",
            "{a}",
            "'",
            '"',
          ]),
      ],
    ])();
  }

  private items(depth: number): string {
    const { random } = this;
    if (random.oneIn(25)) return random.list(10, 60, () => this.leaf()).join(", ");
    const constant = random.oneIn(5);
    const items = random.list(0, 5, () => {
      if (constant) return this.constantArithmetic(1);
      return this.starred(depth) ?? this.test(depth - 1);
    });
    if (items.length === 1 && random.oneIn(2)) return `${items[0]},`;
    return (
      items.join(random.pick([", ", ",", ",\n    ", ", # note\n"])) + (items.length > 1 && random.oneIn(8) ? "," : "")
    );
  }

  private dict(depth: number): string {
    const { random } = this;
    const items = random.list(0, 4, () => `${this.test(depth - 1)}: ${this.test(depth - 1)}`);
    if (random.oneIn(40)) items.push(random.pick(["1", "**x", "*y"]));
    return `{${items.join(", ")}${items.length > 0 && random.oneIn(8) ? "," : ""}}`;
  }

  private comprehension(depth: number, isDict = false): string {
    const { random } = this;
    const outer = this.scope;
    // async comprehensions do not exist; `yield` in one makes another scope a generator
    this.scope = new Scope("comprehension", outer, outer.isAsync, false);
    const names = random.list(1, random.oneIn(4) ? 3 : 1, () => this.scope.bind(identifier(random)));
    let clauses = ` for ${names.join(", ")} in ${this.orTest(depth - 1)}`;
    while (random.oneIn(3)) {
      const more = random.oneIn(2) ? `for ${this.scope.bind(identifier(random))} in` : "if";
      clauses += ` ${more} ${this.orTest(depth - 1)}`;
    }
    const element = this.test(depth - 1);
    const text = (isDict ? `${element}: ${this.test(depth - 1)}` : element) + clauses;
    this.scope = outer;
    return text;
  }

  private lambda(depth: number): string {
    const outer = this.scope;
    const scope = new Scope("lambda", outer);
    const parameters = this.parameters(depth - 1, scope, false);
    this.scope = scope;
    const text = `lambda${parameters === "" ? "" : " "}${parameters}: ${this.test(depth - 1)}`;
    this.scope = outer;
    return text;
  }

  /** Parameters of a function or lambda: positional, defaults, `*args` or `*`, keyword-only, `**kw`. Binds them in `scope`. */
  parameters(depth: number, scope: Scope, annotated: boolean): string {
    const { random } = this;
    const fresh = (): string => {
      for (;;) {
        const name = identifier(random);
        if (!scope.names.includes(name) || random.oneIn(200)) return scope.bind(name);
      }
    };
    const note = (): string => (annotated && random.oneIn(6) ? `: ${this.annotation(depth)}` : "");
    const optional = (): string => `${fresh()}${note()}=${this.test(depth - 1)}`;
    const required = (): string => fresh() + note();
    const parts = random.list(0, random.oneIn(15) ? 20 : 3, required);
    if (random.oneIn(4)) parts.push(...random.list(1, 3, optional));
    if (random.oneIn(6)) {
      parts.push(random.oneIn(3) ? "*" : `*${required()}`);
      parts.push(...random.list(parts.at(-1) === "*" ? 1 : 0, 3, () => (random.oneIn(2) ? optional() : required())));
    }
    if (random.oneIn(8)) parts.push(`**${required()}`);
    return parts.join(", ") + (parts.length > 0 && random.oneIn(15) ? "," : "");
  }

  /** An annotation; code for it is made nowhere, but it is parsed and folded. */
  annotation(depth: number): string {
    const { random } = this;
    return random.oneIn(3)
      ? this.test(depth - 1)
      : random.pick(["int", "str", "object", "'X'", "list[int]", "None", "uint", "ptr8"]);
  }

  /** Where an assignment may go. */
  target(depth: number): string {
    const { random } = this;
    return random.weighted<() => string>([
      [14, () => this.bindable()],
      [3, () => `${this.owner(depth - 1)}${random.oneIn(3) ? this.trailers(depth - 1) : ""}.${attribute(random)}`],
      [
        3,
        () =>
          `${this.owner(depth - 1)}${random.oneIn(3) ? this.trailers(depth - 1) : ""}[${this.subscript(depth - 1)}]`,
      ],
      [1, () => `(${this.targets(depth - 1)})`],
      [1, () => `[${this.targets(depth - 1)}]`],
      [1, () => `(${this.bindable()})`],
    ])();
  }

  /** Several targets, one of them starred now and then. */
  targets(depth: number): string {
    const { random } = this;
    const items = random.list(1, 4, () => (depth > 0 ? this.target(depth - 1) : this.bindable()));
    if (random.oneIn(4)) {
      const at = random.below(items.length);
      items[at] = `*${random.oneIn(4) && depth > 0 ? this.target(depth - 1) : this.bindable()}`;
    }
    return items.join(", ") + (items.length === 1 || random.oneIn(8) ? "," : "");
  }

  /** A name that is bound here by what is made of it. */
  bindable(): string {
    const { random, scope } = this;
    if (scope.names.length > 0 && random.oneIn(2)) return random.pick(scope.names);
    return scope.bind(identifier(random));
  }
}
