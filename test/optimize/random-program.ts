// Random whole programs that print what they do: several modules with constants, functions, classes, closures, generators,
// exceptions, star imports and cycles. A program is a list of steps for each module, so that a property test can shrink it.

import fc from "fast-check";

/** One statement, or a few that belong together; numbers choose among what is there. */
export interface Step {
  readonly kind: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** Steps of each module; the first one is run. */
export type Plan = readonly (readonly Step[])[];

const step: fc.Arbitrary<Step> = fc.record({ kind: fc.nat(35), a: fc.nat(999), b: fc.nat(999), c: fc.nat(999) });

/** Plans of programs. */
export const plans: fc.Arbitrary<Plan> = fc.array(fc.array(step, { minLength: 1, maxLength: 14 }), {
  minLength: 1,
  maxLength: 4,
});

/** A source by module name; `prefix` keeps the modules of several programs apart. */
export function writeProgram(plan: Plan, prefix: string): Map<string, string> {
  const exported: Exports[] = [];
  const sources = new Map<string, string>();
  // Modules import later ones, which are therefore written first.
  for (let at = plan.length - 1; at >= 0; at--) {
    const writer = new ModuleWriter(prefix, at, plan.length, exported);
    for (const one of plan[at]!) writer.step(one);
    exported[at] = writer.finish(plan[at]!);
    sources.set(`${prefix}${at}`, writer.text);
  }
  return sources;
}

/**
 * The program with all modules but the first in a package, which imports some of them in one of several ways.
 *
 * @param way a number: how the package imports its modules
 */
export function intoPackage(sources: ReadonlyMap<string, string>, prefix: string, way: number): Map<string, string> {
  const inner = [...sources.keys()].filter((name) => name !== `${prefix}0`);
  const found = new Map<string, string>();
  for (const [name, text] of sources) {
    const isInner = name !== `${prefix}0`;
    const pack = isInner && way % 2 === 0 ? "." : `${prefix}pack`;
    const moved = text.replaceAll(/^( *)(import|from) (\w+)(.*)$/gm, (line, blanks: string, word, module, rest) => {
      if (!inner.includes(module as string)) return line;
      if (word === "import") return `${blanks}from ${pack} import ${module as string}${rest as string}`;
      return `${blanks}from ${pack === "." ? "" : pack}.${module as string}${rest as string}`;
    });
    found.set(isInner ? `${prefix}pack.${name}` : name, moved);
  }
  const [first = "", last = first] = [inner[0], inner.at(-1)];
  const ways = [
    "",
    "'Text.'\n",
    `from . import ${first}\n`,
    `from .${last} import *\n`,
    `from . import ${first} as ${last}_other\nfrom .${last} import *\n`,
    `from . import ${last}\nprint("package", ${last}.__name__[-1:])\n`,
  ];
  if (inner.length > 0) found.set(`${prefix}pack.__init__`, ways[way % ways.length]!);
  return found;
}

/** What a module offers. */
interface Exports {
  values: string[];
  functions: Callable[];
  classes: Class[];
}

interface Callable {
  readonly name: string;
  readonly parameters: readonly string[];
  /** Parameters at the end that have a default. */
  readonly defaults: number;
}

interface Class {
  readonly name: string;
  readonly methods: readonly Callable[];
  readonly attributes: readonly string[];
}

const PARAMETERS = ["value", "other", "third", "x"];
const ATTRIBUTES = ["size", "name", "on_start", "on_stop", "get_size", "value", "total"];

class ModuleWriter {
  text = "";
  private readonly prefix: string;
  private readonly at: number;
  private readonly count: number;
  private readonly exported: readonly Exports[];
  private readonly values: string[] = [];
  private readonly functions: Callable[] = [];
  private readonly classes: Class[] = [];
  /** What `m.` leads to, by the name that the module is bound to. */
  private readonly modules = new Map<string, Exports>();
  private serial = 0;

  constructor(prefix: string, at: number, count: number, exported: readonly Exports[]) {
    this.prefix = prefix;
    this.at = at;
    this.count = count;
    this.exported = exported;
  }

  finish(steps: readonly Step[]): Exports {
    for (const one of steps.slice(0, 2)) this.line(`print(${this.expression(one.b, one.c)})`);
    return { values: this.values, functions: this.functions, classes: this.classes };
  }

  private line(text: string): void {
    this.text += `${text}\n`;
  }

  private fresh(base: string): string {
    // Some names are the same in all modules.
    return this.serial % 3 === 0 ? `${base}_${this.serial++}` : `${base}_${this.at}_${this.serial++}`;
  }

