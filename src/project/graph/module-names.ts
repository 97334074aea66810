// Patterns of module names in options: "lvgl", "startup.*".

/** A test for a name. */
export type ModuleMatcher = (name: string) => boolean;

/** A matcher for modules that match a pattern, and for their submodules. `*` matches any letters and dots. */
export function moduleMatcher(patterns: readonly string[]): ModuleMatcher {
  if (patterns.length === 0) return () => false;
  const any = patterns.map((pattern) => pattern.split("*").map(escape).join(".*"));
  const whole = new RegExp(`^(?:${any.join("|")})(?:\\..*)?$`, "s");
  return (name) => whole.test(name);
}

/** The packages that contain the matching modules: "startup" for "startup.*". */
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
