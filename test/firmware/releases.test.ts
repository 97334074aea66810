// Names of releases, and the compiler's behaviour for each.

import { describe, expect, test } from "vitest";
import {
  behaviourOf,
  CHANGE_NAMES,
  changeOf,
  findRelease,
  nearestRelease,
  NEWEST,
  RELEASES,
  TODAY,
} from "../../src/firmware/index.ts";
import { isSince, numbersOf } from "../../src/firmware/releases.ts";

describe("a name of a firmware", () => {
  test.each([
    ["1.22.2", "1.22.2"],
    ["v1.22.0", "1.22.0"],
    ["1.22", "1.22.2"],
    ["MicroPython 1.19", "1.19.1"],
    ["1.29.0-preview", "1.29.0"],
    ["circuitpython 9.2.9", "circuitpython 9.2.9"],
    ["CircuitPython 9.2", "circuitpython 9.2.9"],
    ["circuitpython 9", "circuitpython 9.2.9"],
    ["circuitpython 10", "circuitpython 10.2.1"],
  ])("%s is %s", (name, release) => {
    expect(findRelease(name)?.name).toBe(release);
    expect(nearestRelease(name)?.name).toBe(release);
  });

  test.each([
    ["1.24.9", "1.24.1"],
    ["1.31.2", "1.29.0"],
    ["2.0.0", "1.29.0"],
    ["circuitpython 9.2.1", "circuitpython 9.2.9"],
    ["circuitpython 11.0.0", "circuitpython 10.2.1"],
  ])("%s has no row; the nearest is %s", (name, release) => {
    expect(findRelease(name)).toBeUndefined();
    expect(nearestRelease(name)?.name).toBe(release);
  });

  test.each(["", "1", "1.18", "0.9.1", "circuitpython 8.2", "circuitpython", "pycopy 3.6", "1.x", "latest"])(
    "%j is none",
    (name) => expect(nearestRelease(name)).toBeUndefined(),
  );
});

describe("the table of changes", () => {
  test.each(CHANGE_NAMES)("%s came with a release that has a row, and is in the order of its coming", (name) => {
    const { since } = changeOf(name);
    const numbers = numbersOf(since);
    expect(RELEASES.some(({ base, circuitPython }) => !circuitPython && base.join() === numbers.join())).toBe(true);
    const following = CHANGE_NAMES[CHANGE_NAMES.indexOf(name) + 1];
    if (following !== undefined) expect(isSince(numbersOf(changeOf(following).since), numbers)).toBe(true);
  });

  test("the current compiler has all of them, as the newest release has", () => {
    for (const behaviour of [TODAY, behaviourOf(NEWEST, true)]) {
      expect(CHANGE_NAMES.filter((name) => !behaviour[name])).toEqual([]);
    }
  });

  test("without exact, only changes that a firmware cannot load or run are left out", () => {
    const behaviour = behaviourOf(findRelease("1.19.1")!);
    const missing = CHANGE_NAMES.filter((name) => !behaviour[name]);
    expect(missing).toEqual(CHANGE_NAMES.filter((name) => changeOf(name).isNeeded));
    expect(behaviour.subVersion).toBe(0);
  });

  test("exact, a release has the changes up to its own", () => {
    const has = (firmware: string, name: (typeof CHANGE_NAMES)[number]): boolean =>
      behaviourOf(findRelease(firmware)!, true)[name];
    expect(has("1.22.1", "countsFinallyValue")).toBe(false);
    expect(has("1.22.2", "countsFinallyValue")).toBe(true);
    expect(has("circuitpython 9.2.9", "demotesFoldedInts")).toBe(false);
    expect(has("circuitpython 10.2.1", "foldsFloats")).toBe(true);
  });
});
