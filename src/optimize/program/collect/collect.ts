// Makes ModuleFacts from a source, by one walk over the compiler's tree, with the compiler's scope rules
// (compiler/scopes): the innermost scope that mentions a name decides, and a class that binds it shadows outer scopes.
// This file has the statements of modules and classes, which passes may remove. visitor.ts has the code inside them.

import type { NodeId } from "../../../compiler/brands.ts";
import { Kind } from "../../../compiler/tree/kind.ts";
import { truth } from "../../../compiler/tree/truth.ts";
import type { Tree } from "../../../compiler/tree/tree.ts";
import type { Range, TokenList } from "../../source/token-list.ts";
import { importFacts, listOf, nameText } from "../bound-names.ts";
import type { Item, ItemKind, ModuleFacts, Refs } from "../facts.ts";
import { isPureDecorator } from "../purity.ts";
import { certainNames } from "./certain-names.ts";
import { bindsName, constantText, declaredUses, isDeclaration } from "./declared-constants.ts";
import { basesOf, signatureOf } from "./definitions.ts";
import { importRefs } from "./refs.ts";
import { classFrame } from "./scopes.ts";
import { Visitor } from "./visitor.ts";
import type { CollectOptions } from "./walk.ts";
import {
  BINDS_NAMES,
  COMPUTED_BASES,
  CONDITION,
  DEFAULT_HAS_EFFECTS,
  SIDE_EFFECTS,
  STAR_IMPORT,
  usedByDecorator,
} from "../../messages.ts";

/** Collects the facts of a tree. `source` is its source, with LF as its only line end. */
export function collectFacts(source: Uint8Array, tree: Tree, tokens: TokenList, options: CollectOptions): ModuleFacts {
  return new Collector(source, tree, tokens, options).collect();
}

