// Answers requests to a dev server for files of the flash, from the last good snapshot.

import { extname } from "node:path";
import type { FlashFile } from "../engine/snapshot.ts";
import { urlPath } from "./python-module.ts";
import type { PluginState } from "./state.ts";

/** The answer to a request. */
export interface FlashAnswer {
  /** The status code of HTTP. */
  readonly status: 200 | 404 | 405;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

/** Answers requests for files of the flash. It ignores other requests. */
export class FlashServer {
  private readonly state: PluginState;
  /** The base path of the server's files, with a slash at its end. */
  private readonly base: string;
  private readonly renew: () => void;

  /** `base` may be escaped, as in a URL. `renew` takes a snapshot. */
  constructor(state: PluginState, base: string, renew: () => void) {
    this.state = state;
    this.base = base;
    this.renew = renew;
  }

  /** The URL of an asset. Its query changes with the content, so that caches do not return old content. */
  address(asset: string, sha256: string): string {
    return `${this.base}${urlPath(asset)}?v=${sha256.slice(0, 8)}`;
  }

  /** The answer to a request; undefined if it is not for a file of the flash. */
  answer(method: string | undefined, url: string): FlashAnswer | undefined {
    const { pathname, version } = splitUrl(url);
    const asset = this.requestedAsset(pathname);
    if (asset === undefined) return undefined;
    if (method !== "GET" && method !== "HEAD") {
      return { status: 405, headers: { Allow: "GET, HEAD" }, body: `Files of the flash do not support ${method}\n` };
    }
    const found = this.find(asset, version);
    // Otherwise the server would answer with the page.
    if (found === undefined) return { status: 404, headers: {}, body: `${asset} is not on the flash\n` };
    const headers = {
      "Content-Type": CONTENT_TYPES[extname(asset)] ?? "application/octet-stream",
      "Content-Length": String(Buffer.byteLength(found)),
      "Cache-Control": "no-cache",
    };
    return { status: 200, headers, body: found };
  }

  private requestedAsset(pathname: string): string | undefined {
    const base = decoded(this.base);
    const { flash, layout, manifestAsset } = this.state.build.options;
    const asset = pathname.startsWith(base) ? pathname.slice(base.length) : pathname.slice(1);
    const isFlash = layout.outputFolder === "" ? this.find(asset, "") : asset.startsWith(`${layout.outputFolder}/`);
    const beside = [manifestAsset, flash.target.imageAsset, flash.target.uf2?.asset];
    return isFlash || beside.includes(asset) ? asset : undefined;
  }

  /** The content of an asset. `version` is the start of the hash in the page's URL, "" for any. */
  private find(asset: string, version: string): Uint8Array | undefined {
    const { manifestAsset, flash } = this.state.build.options;
    const { imageAsset, uf2 } = flash.target;
    if (asset === manifestAsset) {
      this.renew();
      return this.state.lastGood?.manifestBytes;
    }
    if (asset === imageAsset || asset === uf2?.asset) {
      this.renew();
      const image = this.state.lastGood?.images.find((one) => one.asset === asset);
      if (image) return image.bytes;
    }
    const good = (): FlashFile | undefined => this.state.lastGood?.files.find((file) => file.asset === asset);
    const known = good();
    if (known?.sha256.startsWith(version)) return known.bytes;
    // The module is newly imported, or has just changed.
    this.renew();
    return good()?.bytes;
  }
}

function splitUrl(url: string): { pathname: string; version: string } {
  const version = /[?&]v=([0-9a-f]+)/.exec(url)?.[1] ?? "";
  return { pathname: decoded(url.replace(/[?#].*$/, "")), version };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".json": "application/json",
  ".py": "text/x-python; charset=utf-8",
};