  private pick<T>(list: readonly T[], by: number): T | undefined {
    return list.length === 0 ? undefined : list[by % list.length];
  }

  /** An integer expression of what is known here. */
  private expression(a: number, b: number, locals: readonly string[] = []): string {
    const choices = [String((a % 300) - 100), String(b), ...this.values, ...locals, ...locals];
    for (const [bound, { values }] of this.modules) for (const value of values) choices.push(`${bound}.${value}`);
    const left = this.pick(choices, a)!;
    const right = this.pick(choices, b * 7 + a)!;
    const shapes = [left, `${left} + ${right}`, `(${left} * 3 - ${right})`, `${left} if ${right} > 5 else ${right}`];
    if (this.functions.length > 0) shapes.push(this.call(this.pick(this.functions, b)!, a, b, "", locals));
    for (const [bound, { functions }] of this.modules) {
      const called = this.pick(functions, a);
      if (called !== undefined) shapes.push(this.call(called, b, a, `${bound}.`, locals));
    }
    return this.pick(shapes, a + b)!;
  }

  private call(one: Callable, a: number, b: number, before = "", locals: readonly string[] = []): string {
    const given = one.parameters.length - (a % (one.defaults + 1));
    const args = one.parameters.slice(0, given).map((name, at) => {
      const simple = [String((a + at) % 50), ...locals, ...this.values];
      const value = this.pick(simple, b + at)!;
      return at >= b % (given + 1) ? `${name}=${value}` : value;
    });
    return `${before}${one.name}(${args.join(", ")})`;
  }

  private parameters(a: number): { list: string; callable: Omit<Callable, "name"> } {
    const names = PARAMETERS.slice(0, a % 4);
    const defaults = names.length === 0 ? 0 : (a >> 3) % (names.length + 1);
    const list = names.map((name, at) => (at >= names.length - defaults ? `${name}=${at + 2}` : name)).join(", ");
    return { list, callable: { parameters: names, defaults } };
  }

  step({ kind, a, b, c }: Step): void {
    const handler = STEPS[kind % STEPS.length]!;
    handler.call(this, a, b, c);
  }

