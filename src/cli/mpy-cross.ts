#!/usr/bin/env node
// mpy-cross, a drop-in replacement for MicroPython's, which also compiles many files in one call. Build systems start
// it once for each file, so the usual call (one file without mistakes to bytecode) needs only this script: the build
// bundles it as one CommonJS file, which Node starts faster than modules. Everything else is loaded on demand.

import type { ArchName } from "../mpy/file/arch.ts";
import { compileBytecode } from "./cross-bytecode.ts";
import { isMany, singleJob } from "./cross-job.ts";
import { readCrossArguments } from "./cross-options.ts";
import type { CrossDecision } from "./cross-options.ts";

const HOST_ARCHES: Readonly<Record<string, ArchName>> = { ia32: "x86", x64: "x64", arm: "armv6", riscv64: "rv64imc" };

const decision = readCrossArguments(process.argv.slice(2), HOST_ARCHES[process.arch]);
if (!isDone(decision)) void answerLater(decision);

async function answerLater(request: CrossDecision): Promise<void> {
  const { answer } = await import("./cross-rest.ts");
  process.exitCode = await answer(request);
}

/** Runs the usual call. Returns whether it was one and succeeded. */
function isDone(request: CrossDecision): boolean {
  if (request.kind !== "compile" || request.listing || isMany(request)) return false;
  const { arch, emit = "bytecode" } = request.options;
  return arch === undefined && emit === "bytecode" && compileBytecode(singleJob(request), request.options);
}
