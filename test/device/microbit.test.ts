// An old board: Debian's MicroPython 1.9.2 for the micro:bit under QEMU, with no raw paste, no sys.stdin, no folders, no rename, no
// hashlib. `.ci/run` installs both packages.

import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { Board } from "../../src/device/board.ts";
import { deploy } from "../../src/device/deploy.ts";
import { BoardFiles } from "../../src/device/files/board-files.ts";
import { canRunFromMemory, runSource } from "../../src/device/run.ts";
import type { Port } from "../../src/device/port.ts";
import { openPort } from "../../src/node/ports/open-port.ts";
import { freePort } from "../support/free-port.ts";

const FIRMWARE = "/usr/share/firmware-microbit-micropython/firmware.hex";

/** Why there is no such board here; undefined where there is. */
function missing(): string | undefined {
  if (spawnSync("qemu-system-arm", ["--version"]).error) return "qemu-system-arm is not installed";
  return existsSync(FIRMWARE) ? undefined : "firmware-microbit-micropython is not installed";
}

const reason = missing();

/** Opens the port as soon as QEMU listens. */
async function connected(address: string): Promise<Port> {
  for (let tries = 1; ; tries++) {
    try {
      return await openPort(address);
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test("MicroPython 1.9.2 on a micro:bit", async (context) => {
  context.skip(reason !== undefined, reason);
  const port = await freePort();
  const serial = `tcp:127.0.0.1:${port},server=on,wait=off`;
  const machine = [
    "-M",
    "microbit",
    "-device",
    `loader,file=${FIRMWARE}`,
    "-nographic",
    "-monitor",
    "none",
    "-serial",
    serial,
  ];
  const qemu = spawn("qemu-system-arm", machine, { stdio: "ignore" });
  try {
    const connection = await connected(`socket://127.0.0.1:${port}`);
    const board = new Board(connection);
    const facts = await board.facts();
    expect(facts).toMatchObject({ implementation: "micropython", platform: "microbit" });
    expect([...facts.has].filter((feature) => feature !== "usha256")).toEqual([]);

    await expect(board.exec("1 / 0")).rejects.toMatchObject({ code: "exception" });
    await expect(board.exec("while True: pass", { timeoutMs: 500 })).rejects.toMatchObject({ code: "timeout" });

    const store = new BoardFiles(board);
    const every = Uint8Array.from({ length: 300 }, (_, at) => at & 255);
    await store.write("/data.bin", every);
    expect(await store.read("/data.bin")).toEqual(every);
    await expect(store.write("/app/x.py", every)).rejects.toMatchObject({ code: "path" });

    const hashed = [{ path: "/helper.py", bytes: bytes("x = 41\n"), sha256: "unused" }];
    expect(await deploy(store, hashed)).toMatchObject({ written: ["/helper.py"] });
    expect(await deploy(store, hashed)).toMatchObject({ written: [], same: 1 });
    expect(canRunFromMemory(facts)).toBe(false);
    let heard = "";
    const onOutput = (output: Uint8Array): unknown => (heard += new TextDecoder().decode(output));
    expect(await runSource(board, "import helper, sys\nprint(helper.x + 1)\nsys.exit(3)\n", { onOutput })).toEqual({
      exitCode: 3,
      traceback: "",
    });
    expect(heard).toBe("42\r\n");
    expect(await deploy(store, [])).toMatchObject({ removed: ["/helper.py"] });
    await board.close();
  } finally {
    qemu.kill("SIGKILL");
  }
});