class Collector extends Visitor {
  collect(): ModuleFacts {
    this.block(this.tree.root, undefined);
    this.findDeclaredUses();
    const certain = certainNames(this.tree, this.tree.root);
    for (const name of this.deleted) certain.delete(name);
    return {
      source: this.source,
      items: this.items,
      bindings: this.bindings,
      certain,
      names: this.names,
      attributes: this.attributes,
      tests: this.tests,
      calls: this.calls,
      signatures: this.signatures,
      fixedNames: this.fixedNames,
      boundInside: this.boundInside,
      pinned: this.pinned,
      declaredUses: this.declaredUses,
      starImports: this.items.flatMap(({ refs }) => refs.imports.filter((fact) => fact.name === "*")),
      opaque: this.opaque,
      fragments: this.fragments,
      reflection: this.reflection,
      unpackings: this.unpackings,
      stores: this.stores,
    };
  }

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
      value: undefined,
      ...more,
    };
    this.items.push(item);
    return item;
  }

  /** Adds a statement that is kept for its effects. */
  private plainItem(node: NodeId, owner: Item | undefined, reason = SIDE_EFFECTS): void {
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

  private functionItem(node: NodeId, funcdef: NodeId, decorators: readonly NodeId[], owner: Item | undefined): void {
    const { tree } = this;
    const name = nameText(tree, tree.child(funcdef, 0));
    const refs = this.collectRefs(() => {
      this.visitDecorators(decorators);
      this.visitFunction(funcdef, decorators);
    });
    const impure = decorators.map((one) => this.decoratorName(one)).find((one) => !isPureDecorator(one));
    const defaults = this.pure.areDefaultsPure(funcdef);
    const reason = impure !== undefined ? usedByDecorator(impure) : defaults ? "" : DEFAULT_HAS_EFFECTS;
    this.add(owner === undefined ? "function" : "method", node, [name], owner, refs, {
      isPure: reason === "",
      reason,
      actsOnStore: decorators.length > 0,
    });
    if (owner === undefined) this.signatures.set(name, signatureOf(tree, funcdef, decorators.length === 0));
    else if (name === "__init__" && owner.owner === undefined) {
      const signature = signatureOf(tree, funcdef, decorators.length === 0);
      this.signatures.set(owner.names[0]!, { ...signature, parameters: signature.parameters.slice(1) });
    }
  }

  private classItem(node: NodeId, classdef: NodeId, decorators: readonly NodeId[], owner: Item | undefined): void {
    const { tree } = this;
    const name = nameText(tree, tree.child(classdef, 0));
    const bases = basesOf(tree, classdef);
    const refs = this.collectRefs(() => {
      this.visitDecorators(decorators);
      this.visit(tree.child(classdef, 1));
    });
    let reason = "";
    if (decorators.length > 0) reason = usedByDecorator(this.decoratorName(decorators[0]!));
    else if (bases === undefined) reason = COMPUTED_BASES;
    const item = this.add("class", node, [name], owner, refs, {
      isPure: reason === "",
      reason,
      bases: bases ?? [undefined],
    });
    const body = tree.child(classdef, 2);
    this.inScope(classFrame(tree, body), () => this.block(body, item));
  }

  private importItems(node: NodeId, owner: Item | undefined): void {
    for (const fact of importFacts(this.tree, node)) {
      const refs = importRefs(fact);
      if (fact.name === "*") {
        this.add("statement", node, [], owner, refs, { isPure: false, reason: STAR_IMPORT });
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
    if (tree.kind(target) !== Kind.name || !isSimple || !this.pure.isPure(value)) return this.plainItem(node, owner);
    const name = nameText(tree, target);
    const refs = this.collectRefs(() => this.visit(value));
    if (owner === undefined && isDeclaration(this.tokens, tree.start(node))) {
      this.declared.set(name, { qstr: tree.qstr(target), start: tree.start(node) });
    }
    const isFixed = owner === undefined && this.conditions === 0;
    this.add(owner === undefined ? "assignment" : "attribute", node, [name], owner, refs, {
      constant: isFixed ? constantText(tree, value) : undefined,
      value: isFixed ? this.conditionals.valueText(value) : undefined,
      actsOnStore: truth(tree, value) < 0,
    });
  }

  private ifItems(node: NodeId, owner: Item | undefined): void {
    const tests = this.collectRefs(() => this.visitTests(node));
    const isDecided = this.conditionals.liveTests(node).length === 0;
    this.add("statement", node, [], owner, tests, {
      isPure: false,
      isHarmless: this.conditionals.liveTests(node).every((test) => this.pure.isPure(test)),
      reason: CONDITION,
    });
    if (!isDecided) this.conditions++;
    for (const body of this.liveBranches(node)) this.block(body, owner);
    if (!isDecided) this.conditions--;
  }

  /** Adds a try statement that only binds names, by imports and their fallbacks. */
  private tryItem(node: NodeId, owner: Item | undefined): void {
    const names = this.bindingsOfTry(node);
    if (names === undefined) return this.plainItem(node, owner);
    const refs = this.collectRefs(() => this.visit(node));
    this.add("statement", node, [...names], owner, refs, { reason: BINDS_NAMES });
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
        return this.pure.areDefaultsPure(node);
      default:
        return false;
    }
  }

  /**
   * Finds uses of declared constants, which are in the source but not in the tree. Uses that can be replaced do not
   * need the declaration. If one cannot be replaced, the declaration must stay.
   */
  private findDeclaredUses(): void {
    const { tokens } = this;
    for (const [name, declaration] of this.declared) {
      if (tokens.isNameInFString(declaration.qstr)) this.pinned.add(name);
      const constant = this.items.find((item) => item.owner === undefined && item.names.includes(name))?.constant;
      const isFixed = this.bindings.get(name)?.count !== 1 || this.boundInside.has(name) || constant === undefined;
      for (const at of declaredUses(tokens, declaration)) {
        if (isFixed || bindsName(tokens, at)) this.pinned.add(name);
        else {
          this.declaredUses.push({ name, range: { start: tokens.start(at), end: tokens.end(at) } });
        }
      }
    }
  }
}
