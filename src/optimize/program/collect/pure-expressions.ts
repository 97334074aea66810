// Finds pure expressions: they can be removed if their value is not used.

import type { NodeId } from "../../../compiler/brands.ts";
import { isLeaf, Kind } from "../../../compiler/tree/kind.ts";
import type { Tree } from "../../../compiler/tree/tree.ts";
import { listOf, nameText } from "../bound-names.ts";
import type { Binding, ImportFact } from "../facts.ts";
import { isPureBuiltin, isPureImport } from "../purity.ts";

/** Decides whether expressions of a module are pure. */
export class PureExpressions {
  private readonly tree: Tree;
  /** Names that top-level imports bind. */
  private readonly imported: ReadonlyMap<string, ImportFact>;
  private readonly bindings: ReadonlyMap<string, Binding>;

  constructor(tree: Tree, imported: ReadonlyMap<string, ImportFact>, bindings: ReadonlyMap<string, Binding>) {
    this.tree = tree;
    this.imported = imported;
    this.bindings = bindings;
  }

  /** Whether an expression can be removed if its value is not used. */
  isPure(node: NodeId): boolean {
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

  /** Whether the default values of a function are pure. */
  areDefaultsPure(funcdef: NodeId): boolean {
    const { tree } = this;
    return listOf(tree, tree.child(funcdef, 1), Kind.typedargslist).every((one) => {
      return tree.kind(one) !== Kind.typedargslistName || this.isPure(tree.child(one, 2));
    });
  }
}

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
