// The messages of mpy and mpy-cross: wrong command lines, and files that a command cannot use. The refusals of
// mpy-cross's arguments are the reference's own and are in cross-arguments.ts.

// Names on the command line.

export function noNames(name: string): string {
  return `${name}: the command takes no names`;
}

export function namesAreInOptions(name: string): string {
  return `${name}: name files in the project's options`;
}

/** `what` is what the command takes: "one image". */
export function give(what: string): string {
  return `give ${what}`;
}

/** A name too many. `what` is what the command takes. */
export function giveOnly(name: string, what: string): string {
  return `${name}: give ${what}`;
}

// Options of any command.

export function missingFlag(flag: string): string {
  return `--${flag} is missing`;
}

export function wrongNumber(flag: string, text: string): string {
  return `--${flag} ${text}: give a whole number such as 4096 or 64K`;
}

export function wrongChoice(flag: string, text: string, choices: readonly string[]): string {
  return `--${flag} ${text}: give ${choices.join(", ")}`;
}

// Files.

export function fileFault(file: string, reason: string): string {
  return `${file}: ${reason}`;
}

export const NO_SUCH_FILE = "there is no such file";

export function noFile(file: string): string {
  return fileFault(file, NO_SUCH_FILE);
}

export function folderNotFile(path: string): string {
  return fileFault(path, "is a folder");
}

export function noFileOrFolder(path: string): string {
  return `${path}: there is no such file or folder`;
}

export function specialFile(path: string): string {
  return `${path}: this is neither a file nor a folder`;
}

export function noJson(file: string, reason: string): string {
  return `${file}: this is not JSON: ${reason}`;
}

// The project's options.

export function noConfig(folder: string, names: readonly string[]): string {
  return `${folder} has no ${names.join(", ")}; give --config FILE`;
}

export function configIsNoObject(config: string, isJson: boolean): string {
  const what = isJson ? "it is not an object" : "its default export is not an object";
  return `${config}: ${what}; give the plugin's options, such as { "entries": "firmware" }`;
}

export function configThrew(config: string, value: unknown): string {
  return `${config}: the module threw ${String(value)}`;
}

/** `place` is the file, with its line if it is known. */
export function configFailed(place: string, error: Error): string {
  return `${place}: ${error.name}: ${error.message}`;
}

export function configNotLoadable(config: string, node: string, isTypeScript: boolean): string {
  const remedy = isTypeScript
    ? "install jiti (npm install -D jiti), or use Node 22.18 or later"
    : "use .js, .mjs, .cjs, .ts, .mts, .cts or .json";
  return `${config}: Node ${node} cannot load this file; ${remedy}`;
}

// mpy init.

export function packageJsonUnreadable(file: string, reason: string): string {
  return `${file}: ${reason}; nothing was written`;
}

export const NO_OBJECT = "this is not an object";

export function unknownBoard(board: string, near: readonly string[], other: string): string {
  const hint = near.length > 0 ? `; nearest: ${near.join(", ")}` : "";
  return `--board ${board}: there is no such board${hint}. Give "${other}" for a board without a preset`;
}

export function pageWithoutBundler(bundlers: readonly string[]): string {
  return `--page: a web page needs a bundler; give --bundler ${bundlers.join(", ")}`;
}

export const NO_TERMINAL =
  "there is no terminal for questions; give --board, --bundler and --page or --no-page, or --yes";
export const STOPPED = "stopped; nothing was written";

// mpy check, freeze, manifest.

export function wrongArch(flag: string, arch: string, archs: readonly string[]): string {
  return `--${flag} ${arch}: give ${archs.join(", ")} or none`;
}

export function unknownArch(flag: string, arch: string): string {
  return `--${flag} ${arch}: there is no such architecture`;
}

export const MANIFEST_OR_FILES = "give --manifest or .mpy files, not both";

export function wrongVariable(text: string): string {
  return `--var ${text}: give NAME=VALUE`;
}

export function noLibraryFolder(folder: string): string {
  return `--lib ${folder}: there is no such folder`;
}

// mpy explain, graph, trace.

export const NOT_OPTIMIZED = 'the project is not optimised for size: set optimize: "size"';

