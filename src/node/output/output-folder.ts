// The folder that a build writes into. It belongs to the user: of what lies there only that is removed which a build of ours wrote
// and nobody has changed since. The record of it is kept right through a kill at any moment.

import { appendFileSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { comparePaths, isUnder, parentPath } from "../../project/paths.ts";
import { realPathOf, sha256, toPosix } from "../files.ts";
import { writeFault } from "../write-fault.ts";
import { makeFolder, removeLeftovers, writeFileIfChanged } from "../write.ts";
import { addTo, parseRecord, recordLine, recordPath } from "./record-file.ts";
import type { OutputRecord } from "./record-file.ts";

/** A file of the build's output. */
export interface OutputFile {
  /** Path in the build's output. */
  readonly asset: string;
  readonly bytes: Uint8Array;
  /** In hexadecimal. */
  readonly sha256: string;
}

/**
 * A folder that builds write into, with the record of what they wrote. There is one for each folder and process; its builds come one
 * after the other.
 */
export class OutputFolder {
  /** Absolute. */
  readonly folder: string;
  private readonly recordFile: string;
  private record: OutputRecord = new Map();
  /** Text of the record as it was last seen. */
  private recordText: string | undefined;
  private planned: readonly OutputFile[] = [];
  /** Folders that have been looked through for what killed builds left. */
  private readonly swept = new Set<string>();

  /** `flashFolder` is the path of the flash in `folder` (absolute), "" for the folder itself. */
  constructor(folder: string, flashFolder: string) {
    this.folder = folder;
    this.recordFile = join(folder, recordPath(flashFolder));
  }

  /** Notes what is about to be written, by a bundler or by {@link write}. @throws ProjectError where nothing can be written */
  begin(files: readonly OutputFile[]): void {
    this.planned = files;
    this.read();
    const folders = new Set(["", ...[...files.map(({ asset }) => asset), ...this.record.keys()].map(parentPath)]);
    this.sweep([dirname(this.recordFile), ...[...folders].map((folder) => join(this.folder, folder))]);
    let lines = "";
    for (const { asset, sha256: hash } of files) {
      if (this.record.get(asset)?.has(hash)) continue;
      addTo(this.record, asset, hash);
      lines += recordLine(asset, hash);
    }
    if (lines === "") return;
    try {
      makeFolder(dirname(this.recordFile));
      // After a line that was cut off, a new one begins.
      const start = this.recordText === undefined || this.recordText.endsWith("\n") ? "" : "\n";
      appendFileSync(this.recordFile, start + lines);
    } catch (error) {
      throw writeFault(this.recordFile, error);
    }
  }

  /** Writes what {@link begin} noted. @throws ProjectError where that fails */
  write(): void {
    for (const { asset, bytes } of this.planned) {
      const path = join(this.folder, asset);
      try {
        writeFileIfChanged(path, bytes);
      } catch (error) {
        throw writeFault(path, error);
      }
    }
  }

  /**
   * When all is written: removes what earlier builds wrote and this one did not, and brings the record up to date. Gives the paths
   * that were removed, sorted. @throws ProjectError where nobody may do that
   */
  finish(): string[] {
    const current = new Map(this.planned.map(({ asset, sha256: hash }) => [asset, hash]));
    const stale = [...this.record].filter(([asset]) => !current.has(asset));
    const removed = stale.filter(([asset, hashes]) => this.remove(asset, hashes)).map(([asset]) => asset);
    const text = [...current]
      .sort(([a], [b]) => comparePaths(a, b))
      .map(([asset, hash]) => recordLine(asset, hash))
      .join("");
    this.record = parseRecord(text);
    try {
      if (text === "") rmSync(this.recordFile, { force: true });
      else writeFileIfChanged(this.recordFile, Buffer.from(text));
    } catch (error) {
      throw writeFault(this.recordFile, error);
    }
    this.recordText = text;
    return removed.sort(comparePaths);
  }

  private read(): void {
    let text: string | undefined;
    try {
      text = readFileSync(this.recordFile, "utf8");
    } catch {
      // There is none, as before the first build.
    }
    if (text !== undefined && text === this.recordText) return;
    this.record = parseRecord(text ?? "");
    this.recordText = text;
  }

  private sweep(folders: readonly string[]): void {
    for (const folder of folders) {
      if (!this.swept.has(folder)) removeLeftovers(folder);
      this.swept.add(folder);
    }
  }

  /** Removes a file that a build wrote, if it is still that. */
  private remove(asset: string, hashes: ReadonlySet<string>): boolean {
    const path = join(this.folder, asset);
    try {
      if (!isUnder(realPathOf(this.folder), realPathOf(toPosix(dirname(path))) + "/")) return false;
      const bytes = readFileSync(path);
      // A bundler that is killed may leave it empty. There is nothing of anybody's in it then.
      if (bytes.length > 0 && !hashes.has(sha256(bytes))) return false;
      rmSync(path);
    } catch {
      // It is gone, or nobody may read or remove it.
      return false;
    }
    this.removeEmpty(parentPath(asset));
    return true;
  }

  /** Removes folders that a removed file has left empty. */
  private removeEmpty(folder: string): void {
    for (let at = folder; at !== ""; at = parentPath(at)) {
      try {
        rmdirSync(join(this.folder, at));
      } catch {
        return;
      }
    }
  }
}
