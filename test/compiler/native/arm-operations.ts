// Operations of the native emitter on Thumb and ARM: which sequence of instructions stands for each, where the short
// forms end and the long ones begin. Offsets of jumps count from the operation's own first byte.

import type { Label } from "../../../src/compiler/brands.ts";
import { label } from "../labels.ts";
import { ArmAssembler } from "../../../src/compiler/code/native/arch/arm/assembler.ts";
import type { Assembler } from "../../../src/compiler/code/native/arch/arch.ts";
import { ThumbAssembler } from "../../../src/compiler/code/native/arch/thumb/assembler.ts";
import { THUMB_FEATURES } from "../../../src/compiler/code/native/arch/thumb/thumb.ts";
import type { EncodingCase } from "./listing.ts";
import { TODAY } from "../../../src/firmware/index.ts";

type Operation = (assembler: Assembler) => void;

/** What an assembler makes of an operation in its emit pass. */
function emitted(assembler: Assembler, operation: Operation): number[] {
  for (const emitting of [false, true]) {
    assembler.startPass(emitting);
    operation(assembler);
    assembler.endPass();
  }
  return [...assembler.toBytes()];
}

function armv6m(source: string, operation: Operation): EncodingCase {
  return { source, bytes: emitted(new ThumbAssembler(THUMB_FEATURES.armv6m, TODAY), operation) };
}

function armv7m(source: string, operation: Operation): EncodingCase {
  return { source, bytes: emitted(new ThumbAssembler(THUMB_FEATURES.armv7m, TODAY), operation) };
}

function thumb(source: string, operation: Operation): EncodingCase[] {
  return [armv6m(source, operation), armv7m(source, operation)];
}

function arm(source: string, operation: Operation): EncodingCase {
  return { source, bytes: emitted(new ArmAssembler(TODAY), operation) };
}

/** Entry and exit of a function with `locals` words of locals. */
function frame(locals: number): Operation {
  return (a) => {
    a.entry(locals, "");
    a.exit();
  };
}

/** A jump back over `bytes` bytes of data (a multiple of 2), as in a loop. */
function back(bytes: number, jump: (a: Assembler, label: Label) => void): Operation {
  return (a) => {
    a.assignLabel(label(0));
    a.data(bytes, 0);
    jump(a, label(0));
  };
}

/** A jump forward over `bytes` bytes of data. */
function forward(bytes: number, jump: (a: Assembler, label: Label) => void): Operation {
  return (a) => {
    jump(a, label(0));
    a.data(bytes, 0);
    a.assignLabel(label(0));
  };
}

const jump = (a: Assembler, label: Label): void => a.jump(label);
const jumpIfZero = (a: Assembler, label: Label): void => a.jumpIfZero(4, label, false);

const thumbFrames = [
  ...thumb("push {r1, r4-r7, lr}; pop {r1, r4-r7, pc}", frame(1)),
  ...thumb("push {r1-r7, lr}; pop {r1-r7, pc}", frame(3)),
  ...thumb("push {r1-r7, lr}; sub sp, #8; add sp, #8; pop {r1-r7, pc}", frame(4)),
  ...thumb("push {r1-r7, lr}; sub sp, #504; add sp, #504; pop {r1-r7, pc}", frame(129)),
  armv6m("push {r1-r7, lr}; sub sp, #508; sub sp, #4; add sp, #508; add sp, #4; pop {r1-r7, pc}", frame(130)),
  armv7m("push {r1-r7, lr}; subw sp, sp, #512; addw sp, sp, #512; pop {r1-r7, pc}", frame(130)),
];

