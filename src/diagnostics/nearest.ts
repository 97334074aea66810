// Suggestions for misspelt names: the known names with the smallest edit distance (Levenshtein's, with a swap of
// neighbours as one change).

/** Maximum number of suggestions. */
const OFFERED = 3;

/** The names nearest to `name`, nearest first; none if all are too different. */
export function nearestNames(name: string, known: Iterable<string>): string[] {
  // Up to a third of the letters may be wrong. A higher limit would suggest unrelated names.
  const limit = Math.max(1, Math.floor(name.length / 3));
  const near: { other: string; changes: number }[] = [];
  for (const other of known) {
    if (other === name || Math.abs(other.length - name.length) > limit) continue;
    const changes = distance(name.toLowerCase(), other.toLowerCase(), limit);
    if (changes <= limit) near.push({ other, changes });
  }
  near.sort((a, b) => a.changes - b.changes || (a.other < b.other ? -1 : 1));
  return near.slice(0, OFFERED).map(({ other }) => other);
}

/** Changes from one text to the other; more than `limit` gives `limit + 1`. */
function distance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, before[j - 2]! + 1);
      row.push(best);
    }
    if (Math.min(...row) > limit) return limit + 1;
    before = last;
    last = row;
  }
  return last[b.length]!;
}
