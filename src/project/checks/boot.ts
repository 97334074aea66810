// What a board does not run although it has the name of what it runs. Firmware runs boot.py, main.py and the like, by these names alone and
// from the folder that they start in (shared/runtime/pyexec.c, pyexec_file_if_exists; ports' main.c).

import type { CheckedModule, Finding } from "./finding.ts";

/** Ports that are started with the name of a program. */
const WITHOUT_BOOT: ReadonlySet<string> = new Set(["unix", "windows", "webassembly"]);

/** `mount` is where the device mounts the filesystem; `bootFiles` are the names that the firmware runs. */
export function checkBoot(
  modules: readonly CheckedModule[],
  mount: string,
  port: string | undefined,
  bootFiles: readonly string[],
): Finding[] {
  if (port !== undefined && WITHOUT_BOOT.has(port)) return [];
  return modules.flatMap(({ path, source: file }): Finding[] => {
    const name = path.slice(1);
    const source = name.replace(/\.mpy$/, ".py");
    if (source !== name && bootFiles.includes(source)) {
      const what = `the board runs ${source} alone, never ${name}`;
      return [{ kind: "boot", file, what, remedy: `Ship it as source: shipAsSource: ["${source}"].` }];
    }
    if (bootFiles.includes(name) && !startsIn(mount)) {
      const what = `the board runs the ${name} of the filesystem that it starts in, and this one is mounted at ${mount}`;
      const remedy = `Place a ${name} at the device's root that imports it under another name.`;
      return [{ kind: "boot", file, what, remedy }];
    }
    return [];
  });
}

/** Where ports mount the filesystem that they start in: at "/", but stm32, mimxrt, nrf and renesas-ra. */
const STARTS_IN: ReadonlySet<string> = new Set(["/", "/flash", "/sd"]);

/** Whether a device starts in the filesystem that is mounted there, and has not just mounted it beside. */
export function startsIn(mount: string): boolean {
  return STARTS_IN.has(mount);
}
