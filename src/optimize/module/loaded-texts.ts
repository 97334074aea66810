// Collects the strings that a module's code loads. Names of keyword arguments are among them.

import type { MpyConstant } from "../../mpy/file/model.ts";
import { Op } from "../../mpy/file/opcodes.ts";
import type { ModuleCode } from "./code.ts";
import { WORD } from "../words.ts";
import { qstrText } from "./optimize-module.ts";

const decoder = new TextDecoder();

/** Adds the words of all strings that the module's code loads. */
export function addLoadedTexts(code: ModuleCode, texts: Set<string>): void {
  const { module } = code;
  // Machine code refers to strings by number.
  if (code.hasNative) for (let at = 0; at < module.qstrs.length; at++) texts.add(qstrText(code, at));
  const isSeen = new Uint8Array(module.qstrs.length);
  for (const one of code.functions) {
    for (const { op, arg } of one.instrs) {
      if (op !== Op.LOAD_CONST_STRING || isSeen[arg] === 1) continue;
      isSeen[arg] = 1;
      addWords(qstrText(code, arg), texts);
    }
  }
  for (const constant of module.constants) addConstant(constant, texts);
}

function addConstant(constant: MpyConstant, texts: Set<string>): void {
  if (constant.kind === "tuple") for (const item of constant.items) addConstant(item, texts);
  else if (constant.kind === "str" || constant.kind === "bytes") addWords(decoder.decode(constant.bytes), texts);
}

function addWords(text: string, texts: Set<string>): void {
  for (const word of text.match(WORD) ?? []) texts.add(word);
}
