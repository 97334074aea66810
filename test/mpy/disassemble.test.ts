// Listings: whole ones are compared with recorded text (`vitest -u` renews it), details with the structured form.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { ARCH_NAMES } from "../../src/mpy/file/arch.ts";
import { loadNativeDisassembler } from "../../src/mpy/inspect/capstone.ts";
import { disassemble } from "../../src/mpy/inspect/disassemble.ts";
import type { FunctionListing } from "../../src/mpy/inspect/disassemble.ts";
import { formatDisassembly } from "../../src/mpy/inspect/format-disassembly.ts";
import { formatHexDump } from "../../src/mpy/inspect/format-hex-dump.ts";
import { makeMpyHeader, ScopeFlag } from "../../src/mpy/file/model.ts";
import { readMpy } from "../../src/mpy/file/read.ts";
import { riscvExtension } from "../../src/mpy/inspect/riscv-extensions.ts";
import { writeMpy } from "../../src/mpy/file/write.ts";
import { COMPILED, goldenMpy, goldenPath, LISTED } from "./golden.ts";

const listingPath = (name: string): string => fileURLToPath(goldenPath(`listings/${name}.txt`));

describe("whole listings", () => {
  test.each(LISTED)("$name", async ({ name, input, withMachineCode }) => {
    const native = withMachineCode ? await loadNativeDisassembler() : undefined;
    const source = readFileSync(goldenPath(`inputs/${input}.py`), "utf8");
    const text = formatDisassembly(disassemble(goldenMpy(name), { native }), { source });
    await expect(text).toMatchFileSnapshot(listingPath(name));
  });

  test("hex dump", async () => {
    await expect(formatHexDump(goldenMpy("second"))).toMatchFileSnapshot(listingPath("second.hex"));
  });

  test("a hex dump holds every byte once", () => {
    for (const { name } of COMPILED) {
      const bytes = goldenMpy(name);
      const columns = formatHexDump(bytes)
        .split("\n")
        .map((line) => line.slice(10, 57).trim());
      expect(columns.join(" ").trim()).toBe(
        Buffer.from(bytes)
          .toString("hex")
          .replace(/(..)(?!$)/g, "$1 "),
      );
    }
  });
});

function functionOf(name: string, qualifiedName: string): FunctionListing {
  const found = disassemble(goldenMpy(name)).functions.find((one) => one.qualifiedName === qualifiedName);
  if (found === undefined) throw new Error(`no function ${qualifiedName}`);
  return found;
}

describe("the structured form", () => {
  test("a module's model and its bytes have the same listing", () => {
    const bytes = goldenMpy("language");
    expect(disassemble(readMpy(bytes))).toEqual(disassemble(bytes));
  });

  test("header", () => {
    expect(disassemble(goldenMpy("native-rv32imc")).header).toEqual({
      circuitPython: false,
      version: 6,
      subVersion: 3,
      arch: "rv32imc",
      archNumber: 11,
      archFlags: ["zba", "zcmp"],
      smallIntBits: 31,
    });
  });

  test("arguments and flags", () => {
    const { prelude } = functionOf("language", "Base.__init__");
    expect(prelude).toMatchObject({ args: ["self", "x", "flag"], positionalArgs: 2, keywordOnlyArgs: 1 });
    expect(prelude!.flags).toEqual(["*args", "**kwargs", "keyword defaults"]);
    expect(functionOf("language", "numbers").prelude!.flags).toEqual(["generator"]);
  });

  test("every jump of the recorded files leads to a label, and lines never go past the source", () => {
    for (const { name, input } of COMPILED) {
      const lineCount = readFileSync(goldenPath(`inputs/${input}.py`), "utf8").split("\n").length;
      for (const { instructions, fault } of disassemble(goldenMpy(name)).functions) {
        expect(fault).toBeUndefined();
        for (const { target, meaning, line } of instructions) {
          expect(line).toBeLessThanOrEqual(lineCount);
          if (target === undefined) continue;
          const label = instructions.find(({ offset }) => offset === target)?.label;
          expect(label).toBeDefined();
          expect(meaning.split(",")[0]).toBe(label);
        }
      }
    }
  });

  test("viper and assembler functions have the names that they are stored under", () => {
    const names = disassemble(goldenMpy("thumb_asm")).functions.map(({ qualifiedName }) => qualifiedName);
    expect(names).toEqual(["<module>", "add", "answer"]);
    expect(functionOf("native-x64", "mix").kind).toBe("viper");
  });

  test("source lines are those of the statements", () => {
    const source = readFileSync(goldenPath("inputs/language.py"), "utf8").split("\n");
    const yielding = functionOf("language", "numbers").instructions.find(({ name }) => name === "YIELD_VALUE")!;
    expect(source[yielding.line - 1]!.trim()).toBe("yield at");
  });

  test("code that cannot be decoded ends its function with the reason", () => {
    const code = new Uint8Array([0, 2, 0, 0x51, 0x22, 0x80]);
    const listing = disassemble({
      header: makeMpyHeader(),
      qstrs: [7],
      constants: [],
      body: { kind: "bytecode", code, children: [] },
    });
    expect(listing.functions[0]!.instructions.map(({ name }) => name)).toEqual(["LOAD_CONST_NONE"]);
    expect(listing.functions[0]!.fault).toBe("opcode 0x22 goes on beyond the code (at byte 12 of the file)");
    expect(formatDisassembly(listing)).toContain("! opcode 0x22 goes on beyond the code");
  });

  test("relocations, rodata and bss of linked code are listed", () => {
    const bytes = writeMpy({
      header: makeMpyHeader(2),
      qstrs: [new TextEncoder().encode("linked.c")],
      constants: [],
      body: {
        kind: "viper",
        code: new Uint8Array(16),
        scopeFlags: ScopeFlag.viperRelocations | ScopeFlag.viperRodata | ScopeFlag.viperBss,
        rodata: new Uint8Array(5),
        bssSize: 12,
        relocations: [{ target: "rodata", address: { section: "text", word: 3 }, count: 2 }, { target: 40 }],
        children: [],
      },
    });
    expect(disassemble(bytes).functions[0]!.notes).toEqual([
      "rodata: 5 bytes",
      "bss: 12 bytes",
      "relocation: word 3 of text += rodata, 2 words",
      "relocation: the next word += entry 40 of funTable",
    ]);
  });
});

