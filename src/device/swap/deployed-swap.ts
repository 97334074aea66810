// Hot swap for a session: compares the modules that were deployed last with those that the program was started with.

import type { DeployFile } from "../deploy.ts";
import type { TracedProject } from "../mapped-traceback.ts";
import type { SwapModule } from "./plan.ts";
import { Swapper, swapModulesOf } from "./swapper.ts";
import type { SwapBoard } from "./swapper.ts";

/** The files of a deploy, for the comparison of a swap. */
interface State {
  readonly isOptimized: boolean;
  readonly modules: readonly SwapModule[];
  /** SHA-256 of everything else, by path. */
  readonly others: ReadonlyMap<string, string>;
}

/** Swaps the changed modules of a deploy in the running program, if possible. */
export class DeployedSwap {
  private readonly swapper = new Swapper();
  /** Takes the reason why a change was not swapped. */
  private readonly onRefused: (text: string) => void;
  private wanted: State | undefined;
  private running: State | undefined;

  constructor(onRefused: (text: string) => void) {
    this.onRefused = onRefused;
  }

  /** Sets the files for the board; `project` has their current sources. */
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

  /** Marks the program as started with the files that were deployed last. */
  started(): void {
    this.running = this.wanted;
    if (this.running) this.swapper.started(this.running.modules);
  }

  /** Swaps to the files that were deployed last. Returns a report, or undefined if the program must restart. */
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
