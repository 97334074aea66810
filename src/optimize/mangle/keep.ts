// The option `keep`: names that are not renamed.

/** A test for names to keep, by patterns with `*` for any text. */
export function keepMatcher(patterns: readonly string[] = []): (name: string) => boolean {
  if (patterns.length === 0) return () => false;
  const escaped = patterns.map((one) => one.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*"));
  const pattern = new RegExp(`^(${escaped.join("|")})$`);
  return (name) => pattern.test(name);
}
