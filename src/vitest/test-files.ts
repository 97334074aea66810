// The files on the device for a test file: the test, the project's modules that it imports, and the runner. All are
// compiled with line numbers and assertions.

import { readFileSync } from "node:fs";
import { compile } from "../compiler/index.ts";
import { FlashBuild } from "../engine/flash-build.ts";
import type { FlashSnapshot } from "../engine/snapshot.ts";
import { NO_IMPORTS } from "../engine/imported-python.ts";
import { absolutePath, isFile } from "../node/files.ts";
import { resolveOptions } from "../options/resolve-options.ts";
import type { MicroPythonOptions } from "../options/types.ts";
import type { ManifestModule } from "../project/manifest.ts";
import { packageRoot, rootOf } from "../project/placement.ts";
import { ProjectError } from "../project/problem.ts";
import type { TestRequest } from "./options.ts";

/** The runner's modules, in the package's folder python. */
const RUNNER = ["unittest", "device_tests"];
const RUNNER_FOLDER: URL = new URL("../../python/", import.meta.url);

/** The files of a test. */
export interface TestFiles {
  /** Content by path on the device. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Name of the test module for imports. */
  readonly module: string;
  readonly modules: readonly ManifestModule[];
  /** The project root. Sources of modules are relative to it. */
  readonly root: string;
}

/** Builds the files of a test. @throws ProjectError for the first mistake in a file */
export function testFiles(request: TestRequest): TestFiles {
  const build = buildOf(request);
  const { files: built, manifest, problems } = build.snapshot(NO_IMPORTS);
  if (problems.length > 0) throw new ProjectError(problems[0]!);
  const { root } = build.options;
  const test = manifest.modules.find(({ source }) => absolutePath(root, source) === request.file)!;
  const files = new Map(built.map(({ path, bytes }) => [path, bytes]));
  for (const name of RUNNER) {
    const source = readFileSync(new URL(`${name}.py`, RUNNER_FOLDER));
    // These take precedence over modules of the same name, such as a library's unittest.
    files.set(`/${name}.mpy`, compile(source, { filename: `${name}.py` }).mpy);
    files.delete(`/${name}.py`);
  }
  return { files, module: test.name, modules: manifest.modules, root };
}

/** Builds by request. A snapshot of an existing build costs only what changed. */
const builds = new Map<string, FlashBuild>();

function buildOf(request: TestRequest): FlashBuild {
  const key = JSON.stringify(request);
  let build = builds.get(key);
  if (build === undefined) {
    build = new FlashBuild(
      resolveOptions(optionsOf(request), { root: request.root, mode: "development", serving: true }),
    );
    builds.set(key, build);
  }
  return build;
}

/** The project's options with the test as its only entry, for the target that runs it. */
function optionsOf({ file, root, project }: TestRequest): MicroPythonOptions {
  const { layout, root: projectRoot } = resolveOptions(project, { root, mode: "development", serving: true });
  const roots = layout.roots.map(({ path, to }) => ({ path, to }));
  const own = packageRoot(file, isFile);
  if (rootOf(file, layout.roots) === undefined) roots.push({ path: own, to: "/" });
  const exact = { optimize: 0, sourceLines: true } as const;
  return {
    ...project,
    root: projectRoot,
    entries: [file],
    sourceRoots: roots,
    treeshake: true,
    // Tests often replace a board's modules. A missing module fails when it is imported.
    unresolved: project.unresolved ?? "ignore",
    flash: {},
    report: false,
    budgets: [],
    checks: { shadowed: "ignore", boot: "ignore", incompatible: "ignore", names: "ignore", paths: "ignore" },
    ...exact,
    overrides: [...(project.overrides ?? []), { include: ["**"], ...exact }],
    development: {},
    production: {},
  };
}

/** Requests by the files that they reach. The caller of {@link importsOf} need not know the test. */
const reachedBy = new Map<string, TestRequest>();

/** The project's files (absolute) that a file imports. @throws ProjectError if the file itself has a mistake */
export function importsOf(file: string, request: TestRequest | undefined = reachedBy.get(file)): string[] {
  if (request === undefined) return [];
  const build = buildOf(request);
  const { manifest, problems } = build.snapshot(NO_IMPORTS);
  const own = problems.find((problem) => problem.file === file);
  if (own !== undefined && file === request.file) throw new ProjectError(own);
  const sources = sourcesByPath(manifest, build.options.root);
  const path = [...sources].find(([, source]) => source === file)?.[0];
  const found = (manifest.graph?.imports[path ?? ""] ?? []).map((target) => sources.get(target));
  const imported = [...new Set(found)].filter((source) => source !== undefined && source !== file) as string[];
  for (const source of imported) reachedBy.set(source, request);
  return imported;
}

function sourcesByPath(manifest: FlashSnapshot["manifest"], root: string): Map<string, string> {
  return new Map(manifest.modules.map(({ path, source }) => [path, absolutePath(root, source)]));
}
