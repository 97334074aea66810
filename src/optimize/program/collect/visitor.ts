// What code looks up, binds and calls: a walk over expressions, and over the statements inside of functions.

import type { NodeId } from "../../../compiler/brands.ts";
import { Token } from "../../../compiler/tokens/token.ts";
import type { Constant } from "../../../compiler/tree/constant.ts";
import { isLeaf, Kind } from "../../../compiler/tree/kind.ts";
import { truth } from "../../../compiler/tree/truth.ts";
import type { Tree } from "../../../compiler/tree/tree.ts";
import type { TokenList } from "../../source/token-list.ts";
import { NAME_LIST, PIECE, WORD } from "../../words.ts";
import { blockNames, importFacts, listOf, nameText, targetNames } from "../bound-names.ts";
import type {
  AttributeSite,
  Binding,
  DecidedTest,
  ImportFact,
  Item,
  KeywordCall,
  NameSite,
  Refs,
  Signature,
} from "../facts.ts";
import { Conditions } from "./conditions.ts";
import type { Declaration } from "./declared-constants.ts";
import { PureExpressions } from "./pure-expressions.ts";
import { type CollectedRefs, RefsLender } from "./refs.ts";
import { classFrame, functionFrame, isGlobal, moduleFrame, type ScopeFrame } from "./scopes.ts";

/** Loads of these give a program its own text or names: the module is left alone. */
const OPAQUE: ReadonlySet<string> = new Set(["eval", "exec", "execfile", "globals", "locals"]);
/** Loads of these list names. */
const REFLECTION: ReadonlySet<string> = new Set(["dir", "vars", "help"]);
/** Attributes that hold all names of an object or a module. */
const NAMESPACES: ReadonlySet<string> = new Set(["__dict__", "__globals__"]);
/** These take a name as their second argument. */
const ATTRIBUTE_CALLS: ReadonlySet<string> = new Set(["getattr", "setattr", "hasattr", "delattr"]);
/** Functions with these decorators have other rules for names than Python. */
const OTHER_LANGUAGES = /^(viper|asm_\w+)$/;

const decoder = new TextDecoder();

/** What collecting depends on besides the source. */
export interface CollectOptions {
  /** The module can be run as `__main__`. */
  readonly canBeMain: boolean;
}

/** A walk that collects what the code of one module looks up, binds and calls. */
export class Visitor {
  protected readonly source: Uint8Array;
  protected readonly tree: Tree;
  protected readonly tokens: TokenList;
  private readonly scopes: ScopeFrame[] = [];
  private readonly lender: RefsLender = new RefsLender();
  protected refs: CollectedRefs = this.lender.lend();

  protected readonly items: Item[] = [];
  protected readonly bindings: Map<string, Binding> = new Map();
  protected readonly names: NameSite[] = [];
  protected readonly attributes: AttributeSite[] = [];
  protected readonly tests: DecidedTest[] = [];
  protected readonly calls: KeywordCall[] = [];
  /** What top-level imports bind. */
  protected readonly imported: Map<string, ImportFact> = new Map();
  /** Depth of conditions that the statement at hand depends on. */
  protected conditions: number = 0;
  protected readonly signatures: Map<string, Signature> = new Map();
  protected readonly fixedNames: Set<string> = new Set();
  /** Names declared by `X = const(…)`. */
  protected readonly declared: Map<string, Declaration> = new Map();
  protected readonly pinned: Set<string> = new Set();
  protected readonly declaredUses: NameSite[] = [];
  /** Names that functions and classes bind. */
  protected readonly boundInside: Set<string> = new Set();
  protected readonly fragments: Set<string> = new Set();
  protected opaque: string | undefined;
  protected reflection: string | undefined;
  protected unpacksKeywords: boolean = false;
  /** Depth of functions whose names are not Python's. */
  private foreign = 0;
  protected readonly pure: PureExpressions;
  protected readonly conditionals: Conditions;

