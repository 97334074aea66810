// Constant objects, which the parser makes and the .mpy file has.

/** A constant Python object. Integers of any size are bigint; floats are IEEE doubles. */
export type Constant =
  | { readonly type: "str"; readonly bytes: Uint8Array }
  | { readonly type: "bytes"; readonly bytes: Uint8Array }
  /** `long`: an object of the reference's compiler although a small int could hold the value (see demotesFoldedInts). */
  | { readonly type: "int"; readonly value: bigint; readonly long?: boolean }
  | { readonly type: "float"; readonly value: number }
  | { readonly type: "complex"; readonly real: number; readonly imag: number }
  | { readonly type: "tuple"; readonly items: readonly Constant[] }
  | { readonly type: "none" | "false" | "true" | "ellipsis" };

/** The one Ellipsis. */
export const ELLIPSIS: Constant = { type: "ellipsis" };
