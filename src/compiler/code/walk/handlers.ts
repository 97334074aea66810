// The handlers by kind of node. Kinds without a handler are parts of others, which are never walked alone.

import { Kind, type NodeKind } from "../../tree/kind.ts";
import { assertStmt, breakContinueStmt, raiseStmt, returnStmt, sequence } from "./statements.ts";
import { asyncStmt } from "./async.ts";
import { atomExpr, awaitExpr, trailerParen } from "./calls.ts";
import { delStmt, exprStmt, namedExpr } from "./assignments.ts";
import { notTest, orAndTest, testIfExpr } from "./conditions.ts";
import { forStmt, ifStmt, whileStmt } from "./control.ts";
import { globalNonlocalStmt } from "./declarations.ts";
import { tryStmt, withStmt } from "./exceptions.ts";
import {
  arithmetic,
  atomBrace,
  atomBracket,
  atomParen,
  bitwise,
  comparison,
  constObject,
  dictItem,
  factor,
  power,
  starExpr,
  subscript,
  trailerBracket,
  trailerPeriod,
  tuple,
} from "./expressions.ts";
import { classdef, decorated, funcdefStmt, lambdef } from "./functions.ts";
import { yieldExpr, yieldStmt } from "./generators.ts";
import { importFrom, importName } from "./imports.ts";
import type { Handler } from "./walk.ts";

const ROWS: readonly (readonly [kind: NodeKind, handler: Handler])[] = [
  [Kind.constObject, constObject],
  [Kind.fileInput2, sequence],
  [Kind.simpleStmt2, sequence],
  [Kind.suiteBlockStmts, sequence],
  [Kind.passStmt, sequence],
  [Kind.decorated, decorated],
  [Kind.funcdef, funcdefStmt],
  [Kind.classdef, classdef],
  [Kind.asyncStmt, asyncStmt],
  [Kind.exprStmt, exprStmt],
  [Kind.delStmt, delStmt],
  [Kind.breakStmt, breakContinueStmt],
  [Kind.continueStmt, breakContinueStmt],
  [Kind.returnStmt, returnStmt],
  [Kind.yieldStmt, yieldStmt],
  [Kind.raiseStmt, raiseStmt],
  [Kind.importName, importName],
  [Kind.importFrom, importFrom],
  [Kind.globalStmt, globalNonlocalStmt],
  [Kind.nonlocalStmt, globalNonlocalStmt],
  [Kind.assertStmt, assertStmt],
  [Kind.ifStmt, ifStmt],
  [Kind.whileStmt, whileStmt],
  [Kind.forStmt, forStmt],
  [Kind.tryStmt, tryStmt],
  [Kind.withStmt, withStmt],
  [Kind.testlistStarExpr, tuple],
  [Kind.testlist, tuple],
  [Kind.subscriptlist, tuple],
  [Kind.namedexprTest, namedExpr],
  [Kind.testIfExpr, testIfExpr],
  [Kind.lambdef, lambdef],
  [Kind.lambdefNocond, lambdef],
  [Kind.orTest, orAndTest],
  [Kind.andTest, orAndTest],
  [Kind.notTest2, notTest],
  [Kind.comparison, comparison],
  [Kind.starExpr, starExpr],
  [Kind.expr, bitwise],
  [Kind.xorExpr, bitwise],
  [Kind.andExpr, bitwise],
  [Kind.shiftExpr, arithmetic],
  [Kind.arithExpr, arithmetic],
  [Kind.term, arithmetic],
  [Kind.factor2, factor],
  [Kind.power, power],
  [Kind.atomExprAwait, awaitExpr],
  [Kind.atomExprNormal, atomExpr],
  [Kind.atomParen, atomParen],
  [Kind.atomBracket, atomBracket],
  [Kind.atomBrace, atomBrace],
  [Kind.trailerParen, trailerParen],
  [Kind.trailerBracket, trailerBracket],
  [Kind.trailerPeriod, trailerPeriod],
  [Kind.subscript2, subscript],
  [Kind.subscript3, subscript],
  [Kind.dictorsetmakerItem, dictItem],
  [Kind.yieldExpr, yieldExpr],
];

/** Handlers by kind. */
export const HANDLERS: readonly (Handler | undefined)[] = ROWS.reduce<(Handler | undefined)[]>(
  (table, [kind, handler]) => {
    table[kind] = handler;
    return table;
  },
  new Array<Handler | undefined>(Kind.count).fill(undefined),
);
