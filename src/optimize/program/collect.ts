// Source -> ModuleFacts: one walk over the compiler's own tree, with the compiler's own rules for what a name refers to
// (compiler/scopes): the first scope outward that mentions a name decides, and a class that binds it hides what is further out.

import type { NodeId, Qstr } from "../../compiler/brands.ts";
import { Name } from "../../compiler/names/known.ts";
import type { NamePool } from "../../compiler/names/pool.ts";
import { Lexer } from "../../compiler/tokens/lexer.ts";
import { Token } from "../../compiler/tokens/token.ts";
import type { Constant } from "../../compiler/tree/constant.ts";
import { isLeaf, Kind } from "../../compiler/tree/kind.ts";
import { truth } from "../../compiler/tree/truth.ts";
import type { Tree } from "../../compiler/tree/tree.ts";
import { type Range, TokenList } from "../source/token-list.ts";
import type {
  AttributeSite,
  Binding,
  DecidedTest,
  ImportFact,
  Item,
  ItemKind,
  KeywordCall,
  ModuleFacts,
  NameSite,
  Refs,
  Signature,
} from "./facts.ts";
import { emptyRefs } from "./facts.ts";
import { boundNames, declaredGlobals, importFacts, listOf, nameText, targetNames } from "./bound-names.ts";
import { NAME_LIST, PIECE, WORD } from "../words.ts";
import { isPureBuiltin, isPureDecorator, isPureImport } from "./purity.ts";
import { compareConstants } from "./compare.ts";

/** A scope that names are looked up in. */
interface ScopeFrame {
  readonly kind: "module" | "class" | "function";
  readonly bound: ReadonlySet<string>;
  readonly globals: ReadonlySet<string>;
  /** Function: its first parameter. */
  readonly self: string | undefined;
  /** Function: its `**kwargs`. */
  readonly kwargs: string | undefined;
}

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
/** Small ints of every target. */
const MAX_CONSTANT = 1 << 30;

const decoder = new TextDecoder();

/** What collecting depends on besides the source. */
export interface CollectOptions {
  /** The module can be run as `__main__`. */
  readonly canBeMain: boolean;
}

/** Collects the facts of a tree. `source` is what it was parsed from, with one kind of line end. */
export function collectFacts(source: Uint8Array, tree: Tree, names: NamePool, options: CollectOptions): ModuleFacts {
  return new Collector(source, tree, names, options).collect();
}

class Collector {
  private readonly source: Uint8Array;
  private readonly tree: Tree;
  private readonly tokens: TokenList;
  private readonly options: CollectOptions;
  private readonly scopes: ScopeFrame[] = [];
  private refs: Refs = emptyRefs();

  private readonly items: Item[] = [];
  private readonly bindings = new Map<string, Binding>();
  private readonly names: NameSite[] = [];
  private readonly attributes: AttributeSite[] = [];
  private readonly tests: DecidedTest[] = [];
  private readonly calls: KeywordCall[] = [];
  /** What top-level imports bind. */
  private readonly imported = new Map<string, ImportFact>();
  /** Depth of conditions that the statement at hand depends on. */
  private conditions = 0;
  private readonly signatures = new Map<string, Signature>();
  private readonly fixedNames = new Set<string>();
  /** Names declared by `X = const(…)`, with their qstr and where the declaration begins. */
  private readonly declared = new Map<string, { qstr: Qstr; start: number }>();
  private readonly pinned = new Set<string>();
  /** Names that functions and classes bind. */
  private readonly boundInside = new Set<string>();
  private readonly fragments = new Set<string>();
  private opaque: string | undefined;
  private reflection: string | undefined;
  private unpacksKeywords = false;
  /** Depth of functions whose names are not Python's. */
  private foreign = 0;

  constructor(source: Uint8Array, tree: Tree, names: NamePool, options: CollectOptions) {
    this.source = source;
    this.tree = tree;
    this.options = options;
    this.tokens = new TokenList(source, names, new Lexer());
  }

