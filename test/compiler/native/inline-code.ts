// Lines of an inline assembler through the whole compiler: their bytes, or the refusal.

import { compile, CompileError, type CompileOptions } from "../../../src/compiler/index.ts";
import { readMpy } from "../../../src/mpy/index.ts";

/** A target and the decorator that its assembler functions carry. */
export interface InlineTarget extends Pick<CompileOptions, "arch" | "archFlags"> {
  readonly decorator: string;
}

function functionOf(target: InlineTarget, lines: readonly string[], parameters = ""): string {
  return [`@micropython.${target.decorator}`, `def f(${parameters}):`, ...lines.map((line) => `    ${line}`), ""].join(
    "\n",
  );
}

/** The machine code of a function with these lines. */
export function inlineCode(target: InlineTarget, lines: readonly string[]): number[] {
  const { mpy } = compile(functionOf(target, lines), { arch: target.arch, archFlags: target.archFlags });
  const raw = readMpy(mpy).body.children[0];
  if (raw?.kind !== "asm") throw new Error("no assembler function");
  return [...raw.code];
}

/** The reason for which a function with these lines is refused; "" if it is not. */
export function inlineRefusal(target: InlineTarget, lines: readonly string[]): string {
  try {
    inlineCode(target, lines);
    return "";
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return `${error.exception}: ${error.reason}`;
  }
}

/** The reason for which a function with these parameters is refused; "" if it is not. */
export function parameterRefusal(target: InlineTarget, parameters: string): string {
  try {
    compile(functionOf(target, ["pass"], parameters), { arch: target.arch });
    return "";
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return error.reason;
  }
}

/** Lines that take `bytes` of code, an even number. */
export function filler(bytes: number): string[] {
  return bytes === 0 ? [] : [`data(2, ${Array.from({ length: bytes / 2 }, () => "0").join(", ")})`];
}
