// RISC-V instructions that MicroPython emits and Capstone 5 lacks: Zba's shifted additions, and Zcmp's pushes, pops and
// moves. Capstone decodes the latter as compressed float stores, which have the same encodings and which MicroPython
// does not use.

const REGISTERS =
  "zero ra sp gp tp t0 t1 t2 s0 s1 a0 a1 a2 a3 a4 a5 a6 a7 s2 s3 s4 s5 s6 s7 s8 s9 s10 s11 t3 t4 t5 t6".split(" ");

/** Text of the instruction of `size` bytes (2 or 4) at `at`; undefined if it is not of these extensions. */
export function riscvExtension(code: Uint8Array, at: number, size: number): string | undefined {
  const low = code[at]! | (code[at + 1]! << 8);
  if (size === 2) return zcmp(low);
  return zba((low | (code[at + 2]! << 16) | (code[at + 3]! << 24)) >>> 0);
}

/** 0010000 rs2 rs1 funct3 rd 0110011, by funct3. */
const SHIFTED_ADDS: Readonly<Record<number, string>> = { 0b010: "sh1add", 0b100: "sh2add", 0b110: "sh3add" };

function zba(word: number): string | undefined {
  if ((word & 0xfe00007f) >>> 0 !== 0x20000033) return undefined;
  const name = SHIFTED_ADDS[(word >> 12) & 7];
  if (name === undefined) return undefined;
  const [rd, rs1, rs2] = [7, 15, 20].map((shift) => REGISTERS[(word >> shift) & 0x1f]);
  return `${name} ${rd}, ${rs1}, ${rs2}`;
}

/** Bits 15 to 8 of the instructions that take a list of registers. */
const PUSH_POP: Readonly<Record<number, string>> = {
  0xb8: "cm.push",
  0xba: "cm.pop",
  0xbc: "cm.popretz",
  0xbe: "cm.popret",
};

/** The smallest list of registers, {ra}; lower numbers are reserved. */
const FIRST_LIST = 4;

function zcmp(half: number): string | undefined {
  if ((half & 3) !== 0b10) return undefined;
  const name = PUSH_POP[half >> 8];
  if (name !== undefined) return pushPop(name, (half >> 4) & 0xf, (half >> 2) & 3);
  // 101011 r1s' x1 r2s' 10, where x is the direction.
  if ((half & 0xfc20) !== 0xac20) return undefined;
  const move = half & 0x40 ? "cm.mva01s" : "cm.mvsa01";
  return `${move} ${savedRegister((half >> 7) & 7)}, ${savedRegister((half >> 2) & 7)}`;
}

const savedRegister = (number: number): string => `s${number}`;

/** ra and the saved registers of list `list`. The stack moves by their size and `extra` × 16 bytes. */
function pushPop(name: string, list: number, extra: number): string | undefined {
  if (list < FIRST_LIST) return undefined;
  const last = list === 15 ? 11 : list - FIRST_LIST - 1;
  const saved = last < 0 ? "" : last === 0 ? ", s0" : `, s0-s${last}`;
  const base = list === 15 ? 64 : (list >> 2) * 16;
  const adjust = base + extra * 16;
  return `${name} {ra${saved}}, ${name === "cm.push" ? -adjust : adjust}`;
}
