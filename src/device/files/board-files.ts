// A board's files over its REPL: lists, writes and removes files. An interrupted write leaves the old file.

import type { Board } from "../board.ts";
import { DeviceError, deviceErrors } from "../errors.ts";
import type { BoardFacts } from "../facts.ts";
import { fitsWebRepl } from "../webrepl.ts";
import { base64, bytesLiteral, textLiteral } from "./encode.ts";
import { hashKind, hashOf } from "./hash.ts";
import { blockSize, helperCode, recordPath, surveyCode, TEMPORARY_SUFFIX } from "./helper.ts";
import { canReceive, sendPieces } from "./pieces.ts";
import { fileLine, folderLine, parseRecord, removalLine } from "./record.ts";
import type { FileStore, FoundFile, HashedBytes, StoreState, WantedFile, WriteOptions } from "./store.ts";

/** Methods of transfer. */
export type TransferWay = "binary" | "base64" | "literal";

/** Attempts at one file. */
const TRIES = 3;
/** Bytes of a file in one piece of code, by method. */
const CODE_PIECE = { base64: 768, literal: 128 } as const;
/** Maximum number of paths in one request: boards have little memory for a line. */
const SURVEY_PATHS = 24;
/** Time limit of requests for many files, in milliseconds. */
const FILES_MS = 60_000;

/** The files of a board, by its fastest method. `way` sets the method for boards on which the default does not work. */
export function filesOf(board: Board, way?: TransferWay): FileStore {
  return board.port.files ?? new BoardFiles(board, way);
}

/** The files of one board over its REPL. */
export class BoardFiles implements FileStore {
  private readonly board: Board;
  private readonly forcedWay: TransferWay | undefined;
  /** The {@link Board.life} in which the helper was sent. */
  private helped = -1;

  /** `way` sets the method for boards on which the default does not work. */
  constructor(board: Board, way?: TransferWay) {
    this.board = board;
    this.forcedWay = way;
  }

  async hash(file: HashedBytes): Promise<string> {
    return hashOf(file, hashKind(await this.board.facts()));
  }

  async survey(wanted: readonly WantedFile[]): Promise<Map<string, FoundFile>> {
    const facts = await this.board.facts();
    const found = new Map<string, FoundFile>();
    for (let at = 0; at < wanted.length; at += SURVEY_PATHS) {
      const some = wanted.slice(at, at + SURVEY_PATHS);
      const asked = some.map(({ path, size }) => ({ path: boardPath(facts, path), size }));
      const answers = (await this.help(surveyCode(facts, asked))).trimEnd().split("\n");
      some.forEach(({ path }, index) => {
        const [size, hash] = (answers[index] ?? "-").split(" ");
        if (size === "d") found.set(path, { kind: "folder" });
        else if (size !== "-") found.set(path, { kind: "file", size: Number(size), hash });
      });
    }
    return found;
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    const facts = await this.board.facts();
    const hex =
      facts.has.has("binascii") || facts.has.has("ubinascii")
        ? "_mb.hexlify(b).decode()"
        : "''.join(['%02x'%x for x in b])";
    const code = [
      `try:f=open(${textLiteral(boardPath(facts, path))},'rb')`,
      "except OSError:print('-')",
      "else:",
      " while 1:",
      `  b=f.read(${blockSize(facts)})`,
      "  if not b:break",
      `  print(${hex})`,
      " f.close()",
      "",
    ].join("\n");
    const answer = await this.help(code);
    if (answer.trim() === "-") return undefined;
    const digits = answer.replace(/[^0-9a-f]/g, "");
    return Uint8Array.from({ length: digits.length / 2 }, (_, at) => parseInt(digits.slice(at * 2, at * 2 + 2), 16));
  }

