// What a manifest sees of the machine that reads it. The evaluator is pure: a build gives it the disk, a test or a page a few
// files in memory. Paths are absolute, with forward slashes.

/** An entry of a folder. */
export interface HostEntry {
  readonly name: string;
  /** What it is, or what a link leads to. */
  readonly kind: "file" | "folder";
  readonly isLink: boolean;
}

/** The disk and the libraries as a manifest.py sees them. Paths are absolute, with forward slashes. */
export interface ManifestHost {
  /** What lies at a path, links followed; undefined for nothing. */
  kindOf(path: string): "file" | "folder" | undefined;
  /** Contents of a file that is known to be there. */
  read(path: string): Uint8Array;
  /** Entries of a folder, in any order; none where it cannot be read. */
  list(folder: string): readonly HostEntry[];
  /** Variables of the environment, for manifests that ask os.environ. */
  environment(): Readonly<Record<string, string | undefined>>;
}
