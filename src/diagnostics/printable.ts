// Text that is safe for terminals and logs. File names and sources may contain characters that control a terminal:
// control characters, line separators, and marks that change the direction of text. They are replaced by escapes.

// oxlint-disable-next-line no-control-regex
const COMMANDS = /[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** A name on one line: "a\nb" is shown as `a\x0ab`. */
export function printableName(name: string): string {
  return name.replace(COMMANDS, escapeOf);
}

/** A text of several lines: line feeds and tabs stay. */
export function printableText(text: string): string {
  return text.replace(COMMANDS, (character) => (/[\n\t]/.test(character) ? character : escapeOf(character)));
}

function escapeOf(character: string): string {
  const code = character.charCodeAt(0).toString(16);
  return code.length > 2 ? `\\u${code.padStart(4, "0")}` : `\\x${code.padStart(2, "0")}`;
}
