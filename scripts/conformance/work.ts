// The messages between the main thread and the workers of a comparison, and the work: compiles programs with both compilers
// under each option set, and returns counts and differences.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateProgram } from "../generator/index.ts";
import type { GeneratorOptions } from "../generator/index.ts";
import { verdict } from "./answer.ts";
import type { Answer, Verdict } from "./answer.ts";
import { optionSetNamed } from "./option-sets.ts";
import type { OptionSet } from "./option-sets.ts";
import { ourAnswer } from "./ours.ts";
import { GENERATED_TIMEOUT_MS, contentKey, theirAnswer } from "./reference.ts";

/** A program to compare: a file, or a seed of the generator. */
export interface Program {
  /** How reports call it. */
  name: string;
  /** Where its file lies; absent for a generated one. */
  path?: string;
  /** What the generator makes it from. */
  generated?: GeneratorOptions;
  /** Known answers of the reference by the index of the option set; a worker asks the reference for those missing. */
  known?: readonly (Answer | undefined)[];
}

/** One piece of work: some programs under all option sets of the run. */
export interface Task {
  programs: Program[];
}

/** What a worker is started with. */
export interface WorkerSetup {
  /** Names of the option sets, in the order of all indices here. */
  sets: string[];
  /** The reference binary; absent where all answers are known. */
  binary: string | undefined;
  /** Two 32-bit numbers: index of the program in the task, and of the option set, being compiled by us just now; -1: none. */
  progress: SharedArrayBuffer;
}

/** One program and option set on which the sides do not agree. */
export interface Difference {
  program: Program;
  set: string;
  ours: Answer;
  theirs: Answer;
}

/** What came of a task. */
export interface TaskResult {
  /** Per option set, how many programs came to which verdict. */
  counts: Record<Verdict, number>[];
  differences: Difference[];
  /** New answers of the reference: option set, content key, answer. */
  fresh: (readonly [set: string, key: string, answer: Answer])[];
}

/** Counts of no program yet. */
export function noCounts(): Record<Verdict, number> {
  return { same: 0, "same-refusal": 0, "abort-refused": 0, differs: 0 };
}

/** The bytes of a program. */
export function sourceOf(program: Program): Uint8Array {
  return program.generated ? generateProgram(program.generated) : readFileSync(program.path!);
}

/** Does tasks in one thread. */
export class Comparer {
  private readonly sets: OptionSet[];
  private readonly binary: string | undefined;
  private readonly progress: Int32Array;
  private readonly folder: string;

  constructor(setup: WorkerSetup) {
    this.sets = setup.sets.map(optionSetNamed);
    this.binary = setup.binary;
    this.progress = new Int32Array(setup.progress);
    this.folder = mkdtempSync(join(tmpdir(), "conformance-"));
    process.on("exit", () => rmSync(this.folder, { recursive: true, force: true }));
  }

  /** Compares every program of the task under every option set. */
  run(task: Task): TaskResult {
    const result: TaskResult = { counts: this.sets.map(noCounts), differences: [], fresh: [] };
    for (let at = 0; at < task.programs.length; at++) {
      Atomics.store(this.progress, 0, at);
      this.compare(task.programs[at]!, result);
    }
    return result;
  }

  private compare(program: Program, result: TaskResult): void {
    const source = sourceOf(program);
    const path = program.path ?? this.spill(source);
    for (let at = 0; at < this.sets.length; at++) {
      const set = this.sets[at]!;
      let theirs = program.known?.[at];
      if (theirs === undefined) {
        if (!this.binary) continue;
        theirs = theirAnswer(this.binary, path, set, program.generated && GENERATED_TIMEOUT_MS);
        // giant numbers: what the reference says then is a matter of its heap, and not of the program
        if (program.generated && /^!(TIMEOUT|MemoryError)/.test(theirs)) continue;
        result.fresh.push([set.name, contentKey(source), theirs]);
      }
      Atomics.store(this.progress, 1, at);
      const ours = ourAnswer(source, set);
      Atomics.store(this.progress, 1, -1);
      const found = verdict(ours, theirs);
      result.counts[at]![found]++;
      if (found === "differs") result.differences.push({ program, set: set.name, ours, theirs });
    }
  }

  /** The reference reads files only: a generated program goes into one that the next overwrites. */
  private spill(source: Uint8Array): string {
    const path = join(this.folder, "program.py");
    if (this.binary) writeFileSync(path, source);
    return path;
  }
}
