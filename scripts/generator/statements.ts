// Statements of generated programs. A program is a list of lines; a block is one indented further. The budget is a number of
// statements, so that programs end; slips are mistakes of meaning, made on purpose now and then: each has a wording of its own.

import { Expressions } from "./expressions.ts";
import * as literals from "./literals.ts";
import { dottedName, identifier } from "./names.ts";
import type { Random } from "./random.ts";
import { Scope } from "./scope.ts";

const AUGMENTED = ["+=", "-=", "*=", "/=", "//=", "%=", "@=", "&=", "|=", "^=", "<<=", ">>=", "**="] as const;

/** One-line mistakes that a parser lets through and a compiler refuses, or that only some places allow. */
const SLIPS = [
  "return 1",
  "yield 1",
  "break",
  "continue",
  "await x",
  "nonlocal a",
  "global a",
  "from m import *",
  "1 = x",
  "f() = 1",
  "del f()",
  "del 1",
  "a, *b, *c = d",
  "*a = b",
  "*a, = b",
  "a + b = c",
  "f(a=1, b)",
  "f(**a, b)",
  "f(**a, *b)",
  "f(a=1, *b)",
  "f(1=2)",
  "{1: 2, 3}",
  "{1, 2: 3}",
  "def f(a, a): pass",
  "def f(a=1, b): pass",
  "def f(*): pass",
  "lambda *: 0",
  "x: int: str",
  "None = 1",
  "try:\n pass",
  "a = const(b)",
  "a = const()",
  "const(1, 2)",
  "_q = const(1)\n_q = 2",
  "'a' b'c'",
  "f'{a b}'",
  "f'{'",
  "f'}'",
  "f'{}'",
  "0777",
  "01",
  "1__0",
  "0x",
  "1e",
  "1_",
  "'\\N{DEGREE SIGN}'",
  "'\\ud800'",
  "'\\U00110000'",
  "b'\\u1234'",
  "b'é'",
  "$",
  "a ? b",
  "print 1",
  "match x:\n  case 1: pass",
  "async x",
  "async for i in x: pass",
  "async with a: pass",
  "await",
  "a := 1",
  "(a.b := 1)",
  "(a := 1) = 2",
  "import a.b as",
  "from . import",
  "import",
  "from a import (b",
  "class A(b=1, c): pass",
  "class A: return 1",
  "except: pass",
  "else: pass",
  "x = yield",
  "lambda: (yield)",
  "[*a for a in b]",
  "f(*)",
  "a[*b]",
  "a[b:=1]",
  "with a as 1: pass",
  "with a as f(): pass",
  "for 1 in a: pass",
  "for *a in b: pass",
  "while x := 1: pass",
  "del *a",
  "del (a, b), [c]",
  "del ()",
  "del a,",
  "raise a, b",
  "assert (a, b)",
  "global x, y\nx = 1",
  "x = 1\nglobal x",
  "__debug__ = 1",
  "True = 1",
  "a.None",
  "a.1",
  "a..b",
  "a if b",
  "not",
  "a not b",
  "a is not not b",
  "a <> b",
  "`a`",
  "a++",
  "++a",
  "a = = b",
  "a, = b",
  "() = a",
  "[] = a",
  "(a, b) += c",
  "a = b += c",
  "a: int = 1, 2",
  "(a): int = 1",
  "a.b: int",
  "a[0]: int = 2",
  "f(x for x in y, 1)",
  "f(1, x for x in y)",
  "super(1)",
  "x = super",
  "@a\nx = 1",
  "@a b\ndef f(): pass",
  "@micropython.native.x\ndef f(): pass",
  "@micropython.foo\ndef f(): pass",
  "def f(): nonlocal zz",
  "class A: nonlocal zz",
  "def f(x): global x",
  "def f(x):\n  def g():\n    nonlocal x\n    global x",
  "1 << 100",
  "1 // 0",
  "1 % 0",
  "1 << -1",
  "2 ** -1",
  "0.0 ** -1",
  "-(1 << 62) - 1",
  "'%s' % x",
  "len('a')",
  "1 if else 2",
  "pass;",
  ";",
  "pass;;pass",
  "if x: pass; y",
  "\\",
  "a\\\n= 1",
  "a \\ b",
  "(\n",
  "]",
  "'abc",
  '"""abc',
  "r'\\'",
  "x = 'a\nb'",
  "\f",
  "if x:\npass",
  "if x:",
  "  x = 1",
  "def f()",
  "class",
] as const;

/** Options of a program's shape, drawn once for each. */
export interface Style {
  /** One step of indentation. */
  indent: string;
  /** `\n`, or `\r\n` and `\r`, which the lexer takes as one line end. */
  newline: string;
  /** A slip once in so many statements; Infinity: none. */
  slips: number;
  /** Half of the functions are marked `@micropython.native`. */
  native: boolean;
}

