// Libraries of an unpacked CircuitPython bundle by the names that circup takes: `{ circup: "adafruit_hid", bundle: "vendor/…" }`. What is
// named ships whole, as circup installs it, and of what else the bundle has that which is imported.

import { nearestNames } from "../../diagnostics/nearest.ts";
import type { SourceTree } from "../../project/graph/source-tree.ts";
import { isUnder } from "../../project/paths.ts";
import { ProjectError } from "../../project/problem.ts";
import { toList } from "../../project/settings.ts";
import { absolutePath } from "../files.ts";
import { FolderTree } from "../folder-tree.ts";
import { checkBundle } from "./bundle-version.ts";
import { displayIn } from "./library.ts";
import type { LibraryContext, LibraryPlace, LibraryRules } from "./library.ts";
import { noBundle, notInBundle } from "../messages.ts";

/** Libraries of a bundle, as the options name them. */
export interface CircupLibrary extends LibraryRules {
  /** Names as circup takes them: of modules ("adafruit_hid", "neopixel"), or of PyPI ("adafruit-circuitpython-hid"). */
  circup: string | string[];
  /** The folder of the unpacked bundle, with `lib` in it, relative to the project's root. */
  bundle: string;
}

/** Modules whose names do not follow from those of their packages (circup's command_utils.py has the same). */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  adafruit_adafruitio: "adafruit_io",
  adafruit_asyncio: "asyncio",
  adafruit_busdevice: "adafruit_bus_device",
  adafruit_connectionmanager: "adafruit_connection_manager",
  adafruit_display_button: "adafruit_button",
  adafruit_neopixel: "neopixel",
  adafruit_sd: "adafruit_sdcard",
  adafruit_simpleio: "simpleio",
};

/** Makes two trees: of what is named, and of the whole bundle. @throws ProjectError where something is not there */
export function loadCircup(
  { circup, bundle }: CircupLibrary,
  place: LibraryPlace,
  context: LibraryContext,
): SourceTree[] {
  const folder = absolutePath(context.root, bundle);
  const lib = `${folder}/lib`;
  if (context.disk.kindOf(lib) !== "folder") throw new ProjectError(noBundle(bundle, folder));
  checkBundle(bundle, context);
  const has = nameFinder(lib, context);
  const paths = new Set(toList(circup).map((name) => has(moduleOf(name)) ?? throwMissing(name, bundle, lib, context)));
  const { isExcluded, mayLeadTo, disk, memo } = context;
  const { to = context.libraryFolder, shipsAll } = place;
  const rules = { name: displayIn(context, lib), to, folder: lib, mayLeadTo, disk, memo };
  const isOther = (path: string): boolean => ![...paths].some((one) => path === one || isUnder(one, path));
  return [
    new FolderTree({ ...rules, shipsAll, isExcluded: (path) => isExcluded(path) || isOther(path) }),
    new FolderTree({ ...rules, shipsAll: false, isExcluded }),
  ];
}

/** The module that a name of circup's stands for. */
function moduleOf(name: string): string {
  const module = name
    .toLowerCase()
    .replaceAll("-", "_")
    .replace(/_circuitpython_/, "_");
  return OTHER_NAMES[module] ?? module;
}

/** Finds the file or folder of a module in a bundle's lib. */
function nameFinder(lib: string, { disk }: LibraryContext): (module: string) => string | undefined {
  return (module) => {
    if (disk.kindOf(`${lib}/${module}`) === "folder") return `${lib}/${module}`;
    return [`${lib}/${module}.mpy`, `${lib}/${module}.py`].find((path) => disk.kindOf(path) === "file");
  };
}

function throwMissing(name: string, bundle: string, lib: string, { disk }: LibraryContext): never {
  const known = disk.listing(lib).entries.map((one) => one.name.replace(/\.m?py$/, ""));
  const near = nearestNames(moduleOf(name), known);
  throw new ProjectError({ ...notInBundle(bundle, name, near), file: lib });
}
