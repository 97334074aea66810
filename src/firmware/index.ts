// The exports of this folder.

export { type Behaviour, behaviourOf, TODAY } from "./behaviour.ts";
export { CHANGE_NAMES, changeOf } from "./changes.ts";
export { filesystemFault, littleFsVersion } from "./filesystems.ts";
export { circuitPythonReleasesFor, mpyVersionOf, releasesFor } from "./mpy-versions.ts";
export { findRelease, nearestRelease, NEWEST, type Release, RELEASE_NAMES, RELEASES, versionOf } from "./releases.ts";
