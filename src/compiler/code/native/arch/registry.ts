// All architectures with native code, by name. No other file imports more than one.

import type { Behaviour } from "../../../../firmware/index.ts";
import type { ArchName } from "../../../../mpy/file/arch.ts";
import { armv6 } from "./arm/arm.ts";
import type { Arch, NativeArchName } from "./arch.ts";
import { rv32imc } from "./rv32/rv32.ts";
import { armv6m, armv7em, armv7emdp, armv7emsp, armv7m } from "./thumb/thumb.ts";
import { x64 } from "./x64/x64.ts";
import { x86 } from "./x86/x86.ts";
import { xtensa, xtensawin } from "./xtensa/xtensa.ts";

/** The architectures; a missing one is a compile error. */
const ARCHES: Readonly<Record<Exclude<NativeArchName, "debug">, Arch | ((behaviour: Behaviour) => Arch)>> = {
  x86,
  x64,
  armv6,
  armv6m,
  armv7m,
  armv7em,
  armv7emsp,
  armv7emdp,
  xtensa,
  xtensawin,
  rv32imc,
};

/** The architecture `name` of the native emitter; undefined if it has no native code. */
export function archOf(name: ArchName | undefined, behaviour: Behaviour): Arch | undefined {
  if (name === undefined || name === "rv64imc") return undefined;
  const found = ARCHES[name];
  return typeof found === "function" ? found(behaviour) : found;
}
