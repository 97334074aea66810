// The Python that does the board's part of file work. It is sent once for each life of the interpreter, so it is short; it uses
// what the board has. Its names begin with _m, because a program's own globals may still be there.

import type { BoardFacts } from "../facts.ts";
import { textLiteral } from "./encode.ts";
import { hashKind } from "./hash.ts";
import { canReceive, receiverCode } from "./pieces.ts";
import { RECORD_NAME } from "./record.ts";

/** What a file is called until it is complete. */
export const TEMPORARY_SUFFIX = "~mpy";

/** Bytes that the board reads at a time where it hashes or prints a file. */
export function blockSize({ memory }: BoardFacts): number {
  return memory >= LITTLE_MEMORY ? 512 : 64;
}

/** Free memory below which a board takes small blocks, in bytes: a micro:bit has 8 kB. */
const LITTLE_MEMORY = 32 * 1024;

/** Where the record is, as the board names it. */
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
    // CircuitPython's programs may not write until they ask for it, and never while a computer has the drive.
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

/** `_ml(lines)`: adds lines to the record. Some old boards cannot open a file to append. */
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

/** `_me(path, temporary, hash)`: checks a file that has arrived and gives it its name. */
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

/** Python that prints for each path, one a line: "-" missing, "d" folder, else size and, where sizes agree, the hash. */
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

/** A path that is asked about, as the board names it. */
export interface SurveyPath {
  readonly path: string;
  /** Hash it only if it has this size; undefined to hash it anyway. */
  readonly size: number | undefined;
}
