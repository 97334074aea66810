// Workers in Vite's builds. Vite bundles a worker separately, before the page is complete, so the manifest in its
// script is replaced later. A watch build keeps the bundle of a worker that is no longer started. Its imports count
// only while a module of a page, or of another started worker, starts it.

import { readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import type { OutputBundle } from "rollup";
import { codeWithManifest } from "../engine/baked-manifest.ts";
import type { FlashBuild } from "../engine/flash-build.ts";
import type { ImportedPython } from "../engine/imported-python.ts";
import type { Manifest } from "../project/manifest.ts";
import type { PluginState } from "./state.ts";

/** The last build of a worker's bundle. */
interface WorkerBundle {
  /** Its entry: absolute. */
  readonly entry: string;
  /** Ids of its modules. */
  readonly ids: readonly string[];
  readonly imported: ImportedPython;
  /** The manifest in its script, if it imports one. */
  readonly manifest: Manifest;
}

/** The bundles of one project, by part. */
interface Bundles {
  readonly workers: Map<string, WorkerBundle>;
  /** Ids of modules in bundles of pages. */
  readonly pages: Map<string, readonly string[]>;
}

const projects = new WeakMap<FlashBuild, Bundles>();

function bundlesOf(build: FlashBuild): Bundles {
  let bundles = projects.get(build);
  if (bundles === undefined) {
    bundles = { workers: new Map(), pages: new Map() };
    projects.set(build, bundles);
  }
  return bundles;
}

/** Records the bundle of a worker, to be contributed as `part`. */
export function noteWorker({ build }: PluginState, part: string, worker: WorkerBundle): void {
  bundlesOf(build).workers.set(part, worker);
}

/**
 * Contributes the imports of all started workers, and withdraws the others. Call it when the modules of a page's bundle
 * are known.
 */
export function contributeWorkers(state: PluginState, part: string, ids: readonly string[]): void {
  const { workers, pages } = bundlesOf(state.build);
  pages.set(part, ids);
  if (workers.size === 0) return;
  const live = new Set<string>();
  const visit = (modules: readonly string[]): void => {
    const started = startedBy(modules);
    for (const [name, worker] of workers) {
      if (live.has(name) || !started.has(nameOf(worker.entry))) continue;
      live.add(name);
      visit(worker.ids);
    }
  };
  for (const modules of pages.values()) visit(modules);
  for (const [name, { imported }] of workers) {
    if (live.has(name)) state.contribute(imported, name);
    else state.withdraw([name]);
  }
}

/**
 * Puts the manifest of the whole flash into the scripts of workers in a page's output: a worker is bundled before the
 * page's imports are known. Returns the names of the changed scripts.
 */
export function completeWorkers({ build }: PluginState, output: OutputBundle, whole: Manifest): string[] {
  const held = [...bundlesOf(build).workers.values()].map(({ manifest }) => manifest);
  return Object.values(output).flatMap((file) => {
    const code = file.type === "chunk" ? file.code : SCRIPT.test(file.fileName) ? text(file.source) : undefined;
    if (code === undefined || held.length === 0) return [];
    const completed = held.reduce((now, manifest) => codeWithManifest(now, manifest, whole) ?? now, code);
    if (completed === code) return [];
    if (file.type === "chunk") file.code = completed;
    else file.source = completed;
    return [file.fileName];
  });
}

/** File names of scripts. */
export const SCRIPT: RegExp = /\.[cm]?js$/;

function text(source: string | Uint8Array): string {
  return typeof source === "string" ? source : Buffer.from(source).toString("utf8");
}

/** The pattern by which Vite finds the start of a worker in a module's source. */
const STARTS_WORKER =
  /\bnew\s+(?:Worker|SharedWorker)\s*\(\s*new\s+URL\s*\(\s*(["'`])([^"'`]+)\1\s*,\s*import\.meta\.url/g;
const WORKER_IMPORT = /[?&](?:worker|sharedworker)(?:&|$)/;

/**
 * Names of the workers that modules start. Two workers of the same name are not distinguished: the imports of both stay
 * while one is started.
 */
function startedBy(ids: readonly string[]): Set<string> {
  const names = new Set<string>();
  for (const id of ids) {
    if (WORKER_IMPORT.test(id)) names.add(nameOf(id));
    else for (const [, , path] of sourceOf(id).matchAll(STARTS_WORKER)) names.add(nameOf(path!));
  }
  return names;
}

/** The last part of a path without its ending, which an import may leave out. */
function nameOf(path: string): string {
  const file = basename(path.replace(/[?#].*$/, ""));
  return file.slice(0, file.length - extname(file).length);
}

/** A module's file; "" for a module without a file. */
function sourceOf(id: string): string {
  if (id.startsWith("\0")) return "";
  try {
    return readFileSync(id.replace(/[?#].*$/, ""), "utf8");
  } catch {
    return "";
  }
}
