// What the flash room throws, for trees that do not fit a filesystem and for images that are not what they claim to be.
// Callers choose what to show by `code`; `message` is for people and names the file and what to do.

/** What is wrong, independent of the wording. */
export type FlashErrorCode =
  /** The tree needs more room than the filesystem has: `missing` says how much. */
  | "full"
  /** One file is larger than the filesystem can hold at all. */
  | "file-too-large"
  /** A name, a path or the nesting is longer than the filesystem allows. */
  | "name-too-long"
  /** Two entries claim one path. */
  | "duplicate"
  /** Two names differ only in case, on a filesystem that takes them for the same. */
  | "case-clash"
  /** A name that is empty, "." or "..", or has characters that the filesystem does not allow. */
  | "illegal-name"
  /** An option is out of range, or options contradict each other. */
  | "invalid-option"
  /** An image that is damaged, truncated or contradicts itself. */
  | "corrupt"
  /** Bytes that are no image of any known filesystem. */
  | "unknown-format";

/** Facts that go with a {@link FlashError}. */
export interface FlashErrorFacts {
  /** Path inside the filesystem, with a leading "/". */
  path?: string | undefined;
  /** For "full" and "file-too-large": how many bytes too few there are. */
  missing?: number | undefined;
  /** For "corrupt": where in the image, in bytes from its start. */
  offset?: number | undefined;
}

/** A tree that cannot be written, or an image that cannot be read. */
export class FlashError extends Error {
  readonly code: FlashErrorCode;
  /** Path inside the filesystem, with a leading "/", where the error concerns one entry. */
  readonly path: string | undefined;
  /** For "full" and "file-too-large": how many bytes too few there are. */
  readonly missing: number | undefined;
  /** For "corrupt": where in the image, in bytes from its start. */
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

/** A {@link FlashError} for a damaged image: what is wrong at which byte of it. */
export function corrupt(filesystem: string, what: string, offset: number): FlashError {
  return new FlashError("corrupt", `corrupt ${filesystem} image: ${what} at byte 0x${offset.toString(16)}`, { offset });
}