  constructor(source: Uint8Array, tree: Tree, tokens: TokenList, options: CollectOptions) {
    this.source = source;
    this.tree = tree;
    this.tokens = tokens;
    for (const [name, count] of blockNames(tree, tree.root).bound) this.bindings.set(name, { count, changes: false });
    this.scopes.push(moduleFrame(this.bindings.keys()));
    this.pure = new PureExpressions(tree, this.imported, this.bindings);
    this.conditionals = new Conditions(tree, this.bindings, options.canBeMain);
  }

  /** Runs `visit` with references of its own. */
  protected collectRefs(visit: () => void): Refs {
    const outer = this.refs;
    this.refs = this.lender.lend();
    visit();
    const refs = this.lender.keep(this.refs);
    this.refs = outer;
    return refs;
  }

  private get scope(): ScopeFrame {
    return this.scopes.at(-1)!;
  }

  private isGlobal(name: string): boolean {
    return isGlobal(this.scopes, name);
  }

  /** Runs `visit` in a scope of its own. */
  protected inScope(frame: ScopeFrame, visit: () => void): void {
    this.noteGlobals(frame.globals);
    for (const name of frame.bound) this.boundInside.add(name);
    this.scopes.push(frame);
    visit();
    this.scopes.pop();
  }

  protected visit(node: NodeId): void {
    if (node === 0) return;
    const { tree } = this;
    const kind = tree.kind(node);
    if (isLeaf(kind)) {
      if (kind === Kind.name) this.load(node);
      else if (kind === Kind.string) this.text(tree.names.text(tree.qstr(node)));
      else if (kind === Kind.constObject) this.constant(tree.constants[tree.argument(node)]!);
      return;
    }
    const special = SPECIAL[kind];
    if (special !== undefined) special.call(this, node);
    else this.visitChildren(node);
  }

  protected visitChildren(node: NodeId): void {
    for (let at = 0; at < this.tree.size(node); at++) this.visit(this.tree.child(node, at));
  }

  private load(node: NodeId): void {
    const name = nameText(this.tree, node);
    if (this.scope.kind === "class") this.refs.attributes.add(name);
    if (!this.isGlobal(name)) return;
    this.refs.globals.add(name);
    this.noteDynamic(name);
    const start = this.tree.start(node);
    const token = this.tokens.at(start);
    const isEditable =
      this.foreign === 0 &&
      this.scope.kind !== "class" &&
      !this.tokens.isInFString(start) &&
      this.tokens.kind(token) === Token.name &&
      !this.scopes.some((scope) => scope.kind === "class" && scope.bound.has(name));
    if (isEditable) this.names.push({ name, range: { start, end: this.tokens.end(token) } });
    else this.fixedNames.add(name);
  }

  private noteDynamic(name: string): void {
    if (this.bindings.has(name)) return;
    if (OPAQUE.has(name)) this.opaque ??= `it uses ${name}()`;
    else if (REFLECTION.has(name)) this.reflection ??= `${name}()`;
  }

  private text(text: string): void {
    if (NAME_LIST.test(text)) for (const word of text.match(WORD)!) this.refs.words.add(word);
    if (!text.includes("_")) return;
    for (const word of text.match(PIECE) ?? []) {
      if (word.length > 1 && (word.startsWith("_") || word.endsWith("_"))) this.fragments.add(word);
    }
  }

  private constant(constant: Constant): void {
    // No list of names is as long, and such texts are many.
    const isText = (constant.type === "str" || constant.type === "bytes") && constant.bytes.length <= 400;
    if (isText) this.text(decoder.decode(constant.bytes));
    else if (constant.type === "tuple") for (const item of constant.items) this.constant(item);
  }

