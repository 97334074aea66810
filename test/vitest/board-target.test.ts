// Tests on a board: the files are sent once, a test that hangs is stopped, and the next run finds what is there.

import { expect, onTestFinished, test } from "vitest";
import { startBoard } from "../../src/vitest/target/board.ts";
import { TestBoard } from "../support/board/board.ts";

test("a board runs the tests, with the files of each one apart", async () => {
  const double = await TestBoard.start({ files: { "/main.py": "print('main')\n", "/lib.py": "A = 1\n" } });
  onTestFinished(() => double.end());
  const open = (): Promise<ReturnType<TestBoard["port"]>> => Promise.resolve(double.port());
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const files = new Map([
    ["/helpers.py", encode("LIMIT = 3\n")],
    ["/lib/app/net.py", encode("def f(): return 4\n")],
  ]);
  const target = await startBoard("board", files, open);
  let output = "";
  const run = (code: string, ms = 10_000): Promise<{ error: string }> =>
    target.run(code, (text) => (output += text.replaceAll("\r\n", "\n")), ms);
  expect(await run("import helpers\nfrom app.net import f\nprint(helpers.LIMIT, f())")).toEqual({ error: "" });
  expect(output).toBe("3 4\n");
  expect((await run("1 / 0")).error).toContain("ZeroDivisionError");
  await expect(run("import time\nwhile True: time.sleep(0.01)", 300)).rejects.toThrow("longer than 300 ms");
  await target.close();
  const received = double.received;
  const again = await startBoard("board", files, open);
  expect(await again.run("import helpers", () => {}, 10_000)).toEqual({ error: "" });
  await again.close();
  expect(
    Object.keys(await double.texts())
      .filter((path) => path.startsWith("/device-tests"))
      .sort(),
  ).toEqual(["/device-tests/helpers.py", "/device-tests/lib/app/net.py"]);
  expect(double.received - received).toBeLessThan(received);
});
