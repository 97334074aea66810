// The less common calls of mpy-cross: help and version, native code, many files, and mistakes in a file. Their modules
// are loaded on demand.

import { bytesOfText } from "../bytes/text.ts";
import type { CrossFailure } from "./cross-compile.ts";
import { isMany, singleJob } from "./cross-job.ts";
import type { CrossDecision, CrossRequest } from "./cross-options.ts";
import { handleOutputErrors } from "./output-errors.ts";
import { ownVersion } from "./own-version.ts";

/** Runs a call, and returns the exit code. */
export async function answer(decision: CrossDecision): Promise<number> {
  handleOutputErrors("mpy-cross");
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
      return isMany(decision) ? compileMany(decision) : compileOne(decision);
  }
}

async function versionLine(): Promise<string> {
  const { versionText } = await import("./cross-text.ts");
  const { MPY_SUB_VERSION, MPY_VERSION } = await import("../mpy/file/model.ts");
  return versionText(ownVersion(), `${MPY_VERSION}.${MPY_SUB_VERSION}`);
}

async function compileOne(request: CrossRequest): Promise<number> {
  const { runJob } = await import("./cross-compile.ts");
  const failure = runJob(singleJob(request), request.options);
  if (failure) report(failure);
  return failure ? 1 : 0;
}

async function compileMany(request: CrossRequest): Promise<number> {
  const { planMany } = await import("./cross-plan.ts");
  const plan = planMany(request);
  if ("error" in plan) {
    process.stderr.write(`${plan.error}\n`);
    return 1;
  }
  const { runMany } = await import("./cross-many.ts");
  return (await runMany(plan.jobs, request.options, report)) === 0 ? 0 : 1;
}

/** Prints a failure: the reference's text, and on a terminal also the code frame and the hint. */
function report(failure: CrossFailure): void {
  process.stderr.write(bytesOfText(failure.text));
  if (process.stderr.isTTY && failure.more !== "") process.stderr.write(`\n${failure.more}\n\n`);
}
