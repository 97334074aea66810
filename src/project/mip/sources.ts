// Maps addresses of mip packages to files on this machine. A build never uses the network. Packages must be copied into
// the project: by `mpy install` into a folder for that, or by hand with the option `vendor`, which maps addresses to
// folders.

import { isUnder } from "../paths.ts";
import type { MipEntry } from "./package-json.ts";
import { addressOnNetwork, notRelativeToPackage, sourceLeadsOut } from "../messages.ts";

/** Beginnings of addresses on the network. */
const REMOTE = /^(?:https?:\/\/|github:|gitlab:|codeberg:)/;

/** Whether an address is on the network. */
export function isRemote(address: string): boolean {
  return REMOTE.test(address);
}

/** Local copies of addresses. */
export interface Vendored {
  /** Files and folders (absolute), by address or beginning of addresses. */
  readonly vendor: ReadonlyMap<string, string>;
  /** Folder of copies that `mpy install` fetched (absolute); undefined for none. */
  readonly copies: string | undefined;
}

/** Name of the folder of copies, in the project root. `mpy install` fetches into it. */
export const COPIES_FOLDER = "mip_packages";

/**
 * The path of an address in the folder of copies: "github/org/repo/lib/a.py", "https/host/a.py". Undefined for an
 * address that is not a plain path.
 */
export function copyPath(address: string): string | undefined {
  const [, scheme = "", rest = ""] = /^([a-z]+):(?:\/\/)?(.*)$/.exec(address) ?? [];
  const parts = rest.split("/").filter((part) => part !== "" && part !== ".");
  const isPlain = parts.every((part) => part !== ".." && /^[\w@%+~=,.:[\]-]+$/.test(part));
  return parts.length > 1 && isPlain
    ? [scheme, ...parts.map((part) => part.replaceAll(":", "+"))].join("/")
    : undefined;
}

/**
 * The boundary for relative addresses of a file in the folder of copies: the folder of its repository or host;
 * undefined elsewhere.
 */
export function copyBoundary(copies: string, file: string): string | undefined {
  if (!isUnder(copies, file)) return undefined;
  const [scheme = "", ...parts] = file.slice(copies.length + 1).split("/");
  const depth = scheme === "http" || scheme === "https" ? 1 : 2;
  return [copies, scheme, ...parts.slice(0, depth)].join("/");
}

/** Folders that a package may read. */
export interface Surroundings extends Vendored {
  /** The folder of its relative addresses. */
  readonly base: string;
  /** The folder that relative addresses must not leave. */
  readonly boundary: string;
}

/** The local file (absolute) of an address. @throws ProjectError if it is not on this machine */
export function locate(address: string, from: Surroundings, entry: MipEntry): string {
  const vendored = vendoredPath(address, from);
  if (vendored !== undefined) return vendored;
  const copy = isRemote(address) && from.copies !== undefined ? copyPath(address) : undefined;
  if (copy !== undefined) return `${from.copies}/${copy}`;
  if (isRemote(address)) {
    // A package needs its whole folder.
    const copied = address.replace(/\/package\.json$/, "");
    const folder = `./vendor/${copied.slice(copied.lastIndexOf("/") + 1)}`;
    entry.fail(...addressOnNetwork(address, copied, folder));
  }
  if (address.startsWith("/") || /^[A-Za-z]:/.test(address) || address.includes("\\")) {
    entry.fail(...notRelativeToPackage(address));
  }
  const path = normalize(`${from.base}/${address}`);
  if (!isUnder(from.boundary, path)) {
    entry.fail(...sourceLeadsOut(address, from.boundary));
  }
  return path;
}

/** The entry of `vendor` with the longest address that this one is or begins with. */
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
