// Locals of native and viper functions that are read before they can have a value. Bytecode raises a NameError; machine
// code does not check, and uses a null pointer as an object.
//
// The walk keeps the names that *may* be assigned; all others are certainly unassigned. It follows a loop's first
// iteration. Code under a condition in a loop may run first in a later iteration, so all assignments of the loop count.

import type { NodeId, Qstr } from "../brands.ts";
import { EmitKind, IdFlag, IdKind, type Scope, ScopeKind } from "../scopes/scope.ts";
import { Name } from "../names/known.ts";
import { isLeaf, Kind, type NodeKind } from "../tree/kind.ts";
import type { Tree } from "../tree/tree.ts";
import { isConstFalse, isConstTrue } from "../tree/truth.ts";
import type { FoundHint } from "./hint.ts";
import { itemsOf } from "../tree/items.ts";
import { forEachEvaluated, visitEvaluated } from "./visit.ts";

/** Finds the first such read of each local. `scopes` are those of the program. */
export function findUnassignedLocals(tree: Tree, scopes: readonly Scope[]): FoundHint[] {
  return scopes.flatMap((scope) => {
    const isNative = scope.emitKind === EmitKind.native || scope.emitKind === EmitKind.viper;
    return isNative && scope.kind === ScopeKind.function ? new LocalWalk(tree, scope).run() : [];
  });
}

/** Where a statement leaves: the next one in its block runs, or it does not. */
type Flow = "next" | "leaves";

class LocalWalk {
  private readonly tree: Tree;
  private readonly scope: Scope;
  /** Locals of the function that nothing else can assign. */
  private readonly locals: ReadonlySet<Qstr>;
  private mayBeAssigned: Set<Qstr>;
  /** What the loops around assign. */
  private ofLoops: ReadonlySet<Qstr> = new Set();
  private readonly reads = new Map<Qstr, NodeId>();

  constructor(tree: Tree, scope: Scope) {
    this.tree = tree;
    this.scope = scope;
    const locals = scope.ids.filter(({ kind }) => kind === IdKind.local);
    this.locals = new Set(locals.map(({ qstr }) => qstr));
    this.mayBeAssigned = new Set(locals.filter(({ flags }) => flags & IdFlag.param).map(({ qstr }) => qstr));
  }

  run(): FoundHint[] {
    this.statement(this.tree.child(this.scope.node, 3));
    return [...this.reads].map(([qstr, node]): FoundHint => {
      const name = this.tree.names.text(qstr);
      const what = `${name} is read before anything is assigned to it, which native code does not notice: it crashes`;
      return { kind: "unassigned", offset: this.tree.start(node), what, remedy: `Assign ${name} first.` };
    });
  }

  // ---- statements

  private statement(node: NodeId): Flow {
    const { tree } = this;
    if (node === 0) return "next";
    switch (tree.kind(node)) {
      case Kind.suiteBlockStmts:
      case Kind.simpleStmt2:
        return this.block(node);
      case Kind.returnStmt:
      case Kind.raiseStmt:
        this.children(node);
        return "leaves";
      case Kind.breakStmt:
        return "leaves";
      case Kind.continueStmt:
        // what follows in the loop may run first in a later iteration
        this.widen();
        return "leaves";
      case Kind.ifStmt:
        return this.ifStatement(node);
      case Kind.whileStmt:
        return this.whileStatement(node);
      case Kind.forStmt:
        return this.forStatement(node);
      case Kind.tryStmt:
        return this.tryStatement(node);
      case Kind.withStmt:
        return this.withStatement(node);
      case Kind.asyncStmt:
        return this.statement(tree.child(node, 0));
      case Kind.exprStmt:
        this.assignment(node);
        return "next";
      case Kind.funcdef:
      case Kind.classdef:
        this.definition(node);
        return "next";
      case Kind.decorated:
        this.decorated(node);
        return "next";
      case Kind.importName:
      case Kind.importFrom:
      case Kind.delStmt:
        this.assignedIn(node, this.mayBeAssigned);
        return "next";
      default:
        this.expression(node);
        return "next";
    }
  }

