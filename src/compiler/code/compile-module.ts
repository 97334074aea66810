// Makes a module from a tree: a first walk over every scope finds the kinds of its names, then names get numbers, then
// every scope becomes code. A scope is found while its parent is walked, so the list grows during the first walk.

import { NO_QSTR } from "../brands.ts";
import { ARCH_NUMBERS } from "../../mpy/file/arch.ts";
import { formatComplex, formatFloat } from "../../numbers/format-float.ts";
import { formatInteger } from "./format-integer.ts";
import { type MpyConstant, type MpyModule, makeMpyHeader } from "../../mpy/file/model.ts";
import { STATIC_QSTRS } from "../../mpy/file/static-qstrs.ts";
import type { Behaviour } from "../../firmware/index.ts";
import { SourceError } from "../../diagnostics/source-error.ts";
import { closeOverImplicitGlobals, resolveScope } from "../scopes/resolve.ts";
import { EmitKind, Scope, ScopeKind } from "../scopes/scope.ts";
import { oldFloatText, oldImaginaryText } from "../old/float-text.ts";
import { AssemblyFault } from "./assembly-fault.ts";
import type { TableEntry } from "./constant-table.ts";
import type { ModuleContext } from "./context.ts";
import { BytecodeEmitter } from "./bytecode/emitter.ts";
import { ScopeEmitter } from "./bytecode/scope-emitter.ts";
import { type Emitter, Pass } from "./emitter.ts";
import type { AssembleScope } from "./native-backend.ts";
import { HANDLERS } from "./walk/handlers.ts";
import { walkScope } from "./walk/scope-body.ts";
import { type CompilerParts, Walk } from "./walk/walk.ts";

const EMIT_KIND_OF_OPTION = { bytecode: EmitKind.none, native: EmitKind.native, viper: EmitKind.viper } as const;

/** Makes the module of a parsed file. Throws {@link SourceError} if the program is refused. */
export function compileModule(context: ModuleContext, parts: CompilerParts): MpyModule {
  const walk = new Walk(context, parts, HANDLERS);
  const emitKind = EMIT_KIND_OF_OPTION[context.options.emit];
  walk.scopes.push(new Scope(ScopeKind.module, 0, null, context.tree.root, NO_QSTR, emitKind));
  const labelCount = findScopes(walk);
  const { hintsFor } = context.options;
  if (context.error === null && hintsFor !== undefined) context.hints = parts.findHints?.(walk, hintsFor);
  if (context.error === null) for (const scope of walk.scopes) resolveScope(scope);
  if (context.error === null) makeCode(walk, labelCount);
  if (context.error !== null) throw refusal(walk);
  return toModule(context);
}

/** The first pass over all scopes; returns the greatest number of labels of a scope. */
function findScopes(walk: Walk): number {
  const { context } = walk;
  let labelCount = 0;
  walk.emit = new ScopeEmitter(context);
  for (let i = 0; i < walk.scopes.length && context.error === null; i++) {
    const scope = walk.scopes[i]!;
    if (scope.emitKind === EmitKind.asm) {
      walk.scope = scope;
      walk.parts.native!.checkAssembly(context, scope);
    } else {
      walkScope(walk, scope, Pass.scope, 0);
      closeOverImplicitGlobals(scope);
    }
    labelCount = Math.max(labelCount, context.nextLabel);
  }
  return labelCount;
}

/** The passes that make code, scope by scope. */
function makeCode(walk: Walk, labelCount: number): void {
  const { context } = walk;
  const bytecode = new BytecodeEmitter(context);
  let native: Emitter | null = null;
  let assemble: AssembleScope | null = null;
  const backend = walk.parts.native;
  for (const scope of walk.scopes) {
    walk.scope = scope;
    if (scope.emitKind === EmitKind.asm) {
      assemble ??= backend!.createAssembler(context);
      const code = assemble(scope);
      if (code !== undefined) context.setRawCode(scope.index, code, []);
    } else if (scope.emitKind === EmitKind.native || scope.emitKind === EmitKind.viper) {
      if (backend === null || !backend.hasEmitter(context.options)) {
        context.replaceError("NotImplementedError", "cannot emit native code for this architecture");
        // Found at the module's scope, but reported at the end of the walk over all scopes.
        walk.scope = walk.scopes[walk.scopes.length - 1]!;
        return;
      }
      context.hasNative = true;
      native ??= backend.createEmitter(context);
      walkNativePasses(walk, scope, native, labelCount);
    } else {
      walkPasses(walk, scope, bytecode, labelCount);
    }
    if (context.error !== null) return;
  }
}

