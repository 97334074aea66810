// Reads a package with a manifest.py, such as micropython-lib's, to publish it with mip. Each file gets the version of
// its own manifest.py, as in micropython-lib's tools/build.py.

import { readFileSync } from "node:fs";
import type { PublishedFile, PublishedPackage } from "../project/mip/index-files.ts";
import { targetFault } from "../project/mip/package-json.ts";
import { evaluateManifest } from "../project/manifest-py/manifest-file.ts";
import type { ManifestEntry } from "../project/manifest-py/manifest-file.ts";
import { versionSuffix } from "../project/manifest-py/version-suffix.ts";
import { parentPath } from "../project/paths.ts";
import { ProjectError } from "../project/problem.ts";
import { DISK } from "./manifest-host.ts";

/** Facts about a package that its manifest.py does not contain. */
export interface ManifestFacts {
  /** Overrides the version of the manifest.py. */
  readonly version: string | undefined;
  readonly display: (file: string) => string;
  /** Folder of micropython-lib (absolute); undefined if there is none. */
  readonly library: string | undefined;
}

/** Reads the package of a manifest.py. @throws ProjectError with the place in the manifest.py */
export function readManifestPackage(
  manifest: string,
  facts: ManifestFacts,
): Pick<PublishedPackage, "version" | "description" | "license" | "files"> {
  const { files, metadata } = evaluateManifest(DISK, {
    manifest,
    folder: parentPath(manifest),
    mode: "compile",
    variables: { MPY_LIB_DIR: facts.library },
    display: facts.display,
  });
  return {
    version: facts.version ?? metadata.version ?? "",
    description: metadata.description ?? "",
    license: metadata.license ?? "MIT",
    files: files.map((entry) => publishedFile(entry, manifest, facts)),
  };
}

function publishedFile(entry: ManifestEntry, manifest: string, { display }: ManifestFacts): PublishedFile {
  const { file, target: path, optimize, metadata } = entry;
  const fault = targetFault(path);
  if (fault !== undefined) {
    const summary = `the destination ${JSON.stringify(path)} of ${display(file)} ${fault}`;
    throw new ProjectError({ summary, file: manifest, displayFile: entry.place });
  }
  const source = readFileSync(file);
  const suffix = versionSuffix(source, metadata);
  const bytes = suffix === undefined ? source : Buffer.concat([source, Buffer.from(suffix)]);
  return { path, file, bytes, optimize };
}
