// mpy merge: mpy-tool.py --merge.

import { mergeMpy } from "../../mpy/merge/merge.ts";
import type { Command } from "./command.ts";
import { naming, readInputs, writeOutput } from "./files.ts";

export const command: Command = {
  help: `-o OUT.mpy [options] FILE.mpy…

Merges .mpy files into one module. It runs the files' code one after the other, in one namespace. At most one file may have native
code; that one runs first.

  -o, --output OUT.mpy  output file; - for standard output
  --march-flags N       architecture flags of the result (default: those of the file with native code)
  --like-mpy-tool       repeats the fault of mpy-tool.py in jumps out of try and with, for the same bytes
`,
  options: {
    output: { type: "string", short: "o" },
    "march-flags": { type: "string" },
    "like-mpy-tool": { type: "boolean" },
  },
  run(call) {
    const output = call.required("output");
    const inputs = readInputs(call.files);
    const options = { archFlags: call.number("march-flags"), likeMpyTool: call.flag("like-mpy-tool") };
    const merged = naming(inputs, () =>
      mergeMpy(
        inputs.map(({ bytes }) => bytes),
        options,
      ),
    );
    writeOutput(output, merged);
    if (call.json && output !== "-")
      call.printJson({ output, size: merged.length, inputs: inputs.map(({ path }) => path) });
    return 0;
  },
};
