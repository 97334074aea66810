#!/usr/bin/env node
// mpy-cross, as a drop-in for MicroPython's own, and for many files at once. What is not needed for the call at hand is not
// loaded, because build systems start this program once for each file.

import { readFileSync } from "node:fs";
import type { ArchName } from "../mpy/file/arch.ts";
import { bytesOfText } from "../bytes/text.ts";
import { readCrossArguments } from "./cross-options.ts";
import type { CrossRequest } from "./cross-options.ts";
import { isMany, singleJob } from "./cross-job.ts";
import type { CrossFailure } from "./cross-compile.ts";

const HOST_ARCHES: Readonly<Record<string, ArchName>> = { ia32: "x86", x64: "x64", arm: "armv6", riscv64: "rv64imc" };

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const decision = readCrossArguments(args, HOST_ARCHES[process.arch]);
  switch (decision.kind) {
    case "usage":
      process.stdout.write((await import("./cross-text.ts")).USAGE_TEXT);
      return 1;
    case "version":
      process.stdout.write(await versionLine());
      return 0;
    case "error":
      process.stderr.write(`${decision.message}\n`);
      return 1;
    case "compile":
      return compileAll(decision);
  }
}

async function versionLine(): Promise<string> {
  const { versionText } = await import("./cross-text.ts");
  const { MPY_SUB_VERSION, MPY_VERSION } = await import("../mpy/file/model.ts");
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return versionText((JSON.parse(text) as { version: string }).version, `${MPY_VERSION}.${MPY_SUB_VERSION}`);
}

async function compileAll(request: CrossRequest): Promise<number> {
  if (!isMany(request)) {
    const job = singleJob(request);
    const { arch, emit = "bytecode" } = request.options;
    if (arch === undefined && emit === "bytecode" && !request.listing) {
      const { compileBytecode } = await import("./cross-bytecode.ts");
      if (compileBytecode(job, request.options)) return 0;
    }
    const { runJob } = await import("./cross-compile.ts");
    const failure = runJob(job, request.options);
    if (failure) report(failure);
    return failure ? 1 : 0;
  }
  const { planMany } = await import("./cross-plan.ts");
  const plan = planMany(request);
  if ("error" in plan) {
    process.stderr.write(`${plan.error}\n`);
    return 1;
  }
  const { runMany } = await import("./cross-many.ts");
  return (await runMany(plan.jobs, request.options, report)) === 0 ? 0 : 1;
}

/** The reference's text, and on a terminal what helps a person. */
function report(failure: CrossFailure): void {
  process.stderr.write(bytesOfText(failure.text));
  if (process.stderr.isTTY && failure.more !== "") process.stderr.write(`\n${failure.more}\n\n`);
}
