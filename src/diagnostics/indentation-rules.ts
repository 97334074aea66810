// Hints for wrong indentation: the columns that would be right, and mixed tabs and blanks.

import type { Diagnosis } from "./syntax-facts.ts";

/** A tab goes to the next multiple of this many columns. */
const TAB_COLUMNS = 8;
/** Maximum number of lines searched for enclosing blocks. */
const LOOK_BACK = 2000;

interface Line {
  number: number;
  indent: string;
  columns: number;
}

function columnsOf(indent: string): number {
  let columns = 0;
  for (const each of indent)
    columns = each === "\t" ? (Math.floor(columns / TAB_COLUMNS) + 1) * TAB_COLUMNS : columns + 1;
  return columns;
}

/** The 1-based line with its indentation; undefined if it is empty or does not exist. */
function indented(lines: readonly string[], number: number): Line | undefined {
  const text = lines[number - 1];
  if (text === undefined || /^\s*(#|$)/.test(text)) return undefined;
  const indent = /^[ \t]*/.exec(text)![0];
  return { number, indent, columns: columnsOf(indent) };
}

/** The line that is indented wrongly: `line` itself, or the next with contents if the refusal names the one before. */
function lineAtFault(lines: readonly string[], line: number, isUnindent: boolean): Line | undefined {
  for (let number = isUnindent ? line + 1 : line; number <= lines.length; number++) {
    const found = indented(lines, number);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Lines above that begin the enclosing blocks, innermost first. */
function blocksAround(lines: readonly string[], line: number): Line[] {
  const blocks: Line[] = [];
  let least = Infinity;
  for (let number = line - 1; number > Math.max(0, line - LOOK_BACK) && least > 0; number--) {
    const found = indented(lines, number);
    if (found !== undefined && found.columns < least) {
      blocks.push(found);
      least = found.columns;
    }
  }
  return blocks;
}

/**
 * The code and hint of an IndentationError that the reference reports for a 1-based line. Lines of `source` end with
 * LF.
 */
export function diagnoseIndentation(source: Uint8Array, line: number, isUnindent: boolean): Diagnosis {
  const lines = new TextDecoder().decode(source).split("\n");
  const fault = lineAtFault(lines, line, isUnindent);
  const blocks = blocksAround(lines, fault?.number ?? line);
  const mixed = blocks.find(({ indent }) => indent !== "" && fault !== undefined && isMixed(indent, fault.indent));
  if (mixed !== undefined) {
    const hint =
      `Line ${fault!.number} and line ${mixed.number} mix tabs and blanks differently in their indentation; a tab goes to the next ` +
      `multiple of ${TAB_COLUMNS} columns. Indent with blanks only.`;
    return { code: "mixed-tabs", hint };
  }
  if (!isUnindent) {
    const hint =
      "This line is indented deeper than its block. Align it with the line before, or end that line with a colon.";
    return { code: "unexpected-indent", hint };
  }
  const columns = blocks.map((each) => each.columns).reverse();
  const hint =
    `Line ${fault?.number ?? line + 1} is indented by ${fault?.columns ?? 0} columns, but the blocks around it by ` +
    `${columns.join(", ")}. Align it with one of them.`;
  return { code: "unindent-mismatch", hint };
}

function isMixed(left: string, right: string): boolean {
  return (left.includes("\t") || right.includes("\t")) && !left.startsWith(right) && !right.startsWith(left);
}
