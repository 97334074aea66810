// Shrinks a program that shows a fault while it still shows it: first lines, in ever smaller runs, then bracketed groups, then single
// tokens. Programs are bytes; they are cut as Latin-1 text, so that nothing is re-encoded.

/** Does the candidate still show what the whole did? */
export type Shows = (candidate: Uint8Array) => boolean;

const TOKEN = /\w+|[ \t]+|\n|"[^"\n]*"|'[^'\n]*'|[^]/g;
/** What may stand for a group of brackets or a literal. */
const STAND_INS = ["", "x", "0"];

/** The smallest program found within `tries` questions. */
export function shrink(source: Uint8Array, tries: number, shows: Shows): Uint8Array {
  let left = tries;
  const ask = (text: string): boolean => left-- > 0 && shows(Buffer.from(text, "latin1"));
  let text = Buffer.from(source).toString("latin1");
  for (;;) {
    const before = text.length;
    text = withoutPieces(text, (whole) => whole.split(/(?<=\n)/), ask);
    text = dedented(text, ask);
    text = withoutGroups(text, ask);
    text = withoutPieces(text, (whole) => whole.match(TOKEN) ?? [], ask);
    if (text.length >= before || left <= 0) return Buffer.from(text, "latin1");
  }
}

/** Leaves out runs of pieces: halves, quarters, … down to one. */
function withoutPieces(text: string, split: (text: string) => string[], ask: (text: string) => boolean): string {
  let pieces = split(text);
  for (let run = pieces.length >> 1; run >= 1; run >>= 1) {
    for (let at = 0; at < pieces.length;) {
      const candidate = [...pieces.slice(0, at), ...pieces.slice(at + run)];
      if (ask(candidate.join(""))) pieces = candidate;
      else at += run;
    }
  }
  return pieces.join("");
}

/** Leaves out a header line and moves what it held one step left. */
function dedented(text: string, ask: (text: string) => boolean): string {
  let lines = text.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const margin = marginOf(lines[at]!);
    let end = at + 1;
    while (end < lines.length && marginOf(lines[end]!) > margin) end++;
    if (end === at + 1) continue;
    const step = marginOf(lines[at + 1]!) - margin;
    const inner = lines.slice(at + 1, end).map((line) => line.slice(step));
    const candidate = [...lines.slice(0, at), ...inner, ...lines.slice(end)];
    if (ask(candidate.join("\n"))) {
      lines = candidate;
      at--;
    }
  }
  return lines.join("\n");
}

function marginOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Puts something short for each bracketed group, from the outside inwards. */
function withoutGroups(text: string, ask: (text: string) => boolean): string {
  for (let at = 0; at < text.length; at++) {
    if (!"([{".includes(text[at]!)) continue;
    const end = endOfGroup(text, at);
    if (end < 0) continue;
    const inner = text.slice(at + 1, end);
    for (const stand of [...STAND_INS.map((short) => text[at]! + short + text[end]!), ...STAND_INS, inner]) {
      const candidate = text.slice(0, at) + stand + text.slice(end + 1);
      if (candidate.length < text.length && ask(candidate)) {
        text = candidate;
        break;
      }
    }
  }
  return text;
}

function endOfGroup(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if ("([{".includes(text[at]!)) depth++;
    if (")]}".includes(text[at]!) && --depth === 0) return at;
  }
  return -1;
}
