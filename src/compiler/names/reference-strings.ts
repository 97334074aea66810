// Why this list: a string literal of more than ten bytes becomes a qstr only if the compiler holds that text already, else
// a constant object; the two give different bytes. So the long strings built into the reference compiler (its own qstrs
// beyond the static ones, from the reference named in README) decide the output for programs that contain them.

/** Strings over ten bytes that the reference compiler has interned from the start, besides the static qstrs. */
export const REFERENCE_LONG_STRINGS: readonly string[] = [
  "Interpolation",
  "StopAsyncIteration",
  "UnicodeError",
  "ViperTypeError",
  "__build_class__",
  "__complex__",
  "__contains__",
  "__repl_print__",
  "__reversed__",
  "__template__",
  "__traceback__",
  "bound_method",
  "difference_update",
  "format_spec",
  "heap_unlock",
  "interpolations",
  "intersection",
  "intersection_update",
  "maximum recursion depth exceeded",
  "string.templatelib",
  "symmetric_difference",
  "symmetric_difference_update",
  "templatelib",
  "unpack_from",
  "vcvt_f32_s32",
  "vcvt_s32_f32",
];
