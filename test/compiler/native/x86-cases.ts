// Every instruction that the x86 and x64 assemblers make, at the ends of each operand's range and at the borders between
// the forms of an instruction.

import { label } from "../labels.ts";
import { type Assembler, Comparison, Shift, type Width } from "../../../src/compiler/code/native/arch/arch.ts";
import { X64Assembler } from "../../../src/compiler/code/native/arch/x64/x64.ts";
import { X86Assembler } from "../../../src/compiler/code/native/arch/x86/x86.ts";
import { casesOf, type EncodingCase, type OperandValues } from "./listing.ts";

/** One of the two machines: its assembler and its registers' names, by number. */
interface Machine {
  readonly create: () => Assembler;
  readonly registers: readonly string[];
  readonly bases: OperandValues;
  readonly stack: string;
  readonly wordSize: number;
  readonly pointer: string;
}

const LOW_64 = ["rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi"];
const LOW_32 = ["eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi"];
const X64: Machine = {
  create: () => new X64Assembler(),
  registers: [...LOW_64, ...Array.from({ length: 8 }, (_, index) => `r${index + 8}`)],
  bases: [0, 3, 4, 5, 7, 8, 12, 13, 15],
  stack: "rsp",
  wordSize: 8,
  pointer: "qword ptr",
};
const X86: Machine = {
  create: () => new X86Assembler(),
  registers: LOW_32,
  bases: [0, 3, 4, 5, 7],
  stack: "esp",
  wordSize: 4,
  pointer: "dword ptr",
};

const BYTE_REGISTERS = ["al", "cl", "dl", "bl"];
/** Around the borders of displacements of 0, 1 and 4 bytes. */
const DISPLACEMENTS: OperandValues = [-129, -128, -1, 0, 1, 127, 128, 0x7fffffff, -0x80000000];
/** The same in words of the frame. */
const WORDS: OperandValues = [0, 1, 15, 16, 31, 32, 1000];

/** What both passes of an assembler make of `emit`, from byte `from` on. */
function bytesOf(machine: Machine, emit: (asm: Assembler) => void, from = 0): number[] {
  const asm = machine.create();
  asm.startPass(false);
  emit(asm);
  asm.startPass(true);
  emit(asm);
  return [...asm.toBytes()].slice(from);
}

function all(machine: Machine): OperandValues {
  return machine.registers.map((_, index) => index);
}

/** [base + displacement] */
function address(machine: Machine, base: number, displacement: number): string {
  return `[${machine.registers[base]} ${displacement < 0 ? "-" : "+"} ${Math.abs(displacement)}]`;
}

function twoRegisters(machine: Machine): EncodingCase[] {
  const { registers } = machine;
  const names = { or: "or", xor: "xor", and: "and", add: "add", sub: "sub", mul: "imul", movRegReg: "mov" } as const;
  return (Object.keys(names) as (keyof typeof names)[]).flatMap((operation) =>
    casesOf(
      [all(machine), all(machine)],
      (d, s) => `${names[operation]} ${registers[d!]}, ${registers[s!]}`,
      (d, s) => bytesOf(machine, (asm) => asm[operation](d!, s!)),
    ),
  );
}

function oneRegister(machine: Machine): EncodingCase[] {
  const { registers } = machine;
  const shifts = { shl: Shift.left, shr: Shift.rightUnsigned, sar: Shift.rightSigned } as const;
  const operations: Record<string, (asm: Assembler, register: number) => void> = {
    not: (asm, register) => asm.not(register),
    neg: (asm, register) => asm.negate(register),
  };
  return [
    ...Object.entries(operations).flatMap(([name, operation]) =>
      casesOf(
        [all(machine)],
        (d) => `${name} ${registers[d!]}`,
        (d) => bytesOf(machine, (asm) => operation(asm, d!)),
      ),
    ),
    ...(Object.keys(shifts) as (keyof typeof shifts)[]).flatMap((name) =>
      casesOf(
        [all(machine)],
        (d) => `${name} ${registers[d!]}, cl`,
        (d) => bytesOf(machine, (asm) => asm.shift(shifts[name], d!, 1)),
      ),
    ),
    ...casesOf(
      [[0, 3, 7]],
      (d) => `jmp ${registers[d!]}`,
      (d) => bytesOf(machine, (asm) => asm.jumpRegister(d!)),
    ),
    ...casesOf(
      [all(machine)],
      (d) => `xor ${registers[d!]}, ${registers[d!]} # clear`,
      (d) => bytesOf(machine, (asm) => asm.clear(d!)),
    ),
  ];
}

