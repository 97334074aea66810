// Collects the names that code uses, binds and calls, by a walk over expressions and statements in functions.

import type { NodeId } from "../../../compiler/brands.ts";
import { Token } from "../../../compiler/tokens/token.ts";
import { isLeaf, Kind } from "../../../compiler/tree/kind.ts";
import { truth } from "../../../compiler/tree/truth.ts";
import { importFacts, listOf, nameText, targetNames } from "../bound-names.ts";
import { AccessWalk } from "./accesses.ts";
import { classFrame, functionFrame } from "./scopes.ts";

/** Decorators of functions with other rules for names. */
const OTHER_LANGUAGES = /^(viper|asm_\w+)$/;

/** A walk that collects the names that a module's code uses, binds and calls. */
export class Visitor extends AccessWalk {
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

  /** An inner function: its references are added to the current ones. */
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

  /** A class inside a function, which is not a separate item. */
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
    // A test in parentheses begins before its node.
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
        // An augmented assignment also reads its target.
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
      default: {
        this.visit(tail);
        this.visitTarget(target, true);
        const attribute = this.lastAttribute(target);
        if (attribute !== undefined && this.areKeysKnown(tail)) this.stores.get(attribute)!.known++;
      }
    }
  }

  /** A name that is read and written at one place cannot be replaced there. */
  private fixTarget(target: NodeId): void {
    if (this.tree.kind(target) !== Kind.name) return;
    const start = this.tree.start(target);
    const at = this.names.findIndex((site) => site.range.start === start);
    if (at >= 0) this.names.splice(at, 1);
  }

  private noteDeleted(node: NodeId): void {
    const { tree } = this;
    const kind = tree.kind(node);
    if (kind === Kind.name) {
      if (this.isGlobal(nameText(tree, node))) this.deleted.add(nameText(tree, node));
    } else if (!isLeaf(kind) && kind !== Kind.atomExprNormal) {
      for (let at = 0; at < tree.size(node); at++) this.noteDeleted(tree.child(node, at));
    }
  }

  /** The bodies of an if statement that may run. It records tests that the compiler does not fold. */
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
      this.noteDeleted(this.tree.child(node, 0));
      // A deleted name must exist under its original name.
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
