// Time from a save to the module imported on the board, and bytes on the wire, through a port paced to 115200 baud: our way and
// mpremote's (literals of 256 bytes, one exec each). The board is the WebAssembly MicroPython of the tests, so its own time is small;
// a real board adds the time of its flash.

import { compile } from "../src/compiler/index.ts";
import { Board } from "../src/device/board.ts";
import { BoardFiles } from "../src/device/files/board-files.ts";
import { bytesLiteral } from "../src/device/files/encode.ts";
import { TestBoard } from "../test/support/board/board.ts";
import { median, printTable, ratio } from "./table.ts";

const BAUD = 115200;
const RUNS = 7;
/** Bytes in one literal of mpremote. */
const LITERAL = 256;

/** A driver as people write them: about 2 kB when compiled. */
function source(version: number): string {
  const registers = [
    "CONTROL",
    "STATUS",
    "TEMPERATURE",
    "PRESSURE",
    "HUMIDITY",
    "CALIBRATION",
    "IDENTITY",
    "THRESHOLD",
    "GAIN",
    "FILTER",
    "OVERSAMPLING",
  ];
  const methods = registers.map((name, at) => {
    const lower = name.toLowerCase();
    return `
    def read_${lower}(self, timeout=${50 + at * 7}):
        """Reads the ${lower} register."""
        self._wait(timeout)
        raw = self.bus.readfrom_mem(self.address, ${name}, ${1 + (at % 3)})
        value = raw[0] << ${at} | self.offset_${lower}
        if value > ${1000 + at * 113}:
            raise ValueError("${lower} out of range: %d" % value)
        return value
`;
  });
  return `VERSION = ${version}\n${registers.map((name, at) => `${name} = const(${0x20 + at * 3})\n`).join("")}
class Sensor:
    def __init__(self, bus, address=0x76):
        self.bus = bus
        self.address = address
${registers.map((name) => `        self.offset_${name.toLowerCase()} = 0\n`).join("")}
    def _wait(self, timeout):
        for _ in range(timeout):
            if self.bus.readfrom_mem(self.address, STATUS, 1)[0] & 8 == 0:
                return
        raise OSError("sensor %x does not answer" % self.address)
${methods.join("")}`.replace(/^/, "from micropython import const\n");
}

interface Way {
  readonly name: string;
  write(board: Board, files: BoardFiles, mpy: Uint8Array): Promise<void>;
}

const WAYS: readonly Way[] = [
  { name: "ours", write: (_, files, mpy) => files.write("/sensor.mpy", mpy, { recorded: false }) },
  {
    name: "as mpremote does",
    write: async (board, _, mpy) => {
      await board.exec("f=open('/flash/sensor.mpy','wb')\nw=f.write");
      for (let at = 0; at < mpy.length; at += LITERAL)
        await board.exec(`w(${bytesLiteral(mpy.subarray(at, at + LITERAL))})`);
      await board.exec("f.close()");
    },
  },
];

/** Prints the table. */
export async function benchDevice(): Promise<void> {
  const double = await TestBoard.start({ baud: BAUD, buffer: 1024 });
  const board = new Board(double.port());
  const files = new BoardFiles(board);
  const rows = [["way", "module", "bytes on the wire", "of the module", "save to imported", "times ours"]];
  const size = compile(source(10), { filename: "sensor.py" }).mpy.length;
  await files.write("/warm.mpy", new Uint8Array(10), { recorded: false });
  const medians: number[] = [];
  for (const { name, write } of WAYS) {
    const times: number[] = [];
    let sent = 0;
    for (let run = 0; run < RUNS; run++) {
      const before = double.received;
      const start = performance.now();
      const { mpy } = compile(source(10 + run), { filename: "sensor.py" });
      await write(board, files, mpy);
      const version = await board.exec(
        "import sys\nsys.modules.pop('sensor',None)\nimport sensor\nprint(sensor.VERSION)",
      );
      times.push(performance.now() - start);
      sent = double.received - before;
      if (version.trim() !== String(10 + run)) throw new Error(`the board has version ${version}`);
    }
    medians.push(median(times));
    const wire = `${(sent / size).toFixed(2)}`;
    rows.push([
      name,
      `${size} B`,
      `${sent} B`,
      wire,
      `${median(times).toFixed(0)} ms`,
      ratio(median(times) / medians[0]!),
    ]);
  }
  printTable(`device: a compiled driver, a port of ${BAUD} baud`, rows);
  if (double.lost > 0) console.log(`${double.lost} bytes were lost on the wire`);
  await double.end();
}