  /** A target of an assignment, a loop, `del`, …: what it looks at on the way, and what it binds. */
  visitTarget(node: NodeId, changes: boolean): void {
    if (node === 0) return;
    const { tree } = this;
    const kind = tree.kind(node);
    if (kind === Kind.name) {
      const name = nameText(tree, node);
      if (this.scope.kind === "class" && !this.scope.globals.has(name)) return;
      if (changes && this.isGlobal(name)) this.noteChange(name);
    } else if (kind === Kind.atomExprNormal) {
      this.visitChain(node, true);
    } else if (!isLeaf(kind)) {
      for (let at = 0; at < tree.size(node); at++) this.visitTarget(tree.child(node, at), changes);
    }
  }

  private noteChange(name: string): void {
    const binding = this.bindings.get(name);
    if (binding === undefined) this.bindings.set(name, { count: 1, changes: true });
    else binding.changes = true;
  }

  private noteGlobals(names: ReadonlySet<string>): void {
    for (const name of names) this.noteChange(name);
  }

  /** An atom with trailers; as a target, the last trailer is stored to. */
  private visitChain(node: NodeId, isTarget: boolean): void {
    const { tree } = this;
    const base = tree.child(node, 0);
    const trailers = tree.child(node, 1) === 0 ? [] : listOf(tree, tree.child(node, 1), Kind.atomExprTrailers);
    const isName = tree.kind(base) === Kind.name;
    const name = isName ? nameText(tree, base) : undefined;
    const isSite = this.attributeSite(base, name, trailers, isTarget);
    if (!isSite) this.visit(base);
    // The path from a global on may lead through modules.
    let path = isSite ? name : undefined;
    trailers.forEach((trailer, at) => {
      const kind = tree.kind(trailer);
      const isStored = isTarget && at === trailers.length - 1;
      if (path !== undefined && (isStored || kind !== Kind.trailerPeriod)) {
        this.refs.members.add(path);
        path = undefined;
      }
      if (kind === Kind.trailerPeriod) {
        const attribute = nameText(tree, tree.child(trailer, 0));
        if (isStored) this.refs.storedAttributes.add(attribute);
        else if (path === undefined) this.refs.attributes.add(attribute);
        else path += `.${attribute}`;
        if (NAMESPACES.has(attribute)) this.reflection ??= attribute;
      } else {
        if (kind === Kind.trailerParen) this.noteCall(name, trailers, at);
        this.visit(tree.child(trailer, 0));
      }
    });
    if (path !== undefined) this.refs.members.add(path);
  }

  /** Notes `global.attribute`, where it can be replaced as a whole; the base is then no load of its own to be replaced. */
  private attributeSite(
    base: NodeId,
    name: string | undefined,
    trailers: readonly NodeId[],
    isTarget: boolean,
  ): boolean {
    const { tree, tokens } = this;
    const first = trailers[0];
    if (name === undefined || first === undefined || tree.kind(first) !== Kind.trailerPeriod) return false;
    if (isTarget && trailers.length === 1) return false;
    if (!this.isGlobal(name) || this.foreign > 0) return false;
    if (this.scopes.some((scope) => scope.kind === "class" && scope.bound.has(name))) return false;
    const start = tokens.at(tree.start(base));
    const isPlain =
      tokens.kind(start) === Token.name &&
      tokens.kind(start + 1) === Token.period &&
      tokens.kind(start + 2) === Token.name &&
      !tokens.isInFString(tree.start(base));
    if (!isPlain) return false;
    this.refs.globals.add(name);
    this.noteDynamic(name);
    this.attributes.push({
      base: name,
      attribute: nameText(tree, tree.child(first, 0)),
      range: { start: tokens.start(start), end: tokens.end(start + 2) },
    });
    return true;
  }

