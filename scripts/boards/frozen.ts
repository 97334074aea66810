// The modules that the firmware of each board has frozen, as its own manifest.py says. A board names its manifest as MICROPY_FROZEN_MANIFEST
// in mpconfigboard.cmake, or as FROZEN_MANIFEST in mpconfigboard.mk, the makefile of its variant or that of its chip; an empty name freezes
// nothing. Every other board has the port's boards/manifest.py.

import { join } from "node:path";
import { DISK } from "../../src/node/manifest-host.ts";
import { PORTS, words } from "../../src/project/builtins/ports.ts";
import { evaluateManifest } from "../../src/project/manifest-py/manifest-file.ts";
import { comparePaths } from "../../src/project/paths.ts";
import { boardsOf } from "./ports.ts";
import { cmakeValue, makeVariables, textOf, withIncluded } from "./text.ts";

/** Where to read. */
export interface FrozenCheckout {
  /** MicroPython's folder. */
  readonly micropython: string;
  /** Folders of the libraries that manifests take packages from. */
  readonly libraries: { readonly MPY_LIB_DIR: string; readonly ARDUINO_LIB_DIR: string };
}

/** Modules by board, sorted; boards that have no more than every board of their port are left out. */
export type FrozenByBoard = Readonly<Record<string, readonly string[]>>;

const CMAKE_PORTS: readonly string[] = ["rp2", "esp32"];
const MAKE_PORTS: readonly string[] = ["esp8266", "samd", "nrf", "mimxrt", "renesas-ra", "stm32"];

/** What boards freeze beyond the `frozen` of their port, by port. */
export function readFrozen(checkout: FrozenCheckout): Record<string, FrozenByBoard> {
  const byPort: Record<string, FrozenByBoard> = {};
  for (const port of [...CMAKE_PORTS, ...MAKE_PORTS]) {
    const folder = join(checkout.micropython, "ports", port);
    const everywhere = words(PORTS[port]!.frozen);
    const manifestOf = CMAKE_PORTS.includes(port) ? cmakeManifest : makeManifest;
    byPort[port] = boardsOf(folder, (board, variant) => {
      const manifest = manifestOf(folder, board, variant);
      const modules = manifest === "" ? [] : frozenModules(manifest, folder, board, checkout);
      const own = modules.filter((name) => !everywhere.has(name));
      return own.length === 0 ? undefined : own;
    });
  }
  return byPort;
}

/** ports/rp2/CMakeLists.txt, ports/esp32/CMakeLists.txt: the board's file is read, then the variant's. */
function cmakeManifest(port: string, board: string, variant: string): string {
  const folder = join(port, "boards", board);
  const file = variant === "" ? "mpconfigvariant.cmake" : `mpconfigvariant_${variant}.cmake`;
  const name = "MICROPY_FROZEN_MANIFEST";
  const found = cmakeValue(textOf(folder, file), name) ?? cmakeValue(textOf(folder, "mpconfigboard.cmake"), name);
  return found?.replace("${MICROPY_BOARD_DIR}", `boards/${board}`).replace("${MICROPY_PORT_DIR}/", "") ?? PORT_MANIFEST;
}

/** ports/*\/Makefile: mpconfigboard.mk, then mpconfigvariant.mk, then the chip's mpconfigmcu.mk, then the port's own manifest. */
function makeManifest(port: string, board: string, variant: string): string {
  const folder = join(port, "boards", board);
  const file = variant === "" ? "mpconfigvariant.mk" : `mpconfigvariant_${variant}.mk`;
  const own = withIncluded(`${textOf(folder, "mpconfigboard.mk")}\n${textOf(folder, file)}`, port);
  const known = { BOARD_DIR: `boards/${board}` };
  const series = makeVariables(own, known)["MCU_SERIES"]?.trim().toLowerCase() ?? "";
  const text = [own, textOf(port, "mcu", series, "mpconfigmcu.mk"), otherwise(port)].join("\n");
  return makeVariables(text, { ...known, MCU_SERIES_LOWER: series })["FROZEN_MANIFEST"]!.trim();
}

/** The lines of a port's own Makefile for boards that name no manifest: nrf has one for those without asyncio. */
function otherwise(port: string): string {
  const makefile = textOf(port, "Makefile");
  const lines = /^MICROPY_PY_ASYNCIO \?=[^]*?^endif/m.exec(makefile) ?? /^FROZEN_MANIFEST \?=.*$/m.exec(makefile);
  return lines?.[0] ?? `FROZEN_MANIFEST ?= ${PORT_MANIFEST}`;
}

const PORT_MANIFEST = "boards/manifest.py";

/** The variables are those that py/mkrules.mk, py/mkrules.cmake and boards' makefiles give. */
function frozenModules(manifest: string, port: string, board: string, checkout: FrozenCheckout): string[] {
  const { files } = evaluateManifest(DISK, {
    manifest,
    folder: port,
    mode: "freeze",
    variables: {
      MPY_DIR: checkout.micropython,
      ...checkout.libraries,
      PORT_DIR: port,
      BOARD_DIR: join(port, "boards", board),
    },
  });
  const names = files.map(({ target }) => target.replace(/(?:\/__init__)?\.m?py$/, "").replaceAll("/", "."));
  return [...new Set(names)].sort(comparePaths);
}
