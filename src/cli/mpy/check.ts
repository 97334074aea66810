// mpy check: checks whether a device loads .mpy files, and prints the broken rules.

import { ARCH_NAMES, isArchName } from "../../mpy/file/arch.ts";
import { checkCompatible } from "../../mpy/inspect/compatible.ts";
import type { Compatibility, DeviceInfo } from "../../mpy/inspect/compatible.ts";
import { UsageError } from "./command.ts";
import type { Call, Command } from "./command.ts";
import { readInputs, withFile } from "./files.ts";
import { wrongArch } from "../messages.ts";
import { wrapText } from "../format-help.ts";

export const command: Command = {
  help: `--device DEVICE [options] FILE.mpy…

Says whether a device will load .mpy files, and if not, why and what to change. The exit code is 1 if one will not load.

  --device DEVICE       the firmware (1.24.1, "circuitpython 9.2.9"), or the number that the device prints for
                        import sys; sys.implementation._mpy
  --arch ARCH           architecture of its native code, if DEVICE is a release: ${ARCH_NAMES.slice(0, 4).join(", ")}, …, none
  --small-int-bits N    bits of its small ints, if not the usual number
`,
  options: {
    device: { type: "string" },
    arch: { type: "string" },
    "small-int-bits": { type: "string" },
  },
  run(call) {
    const device = readDevice(call);
    const answers = readInputs(call.files).map(({ path, bytes }) => ({
      file: path,
      ...withFile(path, () => checkCompatible(bytes, device)),
    }));
    if (call.json) call.printJson(answers);
    else for (const answer of answers) call.print(wrapText(answerText(answer), process.stdout.columns));
    return answers.every(({ loads }) => loads) ? 0 : 1;
  },
};

/** A version has a dot; `_mpy` is one number. */
function readDevice(call: Call): DeviceInfo {
  const device = call.required("device");
  const arch = call.text("arch");
  if (arch !== undefined && arch !== "none" && !isArchName(arch)) {
    throw new UsageError(wrongArch("arch", arch, ARCH_NAMES));
  }
  const known = /^[0-9]+$/.test(device) ? { mpy: Number(device) } : { firmware: device };
  return { ...known, arch, smallIntBits: call.number("small-int-bits") };
}

function answerText({ file, loads, problems, unknown }: Compatibility & { file: string }): string {
  const certain = unknown.length === 0 ? "loads" : "loads, as far as known";
  const lines = [`${file}: ${loads ? certain : "will not load"}`];
  for (const { message, remedy } of problems) lines.push(`  ${message}`, `    -> ${remedy}`);
  for (const what of unknown) lines.push(`  not known: ${what}`);
  return `${lines.join("\n")}\n`;
}