  collect(): ModuleFacts {
    const { tree } = this;
    const bound = boundNames(tree, tree.root);
    for (const [name, count] of bound) this.bindings.set(name, { count, changes: false });
    this.scopes.push({
      kind: "module",
      bound: new Set(bound.keys()),
      globals: new Set(),
      self: undefined,
      kwargs: undefined,
    });
    this.block(tree.root, undefined);
    this.findDeclaredUses();
    return {
      source: this.source,
      items: this.items,
      bindings: this.bindings,
      names: this.names,
      attributes: this.attributes,
      tests: this.tests,
      calls: this.calls,
      signatures: this.signatures,
      fixedNames: this.fixedNames,
      boundInside: this.boundInside,
      pinned: this.pinned,
      starImports: this.items.flatMap(({ refs }) => refs.imports.filter((fact) => fact.name === "*")),
      opaque: this.opaque,
      fragments: this.fragments,
      reflection: this.reflection,
      unpacksKeywords: this.unpacksKeywords,
    };
  }

  // ---- statements that are items

  private block(node: NodeId, owner: Item | undefined): void {
    if (node === 0) return;
    const { tree } = this;
    const kind = tree.kind(node);
    if (kind === Kind.fileInput2 || kind === Kind.suiteBlockStmts || kind === Kind.simpleStmt2) {
      for (let at = 0; at < tree.size(node); at++) this.block(tree.child(node, at), owner);
    } else if (kind !== Kind.token && kind !== Kind.passStmt) {
      this.statement(node, kind, owner);
    }
  }

  private statement(node: NodeId, kind: number, owner: Item | undefined): void {
    const { tree } = this;
    switch (kind) {
      case Kind.funcdef:
        return this.functionItem(node, node, [], owner);
      case Kind.asyncStmt:
        if (tree.kind(tree.child(node, 0)) !== Kind.funcdef) break;
        return this.functionItem(node, tree.child(node, 0), [], owner);
      case Kind.decorated:
        return this.decoratedItem(node, owner);
      case Kind.classdef:
        return this.classItem(node, node, [], owner);
      case Kind.importName:
      case Kind.importFrom:
        return this.importItems(node, owner);
      case Kind.exprStmt:
        return this.assignmentItem(node, owner);
      case Kind.ifStmt:
        return this.ifItems(node, owner);
      case Kind.tryStmt:
        return this.tryItem(node, owner);
    }
    this.plainItem(node, owner);
  }

  private rangeOf(node: NodeId): Range {
    const start = this.tree.start(node);
    return { start, end: this.tokens.statementEnd(start) };
  }

  private add(
    kind: ItemKind,
    node: NodeId,
    names: readonly string[],
    owner: Item | undefined,
    refs: Refs,
    more: Partial<Item> = {},
  ): Item {
    const shown = names.length > 0 ? names.join(", ") : "a statement";
    const item: Item = {
      kind,
      names,
      qualifiedName: owner === undefined ? shown : `${owner.qualifiedName}.${shown}`,
      line: this.tree.line(node),
      range: this.rangeOf(node),
      refs,
      isPure: true,
      isHarmless: false,
      isUnconditional: this.conditions === 0 && owner === undefined,
      reason: "",
      owner,
      bases: [],
      actsOnStore: false,
      imported: undefined,
      constant: undefined,
      ...more,
    };
    this.items.push(item);
    return item;
  }

  /** Runs `visit` with references of its own. */
  private collectRefs(visit: () => void): Refs {
    const outer = this.refs;
    const refs = emptyRefs();
    this.refs = refs;
    visit();
    this.refs = outer;
    return refs;
  }

  /** A statement that is kept for what it does. */
  private plainItem(node: NodeId, owner: Item | undefined, reason = "it does something when it runs"): void {
    const refs = this.collectRefs(() => this.visit(node));
    this.add("statement", node, [], owner, refs, { isPure: false, reason });
  }

