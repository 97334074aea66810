// Sources frozen as text, and the whole file of frozen content, as makemanifest.py writes it for a firmware build.

import { encodeUtf8, hex2 } from "../file/text.ts";

/** A source that is frozen as text. */
export interface FrozenText {
  /** Path of the module: "app/net.py". */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const CHARACTER_ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\" };

/** C source for no frozen modules. */
const NO_MODULES = `#include "py/emitglue.h"
extern const qstr_pool_t mp_qstr_const_pool;
const qstr_pool_t mp_qstr_frozen_const_pool = {
    #if MICROPY_QSTR_BYTES_IN_HASH
    (qstr_pool_t*)&mp_qstr_const_pool, MP_QSTRnumber_of, 0, 0, 0, NULL, NULL, {},
    #else
    (qstr_pool_t*)&mp_qstr_const_pool, MP_QSTRnumber_of, 0, 0, 0, NULL, {},
    #endif
};
const char mp_frozen_names[] = { MP_FROZEN_STR_NAMES "\\0"};
const mp_raw_code_t *const mp_frozen_mpy_content[] = {NULL};
`;

/** The file of frozen content: sources, and `modules`, the result of freeze() for compiled ones; undefined for none. */
export function frozenContent(texts: readonly FrozenText[], modules: string | undefined): Uint8Array {
  const parts = [
    "//\n// Content for MICROPY_MODULE_FROZEN_STR\n//\n",
    "#include <stdint.h>\n#define MP_FROZEN_STR_NAMES \\\n",
    ...texts.map(({ name }) => `"${name}\\0" \\\n`),
    `\nconst uint32_t mp_frozen_str_sizes[] = { ${texts.map(({ bytes }) => `${bytes.length}, `).join("")}0 };\n`,
    "const char mp_frozen_str_content[] = {\n",
    ...texts.map(({ bytes }) => `"${escapeText(bytes)}\\0"\n`),
    '"\\0"\n};\n\n',
    "//\n// Content for MICROPY_MODULE_FROZEN_MPY\n//\n",
    modules ?? NO_MODULES,
  ];
  return encodeUtf8(parts.join(""));
}

/**
 * The contents of a C string. C reads all hex digits after an escape: the string ends after the escape, and a new one
 * begins.
 */
function escapeText(bytes: Uint8Array): string {
  let text = "";
  let afterHex = false;
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    const escape = CHARACTER_ESCAPES[character];
    if (escape !== undefined) text += escape;
    else if (byte >= 0x20 && byte < 0x7f) {
      text += afterHex ? `" "${character}` : character;
      afterHex = false;
    } else {
      text += `\\x${hex2(byte)}`;
      afterHex = true;
    }
  }
  return text;
}
