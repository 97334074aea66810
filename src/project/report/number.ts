// How the size table and the log print numbers.

/** Digits in groups of three: "1 441 792"; "" for undefined. */
export function number(value: number | undefined): string {
  return value === undefined ? "" : String(value).replace(/\B(?=(\d{3})+$)/g, " ");
}
