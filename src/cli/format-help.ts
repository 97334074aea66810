// Lays out texts for the width of the terminal. The commands write their help without regard to widths: here paragraphs
// are filled, and rows of options have two columns.

/** Width without a terminal, as in a file or a pipe. */
const DEFAULT_WIDTH = 80;
/** Longer lines are hard to read. */
const WIDEST = 100;
const NARROWEST = 40;
/** Widest first column. A longer entry is on a line of its own. */
const WIDEST_ENTRY = 32;

/** A row: two spaces or more, an entry ("-o, --out DIR"), two spaces or more, and its text. */
const ROW = /^ {2,}(\S.*?) {2,}(\S.*)$/;
/** The second line of a row, or of "usage:". */
const CONTINUATION = /^ {7,}(\S.*)$/;

interface Row {
  readonly entry: string;
  text: string;
}

/** Formats help. `columns` is the width of the terminal; undefined without one. */
export function formatHelp(text: string, columns: number | undefined): string {
  const width = Math.min(Math.max(columns ?? DEFAULT_WIDTH, NARROWEST), WIDEST);
  const lines: string[] = [];
  let paragraph: string[] = [];
  let rows: Row[] = [];
  const flush = (): void => {
    if (paragraph.length > 0) lines.push(...fill(paragraph.join(" "), "", "", width));
    lines.push(...formatRows(rows, width));
    paragraph = [];
    rows = [];
  };
  for (const line of text.split("\n")) {
    const row = ROW.exec(line);
    const continued = CONTINUATION.exec(line)?.[1];
    if (row !== null) {
      if (paragraph.length > 0) flush();
      rows.push({ entry: row[1]!, text: row[2]! });
    } else if (continued !== undefined && rows.length > 0) {
      rows.at(-1)!.text += ` ${continued}`;
    } else if (line === "" || line.startsWith(" ") || line.startsWith("usage:")) {
      flush();
      if (line === "") lines.push("");
      else lines.push(...fill(line.trimStart(), line.slice(0, line.length - line.trimStart().length), "    ", width));
    } else {
      if (rows.length > 0) flush();
      paragraph.push(line);
    }
  }
  flush();
  return lines.join("\n");
}

/** Rows with aligned texts. An option without a short name is aligned with the long names of the others. */
function formatRows(rows: readonly Row[], width: number): string[] {
  const hasShort = rows.some(({ entry }) => /^-[^-]/.test(entry));
  const heads = rows.map(({ entry }) => (hasShort && entry.startsWith("--") ? `      ${entry}` : `  ${entry}`));
  const column = Math.max(0, ...heads.map((head) => head.length + 2).filter((length) => length <= WIDEST_ENTRY + 2));
  const indent = " ".repeat(column);
  return heads.flatMap((head, at) => {
    const { text } = rows[at]!;
    if (head.length + 2 > column) return [head, ...fill(text, indent, indent, width)];
    return fill(text, head.padEnd(column), indent, width);
  });
}

/** Wraps a line of a message; the other lines have its indentation. `width` is undefined without a terminal. */
export function wrapLine(line: string, width: number | undefined): string[] {
  if (width === undefined || width < NARROWEST || line.length <= width) return [line];
  const indent = /^ */.exec(line)![0];
  return fill(line.slice(indent.length), indent, indent, width);
}

/** Wraps all lines of a text, as {@link wrapLine}. */
export function wrapText(text: string, width: number | undefined): string {
  return text
    .split("\n")
    .flatMap((line) => wrapLine(line, width))
    .join("\n");
}

/** Fills lines with words. `first` begins the first line, `rest` the others. */
function fill(text: string, first: string, rest: string, width: number): string[] {
  const lines = [first];
  let isEmpty = true;
  for (const word of text.split(" ")) {
    const last = lines.at(-1)!;
    if (!isEmpty && last.length + 1 + word.length > width) lines.push(rest + word);
    else lines[lines.length - 1] = isEmpty ? last + word : `${last} ${word}`;
    isEmpty = false;
  }
  return lines;
}