  async state(): Promise<StoreState> {
    const facts = await this.board.facts();
    const free = facts.has.has("statvfs")
      ? `s=os.statvfs(${textLiteral(facts.root || "/")});print(s[0]*s[4])`
      : "print()";
    const code = [
      free,
      `try:f=open(${textLiteral(recordPath(facts))})`,
      "except OSError:pass",
      "else:",
      " while 1:",
      `  b=f.read(${blockSize(facts)})`,
      "  if not b:break",
      "  print(b,end='')",
      " f.close()",
      "",
    ].join("\n");
    const answer = await this.help(code);
    const end = answer.indexOf("\n");
    const room = answer.slice(0, end).trim();
    return { record: parseRecord(answer.slice(end + 1)), free: room === "" ? undefined : Number(room) };
  }

  async rewriteRecord(text: string): Promise<void> {
    const facts = await this.board.facts();
    await this.send(recordPath(facts), new TextEncoder().encode(text), "", {});
  }

  async write(path: string, bytes: Uint8Array, options: WriteOptions = {}): Promise<void> {
    const facts = await this.board.facts();
    const line = options.recorded === false ? "" : fileLine(path, await this.hash({ bytes }));
    await this.send(boardPath(facts, path), bytes, line, options);
  }

  async makeFolders(paths: readonly string[]): Promise<void> {
    if (paths.length === 0) return;
    const facts = await this.board.facts();
    const list = paths
      .map((path) => `(${textLiteral(boardPath(facts, path))},${textLiteral(folderLine(path))}),`)
      .join("");
    await this.help(`for p,l in (${list}):\n try:os.stat(p)\n except OSError:_ml(l);os.mkdir(p)\n`);
  }

  async remove(files: readonly string[], folders: readonly string[]): Promise<void> {
    const facts = await this.board.facts();
    const remove = async (paths: readonly string[], how: string): Promise<void> => {
      for (let at = 0; at < paths.length; at += SURVEY_PATHS) {
        const some = paths.slice(at, at + SURVEY_PATHS);
        const list = some.map((path) => `(${textLiteral(boardPath(facts, path))},${textLiteral(removalLine(path))}),`);
        await this.help(`for p,l in (${list.join("")}):\n try:os.${how}(p)\n except OSError:pass\n else:_ml(l)\n`);
      }
    };
    await remove(files, "remove");
    // A folder with other files is not empty, and stays.
    await remove(folders, "rmdir");
  }

  /** Runs code that uses the helper. It sends the helper first if this interpreter does not have it. */
  private async help(code: string): Promise<string> {
    return this.board.exec((await this.missingHelper()) + code, { timeoutMs: FILES_MS });
  }

  private async missingHelper(): Promise<string> {
    const facts = await this.board.facts();
    await this.board.stop();
    if (this.helped === this.board.life) return "";
    this.helped = this.board.life;
    return helperCode(facts);
  }

  /** Writes a file and records it. A damaged file is sent again. */
  private async send(path: string, bytes: Uint8Array, line: string, options: WriteOptions): Promise<void> {
    const { signal } = options;
    const hash = await this.hash({ bytes });
    for (let tries = 1; ; tries++) {
      try {
        await this.sendOnce(path, bytes, hash, line, options);
        return;
      } catch (error) {
        // After any failure the interpreter may be a new one.
        this.helped = -1;
        const failure = fileFailure(error, path);
        if (failure.code === "damaged" && tries < TRIES && !signal?.aborted) continue;
        throw failure;
      }
    }
  }

  private async sendOnce(
    path: string,
    bytes: Uint8Array,
    hash: string,
    line: string,
    options: WriteOptions,
  ): Promise<void> {
    const facts = await this.board.facts();
    const temporary = facts.has.has("rename") ? path + TEMPORARY_SUFFIX : path;
    const call = `(${[path, temporary, hash].map(textLiteral).join(",")})\n`;
    // The record comes first, so that an interrupted transfer leaves no file that is not recorded.
    const record = line === "" ? "" : `_ml(${textLiteral(line)})\n`;
    const { putFile } = this.board.port;
    if (putFile && this.forcedWay === undefined && fitsWebRepl(temporary)) {
      await this.help(`${record}open(${textLiteral(temporary)},'wb').close()\n`);
      await putFile(temporary, bytes, (sent) => options.onProgress?.(sent, bytes.length));
      await this.help(`_me${call}`);
      return;
    }
    const way = this.forcedWay ?? (putFile ? bestText(facts) : bestWay(facts));
    if (way === "binary") await this.sendBinary(`${record}_mw${call}`, bytes, facts, options);
    else await this.sendCode(way, temporary, record, `_me${call}`, bytes, options);
  }

