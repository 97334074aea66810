// The choices of the Lab's selectors, and the settings in words.

import type { LabSettings } from "./messages.ts";

export const DEFAULT_SETTINGS: LabSettings = {
  emit: "bytecode",
  optimize: 0,
  arch: "",
  sourceLines: true,
  firmware: "",
};

export const EMITTERS: readonly LabSettings["emit"][] = ["bytecode", "native", "viper"];

interface Choice<T> {
  readonly value: T;
  readonly text: string;
}

export const LEVELS: readonly Choice<LabSettings["optimize"]>[] = [
  { value: 0, text: "-O0" },
  { value: 1, text: "-O1, no assert" },
  { value: 2, text: "-O2" },
  { value: 3, text: "-O3, no line numbers" },
];

export const ARCHITECTURES: readonly Choice<string>[] = [
  { value: "", text: "none" },
  { value: "armv6m", text: "armv6m (RP2040, micro:bit)" },
  { value: "armv7m", text: "armv7m" },
  { value: "armv7em", text: "armv7em" },
  { value: "armv7emsp", text: "armv7emsp (STM32F4, RP2350)" },
  { value: "armv7emdp", text: "armv7emdp (STM32F7, H7)" },
  { value: "xtensa", text: "xtensa (ESP8266)" },
  { value: "xtensawin", text: "xtensawin (ESP32, S2, S3)" },
  { value: "rv32imc", text: "rv32imc (ESP32-C3, RP2350)" },
  { value: "x64", text: "x64 (unix)" },
  { value: "x86", text: "x86 (unix)" },
  { value: "armv6", text: "armv6" },
];

/** Series of releases; a series stands for its newest patch. */
export const FIRMWARES: readonly Choice<string>[] = [
  { value: "", text: "MicroPython, newest" },
  ...["1.28", "1.27", "1.26", "1.25", "1.24", "1.23", "1.22", "1.21", "1.20", "1.19"].map((value) => ({
    value,
    text: `MicroPython ${value}`,
  })),
  { value: "circuitpython 10", text: "CircuitPython 10" },
  { value: "circuitpython 9", text: "CircuitPython 9" },
];

/** As the options of mpy-cross: "-O2 -march=x64 -X emit=native". */
export function settingsText({ emit, optimize, arch, sourceLines, firmware }: LabSettings): string {
  const words = [`-O${optimize}`];
  if (arch !== "") words.push(`-march=${arch}`);
  if (emit !== "bytecode") words.push(`-X emit=${emit}`);
  if (!sourceLines) words.push("-X no-source-lines");
  if (firmware !== "") words.push(`--firmware ${firmware.includes(" ") ? `"${firmware}"` : firmware}`);
  return words.join(" ");
}