function walkPasses(walk: Walk, scope: Scope, emitter: Emitter, labelCount: number): void {
  walk.emit = emitter;
  for (const pass of emitter.passes) {
    while (!walkScope(walk, scope, pass, labelCount) && walk.context.error === null);
    if (walk.context.error !== null) return;
  }
}

/** As {@link walkPasses}. If the reference's native emitter would abort, the error is at the current node. */
function walkNativePasses(walk: Walk, scope: Scope, emitter: Emitter, labelCount: number): void {
  walk.current = scope.node;
  try {
    walkPasses(walk, scope, emitter, labelCount);
  } catch (error) {
    const { context, tree } = walk;
    const node = tree.line(walk.current) > 0 ? walk.current : scope.node;
    if (error instanceof SourceError && error.offset < 0) {
      throw new SourceError(error.exception, error.reason, error.line, tree.start(node), error.scope);
    }
    if (!(error instanceof AssemblyFault)) throw error;
    context.locateError(node);
    // An error that was recorded before is the cause.
    if (context.error === null)
      throw new SourceError(error.exception, error.message, tree.line(node), tree.start(node));
  }
}

/** The recorded error, with the line of its scope if no better one is known. */
function refusal(walk: Walk): SourceError {
  const { context } = walk;
  context.locateError(walk.scope.node);
  const { exception, reason } = context.error!;
  const node = context.errorNode;
  const scope = context.tree.names.text(walk.scope.simpleName);
  return new SourceError(exception, reason, context.errorLine, node === 0 ? -1 : context.tree.start(node), scope);
}

function toFileConstant(constant: TableEntry, behaviour: Behaviour): MpyConstant {
  switch (constant.type) {
    case "str":
    case "bytes":
      return { kind: constant.type, bytes: constant.bytes };
    case "int":
      return { kind: "int", text: formatInteger(constant.value) };
    case "float":
      return { kind: "float", text: floatText(constant.value, behaviour) };
    case "complex":
      return { kind: "complex", text: complexText(constant, behaviour) };
    case "tuple":
      return { kind: "tuple", items: constant.items.map((item) => toFileConstant(item, behaviour)) };
    default:
      return { kind: constant.type };
  }
}

function floatText(value: number, behaviour: Behaviour): string {
  return behaviour.writesExactFloats ? formatFloat(value) : oldFloatText(value, behaviour);
}

/** Literals have no real part, and nothing is folded that has one. */
function complexText({ real, imag }: { real: number; imag: number }, behaviour: Behaviour): string {
  return behaviour.writesExactFloats ? formatComplex(real, imag) : oldImaginaryText(imag, behaviour);
}

/** Architecture number of a listing, which no machine has: nothing can load the file beside it. */
const LISTING_ARCH_NUMBER = 13;

function nativeArchNumber({ options }: ModuleContext): number {
  if (options.printNative !== undefined) return LISTING_ARCH_NUMBER;
  return options.arch === undefined ? 0 : ARCH_NUMBERS[options.arch];
}

function toModule(context: ModuleContext): MpyModule {
  const { archFlags, smallIntBits, behaviour } = context.options;
  const archNumber = context.hasNative ? nativeArchNumber(context) : 0;
  return {
    // The reference writes the given flags even without native code.
    header: {
      ...makeMpyHeader(archNumber, archFlags, smallIntBits),
      subVersion: archNumber === 0 ? 0 : behaviour.subVersion,
      circuitPython: behaviour.circuitPython,
    },
    qstrs: context.qstrs.toFile(STATIC_QSTRS.length),
    constants: context.constants.entries.map((constant) => toFileConstant(constant, behaviour)),
    body: context.linkChildren(),
  };
}
