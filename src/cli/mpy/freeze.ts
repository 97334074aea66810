// mpy freeze: mpy-tool.py -f.

import { freeze } from "../../mpy/freeze.ts";
import { encodeUtf8 } from "../../mpy/text.ts";
import type { Command } from "./command.ts";
import { naming, readInput, readInputs, writeOutput } from "./files.ts";

export const command: Command = {
  help: `[options] FILE.mpy…

Prints C source with the modules frozen in it, for a firmware build: the same text as mpy-tool.py -f.

  -o, --output OUT.c    where to write it (default: standard output)
  -q, --qstr-header H   genhdr/qstrdefs.preprocessed.h of the firmware's build: its qstrs are not made again
  --longint-impl IMPL   big integers of the firmware: none, longlong or mpz (default: mpz)
  --mpz-dig-size N      bits of a digit of a big integer (default: 16)
`,
  options: {
    output: { type: "string", short: "o" },
    "qstr-header": { type: "string", short: "q" },
    "longint-impl": { type: "string" },
    "mpz-dig-size": { type: "string" },
  },
  run(call) {
    const inputs = readInputs(call.files);
    const header = call.text("qstr-header");
    const options = {
      qstrHeader: header === undefined ? undefined : Buffer.from(readInput(header)).toString("utf8"),
      longIntImpl: call.choice("longint-impl", ["none", "longlong", "mpz"]),
      mpzDigitBits: call.number("mpz-dig-size"),
    };
    const source = encodeUtf8(naming(inputs, () => freeze(inputs, options)));
    const output = call.text("output") ?? (call.json ? undefined : "-");
    if (output !== undefined) writeOutput(output, source);
    if (call.json && output !== "-")
      call.printJson({ output, size: source.length, inputs: inputs.map(({ path }) => path) });
    return 0;
  },
};
