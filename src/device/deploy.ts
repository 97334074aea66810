// A deploy: sends files that differ, removes files of earlier deploys that are gone from the project, and changes
// nothing else. It makes a plan, then executes it. The next deploy repairs one that was interrupted.

import { deviceErrors } from "./errors.ts";
import { parseRecord, recordText } from "./files/record.ts";
import type { DeployRecord } from "./files/record.ts";
import type { FileStore, FoundFile } from "./files/store.ts";
import { TEMPORARY_SUFFIX } from "./files/helper.ts";

/** A file for the board. */
export interface DeployFile {
  /** Absolute path on the device. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly sha256: string;
}

/** The plan of a deploy. */
export interface DeployPlan {
  /** Files to send, in this order. */
  readonly write: readonly PlannedWrite[];
  /** Paths of files to remove, written by earlier deploys. */
  readonly remove: readonly string[];
  /** Folders to remove if they are empty, made by earlier deploys. */
  readonly removeFolders: readonly string[];
  /** Folders to make. */
  readonly makeFolders: readonly string[];
  /** The number of files that are already on the board. */
  readonly same: number;
  /** Free bytes after the removals; undefined if the board does not report them. */
  readonly free: number | undefined;
  /** Lines that a rewrite of the record would save. */
  readonly superfluous: number;
  /** Notes for the user. */
  readonly notes: readonly string[];
}

/** A file to send. */
export interface PlannedWrite {
  readonly file: DeployFile;
  /** Bytes of the file that it replaces; undefined for a new one. */
  readonly replaces: number | undefined;
}

/** The progress of a deploy. */
export interface DeployProgress {
  /** The file that is being sent. */
  readonly path: string;
  /** Bytes sent so far, of all files. */
  readonly sent: number;
  /** Bytes of all files to send. */
  readonly total: number;
}

/** Options of a deploy. */
export interface DeployOptions {
  readonly onProgress?: (progress: DeployProgress) => void;
  readonly signal?: AbortSignal;
  /**
   * SHA-256 of files known to be on the board, by path, from a deploy over the same connection. The board is not asked
   * for them.
   */
  readonly known?: ReadonlyMap<string, string>;
}

/** The result of a deploy. */
export interface DeploySummary {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly same: number;
  /** Bytes of the files that were sent. */
  readonly bytes: number;
  readonly milliseconds: number;
  readonly notes: readonly string[];
}

/** Makes the plan of a deploy. It changes nothing. */
export async function planDeploy(
  store: FileStore,
  files: readonly DeployFile[],
  { known = new Map() }: DeployOptions = {},
): Promise<DeployPlan> {
  const wanted = new Map(files.map((file) => [file.path, file]));
  // If no file was removed from the project, the board's record is not needed.
  const isFirst = known.size === 0 || [...known.keys()].some((path) => !wanted.has(path));
  const { record, free } = isFirst ? await store.state() : { record: EMPTY_RECORD, free: undefined };
  const unsure = files.filter(({ path, sha256 }) => known.get(path) !== sha256);
  const owned = [...record.files.keys()].filter((path) => !wanted.has(path));
  const leftovers = [...record.files.keys()].map((path) => path + TEMPORARY_SUFFIX);
  const shadows = unsure.filter(({ path }) => path.endsWith(".mpy")).map(({ path }) => path.replace(/mpy$/, "py"));
  const found = await store.survey([
    ...unsure.map(({ path, bytes }) => ({ path, size: bytes.length })),
    ...owned.map((path) => ({ path, size: undefined })),
    // Only the existence of these files matters.
    ...[...leftovers, ...shadows.filter((path) => !wanted.has(path))].map((path) => ({ path, size: NO_SIZE })),
  ]);
  const remove = owned.filter((path) => isOurs(found.get(path), record.files.get(path)));
  const changed = owned.filter((path) => found.has(path) && !remove.includes(path));
  const write: PlannedWrite[] = [];
  for (const file of unsure) {
    const there = found.get(file.path);
    if (there?.kind === "folder") throw deviceErrors.occupied(file.path, "folder");
    if (there === undefined || there.hash !== (await store.hash(file))) write.push({ file, replaces: there?.size });
  }
  const hiding = shadows.filter((path) => found.has(path) && !wanted.has(path) && !remove.includes(path));
  const removed = [...remove, ...leftovers.filter((path) => found.get(path)?.kind === "file")];
  const needed = new Set([...wanted.keys(), ...changed].flatMap(foldersOf));
  const existing = new Set([...found.keys(), ...known.keys()].flatMap(foldersOf));
  return {
    write: write.sort((a, b) => startOrder(a) - startOrder(b)),
    remove: removed,
    removeFolders: [...record.folders].filter((path) => !needed.has(path)).sort((a, b) => b.length - a.length),
    makeFolders: [...new Set(write.flatMap(({ file }) => foldersOf(file.path)))].filter((path) => !existing.has(path)),
    same: files.length - write.length,
    free: free === undefined ? undefined : free + removed.reduce((sum, path) => sum + sizeOf(found.get(path)), 0),
    superfluous: record.superfluous + write.length + removed.length,
    notes: [
      ...changed.map((path) => `${path} was changed on the board after it was deployed; it is not removed`),
      ...hiding.map((path) => `${path} on the board shadows the deployed module of the same name; remove it`),
    ],
  };
}

/** A size that no file has, so that the board hashes none. */
const NO_SIZE = 2 ** 30 - 1;

const EMPTY_RECORD: DeployRecord = parseRecord("");

const sizeOf = (found: FoundFile | undefined): number => (found?.kind === "file" ? found.size : 0);

/** Executes a plan. @throws DeviceError of kind full, before anything is changed, if the files cannot fit */
export async function executeDeploy(
  store: FileStore,
  plan: DeployPlan,
  files: readonly DeployFile[],
  options: DeployOptions = {},
): Promise<DeploySummary> {
  const start = performance.now();
  const total = plan.write.reduce((sum, { file }) => sum + file.bytes.length, 0);
  checkRoom(plan);
  if (plan.remove.length > 0 || plan.removeFolders.length > 0) await store.remove(plan.remove, plan.removeFolders);
  await store.makeFolders(plan.makeFolders);
  let done = 0;
  for (const { file } of plan.write) {
    const onProgress = (sent: number): void => options.onProgress?.({ path: file.path, sent: done + sent, total });
    onProgress(0);
    await store.write(file.path, file.bytes, { onProgress, signal: options.signal });
    done += file.bytes.length;
  }
  if (plan.superfluous >= MAX_SUPERFLUOUS) await tidyRecord(store, files);
  const written = plan.write.map(({ file }) => file.path);
  const milliseconds = performance.now() - start;
  return { written, removed: plan.remove, same: plan.same, bytes: total, milliseconds, notes: plan.notes };
}

/** Makes a plan and executes it. */
export async function deploy(
  store: FileStore,
  files: readonly DeployFile[],
  options: DeployOptions = {},
): Promise<DeploySummary> {
  const start = performance.now();
  const summary = await executeDeploy(store, await planDeploy(store, files, options), files, options);
  return { ...summary, milliseconds: performance.now() - start };
}

function isOurs(found: FoundFile | undefined, hashes: ReadonlySet<string> | undefined): boolean {
  return found?.kind === "file" && found.hash !== undefined && (hashes?.has(found.hash) ?? false);
}

/** Every folder above a path, from the top: "/app", "/app/net". */
function foldersOf(path: string): string[] {
  const parts = path.split("/").slice(1, -1);
  return parts.map((_, at) => `/${parts.slice(0, at + 1).join("/")}`);
}

/**
 * The order of writing: files that the board starts at boot come last, so that a reset during a deploy does not start
 * half a program.
 */
function startOrder({ file: { path } }: PlannedWrite): number {
  return /^(?:\/flash)?\/(?:main|boot|code)\.py$/.test(path) ? 1 : 0;
}

/** Refuses files that cannot fit. It counts bytes and not blocks, because small files may share a block. */
function checkRoom({ write, free }: DeployPlan): void {
  if (free === undefined) return;
  let left = free;
  for (const { file, replaces = 0 } of write) {
    if (file.bytes.length > left) throw deviceErrors.noRoom(file.path, file.bytes.length, left);
    left += replaces - file.bytes.length;
  }
}

/** The number of superfluous lines from which the record is rewritten. */
const MAX_SUPERFLUOUS = 32;

async function tidyRecord(store: FileStore, files: readonly DeployFile[]): Promise<void> {
  const { record } = await store.state();
  const now = new Map([...record.files].map(([path, hashes]) => [path, [...hashes].at(-1)!]));
  for (const file of files) if (now.has(file.path)) now.set(file.path, await store.hash(file));
  await store.rewriteRecord(recordText(now, record.folders));
}