describe("machine code", () => {
  test.each(COMPILED.filter(({ options }) => options.some((option) => option.startsWith("-march"))))(
    "$name is covered without a gap",
    async ({ name }) => {
      const native = await loadNativeDisassembler();
      for (const { native: listed, code, prelude, kind } of disassemble(goldenMpy(name), { native }).functions) {
        if (listed === undefined) continue;
        let at = 0;
        for (const { offset, size } of [...listed.header, ...listed.instructions]) {
          expect(offset).toBe(at);
          at += size;
        }
        expect(at).toBe(kind === "native" ? prelude!.start : code.length);
        expect(listed.decoded).toBe(!name.includes("xtensa"));
      }
    },
  );

  test.each(["x86", "x64", "armv6m", "armv7emsp", "rv32imc"])("%s: calls of the runtime are named", async (arch) => {
    const native = await loadNativeDisassembler();
    const { functions } = disassemble(goldenMpy(`native-${arch}`), { native });
    const mix = functions.find(({ qualifiedName }) => qualifiedName === "mix")!;
    const names = mix.native!.instructions.map(({ runtime }) => runtime).filter((name) => name !== undefined);
    expect(names).toContain("convert_obj_to_native");
    expect(new Set(names).size).toBeLessThan(8);
  });

  test("random machine code of every architecture is covered without a gap", async () => {
    const native = await loadNativeDisassembler();
    let state = 1;
    const byte = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24;
    for (const arch of ARCH_NAMES) {
      // The last length is more than the library is given at a time.
      for (const length of [0, 1, 2, 3, 5, 30, 20_000]) {
        const code = Uint8Array.from({ length }, byte);
        let at = 4;
        for (const { offset, size } of native.disassemble(code, arch, 4) ?? []) {
          expect(offset).toBe(at);
          at += size;
        }
        expect(at).toBe(arch.startsWith("xtensa") ? 4 : 4 + length);
      }
    }
  });

  test("a library without its WebAssembly is a clear error", async () => {
    await expect(loadNativeDisassembler({ wasm: new Uint8Array([1, 2, 3]) })).rejects.toThrow(
      "machine code cannot be listed",
    );
  });

  // Zba as GNU as encodes it; Zcmp by its specification.
  test.each([
    [[0x33, 0xa5, 0xc5, 0x20], "sh1add a0, a1, a2"],
    [[0xb3, 0x42, 0x73, 0x20], "sh2add t0, t1, t2"],
    [[0x33, 0xe4, 0x24, 0x21], "sh3add s0, s1, s2"],
    [[0x42, 0xb8], "cm.push {ra}, -16"],
    [[0x9e, 0xb8], "cm.push {ra, s0-s4}, -80"],
    [[0x52, 0xba], "cm.pop {ra, s0}, 16"],
    [[0xf2, 0xbc], "cm.popretz {ra, s0-s11}, 64"],
    [[0x66, 0xbe], "cm.popret {ra, s0-s1}, 32"],
    [[0xe6, 0xac], "cm.mva01s s1, s1"],
    [[0xa2, 0xad], "cm.mvsa01 s3, s0"],
    [[0x13, 0x01, 0x41, 0xfb], undefined],
    [[0x32, 0xb8], undefined],
  ])("RISC-V extensions %j", (bytes, text) => {
    expect(riscvExtension(Uint8Array.from(bytes), 0, bytes.length)).toBe(text);
  });
});