  private decoratedItem(node: NodeId, owner: Item | undefined): void {
    const { tree } = this;
    const decorators = listOf(tree, tree.child(node, 0), Kind.decorators);
    const inner = tree.child(node, 1);
    if (tree.kind(inner) === Kind.classdef) this.classItem(node, inner, decorators, owner);
    else this.functionItem(node, tree.kind(inner) === Kind.funcdef ? inner : tree.child(inner, 0), decorators, owner);
  }

  private decoratorName(decorator: NodeId): string {
    return listOf(this.tree, this.tree.child(decorator, 0), Kind.dottedName)
      .map((one) => nameText(this.tree, one))
      .join(".");
  }

  private functionItem(node: NodeId, funcdef: NodeId, decorators: readonly NodeId[], owner: Item | undefined): void {
    const { tree } = this;
    const name = nameText(tree, tree.child(funcdef, 0));
    const refs = this.collectRefs(() => {
      this.visitDecorators(decorators);
      this.visitFunction(funcdef, decorators);
    });
    const impure = decorators.map((one) => this.decoratorName(one)).find((one) => !isPureDecorator(one));
    const defaults = this.areDefaultsPure(funcdef);
    const reason =
      impure !== undefined ? `its decorator @${impure} may use it` : defaults ? "" : "a default value does something";
    this.add(owner === undefined ? "function" : "method", node, [name], owner, refs, {
      isPure: reason === "",
      reason,
      actsOnStore: decorators.length > 0,
    });
    if (owner === undefined) this.signatures.set(name, this.signatureOf(funcdef, decorators.length === 0));
    else if (name === "__init__" && owner.owner === undefined) {
      const signature = this.signatureOf(funcdef, decorators.length === 0);
      this.signatures.set(owner.names[0]!, { ...signature, parameters: signature.parameters.slice(1) });
    }
  }

  private signatureOf(funcdef: NodeId, isPlain: boolean): Signature {
    const { tree } = this;
    const parameters: string[] = [];
    for (const one of listOf(tree, tree.child(funcdef, 1), Kind.typedargslist)) {
      const kind = tree.kind(one);
      if (kind === Kind.typedargslistStar || kind === Kind.typedargslistDblStar) {
        // Behind a star parameters are given by name; a star that takes positions would take too many.
        if (kind === Kind.typedargslistStar && tree.child(one, 0) !== 0) return { parameters: [], isPlain: false };
        break;
      }
      parameters.push(nameText(tree, kind === Kind.name ? one : tree.child(one, 0)));
    }
    return { parameters, isPlain };
  }

  private areDefaultsPure(funcdef: NodeId): boolean {
    const { tree } = this;
    return listOf(tree, tree.child(funcdef, 1), Kind.typedargslist).every((one) => {
      return tree.kind(one) !== Kind.typedargslistName || this.isPure(tree.child(one, 2));
    });
  }

  private classItem(node: NodeId, classdef: NodeId, decorators: readonly NodeId[], owner: Item | undefined): void {
    const { tree } = this;
    const name = nameText(tree, tree.child(classdef, 0));
    const bases = this.basesOf(classdef);
    const refs = this.collectRefs(() => {
      this.visitDecorators(decorators);
      this.visit(tree.child(classdef, 1));
    });
    let reason = "";
    if (decorators.length > 0) reason = `its decorator @${this.decoratorName(decorators[0]!)} may use it`;
    else if (bases === undefined) reason = "its bases are computed";
    const item = this.add("class", node, [name], owner, refs, {
      isPure: reason === "",
      reason,
      bases: bases ?? [undefined],
    });
    this.scopes.push(this.classFrame(tree.child(classdef, 2)));
    this.block(tree.child(classdef, 2), item);
    this.scopes.pop();
  }