  private async sendBinary(code: string, bytes: Uint8Array, facts: BoardFacts, options: WriteOptions): Promise<void> {
    const whole = (await this.missingHelper()) + code;
    const onProgress = (sent: number): void => options.onProgress?.(sent, bytes.length);
    const { error } = await this.board.converse(whole, (talk) => sendPieces(talk, bytes, facts, onProgress), {
      timeoutMs: FILES_MS,
      signal: options.signal,
    });
    if (error !== "") throw deviceErrors.exception(error);
  }

  /** Sends a file as pieces of code that write it, for boards that cannot read bytes. */
  private async sendCode(
    way: "base64" | "literal",
    temporary: string,
    record: string,
    finish: string,
    bytes: Uint8Array,
    { onProgress, signal }: WriteOptions,
  ): Promise<void> {
    const name = textLiteral(temporary);
    await this.board.exec(`${await this.missingHelper()}${record}_mf=open(${name},'wb')\n`, { signal });
    try {
      const size = CODE_PIECE[way];
      for (let at = 0; at < bytes.length; at += size) {
        const piece = bytes.subarray(at, at + size);
        const value = way === "base64" ? `_mb.a2b_base64('${base64(piece)}')` : bytesLiteral(piece);
        await this.board.exec(`_mf.write(${value})\n`, { signal });
        onProgress?.(Math.min(at + size, bytes.length), bytes.length);
      }
      await this.board.exec(`_mf.close()\n${finish}`, { timeoutMs: FILES_MS, signal });
    } catch (error) {
      const cleaning = `try:_mf.close()\nexcept:pass\nimport os\ntry:os.remove(${name})\nexcept:pass\n`;
      await this.board.exec(cleaning).catch(() => {});
      throw error;
    }
  }
}

function bestWay(facts: BoardFacts): TransferWay {
  return canReceive(facts) ? "binary" : bestText(facts);
}

function bestText(facts: BoardFacts): "base64" | "literal" {
  return facts.has.has("binascii") || facts.has.has("ubinascii") ? "base64" : "literal";
}

/** The board's name of a device path. @throws DeviceError if the path needs a folder and the board has none */
export function boardPath({ root, has }: BoardFacts, path: string): string {
  if (!has.has("folders")) {
    const name = path.slice(1);
    if (name.includes("/")) throw deviceErrors.noFolders(path);
    return name;
  }
  return root === "" || path.startsWith(`${root}/`) ? path : root + path;
}

/** Failures of the connection, after which a file is sent again. */
const CONNECTION_FAILURES: ReadonlySet<string> = new Set(["timeout", "protocol"]);

/** The error for a failure to write `path`. */
function fileFailure(error: unknown, path: string): DeviceError {
  if (!(error instanceof DeviceError)) throw error;
  if (CONNECTION_FAILURES.has(error.code)) return deviceErrors.damaged(path, error.message);
  if (error.code !== "exception") return error;
  if (/\bENOSPC\b|OSError: (?:\[Errno )?28\b|No space left/.test(error.message)) return deviceErrors.full(path);
  if (/\bEROFS\b|OSError: (?:\[Errno )?30\b|[Rr]ead-only/.test(error.message))
    return deviceErrors.readOnly(path, error.message);
  // A damaged piece may fail by its length, its inflation or its hash, or a reset removed the helper.
  if (
    /^(?:ValueError|NameError|EOFError|KeyboardInterrupt|MemoryError|SyntaxError|OSError: (?:\[Errno )?22\b)/.test(
      error.message,
    )
  )
    return deviceErrors.damaged(path, error.message);
  return deviceErrors.refused(path, error.message);
}
