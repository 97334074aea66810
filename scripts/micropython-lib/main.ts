// npm run micropython-lib -- --checkout DIR [--write]: compares the index of micropython-lib's packages with a checkout, or makes it
// anew from one.

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findPackages } from "../../src/node/mip-source.ts";
import { readManifestPackage } from "../../src/node/manifest-source.ts";
import { absolutePath } from "../../src/node/files.ts";
import { LIBRARY_PACKAGES, LIBRARY_SOURCE } from "../../src/project/builtins/micropython-lib.ts";
import { baseName, comparePaths, isUnder } from "../../src/project/paths.ts";

const TABLE = "src/project/builtins/micropython-lib.ts";
/** The folders that its own index is made from (tools/build.py). */
const FOLDERS = ["micropython", "python-stdlib", "python-ecosys"];

const { values } = parseArgs({ options: { checkout: { type: "string" }, write: { type: "boolean" } } });
if (values.checkout === undefined) {
  console.error("usage: npm run micropython-lib -- --checkout DIR [--write]");
  process.exit(2);
}
const checkout = absolutePath(values.checkout);
const packages = new Map<string, string>();
for (const folder of FOLDERS.flatMap((name) => findPackages(join(checkout, name)))) {
  const facts = { version: undefined, display: (file: string) => file, library: checkout };
  const { files } = readManifestPackage(`${folder}/manifest.py`, facts);
  const own = files.filter(({ file, path }) => isUnder(folder, file) && path.endsWith(".py"));
  const modules = own.map(({ path }) => path.replace(/(?:\/__init__)?\.py$/, "").replaceAll("/", "."));
  if (modules.length > 0) packages.set(baseName(folder), modules.sort(comparePaths).join(" "));
}
const sorted = [...packages].sort(([a], [b]) => comparePaths(a, b));
if (values.write) {
  const git = (format: string): string =>
    execFileSync("git", ["-C", checkout, "log", "-1", `--format=${format}`], { encoding: "utf8" }).trim();
  writeFileSync(TABLE, tableText(git("%cs"), git("%H").slice(0, 8)));
} else {
  const found = differences();
  for (const line of found) console.log(line);
  console.log(`${packages.size} packages in the checkout, ${found.length} differences from ${LIBRARY_SOURCE.date}`);
  process.exitCode = found.length === 0 ? 0 : 1;
}

function differences(): string[] {
  const names = new Set([...Object.keys(LIBRARY_PACKAGES), ...packages.keys()]);
  return [...names].flatMap((name) => {
    const [ours, theirs] = [LIBRARY_PACKAGES[name] ?? "none", packages.get(name) ?? "none"];
    return ours === theirs ? [] : [`${name}: ${ours} here, ${theirs} in the checkout`];
  });
}

function tableText(date: string, commit: string): string {
  const rows = sorted.map(([name, modules]) => `  ${JSON.stringify(name)}: ${JSON.stringify(modules)},\n`);
  return `// The packages of micropython-lib and their modules, for advice on missing modules. Made by
// \`npm run micropython-lib -- --checkout DIR --write\`, not by hand; formatted after it.

/** The date of the checkout that the table was made from, and its commit. */
export const LIBRARY_SOURCE = { date: "${date}", commit: "${commit}" } as const;

/** Modules, separated by blanks, by the package's name in mip. */
export const LIBRARY_PACKAGES: Readonly<Record<string, string>> = {
${rows.join("")}};
`;
}
