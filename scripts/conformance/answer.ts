// A compiler's result for one file under one option set, as a short text that can be compared, cached and recorded: the
// first 16 hex digits of the SHA-256 of the .mpy, or `!Exception: message@line` (`-` without a line), or `!CRASH-n` for a
// process that died of signal n. Texts with `!!` are only ours and never equal to a reference's.

import { createHash } from "node:crypto";

/** See above; a plain string, because a run holds a hundred thousand of them. */
export type Answer = string;

/** How our answer relates to the reference's. */
export type Verdict = "same" | "same-refusal" | "abort-refused" | "differs";

/** The answer that a .mpy stands for. */
export function answerOfMpy(mpy: Uint8Array): Answer {
  return createHash("sha256").update(mpy).digest("hex").slice(0, 16);
}

/** The answer that a refusal stands for; line 0 or undefined: none named. */
export function answerOfRefusal(exception: string, reason: string, line: number | undefined): Answer {
  // the reference prints "Type: text", and the bare type where the text is empty
  const said = reason === "" ? exception : `${exception}: ${reason}`;
  return `!${said}@${line ?? "-"}`;
}

/** Reads the reference's standard error: the last line says what, the last `line N` of the traceback says where. */
export function answerOfTraceback(text: string): Answer {
  const lines = text.trimEnd().split("\n");
  let line = "-";
  for (const entry of lines) {
    const match = /^ {2}File ".*", line (\d+)/.exec(entry);
    if (match) line = match[1]!;
  }
  return `!${lines.at(-1)}@${line}`;
}

/** Where the reference aborts (an assertion), a clear refusal is right; otherwise the answers must be equal. */
export function verdict(ours: Answer, theirs: Answer): Verdict {
  if (ours === theirs) return ours.startsWith("!") ? "same-refusal" : "same";
  if (theirs.startsWith("!CRASH") && ours.startsWith("!") && !ours.startsWith("!!")) return "abort-refused";
  return "differs";
}

/** A difference without its particulars (hashes, lines, names in quotes), to count differences of one kind together. */
export function kindOfDifference(ours: Answer, theirs: Answer): string {
  return `reference ${general(theirs)}, ours ${general(ours)}`;
}

function general(answer: Answer): string {
  if (!answer.startsWith("!")) return ".mpy";
  return answer.replace(/@(\d+|-)$/, "").replace(/'[^']*'/g, "'…'");
}
