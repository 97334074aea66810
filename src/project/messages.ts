// The messages of this folder: what can be wrong with a project's layout, imports, libraries and lock file. The texts
// of a manifest.py are in manifest-py/messages.ts.

import type { Finding } from "./checks/finding.ts";
import type { Problem } from "./problem.ts";

/** A file: its absolute path, and its name in messages. */
type FilePlace = Pick<Problem, "file" | "displayFile">;

/** What is wrong, and how to fix it: the arguments of `fail` of a JSON value or an entry of mip. */
export type FaultText = readonly [summary: string, hint?: string | undefined];

/** What is wrong, and how to fix it, in a finding of a check. */
type Advice = Pick<Finding, "what" | "remedy">;

// Layout and sizes.

/** `files` are the names of the files in messages. */
export function samePath(place: FilePlace, files: readonly string[], path: string): Problem {
  return {
    ...place,
    summary: `${files.join(" and ")} both claim ${path} on the device`,
    hint: "Rename one of them, exclude it, or set another folder on the device for its source root ({ path, to }).",
  };
}

/** `filesystem` is "" for loose files; `largest` lists files, one a line. */
export function flashIsFull(
  {
    files,
    filesystem,
    size,
    missing,
  }: { files: number; filesystem: string; size: number; missing?: number | undefined },
  largest: string,
): Problem {
  const kind = filesystem === "" ? "the flash" : `the ${filesystem} filesystem`;
  const lack = missing === undefined ? "" : `: ${missing} bytes are missing`;
  return {
    summary: `${files === 1 ? "one file does" : `${files} files do`} not fit ${kind} of ${size} bytes${lack}`,
    hint:
      `The largest, in bytes:\n${largest}\n` +
      "Exclude some files (option exclude), compile with optimize: 3, or increase flash.size.",
  };
}

export function notMerged(place: FilePlace, reason: string): Problem {
  return {
    ...place,
    summary: `firmware and filesystem cannot be merged into one file: ${reason}`,
    hint: "Use the firmware of the board that the option board names.",
  };
}

/** `budget` is what the budget is for; `largest` lists files, one a line. */
export function budgetExceeded(budget: string, max: number, excess: number, largest: string): Problem {
  return {
    summary: `the budget of ${max} bytes for ${budget} is exceeded by ${excess} ${excess === 1 ? "byte" : "bytes"}`,
    hint: `The largest in it, in bytes:\n${largest}`,
  };
}

export const BUDGET_ADVICE = "Make them smaller, exclude some, or raise the budget in the option budgets.";

export function budgetWithoutFiles(budget: string): string {
  return `option budgets: no file on the flash matches ${budget}`;
}

// Checks.

export function bootFileIsCompiled(source: string, name: string): Advice {
  return {
    what: `the board runs only ${source}, never ${name}`,
    remedy: `Ship it as source: shipAsSource: ["${source}"].`,
  };
}

export function bootFileElsewhere(name: string, mount: string): Advice {
  return {
    what: `the board runs the ${name} of the filesystem that it starts in, and this one is mounted at ${mount}`,
    remedy: `Place a ${name} at the device's root that imports it under another name.`,
  };
}

/** `fault` says for which architecture the code is, and which one runs. */
export function archOptionUnfit(fault: string, advice: string): Advice {
  return { what: `option target.arch: it ${fault}`, remedy: advice };
}

export function codeUnfit(fault: string): Advice {
  return { what: `its code ${fault}`, remedy: "Use the file that is made for the board." };
}

/** `modules` is the number of modules in a folder; undefined for a file. */
export function keywordAsName(name: string, modules: number | undefined): Advice {
  return { what: `${notImportable(modules)}: ${name} is a keyword of Python`, remedy: renaming(modules) };
}

export function noName(name: string, modules: number | undefined): Advice {
  return { what: `${notImportable(modules)}: "${name}" is not a name in Python`, remedy: renaming(modules) };
}

function notImportable(modules: number | undefined): string {
  if (modules === undefined) return "nothing can import it";
  return `nothing can import ${modules === 1 ? "its module" : `its ${modules} modules`}`;
}

function renaming(modules: number | undefined): string {
  return modules === undefined ? "Rename it." : "Rename it, or add it to sourceRoots.";
}

/** Both lengths in bytes. */
export function longPath(length: number, port: string, most: number): Advice {
  return {
    what: `its path on the device has ${length} bytes, and the port ${port} imports paths of up to ${most}`,
    remedy: "Give its folders shorter names.",
  };
}