  private classFrame(body: NodeId): ScopeFrame {
    const bound = new Set(boundNames(this.tree, body).keys());
    const globals = declaredGlobals(this.tree, body);
    this.noteGlobals(globals);
    for (const name of bound) this.boundInside.add(name);
    return { kind: "class", bound, globals, self: undefined, kwargs: undefined };
  }

  /** Bases by their last name; undefined where they are more than names. */
  private basesOf(classdef: NodeId): string[] | undefined {
    const { tree } = this;
    const list = tree.child(classdef, 1);
    if (list === 0 || tree.kind(list) === Kind.classdef2) return [];
    const bases: string[] = [];
    for (const one of listOf(tree, list, Kind.arglist)) {
      const kind = tree.kind(one);
      if (kind === Kind.name) bases.push(nameText(tree, one));
      else if (kind === Kind.atomExprNormal && tree.kind(tree.child(one, 1)) === Kind.trailerPeriod) {
        bases.push(nameText(tree, tree.child(tree.child(one, 1), 0)));
      } else return undefined;
    }
    return bases;
  }

  private importItems(node: NodeId, owner: Item | undefined): void {
    for (const fact of importFacts(this.tree, node)) {
      const refs = emptyRefs();
      refs.imports.push(fact);
      if (fact.name === "*") {
        this.add("statement", node, [], owner, refs, { isPure: false, reason: "it imports all names" });
      } else {
        this.add("import", node, [fact.bound], owner, refs, { imported: fact });
        if (owner === undefined) this.imported.set(fact.bound, fact);
      }
    }
  }

  private assignmentItem(node: NodeId, owner: Item | undefined): void {
    const { tree } = this;
    const target = tree.child(node, 0);
    let value = tree.child(node, 1);
    if (value !== 0 && tree.kind(value) === Kind.annassign) value = tree.child(value, 1);
    const kind = value === 0 ? 0 : tree.kind(value);
    const isSimple = value !== 0 && kind !== Kind.exprStmtAugassign && kind !== Kind.exprStmtAssignList;
    if (tree.kind(target) !== Kind.name || !isSimple || !this.isPure(value)) return this.plainItem(node, owner);
    const name = nameText(tree, target);
    const refs = this.collectRefs(() => this.visit(value));
    if (owner === undefined && this.isDeclaration(node)) {
      this.declared.set(name, { qstr: tree.qstr(target), start: tree.start(node) });
    }
    this.add(owner === undefined ? "assignment" : "attribute", node, [name], owner, refs, {
      constant: owner === undefined && this.conditions === 0 ? this.constantText(value) : undefined,
      actsOnStore: truth(tree, value) < 0,
    });
  }

  /** `X = const(…)`: the compiler has replaced all later uses. */
  private isDeclaration(node: NodeId): boolean {
    const { tree, tokens } = this;
    const end = tokens.statementEnd(tree.start(node));
    for (let at = tokens.at(tree.start(node)); at >= 0 && tokens.start(at) < end; at++) {
      if (tokens.kind(at) !== Token.equal) continue;
      return tokens.qstr(at + 1) === Name.const && tokens.kind(at + 2) === Token.parenOpen;
    }
    return false;
  }

  /**
   * Uses of declared constants stand in the source but not in the tree. Those that can be replaced are uses like others; with
   * any that cannot, the declaration has to stay.
   */
  private findDeclaredUses(): void {
    const { tokens } = this;
    const byQstr = new Map([...this.declared].map(([name, one]) => [one.qstr, { name, start: one.start }]));
    if (byQstr.size === 0) return;
    for (const [qstr, { name }] of byQstr) if (tokens.isNameInFString(qstr)) this.pinned.add(name);
    for (let at = 0; at < tokens.count; at++) {
      const one = byQstr.get(tokens.qstr(at));
      // In front of the declaration it is a use like any other.
      if (one === undefined || tokens.start(at) <= one.start || tokens.kind(at - 1) === Token.period) continue;
      const { name } = one;
      const isBound = BINDING_TOKENS.has(tokens.kind(at - 1)) || this.bindings.get(name)?.count !== 1;
      const isKeyword = tokens.kind(at + 1) === Token.equal;
      const constant = this.items.find((item) => item.owner === undefined && item.names.includes(name))?.constant;
      if (isBound || isKeyword || this.boundInside.has(name) || constant === undefined) this.pinned.add(name);
      else this.names.push({ name, range: { start: tokens.start(at), end: tokens.end(at) } });
    }
  }

