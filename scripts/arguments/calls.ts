// One call of mpy-cross as a record that can be compared: exit code, output, written files. The reference runs as a process; ours is
// called in this process, because starting thousands of processes of Node takes an hour.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runJob } from "../../src/cli/cross-compile.ts";
import { isMany, singleJob } from "../../src/cli/cross-job.ts";
import { readCrossArguments } from "../../src/cli/cross-options.ts";
import { bytesOfText } from "../../src/bytes/text.ts";
import { FILES } from "../generator/arguments.ts";

/** What a call did. */
export interface Outcome {
  readonly code: number;
  /** First 16 hex digits of the SHA-256; "usage" and "version" for those texts; "" for nothing. */
  readonly stdout: string;
  readonly stderr: string;
  /** Files that are new or changed, with their hashes. */
  readonly files: Readonly<Record<string, string>>;
}

/** Standard input of every call. */
const STDIN = "x = [1, 2]\n";

function hash(bytes: Uint8Array): string {
  return bytes.length === 0 ? "" : createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}

/** Makes a folder as every call finds it. */
function prepare(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "sub"), { recursive: true });
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
}

function written(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted()) {
    const path = join(folder, name);
    if (!statSync(path).isFile()) continue;
    const bytes = readFileSync(path);
    if (FILES[name] !== bytes.toString("utf8")) files[name] = hash(bytes);
  }
  return files;
}

function stdoutOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString("latin1");
  if (text.startsWith("usage: ")) return "usage";
  return text.startsWith("MicroPython ") ? "version" : hash(bytes);
}

/** What the reference does. */
export function theirOutcome(binary: string, args: readonly string[], folder: string): Outcome | "crash" {
  prepare(folder);
  const run = spawnSync(binary, [...args], { cwd: folder, input: STDIN, timeout: 20_000 });
  if (run.signal !== null) return "crash";
  const stderr = run.stderr.toString("utf8");
  return { code: run.status!, stdout: stdoutOf(run.stdout), stderr, files: written(folder) };
}

/** What ours does, in this process: it changes to `folder`, and back. Several inputs are an addition of ours. */
export function ourOutcome(args: readonly string[], folder: string): Outcome | "several inputs" {
  const decision = readCrossArguments(args, "x64");
  if (decision.kind === "usage") return { code: 1, stdout: "usage", stderr: "", files: {} };
  if (decision.kind === "version") return { code: 0, stdout: "version", stderr: "", files: {} };
  if (decision.kind === "error") return { code: 1, stdout: "", stderr: `${decision.message}\n`, files: {} };
  if (isMany(decision)) return "several inputs";
  prepare(folder);
  const [input, output] = [`${folder}.stdin`, `${folder}.stdout`];
  writeFileSync(input, STDIN);
  const streams = { input: openSync(input, "r"), output: openSync(output, "w") };
  const before = process.cwd();
  process.chdir(folder);
  try {
    const failure = runJob(singleJob(decision), decision.options, streams);
    const stderr = failure === undefined ? "" : Buffer.from(bytesOfText(failure.text)).toString("utf8");
    return { code: failure ? 1 : 0, stdout: stdoutOf(readFileSync(output)), stderr, files: written(folder) };
  } finally {
    process.chdir(before);
    closeSync(streams.input);
    closeSync(streams.output);
  }
}
