// Help text in the width of the terminal: rows of two columns keep their second column.

/** Narrowest width that text is wrapped to. */
const NARROWEST = 40;
/** A row's indentation and first column: "  -o, --out DIR       ". */
const FIRST_COLUMN = /^ +\S.*? {2,}(?=\S)/;

/** Wraps lines that are longer than `columns`; without a number (no terminal) the text stays as it is. */
export function wrapHelp(text: string, columns: number | undefined): string {
  if (columns === undefined || columns < NARROWEST) return text;
  return text
    .split("\n")
    .map((line) => (line.length <= columns ? line : wrapLine(line, columns)))
    .join("\n");
}

function wrapLine(line: string, columns: number): string {
  const head = FIRST_COLUMN.exec(line)?.[0] ?? /^ */.exec(line)![0];
  const lines = [head];
  for (const word of line.slice(head.length).split(" ")) {
    const last = lines.at(-1)!;
    const isEmpty = last.length === head.length;
    if (!isEmpty && last.length + 1 + word.length > columns) lines.push(" ".repeat(head.length) + word);
    else lines[lines.length - 1] = isEmpty ? last + word : `${last} ${word}`;
  }
  return lines.join("\n");
}
