// Connects a page to a board: `connect(await navigator.serial.requestPort())`.

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
import { deviceErrors, reasons } from "./errors.ts";

/** Options for a connection. */
export interface ConnectOptions extends WebSerialOptions {
  /** The transfer method, for boards on which the default does not work. */
  readonly transfer?: TransferWay;
}

/** The part of a build's manifest that a sync needs. */
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
  /** The program's output as text. Each access makes a new stream, which starts at that moment. */
  readonly output: ReadableStream<string>;
  facts(): Promise<BoardFacts>;
  /** Runs code in the board's interpreter, and returns its output. @throws DeviceError */
  exec(code: string, options?: ExecOptions): Promise<string>;
  /** Runs a compiled module in a fresh interpreter, without storing it. @throws DeviceError */
  run(mpy: Uint8Array, options: RunOptions): Promise<RunResult>;
  /**
   * Updates the board to the files of a build's manifest, as `mpy deploy` does. `load` returns the bytes of an asset.
   * The default fetches them, relative to the page. @throws DeviceError
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

/** Connects to a board at a port of WebSerial or of this package. @throws DeviceError of kind port */
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
      if (!canRunFromMemory(await board.facts())) throw deviceErrors.port(board.port.name, reasons.noRunFromMemory);
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