  private block(node: NodeId): Flow {
    for (let at = 0; at < this.tree.size(node); at++) {
      if (this.statement(this.tree.child(node, at)) === "leaves") return "leaves";
    }
    return "next";
  }

  /** Runs what may be left out: what it assigns may be assigned afterwards. */
  private conditionally<T>(run: () => T): T {
    this.widen();
    return run();
  }

  /** Counts what the loops around assign as assigned. */
  private widen(): void {
    for (const qstr of this.ofLoops) this.mayBeAssigned.add(qstr);
  }

  /** Runs branches of which one is taken; each begins with what may be assigned in front of all. */
  private branches(bodies: readonly (() => Flow)[]): Flow {
    const before = this.mayBeAssigned;
    const after = new Set<Qstr>();
    let flow: Flow = "leaves";
    for (const body of bodies) {
      this.mayBeAssigned = new Set(before);
      if (this.conditionally(body) === "next") flow = "next";
      for (const qstr of this.mayBeAssigned) after.add(qstr);
    }
    this.mayBeAssigned = after;
    return flow;
  }

  private ifStatement(node: NodeId): Flow {
    const { tree } = this;
    const bodies: (() => Flow)[] = [];
    for (const clause of [node, ...itemsOf(tree, tree.child(node, 2), Kind.ifStmtElifList)]) {
      const condition = tree.child(clause, 0);
      if (isConstFalse(tree, condition)) continue;
      if (bodies.length > 0) this.conditionally(() => this.expression(condition));
      else this.expression(condition);
      bodies.push(() => this.statement(tree.child(clause, 1)));
      if (isConstTrue(tree, condition)) return this.branches(bodies);
    }
    bodies.push(() => this.statement(tree.child(node, 3)));
    return this.branches(bodies);
  }

  private whileStatement(node: NodeId): Flow {
    const { tree } = this;
    const condition = tree.child(node, 0);
    if (isConstFalse(tree, condition)) return this.statement(tree.child(node, 2));
    this.expression(condition);
    this.loop(node, () => this.statement(tree.child(node, 1)), !isConstTrue(tree, condition));
    this.conditionally(() => this.statement(tree.child(node, 2)));
    return "next";
  }

  private forStatement(node: NodeId): Flow {
    const { tree } = this;
    this.expression(tree.child(node, 1));
    const body = (): Flow => {
      this.bind(tree.child(node, 0));
      return this.statement(tree.child(node, 2));
    };
    this.loop(node, body, true);
    this.conditionally(() => this.statement(tree.child(node, 3)));
    return "next";
  }

  /** `isConditional`: the first iteration may be left out. */
  private loop(node: NodeId, body: () => Flow, isConditional: boolean): void {
    const outer = this.ofLoops;
    const assigned = new Set<Qstr>();
    this.assignedIn(node, assigned);
    if (isConditional) this.widen();
    this.ofLoops = new Set([...outer, ...assigned]);
    body();
    this.ofLoops = outer;
    for (const qstr of assigned) this.mayBeAssigned.add(qstr);
  }

