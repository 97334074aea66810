// Program and settings in the URL after "#": text, deflated, in base64url. Nothing is sent to a server.

import type { LabSettings } from "./messages.ts";

/** What a link holds. */
export interface LabProgram {
  readonly source: string;
  readonly settings: LabSettings;
  /** The settings that the listing is compared with; undefined without a comparison. */
  readonly other?: LabSettings | undefined;
}

/** The part of the address after "#". */
export async function encodeProgram(program: LabProgram): Promise<string> {
  const bytes = await pipe(new TextEncoder().encode(JSON.stringify(program)), new CompressionStream("deflate-raw"));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** What {@link encodeProgram} was given; undefined for anything else, such as a cut link. */
export async function decodeProgram(hash: string): Promise<LabProgram | undefined> {
  try {
    const binary = atob(hash.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    const text = new TextDecoder().decode(await pipe(bytes, new DecompressionStream("deflate-raw"), LONGEST_PROGRAM));
    return readProgram(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Bytes that a link may unfold to: a hostile link must not fill the memory. */
const LONGEST_PROGRAM = 1_000_000;

async function pipe(
  bytes: Uint8Array<ArrayBuffer>,
  transform: ReadableWritablePair<Uint8Array, BufferSource>,
  longest = Infinity,
): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(transform).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let { value, done } = await reader.read(); !done; { value, done } = await reader.read()) {
    chunks.push(value!);
    length += value!.length;
    if (length > longest) throw new RangeError("the program is too long");
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function readProgram(value: unknown): LabProgram | undefined {
  const { source, settings, other } = value as { source?: unknown; settings?: unknown; other?: unknown };
  const known = readSettings(settings);
  if (typeof source !== "string" || known === undefined) return undefined;
  return { source, settings: known, other: readSettings(other) };
}

function readSettings(value: unknown): LabSettings | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { emit, optimize, arch, sourceLines, firmware = "" } = value as Record<keyof LabSettings, unknown>;
  const isKnown =
    (emit === "bytecode" || emit === "native" || emit === "viper") &&
    (optimize === 0 || optimize === 1 || optimize === 2 || optimize === 3) &&
    typeof arch === "string" &&
    typeof sourceLines === "boolean" &&
    typeof firmware === "string";
  return isKnown ? { emit, optimize, arch, sourceLines, firmware } : undefined;
}