function immediates(machine: Machine): EncodingCase[] {
  const { registers } = machine;
  const values =
    machine === X64
      ? [0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0x100000000, -1, -0x80000000, 2 ** 53, -(2 ** 53)]
      : [0, 1, 0x7fffffff, 0xffffffff, -1, -0x80000000];
  // Beyond 32 bits, and for negative numbers, the long form is asked for by its own name.
  const mnemonic = (value: number): string => (machine === X64 && (value < 0 || value > 0xffffffff) ? "movabs" : "mov");
  const short = (register: number): string =>
    machine === X64 ? (register < 8 ? LOW_32[register]! : `r${register}d`) : registers[register]!;
  const dest = (register: number, value: number): string =>
    mnemonic(value) === "movabs" ? registers[register]! : short(register);
  return casesOf(
    [all(machine), values],
    (d, value) => `${mnemonic(value!)} ${dest(d!, value!)}, ${value}`,
    (d, value) => bytesOf(machine, (asm) => asm.movRegImm(d!, value!)),
  );
}

function frame(machine: Machine): EncodingCase[] {
  const { registers, stack, wordSize } = machine;
  const slot = (local: number): string => `[${stack} + ${local * wordSize}]`;
  return [
    ...casesOf(
      [machine.bases, WORDS],
      (s, local) => `mov ${slot(local!)}, ${registers[s!]}`,
      (s, local) => bytesOf(machine, (asm) => asm.movLocalReg(local!, s!)),
    ),
    ...casesOf(
      [machine.bases, WORDS],
      (d, local) => `mov ${registers[d!]}, ${slot(local!)}`,
      (d, local) => bytesOf(machine, (asm) => asm.movRegLocal(d!, local!)),
    ),
    ...casesOf(
      [machine.bases, WORDS],
      (d, local) =>
        local === 0 ? `mov ${registers[d!]}, ${stack} # address` : `lea ${registers[d!]}, ${slot(local!)}`,
      (d, local) => bytesOf(machine, (asm) => asm.movRegLocalAddress(d!, local!)),
    ),
  ];
}

function memory(machine: Machine): EncodingCase[] {
  const { registers, bases, wordSize } = machine;
  const low = machine === X64 ? [...LOW_32, ...Array.from({ length: 8 }, (_, index) => `r${index + 8}d`)] : LOW_32;
  const half = (register: number): string => (register < 8 ? LOW_32[register]!.slice(1) : `r${register}w`);
  const byte = (register: number): string => (register < 4 ? BYTE_REGISTERS[register]! : `r${register}b`);
  // Without a REX prefix the byte registers 4 to 7 are ah to bh: the emitter never stores from them.
  const byteSources = machine === X64 ? [0, 3, 8, 15] : [0, 1, 2, 3];
  const loads: readonly [Width, string][] = [
    [0, "movzx $, byte ptr"],
    [1, "movzx $, word ptr"],
    [2, "mov $,"],
  ];
  const scaled = (width: number): number[] => DISPLACEMENTS.filter((value) => value % (1 << width) === 0);
  return [
    ...loads.flatMap(([width, text]) =>
      casesOf(
        [bases, bases, scaled(width)],
        (d, base, displacement) => `${text.replace("$", low[d!]!)} ${address(machine, base!, displacement!)}`,
        (d, base, displacement) => bytesOf(machine, (asm) => asm.load(width, d!, base!, displacement! >> width)),
      ),
    ),
    ...([1, 2] as const).flatMap((width) =>
      casesOf(
        [bases, bases, scaled(width)],
        (s, base, displacement) => `mov ${address(machine, base!, displacement!)}, ${width === 1 ? half(s!) : low[s!]}`,
        (s, base, displacement) => bytesOf(machine, (asm) => asm.store(width, s!, base!, displacement! >> width)),
      ),
    ),
    ...casesOf(
      [byteSources, bases, DISPLACEMENTS],
      (s, base, displacement) => `mov ${address(machine, base!, displacement!)}, ${byte(s!)}`,
      (s, base, displacement) => bytesOf(machine, (asm) => asm.store(0, s!, base!, displacement!)),
    ),
    ...casesOf(
      [bases, bases, WORDS],
      (d, base, offset) => `mov ${registers[d!]}, ${address(machine, base!, offset! * wordSize)} # word`,
      (d, base, offset) => bytesOf(machine, (asm) => asm.loadWord(d!, base!, offset!)),
    ),
    ...casesOf(
      [bases, bases, WORDS],
      (s, base, offset) => `mov ${address(machine, base!, offset! * wordSize)}, ${registers[s!]} # word`,
      (s, base, offset) => bytesOf(machine, (asm) => asm.storeWord(s!, base!, offset!)),
    ),
  ];
}

