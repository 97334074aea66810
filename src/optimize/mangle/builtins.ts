// The builtins of MicroPython (py/modbuiltins.c), which a module's global may shadow.

const NAMES =
  "abs all any bin bool bytearray bytes callable chr classmethod compile complex const delattr dict dir divmod enumerate " +
  "eval exec execfile filter float frozenset getattr globals hasattr hash help hex id input int isinstance issubclass " +
  "iter len list locals map max memoryview min next object oct open ord pow print property range repr reversed round " +
  "set setattr slice sorted staticmethod str sum super tuple type vars zip Ellipsis NotImplemented";

const names: ReadonlySet<string> = new Set(NAMES.split(" "));

/** Whether a name is that of a builtin. */
export function isBuiltin(name: string): boolean {
  return names.has(name) || /(Error|Exception|Warning|Interrupt|Exit|StopIteration)$/.test(name);
}
