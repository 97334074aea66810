// What can be left out if nobody looks at the result. These are assumptions that the documentation lists: the builtins below
// make an object and do nothing else, and a program does not hand them what makes them fail.

const BUILTINS: ReadonlySet<string> = new Set([
  "bool",
  "bytearray",
  "bytes",
  "callable",
  "classmethod",
  "const",
  "dict",
  "float",
  "frozenset",
  "int",
  "len",
  "list",
  "max",
  "memoryview",
  "min",
  "object",
  "property",
  "range",
  "set",
  "staticmethod",
  "str",
  "tuple",
]);

/** By module of the firmware, without a leading `u`. */
const IMPORTED: Readonly<Record<string, readonly string[]>> = {
  asyncio: ["Event", "Lock", "ThreadSafeFlag"],
  collections: ["OrderedDict", "deque", "namedtuple"],
  micropython: ["const"],
  struct: ["calcsize"],
  array: ["array"],
  re: ["compile"],
  math: ["cos", "exp", "log", "radians", "sin", "sqrt", "tan"],
  cmath: ["cos", "exp", "log", "phase", "polar", "rect", "sin", "sqrt"],
};

const DECORATORS =
  /^(property|staticmethod|classmethod|\w+\.(setter|getter|deleter)|(micropython\.)?(native|viper|bytecode|asm_\w+)|(rp2\.)?asm_pio)$/;

/** Whether a call of the builtin only makes an object. */
export function isPureBuiltin(name: string): boolean {
  return BUILTINS.has(name);
}

/** Whether a call of what is imported from a module only makes an object. */
export function isPureImport(module: string, name: string): boolean {
  return IMPORTED[module]?.includes(name) ?? IMPORTED[module.replace(/^u/, "")]?.includes(name) ?? false;
}

/** Whether a decorator only makes another function of a function. */
export function isPureDecorator(name: string): boolean {
  return DECORATORS.test(name);
}
