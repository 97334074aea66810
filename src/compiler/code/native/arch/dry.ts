// An assembler that makes no code, for the pass that finds the depth of the stack.

import { Assembler } from "./arch.ts";

/** Takes all operations and makes no code. */
export class DryAssembler extends Assembler {
  override assignLabel(): void {}
  override data(): void {}
  override u8(): void {}
  override suppress(): void {}
  override entry(): void {}
  override exit(): void {}
  override jump(): void {}
  override jumpIfZero(): void {}
  override jumpIfNonzero(): void {}
  override jumpIfEqual(): void {}
  override movRegLabel(): void {}
  protected override encodeJump(): void {}
  protected override encodeJumpIfZero(): void {}
  protected override encodeJumpIfNonzero(): void {}
  protected override encodeJumpIfEqual(): void {}
  protected override encodeMovRegLabel(): void {}
  override jumpRegister(): void {}
  override callFun(_index: number): void {}
  override callFunWith4Arguments(_index: number): void {}
  override passResult(): void {}
  override loadStackArgument(): void {}
  override movLocalReg(): void {}
  override movRegLocal(): void {}
  override movRegLocalAddress(): void {}
  override movRegReg(): void {}
  override movRegImm(): void {}
  override movRegWideImm(): void {}
  override clear(): void {}
  override not(): void {}
  override negate(): void {}
  override shift(): void {}
  override or(): void {}
  override xor(): void {}
  override and(): void {}
  override add(): void {}
  override sub(): void {}
  override mul(): void {}
  override setIf(): void {}
  override loadWord(): void {}
  override storeWord(): void {}
  override load(): void {}
  override store(): void {}
  override loadIndexed(): void {}
  override storeIndexed(): void {}
}
