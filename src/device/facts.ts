// Facts about a board and its features. They are read once, and decide which methods the host uses.

/** Facts about a board. */
export interface BoardFacts {
  /** "micropython" or "circuitpython". */
  readonly implementation: string;
  /** Version of the firmware, such as "1.29.0". */
  readonly version: string;
  /** `sys.platform`, such as "rp2" or "esp32". */
  readonly platform: string;
  /** The firmware's name of the board; "" if it has none. */
  readonly machine: string;
  /** `sys.implementation._mpy`: version and architecture of the .mpy files that it loads; undefined on old firmware. */
  readonly mpy: number | undefined;
  /** The folder of device paths: "" if the board's flash is mounted at "/", "/flash" if it is mounted there. */
  readonly root: string;
  /** Free memory in bytes, roughly. */
  readonly memory: number;
  /** Its modules and functions. */
  readonly has: ReadonlySet<BoardFeature>;
}

/** Features that the host uses, each with a Python expression that fails or is false without it. */
const FEATURES = {
  /** Raw bytes can be read from the port. */
  stdin: "sys.stdin.buffer",
  deflate: "__import__('deflate').DeflateIO",
  bytesIo: "__import__('io').BytesIO",
  binascii: "__import__('binascii').a2b_base64",
  ubinascii: "__import__('ubinascii').a2b_base64",
  sha256: "__import__('hashlib').sha256",
  usha256: "__import__('uhashlib').sha256",
  rename: "os.rename",
  stat: "os.stat",
  folders: "os.mkdir",
  mount: "os.mount",
  statvfs: "os.statvfs",
} as const;

/** A feature of a board. */
export type BoardFeature = keyof typeof FEATURES;

const NAMES = Object.keys(FEATURES) as BoardFeature[];

/** Python that prints the facts, one per line. It must run on MicroPython 1.9 and on CircuitPython. */
export const FACTS_CODE: string = [
  "import sys",
  "try:",
  " import os",
  "except ImportError:",
  " import uos as os",
  "i=sys.implementation",
  "def t(f):",
  " try:",
  "  return f()",
  " except Exception:",
  "  return ''",
  "print(i[0])",
  "print('.'.join([str(x) for x in i[1][:3]]))",
  "print(sys.platform)",
  "print(t(lambda:i._machine) or t(lambda:os.uname()[4]))",
  "print(t(lambda:i._mpy))",
  "print(t(lambda:os.stat('/flash') and '/flash') or t(lambda:os.getcwd()) or '/')",
  "print(t(lambda:os.stat) and 1)",
  "import gc",
  "gc.collect()",
  "print(t(lambda:gc.mem_free()))",
  ...NAMES.map((name) => `print(1 if t(lambda:${FEATURES[name]}) else 0)`),
].join("\n");

/** Parses the output of {@link FACTS_CODE}. */
export function parseFacts(output: string): BoardFacts {
  const lines = output.split(/\r?\n/);
  const line = (at: number): string => lines[at]?.trim() ?? "";
  const root = line(5);
  return {
    implementation: line(0),
    version: line(1),
    platform: line(2),
    machine: line(3),
    mpy: line(4) === "" ? undefined : Number(line(4)),
    root: root === "/" ? "" : root,
    memory: Number(line(7)) || 0,
    has: new Set(NAMES.filter((_, at) => line(8 + at) === "1")),
  };
}

/** A description of a board in one line: "MicroPython 1.29.0 on Raspberry Pi Pico with RP2040". */
export function describeBoard({ implementation, version, machine, platform }: BoardFacts): string {
  const name = implementation === "circuitpython" ? "CircuitPython" : "MicroPython";
  return `${name} ${version} on ${machine || platform}`;
}
