// Identifiers of generated programs: short ones that collide, ones from every firmware's table of qstrs, long and non-ASCII ones, and
// ones that look like keywords or numbers.

import type { Random } from "./random.ts";

const COMMON = ["a", "b", "c", "d", "i", "j", "k", "n", "x", "y", "z", "self", "value", "data", "buf", "_"] as const;

const KNOWN_TO_FIRMWARE = [
  "append",
  "len",
  "print",
  "range",
  "int",
  "str",
  "list",
  "dict",
  "open",
  "read",
  "write",
  "super",
  "object",
  "type",
  "isinstance",
  "getattr",
  "__init__",
  "__name__",
  "__main__",
  "__class__",
  "__doc__",
  "__iter__",
  "__next__",
  "__enter__",
  "__exit__",
  "__add__",
  "__getitem__",
  "micropython",
  "sys",
  "asyncio",
  "OSError",
  "ValueError",
  "Exception",
  "StopIteration",
  "keys",
  "items",
  "join",
  "format",
  "sort",
  "send",
  "close",
  "throw",
  "update",
  "pop",
  "bytearray",
] as const;

const ODD = [
  "ñandú",
  "größe",
  "Δt",
  "名前",
  "переменная",
  "é",
  "_x9",
  "__x",
  "x__",
  "O0",
  "l1",
  "ifx",
  "notin",
  "lambda_",
  "asyncx",
  "f",
  "t",
  "r",
  "b",
  "rb",
  "u",
  "match",
  "case",
  "exec",
  "nonlocals",
  "awaited",
  "None_",
  "e1",
  "j1",
  "_0",
  "A" + "a".repeat(60),
  "q".repeat(130),
  "Zz_9",
] as const;

/** An identifier. */
export function identifier(random: Random): string {
  return random.weighted<() => string>([
    [10, () => random.pick(COMMON)],
    [3, () => random.pick(KNOWN_TO_FIRMWARE)],
    [1, () => random.pick(ODD)],
    [2, () => `${random.pick(["v", "tmp", "state", "pin", "_p", "CFG"])}${random.below(300)}`],
  ])();
}

/** An attribute or method name. */
export function attribute(random: Random): string {
  return random.oneIn(3) ? random.pick(KNOWN_TO_FIRMWARE) : identifier(random);
}

/** A module's name as `import` takes it. */
export function dottedName(random: Random): string {
  return random.list(1, random.oneIn(4) ? 4 : 1, () => identifier(random)).join(".");
}