export function shadowedByModule(name: string, by: string): Advice {
  return {
    what: `its code never runs: the device imports ${by} as ${name}`,
    remedy: "Rename one of the two, or exclude it with the option exclude.",
  };
}

export function shadowedByFrozen(by: string): Advice {
  return {
    what: `its code never runs: ${by} is frozen into the firmware and comes before this file's folder`,
    remedy: "Rename it, or place it at the device's root, which is searched first.",
  };
}

export function shadowedByBuiltIn(by: string): Advice {
  return {
    what: `its code never runs: ${by} is built into the firmware and comes before all files`,
    remedy: "Rename it.",
  };
}

// Imports.

export function noModule(name: string): string {
  return `no module named "${name}"`;
}

export function moduleOfOtherBoards(name: string, port: string, boards: readonly string[], board: string): string {
  return `${noModule(name)}: it is frozen in some boards of port ${port} only (${someOf(boards)}), not in ${board}`;
}

export function moduleOfOtherPorts(name: string, ports: readonly string[], port: string): string {
  const several = ports.length === 1 ? `port ${ports[0]}` : `ports ${ports.join(", ")}`;
  return `${noModule(name)}: it is a module of ${several}, and the target is ${port}`;
}

export function importBeyondTop(name: string): string {
  return `the relative import of "${name}" leads out of all packages`;
}

/** The last line of many missing imports. `names` are the missing modules. */
export function missingModules(names: readonly string[], imports: number): Problem {
  const one = names.find((name) => !name.startsWith("."));
  const example = one === undefined ? "" : `, unresolved: { ${JSON.stringify(one)}: "warn" } only one`;
  const hint = `unresolved: "warn" turns all of them into warnings${example}.`;
  return { summary: `${names.length} modules are missing, in ${imports} imports`, hint };
}

/** Modules that only functions of libraries import, with the places of each. */
export function missingInLibraries(
  modules: readonly { readonly name: string; readonly places: readonly string[] }[],
): string {
  const lines = modules.map(({ name, places }) => `  ${name} (${someOf(places)})`);
  const setting = `unresolved: { ${JSON.stringify(modules[0]!.name)}: "ignore" }`;
  return [
    "missing modules, each imported inside a function only:",
    ...lines,
    `Only libraries import them, and your program may never call those functions. ${setting} hides one, "error" makes it an error.`,
  ].join("\n");
}

// Hints at a missing module.

export function alsoImportedAt(places: readonly string[], more: number): string {
  return `Also imported at ${places.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`;
}

export const COUNTED_DOTS =
  "The device counts the dots from the module's own package. Import the module by its full name.";

export function notAPackage(name: string): string {
  return `"${name}" is a module, not a package: nothing can be imported from inside it.`;
}

export function hiddenByFirst(files: readonly string[], top: string): string {
  return `There is ${files.join(", ")}, but the device uses the first "${top}" that it finds.`;
}

export function onlyForTypeCheckers(name: string): string {
  return `Only type checkers need ${name}: import it in a try with "except ImportError", or under "if TYPE_CHECKING:".`;
}

export const IMPORT_IN_BRANCH = "Import it in a branch for that port: if sys.platform == …";

export function onlyInCPython(name: string): string {
  return `${name} is a module of CPython that MicroPython does not have.`;
}

export function onlyInCircuitPython(name: string): string {
  return `CircuitPython has a module ${name}, MicroPython has none. If the board runs CircuitPython, set firmware: "circuitpython 10".`;
}

export function onlyInMicroPython(name: string): string {
  return `${name} is a module of MicroPython that CircuitPython does not have.`;
}

export function nearest(names: readonly string[]): string {
  return `Nearest: ${names.join(", ")}.`;
}

export const ADD_LIBRARY = "Add the folder or package with the module to the option libraries.";

export const MODULE_MAY_BE_MISSING: string =
  'If the firmware has the module, list it in firmware.modules. If it may be missing, import it in a try with "except ImportError", ' +
  'or end the line with "# micropython: ignore".';

/** `name` is the module's name now; undefined if it is no name in Python ("i2c.1106oled.sh1106"). */
export function moduleOfOtherName(path: string, name: string | undefined, folder: string): string {
  const importAs = name === undefined ? "" : `import it as ${name}, or `;
  return `There is ${path}: ${importAs}add "${folder}" to sourceRoots.`;
}

/** A file beside the importing one, where a relative import leads out of all packages. */
export function moduleBesideImporter(path: string, folder: string): string {
  return `There is ${path}. For a package, its parent folder must be the source root: sourceRoots: "${folder}".`;
}