/** Writes the statements of one program. */
export class Statements extends Expressions {
  readonly lines: string[] = [];
  private readonly style: Style;
  private level = 0;
  /** Statements that may still be made. */
  private budget: number;

  constructor(random: Random, style: Style, budget: number) {
    super(random, new Scope("module", undefined));
    this.style = style;
    this.budget = budget;
  }

  /** The whole of a module. */
  module(): void {
    const { random } = this;
    if (random.oneIn(4))
      this.line(random.pick(['"""Doc."""', "'doc'", "from micropython import const", "import micropython, math"]));
    while (this.budget > 0) this.statement(4);
    if (random.oneIn(60)) this.manyNames();
  }

  /** Writes one line, or several, at the present indentation. */
  line(text: string): void {
    const { random } = this;
    if (random.oneIn(25)) this.gap();
    const margin = this.style.indent.repeat(this.level);
    const trail = random.oneIn(40) ? random.pick([" ", " # note", "  #", "\t", text.endsWith(":") ? "" : ";"]) : "";
    this.lines.push(margin + text + trail);
  }

  /** Empty lines and comments: the line table has other codes for jumps of 8, 32 and 2048 lines and more. */
  private gap(): void {
    const { random } = this;
    const count = random.weighted([
      [20, 1],
      [8, random.between(2, 9)],
      [4, random.between(10, 70)],
      [1, random.between(1900, 4200)],
    ]);
    const filler = random.pick(["", "# note", "    ", "\t# x", "      # wide"]);
    for (let at = 0; at < count; at++) this.lines.push(filler);
  }

  /** Some statements, indented; on the line of the header now and then. */
  block(header: string, depth: number, most = 4): void {
    const { random } = this;
    if (random.oneIn(12)) {
      this.line(`${header} ${random.list(1, 2, () => this.simple(2)).join("; ")}`);
      return;
    }
    this.line(header);
    this.level++;
    for (let count = random.between(1, most); count > 0; count--) this.statement(depth - 1);
    this.level--;
  }

  /** One statement of any kind. */
  statement(depth: number): void {
    this.budget--;
    const { random } = this;
    if (random.fraction() * this.style.slips < 1) return this.slip();
    if (depth <= 0 || this.budget <= 0 || !random.oneIn(3)) {
      const count = random.oneIn(25) ? random.between(2, 4) : 1;
      return this.line(Array.from({ length: count }, () => this.simple(3)).join("; "));
    }
    random.weighted<() => void>([
      [6, () => this.ifStatement(depth)],
      [3, () => this.whileStatement(depth)],
      [6, () => this.forStatement(depth)],
      [5, () => this.tryStatement(depth)],
      [3, () => this.withStatement(depth)],
      [8, () => this.functionDefinition(depth)],
      [4, () => this.classDefinition(depth)],
      [0.3, () => this.bulk()],
    ])();
  }

  private slip(): void {
    for (const part of this.random.pick(SLIPS).split("\n")) this.line(part);
  }

  /** Enough code for jumps that need two or three bytes. */
  private bulk(): void {
    const { random } = this;
    const header = random.pick(["while x:", "for i in x:", "if x:", "for i in range(9):", "with x:", "try:"]);
    this.line(header);
    this.level++;
    for (let count = random.between(5, 150); count > 0; count--) this.line(this.binary(2));
    this.level--;
    if (header === "try:") this.block(random.pick(["except:", "finally:"]), 0, 1);
    else if (random.oneIn(2) && header !== "with x:") this.block("else:", 0, 2);
  }

  /** So many names, constants and locals that their numbers need two bytes. */
  private manyNames(): void {
    const { random } = this;
    const count = random.pick([20, 70, 140, 300]);
    const inside = random.oneIn(2);
    if (inside) this.line(`def many(${random.oneIn(2) ? "p, q=1" : ""}):`);
    const margin = inside ? this.style.indent : "";
    for (let at = 0; at < count; at++) {
      const value = random.pick([
        `${at}.5`,
        `name${at}.attr${at}`,
        `"text number ${at}"`,
        `b"bytes ${at}"`,
        `${2 ** 40 + at}`,
        `lambda: ${at}`,
      ]);
      this.lines.push(`${margin}${random.pick(["local", "obj.m"])}${at} = ${value}`);
    }
    if (inside && random.oneIn(2))
      this.lines.push(`${margin}return lambda: (local${random.below(count)}, local${random.below(count)})`);
  }

