// Patterns for identifiers in strings, with letters of every script, as MicroPython allows them.

/** An identifier in a text. */
export const WORD: RegExp = /[A-Za-z_\u0080-\u{10ffff}][\w\u0080-\u{10ffff}]*/gu;

/** A piece from which a name can be built. */
export const PIECE: RegExp = /[\w\u0080-\u{10ffff}]+/gu;

/** A name, dotted names, or a list of names. */
export const NAME_LIST: RegExp =
  /^[A-Za-z_\u0080-\u{10ffff}][\w.\u0080-\u{10ffff}]*([\s,]+[A-Za-z_\u0080-\u{10ffff}][\w.\u0080-\u{10ffff}]*)*$/u;
