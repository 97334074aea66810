// A mip package as it is kept in a repository or on any web server: a package.json, and beside it the files that it names by
// addresses relative to it. `mip.install("github:org/repo")` takes it, an index is not needed.

import { packageJsonText } from "./package-json.ts";
import type { IndexEnvironment, IndexFile, PublishedPackage } from "./index-files.ts";

/** How a package is written. */
export interface RepositorySettings {
  /** Whether Python stays source. */
  readonly asSource: boolean;
  /** What addresses in package.json begin with; "" for relative ones. */
  readonly base: string;
}

/** The files of a package, package.json last. @throws ProjectError where one does not compile */
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