  private noteCall(name: string | undefined, trailers: readonly NodeId[], at: number): void {
    const { tree } = this;
    const list = listOf(tree, tree.child(trailers[at]!, 0), Kind.arglist);
    if (name !== undefined && at === 0 && ATTRIBUTE_CALLS.has(name)) this.noteAttributeCall(name, list);
    let positional = 0;
    const keywords: NameSite[] = [];
    let isPlain = at <= 1 && (at === 0 || tree.kind(trailers[0]!) === Kind.trailerPeriod);
    for (const one of list) {
      const kind = tree.kind(one);
      if (kind === Kind.arglistDblStar) {
        this.noteUnpacking(tree.child(one, 0));
        isPlain = false;
      } else if (kind === Kind.arglistStar) {
        isPlain = false;
      } else if (kind === Kind.argument) {
        const value = tree.child(one, 1);
        if (tree.kind(value) === Kind.compFor || tree.kind(value) === Kind.argument3) positional++;
        else {
          const keyword = this.keywordSite(one);
          if (keyword === undefined) isPlain = false;
          else keywords.push(keyword);
        }
      } else {
        positional++;
      }
    }
    if (!isPlain || keywords.length === 0 || name === undefined || !this.isGlobal(name) || this.foreign > 0) return;
    const attribute = at === 0 ? undefined : nameText(tree, tree.child(trailers[0]!, 0));
    this.calls.push({ base: name, attribute, positional, keywords });
  }

  /** The `name=` of a keyword argument. */
  private keywordSite(node: NodeId): NameSite | undefined {
    const { tree, tokens } = this;
    const start = tree.start(node);
    const token = tokens.at(start);
    if (tokens.isInFString(start) || tokens.kind(token) !== Token.name || tokens.kind(token + 1) !== Token.equal) {
      return undefined;
    }
    return { name: nameText(tree, tree.child(node, 0)), range: { start, end: tokens.end(token + 1) } };
  }

  private noteUnpacking(value: NodeId): void {
    const own = this.tree.kind(value) === Kind.name && nameText(this.tree, value) === this.scope.kwargs;
    if (!own) this.unpacksKeywords = true;
  }

  /** `getattr(x, "a" + b)`: names may begin or end with any text in it. `setattr(m, name, value)`: any name may change. */
  private noteAttributeCall(name: string, list: readonly NodeId[]): void {
    const { tree } = this;
    const [object, attribute] = list;
    if (attribute === undefined) return;
    const isKnown = tree.kind(attribute) === Kind.string;
    if (!isKnown) {
      const inside = this.collectRefs(() => this.visit(attribute));
      for (const word of inside.words) this.fragments.add(word);
    }
    const onSelf = tree.kind(object!) === Kind.name && nameText(tree, object!) === this.scope.self;
    if (name === "setattr" && !isKnown && !onSelf) this.reflection ??= "setattr() with a name that is computed";
  }

  protected visitDecorators(decorators: readonly NodeId[]): void {
    const { tree } = this;
    for (const decorator of decorators) {
      const [first, ...rest] = listOf(tree, tree.child(decorator, 0), Kind.dottedName);
      this.visit(first!);
      for (const one of rest) this.refs.attributes.add(nameText(tree, one));
      this.visit(tree.child(decorator, 1));
    }
  }

  protected decoratorName(decorator: NodeId): string {
    return listOf(this.tree, this.tree.child(decorator, 0), Kind.dottedName)
      .map((one) => nameText(this.tree, one))
      .join(".");
  }

  /** A function inside of what is visited: its body belongs to the references at hand. */
  protected visitFunction(funcdef: NodeId, decorators: readonly NodeId[]): void {
    const { tree } = this;
    const isForeign = decorators.some((one) => OTHER_LANGUAGES.test(this.decoratorName(one).split(".").at(-1)!));
    this.visitDefaults(tree.child(funcdef, 1), Kind.typedargslist, Kind.typedargslistName, 2);
    if (isForeign) this.foreign++;
    const body = tree.child(funcdef, 3);
    this.inScope(functionFrame(tree, Kind.typedargslist, tree.child(funcdef, 1), body), () => this.visit(body));
    if (isForeign) this.foreign--;
  }

  private visitDefaults(params: NodeId, list: number, named: number, slot: number): void {
    if (params === 0) return;
    for (const one of listOf(this.tree, params, list)) {
      if (this.tree.kind(one) === named) this.visit(this.tree.child(one, slot));
    }
  }

