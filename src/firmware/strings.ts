// Strings over ten bytes that the mpy-cross of each release has interned from the start, in addition to the static
// qstrs. They affect the output: a string literal of more than ten bytes becomes a qstr only if its text is interned
// already, else a constant object.

import type { Release } from "./releases.ts";
import { isSince } from "./releases.ts";

/** Strings of every release. */
const COMMON: readonly string[] = [
  "StopAsyncIteration",
  "UnicodeError",
  "ViperTypeError",
  "__build_class__",
  "__contains__",
  "__repl_print__",
  "__reversed__",
  "__traceback__",
  "bound_method",
  "difference_update",
  "intersection",
  "intersection_update",
  "symmetric_difference",
  "symmetric_difference_update",
  "unpack_from",
  "vcvt_f32_s32",
  "vcvt_s32_f32",
];

const MICROPYTHON: readonly string[] = [...COMMON, "heap_unlock", "maximum recursion depth exceeded"];
/** Since 1.20. */
const WITH_COMPLEX: readonly string[] = [...MICROPYTHON, "__complex__"];
/** Since 1.28: strings for template strings. */
const WITH_TEMPLATES: readonly string[] = [
  ...WITH_COMPLEX,
  "Interpolation",
  "__template__",
  "format_spec",
  "interpolations",
  "string.templatelib",
  "templatelib",
];
const CIRCUITPYTHON: readonly string[] = [
  ...COMMON,
  "BrokenPipeError",
  "ConnectionError",
  "ReloadException",
  "TimeoutError",
  "__complex__",
  "__context__",
];

/** The interned strings of a release's mpy-cross. Releases with the same strings get the same array. */
export function longStringsOf({ base, circuitPython }: Release): readonly string[] {
  if (circuitPython) return CIRCUITPYTHON;
  if (isSince(base, [1, 28, 0])) return WITH_TEMPLATES;
  return isSince(base, [1, 20, 0]) ? WITH_COMPLEX : MICROPYTHON;
}
