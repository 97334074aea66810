// A board at a port as a target. Files of tests are in a separate folder and stay there for the next run. The files
// that the project has deployed are not changed.

import { Board } from "../../device/board.ts";
import { DeviceError } from "../../device/errors.ts";
import { filesOf } from "../../device/files/board-files.ts";
import type { Port } from "../../device/port.ts";
import { openPort } from "../../node/ports/open-port.ts";
import { TargetTimeout } from "./target.ts";
import type { Target } from "./target.ts";
import { PASSWORD_NEEDED } from "../messages.ts";

/** Folder of the tests on the board. */
const FOLDER = "/device-tests";

/** Starts a fresh interpreter on the board at an address, without the board's program. */
export async function startBoard(
  address: string,
  files: ReadonlyMap<string, Uint8Array>,
  open: (address: string) => Promise<Port> = openAddress,
): Promise<Target> {
  const board = new Board(await open(address));
  try {
    await board.reset();
    await writeFiles(board, files);
    const { root } = await board.facts();
    const folder = JSON.stringify(root + FOLDER);
    await board.exec(`import sys\nsys.path.insert(0,${folder}+'/lib')\nsys.path.insert(0,${folder})`);
  } catch (error) {
    await board.close();
    throw error;
  }
  return {
    async run(code, onOutput, timeoutMs) {
      const decoder = new TextDecoder();
      const take = (bytes: Uint8Array): void => onOutput(decoder.decode(bytes, { stream: true }));
      try {
        const { error } = await board.run(code, { timeoutMs, onOutput: take });
        return { error };
      } catch (error) {
        throw error instanceof DeviceError && error.code === "timeout" ? new TargetTimeout(timeoutMs) : error;
      }
    },
    close: () => board.close(),
  };
}

function openAddress(address: string): Promise<Port> {
  const password = (): Promise<string> => {
    const given = process.env["MPY_PASSWORD"];
    if (given === undefined) throw new DeviceError("password", PASSWORD_NEEDED);
    return Promise.resolve(given);
  };
  return openPort(address, { password });
}

/** Writes the missing files. */
async function writeFiles(board: Board, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const store = filesOf(board);
  const wanted = [...files].map(([path, bytes]) => ({ path: FOLDER + path, bytes }));
  const found = await store.survey(wanted.map(({ path, bytes }) => ({ path, size: bytes.length })));
  const folders = new Set(wanted.flatMap(({ path }) => foldersOf(path)));
  await store.makeFolders([...folders].sort());
  for (const { path, bytes } of wanted) {
    const there = found.get(path);
    if (there?.kind === "file" && there.hash === (await store.hash({ bytes }))) continue;
    await store.write(path, bytes, { recorded: false });
  }
}

function foldersOf(path: string): string[] {
  const parts = path.split("/").slice(1, -1);
  return parts.map((_, at) => `/${parts.slice(0, at + 1).join("/")}`);
}
