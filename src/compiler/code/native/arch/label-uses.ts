// The operations that an assembler has encoded before their label had a place, with all that encoding them again needs.
// They are one flat array, because every second branch of a function is such an operation.

import type { Label } from "../../../brands.ts";

/** The operations that name a label. */
export const LabelUse = { jump: 0, jumpIfZero: 1, jumpIfNonzero: 2, jumpIfEqual: 3, movRegLabel: 4 } as const;
export type LabelUseKind = (typeof LabelUse)[keyof typeof LabelUse];

/** Words of an entry: kind, position, label and two operands. */
const WORDS = 5;

/** Uses of labels, in the order of the code. */
export class LabelUses {
  count = 0;
  private words: Int32Array<ArrayBuffer> = new Int32Array(WORDS * 64);

  clear(): void {
    this.count = 0;
  }

  /** @param position where the operation begins, in bytes */
  add(kind: LabelUseKind, position: number, label: Label, first: number, second: number): void {
    const at = this.count++ * WORDS;
    if (at === this.words.length) this.grow();
    const { words } = this;
    words[at] = kind;
    words[at + 1] = position;
    words[at + 2] = label;
    words[at + 3] = first;
    words[at + 4] = second;
  }

  private grow(): void {
    const grown = new Int32Array(this.words.length * 2);
    grown.set(this.words);
    this.words = grown;
  }

  kind(index: number): LabelUseKind {
    return this.words[index * WORDS] as LabelUseKind;
  }

  position(index: number): number {
    return this.words[index * WORDS + 1]!;
  }

  label(index: number): Label {
    return this.words[index * WORDS + 2]! as Label;
  }

  first(index: number): number {
    return this.words[index * WORDS + 3]!;
  }

  second(index: number): number {
    return this.words[index * WORDS + 4]!;
  }
}
