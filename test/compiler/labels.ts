// Labels for tests that take the compiler's part.

import { FIRST_LABEL, type Label, labelAfter } from "../../src/compiler/brands.ts";

/** The label with a number, from 0 on. */
export function label(number: number): Label {
  return labelAfter(FIRST_LABEL, number);
}