const SIGNED = ["setl", "setg", "sete", "setle", "setge", "setne"];
const UNSIGNED = ["setb", "seta", "sete", "setbe", "setae", "setne"];

function comparisons(machine: Machine): EncodingCase[] {
  const { registers } = machine;
  const text = (mnemonics: readonly string[], comparison: number, dest: number, left: number, right: number): string =>
    [
      `xor ${registers[dest]}, ${registers[dest]}`,
      `cmp ${registers[left]}, ${registers[right]}`,
      `${mnemonics[comparison]} ${BYTE_REGISTERS[dest]}`,
    ].join("; ");
  const codes = Object.values(Comparison);
  return [true, false].flatMap((unsigned) =>
    casesOf(
      [codes, [0, 3], [1, 7], [0, 6]],
      (code, d, left, right) => text(unsigned ? UNSIGNED : SIGNED, code!, d!, left!, right!),
      (code, d, left, right) =>
        bytesOf(machine, (asm) =>
          asm.setIf(code as (typeof Comparison)[keyof typeof Comparison], unsigned, d!, left!, right!),
        ),
    ),
  );
}

/** Code in front of a jump, in bytes; the short form reaches 126 bytes back from its own start. */
const DISTANCES: OperandValues = [0, 1, 126, 127, 1000];

function jumps(machine: Machine): EncodingCase[] {
  const { registers } = machine;
  const forms: readonly [string, (asm: Assembler) => void][] = [
    ["jmp", (asm) => asm.jump(label(0))],
    [`test al, al; jz`, (asm) => asm.jumpIfZero(0, label(0), true)],
    [`test ${registers[3]}, ${registers[3]}; jz`, (asm) => asm.jumpIfZero(3, label(0), false)],
    [`test al, al; jnz`, (asm) => asm.jumpIfNonzero(0, label(0), true)],
    [`test ${registers[3]}, ${registers[3]}; jnz`, (asm) => asm.jumpIfNonzero(3, label(0), false)],
    [`cmp ${registers[2]}, ${registers[7]}; je`, (asm) => asm.jumpIfEqual(7, 2, label(0))],
  ];
  const backward = forms.flatMap(([text, emit]) => {
    const lead = text.startsWith("jmp") ? 0 : text.startsWith("test al") ? 2 : machine === X64 ? 3 : 2;
    return casesOf(
      [DISTANCES.filter((distance) => distance >= 1)],
      (distance) => `${text} .-${distance}`,
      (distance) =>
        bytesOf(
          machine,
          (asm) => {
            asm.assignLabel(label(0));
            for (let count = lead; count < distance!; count++) asm.u8(0x90);
            emit(asm);
          },
          Math.max(distance! - lead, 0),
        ),
    ).filter(({ source }) => Number(source.split("-").pop()) >= lead);
  });
  // A forward jump takes the long form, however near its target is.
  const forward = forms.flatMap(([text, emit]) =>
    casesOf(
      [[0, 100, 1000]],
      (distance) => `${text.replace(/j\w+$/, "{disp32} $&")} .+${distance! + (text.startsWith("jmp") ? 5 : 6)}`,
      (distance) => {
        const whole = bytesOf(machine, (asm) => {
          emit(asm);
          for (let count = 0; count < distance!; count++) asm.u8(0x90);
          asm.assignLabel(label(0));
        });
        return whole.slice(0, whole.length - distance!);
      },
    ),
  );
  return [...backward, ...forward];
}

