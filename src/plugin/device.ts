// The board of a build: the build's flash is deployed to it, and its output goes to the terminal.

import { deployFiles, tracedProject } from "../engine/deployable.ts";
import type { FlashSnapshot } from "../engine/snapshot.ts";
import { DeviceLoop } from "../node/device-loop.ts";
import type { ResolvedDevice } from "../options/device-options.ts";
import { BOARD_PREFIX } from "./board-output.ts";

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

  /** Waits for the current deploy if the board is connected, and releases the board. */
  async close(): Promise<void> {
    await this.loop.settled();
    await this.loop.close();
  }
}
