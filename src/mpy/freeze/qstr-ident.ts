// A qstr's name in C: MP_QSTR_ and the string, in which names replace all but letters, digits and underscores.
// Firmware, the qstr headers of its build and frozen code use the same names (py/makeqstrdata.py).

/** Names of U+00A0 to U+00FF, in order: HTML 4's names of Latin-1 characters. */
const LATIN_1 =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro " +
  "para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil " +
  "Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave " +
  "Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml " +
  "igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute " +
  "thorn yuml";

/** HTML 4's names of other characters: each character, then its name. */
const BEYOND_LATIN_1 =
  "Œ OElig œ oelig Š Scaron š scaron Ÿ Yuml ƒ fnof ˆ circ ˜ tilde " +
  "Α Alpha Β Beta Γ Gamma Δ Delta Ε Epsilon Ζ Zeta Η Eta Θ Theta Ι Iota Κ Kappa Λ Lambda Μ Mu Ν Nu Ξ Xi Ο Omicron Π Pi " +
  "Ρ Rho Σ Sigma Τ Tau Υ Upsilon Φ Phi Χ Chi Ψ Psi Ω Omega α alpha β beta γ gamma δ delta ε epsilon ζ zeta η eta " +
  "θ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi ο omicron π pi ρ rho ς sigmaf σ sigma τ tau υ upsilon φ phi χ chi " +
  "ψ psi ω omega ϑ thetasym ϒ upsih ϖ piv – ndash — mdash ‘ lsquo ’ rsquo ‚ sbquo “ ldquo ” rdquo „ bdquo † dagger " +
  "‡ Dagger • bull … hellip ‰ permil ′ prime ″ Prime ‹ lsaquo › rsaquo ‾ oline ⁄ frasl € euro ℑ image ℘ weierp ℜ real " +
  "™ trade ℵ alefsym ← larr ↑ uarr → rarr ↓ darr ↔ harr ↵ crarr ⇐ lArr ⇑ uArr ⇒ rArr ⇓ dArr ⇔ hArr ∀ forall ∂ part " +
  "∃ exist ∅ empty ∇ nabla ∈ isin ∉ notin ∋ ni ∏ prod ∑ sum − minus ∗ lowast √ radic ∝ prop ∞ infin ∠ ang ∧ and ∨ or " +
  "∩ cap ∪ cup ∫ int ∴ there4 ∼ sim ≅ cong ≈ asymp ≠ ne ≡ equiv ≤ le ≥ ge ⊂ sub ⊃ sup ⊄ nsub ⊆ sube ⊇ supe ⊕ oplus " +
  "⊗ otimes ⊥ perp ⋅ sdot ⌈ lceil ⌉ rceil ⌊ lfloor ⌋ rfloor ◊ loz ♠ spades ♣ clubs ♥ hearts ♦ diams";

/** ASCII characters. Some names are MicroPython's own. */
const ASCII =
  "- hyphen ' squot , comma . dot : colon ; semicolon / slash % percent # hash ( paren_open ) paren_close " +
  "[ bracket_open ] bracket_close { brace_open } brace_close * star ! bang \\ backslash + plus $ dollar = equals " +
  '? question @ at_sign ^ caret | pipe ~ tilde " quot & amp < lt > gt';

/** Named characters that text cannot show: spaces, joiners, direction marks, and two that normalisation replaces. */
const INVISIBLE: readonly (readonly [number, string])[] = [
  [0x20, "space"],
  [0x2002, "ensp"],
  [0x2003, "emsp"],
  [0x2009, "thinsp"],
  [0x200c, "zwnj"],
  [0x200d, "zwj"],
  [0x200e, "lrm"],
  [0x200f, "rlm"],
  [0x2329, "lang"],
  [0x232a, "rang"],
];

function buildNames(): ReadonlyMap<number, string> {
  const names = new Map<number, string>(INVISIBLE);
  LATIN_1.split(" ").forEach((name, index) => names.set(0xa0 + index, name));
  const pairs = `${BEYOND_LATIN_1} ${ASCII}`.split(" ");
  for (let at = 0; at < pairs.length; at += 2) names.set(pairs[at]!.codePointAt(0)!, pairs[at + 1]!);
  return names;
}

const NAMES = buildNames();

const PLAIN_CHARACTER = /^[a-zA-Z0-9_]$/;

/** The part of a qstr's C name after MP_QSTR_. */
export function qstrIdent(text: string): string {
  let ident = "";
  for (const character of text) {
    if (PLAIN_CHARACTER.test(character)) {
      ident += character;
      continue;
    }
    const point = character.codePointAt(0)!;
    ident += `_${NAMES.get(point) ?? `0x${point.toString(16).padStart(2, "0")}`}_`;
  }
  return ident;
}

/** A qstr's hash in firmware: `bytesInHash` bytes, never 0 (py/qstr.c). */
export function qstrHash(bytes: Uint8Array, bytesInHash: number): number {
  let hash = 5381;
  for (const byte of bytes) hash = (Math.imul(hash, 33) ^ byte) >>> 0;
  const kept = bytesInHash === 0 ? 2 : bytesInHash;
  const masked = kept >= 4 ? hash : hash & ((1 << (8 * kept)) - 1);
  return masked === 0 ? 1 : masked;
}
