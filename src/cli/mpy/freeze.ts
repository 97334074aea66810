// mpy freeze: mpy-tool.py -f, and makemanifest.py.

import { isArchName } from "../../mpy/file/arch.ts";
import { freeze } from "../../mpy/freeze/freeze.ts";
import { encodeUtf8 } from "../../mpy/file/text.ts";
import { type Call, type Command, UsageError } from "./command.ts";
import { naming, readInput, readInputs, writeOutput } from "./files.ts";
import { freezeManifest } from "./freeze-manifest.ts";
import { readManifest, VARIABLE_HELP, VARIABLE_OPTIONS } from "./manifest-request.ts";
import { MANIFEST_OR_FILES, unknownArch } from "../messages.ts";

export const command: Command = {
  help: `[options] FILE.mpy…
       mpy freeze [options] --manifest MANIFEST.py

Prints C source with frozen modules for a firmware build: the same text as mpy-tool.py -f. With a manifest it compiles the sources
first, and prints the same text as makemanifest.py.

  -o, --output OUT.c    output file (default: standard output)
  -q, --qstr-header H   genhdr/qstrdefs.preprocessed.h of the firmware's build; its qstrs are not defined again
  --longint-impl IMPL   big integers of the firmware: none, longlong or mpz (default: mpz)
  --mpz-dig-size N      bits of a digit of a big integer (default: 16)
  --manifest FILE       a manifest.py instead of .mpy files
${VARIABLE_HELP}  --march ARCH          architecture of native code in the manifest's sources
  -b, --build-dir DIR   the firmware's build folder, for comments (default: build)
`,
  options: {
    output: { type: "string", short: "o" },
    "qstr-header": { type: "string", short: "q" },
    "longint-impl": { type: "string" },
    "mpz-dig-size": { type: "string" },
    manifest: { type: "string" },
    ...VARIABLE_OPTIONS,
    march: { type: "string" },
    "build-dir": { type: "string", short: "b" },
  },
  run(call) {
    const { source, inputs } = call.text("manifest") === undefined ? frozenFiles(call) : frozenManifest(call);
    const output = call.text("output") ?? (call.json ? undefined : "-");
    if (output !== undefined) writeOutput(output, source);
    if (call.json && output !== "-") call.printJson({ output, size: source.length, inputs });
    return 0;
  },
};

/** Frozen C source, and the files that it was made from. */
interface Frozen {
  readonly source: Uint8Array;
  readonly inputs: readonly string[];
}

function freezeOptions(call: Call): Parameters<typeof freeze>[1] {
  const header = call.text("qstr-header");
  return {
    qstrHeader: header === undefined ? undefined : Buffer.from(readInput(header)).toString("utf8"),
    longIntImpl: call.choice("longint-impl", ["none", "longlong", "mpz"]),
    mpzDigitBits: call.number("mpz-dig-size"),
  };
}

function frozenFiles(call: Call): Frozen {
  const inputs = readInputs(call.files);
  const source = encodeUtf8(naming(inputs, () => freeze(inputs, freezeOptions(call))));
  return { source, inputs: inputs.map(({ path }) => path) };
}

function frozenManifest(call: Call): Frozen {
  if (call.files.length > 0) throw new UsageError(MANIFEST_OR_FILES);
  const arch = call.text("march");
  if (arch !== undefined && !isArchName(arch)) throw new UsageError(unknownArch("march", arch));
  const { files } = readManifest(call, call.required("manifest"), "freeze");
  const source = freezeManifest(files, {
    compile: arch === undefined ? {} : { arch },
    freeze: freezeOptions(call) ?? {},
    buildFolder: call.text("build-dir") ?? "build",
  });
  return { source, inputs: files.map(({ file }) => file) };
}
