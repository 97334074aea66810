// What the Lab's selectors offer, and the settings in words.

import type { LabSettings } from "./messages.ts";

export const DEFAULT_SETTINGS: LabSettings = { emit: "bytecode", optimize: 0, arch: "", sourceLines: true };

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

/** As the options of mpy-cross: "-O2 -march=x64 -X emit=native". */
export function settingsText({ emit, optimize, arch, sourceLines }: LabSettings): string {
  const words = [`-O${optimize}`];
  if (arch !== "") words.push(`-march=${arch}`);
  if (emit !== "bytecode") words.push(`-X emit=${emit}`);
  if (!sourceLines) words.push("-X no-source-lines");
  return words.join(" ");
}
