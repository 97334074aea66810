// Types of values in viper code and at its boundary (MP_NATIVE_TYPE_* of py/runtime0.h).

import type { Qstr } from "../brands.ts";
import { Name } from "../names/known.ts";

export const NativeType = { obj: 0, bool: 1, int: 2, uint: 3, ptr: 4, ptr8: 5, ptr16: 6, ptr32: 7 } as const;
export type NativeType = (typeof NativeType)[keyof typeof NativeType];

/** Whether a type is the address of something. */
export function isPointer(type: NativeType): boolean {
  return type >= NativeType.ptr;
}

const TYPE_OF_NAME: ReadonlyMap<Qstr, NativeType> = new Map<Qstr, NativeType>([
  [Name.object, NativeType.obj],
  [Name.bool, NativeType.bool],
  [Name.int, NativeType.int],
  [Name.uint, NativeType.uint],
  [Name.ptr, NativeType.ptr],
  [Name.ptr8, NativeType.ptr8],
  [Name.ptr16, NativeType.ptr16],
  [Name.ptr32, NativeType.ptr32],
]);

/** The type that a name stands for in an annotation or cast; undefined if it stands for none. */
export function nativeTypeFromQstr(qstr: Qstr): NativeType | undefined {
  return TYPE_OF_NAME.get(qstr);
}
