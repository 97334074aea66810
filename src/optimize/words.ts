// Words of strings: identifiers, with letters of every script as MicroPython takes them.

/** An identifier in a text. */
export const WORD: RegExp = /[A-Za-z_\u0080-\u{10ffff}][\w\u0080-\u{10ffff}]*/gu;

/** What names can be put together from. */
export const PIECE: RegExp = /[\w\u0080-\u{10ffff}]+/gu;

/** A name, dotted names, or a list of names. */
export const NAME_LIST: RegExp =
  /^[A-Za-z_\u0080-\u{10ffff}][\w.\u0080-\u{10ffff}]*([\s,]+[A-Za-z_\u0080-\u{10ffff}][\w.\u0080-\u{10ffff}]*)*$/u;
