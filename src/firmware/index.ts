// The room's door for the rest of the house.

export { type Behaviour, behaviourOf, TODAY } from "./behaviour.ts";
export { type Change, CHANGE_NAMES, CHANGES, type ChangeName } from "./changes.ts";
export { findRelease, nearestRelease, NEWEST, type Release, RELEASE_NAMES, RELEASES } from "./releases.ts";