  /** Source text of a constant that any code can hold as well as its module. */
  private constantText(node: NodeId): string | undefined {
    const { tree } = this;
    if (tree.kind(node) === Kind.token) return TOKEN_TEXT.get(tree.argument(node));
    if (tree.kind(node) !== Kind.smallInt) return undefined;
    const value = tree.argument(node);
    if (value >= MAX_CONSTANT || value < -MAX_CONSTANT) return undefined;
    return value < 0 ? `(${value})` : String(value);
  }

  private ifItems(node: NodeId, owner: Item | undefined): void {
    const tests = this.collectRefs(() => this.visitTests(node));
    const isDecided = this.liveTests(node).length === 0;
    this.add("statement", node, [], owner, tests, {
      isPure: false,
      isHarmless: this.liveTests(node).every((test) => this.isPure(test)),
      reason: "it decides what else runs",
    });
    if (!isDecided) this.conditions++;
    for (const body of this.liveBranches(node)) this.block(body, owner);
    if (!isDecided) this.conditions--;
  }

  /** A try statement that only binds names: by importing, or by what stands for an import that fails. */
  private tryItem(node: NodeId, owner: Item | undefined): void {
    const names = this.bindingsOfTry(node);
    if (names === undefined) return this.plainItem(node, owner);
    const refs = this.collectRefs(() => this.visit(node));
    this.add("statement", node, [...names], owner, refs, { reason: "it binds names" });
  }

  private bindingsOfTry(node: NodeId): Set<string> | undefined {
    const { tree } = this;
    const handlers = tree.child(node, 1);
    if (tree.kind(handlers) !== Kind.tryStmtExcept && tree.kind(handlers) !== Kind.tryStmtExceptList) return undefined;
    const names = new Set<string>();
    const bodies = [
      tree.child(node, 0),
      ...listOf(tree, handlers, Kind.tryStmtExceptList).map((one) => tree.child(one, 1)),
    ];
    return bodies.every((body) => this.onlyBinds(body, names)) ? names : undefined;
  }

  private onlyBinds(node: NodeId, names: Set<string>): boolean {
    const { tree } = this;
    switch (tree.kind(node)) {
      case Kind.suiteBlockStmts:
      case Kind.simpleStmt2:
        for (let at = 0; at < tree.size(node); at++) if (!this.onlyBinds(tree.child(node, at), names)) return false;
        return true;
      case Kind.passStmt:
        return true;
      case Kind.importName:
      case Kind.importFrom:
        return importFacts(tree, node).every((fact) => {
          names.add(fact.bound);
          return fact.name !== "*";
        });
      case Kind.exprStmt: {
        const value = tree.child(node, 1);
        if (tree.kind(tree.child(node, 0)) !== Kind.name || value === 0 || truth(tree, value) < 0) return false;
        names.add(nameText(tree, tree.child(node, 0)));
        return true;
      }
      case Kind.asyncStmt:
        return tree.kind(tree.child(node, 0)) === Kind.funcdef && this.onlyBinds(tree.child(node, 0), names);
      case Kind.funcdef:
        names.add(nameText(tree, tree.child(node, 0)));
        return this.areDefaultsPure(node);
      default:
        return false;
    }
  }

  // ---- what has no effect