export function moduleOutsideRoots(path: string, folder: string): string {
  return `There is ${path}, outside the source roots: add "${folder}" to sourceRoots.`;
}

export function inLibraryBundle(name: string): string {
  return `A library bundle may have it: libraries: [{ circup: "${name}", bundle: "…" }], with the folder of the unpacked bundle.`;
}

export function inMicropythonLib(packages: readonly string[]): string {
  const [first] = packages;
  const which = packages.length === 1 ? `the package ${first}` : `the packages ${packages.join(", ")}`;
  return `micropython-lib has it in ${which}: mpy install ${first}, and libraries: [{ mip: "${first}" }].`;
}

/** The first of some names. */
export function someOf(names: readonly string[]): string {
  const listed = names.slice(0, 3).join(", ");
  return names.length > 3 ? `${listed} and ${names.length - 3} more` : listed;
}

// Architectures.

/** `choices` are the architectures of the port's chips: "armv6m" for RP2040. */
export function archOfPort(port: string, choices: readonly string[]): string {
  return `For the port ${port}, set target: { arch: … } to ${choices.join(", ")}.`;
}

export function archOfAnyPort(archs: readonly string[]): string {
  return `Set target: { arch: … } to one of ${archs.join(", ")}.`;
}

/** A text that follows "it" or "its code". `device` is a board or a port, `own` are its architectures. */
export function otherArch(arch: string, device: string, own: readonly string[]): string {
  return `is for ${arch}, and ${device} runs ${own.join(" or ")}`;
}

// JSON.

export const DEEP_JSON = "nested too deeply";

export function notJson(reason: string): string {
  return `this is not JSON: ${reason}`;
}

export function wrongJsonKind(value: string, kind: string): FaultText {
  return [`${value} is not ${kind}`];
}

// The lock file.

/** `versions` are those of the lock file and of the installed library, if they differ. `others` are further files. */
export function alteredFile(
  place: FilePlace,
  file: { path: string; library: string; sha256: string; locked: string },
  versions: readonly [locked: string | undefined, installed: string | undefined] | undefined,
  lock: string,
  others: number,
): Problem {
  const change = versions ? ` (version ${versions[0] ?? "?"} in the lock file, ${versions[1] ?? "?"} now)` : "";
  return {
    ...place,
    summary:
      `${file.path} of ${file.library} is not what ${lock} says${norOthers(others)}${change}: ` +
      `its SHA-256 is ${file.sha256}, locked is ${file.locked}`,
    hint: "If the change is intended, run mpy lock to update the lock file. If not, install the library again.",
  };
}

export function notLocked(place: FilePlace, path: string, library: string, lock: string, others: number): Problem {
  return {
    ...place,
    summary: `${path} of ${library} is not in ${lock}${norOthers(others)}, and a build in CI does not add it`,
    hint: "Run the build or mpy lock on your own machine, and commit the lock file.",
  };
}

function norOthers(others: number): string {
  return others === 0 ? "" : `, nor ${others === 1 ? "is one more file" : `are ${others} more files`} of it`;
}

export function otherLockVersion(version: number): FaultText {
  return [
    `this is not a lock file of version ${version}`,
    "Run mpy lock to update it to the version of the installed unplugin-micropython.",
  ];
}

export const LIBRARY_WITHOUT_NAME: FaultText = ["a library without a name"];

export function lockedTwice(library: string): FaultText {
  return [`the library ${library} is listed twice`, "After a merge of two branches, run mpy lock to update it."];
}

export const WRONG_SHA256: FaultText = ["a SHA-256 has 64 hexadecimal digits", "Renew it: mpy lock."];

// Packages of mip: package.json.

/** A fault of a package that the options name. */
export function wrongMipLibrary(name: string, summary: string, hint: string | undefined): Problem {
  return { summary: `option libraries, { mip: "${name}" }: ${summary}`, hint };
}

/** `format` is its text in JSON. */
export function unknownPackageFormat(format: string, known: number): FaultText {
  return [`package.json format ${format} is not known`, `This tool reads "v": ${known}.`];
}

export const NOT_A_PAIR: FaultText = ["an entry is a pair of texts"];

export function noShortHash(hash: string): FaultText {
  return [`"${hash}" is not the beginning of a SHA-256 in hexadecimal`];
}

/** `reason` is one of {@link TARGET_FAULTS}. */
export function wrongTarget(path: string, reason: string): FaultText {
  return [
    `the destination ${JSON.stringify(path)} ${reason}`,
    'Destinations are relative paths with forward slashes, such as "umqtt/simple.py".',
  ];
}

