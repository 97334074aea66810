#!/usr/bin/env node
// mpy-cross, as a drop-in for MicroPython's own, and for many files at once. Build systems start this program once for each file, so
// the usual call (one file to bytecode, with no mistake in it) needs this one script and nothing else: the build makes one CommonJS
// file of it, which Node starts quicker than modules. Everything else is loaded when it is asked for.

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

/** Whether it was the usual call, and went well. */
function isDone(request: CrossDecision): boolean {
  if (request.kind !== "compile" || request.listing || isMany(request)) return false;
  const { arch, emit = "bytecode" } = request.options;
  return arch === undefined && emit === "bytecode" && compileBytecode(singleJob(request), request.options);
}