  /** Whether an expression can be left out if nobody looks at its value. */
  private isPure(node: NodeId): boolean {
    if (node === 0) return true;
    const { tree } = this;
    const kind = tree.kind(node);
    if (isLeaf(kind) || kind === Kind.lambdef) return true;
    if (kind === Kind.atomExprNormal) return this.isPureAtom(node);
    if (!PURE_KINDS.has(kind)) return false;
    for (let at = 0; at < tree.size(node); at++) {
      const child = tree.child(node, at);
      if (tree.kind(child) === Kind.compFor || !this.isPure(child)) return false;
    }
    return true;
  }

  private isPureAtom(node: NodeId): boolean {
    const { tree } = this;
    const base = tree.child(node, 0);
    const trailers = listOf(tree, tree.child(node, 1), Kind.atomExprTrailers);
    if (!this.isPure(base)) return false;
    return trailers.every((trailer, at) => {
      const kind = tree.kind(trailer);
      if (kind === Kind.trailerPeriod) return true;
      if (!this.isPure(tree.child(trailer, 0))) return false;
      return kind === Kind.trailerBracket || this.isPureCall(base, trailers.slice(0, at));
    });
  }

  private isPureCall(base: NodeId, trailers: readonly NodeId[]): boolean {
    const { tree } = this;
    if (tree.kind(base) !== Kind.name) return false;
    const name = nameText(tree, base);
    if (trailers.length === 0) {
      const imported = this.imported.get(name);
      if (imported?.name !== undefined) return isPureImport(imported.module, imported.name);
      return isPureBuiltin(name) && !this.bindings.has(name);
    }
    if (trailers.length > 1 || tree.kind(trailers[0]!) !== Kind.trailerPeriod) return false;
    const module = this.imported.get(name);
    if (module === undefined || module.name !== undefined) return false;
    return isPureImport(module.module, nameText(tree, tree.child(trailers[0]!, 0)));
  }

  // ---- expressions and inner statements

  private get scope(): ScopeFrame {
    return this.scopes.at(-1)!;
  }

  /** Whether a name, loaded here, is looked up among the module's globals. */
  private isGlobal(name: string): boolean {
    for (let at = this.scopes.length - 1; at > 0; at--) {
      const scope = this.scopes[at]!;
      if (scope.globals.has(name)) return true;
      if (scope.bound.has(name)) return scope.kind === "class";
    }
    return true;
  }

  private visit(node: NodeId): void {
    if (node === 0) return;
    const { tree } = this;
    const kind = tree.kind(node);
    if (isLeaf(kind)) {
      if (kind === Kind.name) this.load(node);
      else if (kind === Kind.string) this.text(tree.names.bytes(tree.qstr(node)));
      else if (kind === Kind.constObject) this.constant(tree.constants[tree.argument(node)]!);
      return;
    }
    const special = SPECIAL[kind];
    if (special !== undefined) special.call(this, node);
    else this.visitChildren(node);
  }

