// Branded numbers and kinds that must not be mixed up. `npm run typecheck` does the test: a line below that compiles, although
// it is marked with @ts-expect-error, fails it. What runs here shows only that a brand does not change a number.

import { expect, it } from "vitest";
import { FIRST_LABEL, type Label, labelAfter, type Line, type NodeId, type Qstr } from "../../src/compiler/brands.ts";
import type { Jumps } from "../../src/compiler/code/bytecode/jumps.ts";
import type { Lines } from "../../src/compiler/code/bytecode/lines.ts";
import { AttrKind, type Emitter, GlobalAccess, LocalAccess } from "../../src/compiler/code/emitter.ts";
import { type BinaryOp, UnaryOp } from "../../src/compiler/code/operators.ts";
import type { Walk } from "../../src/compiler/code/walk/walk.ts";
import { type EmitKind, IdKind, type Scope, type ScopeKind } from "../../src/compiler/scopes/scope.ts";
import type { TokenKind } from "../../src/compiler/tokens/token.ts";
import { Kind, type NodeKind } from "../../src/compiler/tree/kind.ts";
import type { Tree } from "../../src/compiler/tree/tree.ts";

interface Numbers {
  qstr: Qstr;
  node: NodeId;
  label: Label;
  line: Line;
  kind: NodeKind;
  token: TokenKind;
  scopeKind: ScopeKind;
  emitKind: EmitKind;
  op: BinaryOp;
}

/** Calls that are right, and the same calls with two arguments swapped or one of another kind. Never run. */
function calls(emit: Emitter, walk: Walk, tree: Tree, scope: Scope, jumps: Jumps, lines: Lines, is: Numbers): void {
  emit.attr(is.qstr, AttrKind.load);
  // @ts-expect-error
  emit.attr(AttrKind.load, is.qstr);
  // @ts-expect-error
  emit.loadConstStr(is.node);
  // @ts-expect-error
  emit.loadConstStr(7);
  emit.loadLocal(is.qstr, 0, LocalAccess.fast);
  // @ts-expect-error
  emit.loadLocal(0, is.qstr, LocalAccess.fast);
  emit.loadGlobal(is.qstr, GlobalAccess.name);
  // @ts-expect-error
  emit.loadGlobal(is.label, GlobalAccess.name);
  emit.jump(is.label);
  // @ts-expect-error
  emit.jump(is.line);
  emit.unwindJump(is.label, 1);
  // @ts-expect-error
  emit.unwindJump(1, is.label);
  emit.setSourceLine(is.line);
  // @ts-expect-error
  emit.setSourceLine(is.node);
  emit.binaryOp(is.op);
  // @ts-expect-error
  emit.binaryOp(is.token);
  // @ts-expect-error
  emit.unaryOp(is.op);
  emit.unaryOp(UnaryOp.not);
  emit.loadConstToken(is.token);
  // @ts-expect-error
  emit.loadConstToken(is.kind);

  jumps.add(0, is.label, true);
  // @ts-expect-error
  jumps.add(is.label, 0, true);
  lines.set(is.line, 0, 0);
  // @ts-expect-error
  lines.set(0, is.line, 0);

  walk.listItem(is.node, Kind.arglist, 0);
  // @ts-expect-error
  walk.listItem(Kind.arglist, is.node, 0);
  walk.context.fail(is.node, "reason");
  // @ts-expect-error
  walk.context.fail(is.line, "reason");
  // @ts-expect-error
  walk.loadId(is.node);
  tree.child(is.node, 0);
  // @ts-expect-error
  tree.child(0, is.node);
  tree.addLeaf(is.kind, is.line, 0, 0);
  // @ts-expect-error
  tree.addLeaf(is.token, is.line, 0, 0);
  // @ts-expect-error
  tree.addLeaf(is.kind, 0, is.line, 0);
  // @ts-expect-error
  tree.names.text(is.node);

  scope.findOrAdd(is.qstr, IdKind.local);
  // @ts-expect-error
  scope.findOrAdd(IdKind.local, is.qstr);
  walk.scopeOf(is.node, 0, is.scopeKind, is.node, is.qstr, is.emitKind);
  // @ts-expect-error
  walk.scopeOf(is.node, 0, is.emitKind, is.node, is.qstr, is.scopeKind);
  // @ts-expect-error
  walk.scopeOf(is.qstr, 0, is.scopeKind, is.node, is.node, is.emitKind);

  // @ts-expect-error
  if (is.qstr === is.node) return;
}

it("a brand leaves a number what it is", () => {
  expect(calls).toBeTypeOf("function");
  expect(labelAfter(FIRST_LABEL, 2)).toBe(2);
  expect(JSON.stringify({ label: labelAfter(FIRST_LABEL, 2) })).toBe('{"label":2}');
});