const thumbConstants = [
  ...[0, 255].flatMap((value) => thumb(`movs r0, #${value}`, (a) => a.movRegImm(0, value))),
  ...[256, 0xffff].map((value) => armv7m(`movw r7, #${value}`, (a) => a.movRegImm(7, value))),
  ...[0x10000, 0x7fffffff].map((value) =>
    armv7m(`movw r1, #${value & 0xffff}; movt r1, #${value >> 16}`, (a) => a.movRegImm(1, value)),
  ),
  armv7m("movw r1, #0xffff; movt r1, #0xffff", (a) => a.movRegImm(1, -1)),
  armv7m("movw r1, #0; movt r1, #0x8000", (a) => a.movRegImm(1, -0x80000000)),
  armv6m("movs r0, #1; lsls r0, r0, #8", (a) => a.movRegImm(0, 0x100)),
  armv6m("movs r0, #255; lsls r0, r0, #23", (a) => a.movRegImm(0, 0x7f800000)),
  armv6m("movs r0, #255; lsls r0, r0, #31; rsbs r0, r0, #0", (a) => a.movRegImm(0, -0x80000000)),
  armv6m("movs r0, #1; lsls r0, r0, #8; adds r0, #1", (a) => a.movRegImm(0, 0x101)),
  armv6m("movs r0, #255; lsls r0, r0, #8; adds r0, #255", (a) => a.movRegImm(0, 0xffff)),
  armv6m("movs r0, #1; lsls r0, r0, #0; negs r0, r0", (a) => a.movRegImm(0, -1)),
  armv6m("movs r0, #255; lsls r0, r0, #8; adds r0, #255; negs r0, r0", (a) => a.movRegImm(0, -0xffff)),
  armv6m("ldr.n r0, [pc, #0]; b.n . + 6; .word 0x10001", (a) => a.movRegImm(0, 0x10001)),
  armv6m("ldr.n r7, [pc, #0]; b.n . + 6; .word -0x12345", (a) => a.movRegImm(7, -0x12345)),
  armv6m("bx r1; nop; ldr.n r0, [pc, #0]; b.n . + 6; .word 0x7fffffff", (a) => {
    a.jumpRegister(1);
    a.movRegImm(0, 0x7fffffff);
  }),
];

const thumbTransfers = [
  ...thumb("ldrb r0, [r1, #31]", (a) => a.load(0, 0, 1, 31)),
  ...thumb("ldrh r0, [r1, #62]", (a) => a.load(1, 0, 1, 31)),
  ...thumb("ldr r0, [r1, #124]", (a) => a.load(2, 0, 1, 31)),
  ...thumb("strb r0, [r1, #31]", (a) => a.store(0, 0, 1, 31)),
  ...thumb("strh r0, [r1, #62]", (a) => a.store(1, 0, 1, 31)),
  ...thumb("str r0, [r1, #124]", (a) => a.store(2, 0, 1, 31)),
  armv7m("ldrb.w r0, [r1, #32]", (a) => a.load(0, 0, 1, 32)),
  armv7m("ldrb.w r0, [r1, #4095]", (a) => a.load(0, 0, 1, 4095)),
  armv7m("ldrh.w r0, [r1, #4094]", (a) => a.load(1, 0, 1, 2047)),
  armv7m("ldr.w r0, [r1, #4092]", (a) => a.load(2, 0, 1, 1023)),
  armv7m("strb.w r0, [r1, #4095]", (a) => a.store(0, 0, 1, 4095)),
  armv7m("strh.w r0, [r1, #4094]", (a) => a.store(1, 0, 1, 2047)),
  armv7m("str.w r0, [r1, #4092]", (a) => a.store(2, 0, 1, 1023)),
  armv7m("movw r0, #4065; adds r0, r0, r1; ldrb r0, [r0, #31]", (a) => a.load(0, 0, 1, 4096)),
  armv6m("mov r0, r1; adds r0, #1; ldrb r0, [r0, #31]", (a) => a.load(0, 0, 1, 32)),
  armv6m("adds r1, #255; ldrb r1, [r1, #31]", (a) => a.load(0, 1, 1, 286)),
  armv6m("movs r0, #64; lsls r0, r0, #2; adds r0, r0, r1; ldr r0, [r0, #124]", (a) => a.load(2, 0, 1, 95)),
  armv6m("movs r0, #1; lsls r0, r0, #10; adds r0, r0, r1; ldr r0, [r0, #124]", (a) => a.load(2, 0, 1, 287)),
  armv6m("push {r6}; movs r6, #1; lsls r6, r6, #8; adds r1, r1, r6; pop {r6}; ldr r1, [r1, #124]", (a) =>
    a.load(2, 1, 1, 95),
  ),
  armv6m("push {r1}; adds r1, #4; str r0, [r1, #124]; pop {r1}", (a) => a.store(2, 0, 1, 32)),
  ...thumb("ldrb r0, [r1, r3]", (a) => a.loadIndexed(0, 0, 1, 3)),
  ...thumb("lsls r2, r3, #1; ldrh r0, [r1, r2]", (a) => a.loadIndexed(1, 0, 1, 3)),
  ...thumb("lsls r2, r3, #2; ldr r0, [r1, r2]", (a) => a.loadIndexed(2, 0, 1, 3)),
  ...thumb("strb r0, [r1, r3]", (a) => a.storeIndexed(0, 0, 1, 3)),
  ...thumb("push {r3}; lsls r3, r3, #1; strh r0, [r1, r3]; pop {r3}", (a) => a.storeIndexed(1, 0, 1, 3)),
  ...thumb("push {r3}; lsls r3, r3, #2; str r0, [r1, r3]; pop {r3}", (a) => a.storeIndexed(2, 0, 1, 3)),
];

