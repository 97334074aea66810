// Budgets: their files, the messages about exceeded ones, and refused options.

import { describe, expect, test } from "vitest";
import { resolveBudgets } from "../../src/options/check-options.ts";
import type { BudgetOption } from "../../src/options/check-options.ts";
import { budgetFindings, budgetUses } from "../../src/project/budgets.ts";
import type { DeviceFile } from "../../src/project/flash-image.ts";

const file = (path: string, size: number, displaySource: string): DeviceFile => {
  return { path, bytes: new Uint8Array(size), displaySource };
};
const FILES = [
  file("/lib/app/net.mpy", 300, "firmware/app/net.py"),
  file("/lib/app/ui.mpy", 200, "firmware/app/ui.py"),
  file("/lib/logo.bin", 50, "assets/logo.bin"),
  file("/main.py", 100, "firmware/main.py"),
  file("/www/index.html.gz", 40, "index.html"),
];

function uses(...budgets: BudgetOption[]) {
  return budgetUses(resolveBudgets(budgets), FILES, { used: 4096, root: "/lib" });
}

describe("what is in a budget", () => {
  test.each([
    ["app/**", 500],
    ["lib/app/*.mpy", 500],
    ["app/*.py", 500],
    ["firmware/**", 600],
    ["www/**", 40],
    ["**/*.bin", 50],
    ["none/**", 0],
  ])("%s", (include, used) => {
    expect(uses({ include, max: "1K" })[0]!.used).toBe(used);
  });

  test("less what is excluded", () => {
    expect(uses({ include: ["app/**", "www/**"], exclude: "app/ui.py", max: 1 })[0]!.used).toBe(340);
  });

  test("the whole flash is what the filesystem counts", () => {
    expect(uses({ total: "1M" })[0]!.used).toBe(4096);
  });
});

describe("what is said", () => {
  test("the excess, and the largest files", () => {
    expect(budgetFindings(uses({ include: "app/**", max: 499 }, { include: "app/**", max: 500 }))).toEqual({
      problems: [
        {
          summary: "the budget of 499 bytes for app/** is exceeded by 1 byte",
          hint:
            "The largest in it, in bytes:\n  300  /lib/app/net.mpy  (firmware/app/net.py)\n" +
            "  200  /lib/app/ui.mpy  (firmware/app/ui.py)\n" +
            "Make them smaller, exclude some, or raise the budget in the option budgets.",
        },
      ],
      warnings: [],
    });
  });

  test("a warning by option, and for a glob that matches nothing", () => {
    const { problems, warnings } = budgetFindings(uses({ total: "4000", warn: true }, { include: "ap/**", max: "1K" }));
    expect(problems).toEqual([]);
    expect(warnings).toEqual([
      expect.stringContaining("the budget of 4000 bytes for the whole flash is exceeded by 96 bytes. The largest"),
      "option budgets: no file on the flash matches ap/**",
    ]);
  });
});
