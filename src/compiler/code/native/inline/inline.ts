// The common parts of all inline assemblers: their interface (compile.ts calls nothing else), the labels of the
// function, and the check of its parameters. Each architecture adds its instructions and messages.

import type { Label, NodeId } from "../../../brands.ts";
import type { AssemblerBase } from "../arch/assembler-base.ts";
import type { Operands } from "./operands.ts";

/** An assembler for the body of a function; one instance serves all such functions of a file. */
export abstract class InlineAssembler {
  /** Where the code goes; `align` and `data` are its own. */
  abstract readonly assembler: AssemblerBase;
  /** Number of compute passes until sizes and labels are final. */
  readonly computePasses: 1 | 2 = 1;
  protected readonly operands: Operands;
  private readonly labels = new Map<string, Label>();

  constructor(operands: Operands) {
    this.operands = operands;
  }

  /** Starts a pass over a function's body. */
  startPass(emitting: boolean): void {
    if (!emitting) this.labels.clear();
    this.assembler.startPass(emitting);
  }

  /** Ends a pass. */
  endPass(): void {
    this.assembler.endPass();
  }

  /** Checks the parameters, reports faults, and returns their number. */
  abstract checkParameters(parameters: readonly NodeId[], node: NodeId): number;

  /** Assembles one instruction. `node` is the whole instruction, for complaints. */
  abstract instruction(mnemonic: string, args: readonly NodeId[], node: NodeId): void;

  /** Places a label of the function; false if its name is taken. */
  placeLabel(label: Label, name: string): boolean {
    if (!this.assembler.emitting) {
      if (this.labels.has(name)) return false;
      this.labels.set(name, label);
    }
    this.assembler.assignLabel(label);
    return true;
  }

  /** The label of a name; undefined if there is none, or none yet in the first pass. */
  protected labelOf(name: string): Label | undefined {
    return this.labels.get(name);
  }
}

/** Texts about the parameters of an assembler function. */
export interface ParameterWordings {
  readonly tooMany: string;
  readonly wrongRegister: string;
}

/** Most parameters that an assembler function can have: those that the calling convention passes in registers. */
const MAX_PARAMETERS = 4;

/** Checks that the parameters are the argument registers in order, by `isArgument`. */
export function checkParameterRegisters(
  operands: Operands,
  parameters: readonly NodeId[],
  node: NodeId,
  wordings: ParameterWordings,
  isArgument: (name: string, index: number) => boolean,
): number {
  if (parameters.length > MAX_PARAMETERS) {
    operands.fail(wordings.tooMany, node);
    return 0;
  }
  const wrong = parameters.findIndex((parameter, index) => !isArgument(operands.name(parameter), index));
  if (wrong >= 0) {
    operands.fail(wordings.wrongRegister, parameters[wrong]!);
    return 0;
  }
  return parameters.length;
}