  private tryStatement(node: NodeId): Flow {
    const { tree } = this;
    const rest = tree.child(node, 1);
    const isMore = tree.kind(rest) === Kind.tryStmtExceptAndMore;
    const isFinally = tree.kind(rest) === Kind.tryStmtFinally;
    const handlers = isFinally ? [] : itemsOf(tree, isMore ? tree.child(rest, 0) : rest, Kind.tryStmtExceptList);
    // in a loop an exception may keep any part from running in the first iteration
    this.widen();
    const first = this.statement(tree.child(node, 0));
    const otherwise = isMore ? tree.child(rest, 1) : undefined;
    const bodies = handlers.map((clause) => () => {
      const what = tree.child(clause, 0);
      const isNamed = what !== 0 && tree.kind(what) === Kind.tryStmtAsName;
      this.expression(isNamed ? tree.child(what, 0) : what);
      if (isNamed) this.bind(tree.child(what, 1));
      return this.statement(tree.child(clause, 1));
    });
    bodies.unshift(() => (first === "leaves" || otherwise === undefined ? first : this.statement(otherwise)));
    const flow = this.branches(bodies);
    const last = isFinally ? rest : isMore ? tree.child(rest, 2) : undefined;
    if (last === undefined || last === 0) return flow;
    return this.statement(tree.child(last, 0)) === "leaves" ? "leaves" : flow;
  }

  private withStatement(node: NodeId): Flow {
    const { tree } = this;
    for (const item of itemsOf(tree, tree.child(node, 0), Kind.withStmtList)) {
      const isNamed = tree.kind(item) === Kind.withItem;
      this.expression(isNamed ? tree.child(item, 0) : item);
      if (isNamed) this.bind(tree.child(item, 1));
    }
    // the context manager may take an exception, so that what follows runs although the body left
    this.statement(tree.child(node, 1));
    return "next";
  }

  private decorated(node: NodeId): void {
    const { tree } = this;
    for (const one of itemsOf(tree, tree.child(node, 0), Kind.decorators)) this.decorator(one);
    const inner = tree.child(node, 1);
    this.definition(tree.kind(inner) === Kind.asyncFuncdef ? tree.child(inner, 0) : inner);
  }

  private decorator(node: NodeId): void {
    const { tree } = this;
    const [base] = itemsOf(tree, tree.child(node, 0), Kind.dottedName);
    if (tree.qstr(base!) !== Name.micropython) this.read(base!);
    this.expression(tree.child(node, 1));
  }

  /** A function or class inside of this function. */
  private definition(node: NodeId): void {
    const { tree } = this;
    if (tree.kind(node) === Kind.classdef) this.expression(tree.child(node, 1));
    else this.defaults(tree.child(node, 1), Kind.typedargslist, Kind.typedargslistName);
    this.bind(tree.child(node, 0));
  }

  /** Default values of parameters: the last child of each parameter of the kind `named`. */
  private defaults(list: NodeId, listKind: NodeKind, named: NodeKind): void {
    const { tree } = this;
    for (const one of itemsOf(tree, list, listKind)) {
      if (tree.kind(one) === named) this.expression(tree.child(one, tree.size(one) - 1));
    }
  }

  private assignment(node: NodeId): void {
    const { tree } = this;
    const target = tree.child(node, 0);
    const tail = tree.child(node, 1);
    if (tail === 0) return this.expression(target);
    switch (tree.kind(tail)) {
      case Kind.annassign:
        if (tree.child(tail, 1) === 0) return;
        this.expression(tree.child(tail, 1));
        return this.bind(target);
      case Kind.exprStmtAugassign:
        this.expression(target);
        this.expression(tree.child(tail, 1));
        return this.bind(target);
      case Kind.exprStmtAssignList: {
        const targets = itemsOf(tree, tail, Kind.exprStmtAssignList);
        this.expression(targets.pop()!);
        for (const one of [target, ...targets]) this.bind(one);
        return;
      }
      default:
        this.expression(tail);
        this.bind(target);
    }
  }

  // ---- expressions

  /** Assigns to a target; what it takes to find the place is read first. */
  private bind(target: NodeId): void {
    const { tree } = this;
    const kind = tree.kind(target);
    if (kind === Kind.name) this.mayBeAssigned.add(tree.qstr(target));
    else if (kind === Kind.atomExprNormal) this.expression(target);
    else if (!isLeaf(kind)) for (let at = 0; at < tree.size(target); at++) this.bind(tree.child(target, at));
  }