/** `near` are names that are spelled alike. */
export function nameNotDefined(name: string, near: readonly string[]): string {
  return `${name} is not defined in the project${nearestOf(near)}`;
}

export function moduleNotInProject(name: string, near: readonly string[]): string {
  return `${name} is not a module of the project${nearestOf(near)}`;
}

function nearestOf(near: readonly string[]): string {
  return near.length > 0 ? `; nearest: ${near.join(", ")}` : "";
}

export function askWithWhy(module: string): string {
  return `${module}: give --why ${module} to ask for a module`;
}

export const ROOT_WITHOUT_MANIFEST = "--root: give it with --manifest";

export function noSourceLines(file: string): string {
  return `${file}: this is not a source-lines.json of a build`;
}

export function noBuildManifest(file: string): string {
  return `${file}: this is not the manifest of a build: it lists no modules`;
}

// mpy cache, lock, install, package, index.

export const NO_CACHE = "there is no cache here: it is off, or there is no node_modules; give --dir FOLDER";

export function staleLock(lock: string): string {
  return `${lock} has entries for files that no library has any more; run mpy lock`;
}

export const NAME_A_PACKAGE = "name a package, such as umqtt.simple";

/** `text` is quoted. */
export function wrongPackageVersion(text: string): string {
  return `${JSON.stringify(text)}: give NAME or NAME@VERSION`;
}

export function wrongPackage(name: string): string {
  return `"${name}" is neither a package's name nor an address`;
}

export function outputIsSource(folder: string): string {
  return `${folder} is the folder of the sources; give another folder for the package`;
}

export const NO_PACKAGES = "give the folders of the packages";
export const WRONG_HASH_DIGITS = "--hash-digits: give a number from 4 to 64";

export function folderWithoutPackage(folder: string): string {
  return `${folder}: it has no manifest.py and no package.json of mip. For plain files: NAME@VERSION=${folder}`;
}

export function wrongSourceDate(value: string | undefined): string {
  return `SOURCE_DATE_EPOCH=${value} is not a number`;
}

// mpy flash.

export function noBootloaderDrive(folder: string, infoFile: string): string {
  return `${folder}: this is not a bootloader's drive, it has no ${infoFile}`;
}

export function noFirmware(file: string): string {
  return `${file}: this is neither a UF2 file nor an image for an ESP chip`;
}

export function severalBootloaders(drives: readonly string[]): string {
  return `there are several bootloaders (${drives.join(", ")}); give --drive`;
}

export const NO_BOOTLOADER = "no board in its bootloader was found; hold BOOTSEL while you plug it in, or give --drive";

// mpy image.

export const NO_FILESYSTEM = "give --board or --filesystem";
export const NO_SOURCES = "give the folders or files for the image";
export const UF2_WITHOUT_BOARD = "--uf2 needs a --board whose bootloader takes UF2";

export function unknownFirmware(name: string): string {
  return `--firmware ${name}: no release of MicroPython or CircuitPython`;
}

export const CIRCUITPYTHON_HAS_A_DRIVE =
  "--firmware: CircuitPython has its files on the drive CIRCUITPY; see mpy deploy --drive";

export function boardWithoutPartition(board: string | undefined, partition: string): string {
  return `${board} has no partition ${partition}`;
}

export function giveSize(filesystem: string): string {
  return `give --size, the size of the partition of the ${filesystem} image`;
}

export function noFilesystemInUf2(file: string): string {
  return `${file}: no filesystem in this UF2 file`;
}

export function folderNotEmpty(folder: string): string {
  return `${folder} is not empty; --force extracts into it anyway`;
}

export function throughLink(path: string): string {
  return `${path} is a link, and files are not written through links; remove it, or extract into another folder`;
}

export function invalidNameHere(path: string): string {
  return `${JSON.stringify(path)} in the image is not a valid file name here`;
}

export function sameFileHere(path: string, other: string): string {
  return `${other} and ${path} in the image would be the same file here`;
}

// Boards.

export const PASSWORD_NEEDED = "the board needs a password. Set MPY_PASSWORD, or run this in a terminal.";

// Programs on a board.

export const GOES_ON: string = "mpy run: the program does not stop on Ctrl-C; press it twice to leave it running";
