import { label } from "../labels.ts";
import { describe, expect, it } from "vitest";
import { Jumps } from "../../../src/compiler/code/bytecode/jumps.ts";

/** One jump over `gap` bytes, forward; its distance and whether it is long. */
function forward(gap: number, bothWays: boolean): { long: boolean; distance: number } {
  const jumps = new Jumps();
  jumps.reset(1);
  jumps.add(0, label(0), bothWays);
  jumps.assign(label(0), 2 + gap);
  jumps.settle();
  return { long: jumps.isLong(0), distance: jumps.distance(0) };
}

/** One jump back over `gap` bytes. */
function backward(gap: number): { long: boolean; distance: number } {
  const jumps = new Jumps();
  jumps.reset(1);
  jumps.assign(label(0), 0);
  jumps.add(gap, label(0), true);
  jumps.settle();
  return { long: jumps.isLong(0), distance: jumps.distance(0) };
}

describe("the length of a jump", () => {
  it.each([
    // the code after the jump is judged one byte too far as long as the jump itself is long
    [62, true, false],
    [63, true, true],
    [126, false, false],
    [127, false, true],
  ])("forward over %i bytes, both ways %s: long %s", (gap, bothWays, long) => {
    expect(forward(gap, bothWays)).toEqual({ long, distance: gap });
  });

  it.each([
    [62, false],
    [63, true],
  ])("back over %i bytes: long %s", (gap, long) => {
    expect(backward(gap)).toEqual({ long, distance: -(gap + (long ? 3 : 2)) });
  });

  it("shrinks again when what it jumps over has shrunk", () => {
    const jumps = new Jumps();
    jumps.reset(2);
    // outer jump over 61 bytes and an inner jump that is short: 63 bytes if the inner one is long at first
    jumps.add(0, label(0), true);
    jumps.add(2, label(1), true);
    jumps.assign(label(1), 4);
    jumps.assign(label(0), 2 + 62);
    jumps.settle();
    expect([jumps.isLong(0), jumps.isLong(1)]).toEqual([false, false]);
    expect(jumps.distance(0)).toBe(62);
  });

  it("holds as many jumps and labels as a scope has", () => {
    const jumps = new Jumps();
    jumps.reset(5000);
    for (let i = 0; i < 5000; i++) {
      jumps.add(i * 2, label(i), false);
      jumps.assign(label(i), i * 2 + 2);
    }
    jumps.settle();
    expect(jumps.longAmong(5000)).toBe(0);
    expect(jumps.distance(4999)).toBe(0);
  });
});
