// Swaps what a deploy changed in the program that runs, where that can be done, and lets the program go on. A deploy stops the
// program by Ctrl-C, so it can go on only if it was waiting in asyncio's loop.

import type { Board } from "../board.ts";
import type { ManifestModule } from "../../project/manifest.ts";
import { readOutline } from "../../project/outline.ts";
import type { Outline } from "../../project/outline.ts";
import { readTracebacks } from "../traceback.ts";
import type { Traceback } from "../traceback.ts";
import { planSwap } from "./plan.ts";
import type { ResetReason, SwapModule, SwapPlan } from "./plan.ts";
import { swapModules, swapText } from "./swap.ts";

/** What of the board is needed. */
export type SwapBoard = Pick<Board, "run" | "send" | "programGoesOn">;

/** What came of a change. */
export interface SwapOutcome {
  /** Whether the program goes on; else it has to start anew. */
  readonly swapped: boolean;
  /** What happened, in lines for people. */
  readonly report: readonly string[];
}

/** Characters of output that are remembered, to see how the program was stopped. */
const REMEMBERED = 4000;
/** Reasons for a reset that are told. */
const MOST_REASONS = 3;
/** The function of asyncio/core.py in which a program waits that has nothing to do. */
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

/** Keeps what the program on the board is made of, from one deploy to the next. */
export class Swapper {
  private modules: readonly SwapModule[] | undefined;
  private output = "";
  private readonly decoder = new TextDecoder();

  /** Takes what the board prints: it tells how the program was stopped. */
  heard(bytes: Uint8Array): void {
    this.output = (this.output + this.decoder.decode(bytes, { stream: true })).slice(-REMEMBERED);
  }

  /** The program was started with these modules. */
  started(modules: readonly SwapModule[]): void {
    this.modules = modules;
    this.output = "";
  }

  private async swapBeside(board: SwapBoard, plan: SwapPlan): Promise<SwapOutcome> {
    if (plan.kind !== "swap") return { swapped: true, report: ["the program goes on"] };
    const result = await swapModules(board, plan.modules);
    return { swapped: result.kind === "swapped" && board.programGoesOn, report: swapText(result) };
  }

  /**
   * Swaps to these modules, whose files are on the board. `others` are files that changed and are no modules: they take a reset,
   * because nobody knows who has read them.
   */
  async swap(board: SwapBoard, modules: readonly SwapModule[], others: readonly string[] = []): Promise<SwapOutcome> {
    const before = this.modules;
    this.modules = modules;
    if (before === undefined) return reset(["what runs on the board is not known"]);
    const plan = planSwap(before, modules);
    if (others.length > 0) return reset([`${others[0]} changed, which is no module`]);
    if (plan.kind === "reset") return reset(reasonsText(plan.reasons));
    // Beside a running program there is nothing to be resumed.
    if (board.programGoesOn) return this.swapBeside(board, plan);
    const stopped = stoppedIn(this.output);
    const innermost = stopped?.frames.at(-1)?.function;
    // Who saves a file expects a program that has ended to run again.
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
    return { swapped: true, report: [...report, "the program goes on"] };
  }
}

/** Modules of a manifest as the swap compares them. `read` gives a source by its path in the manifest. */
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
  const shown = reasons.slice(0, MOST_REASONS).map(({ place, reason }) => `${place}: ${reason}`);
  const more = reasons.length - shown.length;
  return more > 0 ? [...shown, `${more} more reasons`] : shown;
}

/** The exception by which Ctrl-C stopped the program; undefined where none ran. */
function stoppedIn(output: string): Traceback | undefined {
  const pieces = readTracebacks(output);
  const last = pieces.findLast((piece) => piece.kind === "traceback");
  return last?.kind === "traceback" && last.traceback.exception === "KeyboardInterrupt" ? last.traceback : undefined;
}
