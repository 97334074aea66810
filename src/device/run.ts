// Runs a compiled program on a board without storing it: the board imports it from a filesystem of one file in memory.

import type { Board } from "./board.ts";
import { textLiteral } from "./files/encode.ts";
import { canReceive, receiverCode, sendPieces } from "./files/pieces.ts";
import type { BoardFacts } from "./facts.ts";

/** The result of a program. */
export interface RunResult {
  /** The argument of `sys.exit()`; 1 after a traceback, else 0. */
  readonly exitCode: number;
  /** The traceback; "" without one. */
  readonly traceback: string;
}

/** Options for a run. */
export interface RunOptions {
  readonly onOutput: (bytes: Uint8Array) => void;
  readonly signal?: AbortSignal;
}

const EXIT_MARK = "mpy-exit ";

/** Version of our .mpy files. */
const MPY_VERSION = 6;

/** Whether a board can run a compiled program from memory. */
export function canRunFromMemory(facts: BoardFacts): boolean {
  const loads = facts.mpy !== undefined && (facts.mpy & 0xff) === MPY_VERSION;
  return canReceive(facts) && facts.has.has("bytesIo") && facts.has.has("mount") && loads;
}

/** Wraps a program so that its exit code becomes an error that the host recognises. */
const guarded = (statements: readonly string[]): string[] => [
  "try:",
  ...statements.map((line) => ` ${line}`),
  "except SystemExit as e:",
  " _me=e.args[0] if e.args else 0",
  ` raise RuntimeError('${EXIT_MARK}%s'%_me)`,
];

function loader(facts: BoardFacts): string {
  return [
    "import sys,io,os",
    ...receiverCode(facts),
    "class _mv:",
    " def mount(s,*a):pass",
    " umount=chdir=mount",
    " def stat(s,p):",
    "  if p!='/_mprogram.mpy':raise OSError(2)",
    "  return (32768,0,0,0,0,0,len(s.d),0,0,0)",
    " def open(s,p,m):return io.BytesIO(s.d)",
    "def _mm():",
    " v=_mv();f=io.BytesIO();_mg(f);v.d=f.getvalue()",
    " try:from vfs import mount,umount",
    " except ImportError:from os import mount,umount",
    " mount(v,'/_mrun')",
    " sys.path.insert(0,'/_mrun')",
    " try:__import__('_mprogram')",
    " finally:",
    "  sys.path.remove('/_mrun');umount('/_mrun')",
    "  sys.modules.pop('_mprogram',None)",
    ...guarded(["_mm()"]),
    "",
  ].join("\n");
}

/** Runs a compiled module in a fresh interpreter. @throws DeviceError of kind cancelled, closed and so on */
export async function runCompiled(board: Board, mpy: Uint8Array, { onOutput, signal }: RunOptions): Promise<RunResult> {
  const facts = await board.facts();
  await board.reset();
  const { error } = await board.converse(loader(facts), (talk) => sendPieces(talk, mpy, facts), {
    onOutput,
    signal,
    timeoutMs: Infinity,
  });
  return result(error);
}

/** Runs source text in a fresh interpreter, on boards that cannot take compiled code. */
export async function runSource(board: Board, source: string, { onOutput, signal }: RunOptions): Promise<RunResult> {
  await board.reset();
  // A SystemExit in the raw REPL would reset the board.
  const code = guarded([`exec(${textLiteral(source)})`]).join("\n");
  const { error } = await board.run(code, { onOutput, signal, timeoutMs: Infinity });
  return result(error);
}

function result(error: string): RunResult {
  const exit = error.indexOf(`RuntimeError: ${EXIT_MARK}`);
  if (exit < 0) return { exitCode: error === "" ? 0 : 1, traceback: error };
  const value = error.slice(exit + "RuntimeError: ".length + EXIT_MARK.length).trim();
  if (value === "None") return { exitCode: 0, traceback: "" };
  // As in CPython: a value that is not a number is printed, and the exit code is 1.
  return /^-?\d+$/.test(value)
    ? { exitCode: Number(value) & 255, traceback: "" }
    : { exitCode: 1, traceback: `${value}\n` };
}
