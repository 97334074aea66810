// The instructions of the inline assemblers, for the generator: a line for each spelling of an instruction. Operands: a class
// of registers by name; #least:greatest[:step] an integer; @ a label; {} a list of registers; =text literal text; [r,#…]
// and #…(r) an address. Braces in a mnemonic or a text have alternatives.

/** An assembler as the generator sees it. */
export interface AssemblerTable {
  /** Name of the decorator, after `micropython.`. */
  readonly decorator: string;
  /** What parameters must be called, and one more than there can be. */
  readonly parameters: readonly string[];
  /** Classes of registers. */
  readonly registers: Readonly<Record<string, readonly string[]>>;
  readonly instructions: readonly string[];
  /** Those that only some processors have. */
  readonly extensions: readonly string[];
}

function numbered(prefix: string, first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `${prefix}${first + index}`);
}

const CONDITIONS = "{eq,ne,cs,cc,mi,pl,vs,vc,hi,ls,ge,lt,gt,le}";

const THUMB: AssemblerTable = {
  decorator: "asm_thumb",
  parameters: numbered("r", 0, 4),
  registers: {
    // Half of them low, because many instructions and ARMv6-M know only these.
    r: [...numbered("r", 0, 15), ...numbered("r", 0, 7), "sl", "fp", "sp", "lr", "pc"],
    l: numbered("r", 0, 7),
    f: numbered("s", 0, 31),
    q: numbered("r", 0, 15), // vmov tells its direction by the letter
    m: numbered("r", 0, 12),
  },
  instructions: [
    "nop",
    "wfi",
    "b @",
    "bl @",
    `b${CONDITIONS}{,_n} @`,
    "bx r",
    "cpsid =i",
    "cpsie =i",
    "push {}",
    "pop {}",
    "mov r r",
    "{and_,eor,lsl,lsr,asr,adc,sbc,ror,tst,neg,cmp,cmn,orr,mul,bic,mvn} l l",
    "{mov,cmp,add,sub} l #0:0xff",
    "{ldr,str} l [l,#0:0x7c:4]",
    "{ldrh,strh} l [l,#0:0x3e:2]",
    "{ldrb,strb} l [l,#0:0x1f]",
    "{lsl,lsr,asr} l l #0:31",
    "{add,sub} l l l",
    "{add,sub} l l #0:7",
  ],
  extensions: [
    `b${CONDITIONS}_w @`,
    `it{,t,e,tt,te,et,ttt,tee,ete,eee} =${CONDITIONS}`,
    "{clz,rbit} r r",
    "mrs m ={IPSR,BASEPRI}",
    "{movw,movt} l #0:0xffff",
    "movwt r #-0x80000000:0xffffffff",
    "ldrex r [r,#0:0xff]",
    "strex r r [r,#0:0xff]",
    "{sdiv,udiv} r r r",
    "{vcmp,vsqrt,vneg,vcvt_f32_s32,vcvt_s32_f32} f f",
    "{vadd,vsub,vmul,vdiv} f f f",
    "vmov q f",
    "vmov f q",
    "{vldr,vstr} f [l,#0:0x3fc:4]",
    "vmrs r =FPSCR",
    "vmrs =APSR_nzcv =FPSCR",
  ],
};

