// The reference compiler as the other side: any mpy-cross binary, one short process for each answer (about 2 ms, nearly
// all of it starting up), and a cache of its answers on disk, so that a second run over the same files costs no process.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { textOfBytes } from "../../src/bytes/text.ts";
import { answerOfMpy, answerOfTraceback } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { SOURCE_NAME } from "./option-sets.ts";
import type { OptionSet } from "./option-sets.ts";

// A file of a few hundred kB needs more than the default heap of 2 MB; what is compiled does not depend on the heap's size.
const HEAP = ["-X", "heapsize=64m"];
const TIMEOUT_MS = 60_000;
/** For a generated program, which is small: longer, and it works out a giant number; there is nothing to compare then. */
export const GENERATED_TIMEOUT_MS = 10_000;
const LARGEST_MPY = 64 << 20;

/** Where the reference runs: before 1.21 `-o -` made a file of that name. */
let folder: string | undefined;
function workFolder(): string {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), "conformance-reference-"));
    process.on("exit", () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return folder;
}

/** Runs the reference on a file: the bytes, or its refusal or crash as an answer. */
export function compileTheirs(
  binary: string,
  path: string,
  set: OptionSet,
  timeout: number = TIMEOUT_MS,
): Uint8Array | Answer {
  const run = spawnSync(binary, [...HEAP, "-s", SOURCE_NAME, ...set.theirs, "-o", "-", path], {
    cwd: workFolder(),
    timeout,
    maxBuffer: LARGEST_MPY,
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (run.error && run.signal === null) throw new Error(`cannot run ${binary}: ${run.error.message}`);
  if (run.signal === "SIGTERM") return "!TIMEOUT@-";
  if (run.signal !== null) return "!CRASH-6@-";
  if (run.status === 0) return run.stdout.length > 0 ? run.stdout : readFileSync(join(workFolder(), "-"));
  const said = textOfBytes(run.stderr);
  // only an exception is about the program; anything else is about our arguments or the machine
  if (!/^\w+(: .*)?$/.test(said.trimEnd().split("\n").at(-1)!))
    throw new Error(`${binary} ended with ${run.status}: ${said || run.stdout.toString()}`);
  return answerOfTraceback(said);
}

/** {@link compileTheirs} as an answer. */
export function theirAnswer(binary: string, path: string, set: OptionSet, timeout?: number): Answer {
  const made = compileTheirs(binary, path, set, timeout);
  return typeof made === "string" ? made : answerOfMpy(made);
}

/** The key under which an answer to these bytes is kept. */
export function contentKey(source: Uint8Array): string {
  return createHash("sha256").update(source).digest("base64url").slice(0, 24);
}

/** Answers of one binary, kept in one text file per option set: `key TAB answer`, appended to. */
export class AnswerCache {
  private readonly folder: string;
  private readonly known = new Map<string, Map<string, Answer>>();

  /** A cache in `root` for the binary at `binary`: another binary gets a folder of its own. */
  constructor(root: string, binary: string) {
    const identity = createHash("sha256").update(readFileSync(binary)).digest("hex").slice(0, 16);
    this.folder = join(root, identity);
    mkdirSync(this.folder, { recursive: true });
  }

  /** The answers known for one option set, by {@link contentKey}. */
  answers(set: string): ReadonlyMap<string, Answer> {
    return this.load(set);
  }

  /** Keeps answers, in memory and on disk. */
  add(set: string, entries: readonly (readonly [key: string, answer: Answer])[]): void {
    if (entries.length === 0) return;
    const known = this.load(set);
    let text = "";
    for (const [key, answer] of entries) {
      known.set(key, answer);
      text += `${key}\t${answer}\n`;
    }
    appendFileSync(this.file(set), text);
  }

  private file(set: string): string {
    return join(this.folder, `${set}.tsv`);
  }

  private load(set: string): Map<string, Answer> {
    const loaded = this.known.get(set);
    if (loaded) return loaded;
    const answers = new Map<string, Answer>();
    this.known.set(set, answers);
    const file = this.file(set);
    if (!existsSync(file)) return answers;
    const lines = readFileSync(file, "utf8").split("\n");
    lines.pop(); // empty, or what a full disk or a killed run cut short; what is appended to such a line is passed over below
    for (const line of lines) {
      const [key, answer, ...rest] = line.split("\t");
      if (key?.length === 24 && answer && rest.length === 0) answers.set(key, answer);
    }
    return answers;
  }
}