  /** A statement of one line, without its end. */
  private simple(depth: number): string {
    const { random, scope } = this;
    return random.weighted<() => string>([
      [14, () => this.assignment(depth)],
      [10, () => this.testList(depth)],
      [4, () => `${this.name()}(${this.arguments(depth)})`],
      [5, () => `${this.augmentable(depth)} ${random.pick(AUGMENTED)} ${this.testList(depth - 1)}`],
      [2, () => this.annotated(depth)],
      [2, () => `del ${random.oneIn(3) ? this.targetsToDelete(depth) : this.target(depth).replace(/\*/g, "")}`],
      [2, () => "pass"],
      [scope.inFunction ? 6 : 0, () => (random.oneIn(4) ? "return" : `return ${this.testList(depth)}`)],
      [scope.yields ? 4 : 0, () => this.yieldExpression(depth)],
      [scope.loops > 0 ? 6 : 0, () => random.pick(["break", "continue"])],
      [3, () => this.raise(depth)],
      [3, () => this.importStatement()],
      [2, () => `assert ${this.test(depth)}${random.oneIn(2) ? `, ${this.test(depth - 1)}` : ""}`],
      [2, () => this.scopeDeclaration()],
      [3, () => this.constant()],
    ])();
  }

  private assignment(depth: number): string {
    const { random } = this;
    const value = random.oneIn(12) && this.scope.yields ? this.yieldExpression(depth) : this.testList(depth);
    if (random.oneIn(8)) return `${this.targets(2)} = ${value}`;
    if (random.oneIn(10)) return this.swap(depth);
    const targets = random.list(1, random.oneIn(6) ? 3 : 1, () => this.target(2));
    return `${targets.join(" = ")} = ${value}`;
  }

  /** Two or three at once, which the compiler does without a tuple. */
  private swap(depth: number): string {
    const { random } = this;
    const count = random.between(2, 4);
    const left = Array.from({ length: count }, () => this.bindable());
    const right = Array.from({ length: count }, () => this.test(depth - 1));
    return `${left.join(", ")} = ${right.join(", ")}`;
  }

  private augmentable(depth: number): string {
    const { random } = this;
    if (random.oneIn(3)) return this.bindable();
    return `${this.name()}${random.oneIn(2) ? `.${identifier(random)}` : `[${this.test(depth - 1)}]`}`;
  }

  private annotated(depth: number): string {
    const value = this.random.oneIn(3) ? "" : ` = ${this.test(depth)}`;
    return `${this.bindable()}: ${this.annotation(depth)}${value}`;
  }

  private targetsToDelete(depth: number): string {
    return this.targets(depth - 1).replace(/\*/g, "");
  }

  private raise(depth: number): string {
    const { random } = this;
    if (random.oneIn(4)) return "raise";
    return `raise ${this.test(depth - 1)}${random.oneIn(5) ? ` from ${this.test(depth - 1)}` : ""}`;
  }

  private importStatement(): string {
    const { random } = this;
    const alias = (): string => (random.oneIn(3) ? ` as ${this.scope.bind(identifier(random))}` : "");
    if (random.oneIn(2)) return `import ${random.list(1, 3, () => dottedName(random) + alias()).join(", ")}`;
    const dots = random.oneIn(3) ? random.pick([".", "..", "...", "....", ". ."]) : "";
    const from = dots + (dots === "" || random.oneIn(2) ? dottedName(random) : "");
    if (this.scope.kind === "module" && random.oneIn(8)) return `from ${from} import *`;
    const names = random.list(1, 4, () => this.scope.bind(identifier(random)) + alias()).join(", ");
    return `from ${from} import ${random.oneIn(3) ? `(${names}${random.oneIn(3) ? "," : ""})` : names}`;
  }

  private scopeDeclaration(): string {
    const { random, scope } = this;
    if (scope.kind === "module") return "pass";
    const outer = random.oneIn(2) ? scope.outerLocal(random) : undefined;
    const name = outer ?? identifier(random);
    if (scope.names.includes(name) || scope.declared.has(name)) return "pass";
    scope.declared.add(name);
    scope.names.push(name);
    return `${outer === undefined ? "global" : "nonlocal"} ${name}`;
  }