  private visitChildren(node: NodeId): void {
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

  private text(bytes: Uint8Array): void {
    // No name is as long, and texts of that length are many.
    if (bytes.length > 400) return;
    const text = decoder.decode(bytes);
    if (NAME_LIST.test(text)) for (const word of text.match(WORD)!) this.refs.words.add(word);
    if (!text.includes("_")) return;
    for (const word of text.match(PIECE) ?? []) {
      if (word.length > 1 && (word.startsWith("_") || word.endsWith("_"))) this.fragments.add(word);
    }
  }

  private constant(constant: Constant): void {
    if (constant.type === "str" || constant.type === "bytes") this.text(constant.bytes);
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

  private visitDecorators(decorators: readonly NodeId[]): void {
    const { tree } = this;
    for (const decorator of decorators) {
      const [first, ...rest] = listOf(tree, tree.child(decorator, 0), Kind.dottedName);
      this.visit(first!);
      for (const one of rest) this.refs.attributes.add(nameText(tree, one));
      this.visit(tree.child(decorator, 1));
    }
  }

  /** A function inside of what is visited: its body belongs to the references at hand. */
  private visitFunction(funcdef: NodeId, decorators: readonly NodeId[]): void {
    const { tree } = this;
    const isForeign = decorators.some((one) => OTHER_LANGUAGES.test(this.decoratorName(one).split(".").at(-1)!));
    this.visitDefaults(tree.child(funcdef, 1), Kind.typedargslist, Kind.typedargslistName, 2);
    if (isForeign) this.foreign++;
    this.scopes.push(this.functionFrame(Kind.typedargslist, tree.child(funcdef, 1), tree.child(funcdef, 3)));
    this.visit(tree.child(funcdef, 3));
    this.scopes.pop();
    if (isForeign) this.foreign--;
  }

  private visitDefaults(params: NodeId, list: number, named: number, slot: number): void {
    if (params === 0) return;
    for (const one of listOf(this.tree, params, list)) {
      if (this.tree.kind(one) === named) this.visit(this.tree.child(one, slot));
    }
  }

  private functionFrame(list: number, params: NodeId, body: NodeId): ScopeFrame {
    const { tree } = this;
    const bound = new Set(boundNames(tree, body, true).keys());
    let self: string | undefined;
    let kwargs: string | undefined;
    for (const one of params === 0 ? [] : listOf(tree, params, list)) {
      const inside = tree.kind(one) === Kind.name ? one : tree.child(one, 0);
      if (inside === 0) continue;
      const name = nameText(tree, tree.kind(inside) === Kind.tfpdef ? tree.child(inside, 0) : inside);
      bound.add(name);
      self ??= name;
      const isStars = tree.kind(one) === Kind.typedargslistDblStar || tree.kind(one) === Kind.varargslistDblStar;
      if (isStars) kwargs = name;
    }
    const globals = declaredGlobals(tree, body);
    this.noteGlobals(globals);
    for (const name of globals) bound.delete(name);
    for (const name of declaredGlobals(tree, body, true)) bound.delete(name);
    for (const name of bound) this.boundInside.add(name);
    return { kind: "function", bound, globals, self, kwargs };
  }

  private visitLambda(node: NodeId): void {
    const { tree } = this;
    this.visitDefaults(tree.child(node, 0), Kind.varargslist, Kind.varargslistName, 1);
    this.scopes.push(this.functionFrame(Kind.varargslist, tree.child(node, 0), tree.child(node, 1)));
    this.visit(tree.child(node, 1));
    this.scopes.pop();
  }

  /** A class inside a function: not an item of its own. */
  private visitClass(node: NodeId): void {
    const { tree } = this;
    this.visit(tree.child(node, 1));
    this.scopes.push(this.classFrame(tree.child(node, 2)));
    this.visit(tree.child(node, 2));
    this.scopes.pop();
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

  // ---- conditions

  /** Visits the tests of an if statement up to the first that is true. */
  private visitTests(node: NodeId): void {
    for (const test of this.liveTests(node)) this.visit(test);
  }

  private clauses(node: NodeId): { test: NodeId; body: NodeId }[] {
    const { tree } = this;
    const elifs = tree.child(node, 2) === 0 ? [] : listOf(tree, tree.child(node, 2), Kind.ifStmtElifList);
    return [node, ...elifs].map((one) => ({ test: tree.child(one, 0), body: tree.child(one, 1) }));
  }

  private liveTests(node: NodeId): NodeId[] {
    const tests: NodeId[] = [];
    for (const { test } of this.clauses(node)) {
      const value = this.decide(test);
      if (value === undefined) tests.push(test);
      if (value === true) break;
    }
    return tests;
  }

  /** The bodies of an if statement that may run; notes tests that the compiler does not fold. */
  private liveBranches(node: NodeId): NodeId[] {
    const bodies: NodeId[] = [];
    for (const { test, body } of this.clauses(node)) {
      const value = this.decide(test);
      if (value !== undefined) this.noteDecided(test, value);
      if (value !== false) bodies.push(body);
      if (value === true) return bodies;
    }
    const otherwise = this.tree.child(node, 3);
    if (otherwise !== 0) bodies.push(otherwise);
    return bodies;
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

  /** What a test is known to be. */
  private decide(node: NodeId): boolean | undefined {
    const { tree } = this;
    const known = truth(tree, node);
    if (known >= 0) return known === 1;
    const kind = tree.kind(node);
    if (kind === Kind.notTest2) {
      const value = this.decide(tree.child(node, 0));
      return value === undefined ? undefined : !value;
    }
    if (kind === Kind.orTest || kind === Kind.andTest) return this.decideChain(node, kind === Kind.orTest);
    if (kind !== Kind.comparison || tree.size(node) !== 3) return undefined;
    const [left, operator, right] = [tree.child(node, 0), tree.child(node, 1), tree.child(node, 2)];
    if (this.isMainTest(left, operator, right)) return false;
    return compareConstants(tree, left, operator, right);
  }

  private decideChain(node: NodeId, decides: boolean): boolean | undefined {
    const { tree } = this;
    for (let at = 0; at < tree.size(node); at++) {
      const value = this.decide(tree.child(node, at));
      if (value === undefined) return undefined;
      if (value === decides) return decides;
    }
    return !decides;
  }

  /** `__name__ == "__main__"` in a module that is only imported. */
  private isMainTest(left: NodeId, operator: NodeId, right: NodeId): boolean {
    const { tree } = this;
    if (this.options.canBeMain || tree.kind(operator) !== Kind.token || tree.argument(operator) !== Token.opEqual) {
      return false;
    }
    return (
      tree.kind(left) === Kind.name &&
      nameText(tree, left) === "__name__" &&
      !this.bindings.has("__name__") &&
      tree.kind(right) === Kind.string &&
      nameText(tree, right) === "__main__"
    );
  }

  // ---- statements inside functions, and at the top where they are not items

  static readonly handlers: Record<number, (this: Collector, node: NodeId) => void> = {
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
}

const SPECIAL = Collector.handlers;

/** A name behind these is bound or belongs to an import. */
const BINDING_TOKENS: ReadonlySet<number> = new Set([
  Token.kwDef,
  Token.kwClass,
  Token.kwImport,
  Token.kwFrom,
  Token.kwAs,
  Token.kwGlobal,
  Token.kwNonlocal,
  Token.kwFor,
]);

const TOKEN_TEXT: ReadonlyMap<number, string> = new Map([
  [Token.kwTrue, "True"],
  [Token.kwFalse, "False"],
  [Token.kwNone, "None"],
]);

/** Kinds of expression that have no effect if their parts have none. */
const PURE_KINDS: ReadonlySet<number> = new Set([
  Kind.testlistStarExpr,
  Kind.testlist,
  Kind.testlistComp,
  Kind.atomParen,
  Kind.atomBracket,
  Kind.atomBrace,
  Kind.dictorsetmaker,
  Kind.dictorsetmakerItem,
  Kind.dictorsetmakerList,
  Kind.dictorsetmakerList2,
  Kind.orTest,
  Kind.andTest,
  Kind.notTest2,
  Kind.comparison,
  Kind.compOpIs,
  Kind.compOpIsNot,
  Kind.compOpNotIn,
  Kind.expr,
  Kind.xorExpr,
  Kind.andExpr,
  Kind.shiftExpr,
  Kind.arithExpr,
  Kind.term,
  Kind.factor2,
  Kind.power,
  Kind.testIfExpr,
  Kind.testIfElse,
  Kind.subscriptlist,
  Kind.subscript2,
  Kind.subscript3,
  Kind.subscript3c,
  Kind.subscript3d,
  Kind.sliceop,
  Kind.arglist,
]);
