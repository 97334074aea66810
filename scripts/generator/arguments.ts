// Command lines of mpy-cross: sensible ones, sloppy ones and nonsense, about a handful of files.

import type { Random } from "./random.ts";

/** Files that the lines are about. */
export const FILES: Readonly<Record<string, string>> = {
  "ok.py": "import a.b\n\ndef f(x, *y, **z):\n    assert x, 'no'\n    return [x + 1.5, 123456789012, *y]\n",
  "native.py": "@micropython.native\ndef f(x):\n    return x + 1\n",
  "asm.py": "@micropython.asm_thumb\ndef f(r0):\n    add(r0, r0, r0)\n",
  "bad.py": "x = 1\ny = = 2\n",
  "scope.py": "\ndef f():\n    nonlocal x\n",
  x: "pass\n",
};

const ARCHES = ["x86", "x64", "armv6", "armv6m", "armv7m", "armv7em", "armv7emsp", "armv7emdp", "xtensa", "xtensawin"];
const MORE_ARCHES = [...ARCHES, "rv32imc", "rv64imc", "debug", "", "arm", "ARMV7M", "armv7m "];
const INPUTS = ["ok.py", "ok.py", "ok.py", "native.py", "asm.py", "bad.py", "scope.py", "x", "gone.py", "-", "./ok.py"];
const ODD_INPUTS = [
  "ok.py/",
  "",
  ".\\ok.py",
  "it's.py",
  `a"b'.py`,
  "gone/ok.py",
  `${"p".repeat(252)}.py`,
  `${"p".repeat(253)}.py`,
];
const OUTPUTS = ["out.mpy", "out.mpy", "-", "gone/out.mpy", "ok.py/out.mpy", "sub", "", `sub/${"o".repeat(260)}`];
const NUMBERS = [
  "31",
  "63",
  "15",
  "0",
  "1",
  "2",
  "64",
  "255",
  "256",
  "-1",
  "0x1f",
  "037",
  "08",
  "",
  " 31",
  "31 ",
  "+31",
];
const MORE_NUMBERS = ["0b11", "0x", "1e1", "99999999999999999999", "-99999999999999999999", "-0x10", "many"];
const FLAGS = ["0", "1", "2", "3", "4", "zba", "zcmp", "zba,zcmp", "zba,", ",zba", "zbb", "", " 1", "1 ", "+1", "-0"];
const MORE_FLAGS = ["0x1", "0X2", "0b11", "0o3", "00", "01", "0x", "0x 1", "0x0x1", "-1", " +1", " -0", "\t2", "ZBA"];
const VALUES_OF_X = ["emit=bytecode", "emit=native", "emit=viper", "source-lines", "no-source-lines", "heapsize=64m"];
const ODD_VALUES_OF_X = ["emit=c", "emit", "", "heapsize=", "heapsize", "-v", "ok.py"];
const NAMES = ["app.py", "a\\b.py", "", "n".repeat(255), "n".repeat(256), "é.py"];
const ODD = ["-h", "--help", "-x", "--", "--fast", "-o=out.mpy", "-march", "-mno", "-O-", "-OX", "-O12", "--version"];

function option(random: Random): string[] {
  return random.weighted<string[]>([
    [4, [`-O${random.pick(["", "0", "1", "2", "3", "4", "9", "O", "OO", "s"])}`]],
    [4, ["-o", random.pick(OUTPUTS)]],
    [3, ["-s", random.pick(NAMES)]],
    [5, [`-march=${random.pick(random.oneIn(3) ? MORE_ARCHES : ARCHES)}`]],
    [3, [`-march=rv32imc`, `-march-flags=${random.pick(random.oneIn(2) ? FLAGS : MORE_FLAGS)}`]],
    [1, [`-march-flags=${random.pick(FLAGS)}`]],
    [3, [`-msmall-int-bits=${random.pick(random.oneIn(3) ? MORE_NUMBERS : NUMBERS)}`]],
    [5, ["-X", random.pick(random.oneIn(6) ? ODD_VALUES_OF_X : VALUES_OF_X)]],
    [1, ["-v"]],
    [1, [random.pick(ODD)]],
    [0.3, [random.pick(["-X", "-o", "-s"])]],
  ]);
}

/** The arguments of one call. At most one input stands among them, since the reference knows no more. */
export function argumentLine(random: Random): string[] {
  const parts = random.list(0, 4, () => option(random));
  if (!random.oneIn(20)) {
    const input = random.pick(random.oneIn(6) ? ODD_INPUTS : INPUTS);
    parts.splice(random.oneIn(4) ? random.between(0, parts.length) : parts.length, 0, [input]);
  }
  return parts.flat();
}