  /** `const()`; a name is declared once in a program, and seldom with a value that is none. */
  private constant(): string {
    const { random } = this;
    const name = `${random.pick(["C", "_C", "N", "_MASK", "_LONG_CONSTANT", "ADDR"])}${this.constants.length}`;
    const value = random.weighted<() => string>([
      [8, () => this.safeConstant(random.below(4))],
      [2, () => literals.plainString(random)],
      [1, () => literals.bytesLiteral(random)],
      [1, () => `(${literals.integer(random)}, ${literals.plainString(random)})`],
      [1, () => literals.float(random)],
      [0.05, () => this.constantArithmetic(3)],
      [0.05, () => this.test(1)],
    ])();
    const typed = random.oneIn(5) ? ": int" : "";
    // a text in arithmetic would be no constant: only numbers are used again
    if (/^[\d(-]/.test(value) && !value.includes(",")) this.constants.push(name);
    return `${name}${typed} = const(${value})`;
  }

  private ifStatement(depth: number): void {
    const { random } = this;
    this.block(`if ${this.condition(3)}:`, depth);
    while (random.oneIn(3)) this.block(`elif ${this.condition(2)}:`, depth, 2);
    if (random.oneIn(3)) this.block("else:", depth, 3);
  }

  private loop(header: string, depth: number): void {
    this.scope.loops++;
    this.block(header, depth);
    this.scope.loops--;
    if (this.random.oneIn(5)) this.block("else:", depth, 2);
  }

  private whileStatement(depth: number): void {
    this.loop(`while ${this.condition(3)}:`, depth);
  }

  private forStatement(depth: number): void {
    const { random } = this;
    const isAsync = this.scope.isAsync && random.oneIn(3) ? "async " : "";
    const target = random.oneIn(4) ? this.targets(1).replace(/^\*([^,]*),?$/, "$1") : this.target(1);
    this.loop(`${isAsync}for ${target} in ${random.oneIn(2) ? this.range() : this.testList(2)}:`, depth);
  }

  /** The forms of `range` that become a counting loop, and those that just miss it. */
  private range(): string {
    const { random } = this;
    const bound = (): string =>
      random.pick([this.test(1), literals.integer(random), `-${literals.integer(random)}`, this.name()]);
    const step = (): string =>
      random.pick(["1", "-1", "2", "-3", "0", "100", "x", "-x", "(1)", "C1", "1.0", "1 << 70"]);
    return random.weighted<() => string>([
      [4, () => `range(${bound()})`],
      [4, () => `range(${bound()}, ${bound()})`],
      [4, () => `range(${bound()}, ${bound()}, ${step()})`],
      [
        1,
        () =>
          random.pick([
            "range()",
            "range(*x)",
            "range(1, 2, 3, 4)",
            "range(n=1)",
            "range(1, **k)",
            "(range(3))",
            "range(1).x",
          ]),
      ],
    ])();
  }

  private tryStatement(depth: number): void {
    const { random } = this;
    this.block("try:", depth);
    let handlers = random.below(4);
    const finallyToo = handlers === 0 || random.oneIn(3);
    for (; handlers > 0; handlers--) {
      const bare = handlers === 1 && random.oneIn(3);
      const type = random.oneIn(4) ? `(${this.name()}, ${this.name()})` : this.name();
      const name = random.oneIn(2) ? ` as ${this.bindable()}` : "";
      this.block(bare ? "except:" : `except ${type}${name}:`, depth, 3);
      if (handlers === 1 && random.oneIn(4)) this.block("else:", depth, 2);
    }
    if (finallyToo) this.block("finally:", depth, 3);
  }

  private withStatement(depth: number): void {
    const { random } = this;
    const isAsync = this.scope.isAsync && random.oneIn(2) ? "async " : "";
    const item = (): string => this.test(2) + (random.oneIn(2) ? ` as ${this.target(1)}` : "");
    this.block(`${isAsync}with ${random.list(1, random.oneIn(4) ? 3 : 1, item).join(", ")}:`, depth);
  }

  private functionDefinition(depth: number): void {
    const { random } = this;
    this.decorators();
    if (this.style.native && random.oneIn(2)) this.line("@micropython.native");
    const outer = this.scope;
    const isAsync = random.oneIn(6);
    const scope = new Scope("function", outer, isAsync, !isAsync && random.oneIn(4));
    const name = outer.bind(identifier(random));
    const parameters = this.parameters(3, scope, true);
    const result = random.oneIn(8) ? ` -> ${this.annotation(2)}` : "";
    this.scope = scope;
    this.block(`${isAsync ? "async " : ""}def ${name}(${parameters})${result}:`, depth, 6);
    this.scope = outer;
  }

  /** Decorators without a meaning to the compiler. */
  private decorators(): void {
    const { random } = this;
    while (random.oneIn(10)) {
      const call = random.oneIn(2) ? `(${this.arguments(2)})` : "";
      const name = random.oneIn(12) ? "micropython.bytecode" : dottedName(random).replace(/^micropython/, "mp") + call;
      this.line(`@${name}`);
    }
  }

  private classDefinition(depth: number): void {
    const { random } = this;
    this.decorators();
    const outer = this.scope;
    const bases = random.oneIn(2) ? `(${random.list(0, 2, () => this.name()).join(", ")})` : "";
    const header = `class ${outer.bind(identifier(random))}${random.oneIn(20) ? `(${this.arguments(2)})` : bases}:`;
    this.scope = new Scope("class", outer);
    this.block(header, depth, 5);
    this.scope = outer;
  }
}
