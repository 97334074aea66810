// Walks an inline assembler function. Its body is a list of calls, each an instruction or one of the directives label,
// align and data. It is not Python code, so the walk over Python leaves such scopes to this file.

import { FIRST_LABEL, type Label, labelAfter, NO_NODE, type NodeId, type Qstr } from "../../../brands.ts";
import type { MpyAsm } from "../../../../mpy/file/model.ts";
import type { LineEntry } from "../../../../mpy/file/prelude.ts";
import { SourceError } from "../../../../diagnostics/source-error.ts";
import { Name } from "../../../names/known.ts";
import { type Scope, ScopeKind } from "../../../scopes/scope.ts";
import { Kind } from "../../../tree/kind.ts";
import { itemsOf } from "../../../tree/items.ts";
import type { Tree } from "../../../tree/tree.ts";
import { AssemblyFault } from "../../assembly-fault.ts";
import type { AssemblerBase } from "../arch/assembler-base.ts";
import { addLine } from "../code-lines.ts";
import { NativeType, nativeTypeFromQstr, isPointer } from "../../../scopes/native-type.ts";
import type { ModuleContext } from "../../context.ts";
import type { InlineAssembler } from "./inline.ts";
import { integerOf, isSmallInt } from "./operands.ts";

/** Most bytes of code in one function. The reference's heap ends far below. */
const CODE_LIMIT = 1 << 24;

/** Children of a funcdef node. */
const PARAMETERS = 1;
const RETURN_ANNOTATION = 2;
const BODY = 3;

/** One line of assembler: a name and its arguments. */
interface Statement {
  /** The whole statement. */
  readonly node: NodeId;
  readonly name: Qstr;
  /** The parentheses with all in them: the node whose line errors of instructions carry. */
  readonly parentheses: NodeId;
  readonly args: readonly NodeId[];
}

/** The first pass over an assembler function: checks its form, which needs no assembler. */
export function checkAssembly(context: ModuleContext, scope: Scope): void {
  runPass(context, scope, null);
}

/** The other passes: makes the function's code. Without result where the context has an error then. */
export function compileAssembly(context: ModuleContext, scope: Scope, assembler: InlineAssembler): MpyAsm | undefined {
  context.hasNative = true;
  // A second compute pass runs even after an error of the first, which moves the error's line to that of the function.
  for (let pass = 0; pass < assembler.computePasses; pass++) {
    assembler.startPass(false);
    if (checkParameters(context, scope, assembler)) runPass(context, scope, assembler);
  }
  if (context.error !== null) return undefined;
  assembler.startPass(true);
  const returnType = runPass(context, scope, assembler);
  if (context.error !== null) return undefined;
  return {
    kind: "asm",
    code: assembler.assembler.toBytes(),
    scopeFlags: 0,
    positionalArgs: scope.positionalArgs,
    typeSignature: returnType,
    children: [],
  };
}

function checkParameters(context: ModuleContext, scope: Scope, assembler: InlineAssembler): boolean {
  const { tree } = context;
  const parameters = itemsOf(tree, tree.child(scope.node, PARAMETERS), Kind.typedargslist);
  scope.positionalArgs = assembler.checkParameters(parameters, scope.node);
  if (context.error === null) return true;
  context.errorLine = tree.line(scope.node);
  return false;
}

/** One pass over annotation and body; returns the type of the function's result. */
function runPass(context: ModuleContext, scope: Scope, assembler: InlineAssembler | null): number {
  if (scope.kind !== ScopeKind.function) {
    context.fail(NO_NODE, "inline assembler must be a function");
    return NativeType.int;
  }
  const { tree } = context;
  const returnType = returnTypeOf(context, tree.child(scope.node, RETURN_ANNOTATION));
  if (returnType < 0) return returnType;
  const head = tree.line(scope.node);
  const lines = assembler !== null && context.options.nativeLines ? [{ offset: 0, line: head }] : undefined;
  if (!runBody(context, tree.child(scope.node, BODY), assembler, lines)) return returnType;
  if (lines !== undefined) addLine(lines, assembler!.assembler.position, head);
  context.nativeLines[scope.index] = lines;
  try {
    assembler?.endPass();
  } catch (error) {
    throw located(tree, error, scope.node);
  }
  if (context.error !== null) context.errorLine = tree.line(scope.node);
  return returnType;
}

/** The type that the return annotation names; -1 if it names an unknown one. */
function returnTypeOf(context: ModuleContext, annotation: NodeId): number {
  if (annotation === 0) return NativeType.int;
  if (context.tree.kind(annotation) !== Kind.name) {
    // The reference goes on with the body, whose first instruction then gives the error its line.
    context.fail(annotation, "return annotation must be an identifier");
    return NativeType.int;
  }
  const type = nativeTypeFromQstr(context.tree.qstr(annotation));
  if (type !== undefined && !isPointer(type)) return type;
  context.fail(annotation, "unknown type");
  return -1;
}

