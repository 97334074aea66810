#!/usr/bin/env node
// mpy, the project's own command line: a subcommand, of one word or two, for each tool on .mpy files and flash
// images. Only the one that is asked for is loaded.

import { runCommand } from "./mpy/command.ts";
import type { Command } from "./mpy/command.ts";

/** A subcommand: what it is for, in a line, and where it is. */
interface Entry {
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: Command }>;
}

const COMMANDS: Readonly<Record<string, Entry>> = {
  init: { summary: "a new project, or what an existing one lacks", load: () => import("./mpy/init.ts") },
  inspect: { summary: "what is in .mpy files: functions, sizes, code", load: () => import("./mpy/inspect.ts") },
  check: { summary: "whether a device will load them, and if not why", load: () => import("./mpy/check.ts") },
  merge: { summary: "several .mpy files into one", load: () => import("./mpy/merge.ts") },
  freeze: {
    summary: ".mpy files or a manifest.py as C source for a firmware build",
    load: () => import("./mpy/freeze.ts"),
  },
  manifest: { summary: "what a manifest.py lists", load: () => import("./mpy/manifest.ts") },
  package: { summary: "a folder of Python as a mip package", load: () => import("./mpy/package.ts") },
  index: { summary: "packages as a static index for mip", load: () => import("./mpy/mip-index.ts") },
  build: { summary: "a project's flash, without a bundler", load: () => import("./mpy/build.ts") },
  explain: {
    summary: "why the optimiser for size keeps or drops something",
    load: () => import("./mpy/explain.ts"),
  },
  graph: { summary: "what a project's modules import, and why", load: () => import("./mpy/graph.ts") },
  trace: {
    summary: "a board's output with its tracebacks mapped to the project's sources",
    load: () => import("./mpy/trace.ts"),
  },
  "cache info": { summary: "what is kept of earlier builds", load: () => import("./mpy/cache-info.ts") },
  "cache clean": { summary: "throws away what is kept of earlier builds", load: () => import("./mpy/cache-clean.ts") },
  lock: {
    summary: "the lock file of what a project takes from elsewhere, renewed",
    load: () => import("./mpy/lock.ts"),
  },
  install: { summary: "mip packages, fetched into a project", load: () => import("./mpy/install.ts") },
  vendor: { summary: "the mip packages that a project names, fetched", load: () => import("./mpy/vendor.ts") },
  devices: { summary: "the boards that are plugged in", load: () => import("./mpy/devices.ts") },
  deploy: { summary: "a project onto a board: what differs", load: () => import("./mpy/deploy.ts") },
  dev: { summary: "a project onto a board after every change, and its output", load: () => import("./mpy/dev.ts") },
  run: { summary: "a program on a board, without storing it", load: () => import("./mpy/run.ts") },
  logs: { summary: "what a board's program prints", load: () => import("./mpy/logs.ts") },
  repl: { summary: "a board's prompt in this terminal", load: () => import("./mpy/repl.ts") },
  flash: { summary: "firmware onto a board in its bootloader", load: () => import("./mpy/flash.ts") },
  "image build": { summary: "folders as a flash image", load: () => import("./mpy/image-build.ts") },
  "image list": { summary: "what lies in a flash image", load: () => import("./mpy/image-list.ts") },
  "image extract": {
    summary: "the files of a flash image, into a folder",
    load: () => import("./mpy/image-extract.ts"),
  },
};

// Not awaited: a configuration that never ends would make newer releases of Node print this file.
void main(process.argv.slice(2)).then((code) => (process.exitCode = code));

async function main(args: readonly string[]): Promise<number> {
  const [first, second] = args;
  if (first === undefined || first === "-h" || first === "--help" || first === "help") {
    (first === undefined ? process.stderr : process.stdout).write(usage());
    return first === undefined ? 2 : 0;
  }
  for (const name of [`${first} ${second}`, first]) {
    if (!Object.hasOwn(COMMANDS, name)) continue;
    const { command } = await COMMANDS[name]!.load();
    return runCommand(`mpy ${name}`, command, args.slice(name.split(" ").length));
  }
  process.stderr.write(`mpy: there is no command "${args.slice(0, 2).join(" ")}"\n\n${usage()}`);
  return 2;
}

function usage(): string {
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(15)}${summary}\n`);
  return `usage: mpy COMMAND [options]\n\n${lines.join("")}\nmpy COMMAND --help tells more.\n`;
}
