// The connection to a board on a developer's machine: a session with the port of the options. Its output is split into
// lines and tracebacks, and shared with other commands. The dev server, watch builds and `mpy dev` use it with
// different outputs.

import { describeBoard } from "../device/facts.ts";
import { mappedText, TracebackMapper } from "../device/mapped-traceback.ts";
import type { MappedTraceback, TracedProject } from "../device/mapped-traceback.ts";
import { OutputReader } from "../device/output.ts";
import { printableText } from "../diagnostics/printable.ts";
import { DeviceSession } from "../device/session.ts";
import type { SessionEvent, SessionOptions } from "../device/session.ts";
import type { DeployFile, DeploySummary } from "../device/deploy.ts";
import { DeployedSwap } from "../device/swap/deployed-swap.ts";
import { openPort } from "./ports/open-port.ts";
import type { PortOptions } from "./ports/port-options.ts";
import { ownerOf, PortHub } from "./ports/port-hub.ts";
import { deviceErrors, reasons } from "../device/errors.ts";
import { number } from "../project/report/number.ts";

/** A board and how to talk to it. */
export interface DeviceSettings
  extends Omit<PortOptions, "password">, Pick<SessionOptions, "reset" | "transfer" | "agent"> {
  /** `auto`, the name of a serial port, or a URL. */
  readonly port: string;
  /**
   * What a change does to the running program: "swap" replaces changed modules if the result is the same as after a
   * restart, "reset" always restarts the program.
   * @default "swap"
   */
  readonly onChange?: "swap" | "reset";
}

/** The output of a loop. */
export interface LoopOutput {
  readonly info: (text: string) => void;
  readonly warn: (text: string) => void;
  /** Takes a line of the program's output. An incomplete line is passed on after a pause. */
  readonly line: (text: string) => void;
  readonly traceback: (traceback: MappedTraceback, text: string) => void;
  /** Called when the program restarts. */
  readonly started: () => void;
  readonly progress?: (sent: number, total: number, path: string) => void;
}

/** Deploys to a board and shows its output, until it is closed. */
export class DeviceLoop {
  private readonly settings: DeviceSettings;
  private readonly output: LoopOutput;
  private readonly title: string;
  private readonly session: DeviceSession;
  private readonly reader: OutputReader;
  private hub: Promise<PortHub | undefined> | undefined;
  private openHub: PortHub | undefined;
  private traced: TracedProject | undefined;
  private readonly swap: DeployedSwap | undefined;
  private partial = "";

  /** `title` is the owner's name for other commands: "vite dev". */
  constructor(settings: DeviceSettings, title: string, output: LoopOutput, password?: () => Promise<string>) {
    this.settings = settings;
    this.output = output;
    this.title = title;
    this.reader = new OutputReader({
      onText: (text) => this.text(text),
      onTraceback: (traceback) => {
        // Only a deploy stops the program with this exception.
        if (traceback.exception === "KeyboardInterrupt") return;
        this.endLine();
        const mapped = this.map(traceback);
        output.traceback(mapped, printableText(mappedText(mapped)));
      },
    });
    const { port, reset, transfer, agent, onChange = "swap", ...options } = settings;
    this.swap = onChange === "swap" ? new DeployedSwap((text) => output.info(printableText(text))) : undefined;
    this.session = new DeviceSession({
      open: async () => {
        const owner = this.openHub ? undefined : await ownerOf(port);
        if (owner) throw deviceErrors.owned(port, owner.title, owner.pid);
        const opened = await openPort(port, { ...options, password: password ?? passwordOfEnvironment });
        this.hub ??= PortHub.open(port, title);
        this.openHub = await this.hub;
        return opened;
      },
      onOutput: (bytes) => {
        this.openHub?.output(bytes);
        this.swap?.heard(bytes);
        this.reader.push(bytes);
      },
      onEvent: (event) => this.tell(event),
      reset,
      agent,
      transfer,
      swap: async (board) => this.swap?.swap(board),
    });
  }

  /** Deploys files. `project` maps tracebacks from now on. */
  deploy(files: readonly DeployFile[], project?: TracedProject): void {
    this.traced = project ?? this.traced;
    if (this.traced) this.swap?.deploy(files, this.traced);
    this.session.deploy(files);
  }

  deployAll(): void {
    this.session.deployAll();
  }

  restart(): void {
    this.session.restart();
  }

  /** Releases the port, or opens it again. */
  async togglePause(): Promise<void> {
    if (this.session.isPaused) this.session.resume();
    else {
      await this.session.pause();
      await this.closeHub();
      this.output.info("paused: other programs can use the port");
    }
  }

  settled(): Promise<void> {
    return this.session.settled();
  }

  async close(): Promise<void> {
    await this.session.close();
    await this.closeHub();
    this.reader.end();
    this.endLine();
  }

  private async closeHub(): Promise<void> {
    const hub = await this.hub;
    this.hub = undefined;
    this.openHub = undefined;
    await hub?.close();
  }

  private map(traceback: Parameters<TracebackMapper["map"]>[0]): MappedTraceback {
    return new TracebackMapper(this.traced ?? { modules: [], read: () => undefined }).map(traceback);
  }

  private text(text: string): void {
    const lines = (this.partial + text).split("\n");
    this.partial = lines.pop()!;
    for (const line of lines) this.output.line(line);
  }

  private endLine(): void {
    if (this.partial !== "") this.output.line(this.partial);
    this.partial = "";
  }

  private tell(event: SessionEvent): void {
    const { info, warn, started, progress } = this.output;
    switch (event.kind) {
      case "connected":
        return info(printableText(`${event.port}: ${describeBoard(event.facts)}`));
      case "waiting":
        return warn(printableText(`${event.reason}; trying again`));
      case "progress":
        return progress?.(event.progress.sent, event.progress.total, event.progress.path);
      case "deployed":
        for (const note of event.summary.notes) warn(printableText(note));
        if (event.summary.written.length + event.summary.removed.length > 0) info(summaryText(event.summary));
        return;
      case "swapped":
        return info(printableText(event.report));
      case "started":
        this.swap?.started();
        this.reader.end();
        this.endLine();
        return started();
      case "failed":
        return warn(printableText(event.reason));
    }
  }
}

/** "3 files, 2 kB in 0.3 s; 1 removed, 12 unchanged". */
export function summaryText({ written, removed, same, bytes, milliseconds }: DeploySummary): string {
  const files = `${written.length} ${written.length === 1 ? "file" : "files"}`;
  const rest = [removed.length > 0 && `${removed.length} removed`, same > 0 && `${same} unchanged`].filter(Boolean);
  return `deployed ${files}, ${number(bytes)} bytes, in ${(milliseconds / 1000).toFixed(2)} s${rest.length > 0 ? `; ${rest.join(", ")}` : ""}`;
}

/** The board's password, from the environment. */
export async function passwordOfEnvironment(): Promise<string> {
  const password = process.env["MPY_PASSWORD"];
  if (password === undefined) throw deviceErrors.password("the board", reasons.noPassword);
  return password;
}
