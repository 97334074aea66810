// The helper: Python on the board for work on files. It is sent once to each interpreter, so it is short. It uses the
// modules that the board has. Its names begin with _m, because globals of a program may still exist.

import type { BoardFacts } from "../facts.ts";
import { textLiteral } from "./encode.ts";
import { hashKind } from "./hash.ts";
import { canReceive, receiverCode } from "./pieces.ts";
import { RECORD_NAME } from "./record.ts";

/** Suffix of a file's name until the file is complete. */
export const TEMPORARY_SUFFIX = "~mpy";

/** Block size in bytes for hashing and printing a file on the board. */
export function blockSize({ memory }: BoardFacts): number {
  return memory >= LITTLE_MEMORY ? 512 : 64;
}

/** Free memory in bytes below which blocks are small. A micro:bit has 8 kB. */
const LITTLE_MEMORY = 32 * 1024;

/** The board's path of the record. */
export function recordPath({ root, has }: BoardFacts): string {
  return has.has("folders") ? `${root}/${RECORD_NAME}` : RECORD_NAME;
}

/** The helper for this board. */
export function helperCode(facts: BoardFacts): string {
  return (
    [...imports(facts), ...hashing(facts), ...recording(facts), ...finishing(facts), ...receiving(facts)].join("\n") +
    "\n"
  );
}

function imports({ has, implementation }: BoardFacts): string[] {
  const binascii = has.has("binascii") ? "binascii" : "ubinascii";
  return [
    has.has("stat") ? "import os,sys" : "import os",
    ...(has.has("binascii") || has.has("ubinascii") ? [`import ${binascii} as _mb`] : []),
    // CircuitPython's programs must request write access, and do not get it while a computer has mounted the drive.
    ...(implementation === "circuitpython"
      ? ["try:", " import storage", " storage.remount('/',False)", "except Exception:pass"]
      : []),
  ];
}

/** `_mh(path)`: the hash of a file. */
function hashing(facts: BoardFacts): string[] {
  const read = ["def _mh(p):", " f=open(p,'rb')"];
  const loop = [" while 1:", `  b=f.read(${blockSize(facts)})`, "  if not b:break"];
  if (hashKind(facts) === "sha256") {
    const module = facts.has.has("sha256") ? "hashlib" : "uhashlib";
    return [
      `from ${module} import sha256 as _ms`,
      ...read,
      " h=_ms()",
      ...loop,
      "  h.update(b)",
      " f.close()",
      " return _mb.hexlify(h.digest())[:16].decode()",
    ];
  }
  return [
    ...read,
    " s=1",
    " t=0",
    ...loop,
    "  for x in b:",
    "   s=(s+x)%65521",
    "   t=(t+s)%65521",
    " f.close()",
    " return '%x.%x'%(t,s)",
  ];
}

/** `_ml(lines)`: adds lines to the record. Some old boards cannot append to a file. */
function recording(facts: BoardFacts): string[] {
  const path = textLiteral(recordPath(facts));
  if (facts.has.has("rename")) return ["def _ml(s):", ` f=open(${path},'a')`, " f.write(s)", " f.close()"];
  return [
    "def _ml(s):",
    " try:",
    `  f=open(${path})`,
    "  s=f.read()+s",
    "  f.close()",
    " except OSError:pass",
    ` f=open(${path},'w')`,
    " f.write(s)",
    " f.close()",
  ];
}

/** `_me(path, temporary, hash)`: checks a received file and renames it. */
function finishing({ has }: BoardFacts): string[] {
  return [
    "def _me(p,t,s):",
    " if _mh(t)!=s:raise ValueError('damaged')",
    ...(has.has("rename") ? [" os.rename(t,p)"] : []),
  ];
}

/** `_mw(path, temporary, hash)`: receives a file in binary pieces. */
function receiving(facts: BoardFacts): string[] {
  if (!canReceive(facts)) return [];
  return [
    ...receiverCode(facts),
    "def _mw(p,t,s):",
    " f=open(t,'wb')",
    " try:_mg(f);f.close();_me(p,t,s)",
    " except:",
    "  f.close()",
    "  try:os.remove(t)",
    "  except:pass",
    "  raise",
  ];
}

/**
 * Python that prints a line for each path: "-" for a missing file, "d" for a folder, else the size, and the hash if the
 * size is the requested one.
 */
export function surveyCode({ has }: BoardFacts, paths: readonly SurveyPath[]): string {
  const list = paths.map(({ path, size }) => `(${textLiteral(path)},${size ?? -1}),`).join("");
  if (!has.has("stat")) return `for p,n in (${list}):\n try:print(os.size(p),_mh(p))\n except OSError:print('-')\n`;
  return [
    `for p,n in (${list}):`,
    " try:",
    "  s=os.stat(p)",
    "  if s[0]&16384:print('d')",
    "  elif n<0 or n==s[6]:print(s[6],_mh(p))",
    "  else:print(s[6])",
    " except OSError:print('-')",
    "",
  ].join("\n");
}

/** A path of a survey, as the board names it. */
export interface SurveyPath {
  readonly path: string;
  /** Hash it only if it has this size; undefined to hash it anyway. */
  readonly size: number | undefined;
}
