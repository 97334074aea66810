// The properties of a firmware that freezing needs: its integers, and its qstrs.

import { MpyToolError } from "../file/error.ts";
import { qstrIdent } from "./qstr-ident.ts";
import { STATIC_QSTRS } from "../file/static-qstrs.ts";
import { noQstrSetting, unknownLongInt, wrongDigitBits } from "../messages.ts";

/** A firmware's representation of integers that are not small ints (MICROPY_LONGINT_IMPL). */
export type LongIntImpl = "none" | "longlong" | "mpz";

/** Options of {@link freeze}. */
export interface FreezeOptions {
  /**
   * Text of the firmware's qstr header (genhdr/qstrdefs.preprocessed.h of its build). Its qstrs are not defined again.
   */
  qstrHeader?: string;
  /**
   * Big integers of the firmware (-mlongint-impl).
   * @default "mpz"
   */
  longIntImpl?: LongIntImpl;
  /**
   * Bits of a digit of a big integer (-mmpz-dig-size).
   * @default 16
   */
  mpzDigitBits?: number;
}

/** The firmware that code is frozen for. */
export interface Target {
  /** C names (without MP_QSTR_) of the firmware's qstrs. */
  readonly knownIdents: ReadonlySet<string>;
  readonly bytesInLength: number;
  readonly bytesInHash: number;
  readonly longIntImpl: LongIntImpl;
  readonly mpzDigitBits: number;
}

/** Number of each implementation in MicroPython's configuration. */
export const LONG_INT_IMPLS: Readonly<Record<LongIntImpl, number>> = { none: 0, longlong: 1, mpz: 2 };

/** @throws MpyToolError if an option is out of range, or the qstr header is not one. */
export function resolveTarget(options: FreezeOptions): Target {
  const { longIntImpl = "mpz", mpzDigitBits = 16, qstrHeader } = options;
  if (!Object.hasOwn(LONG_INT_IMPLS, longIntImpl)) throw new MpyToolError(unknownLongInt(longIntImpl));
  if (!Number.isInteger(mpzDigitBits) || mpzDigitBits < 1 || mpzDigitBits > 64) {
    throw new MpyToolError(wrongDigitBits(mpzDigitBits));
  }
  const known = new Set(STATIC_QSTRS.slice(1).map(qstrIdent));
  let bytesInLength = 1;
  let bytesInHash = 1;
  if (qstrHeader !== undefined) {
    const config = readQstrHeader(qstrHeader, known);
    bytesInLength = configNumber(config, "BYTES_IN_LEN");
    bytesInHash = configNumber(config, "BYTES_IN_HASH");
  }
  return { knownIdents: known, bytesInLength, bytesInHash, longIntImpl, mpzDigitBits };
}

const CONFIG_LINE = /^QCFG\((.+), (.+)\)/;
const QSTR_LINE = /^Q\((.*)\)$/;

/** Spellings of control characters in a qstr header. */
const SPELLINGS: Readonly<Record<string, string>> = { "\\n": "\n", "\\r\\n": "\r\n" };

/** Adds the header's qstrs to `known` and returns its configuration. */
function readQstrHeader(text: string, known: Set<string>): Map<string, string> {
  const config = new Map<string, string>();
  for (const raw of text.split(/\r\n|\r|\n/)) {
    const line = raw.trim();
    const setting = CONFIG_LINE.exec(line);
    if (setting !== null) {
      config.set(setting[1]!, setting[2]!.replace(/^\((.*)\)$/, "$1"));
      continue;
    }
    const qstr = QSTR_LINE.exec(line);
    if (qstr !== null) known.add(qstrIdent(SPELLINGS[qstr[1]!] ?? qstr[1]!));
  }
  return config;
}

function configNumber(config: ReadonlyMap<string, string>, name: string): number {
  const value = config.get(name);
  if (value !== undefined && /^[0-9]$/.test(value)) return Number(value);
  throw new MpyToolError(noQstrSetting(name));
}
