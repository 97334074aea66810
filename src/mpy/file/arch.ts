// Architectures: their names, as -march takes them, and their numbers in the .mpy header (MP_NATIVE_ARCH_* of
// py/persistentcode.h). The reference's "debug" architecture is not here: it makes no .mpy file.

/** Name of an architecture of native code, as -march takes it. */
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

/** Number of each architecture in the .mpy header; 0 means no native code. */
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

/** Flags of each architecture (-march-flags) by name: extensions that code may need. The header has their sum. */
export const ARCH_FLAGS: Readonly<Partial<Record<ArchName, Readonly<Record<string, number>>>>> = {
  rv32imc: { zba: 0x01, zcmp: 0x02 },
};

/** The architecture with a header number; undefined for 0 (no native code) and for unused numbers. */
export function nameArch(number: number): ArchName | undefined {
  return ARCH_NAMES[number - 1];
}

/** Whether `name` is an architecture's name. */
export function isArchName(name: string): name is ArchName {
  return Object.hasOwn(ARCH_NUMBERS, name);
}

/** Names of the set bits of `flags`; a bit without a name as a number ("0x4"). */
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
