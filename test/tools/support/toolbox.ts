// Tools that are too heavy or too many for the development dependencies, such as whole frameworks and old versions of bundlers: each set is
// installed side by side into a folder outside of the checkout, once for all later runs. UNPLUGIN_MICROPYTHON_TOOLS names that folder.

import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";
import type { TestContext } from "vitest";

const run = promisify(execFile);
const checkout = fileURLToPath(new URL("../../..", import.meta.url));
const shelf = process.env["UNPLUGIN_MICROPYTHON_TOOLS"] ?? join(tmpdir(), "unplugin-micropython-tools");

/** Versions by package. */
export type Packages = Readonly<Record<string, string>>;

/** A project among installed tools. */
export interface ToolProject {
  /** Absolute. */
  readonly root: string;
  read(path: string): string;
  write(path: string, content: string): void;
  has(path: string): boolean;
  /** Runs a program of the tools, such as "vite build", in the root or a folder of it; gives what it prints, or fails with that. */
  run(command: string, settings?: RunSettings): Promise<string>;
  /** Starts a program that goes on until the test is over. */
  start(command: string, settings?: RunSettings): RunningTool;
}

/** How a program of the tools is run. */
export interface RunSettings {
  /** The program of Node, if another one than that of the test. */
  readonly node?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly folder?: string;
}

/** A program that goes on. */
export interface RunningTool {
  /** What it has printed so far. */
  readonly printed: string;
}

/** Makes a project that finds these packages, and ours as it is built; it is gone when the test is over. Skips the test where they cannot be had. */
export async function toolProject(
  context: TestContext,
  packages: Packages,
  files: Readonly<Record<string, string>>,
): Promise<ToolProject> {
  const tools = await install(packages).catch((error: Error) => {
    context.skip(`${Object.keys(packages)[0]} cannot be installed: ${error.message.split("\n").slice(0, 3).join(" ")}`);
    throw error;
  });
  mkdirSync(join(tools, "projects"), { recursive: true });
  const root = realpathSync(mkdtempSync(join(tools, "projects/p-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
  const write = (path: string, content: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  write("package.json", JSON.stringify({ name: "project", private: true, type: "module" }));
  for (const [path, content] of Object.entries(files)) write(path, content);
  const argumentsOf = (command: string): string[] => {
    const [name, ...args] = command.split(" ");
    const script = name!.endsWith(".mjs") ? join(root, name!) : realpathSync(join(tools, "node_modules/.bin", name!));
    return [script, ...args];
  };
  return {
    root,
    write,
    read: (path) => readFileSync(join(root, path), "utf8"),
    has: (path) => existsSync(join(root, path)),
    start(command, { node = process.execPath, env = {}, folder = "." } = {}) {
      const child = spawn(node, argumentsOf(command), {
        cwd: join(root, folder),
        env: { ...cleanEnvironment(), NO_COLOR: "1", ...env },
      });
      const ended = new Promise((resolve) => child.once("exit", resolve));
      onTestFinished(async () => {
        child.kill();
        await ended;
      });
      const running = { printed: "" };
      for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (data: Buffer) => (running.printed += data.toString()));
      }
      return running;
    },
    async run(command, { node = process.execPath, env = {}, folder = "." } = {}) {
      const options = {
        cwd: join(root, folder),
        env: { ...cleanEnvironment(), ...env },
        maxBuffer: 1 << 26,
        timeout: 220_000,
      };
      const { stdout, stderr } = await run(node, argumentsOf(command), options);
      return stdout + stderr;
    },
  };
}

/** The program of another release of Node, from npm's package of that name. */
export async function nodeOf(context: TestContext, version: string): Promise<string> {
  const tools = await install({ node: version }).catch((error: Error) => {
    context.skip(`Node ${version} cannot be installed: ${error.message.split("\n")[0]}`);
    throw error;
  });
  return join(tools, "node_modules/node/bin/node");
}

/** What the tools are to see: not that they run in a test. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const { NODE_ENV: _, VITEST: __, NODE_OPTIONS: ___, ...rest } = process.env;
  return { ...rest, CI: "", ASTRO_TELEMETRY_DISABLED: "1", NUXT_TELEMETRY_DISABLED: "1", NEXT_TELEMETRY_DISABLED: "1" };
}

const installing = new Map<string, Promise<string>>();

/** Installs packages side by side, if that has not been done, and gives their folder. */
export function install(packages: Packages): Promise<string> {
  const description = JSON.stringify({ private: true, type: "module", dependencies: packages });
  const key = createHash("sha256").update(description).digest("hex").slice(0, 12);
  const folder = join(shelf, `${Object.keys(packages)[0]!.replace(/\W+/g, "-")}-${key}`);
  let known = installing.get(folder);
  if (known === undefined) {
    known = installInto(folder, description);
    installing.set(folder, known);
  }
  return known;
}

async function installInto(folder: string, description: string): Promise<string> {
  if (!existsSync(folder)) {
    mkdirSync(shelf, { recursive: true });
    const work = mkdtempSync(join(shelf, "install-"));
    writeFileSync(join(work, "package.json"), description);
    const quiet = ["--no-audit", "--no-fund", "--prefer-offline", "--legacy-peer-deps", "--loglevel=error"];
    try {
      await run("npm", ["install", ...quiet], { cwd: work, timeout: 230_000, env: cleanEnvironment() });
      // Another run may have been faster.
      if (!existsSync(folder)) renameSync(work, folder);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  const link = join(folder, "node_modules/unplugin-micropython");
  if (linkTarget(link) !== checkout) {
    rmSync(link, { force: true });
    symlinkSync(checkout, link, "dir");
  }
  return folder;
}

function linkTarget(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