/** Entry and exit of a function, with as many locals as make the stack adjustment change its form. */
function functions(machine: Machine): EncodingCase[] {
  const saved = machine === X64 ? ["rbp", "rbx", "r12", "r13"] : ["ebp", "ebx", "esi", "edi"];
  const round = machine === X64 ? 1 : 3;
  const size = (count: number): number => (count | round) * machine.wordSize;
  return [
    ...casesOf(
      [[0, 14, 16, 30, 32, 5000]],
      (count) => [...saved.map((name) => `push ${name}`), `sub ${machine.stack}, ${size(count!)}`].join("; "),
      (count) => bytesOf(machine, (asm) => asm.entry(count!, "")),
    ),
    ...casesOf(
      [[0, 14, 16, 30, 32, 5000]],
      (count) =>
        [`sub ${machine.stack}, -${size(count!)}`, ...saved.toReversed().map((name) => `pop ${name}`), "ret"].join(
          "; ",
        ),
      (count) => {
        const entry = bytesOf(machine, (asm) => asm.entry(count!, "")).length;
        return bytesOf(
          machine,
          (asm) => {
            asm.entry(count!, "");
            asm.exit();
          },
          entry,
        );
      },
    ),
  ];
}

function x64Only(): EncodingCase[] {
  const { registers } = X64;
  return [
    ...casesOf(
      [[0, 15, 16, 49]],
      (index) => `mov rax, [rbp + ${index! * 8}]; call rax`,
      (index) => bytesOf(X64, (asm) => asm.callFun(index!)),
    ),
    ...casesOf(
      [
        [0, 7, 8, 15],
        [0, 1000],
      ],
      (d, distance) => `lea ${registers[d!]}, [rip + ${distance}]`,
      (d, distance) =>
        bytesOf(X64, (asm) => {
          asm.movRegLabel(d!, label(0));
          for (let count = 0; count < distance!; count++) asm.u8(0x90);
          asm.assignLabel(label(0));
        }).slice(0, 7),
    ),
    ...casesOf(
      [[0, 8]],
      (d) => `movabs ${registers[d!]}, 0x123456789abcdef1`,
      (d) => bytesOf(X64, (asm) => asm.movRegWideImm(d!, 0x123456789abcdef1n)),
    ),
  ];
}

function x86Only(): EncodingCase[] {
  const { registers } = X86;
  const pushes = ["push edx", "push ecx", "push eax"];
  /** Functions with no, one and three arguments: nlr_pop, load_name, call_method_n_kw. */
  const calls: readonly [number, number][] = [
    [33, 0],
    [6, 1],
    [28, 3],
  ];
  return [
    ...calls.map(([index, count]) => {
      const padding = count === 0 ? 0 : 4 - count;
      const lines = [
        ...(padding > 0 ? [`sub esp, ${padding * 4}`] : []),
        ...pushes.slice(3 - count),
        `mov eax, [ebp + ${index * 4}]`,
        "call eax",
        ...(count > 0 ? ["add esp, 16"] : []),
      ];
      return { source: lines.join("; "), bytes: bytesOf(X86, (asm) => asm.callFun(index)) };
    }),
    ...casesOf(
      [
        [0, 3, 7],
        [0, 100],
      ],
      (d, distance) => `call .+5; pop ${registers[d!]}; .byte 0x81, ${0xc0 + d!}; .long ${distance! + 7}`,
      (d, distance) =>
        bytesOf(X86, (asm) => {
          asm.movRegLabel(d!, label(0));
          for (let count = 0; count < distance!; count++) asm.u8(0x90);
          asm.assignLabel(label(0));
        }).slice(0, 12),
    ),
    ...casesOf(
      [
        [0, 7],
        [0, 3],
      ],
      (d, index) => `mov ${registers[d!]}, [esp + ${(3 + 5 + index!) * 4}] # argument`,
      (d, index) => {
        const entry = bytesOf(X86, (asm) => asm.entry(0, "")).length;
        return bytesOf(
          X86,
          (asm) => {
            asm.entry(0, "");
            asm.loadStackArgument(d!, index!);
          },
          entry,
        );
      },
    ),
  ];
}

function casesFor(machine: Machine): EncodingCase[] {
  return [twoRegisters, oneRegister, immediates, frame, memory, comparisons, jumps, functions].flatMap((make) =>
    make(machine),
  );
}

export const X64_CASES: readonly EncodingCase[] = [...casesFor(X64), ...x64Only()];
export const X86_CASES: readonly EncodingCase[] = [...casesFor(X86), ...x86Only()];
