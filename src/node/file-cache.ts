// The contents of the project's files. A file is read again only if its stat has changed, because a watcher asks at
// every save. The hash of the content decides whether the file has changed.

import { readFileSync } from "node:fs";
import { ProjectError } from "../project/problem.ts";
import { sha256, statOf } from "./files.ts";
import type { FileContent } from "./files.ts";
import { isRacy, isSameState } from "./stat-record.ts";
import type { HashedFile, StatRecord } from "./stat-record.ts";
import { changedWhileRead } from "./messages.ts";

interface Known extends HashedFile {
  readonly content: FileContent;
}

/** Contents of files by path. A file is read again if its stat has changed. */
export class FileCache {
  private readonly known = new Map<string, Known>();
  private readonly record: StatRecord | undefined;
  /** Whether a file has been read since the record was last written. */
  private hasNew = false;

  /** `record` has the hashes of an earlier process. */
  constructor(record?: StatRecord) {
    this.record = record;
  }

  /** The file's content; undefined if it cannot be read as a file. */
  read(path: string): FileContent | undefined {
    const readAtMs = Date.now();
    const stat = statOf(path);
    if (!stat?.isFile()) return this.forget(path);
    const known = this.known.get(path);
    if (known && isSameState(known, stat) && !isRacy(known)) return known.content;
    const recorded = known ? undefined : this.record?.sha256Of(path, stat);
    this.hasNew ||= recorded === undefined;
    const found = recorded === undefined ? tryToRead(path) : new RecordedContent(path, recorded);
    if (!found) return this.forget(path);
    const content = known?.content.sha256 === found.sha256 ? known.content : found;
    const { mtimeMs, ctimeMs, size, ino } = stat;
    this.known.set(path, { content, sha256: content.sha256, mtimeMs, ctimeMs, size, ino, readAtMs });
    return content;
  }

  private forget(path: string): undefined {
    this.known.delete(path);
  }

  /** Saves the hashes for the next process. */
  save(): void {
    if (this.hasNew) this.record?.save(this.known);
    this.hasNew = false;
  }
}

function readContent(path: string): FileContent {
  const bytes = readFileSync(path);
  return { bytes, sha256: sha256(bytes) };
}

/** A file's content; undefined without permission, or if the file was removed meanwhile. */
function tryToRead(path: string): FileContent | undefined {
  try {
    return readContent(path);
  } catch {
    return undefined;
  }
}

/** A file with a known hash. Its bytes are read on demand. */
class RecordedContent implements FileContent {
  readonly sha256: string;
  private readonly path: string;
  private content: Uint8Array | undefined;

  constructor(path: string, hash: string) {
    this.path = path;
    this.sha256 = hash;
  }

  /** @throws ProjectError if the file was written or removed meanwhile */
  get bytes(): Uint8Array {
    this.content ??= this.load();
    return this.content;
  }

  private load(): Uint8Array {
    try {
      const { bytes, sha256: hash } = readContent(this.path);
      if (hash === this.sha256) return bytes;
    } catch {
      // removed
    }
    throw new ProjectError(changedWhileRead(this.path));
  }
}
