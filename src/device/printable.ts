// A board's output as text that is safe to show: it is not trusted, and control sequences could rewrite the terminal, its title
// or its clipboard.

// C0 but tab and newline, DEL, C1, and the marks that turn the direction of text.
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text with its control characters made visible: "\x1b" for Escape. Ends of lines become "\n". */
export function printable(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(
    UNSAFE,
    (char) =>
      `\\${char < "\u0100" ? "x" : "u"}${char
        .charCodeAt(0)
        .toString(16)
        .padStart(char < "\u0100" ? 2 : 4, "0")}`,
  );
}