const XTENSA: AssemblerTable = {
  decorator: "asm_xtensa",
  parameters: numbered("a", 2, 6),
  registers: { a: numbered("a", 0, 15) },
  instructions: [
    "{nop,nop_n,ret,ret_n,dsync,esync,extw,ill,ill_n,isync,memw,rsync}",
    "{abs_,mov,mov_n,neg,nsa,nsau,rer,wer,sll,sra,srl} a a",
    "{callx0,jx,ssa8b,ssa8l,ssl,ssr} a",
    "{add,add_n,addx2,addx4,addx8,and_,mull,or_,src,sub,subx2,subx4,subx8,xor} a a a",
    "addi a a #-128:127",
    "{l16si,l16ui,s16i} a a #0:510:2",
    "{l32i,s32i} a a #0:1020:4",
    "{l8ui,s8i} a a #0:255",
    "j @",
    "call0 @",
    "ssai #0:31",
    "fsync #0:7",
    "{beqz,bnez,bltz,bgez,beqz_n,bnez_n} a @",
    "movi a #-0x80000000:0xffffffff",
    "movi a #-2048:2047",
    "movi_n a #-32:95",
    "l32r a @",
    "{rsr,rur,wsr,wur,xsr} a #0:255",
    "{bnone,beq,blt,bltu,ball,bbc,bany,bne,bge,bgeu,bnall,bbs} a a @",
    "addi_n a a #-1:15",
    "addmi a a #-0x8000:0x7f00:256",
    "{bbci,bbsi} a #0:31 @",
    "slli a a #1:31",
    "srai a a #0:31",
    "srli a a #0:15",
    "{l32i_n,s32i_n} a a #0:60:4",
  ],
  extensions: [],
};

const RV32: AssemblerTable = {
  decorator: "asm_rv32",
  parameters: numbered("a", 0, 4),
  registers: {
    r: [
      "zero",
      "ra",
      "sp",
      "gp",
      "tp",
      ...numbered("t", 0, 6),
      ...numbered("s", 0, 11),
      ...numbered("a", 0, 7),
      "x0",
      "x8",
      "x31",
    ],
    n: ["ra", "sp", "gp", "t0", "s0", "s11", "a0", "a7", "x1", "x31"],
    c: ["s0", "s1", ...numbered("a", 0, 5), "x8", "x15"],
    s: numbered("s", 0, 7),
    z: ["{ra}", "{ra, s0}", ...numbered("", 1, 11).map((last) => `{ra, s0-s${last}}`)],
  },
  instructions: [
    "{add,and_,div,divu,mul,mulh,mulhsu,mulhu,or_,rem,remu,sll,slt,sltu,sra,srl,sub,xor} r r r",
    "{addi,andi,jalr,ori,slti,sltiu,xori} r r #-2048:2047",
    "{slli,srai,srli} r r #0:31",
    "{auipc,lui} r #-0x80000:0x7ffff",
    "{beq,bge,bgeu,blt,bltu,bne} r r @",
    "{csrrc,csrrs,csrrw} r r #0:0xfff",
    "{csrrci,csrrsi,csrrwi} r #0:0xfff #0:31",
    "{c_add,c_mv} n n",
    "{c_addi,c_li} n #-32:31",
    "c_addi4spn c #4:0x3fc:4",
    "{c_and,c_or,c_sub,c_xor} c c",
    "c_andi c #-32:31",
    "{c_beqz,c_bnez} c @",
    "{c_ebreak,c_nop,ebreak,ecall}",
    "{c_j,c_jal} @",
    "{c_jalr,c_jr} n",
    "c_lui n #1:31",
    "{c_lw,c_sw} c #0:124:4(c)",
    "{c_lwsp,c_swsp} n #0:252:4",
    "c_slli n #0:31",
    "{c_srai,c_srli} c #0:31",
    "jal r @",
    "la r @",
    "{lb,lbu,lh,lhu,lw,sb,sh,sw} r #-2048:2047(r)",
    "li r #-0x80000000:0x7fffffff",
    "mv r r",
  ],
  extensions: [
    "{sh1add,sh2add,sh3add} r r r",
    "{cm_pop,cm_popret,cm_popretz} z #0:48:16",
    "cm_push z #-48:0:16",
    "{cm_mva01s,cm_mvsa01} s s",
  ],
};

export type AssemblerName = "thumb" | "xtensa" | "rv32";

export const ASSEMBLERS: Readonly<Record<AssemblerName, AssemblerTable>> = { thumb: THUMB, xtensa: XTENSA, rv32: RV32 };