  private children(node: NodeId): void {
    forEachEvaluated(this.tree, node, (child) => this.expression(child));
  }

  private expression(node: NodeId): void {
    const { tree } = this;
    if (node === 0) return;
    switch (tree.kind(node)) {
      case Kind.name:
        this.read(node);
        return;
      case Kind.lambdef:
      case Kind.lambdefNocond:
        this.defaults(tree.child(node, 0), Kind.varargslist, Kind.varargslistName);
        return;
      case Kind.compFor:
        // the rest is a function of its own
        this.expression(tree.child(node, 1));
        return;
      case Kind.argument:
        this.argument(node);
        return;
      case Kind.testlistComp:
      case Kind.dictorsetmaker:
        if (tree.kind(tree.child(node, 1)) === Kind.compFor) this.expression(tree.child(node, 1));
        else this.children(node);
        return;
      case Kind.namedexprTest:
        this.expression(tree.child(node, 1));
        this.bind(tree.child(node, 0));
        return;
      case Kind.testIfExpr: {
        const rest = tree.child(node, 1);
        this.expression(tree.child(rest, 0));
        this.branches([tree.child(node, 0), tree.child(rest, 1)].map((one) => () => this.value(one)));
        return;
      }
      case Kind.orTest:
      case Kind.andTest:
        this.expression(tree.child(node, 0));
        for (let at = 1; at < tree.size(node); at++) this.conditionally(() => this.expression(tree.child(node, at)));
        return;
      default:
        this.children(node);
    }
  }

  /** `name=value`, `name := value` or a generator expression without parentheses. */
  private argument(node: NodeId): void {
    const { tree } = this;
    const value = tree.child(node, 1);
    if (tree.kind(value) === Kind.argument3) this.expression(tree.child(value, 0));
    else this.expression(value);
    if (tree.kind(value) === Kind.argument3) this.bind(tree.child(node, 0));
  }

  private value(node: NodeId): Flow {
    this.expression(node);
    return "next";
  }

  private read(node: NodeId): void {
    const qstr = this.tree.qstr(node);
    if (this.locals.has(qstr) && !this.mayBeAssigned.has(qstr) && !this.reads.has(qstr)) this.reads.set(qstr, node);
  }

  /** Adds every name that is bound, or deleted, anywhere in a statement. */
  private assignedIn(statement: NodeId, to: Set<Qstr>): void {
    const { tree } = this;
    const collect = (node: NodeId): void => {
      if (node === 0) return;
      const kind = tree.kind(node);
      if (kind === Kind.name && this.locals.has(tree.qstr(node))) to.add(tree.qstr(node));
      if (isLeaf(kind)) return;
      for (let at = 0; at < tree.size(node); at++) collect(tree.child(node, at));
    };
    visitEvaluated(tree, statement, (node) => {
      const kind = tree.kind(node);
      if (kind === Kind.exprStmt && tree.child(node, 1) !== 0) collectTargets(tree, node, collect);
      if (kind === Kind.forStmt || kind === Kind.namedexprTest || kind === Kind.funcdef || kind === Kind.classdef) {
        collect(tree.child(node, 0));
      }
      if (kind === Kind.argument && tree.kind(tree.child(node, 1)) === Kind.argument3) collect(tree.child(node, 0));
      if (kind === Kind.withItem || kind === Kind.tryStmtAsName) collect(tree.child(node, 1));
      if (kind === Kind.importName || kind === Kind.importFrom || kind === Kind.delStmt) {
        for (let at = 0; at < tree.size(node); at++) collect(tree.child(node, at));
      }
    });
  }
}

function collectTargets(tree: Tree, node: NodeId, collect: (target: NodeId) => void): void {
  collect(tree.child(node, 0));
  const tail = tree.child(node, 1);
  if (tree.kind(tail) === Kind.exprStmtAssignList)
    for (const one of itemsOf(tree, tail, Kind.exprStmtAssignList)) collect(one);
}
