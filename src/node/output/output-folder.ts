// The output folder of builds. It belongs to the user: a build removes only files that an earlier build wrote and that
// have not changed since. The record of these files stays right even if a build is killed.

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
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
}

/**
 * An output folder with the record of the files that builds wrote. A process has one object for each folder, and its
 * builds run one after the other.
 */
export class OutputFolder {
  /** Absolute. */
  readonly folder: string;
  private readonly recordFile: string;
  private record: OutputRecord = new Map();
  /** The last known text of the record. */
  private recordText: string | undefined;
  private planned: readonly OutputFile[] = [];
  /** Folders that have been searched for files of killed builds. */
  private readonly swept = new Set<string>();

  /** `flashFolder` is the path of the flash in `folder` (absolute); "" for the folder itself. */
  constructor(folder: string, flashFolder: string) {
    this.folder = folder;
    this.recordFile = join(folder, recordPath(flashFolder));
  }

  /**
   * Records the files that a bundler or {@link write} is about to write. @throws ProjectError if the folder cannot be
   * written
   */
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
      // An incomplete line is ended first.
      const start = this.recordText === undefined || this.recordText.endsWith("\n") ? "" : "\n";
      appendFileSync(this.recordFile, start + lines);
    } catch (error) {
      throw writeFault(this.recordFile, error);
    }
  }

  /** Writes the files that {@link begin} recorded. @throws ProjectError if a file cannot be written */
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
   * Removes stale files and updates the record, after everything is written. Returns the removed paths, sorted. @throws
   * ProjectError without permission
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
      // There is no record before the first build.
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

  /** Removes a file that a build wrote, if it has not changed. */
  private remove(asset: string, hashes: ReadonlySet<string>): boolean {
    const path = join(this.folder, asset);
    try {
      if (!isUnder(realPathOf(this.folder), realPathOf(toPosix(dirname(path))) + "/")) return false;
      const bytes = readFileSync(path);
      // A killed bundler may leave an empty file, which contains nothing of the user's.
      if (bytes.length > 0 && !hashes.has(sha256(bytes))) return false;
      rmSync(path);
    } catch {
      // It was removed already, or there is no permission.
      return false;
    }
    this.removeEmpty(parentPath(asset));
    return true;
  }

  /** Removes folders that are empty after a file was removed. */
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
