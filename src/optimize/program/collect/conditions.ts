// Conditions that are known at compile time, and the branches of an if statement that can run.

import type { NodeId } from "../../../compiler/brands.ts";
import { Token } from "../../../compiler/tokens/token.ts";
import { Kind } from "../../../compiler/tree/kind.ts";
import { truth } from "../../../compiler/tree/truth.ts";
import type { Tree } from "../../../compiler/tree/tree.ts";
import { listOf, nameText } from "../bound-names.ts";
import { compareConstants } from "../compare.ts";
import type { Binding } from "../facts.ts";
import { constantText } from "./declared-constants.ts";

/** The known conditions of a module. */
export class Conditions {
  private readonly tree: Tree;
  private readonly bindings: ReadonlyMap<string, Binding>;
  private readonly canBeMain: boolean;

  constructor(tree: Tree, bindings: ReadonlyMap<string, Binding>, canBeMain: boolean) {
    this.tree = tree;
    this.bindings = bindings;
    this.canBeMain = canBeMain;
  }

  private clauses(node: NodeId): { test: NodeId; body: NodeId }[] {
    const { tree } = this;
    const elifs = tree.child(node, 2) === 0 ? [] : listOf(tree, tree.child(node, 2), Kind.ifStmtElifList);
    return [node, ...elifs].map((one) => ({ test: tree.child(one, 0), body: tree.child(one, 1) }));
  }

  /** The tests of an if statement that are evaluated, up to the first that is always true. */
  liveTests(node: NodeId): NodeId[] {
    const tests: NodeId[] = [];
    for (const { test } of this.clauses(node)) {
      const value = this.decide(test);
      if (value === undefined) tests.push(test);
      if (value === true) break;
    }
    return tests;
  }

  /** The bodies of an if statement that may run. It passes on the known tests. */
  liveBranches(node: NodeId, noteDecided: (test: NodeId, value: boolean) => void): NodeId[] {
    const bodies: NodeId[] = [];
    for (const { test, body } of this.clauses(node)) {
      const value = this.decide(test);
      if (value !== undefined) noteDecided(test, value);
      if (value !== false) bodies.push(body);
      if (value === true) return bodies;
    }
    const otherwise = this.tree.child(node, 3);
    if (otherwise !== 0) bodies.push(otherwise);
    return bodies;
  }

  /** Source text of the value of a constant or of a known condition. `and` and `or` give one of their operands. */
  valueText(node: NodeId): string | undefined {
    const { tree } = this;
    switch (tree.kind(node)) {
      case Kind.notTest2:
      case Kind.comparison: {
        const value = this.decide(node);
        return value === undefined ? undefined : value ? "True" : "False";
      }
      case Kind.orTest:
      case Kind.andTest: {
        const decides = tree.kind(node) === Kind.orTest;
        const last = tree.size(node) - 1;
        for (let at = 0; at < last; at++) {
          const value = this.decide(tree.child(node, at));
          if (value === undefined) return undefined;
          if (value === decides) return this.valueText(tree.child(node, at));
        }
        return this.valueText(tree.child(node, last));
      }
      case Kind.testIfExpr: {
        const choice = tree.child(node, 1);
        const value = this.decide(tree.child(choice, 0));
        return value === undefined ? undefined : this.valueText(value ? tree.child(node, 0) : tree.child(choice, 1));
      }
      default:
        return constantText(tree, node);
    }
  }

  /** The known value of a test. */
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

  /** Whether a test is `__name__ == "__main__"` in a module that is only imported. */
  private isMainTest(left: NodeId, operator: NodeId, right: NodeId): boolean {
    const { tree } = this;
    if (this.canBeMain || tree.kind(operator) !== Kind.token || tree.argument(operator) !== Token.opEqual) {
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
}
