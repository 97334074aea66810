// Hot swap for a session that deploys: what was sent last and what the program was started with, as modules to compare.

import type { DeployFile } from "../deploy.ts";
import type { TracedProject } from "../mapped-traceback.ts";
import type { SwapModule } from "./plan.ts";
import { Swapper, swapModulesOf } from "./swapper.ts";
import type { SwapBoard } from "./swapper.ts";

/** The files of a deploy as a swap sees them. */
interface State {
  readonly isOptimized: boolean;
  readonly modules: readonly SwapModule[];
  /** SHA-256 of everything else, by path. */
  readonly others: ReadonlyMap<string, string>;
}

/** Decides for a deploy whether the changed modules can be swapped in the running program, and swaps them. */
export class DeployedSwap {
  private readonly swapper = new Swapper();
  /** Takes why a change was not swapped. */
  private readonly onRefused: (text: string) => void;
  private wanted: State | undefined;
  private running: State | undefined;

  constructor(onRefused: (text: string) => void) {
    this.onRefused = onRefused;
  }

  /** These files are to be on the board; `project` has their sources as they are now. */
  deploy(files: readonly DeployFile[], project: TracedProject): void {
    const hashes = new Map(files.map(({ path, sha256 }) => [path, sha256]));
    const known = new Map(this.wanted?.modules.map((module) => [module.path, module]));
    const modules = project.modules.flatMap((module) => {
      const sha256 = hashes.get(module.path);
      if (sha256 === undefined) return [];
      hashes.delete(module.path);
      const same = known.get(module.path);
      return same?.sha256 === sha256 ? [same] : swapModulesOf([{ ...module, sha256 }], project.read);
    });
    this.wanted = { modules, others: hashes, isOptimized: project.isOptimized === true };
  }

  heard(bytes: Uint8Array): void {
    this.swapper.heard(bytes);
  }

  /** The program starts with what was deployed last. */
  started(): void {
    this.running = this.wanted;
    if (this.running) this.swapper.started(this.running.modules);
  }

  /** Swaps to what was deployed last. Gives what was done, or undefined where the program has to start anew. */
  async swap(board: SwapBoard): Promise<string | undefined> {
    const { wanted, running } = this;
    if (wanted === undefined || running === undefined) return undefined;
    if (wanted.isOptimized || running.isOptimized) {
      this.onRefused('not swapped: optimize: "size" makes the modules of a program depend on each other');
      return undefined;
    }
    const paths = new Set([...wanted.others.keys(), ...running.others.keys()]);
    const changed = [...paths].filter((path) => wanted.others.get(path) !== running.others.get(path));
    const { swapped, report } = await this.swapper.swap(board, wanted.modules, changed);
    if (swapped) {
      this.running = wanted;
      return report.join("\n");
    }
    this.onRefused(report.join("\n"));
    return undefined;
  }
}
