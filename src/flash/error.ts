// The errors of this folder, for trees that do not fit a filesystem and for damaged images. Programs use `code`.
// `message` is for users, and names the file and the remedy.

/** The kind of error, independent of the wording. */
export type FlashErrorCode =
  /** The tree needs more space than the filesystem has; `missing` is the difference. */
  | "full"
  /** A file is larger than the filesystem allows. */
  | "file-too-large"
  /** A name, a path or the nesting is longer than the filesystem allows. */
  | "name-too-long"
  /** Two entries have the same path. */
  | "duplicate"
  /** Two names differ only in case, on a filesystem that ignores case. */
  | "case-clash"
  /** A name that is empty, "." or "..", or has characters that the filesystem does not allow. */
  | "illegal-name"
  /** An option is out of range, or options contradict each other. */
  | "invalid-option"
  /** An image that is damaged, truncated or contradicts itself. */
  | "corrupt"
  /** Bytes that are not an image of a known filesystem. */
  | "unknown-format";

/** Facts that go with a {@link FlashError}. */
export interface FlashErrorFacts {
  /** Path inside the filesystem, with a leading "/". */
  path?: string | undefined;
  /** For "full" and "file-too-large": the number of missing bytes. */
  missing?: number | undefined;
  /** For "corrupt": offset in the image, in bytes. */
  offset?: number | undefined;
}

/** A tree that cannot be written, or an image that cannot be read. */
export class FlashError extends Error {
  readonly code: FlashErrorCode;
  /** Path inside the filesystem, with a leading "/", if the error concerns one entry. */
  readonly path: string | undefined;
  /** For "full" and "file-too-large": the number of missing bytes. */
  readonly missing: number | undefined;
  /** For "corrupt": offset in the image, in bytes. */
  readonly offset: number | undefined;

  constructor(code: FlashErrorCode, message: string, facts: FlashErrorFacts = {}) {
    super(message);
    this.name = "FlashError";
    this.code = code;
    this.path = facts.path;
    this.missing = facts.missing;
    this.offset = facts.offset;
  }
}
