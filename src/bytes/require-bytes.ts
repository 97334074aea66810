/**
 * Throws a TypeError unless `value` is bytes: a caller in JavaScript may pass a promise or an ArrayBuffer.
 *
 * @param rule what is asked for: "source: give a string or a Uint8Array"
 */
export function requireBytes(value: unknown, rule: string): asserts value is Uint8Array {
  if (!ArrayBuffer.isView(value)) throw new TypeError(rule);
}
