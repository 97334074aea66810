// The check `boot`: files that look like boot files but are not run. Firmware runs boot.py, main.py and others only by
// these names, and only from its start folder (shared/runtime/pyexec.c, pyexec_file_if_exists; main.c of each port).

import type { CheckedModule, Finding } from "./finding.ts";
import { bootFileElsewhere, bootFileIsCompiled } from "../messages.ts";

/** Ports that are started with the name of a program, and have no boot files. */
const WITHOUT_BOOT: ReadonlySet<string> = new Set(["unix", "windows", "webassembly"]);

/**
 * Finds boot files that do not run. `mount` is the path at which the device mounts the filesystem; `bootFiles` are the
 * names that the firmware runs.
 */
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
      return [{ kind: "boot", file, ...bootFileIsCompiled(source, name) }];
    }
    if (bootFiles.includes(name) && !startsIn(mount)) {
      return [{ kind: "boot", file, ...bootFileElsewhere(name, mount) }];
    }
    return [];
  });
}

/** Paths at which ports mount their start filesystem: "/", except for stm32, mimxrt, nrf and renesas-ra. */
const STARTS_IN: ReadonlySet<string> = new Set(["/", "/flash", "/sd"]);

/** Whether a device starts in the filesystem at this path, and does not mount it in addition. */
export function startsIn(mount: string): boolean {
  return STARTS_IN.has(mount);
}
