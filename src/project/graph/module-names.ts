// Patterns of module names, as options have them: "lvgl", "startup.*".

/** Asks for one name. */
export type ModuleMatcher = (name: string) => boolean;

/** Modules that match a pattern, where `*` stands for any letters and dots, and all modules inside of them. */
export function moduleMatcher(patterns: readonly string[]): ModuleMatcher {
  if (patterns.length === 0) return () => false;
  const any = patterns.map((pattern) => pattern.split("*").map(escape).join(".*"));
  const whole = new RegExp(`^(?:${any.join("|")})(?:\\..*)?$`, "s");
  return (name) => whole.test(name);
}

/** The packages that have to be there for modules that match: "startup" for "startup.*". */
export function packagesOf(patterns: readonly string[]): string[] {
  return patterns.flatMap((pattern) => {
    const parts = pattern.split(".");
    const plain = parts
      .slice(0, -1)
      .filter((_, index) => !parts.slice(0, index + 1).some((part) => part.includes("*")));
    return plain.map((_, index) => plain.slice(0, index + 1).join("."));
  });
}

function escape(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
}
