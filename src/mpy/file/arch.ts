// Architectures by the names that -march takes and the numbers that the .mpy header carries (MP_NATIVE_ARCH_* of
// py/persistentcode.h). The reference's "debug" architecture is left out: it makes no .mpy file.

/** Name of an architecture that native code can be for, as -march takes it. */
export type ArchName =
  | "x86"
  | "x64"
  | "armv6"
  | "armv6m"
  | "armv7m"
  | "armv7em"
  | "armv7emsp"
  | "armv7emdp"
  | "xtensa"
  | "xtensawin"
  | "rv32imc"
  | "rv64imc";

/** The number of each architecture in the .mpy header; 0 there means that there is no native code. */
export const ARCH_NUMBERS: Readonly<Record<ArchName, number>> = {
  x86: 1,
  x64: 2,
  armv6: 3,
  armv6m: 4,
  armv7m: 5,
  armv7em: 6,
  armv7emsp: 7,
  armv7emdp: 8,
  xtensa: 9,
  xtensawin: 10,
  rv32imc: 11,
  rv64imc: 12,
};

/** All architecture names, in the order of their numbers. */
export const ARCH_NAMES: readonly ArchName[] = Object.keys(ARCH_NUMBERS) as ArchName[];

/** Flags that an architecture's code may need beyond its base, by name (-march-flags); the header carries their sum. */
export const ARCH_FLAGS: Readonly<Partial<Record<ArchName, Readonly<Record<string, number>>>>> = {
  rv32imc: { zba: 0x01, zcmp: 0x02 },
};

/** The architecture that a header number stands for; undefined for 0 (no native code) and for numbers not in use. */
export function nameArch(number: number): ArchName | undefined {
  return ARCH_NAMES[number - 1];
}

/** Whether `name` is an architecture's name. */
export function isArchName(name: string): name is ArchName {
  return Object.hasOwn(ARCH_NUMBERS, name);
}

/** Names of the set bits of `flags`; bits without a name come as numbers ("0x4"). */
export function nameArchFlags(arch: ArchName | undefined, flags: number): string[] {
  const names: string[] = [];
  let rest = flags;
  const known = (arch !== undefined && ARCH_FLAGS[arch]) || {};
  for (const [name, bit] of Object.entries(known)) {
    if ((flags & bit) === 0) continue;
    names.push(name);
    rest -= bit;
  }
  if (rest !== 0) names.push(`0x${rest.toString(16)}`);
  return names;
}
