// The lists of manifests, compared with the answers of MicroPython's manifestfile.py. With MICROPYTHON_DIR (and python3) the answers
// are made again and compared with the recorded ones; with UPDATE_GOLDEN=1, too, they are recorded.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { evaluateManifest } from "../../../src/project/manifest-py/manifest-file.ts";
import { ProjectError } from "../../../src/project/problem.ts";
import { CASES, FOLDER, TREE, VARIABLES } from "./cases.ts";
import type { Case } from "./cases.ts";
import { memoryHost } from "./memory-host.ts";

/** What came of a manifest: path, target, kind, level and version of each file, in the order of targets; or that it was refused. */
type Answer =
  | { files: [string, string, string, number | null, string | null][]; cModules: string[]; version: string | null }
  | { refused: string };

const GOLDEN = fileURLToPath(new URL("golden/answers.json", import.meta.url));
const golden: Record<string, Answer> = JSON.parse(readFileSync(GOLDEN, "utf8")) as Record<string, Answer>;
const titleOf = ({ mode, manifest }: Case): string => `${mode}: ${manifest}`;

const variablesIn = (tree: string): Record<string, string> =>
  Object.fromEntries(Object.entries(VARIABLES).map(([name, value]) => [name, value.replace("%TREE%", tree)]));

const host = memoryHost(Object.fromEntries(Object.entries(TREE).map(([path, text]) => [`/tree/${path}`, text])));

function ours({ mode, manifest }: Case): Answer {
  try {
    const request = { manifest, mode, folder: `/tree/${FOLDER}`, variables: variablesIn("/tree") };
    const { files, cModules, metadata } = evaluateManifest(host, request);
    const listed = files.map(({ file, target, kind, optimize, metadata: { versionLiteral } }) => {
      return [file, target, kind, optimize ?? null, versionLiteral ?? null] as Extract<
        Answer,
        { files: unknown }
      >["files"][0];
    });
    const sorted = listed.sort((a, b) => (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0));
    return { files: sorted, cModules: [...cModules], version: metadata.version ?? null };
  } catch (error) {
    if (error instanceof ProjectError) return { refused: error.problem.summary };
    throw error;
  }
}

/** Wordings of the reference that are this project's, too; the others are Python's own. */
const SHARED = [
  /Package '[^']+' not found in any known library\./,
  /Package '[^']+' not found in external library '[^']+'/,
  /Unknown library '[^']+' for require\('[^']+'\)\./,
  /Duplicate call to metadata\(\)\./,
  /metadata\(\) must be the first command in a manifest file\./,
  /Cannot stat \/tree\/\S+/,
  /module must be \.py file/,
  /Expected \.py file/,
  /C module directory must contain micropython\.mk or micropython\.cmake: \S+/,
  /C module path must be a directory: \S+/,
  /Unresolved variable in c_module\(\) path: \S+/,
  /\[Errno 2\] No such file or directory: '[^']+'/,
  /name '\w+' is not defined/,
  /unexpected keyword argument '\w+'/,
  /not for this board/,
];

describe("as in MicroPython's manifestfile.py", () => {
  test.each(CASES.map((one) => [titleOf(one), one] as const))("%s", (title, one) => {
    const expected = golden[title]!;
    const answer = ours(one);
    if (!("refused" in expected)) {
      expect(answer).toEqual(expected);
      return;
    }
    expect(answer).toHaveProperty("refused");
    const wording = SHARED.map((form) => form.exec(expected.refused)?.[0]).find((found) => found !== undefined);
    expect((answer as { refused: string }).refused).toContain(wording ?? "");
  });

  test("each recorded answer belongs to a case", () => {
    expect(Object.keys(golden)).toEqual(CASES.map(titleOf));
  });
});

// Asks the reference: one JSON document of cases in, one of answers out.
const DRIVER = `
import json, os, sys
sys.path.insert(0, sys.argv[1] + "/tools")
import manifestfile as m
tree, folder, variables, cases = json.load(sys.stdin)
KINDS = {m.KIND_FREEZE_AS_STR: "text", m.KIND_FREEZE_AS_MPY: "compile", m.KIND_FREEZE_MPY: "mpy", m.KIND_COMPILE_AS_MPY: "compile"}
answers = {}
for title, mode, manifest in cases:
    os.chdir(folder)
    try:
        run = m.ManifestFile(m.MODE_FREEZE if mode == "freeze" else m.MODE_COMPILE, variables)
        run.execute(manifest)
        files = [(f.full_path, f.target_path, KINDS[f.kind], f.opt, repr(f.metadata.version) if f.metadata.version else None) for f in run.files()]
        files.sort(key=lambda file: file[1])
        answers[title] = {"files": files, "cModules": run.c_modules(), "version": run.metadata().version}
    except Exception as error:
        answers[title] = {"refused": str(error)}
print(json.dumps(answers).replace(tree, "/tree"))
`;

test.runIf(process.env.MICROPYTHON_DIR)("the recorded answers are those of the reference at hand", () => {
  const tree = mkdtempSync(join(tmpdir(), "manifests-"));
  try {
    for (const [path, text] of Object.entries(TREE)) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), text);
    }
    const cases = CASES.map((one) => [titleOf(one), one.mode, one.manifest]);
    const input = JSON.stringify([tree, join(tree, FOLDER), variablesIn(tree), cases]);
    const ran = spawnSync("python3", ["-c", DRIVER, process.env.MICROPYTHON_DIR!], { input, encoding: "utf8" });
    expect(ran.stderr).toBe("");
    const answers = JSON.parse(ran.stdout) as Record<string, Answer>;
    if (process.env.UPDATE_GOLDEN) writeFileSync(GOLDEN, `${JSON.stringify(answers, undefined, 1)}\n`);
    else expect(answers).toEqual(golden);
  } finally {
    rmSync(tree, { recursive: true });
  }
});