  static readonly steps: readonly ((this: ModuleWriter, a: number, b: number, c: number) => void)[] = [
    function constant(a, b) {
      const name = this.fresh("K");
      const value = [String(a), `-${b}`, `const(${a})`, `0x${(a * 70001).toString(16)}`, "0", "1"][b % 6]!;
      this.line(`${name} = ${value}`);
      this.values.push(name);
    },
    function derived(a, b) {
      const name = this.fresh("D");
      this.line(`${name} = ${this.expression(a, b)}`);
      this.values.push(name);
    },
    function define(a, b, c) {
      const name = this.fresh("fun");
      const { list, callable } = this.parameters(a);
      this.line(`def ${name}(${list}):`);
      this.line(`    r = ${this.expression(b, c, callable.parameters)}`);
      if (b % 3 === 0) this.line(`    s = r + 1\n    if s > ${c}: return s`);
      this.line("    return r");
      this.functions.push({ name, ...callable });
    },
    function defineClass(a, b, c) {
      const name = this.fresh("Cls");
      const base = a % 2 ? this.pick(this.classes, b) : undefined;
      this.line(`class ${name}${base === undefined ? "" : `(${base.name})`}:`);
      const attribute = ATTRIBUTES[a % ATTRIBUTES.length]!;
      this.line(`    ${attribute} = ${a % 90}`);
      const hook = ATTRIBUTES[c % ATTRIBUTES.length]!;
      if (base === undefined)
        this.line(
          `    def __init__(self, start=${b % 9}):\n        self.v = start\n        self.kept_${a % 3} = start`,
        );
      const { list, callable } = this.parameters(b);
      const method = `m_${hook}_${this.serial}`;
      this.line(`    def ${method}(self${list === "" ? "" : `, ${list}`}):`);
      this.line(`        return self.v + ${this.expression(b, c, callable.parameters)}`);
      this.line(`    def never_${this.serial}(self):\n        return self.v`);
      this.line(`    @property\n    def prop_${a % 4}(self):\n        return self.v * 2`);
      this.line(`    @staticmethod\n    def stat_${a % 4}(value):\n        return value + ${b % 7}`);
      const methods = [...(base?.methods ?? []), { name: method, ...callable }];
      this.classes.push({ name, methods, attributes: [...(base?.attributes ?? []), attribute, `prop_${a % 4}`] });
    },
    function useClass(a, b) {
      const one = this.pick(this.classes, a);
      if (one === undefined) return;
      const method = this.pick(one.methods, b)!;
      this.line(`o = ${one.name}(${b % 2 ? `start=${a % 20}` : ""})`);
      this.line(`print(o.${this.call(method, a, b)}, o.${this.pick(one.attributes, b)}, o.v)`);
    },
    function importPlain(a, b) {
      const other = this.other(a);
      if (other === undefined) return;
      const as = b % 2 ? `m${b % 3}` : undefined;
      this.line(`import ${this.prefix}${other}${as === undefined ? "" : ` as ${as}`}`);
      this.modules.set(as ?? `${this.prefix}${other}`, this.exported[other]!);
    },
    function importNames(a, b) {
      const other = this.other(a);
      if (other === undefined) return;
      const { values, functions } = this.exported[other]!;
      const value = this.pick(values, b);
      const called = this.pick(functions, b);
      const list: string[] = [];
      if (value !== undefined) {
        const name = this.fresh("i");
        list.push(`${value} as ${name}`);
        this.values.push(name);
      }
      if (called !== undefined) {
        const name = this.fresh("j");
        list.push(`${called.name} as ${name}`);
        this.functions.push({ ...called, name });
      }
      if (list.length > 0) this.line(`from ${this.prefix}${other} import ${list.join(", ")}`);
    },
    function importAll(a) {
      const other = this.other(a);
      if (other === undefined) return;
      this.line(`from ${this.prefix}${other} import *`);
      const { values, functions } = this.exported[other]!;
      this.values.push(...values);
      this.functions.push(...functions);
    },
    function show(a, b) {
      this.line(`print(${this.expression(a, b)}, ${this.expression(b, a)})`);
    },
    function showText(a, b) {
      const value = this.pick(this.values, a);
      if (value !== undefined) this.line(`print(f"{${value}} {${value} + ${b}:5d}", "%d" % ${value})`);
    },
    function decide(a, b) {
      const value = this.pick(this.values, a) ?? "0";
      const name = this.fresh("B");
      this.line(
        `if ${value} == ${a % 3}:\n    ${name} = ${a}\nelif not ${value} and ${value} < ${b}:\n    ${name} = 2`,
      );
      this.line(`else:\n    ${name} = ${this.expression(a, b)}`);
      this.values.push(name);
    },
    function guard(a, b) {
      const value = this.pick(this.values, a) ?? "1";
      const name = this.fresh("g");
      this.line(
        `def ${name}(value):\n    if ${value}:\n        return value + ${b}\n    return ${this.expression(a, b, ["value"])}`,
      );
      this.functions.push({ name, parameters: ["value"], defaults: 0 });
    },
    function closure(a, b) {
      const name = this.fresh("make");
      this.line(`def ${name}(value, x=${a % 9}):\n    n = ${this.expression(a, b, ["value"])}`);
      this.line(
        "    def inner(other=1):\n        nonlocal n\n        n += other * x\n        return n\n    return inner",
      );
      this.line(`h = ${name}(${a % 5})\nprint(h(), h(${b % 4}), h(other=2))`);
    },
    function generator(a, b) {
      const name = this.fresh("gen");
      this.line(
        `def ${name}(value):\n    for i in range(value):\n        got = yield i * ${this.expression(a, b, ["value"])}`,
      );
      this.line("        if got: yield got\n    return value");
      this.line(`print(list(${name}(${a % 4})), sum(v for v in ${name}(${b % 4})))`);
    },
    function handlers(a, b) {
      const name = this.fresh("h");
      this.line(
        `def ${name}(value):\n    for i in range(3):\n        try:\n            if value == i: raise ValueError(i)`,
      );
      this.line(
        `            if value > ${a % 5}: return ${this.expression(a, b, ["value", "i"])}\n            if value < 0: break`,
      );
      this.line(
        `        except ValueError as e:\n            value += ${b % 4}\n            continue\n        finally:\n            print("f", i)`,
      );
      this.line("    else:\n        value = 7\n    return value");
      this.functions.push({ name, parameters: ["value"], defaults: 0 });
      this.line(`print(${name}(${a % 4}), ${name}(${b % 9}))`);
    },
    function changing(a, b) {
      const value = this.fresh("state");
      const name = this.fresh("change");
      this.line(
        `${value} = ${a}\ndef ${name}(value=1):\n    global ${value}\n    ${value} = ${value} + value\n    return ${value}`,
      );
      this.line(`${name}(${b % 5})\nprint(${value}, ${name}())`);
      this.functions.push({ name, parameters: ["value"], defaults: 1 });
    },
    function setOnModule(a, b) {
      const [bound, exports] = [...this.modules][a % Math.max(this.modules.size, 1)] ?? [];
      const value = exports === undefined ? undefined : this.pick(exports.values, b);
      if (value !== undefined) this.line(`${bound}.${value} = ${b}\nprint(${bound}.${value})`);
    },
    function builtName(a, b) {
      const one = this.pick(this.classes, a);
      if (one === undefined) return;
      const method = this.pick(one.methods, b)!;
      const pieces = method.name.split(/(?<=_)/);
      const [head, rest] = [pieces.slice(0, 2).join(""), pieces.slice(2).join("")];
      this.line(
        `print(hasattr(${one.name}, "${head}" + "${rest}"), getattr(${one.name}(), "%s${rest}" % "${head}") is not None)`,
      );
    },
    function byName(a, b) {
      const value = this.pick(this.values, a);
      const [bound, exports] = [...this.modules][b % Math.max(this.modules.size, 1)] ?? [];
      const other = exports === undefined ? undefined : this.pick(exports.values, a);
      if (other !== undefined) this.line(`print(getattr(${bound}, "${other}"))`);
      if (value !== undefined) this.line(`print({"a": ${value}})`);
    },
    function comprehension(a, b) {
      const value = this.pick(this.values, b) ?? "3";
      this.line(`print([i + ${value} for i in range(${a % 4}) if i != ${b % 3}], {k: v for k, v in [(1, ${value})]})`);
    },
    function remove(a) {
      const name = this.fresh("temp");
      this.line(`${name} = ${a}\nprint(${name})\ndel ${name}`);
    },
    function unused(a, b) {
      this.line(`import sys as unused_${this.serial}`);
      this.line(`unused_value_${this.serial} = [${a}, "text of nobody", ${b}]`);
      this.line(`def unused_${this.serial++}_f(value): return never_called_anywhere(value)`);
    },
    function stars(a, b) {
      const name = this.fresh("st");
      this.line(`def ${name}(value, *args, third=3, **kw): return value + len(args) + third + sum(kw.values())`);
      this.line(`print(${name}(${a % 9}, 1, 2), ${name}(1, third=${b % 9}, other=5), ${name}(*[1, 2], **{"size": 4}))`);
    },
    function imported() {
      // Back to a module that imports this one: only when it runs.
      // Any other is not there yet, or is run for the first time.
      const back = this.at === 0 ? undefined : 0;
      if (back === undefined) return;
      const name = this.fresh("back");
      this.line(`def ${name}():\n    import ${this.prefix}${back} as b\n    return b.__name__[-1:]\nprint(${name}())`);
    },
    function mainGuard(a) {
      this.line(`if __name__ == "__main__": print("main", ${a})\nelse: print("imported", __name__[-1:])`);
    },
    function lambdas(a, b) {
      const name = this.fresh("lam");
      this.line(`${name} = lambda value, x=${a % 7}: ${this.expression(a, b, ["value", "x"])}`);
      this.functions.push({ name, parameters: ["value", "x"], defaults: 1 });
    },
    function withStatement(a, b) {
      const name = this.fresh("Ctx");
      this.line(
        `class ${name}:\n    def __enter__(self): print("in"); return ${a % 30}\n    def __exit__(self, *e): print("out"); return ${a % 2}`,
      );
      this.line(
        `try:\n    with ${name}() as w:\n        print(w + ${this.expression(a, b)})\n        if ${b % 2}: raise KeyError(1)`,
      );
      this.line("except KeyError: print('seen')");
    },
    function loops(a, b) {
      const name = this.fresh("loop");
      this.line(
        `def ${name}(value):\n    total = 0\n    while True:\n        value -= 1\n        if value < ${a % 5} and total > 2: break`,
      );
      this.line(
        `        if value < -9: return total\n        total += ${this.expression(a, b, ["value"])} % 11\n    return total or value and ${b}`,
      );
      this.line(`print(${name}(${b % 12}))`);
    },
    function slots(a) {
      const name = this.fresh("many");
      const names = Array.from({ length: 20 }, (_, at) => `v${at}`);
      this.line(`def ${name}(value):\n${names.map((one, at) => `    ${one} = value + ${at}`).join("\n")}`);
      this.line(`    return ${names.filter((_, at) => (a >> (at % 9)) & 1).join(" + ") || "v19"} + v18`);
      this.line(`print(${name}(${a % 9}))`);
    },
    function registry(a) {
      const name = this.fresh("reg");
      this.line(
        `def ${name}(f):\n    print("reg", f(1))\n    return f\n@${name}\ndef ${name}_user(value): return value + ${a}`,
      );
    },
    function unbound(a, b) {
      // A name is read before it is bound, or after it went. It is no constant, whose value may be known before (docs/size.md).
      // A star import may bind it before: a function must stay a function, since a printed one shows its address.
      const name = this.fresh(a % 2 ? "late_call" : "late");
      const asked = `print(${name}${a % 2 ? `(${b % 9})` : ""})`;
      this.line(`def ask_${name}():\n    try: ${asked}\n    except NameError: print("not bound")\nask_${name}()`);
      this.line(a % 2 ? `def ${name}(value): return value + ${b}` : `${name} = [${b}]`);
      this.line(`ask_${name}()`);
      if (a % 3 === 0) this.line(`del ${name}\nask_${name}()`);
    },
    function fallback(a, b) {
      const name = this.fresh("fall");
      this.line(
        `try:\n    from no_such_module import ${name}\nexcept ImportError:\n    def ${name}(value): return value + ${a}`,
      );
      this.line(
        `try: count_${name}\nexcept NameError: count_${name} = [${b}]\nprint(count_${name}, ${name}(${b % 9}))`,
      );
      this.functions.push({ name, parameters: ["value"], defaults: 0 });
    },
    function ownException(a, b) {
      const name = this.fresh("Error");
      this.line(`class ${name}(${a % 2 ? "Exception" : "ValueError"}):\n    level = ${a % 9}`);
      this.line(
        `    def __init__(self, first, *more):\n        super().__init__(first, *more)\n        self.extra = more`,
      );
      this.line(`def raise_${name}(value):\n    if value > ${b % 20}: raise ${name}(value, ${b})\n    return value`);
      const value = this.expression(a, b);
      this.line(
        `try: print(raise_${name}(${value}))\nexcept ${name} as e: print(e.args, e.extra, e.level)\nfinally: print("end")`,
      );
    },
    function thrownInto(a, b) {
      const name = this.fresh("co");
      this.line(
        `def ${name}():\n    try:\n        while True:\n            got = yield ${this.expression(a, b)}\n            print("got", got)`,
      );
      this.line(
        `    except ValueError as e:\n        print("thrown", e)\n        yield ${a % 9}\n    finally: print("closed")`,
      );
      this.line(`g = ${name}()\nprint(next(g), g.send(${b % 9}), g.throw(ValueError(${b})))\ng.close()`);
    },
    function operators(a, b) {
      const name = this.fresh("Num");
      this.line(
        `class ${name}:\n    def __init__(self, v): self._v = v\n    def __eq__(self, other): return self._v == other._v`,
      );
      this.line(
        `    def __lt__(self, other): return self._v < other._v\n    def __add__(self, other): return ${name}(self._v + other._v)`,
      );
      this.line(
        `    def __getitem__(self, at):\n        if at > ${a % 4}: raise IndexError(at)\n        return at * self._v`,
      );
      this.line(`    def __repr__(self): return "<%d>" % self._v\n    def __call__(self, value=2): return value`);
      this.line(`    @property\n    def level(self): return self._v\n    @level.setter\n    def level(self, value):`);
      this.line(`        if value > ${b % 50}: raise ValueError(value)\n        self._v = value`);
      this.line(
        `n = ${name}(${a % 9}) + ${name}(1)\ntry:\n    n.level = ${a % 90}\nexcept ValueError as e: print("too much", e)`,
      );
      this.line(`print(n, list(n), n(), n == ${name}(${b % 9}), sorted([n, ${name}(0)]))`);
    },
    function missing(a, b) {
      // Of the program's own classes: those of the firmware may have a method by a shortened name (docs/size.md).
      const one = this.pick(this.classes, a);
      if (one !== undefined)
        this.line(`try: print(${one.name}().nothing_${b % 3})\nexcept AttributeError: print("no attribute")`);
      this.line(
        `try: print([1, 2][${a % 4}], {"k": 1}["${"km"[b % 2]}"])\nexcept (IndexError, KeyError) as e: print(type(e) is IndexError)`,
      );
    },
  ];

  /** A module that this one may import. */
  private other(a: number): number | undefined {
    const later = this.count - this.at - 1;
    return later === 0 ? undefined : this.at + 1 + (a % later);
  }
}

const STEPS = ModuleWriter.steps;