  private visitLambda(node: NodeId): void {
    const { tree } = this;
    this.visitDefaults(tree.child(node, 0), Kind.varargslist, Kind.varargslistName, 1);
    const body = tree.child(node, 1);
    this.inScope(functionFrame(tree, Kind.varargslist, tree.child(node, 0), body), () => this.visit(body));
  }

  /** A class inside a function: not an item of its own. */
  private visitClass(node: NodeId): void {
    const { tree } = this;
    this.visit(tree.child(node, 1));
    this.inScope(classFrame(tree, tree.child(node, 2)), () => this.visit(tree.child(node, 2)));
  }

  /** `value for targets in source …` */
  private visitComprehension(values: readonly NodeId[], compFor: NodeId): void {
    const { tree } = this;
    this.visit(tree.child(compFor, 1));
    const bound = new Set<string>();
    for (let node = compFor; node !== 0;) {
      const isFor = tree.kind(node) === Kind.compFor;
      if (isFor) for (const name of targetNames(tree, tree.child(node, 0))) bound.add(name);
      node = tree.child(node, isFor ? 2 : 1);
    }
    for (const name of bound) this.boundInside.add(name);
    const { self, kwargs } = this.scope;
    this.scopes.push({ kind: "function", bound, globals: new Set(), self, kwargs });
    for (let node = compFor; node !== 0;) {
      const isFor = tree.kind(node) === Kind.compFor;
      if (isFor) {
        this.visitTarget(tree.child(node, 0), true);
        if (node !== compFor) this.visit(tree.child(node, 1));
      } else {
        this.visit(tree.child(node, 0));
      }
      node = tree.child(node, isFor ? 2 : 1);
    }
    for (const value of values) this.visit(value);
    this.scopes.pop();
  }

  /** Visits the tests of an if statement up to the first that is true. */
  protected visitTests(node: NodeId): void {
    for (const test of this.conditionals.liveTests(node)) this.visit(test);
  }

  private noteDecided(test: NodeId, value: boolean): void {
    const { tree, tokens } = this;
    if (truth(tree, test) >= 0 || this.foreign > 0) return;
    const start = tree.start(test);
    const colon = tokens.findColon(start);
    // A test in parentheses begins in front of its node.
    const before = tokens.kind(tokens.at(start) - 1);
    if (colon < 0 || (before !== Token.kwIf && before !== Token.kwElif)) return;
    this.tests.push({ range: { start, end: tokens.end(colon - 1) }, value, line: tree.line(test) });
  }

  private visitAssignment(node: NodeId): void {
    const { tree } = this;
    const target = tree.child(node, 0);
    const tail = tree.child(node, 1);
    if (tail === 0) {
      this.visit(target);
      return;
    }
    switch (tree.kind(tail)) {
      case Kind.exprStmtAugassign:
        // Looks at what it changes.
        this.visit(target);
        this.visit(tree.child(tail, 1));
        this.visitTarget(target, true);
        this.fixTarget(target);
        return;
      case Kind.exprStmtAssignList:
        this.visitTarget(target, true);
        for (let at = 0; at + 1 < tree.size(tail); at++) this.visitTarget(tree.child(tail, at), true);
        this.visit(tree.child(tail, tree.size(tail) - 1));
        return;
      case Kind.annassign:
        if (tree.child(tail, 1) === 0) return;
        this.visit(tree.child(tail, 1));
        this.visitTarget(target, true);
        return;
      default:
        this.visit(tail);
        this.visitTarget(target, true);
    }
  }

  /** A name that is read and written at one place cannot be replaced there. */
  private fixTarget(target: NodeId): void {
    if (this.tree.kind(target) !== Kind.name) return;
    const start = this.tree.start(target);
    const at = this.names.findIndex((site) => site.range.start === start);
    if (at >= 0) this.names.splice(at, 1);
  }

