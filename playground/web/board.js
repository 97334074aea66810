// A board over WebSerial, by MicroPython's raw REPL: enough to put one file onto it.

const CTRL_A = "\x01";
const CTRL_B = "\x02";
const CTRL_C = "\x03";
const CTRL_D = "\x04";
/** Bytes in one line of the program that writes them; boards have little memory for a line. */
const CHUNK = 128;

/** Python that writes a file, a line for each part of it. */
export function writerProgram(path, bytes) {
  const lines = [`f = open(${JSON.stringify(path)}, "wb")`];
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const text = Array.from(bytes.subarray(at, at + CHUNK), (byte) => `\\x${byte.toString(16).padStart(2, "0")}`);
    lines.push(`f.write(b"${text.join("")}")`);
  }
  lines.push("f.close()", `print("wrote", ${bytes.length})`);
  return lines.join("\n");
}

/** Writes a file to a board that the user picks; gives what the board answered. */
export async function sendModule(path, bytes) {
  const port = await navigator.serial.requestPort();
  await port.open({ baudRate: 115200 });
  const writer = port.writable.getWriter();
  const reader = port.readable.getReader();
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  try {
    await writer.write(encoder.encode(CTRL_C + CTRL_A + writerProgram(path, bytes) + CTRL_D));
    let answer = "";
    while (!answer.includes(CTRL_D)) {
      const { value, done } = await reader.read();
      if (done) break;
      answer += decoder.decode(value, { stream: true });
    }
    await writer.write(encoder.encode(CTRL_B));
    return answer
      .slice(answer.lastIndexOf("OK") + 2)
      .replaceAll(CTRL_D, "")
      .trim();
  } finally {
    reader.releaseLock();
    writer.releaseLock();
    await port.close();
  }
}
