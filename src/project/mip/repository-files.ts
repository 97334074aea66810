// A mip package for a repository or any web server: a package.json, and the files beside it, named by relative
// addresses. `mip.install("github:org/repo")` installs it without an index.

import { packageJsonText } from "./package-json.ts";
import type { IndexEnvironment, IndexFile, PublishedPackage } from "./index-files.ts";

/** Settings for writing a package. */
export interface RepositorySettings {
  /** Whether Python is not compiled. */
  readonly asSource: boolean;
  /** Prefix of addresses in package.json; "" for relative ones. */
  readonly base: string;
}

/** The files of a package, package.json last. @throws ProjectError if a file does not compile */
export function repositoryFiles(
  { files, version, deps }: PublishedPackage,
  { asSource, base }: RepositorySettings,
  compile: IndexEnvironment["compile"],
): IndexFile[] {
  const written = files.map((file): IndexFile => {
    if (asSource || !file.path.endsWith(".py")) return { path: file.path, bytes: file.bytes };
    return { path: file.path.replace(/py$/, "mpy"), bytes: compile(file) };
  });
  const prefix = base === "" || base.endsWith("/") ? base : `${base}/`;
  const urls = written.map(({ path }): [string, string] => [path, prefix + path]);
  const text = packageJsonText({ version, urls, deps }, "repository");
  return [...written, { path: "package.json", bytes: new TextEncoder().encode(text) }];
}