export const TARGET_FAULTS = {
  empty: "is empty",
  absolute: "is absolute",
  characters: "has a backslash or a control character",
  leadsOut: "leads out of its folder, or could",
  emptyPart: "has an empty part",
} as const;

export function noPackageJson(place: FilePlace): Problem {
  return { ...place, summary: "there is no such package.json" };
}

/** `copied` and `folder` are an example of the option vendor. */
export function addressOnNetwork(address: string, copied: string, folder: string): FaultText {
  return [
    `${address} is on the network, which a build does not use`,
    `Run mpy install to fetch it, or copy it into the project and set vendor: { ${JSON.stringify(copied)}: ${JSON.stringify(folder)} }. ` +
      "The beginning of the address and a folder work, too.",
  ];
}

export function notRelativeToPackage(address: string): FaultText {
  return [`the source ${JSON.stringify(address)} is not relative to package.json`];
}

export function sourceLeadsOut(address: string, folder: string): FaultText {
  return [`the source ${JSON.stringify(address)} leads out of ${folder}`];
}

export function linkLeadsOut(file: string, folder: string): FaultText {
  return [`${file} is a link that leads out of ${folder || "the project"}`];
}

export function noSuchFile(file: string, isVendored: boolean): FaultText {
  return [`there is no file ${file}`, isVendored ? "mpy vendor fetches it." : undefined];
}

export function conflictingVersions(
  name: string,
  mine: readonly [by: string, version: string],
  theirs: typeof mine,
): FaultText {
  return [
    `${mine[0]} needs ${name} ${mine[1]}, and ${theirs[0]} needs ${name} ${theirs[1]}`,
    "A device can have only one of them. Use the same version everywhere.",
  ];
}

export function differsInPackages(place: FilePlace, path: string, other: string): Problem {
  return { ...place, summary: `${path} is in ${place.displayFile} and, with another content, in ${other}` };
}

// The index of packages.

export function packageWithoutIndex(name: string): FaultText {
  return [
    `the package "${name}" is looked up in an index, and none is given`,
    'Give the folder of a copy of one: { mip: …, index: "./index" }. `mpy index` makes one.',
  ];
}

export function hashWithoutIndex(path: string): FaultText {
  return [
    `"${path}" is named by its hash, so it lies in an index, and none is given`,
    'Give the folder of a copy of one: { mip: …, index: "./index" }.',
  ];
}

export function noIndexEntry(name: string, version: string): FaultText {
  return [`"${name}" in version "${version}" is not a possible entry of an index`];
}

/** `files` are the places that were searched. */
export function notInIndex(name: string, version: string, files: readonly string[], isFetched: boolean): FaultText {
  return [
    `the index has no package "${name}" in version "${version}"`,
    `Looked for ${files.join(" and ")}.${isFetched ? "" : ` mpy install ${name} fetches it.`}`,
  ];
}

export function noIndexFile(file: string): FaultText {
  return [`the index has no file ${file}`, "Copy the index again."];
}

/** `hash` is the beginning of the SHA-256 that the index gives. */
export function alteredIndexFile(
  place: FilePlace,
  hash: string,
  sha256: string,
  path: string,
  packageJson: string,
): Problem {
  return {
    ...place,
    summary: `this file was altered: its SHA-256 should begin with ${hash} and is ${sha256}`,
    hint: `It is ${path} of ${packageJson}. Copy the index again.`,
  };
}

export const PACKAGE_WITHOUT_NAME: FaultText = ["a package without a name"];

export function sameShortHash(target: string, name: string, short: string): Problem {
  return {
    summary: `${target} of ${name} and another file of the index both have hashes that begin with ${short}`,
    hint: "Use more digits in the names of files: --hash-digits 16.",
  };
}

export function samePackageName(name: string): Problem {
  return { summary: `two packages are called "${name}"`, hint: "Names in an index are unique." };
}

export function publishedVersion(name: string, version: string, path: string): Problem {
  return {
    summary: `${name} ${version} is in the index already, with other files (${path})`,
    hint: "A published version must not change. Give the package a new version.",
  };
}

export function wrongPackageName(name: string, version: string, part: "name" | "version"): Problem {
  return {
    summary: `a package cannot be called ${JSON.stringify(name)} in version ${JSON.stringify(version)}`,
    hint: `Its ${part} becomes a file's name: letters, digits, ".", "_", "+" and "-"; "latest" is taken.`,
  };
}

// Internal faults: the caller has checked for them.

export function notAVersion(version: string): string {
  return `"${version}" is not a version of MicroPython`;
}

export function twoFilesInTree(tree: string, path: string): string {
  return `${tree} has two files for ${path}`;
}
