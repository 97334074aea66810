// A board from a page: `connect(await navigator.serial.requestPort())`.

import { Board } from "./board.ts";
import type { ExecOptions } from "./board.ts";
import { deploy } from "./deploy.ts";
import type { DeployFile, DeployOptions, DeploySummary } from "./deploy.ts";
import { filesOf } from "./files/board-files.ts";
import type { TransferWay } from "./files/board-files.ts";
import type { FileStore } from "./files/store.ts";
import type { BoardFacts } from "./facts.ts";
import type { Port } from "./port.ts";
import { restart } from "./restart.ts";
import type { ResetStrategy } from "./restart.ts";
import { canRunFromMemory, runCompiled } from "./run.ts";
import type { RunOptions, RunResult } from "./run.ts";
import { openWebSerial } from "./web-serial.ts";
import type { WebSerialOptions, WebSerialPort } from "./web-serial.ts";
import { deviceErrors } from "./errors.ts";

/** How to connect. */
export interface ConnectOptions extends WebSerialOptions {
  /** For boards on which the best way that they seem to have does not work. */
  readonly transfer?: TransferWay;
}

/** What of a build's manifest a sync needs. */
export interface SyncManifest {
  readonly modules: readonly SyncEntry[];
  readonly files: readonly SyncEntry[];
}

/** A file of the manifest. */
export interface SyncEntry {
  readonly path: string;
  readonly asset: string;
  readonly sha256: string;
}

/** A connected board. */
export interface ConnectedBoard {
  readonly board: Board;
  readonly files: FileStore;
  /** What the program prints, as text; made anew at each look, from then on. */
  readonly output: ReadableStream<string>;
  facts(): Promise<BoardFacts>;
  /** Runs code in the board's interpreter and gives what it printed. @throws DeviceError */
  exec(code: string, options?: ExecOptions): Promise<string>;
  /** Runs a compiled module in a fresh interpreter, without storing it. @throws DeviceError */
  run(mpy: Uint8Array, options: RunOptions): Promise<RunResult>;
  /**
   * Brings the board to what a build's manifest lists, as `mpy deploy` does. `load` gets the bytes of an asset; by default they
   * are fetched, relative to the page. @throws DeviceError
   */
  sync(
    manifest: SyncManifest,
    load?: (asset: string) => Promise<Uint8Array>,
    options?: DeployOptions,
  ): Promise<DeploySummary>;
  /** Starts the program. */
  restart(strategy?: ResetStrategy): Promise<void>;
  close(): Promise<void>;
}

/** Connects to a board behind a port of WebSerial or of our own. @throws DeviceError of kind port */
export async function connect(port: Port | WebSerialPort, options: ConnectOptions = {}): Promise<ConnectedBoard> {
  const board = new Board("onData" in port ? port : await openWebSerial(port, options));
  const files = filesOf(board, options.transfer);
  return {
    board,
    files,
    get output() {
      return outputOf(board);
    },
    facts: () => board.facts(),
    exec: (code, execOptions) => board.exec(code, execOptions),
    run: async (mpy, runOptions) => {
      if (!canRunFromMemory(await board.facts()))
        throw deviceErrors.port(board.port.name, "it cannot run code from memory");
      return runCompiled(board, mpy, runOptions);
    },
    sync: async ({ modules, files: others }, load = fetchAsset, deployOptions) => {
      const wanted = await Promise.all(
        [...modules, ...others].map(async ({ path, asset, sha256 }): Promise<DeployFile> => ({
          path,
          sha256,
          bytes: await load(asset),
        })),
      );
      return deploy(files, wanted, deployOptions);
    },
    restart: (strategy = "soft") => restart(board, strategy),
    close: () => board.close(),
  };
}

async function fetchAsset(asset: string): Promise<Uint8Array> {
  const response = await fetch(asset);
  if (!response.ok) throw new Error(`${asset}: ${response.status} ${response.statusText}`);
  return new Uint8Array(await response.arrayBuffer());
}

function outputOf(board: Board): ReadableStream<string> {
  const decoder = new TextDecoder();
  let stop = (): unknown => undefined;
  return new ReadableStream({
    start(controller) {
      const stopOutput = board.onOutput((bytes) => controller.enqueue(decoder.decode(bytes, { stream: true })));
      const stopClose = board.onClose(() => controller.close());
      stop = () => (stopOutput(), stopClose());
    },
    cancel: () => void stop(),
  });
}
