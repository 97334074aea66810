// Types of the values that native code computes with. The low four bits are the NativeType that the runtime's conversion
// functions take; values that exist only while compiling carry more bits, so that they differ from all others.

/** Type of a value on the stack or in a local. In native (not viper) code everything is `obj`. */
export const ValueType = {
  obj: 0,
  bool: 1,
  int: 2,
  uint: 3,
  ptr: 4,
  ptr8: 5,
  ptr16: 6,
  ptr32: 7,
  /** The constant None in viper code, which is also the null pointer. */
  none: 0x54,
  /** A local that nothing has been stored to yet. */
  unbound: 0x60,
  /** A type's name, about to be called as a cast. */
  cast: 0x70,
} as const;
export type ValueType = (typeof ValueType)[keyof typeof ValueType];

const TYPE_NAMES: readonly string[] = ["object", "bool", "int", "uint", "ptr", "ptr8", "ptr16", "ptr32"];

/** A type's name in messages; what has none is called None, as in the reference. */
export function typeName(type: ValueType): string {
  return TYPE_NAMES[type] ?? "None";
}

/** Whether a type is a machine integer with arithmetic of its own. */
export function isInteger(type: ValueType): boolean {
  return type === ValueType.int || type === ValueType.uint;
}

/** Whether the truth of a value is that of its machine word. */
export function isTestable(type: ValueType): boolean {
  return type === ValueType.bool || isInteger(type);
}
