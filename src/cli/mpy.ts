#!/usr/bin/env node
// mpy, the project's command line. Each tool is a subcommand of one or two words. Only the called subcommand is loaded.

import { formatHelp } from "./format-help.ts";
import { runCommand } from "./mpy/command.ts";
import type { Command } from "./mpy/command.ts";
import { handleOutputErrors } from "./output-errors.ts";
import { ownVersion } from "./own-version.ts";

/** A subcommand: its summary in one line, and its module. */
interface Entry {
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: Command }>;
}

const COMMANDS: Readonly<Record<string, Entry>> = {
  init: {
    summary: "makes a new project, or adds missing parts to an existing one",
    load: () => import("./mpy/init.ts"),
  },
  inspect: {
    summary: "lists the content of .mpy files: functions, sizes, code",
    load: () => import("./mpy/inspect.ts"),
  },
  check: {
    summary: "says whether a device will load .mpy files, and if not, why",
    load: () => import("./mpy/check.ts"),
  },
  merge: { summary: "merges several .mpy files into one", load: () => import("./mpy/merge.ts") },
  freeze: {
    summary: "writes .mpy files or a manifest.py as C source for a firmware build",
    load: () => import("./mpy/freeze.ts"),
  },
  manifest: { summary: "lists the files of a manifest.py", load: () => import("./mpy/manifest.ts") },
  package: { summary: "makes a mip package from a folder of Python", load: () => import("./mpy/package.ts") },
  index: { summary: "makes a static index of packages for mip", load: () => import("./mpy/mip-index.ts") },
  build: { summary: "builds a project's flash, without a bundler", load: () => import("./mpy/build.ts") },
  explain: {
    summary: "says why the optimiser for size keeps or removes a name",
    load: () => import("./mpy/explain.ts"),
  },
  graph: { summary: "shows a project's imports, and why a module ships", load: () => import("./mpy/graph.ts") },
  trace: {
    summary: "maps the tracebacks in a board's output to the project's sources",
    load: () => import("./mpy/trace.ts"),
  },
  "cache info": {
    summary: "shows the size of the cache of compiled files",
    load: () => import("./mpy/cache-info.ts"),
  },
  "cache clean": {
    summary: "empties the cache of compiled files",
    load: () => import("./mpy/cache-clean.ts"),
  },
  lock: {
    summary: "updates or checks the lock file of a project's libraries",
    load: () => import("./mpy/lock.ts"),
  },
  install: { summary: "fetches mip packages into a project", load: () => import("./mpy/install.ts") },
  vendor: { summary: "fetches the mip packages that a project names", load: () => import("./mpy/vendor.ts") },
  devices: { summary: "lists the boards that are plugged in", load: () => import("./mpy/devices.ts") },
  deploy: {
    summary: "builds a project and sends changed files to a board",
    load: () => import("./mpy/deploy.ts"),
  },
  dev: { summary: "deploys after every change, and prints the board's output", load: () => import("./mpy/dev.ts") },
  run: { summary: "runs a program on a board, without storing it", load: () => import("./mpy/run.ts") },
  logs: { summary: "prints the output of a board's program", load: () => import("./mpy/logs.ts") },
  repl: { summary: "opens a board's prompt in this terminal", load: () => import("./mpy/repl.ts") },
  flash: { summary: "copies firmware to a board in its bootloader", load: () => import("./mpy/flash.ts") },
  "image build": { summary: "makes a flash image from folders", load: () => import("./mpy/image-build.ts") },
  "image list": { summary: "lists the files of a flash image", load: () => import("./mpy/image-list.ts") },
  "image extract": {
    summary: "copies the files of a flash image into a folder",
    load: () => import("./mpy/image-extract.ts"),
  },
};

handleOutputErrors("mpy");
// Not awaited: if a configuration never ends, newer releases of Node would print this line as the cause.
void main(process.argv.slice(2)).then((code) => (process.exitCode = code));

async function main(args: readonly string[]): Promise<number> {
  const [first, second] = args;
  if (first === undefined || first === "-h" || first === "--help" || first === "help") {
    (first === undefined ? process.stderr : process.stdout).write(usage());
    return first === undefined ? 2 : 0;
  }
  if (first === "--version") {
    process.stdout.write(`unplugin-micropython ${ownVersion()}\n`);
    return 0;
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
  const text = `usage: mpy COMMAND [options]\n\n${lines.join("")}\nmpy COMMAND --help shows the options, mpy --version the version.\n`;
  return formatHelp(text, process.stdout.columns);
}
