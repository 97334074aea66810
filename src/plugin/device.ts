// The board of a build: what a build made is deployed, and the board's output goes to the terminal.

import { deployFiles, tracedProject } from "../engine/deployable.ts";
import type { FlashSnapshot } from "../engine/snapshot.ts";
import { DeviceLoop } from "../node/device-loop.ts";
import type { ResolvedDevice } from "../options/device-options.ts";

/** What stands before each line of the board. */
export const BOARD_PREFIX = "[board]";

/** The board of a bundler without a dev server. */
export class BuildBoard {
  private readonly loop: DeviceLoop;

  constructor(device: ResolvedDevice, bundler: string) {
    const { afterBuild: _, ...settings } = device;
    const tell = (text: string): void => console.info(`${BOARD_PREFIX} ${text}`);
    this.loop = new DeviceLoop(settings, bundler, {
      info: tell,
      warn: (text) => console.warn(`${BOARD_PREFIX} ${text}`),
      line: tell,
      traceback: (_, text) => tell(text.trimEnd().replaceAll("\n", `\n${BOARD_PREFIX} `)),
      started: () => tell("starts anew"),
    });
  }

  deploy(snapshot: FlashSnapshot, root: string): void {
    this.loop.deploy(deployFiles(snapshot), tracedProject(snapshot, root));
  }

  /** Waits until what was asked for is deployed, as far as the board is there, and lets it go. */
  async close(): Promise<void> {
    await this.loop.settled();
    await this.loop.close();
  }
}
