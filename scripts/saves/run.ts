// Random saves while a tool watches, compared at checkpoints with a fresh build.

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { Random } from "../generator/random.ts";
import { SavedProject } from "./project.ts";
import type { Running } from "./tools.ts";
import { TOOLS } from "./tools.ts";

/** What is run. */
export interface SavesRequest {
  /** A name in {@link TOOLS}. */
  readonly tool: string;
  readonly saves: number;
  readonly seed: number;
  /** How many saves lie between two comparisons. */
  readonly every: number;
  /** Builds a copy of the project; in a process of its own, where memory is measured. */
  readonly build: (root: string) => Promise<string>;
  readonly checked?: (checkpoint: Checkpoint) => void;
}

/** The project was compared. */
export interface Checkpoint {
  readonly saves: number;
  /** Of the heap after a collection, in bytes; without `--expose-gc`, before one. */
  readonly heap: number;
}

/** How long a tool may take to come to rest, in milliseconds. */
const PATIENCE_MS = 60_000;

/** Longest pause between two saves, in milliseconds. */
const PAUSE_MS = 40;

/** Runs it. @throws Error where a tool ends with another flash than a build */
export async function runSaves(request: SavesRequest): Promise<Checkpoint[]> {
  const { tool, saves, seed, every, build } = request;
  const folder = mkdtempSync(join(tmpdir(), "micropython-saves-"));
  const random = new Random(seed);
  const project = new SavedProject(mkdtempSync(join(folder, "project-")), random);
  const running = await TOOLS[tool]!.watch(project.root);
  const checkpoints: Checkpoint[] = [];
  try {
    while (project.saves < saves) {
      const goal = Math.min(saves, project.saves + every);
      while (project.saves < goal) {
        project.save();
        await pause(random.below(PAUSE_MS));
      }
      project.repair();
      await compare(running, project, folder, build);
      await collect();
      const checkpoint = { saves: project.saves, heap: process.memoryUsage().heapUsed };
      checkpoints.push(checkpoint);
      request.checked?.(checkpoint);
    }
  } finally {
    await running.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  return checkpoints;
}

/** Collects what nobody needs, also what is only free after a first collection. */
async function collect(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await pause(20);
    (globalThis as { gc?: () => void }).gc?.();
  }
}

async function compare(
  running: Running,
  project: SavedProject,
  folder: string,
  build: SavesRequest["build"],
): Promise<void> {
  // Another folder each time: builds of one project share what they know.
  const copy = mkdtempSync(join(folder, "copy-"));
  const isSource = (path: string): boolean => !path.endsWith(`${sep}dist`) && !path.endsWith(`${sep}node_modules`);
  cpSync(project.root, copy, { recursive: true, filter: isSource });
  const expected = await build(copy);
  rmSync(copy, { recursive: true, force: true });
  let found: string | undefined;
  for (const start = Date.now(); Date.now() - start < PATIENCE_MS; await pause(100)) {
    found = await running.flash();
    if (found === expected) return;
  }
  throw new Error(`after ${project.saves} saves the flash is\n${found}\nand a build has\n${expected}`);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
