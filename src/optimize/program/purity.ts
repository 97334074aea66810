// Calls that can be removed if their result is not used. The documentation lists the assumptions: the builtins below
// only make an object, and programs do not call them with arguments that make them fail.

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

/** Pure functions by module of the firmware, without a leading `u`. */
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

/** Whether a call of a name that is imported from a module only makes an object. */
export function isPureImport(module: string, name: string): boolean {
  return IMPORTED[module]?.includes(name) ?? IMPORTED[module.replace(/^u/, "")]?.includes(name) ?? false;
}

/** Whether a decorator only makes another function of a function. */
export function isPureDecorator(name: string): boolean {
  return DECORATORS.test(name);
}
