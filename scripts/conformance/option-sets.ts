// The option sets of a comparison, by their names in the recorded answers. One row has both forms: CompileOptions for our
// compiler, and command-line arguments for the reference.

import type { CompileOptions } from "../../src/compiler/index.ts";
import { RELEASES } from "../../src/firmware/releases.ts";

/** Options under one name, for both compilers. */
export interface OptionSet {
  /** Short name, as in the recorded answers: `bc`, `O3`, `nat-armv7m` … */
  name: string;
  /** What our `compile` is given. */
  ours: CompileOptions;
  /** What the reference `mpy-cross` is given. */
  theirs: readonly string[];
}

/** Embedded source name of every comparison, so that answers do not depend on where a file lies. */
export const SOURCE_NAME = "m.py";

const ARCHES = [
  "x86",
  "x64",
  "armv6",
  "armv6m",
  "armv7m",
  "armv7em",
  "armv7emsp",
  "armv7emdp",
  "xtensa",
  "xtensawin",
  "rv32imc",
  "rv64imc",
] as const;

function optionSet(name: string, ours: CompileOptions, theirs: readonly string[]): OptionSet {
  return { name, ours: { filename: SOURCE_NAME, ...ours }, theirs };
}

function archSets(arch: (typeof ARCHES)[number]): OptionSet[] {
  const march = `-march=${arch}`;
  return [
    optionSet(`bc-${arch}`, { arch }, [march]),
    optionSet(`nat-${arch}`, { arch, emit: "native" }, [march, "-X", "emit=native"]),
    optionSet(`vip-${arch}`, { arch, emit: "viper" }, [march, "-X", "emit=viper"]),
  ];
}

/** The sets of an architecture with features beyond its base, named after these. */
function archFlagSets(arch: (typeof ARCHES)[number], features: string, archFlags: number): OptionSet[] {
  return archSets(arch).map(({ name, ours, theirs }) => ({
    name: name.replace(arch, features),
    ours: { ...ours, archFlags },
    theirs: [...theirs, `-march-flags=${archFlags}`],
  }));
}

const RECORDED: readonly OptionSet[] = [
  optionSet("bc", {}, []),
  optionSet("O3", { optimize: 3 }, ["-O3"]),
  optionSet("O1nl", { optimize: 1, sourceLines: false }, ["-O1", "-X", "no-source-lines"]),
  optionSet("si", { smallIntBits: 15 }, ["-msmall-int-bits=15"]),
  ...ARCHES.flatMap(archSets),
];

const FURTHER: readonly OptionSet[] = [
  optionSet("O1", { optimize: 1 }, ["-O1"]),
  optionSet("O2", { optimize: 2 }, ["-O2"]),
  optionSet("O3sl", { optimize: 3, sourceLines: true }, ["-O3", "-X", "source-lines"]),
  optionSet("si63", { smallIntBits: 63 }, ["-msmall-int-bits=63"]),
  ...archFlagSets("rv32imc", "zba", 1),
  ...archFlagSets("rv32imc", "zcmp", 2),
  ...archFlagSets("rv32imc", "zba-zcmp", 3),
];

/** Every set that a comparison knows; the recorded ones first. */
export const OPTION_SETS: readonly OptionSet[] = [...RECORDED, ...FURTHER];

const BY_NAME = new Map(OPTION_SETS.map((set) => [set.name, set]));

/** The sets that are compared when nobody says which. */
export const DEFAULT_SETS = "bc,O3,O1nl,si";

/** The set called `name`, which may be `RELEASE:SET` (see {@link releaseSet}); throws if there is none. */
export function optionSetNamed(name: string): OptionSet {
  const colon = name.indexOf(":");
  if (colon >= 0) return releaseSet(name.slice(0, colon), optionSetNamed(name.slice(colon + 1)));
  const set = BY_NAME.get(name);
  if (!set)
    throw new Error(`no option set is called ${JSON.stringify(name)}; there are ${[...BY_NAME.keys()].join(" ")}`);
  return set;
}

/** `set` as another release has it: its mpy-cross on one side, `exact` on ours. CircuitPython's releases are `cp9.2.9`. */
function releaseSet(release: string, set: OptionSet): OptionSet {
  const firmware = release.replace(/^cp(?=\d)/, "circuitpython ");
  const inRelease = RELEASES.some(({ name }) => name === firmware);
  if (!inRelease) throw new Error(`no release is called ${JSON.stringify(release)}`);
  return { name: `${release}:${set.name}`, ours: { ...set.ours, firmware, exact: true }, theirs: set.theirs };
}

/** Names from a comma-separated list; a name may end in `*` and then stands for all that begin so. */
export function selectSets(list: string): OptionSet[] {
  const chosen = new Set<OptionSet>();
  for (const word of list.split(",")) {
    if (!word.endsWith("*")) {
      chosen.add(optionSetNamed(word));
      continue;
    }
    const prefix = word.slice(0, -1);
    const matching = OPTION_SETS.filter((set) => set.name.startsWith(prefix));
    if (matching.length === 0) throw new Error(`no option set's name begins with ${JSON.stringify(prefix)}`);
    for (const set of matching) chosen.add(set);
  }
  return [...chosen];
}

/** The recorded sets, for `--all`. */
export function recordedSets(): OptionSet[] {
  return [...RECORDED];
}