const thumbJumps = [
  ...thumb(".space 2044; b.n . - 2044", back(2044, jump)),
  ...thumb(".space 250; cmp r4, #0; beq.n . - 252", back(250, jumpIfZero)),
  armv7m(".space 2046; b.w . - 2046", back(2046, jump)),
  armv7m(".space 252; cmp r4, #0; beq.w . - 254", back(252, jumpIfZero)),
  armv7m("b.w . + 4", forward(0, jump)),
  armv7m("cmp r4, #0; beq.w . + 8; .space 4", forward(4, jumpIfZero)),
  armv6m("b.n . + 8; nop; nop; nop", forward(0, jump)),
  armv6m("cmp r4, #0; bne.n . + 10; b.n . + 12; nop; nop; nop; .space 4", forward(4, jumpIfZero)),
  armv6m("ldr.n r1, [pc, #0]; add pc, r1; .word 2046; .space 2044", forward(2044, jump)),
  armv6m(".space 2050; nop; ldr.n r1, [pc, #0]; add pc, r1; .word -2058", back(2050, jump)),
];

const thumbOthers = [
  armv7m(
    "cmp r5, r6; beq.w . + 4",
    forward(0, (a, label) => a.jumpIfEqual(5, 6, label)),
  ),
  armv7m(
    "cmp r4, #0; bne.w . + 4",
    forward(0, (a, label) => a.jumpIfNonzero(4, label, false)),
  ),
  ...thumb("bx r3", (a) => a.jumpRegister(3)),
  ...thumb("ldr r3, [r7, #4]; blx r3", (a) => a.callFun(1)),
  ...thumb("ldr r4, [r7, #4]; blx r4", (a) => a.callFunWith4Arguments(1)),
  armv7m("ldr.w r3, [r7, #128]; blx r3", (a) => a.callFun(32)),
  armv6m("mov r3, r7; adds r3, #4; ldr r3, [r3, #124]; blx r3", (a) => a.callFun(32)),
  ...thumb("str r0, [sp, #1020]", (a) => a.movLocalReg(255, 0)),
  ...thumb("ldr r7, [sp, #1020]", (a) => a.movRegLocal(7, 255)),
  ...thumb("add r7, sp, #1020", (a) => a.movRegLocalAddress(7, 255)),
  ...thumb("movs r3, #0", (a) => a.clear(3)),
  ...thumb("mvns r3, r3", (a) => a.not(3)),
  ...thumb("negs r3, r3", (a) => a.negate(3)),
  ...thumb("lsls r3, r1", (a) => a.shift(0, 3, 1)),
  ...thumb("lsrs r3, r1", (a) => a.shift(1, 3, 1)),
  ...thumb("asrs r3, r1", (a) => a.shift(2, 3, 1)),
  ...thumb("orrs r3, r1", (a) => a.or(3, 1)),
  ...thumb("eors r3, r1", (a) => a.xor(3, 1)),
  ...thumb("ands r3, r1", (a) => a.and(3, 1)),
  ...thumb("adds r3, r3, r1", (a) => a.add(3, 1)),
  ...thumb("subs r3, r3, r1", (a) => a.sub(3, 1)),
  ...thumb("muls r3, r1, r3", (a) => a.mul(3, 1)),
  armv7m("cmp r1, r2; ite lt; movlt r0, #1; movge r0, #0", (a) => a.setIf(0, false, 0, 1, 2)),
  armv7m("cmp r1, r2; ite hi; movhi r0, #1; movls r0, #0", (a) => a.setIf(1, true, 0, 1, 2)),
  armv7m("cmp r1, r2; ite eq; moveq r0, #1; movne r0, #0", (a) => a.setIf(2, false, 0, 1, 2)),
  armv6m("cmp r1, r2; ble.n . + 6; movs r0, #0; b.n . + 4; movs r0, #1", (a) => a.setIf(3, false, 0, 1, 2)),
  armv6m("cmp r1, r2; bcs.n . + 6; movs r0, #0; b.n . + 4; movs r0, #1", (a) => a.setIf(4, true, 0, 1, 2)),
  armv7m(
    "movw r0, #5; sxth r0, r0; add r0, pc; .space 6",
    forward(6, (a, label) => a.movRegLabel(0, label)),
  ),
  armv6m(
    "movs r0, #0; lsls r0, r0, #8; adds r0, #5; sxth r0, r0; add r0, pc; .space 6",
    forward(6, (a, label) => a.movRegLabel(0, label)),
  ),
];

