// The command line of `npm run conformance`: text to decided options, and the help.

import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { setsOfGolden } from "./corpus.ts";
import { DEFAULT_SETS, OPTION_SETS, optionSetNamed, recordedSets, selectSets } from "./option-sets.ts";

export const HELP: string = `Compares this compiler with the reference mpy-cross, file by file and option set by option set.

  npm run conformance -- --reference MPY_CROSS [options] DIR_OR_FILE…
  npm run conformance -- --golden ANSWERS.tsv[.gz] --root REPOSITORY=DIR… [options]
  npm run conformance -- --generate COUNT [--seed N] --reference MPY_CROSS [options]

  --options LIST   option sets, comma-separated; NAME* takes all that begin so (default ${DEFAULT_SETS})
  --all            the ${recordedSets().length} sets that are recorded; with --golden every set of that file
  --firmware V     the reference is the mpy-cross of another release: 1.22.2, cp9.2.9. Ours must write its very bytes
  --filter TEXT    only files whose path contains TEXT
  --show N         differing files to show (default 10)
  --json FILE      also write the counts of each option set there
  --list           one line for every differing file and option set instead
  --code KIND      code of generated programs: bytecode (default), native, viper, asm-thumb, asm-xtensa, asm-rv32
  --broken SHARE   share of generated programs that are damaged, 0 to 1 (default 0.25)
  --no-shrink      show generated programs that differ as they are
  --no-cache       ask the reference again, whatever is known of it
  --jobs N         threads (default ${availableParallelism()})

Exit code: 0 all the same, 1 something differs, 2 the comparison could not be made.
Option sets: ${OPTION_SETS.map((set) => set.name).join(" ")}`;

/** Kinds of code that the generator knows. */
export type CodeKind = "bytecode" | "native" | "viper" | "asm-thumb" | "asm-xtensa" | "asm-rv32";

const CODE_KINDS: readonly string[] = ["bytecode", "native", "viper", "asm-thumb", "asm-xtensa", "asm-rv32"];

/** Everything decided. */
export interface Arguments {
  reference: string | undefined;
  golden: string | undefined;
  roots: Map<string, string>;
  paths: string[];
  sets: string[];
  filter: string;
  show: number;
  list: boolean;
  json: string | undefined;
  generate: number;
  seed: number;
  code: CodeKind;
  broken: number;
  shrink: boolean;
  cache: boolean;
  jobs: number;
}

/** Reads the arguments; throws an Error whose message is for the user. Undefined: help was asked for. */
export function readArguments(argv: readonly string[]): Arguments | undefined {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      reference: { type: "string" },
      golden: { type: "string" },
      root: { type: "string", multiple: true, default: [] },
      options: { type: "string", default: DEFAULT_SETS },
      all: { type: "boolean", default: false },
      firmware: { type: "string" },
      filter: { type: "string", default: "" },
      show: { type: "string", default: "10" },
      list: { type: "boolean", default: false },
      json: { type: "string" },
      generate: { type: "string", default: "0" },
      seed: { type: "string", default: "1" },
      code: { type: "string", default: "bytecode" },
      broken: { type: "string", default: "0.25" },
      "no-shrink": { type: "boolean", default: false },
      "no-cache": { type: "boolean", default: false },
      jobs: { type: "string", default: String(availableParallelism()) },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  if (!CODE_KINDS.includes(values.code)) throw new Error(`--code takes one of ${CODE_KINDS.join(", ")}`);
  const sets = setNames(values);
  const read: Arguments = {
    reference: values.reference ?? process.env["MPY_CROSS"],
    golden: values.golden,
    roots: new Map(values.root.map(rootOf)),
    paths: positionals,
    sets,
    filter: values.filter,
    show: count("--show", values.show),
    list: values.list,
    json: values.json,
    generate: count("--generate", values.generate),
    seed: count("--seed", values.seed),
    code: values.code as CodeKind,
    broken: Number(values.broken),
    shrink: !values["no-shrink"],
    cache: !values["no-cache"],
    jobs: Math.max(1, count("--jobs", values.jobs)),
  };
  demandAsource(read);
  return read;
}

/** Names of the option sets; those of a release begin with its name and a colon. */
function setNames(values: { all: boolean; options: string; golden?: string; firmware?: string }): string[] {
  const { all, golden, firmware } = values;
  const ofFirmware = (name: string): boolean => firmware === undefined || name.startsWith(`${firmware}:`);
  if (all && golden !== undefined) return setsOfGolden(golden).filter(ofFirmware);
  const plain = (all ? recordedSets() : selectSets(values.options)).map((set) => set.name);
  return firmware === undefined ? plain : plain.map((name) => optionSetNamed(`${firmware}:${name}`).name);
}

function demandAsource(read: Arguments): void {
  if (read.golden !== undefined) {
    if (read.roots.size === 0) throw new Error("--golden needs --root REPOSITORY=DIR: where the files lie");
    return;
  }
  if (read.reference === undefined)
    throw new Error("say which mpy-cross to compare with: --reference PATH, or MPY_CROSS");
  if (read.generate === 0 && read.paths.length === 0) throw new Error("nothing to compare: name folders or files");
}

function rootOf(text: string): [string, string] {
  const at = text.indexOf("=");
  if (at < 1) throw new Error(`--root takes REPOSITORY=DIR, not ${JSON.stringify(text)}`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function count(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`${option} takes a number, not ${JSON.stringify(text)}`);
  return value;
}