  /** The bodies of an if statement that may run; notes tests that the compiler does not fold. */
  protected liveBranches(node: NodeId): NodeId[] {
    return this.conditionals.liveBranches(node, (test, value) => this.noteDecided(test, value));
  }

  static readonly handlers: Record<number, (this: Visitor, node: NodeId) => void> = {
    [Kind.atomExprNormal](node) {
      this.visitChain(node, false);
    },
    [Kind.atomExprAwait](node) {
      this.visitChain(node, false);
    },
    [Kind.trailerPeriod](node) {
      this.refs.attributes.add(nameText(this.tree, this.tree.child(node, 0)));
    },
    [Kind.argument](node) {
      const value = this.tree.child(node, 1);
      if (this.tree.kind(value) === Kind.compFor) this.visitComprehension([this.tree.child(node, 0)], value);
      else if (this.tree.kind(value) === Kind.argument3) this.visit(this.tree.child(value, 0));
      else this.visit(value);
    },
    [Kind.testlistComp](node) {
      const last = this.tree.child(node, this.tree.size(node) - 1);
      if (this.tree.size(node) === 2 && this.tree.kind(last) === Kind.compFor) {
        this.visitComprehension([this.tree.child(node, 0)], last);
      } else {
        this.visitChildren(node);
      }
    },
    [Kind.dictorsetmaker](node) {
      const last = this.tree.child(node, 1);
      if (this.tree.kind(last) === Kind.compFor) this.visitComprehension([this.tree.child(node, 0)], last);
      else this.visitChildren(node);
    },
    [Kind.lambdef](node) {
      this.visitLambda(node);
    },
    [Kind.lambdefNocond](node) {
      this.visitLambda(node);
    },
    [Kind.funcdef](node) {
      this.visitFunction(node, []);
    },
    [Kind.classdef](node) {
      this.visitClass(node);
    },
    [Kind.decorated](node) {
      const decorators = listOf(this.tree, this.tree.child(node, 0), Kind.decorators);
      this.visitDecorators(decorators);
      const inner = this.tree.child(node, 1);
      if (this.tree.kind(inner) === Kind.classdef) this.visitClass(inner);
      else this.visitFunction(this.tree.kind(inner) === Kind.funcdef ? inner : this.tree.child(inner, 0), decorators);
    },
    [Kind.importName](node) {
      this.refs.imports.push(...importFacts(this.tree, node));
    },
    [Kind.importFrom](node) {
      this.refs.imports.push(...importFacts(this.tree, node));
    },
    [Kind.globalStmt]() {},
    [Kind.nonlocalStmt]() {},
    [Kind.exprStmt](node) {
      this.visitAssignment(node);
    },
    [Kind.delStmt](node) {
      this.visitTarget(this.tree.child(node, 0), true);
      // What is deleted has to be there, and under its name.
      this.foreign++;
      this.visit(this.tree.child(node, 0));
      this.foreign--;
    },
    [Kind.forStmt](node) {
      this.visit(this.tree.child(node, 1));
      this.visitTarget(this.tree.child(node, 0), true);
      this.visit(this.tree.child(node, 2));
      this.visit(this.tree.child(node, 3));
    },
    [Kind.withItem](node) {
      this.visit(this.tree.child(node, 0));
      this.visitTarget(this.tree.child(node, 1), true);
    },
    [Kind.tryStmtAsName](node) {
      this.visit(this.tree.child(node, 0));
      this.visitTarget(this.tree.child(node, 1), true);
    },
    [Kind.namedexprTest](node) {
      this.visit(this.tree.child(node, 1));
      this.visitTarget(this.tree.child(node, 0), true);
    },
    [Kind.ifStmt](node) {
      this.visitTests(node);
      for (const body of this.liveBranches(node)) this.visit(body);
    },
    [Kind.decorator]() {},
  };
}

const SPECIAL = Visitor.handlers;
