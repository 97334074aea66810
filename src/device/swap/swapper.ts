// Swaps changed modules in the running program, if possible, and lets the program continue. A deploy stops the program
// by Ctrl-C, so it can continue only if it was waiting in asyncio's loop.

import type { Board } from "../board.ts";
import type { ManifestModule } from "../../project/manifest.ts";
import { readOutline } from "../../project/outline.ts";
import type { Outline } from "../../project/outline.ts";
import { readTracebacks } from "../traceback.ts";
import type { Traceback } from "../traceback.ts";
import { planSwap } from "./plan.ts";
import type { ResetReason, SwapModule, SwapPlan } from "./plan.ts";
import { swapModules, swapText } from "./swap.ts";

/** The used part of a board. */
export type SwapBoard = Pick<Board, "run" | "send" | "programGoesOn">;

/** The result of a change. */
export interface SwapOutcome {
  /** Whether the program continues. Otherwise it must restart. */
  readonly swapped: boolean;
  /** The lines of the report. */
  readonly report: readonly string[];
}

/** Characters of output that are kept, to find where the program was stopped. */
const MAX_OUTPUT = 4000;
/** Maximum number of reported reasons for a reset. */
const MAX_REASONS = 3;
/** The function of asyncio/core.py in which an idle program waits. */
const IDLE_FUNCTION = "wait_io_event";

// Whether asyncio's loop still has tasks: some programs make a new loop when they end.
const CAN_GO_ON = `import sys
try:
 c=sys.modules['asyncio.core']
 print(c._task_queue.peek()is not None or len(c._io_queue.map)>0)
except(KeyError,AttributeError):
 print(False)
`;
const GO_ON = "import asyncio\n_mp_go=asyncio.get_event_loop().run_forever\n";

/** Swaps the modules of the program on a board. It keeps the program's modules from one deploy to the next. */
export class Swapper {
  private modules: readonly SwapModule[] | undefined;
  private output = "";
  private readonly decoder = new TextDecoder();

  /** Takes the board's output, which shows where the program was stopped. */
  heard(bytes: Uint8Array): void {
    this.output = (this.output + this.decoder.decode(bytes, { stream: true })).slice(-MAX_OUTPUT);
  }

  /** Sets the modules that the program was started with. */
  started(modules: readonly SwapModule[]): void {
    this.modules = modules;
    this.output = "";
  }

  private async swapBeside(board: SwapBoard, plan: SwapPlan): Promise<SwapOutcome> {
    if (plan.kind !== "swap") return { swapped: true, report: ["the program keeps running"] };
    const result = await swapModules(board, plan.modules);
    return { swapped: result.kind === "swapped" && board.programGoesOn, report: swapText(result) };
  }

  /**
   * Swaps to these modules, whose files are on the board. `others` are changed files that are not modules. They need a
   * reset, because the program may have read them.
   */
  async swap(board: SwapBoard, modules: readonly SwapModule[], others: readonly string[] = []): Promise<SwapOutcome> {
    const before = this.modules;
    this.modules = modules;
    if (before === undefined) return reset(["the board's running modules are not known"]);
    const plan = planSwap(before, modules);
    if (others.length > 0) return reset([`${others[0]} changed, which is not a module`]);
    if (plan.kind === "reset") return reset(reasonsText(plan.reasons));
    // A program that was not stopped need not be resumed.
    if (board.programGoesOn) return this.swapBeside(board, plan);
    const stopped = stoppedIn(this.output);
    const innermost = stopped?.frames.at(-1)?.function;
    // After a save, a program that had ended runs again.
    if (stopped === undefined) return reset(["the program had ended"]);
    if (innermost !== IDLE_FUNCTION) {
      return reset([`the program was stopped in ${innermost ?? "the middle"} and cannot go on`]);
    }
    if ((await board.run(CAN_GO_ON)).output.trim() !== "True") {
      return reset(["the program was stopped, and asyncio's loop has no tasks left"]);
    }
    const report: string[] = [];
    if (plan.kind === "swap") {
      const result = await swapModules(board, plan.modules);
      if (result.kind !== "swapped") return { swapped: false, report: swapText(result) };
      report.push(...swapText(result));
    }
    this.output = "";
    await board.run(GO_ON);
    await board.send(new TextEncoder().encode("_mp_go()\r"));
    return { swapped: true, report: [...report, "the program keeps running"] };
  }
}

/** Modules of a manifest for the comparison of a swap. `read` returns a source by its path in the manifest. */
export function swapModulesOf(
  modules: readonly Pick<ManifestModule, "name" | "path" | "source" | "sha256">[],
  read: (source: string) => Uint8Array | undefined,
): SwapModule[] {
  return modules.map(({ name, path, source, sha256 }) => ({
    name,
    path,
    source,
    sha256,
    outline: outlineOf(read(source)),
  }));
}

function outlineOf(source: Uint8Array | undefined): Outline | undefined {
  try {
    return source && readOutline(source);
  } catch {
    return undefined;
  }
}

function reset(reasons: readonly string[]): SwapOutcome {
  return { swapped: false, report: reasons.map((reason) => `not swapped: ${reason}`) };
}

function reasonsText(reasons: readonly ResetReason[]): string[] {
  const shown = reasons.slice(0, MAX_REASONS).map(({ place, reason }) => `${place}: ${reason}`);
  const more = reasons.length - shown.length;
  return more > 0 ? [...shown, `${more} more reasons`] : shown;
}

/** The exception with which Ctrl-C stopped the program; undefined if no program ran. */
function stoppedIn(output: string): Traceback | undefined {
  const pieces = readTracebacks(output);
  const last = pieces.findLast((piece) => piece.kind === "traceback");
  return last?.kind === "traceback" && last.traceback.exception === "KeyboardInterrupt" ? last.traceback : undefined;
}