/** Goes through the statements; false if one ended the pass with an error. `lines` takes where each one's code begins. */
function runBody(
  context: ModuleContext,
  body: NodeId,
  assembler: InlineAssembler | null,
  lines: LineEntry[] | undefined,
): boolean {
  const { tree } = context;
  let label = FIRST_LABEL;
  for (const node of itemsOf(tree, body, Kind.suiteBlockStmts)) {
    if (tree.kind(node) === Kind.passStmt) continue;
    if (lines !== undefined) addLine(lines, assembler!.assembler.position, tree.line(node));
    const statement = statementOf(tree, node);
    if (statement === undefined) {
      context.fail(node, "expecting an assembler instruction");
      return false;
    }
    try {
      if (!runStatement(context, statement, label, assembler)) return false;
    } catch (error) {
      throw located(tree, error, node);
    }
    if (statement.name === Name.label) label = labelAfter(label, 1);
    if (context.error !== null) {
      context.errorLine = tree.line(statement.parentheses);
      return false;
    }
  }
  return true;
}

/** False if the statement ended the pass with an error. `label` is the next that it may place. */
function runStatement(
  context: ModuleContext,
  statement: Statement,
  label: Label,
  assembler: InlineAssembler | null,
): boolean {
  if (statement.name === Name.label) return placeLabel(context, statement, label, assembler);
  if (statement.name === Name.align) return align(context, statement, assembler);
  if (statement.name === Name.data) return storeData(context, statement, assembler);
  assembler?.instruction(context.tree.names.text(statement.name), statement.args, statement.node);
  return true;
}

/** An assembler's error with the place of its statement. */
function located(tree: Tree, error: unknown, node: NodeId): unknown {
  // The reference aborts here, without a line.
  if (error instanceof AssemblyFault) {
    return new SourceError(error.exception, error.message, tree.line(node), tree.start(node));
  }
  if (!(error instanceof SourceError) || error.offset >= 0) return error;
  return new SourceError(error.exception, error.reason, error.line, tree.start(node));
}

/** `node` as `name(args)`; undefined if it is anything else. */
function statementOf(tree: Tree, node: NodeId): Statement | undefined {
  if (tree.kind(node) !== Kind.exprStmt || tree.child(node, 1) !== 0) return undefined;
  const call = tree.child(node, 0);
  if (tree.kind(call) !== Kind.atomExprNormal) return undefined;
  const name = tree.child(call, 0);
  const parentheses = tree.child(call, 1);
  if (tree.kind(name) !== Kind.name || tree.kind(parentheses) !== Kind.trailerParen) return undefined;
  const args = itemsOf(tree, tree.child(parentheses, 0), Kind.arglist);
  return { node, name: tree.qstr(name), parentheses, args };
}

function placeLabel(
  context: ModuleContext,
  { node, args }: Statement,
  label: Label,
  assembler: InlineAssembler | null,
): boolean {
  const { tree } = context;
  if (args.length !== 1 || tree.kind(args[0]!) !== Kind.name) {
    context.fail(node, "'label' requires 1 argument");
    return false;
  }
  if (assembler === null || assembler.placeLabel(label, tree.names.text(tree.qstr(args[0]!)))) return true;
  context.fail(node, "label redefined");
  return false;
}

function align(context: ModuleContext, { node, args }: Statement, assembler: InlineAssembler | null): boolean {
  const { tree } = context;
  if (args.length !== 1 || !isSmallInt(tree, args[0]!)) {
    context.fail(node, "'align' requires 1 argument");
    return false;
  }
  if (assembler === null) return true;
  const alignment = low32(integerOf(tree, args[0]!)!);
  demandRoom(alignment);
  assembler.assembler.align(alignment);
  return true;
}

function storeData(context: ModuleContext, { node, args }: Statement, assembler: InlineAssembler | null): boolean {
  const { tree } = context;
  if (args.length < 2 || !isSmallInt(tree, args[0]!)) {
    context.fail(node, "'data' requires at least 2 arguments");
    return false;
  }
  if (assembler === null) return true;
  const size = low32(integerOf(tree, args[0]!)!);
  for (let index = 1; index < args.length; index++) {
    const value = integerOf(tree, args[index]!);
    if (value === undefined) {
      context.fail(node, "'data' requires integer arguments");
      return false;
    }
    storeValue(assembler.assembler, size, value);
  }
  return true;
}

/** Appends `size` bytes: the 64 bits that the reference keeps of an integer, then zeros. */
function storeValue(assembler: AssemblerBase, size: number, value: bigint): void {
  demandRoom(assembler.position + size);
  assembler.data(Math.min(size, 4), low32(value));
  if (size > 4) assembler.data(Math.min(size - 4, 4), low32(value >> 32n));
  if (size > 8) assembler.data(size - 8, 0);
}

function low32(value: bigint): number {
  return Number(BigInt.asUintN(32, value));
}

function demandRoom(bytes: number): void {
  if (bytes <= CODE_LIMIT) return;
  throw new SourceError("MemoryError", `memory allocation failed, allocating ${bytes} bytes`, -1, -1);
}
