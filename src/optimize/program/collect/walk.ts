// The state of a walk over a module's tree: the current scopes, the facts found so far, and the meaning of names and
// strings there.

import type { NodeId } from "../../../compiler/brands.ts";
import { Token } from "../../../compiler/tokens/token.ts";
import type { Constant } from "../../../compiler/tree/constant.ts";
import type { Tree } from "../../../compiler/tree/tree.ts";
import type { TokenList } from "../../source/token-list.ts";
import { NAME_LIST, PIECE, WORD } from "../../words.ts";
import { blockNames, nameText } from "../bound-names.ts";
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
  StoreCount,
  Unpacking,
} from "../facts.ts";
import { Conditions } from "./conditions.ts";
import type { Declaration } from "./declared-constants.ts";
import { PureExpressions } from "./pure-expressions.ts";
import { type CollectedRefs, RefsLender } from "./refs.ts";
import { isGlobal, moduleFrame, type ScopeFrame } from "./scopes.ts";
import { usesFunction } from "../../messages.ts";

/** A module that loads one of these can read its own source or names, so it is not optimised. */
const OPAQUE: ReadonlySet<string> = new Set(["eval", "exec", "execfile", "globals", "locals"]);
/** Loads of these list names. */
const REFLECTION: ReadonlySet<string> = new Set(["dir", "vars", "help"]);

const decoder = new TextDecoder();

/** Options of collecting facts. */
export interface CollectOptions {
  /** The module can be run as `__main__`. */
  readonly canBeMain: boolean;
}

/** A walk over a module's tree. */
export abstract class Walk {
  protected readonly source: Uint8Array;
  protected readonly tree: Tree;
  protected readonly tokens: TokenList;
  protected readonly scopes: ScopeFrame[] = [];
  private readonly lender: RefsLender = new RefsLender();
  protected refs: CollectedRefs = this.lender.lend();

  protected readonly items: Item[] = [];
  protected readonly bindings: Map<string, Binding> = new Map();
  protected readonly names: NameSite[] = [];
  protected readonly attributes: AttributeSite[] = [];
  protected readonly tests: DecidedTest[] = [];
  protected readonly calls: KeywordCall[] = [];
  /** Names that top-level imports bind. */
  protected readonly imported: Map<string, ImportFact> = new Map();
  /** Number of conditions around the current statement. */
  protected conditions: number = 0;
  protected readonly signatures: Map<string, Signature> = new Map();
  protected readonly fixedNames: Set<string> = new Set();
  /** Names declared by `X = const(…)`. */
  protected readonly declared: Map<string, Declaration> = new Map();
  protected readonly pinned: Set<string> = new Set();
  protected readonly declaredUses: NameSite[] = [];
  /** Names that functions and classes bind. */
  protected readonly boundInside: Set<string> = new Set();
  /** Global names that are deleted. */
  protected readonly deleted: Set<string> = new Set();
  protected readonly fragments: Set<string> = new Set();
  protected opaque: string | undefined;
  protected reflection: string | undefined;
  protected readonly unpackings: Unpacking[] = [];
  protected readonly stores: Map<string, StoreCount> = new Map();
  /** Number of functions around it with other rules for names. */
  protected foreign = 0;
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

  /** Runs `visit` with new references. */
  protected collectRefs(visit: () => void): Refs {
    const outer = this.refs;
    this.refs = this.lender.lend();
    visit();
    const refs = this.lender.keep(this.refs);
    this.refs = outer;
    return refs;
  }

  protected get scope(): ScopeFrame {
    return this.scopes.at(-1)!;
  }

  protected isGlobal(name: string): boolean {
    return isGlobal(this.scopes, name);
  }

  /** Runs `visit` in a new scope. */
  protected inScope(frame: ScopeFrame, visit: () => void): void {
    this.noteGlobals(frame.globals);
    for (const name of frame.bound) this.boundInside.add(name);
    this.scopes.push(frame);
    visit();
    this.scopes.pop();
  }

  /** Visits an expression, or a statement inside a function. */
  protected abstract visit(node: NodeId): void;

  protected load(node: NodeId): void {
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

  protected noteDynamic(name: string): void {
    if (this.bindings.has(name)) return;
    if (OPAQUE.has(name)) this.opaque ??= usesFunction(name);
    else if (REFLECTION.has(name)) this.reflection ??= `${name}()`;
  }

  protected text(text: string): void {
    if (NAME_LIST.test(text)) for (const word of text.match(WORD)!) this.refs.words.add(word);
    if (!text.includes("_")) return;
    for (const word of text.match(PIECE) ?? []) {
      if (word.length > 1 && (word.startsWith("_") || word.endsWith("_"))) this.fragments.add(word);
    }
  }

  protected constant(constant: Constant): void {
    // Longer texts are not lists of names, and there are many of them.
    const isText = (constant.type === "str" || constant.type === "bytes") && constant.bytes.length <= 400;
    if (isText) this.text(decoder.decode(constant.bytes));
    else if (constant.type === "tuple") for (const item of constant.items) this.constant(item);
  }

  protected noteChange(name: string): void {
    const binding = this.bindings.get(name);
    if (binding === undefined) this.bindings.set(name, { count: 1, changes: true });
    else binding.changes = true;
  }

  private noteGlobals(names: ReadonlySet<string>): void {
    for (const name of names) this.noteChange(name);
  }
}