/** Operations on Thumb. */
export const THUMB_OPERATION_CASES: readonly EncodingCase[] = [
  ...thumbFrames,
  ...thumbConstants,
  ...thumbTransfers,
  ...thumbJumps,
  ...thumbOthers,
];

const COMPARISONS: readonly (readonly [signed: string, unsigned: string])[] = [
  ["movlt r0, #1; movge r0, #0", "movcc r0, #1; movcs r0, #0"],
  ["movgt r0, #1; movle r0, #0", "movhi r0, #1; movls r0, #0"],
  ["moveq r0, #1; movne r0, #0", "moveq r0, #1; movne r0, #0"],
  ["movle r0, #1; movgt r0, #0", "movls r0, #1; movhi r0, #0"],
  ["movge r0, #1; movlt r0, #0", "movcs r0, #1; movcc r0, #0"],
  ["movne r0, #1; moveq r0, #0", "movne r0, #1; moveq r0, #0"],
];

const LITERAL = (register: string, value: number): string => `ldr ${register}, [pc]; b . + 8; .word ${value}`;

/** Operations on ARM. */
export const ARM_OPERATION_CASES: readonly EncodingCase[] = [
  arm("push {r1-r8, lr}; pop {r1-r8, pc}", frame(3)),
  arm("push {r1-r8, lr}; sub sp, sp, #16; add sp, sp, #16; pop {r1-r8, pc}", frame(4)),
  arm("push {r1-r8, lr}; sub sp, sp, #248; add sp, sp, #248; pop {r1-r8, pc}", frame(61)),
  arm(
    `push {r1-r8, lr}; ${LITERAL("r8", 256)}; sub sp, sp, r8; ${LITERAL("r8", 256)}; add sp, sp, r8; pop {r1-r8, pc}`,
    frame(63),
  ),
  ...[0, 255].map((value) => arm(`mov r1, #${value}`, (a) => a.movRegImm(1, value))),
  arm("mvn r1, #0", (a) => a.movRegImm(1, -1)),
  arm("mvn r1, #255", (a) => a.movRegImm(1, -256)),
  ...[256, -257, 0x7fffffff, -0x80000000].map((value) => arm(LITERAL("r1", value), (a) => a.movRegImm(1, value))),

  ...COMPARISONS.flatMap(([signed, unsigned], code) => [
    arm(`cmp r1, r2; ${signed}`, (a) => a.setIf(code as 0, false, 0, 1, 2)),
    arm(`cmp r1, r2; ${unsigned}`, (a) => a.setIf(code as 0, true, 0, 1, 2)),
  ]),

  arm("ldrb r0, [r1, #4095]", (a) => a.load(0, 0, 1, 4095)),
  arm(`${LITERAL("r8", 4096)}; ldrb r0, [r1, r8]`, (a) => a.load(0, 0, 1, 4096)),
  arm("ldrh r0, [r1, #254]", (a) => a.load(1, 0, 1, 127)),
  arm(`${LITERAL("r8", 256)}; ldrh r0, [r1, r8]`, (a) => a.load(1, 0, 1, 128)),
  arm("ldr r0, [r1, #4092]", (a) => a.load(2, 0, 1, 1023)),
  arm(`${LITERAL("r8", 4096)}; ldr r0, [r1, r8]`, (a) => a.loadWord(0, 1, 1024)),
  arm("strb r0, [r1, #4095]", (a) => a.store(0, 0, 1, 4095)),
  arm(`${LITERAL("r8", 4096)}; strb r0, [r1, r8]`, (a) => a.store(0, 0, 1, 4096)),
  arm("strh r0, [r1, #254]", (a) => a.store(1, 0, 1, 127)),
  arm(`${LITERAL("r8", 256)}; strh r0, [r1, r8]`, (a) => a.store(1, 0, 1, 128)),
  arm("str r0, [r1, #4092]", (a) => a.store(2, 0, 1, 1023)),
  arm(`${LITERAL("r8", 4096)}; str r0, [r1, r8]`, (a) => a.storeWord(0, 1, 1024)),
  arm("ldrb r0, [r1, r2]", (a) => a.loadIndexed(0, 0, 1, 2)),
  arm("mov r8, r2, lsl #1; ldrh r0, [r1, r8]", (a) => a.loadIndexed(1, 0, 1, 2)),
  arm("ldr r0, [r1, r2, lsl #2]", (a) => a.loadIndexed(2, 0, 1, 2)),
  arm("strb r0, [r1, r2]", (a) => a.storeIndexed(0, 0, 1, 2)),
  arm("mov r8, r2, lsl #1; strh r0, [r1, r8]", (a) => a.storeIndexed(1, 0, 1, 2)),
  arm("str r0, [r1, r2, lsl #2]", (a) => a.storeIndexed(2, 0, 1, 2)),

  arm("b . + 12; .space 8", forward(8, jump)),
  arm(".space 8; b . - 8", back(8, jump)),
  arm("cmp r4, #0; beq . + 12; .space 8", forward(8, jumpIfZero)),
  arm(
    "cmp r4, #0; bne . + 4",
    forward(0, (a, label) => a.jumpIfNonzero(4, label, false)),
  ),
  arm(
    "cmp r4, r5; beq . + 4",
    forward(0, (a, label) => a.jumpIfEqual(4, 5, label)),
  ),
  arm("bx r3", (a) => a.jumpRegister(3)),
  arm("mov lr, pc; ldr pc, [r7, #196]", (a) => a.callFun(49)),
  arm("str r0, [sp, #4092]", (a) => a.movLocalReg(1023, 0)),
  arm("ldr r0, [sp, #4092]", (a) => a.movRegLocal(0, 1023)),
  arm("add r0, sp, #252", (a) => a.movRegLocalAddress(0, 63)),
  arm(`${LITERAL("r8", 256)}; add r0, sp, r8`, (a) => a.movRegLocalAddress(0, 64)),
  arm(
    `${LITERAL("r0", 8)}; add r0, r0, pc; .space 12`,
    forward(12, (a, label) => a.movRegLabel(0, label)),
  ),
  arm("mov r1, r2", (a) => a.movRegReg(1, 2)),
  arm("eor r1, r1, r1", (a) => a.clear(1)),
  arm("mvn r1, r1", (a) => a.not(1)),
  arm("rsb r1, r1, #0", (a) => a.negate(1)),
  arm("mov r1, r1, lsl r2", (a) => a.shift(0, 1, 2)),
  arm("mov r1, r1, lsr r2", (a) => a.shift(1, 1, 2)),
  arm("mov r1, r1, asr r2", (a) => a.shift(2, 1, 2)),
  arm("orr r1, r1, r2", (a) => a.or(1, 2)),
  arm("eor r1, r1, r2", (a) => a.xor(1, 2)),
  arm("and r1, r1, r2", (a) => a.and(1, 2)),
  arm("add r1, r1, r2", (a) => a.add(1, 2)),
  arm("sub r1, r1, r2", (a) => a.sub(1, 2)),
  arm("mul r1, r2, r1", (a) => a.mul(1, 2)),
];
