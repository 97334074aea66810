// What lies on the device for a test file: the test, what it imports from the project, and the modules that run it. All of it is
// compiled with line numbers and with its assertions.

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

/** Modules that run the tests, in the package's folder python. */
const RUNNER = ["unittest", "device_tests"];
const RUNNER_FOLDER: URL = new URL("../../python/", import.meta.url);

/** The files of a test. */
export interface TestFiles {
  /** Content by path on the device. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Name that the test module is imported by. */
  readonly module: string;
  readonly modules: readonly ManifestModule[];
  /** The project's root, which sources of modules are relative to. */
  readonly root: string;
}

/** Builds them. @throws ProjectError for the first mistake in one of them */
export function testFiles(request: TestRequest): TestFiles {
  const build = buildOf(request);
  const { files: built, manifest, problems } = build.snapshot(NO_IMPORTS);
  if (problems.length > 0) throw new ProjectError(problems[0]!);
  const { root } = build.options;
  const test = manifest.modules.find(({ source }) => absolutePath(root, source) === request.file)!;
  const files = new Map(built.map(({ path, bytes }) => [path, bytes]));
  for (const name of RUNNER) {
    const source = readFileSync(new URL(`${name}.py`, RUNNER_FOLDER));
    // In front of everything else that has the name, such as the unittest of a library.
    files.set(`/${name}.mpy`, compile(source, { filename: `${name}.py` }).mpy);
    files.delete(`/${name}.py`);
  }
  return { files, module: test.name, modules: manifest.modules, root };
}

/** Builds by what they are of; a snapshot of one that is there costs only what changed. */
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
    // A board's own modules are often replaced by the test; what is missing fails when it is imported.
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

/** Requests by the files that they reach: who asks for the imports of a file need not know for which test. */
const reachedBy = new Map<string, TestRequest>();

/** The project's files (absolute) that a file imports. @throws ProjectError where the file itself has a mistake */
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
