// Where the addresses of a mip package lead on this machine. A build never goes to the network: what lies there has to be
// copied into the project, by `mpy install` into a folder of its own, or by hand: the option `vendor` then says which folder stands
// for which address.

import { isUnder } from "../paths.ts";
import type { MipEntry } from "./package-json.ts";

/** Beginnings of addresses that mip goes to the network for. */
const REMOTE = /^(?:https?:\/\/|github:|gitlab:|codeberg:)/;

/** Whether an address is one of the network. */
export function isRemote(address: string): boolean {
  return REMOTE.test(address);
}

/** What stands in for addresses. */
export interface Vendored {
  /** Files and folders, absolute, by the address or the beginning of addresses that they stand for. */
  readonly vendor: ReadonlyMap<string, string>;
  /** Folder of what `mpy install` fetched, absolute; undefined for none. */
  readonly copies: string | undefined;
}

/** Name, at the project's root, of the folder that `mpy install` fetches into. */
export const COPIES_FOLDER = "mip_packages";

/**
 * Where `mpy install` keeps what lies at an address, below its folder: "github/org/repo/lib/a.py", "https/host/a.py". Undefined for an
 * address that is no plain path.
 */
export function copyPath(address: string): string | undefined {
  const [, scheme = "", rest = ""] = /^([a-z]+):(?:\/\/)?(.*)$/.exec(address) ?? [];
  const parts = rest.split("/").filter((part) => part !== "" && part !== ".");
  const isPlain = parts.every((part) => part !== ".." && /^[\w@%+~=,.:[\]-]+$/.test(part));
  return parts.length > 1 && isPlain
    ? [scheme, ...parts.map((part) => part.replaceAll(":", "+"))].join("/")
    : undefined;
}

/** The folder of copies that relative addresses of a file in it may not lead out of: a repository, or a host; undefined elsewhere. */
export function copyBoundary(copies: string, file: string): string | undefined {
  if (!isUnder(copies, file)) return undefined;
  const [scheme = "", ...parts] = file.slice(copies.length + 1).split("/");
  const depth = scheme === "http" || scheme === "https" ? 1 : 2;
  return [copies, scheme, ...parts.slice(0, depth)].join("/");
}

/** Folders that a package may read from. */
export interface Surroundings extends Vendored {
  /** The folder that its relative addresses count from. */
  readonly base: string;
  /** No relative address may lead out of here. */
  readonly boundary: string;
}

/** The file that an address stands for: absolute. @throws ProjectError where it is not on this machine */
export function locate(address: string, from: Surroundings, entry: MipEntry): string {
  const vendored = vendoredPath(address, from);
  if (vendored !== undefined) return vendored;
  const copy = isRemote(address) && from.copies !== undefined ? copyPath(address) : undefined;
  if (copy !== undefined) return `${from.copies}/${copy}`;
  if (isRemote(address)) {
    // Of a package the whole folder is needed.
    const copied = address.replace(/\/package\.json$/, "");
    const folder = `./vendor/${copied.slice(copied.lastIndexOf("/") + 1)}`;
    entry.fail(
      `${address} lies on the network, and a build does not go there`,
      `mpy install fetches it, or copy it into the project and say so: vendor: { ${JSON.stringify(copied)}: ${JSON.stringify(folder)} }. ` +
        "The beginning of the address and a folder do as well.",
    );
  }
  if (address.startsWith("/") || /^[A-Za-z]:/.test(address) || address.includes("\\")) {
    entry.fail(`the source ${JSON.stringify(address)} is not relative to package.json`);
  }
  const path = normalize(`${from.base}/${address}`);
  if (!isUnder(from.boundary, path)) {
    entry.fail(`the source ${JSON.stringify(address)} leads out of ${from.boundary}`);
  }
  return path;
}

/** The longest address of the vendor table that this is, or begins with. */
function vendoredPath(address: string, { vendor }: Vendored): string | undefined {
  let best: string | undefined;
  for (const key of vendor.keys()) {
    const matches = address === key || address.startsWith(key.endsWith("/") ? key : `${key}/`);
    if (matches && key.length > (best?.length ?? -1)) best = key;
  }
  return best && normalize(`${vendor.get(best)!}/${address.slice(best.length)}`);
}

/** An absolute path without "." and ".." and empty parts. */
function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return path.startsWith("/") ? `/${parts.join("/")}` : parts.join("/");
}
