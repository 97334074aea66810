// The problem of a failed write: the file, and the system's reason in plain words.

import { printableName } from "../diagnostics/printable.ts";
import { ProjectError } from "../project/problem.ts";
import { notWritable } from "./messages.ts";

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the filesystem is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENOTDIR: "a file is in the place of a folder",
  EISDIR: "a folder is in the place of the file",
  EEXIST: "a file is in the place of a folder",
  ENOENT: "the folder cannot be made there",
  ENAMETOOLONG: "the name is too long for the filesystem",
  EBUSY: "another program has it open",
};

/** Why a file could not be written, in plain words if the reason is known. */
export function writeReason(error: unknown): string {
  return REASONS[codeOf(error) ?? ""] ?? (error instanceof Error ? error.message : String(error));
}

/** A system error of a write as a ProjectError. Other errors are returned unchanged. */
export function writeFault(path: string, error: unknown): unknown {
  if (codeOf(error) === undefined || error instanceof ProjectError) return error;
  return new ProjectError(notWritable(printableName(path), writeReason(error)));
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}
