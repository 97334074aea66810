// Serves a folder of built pages over HTTP while a picture is taken.

import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

/** Serves `folder` while `use` runs, which gets the address. */
export async function withServer<T>(folder: string, use: (address: string) => Promise<T>): Promise<T> {
  const server = createServer(({ url = "/" }, response) => {
    const path = decodeURIComponent(url.split(/[?#]/)[0]!);
    const file = [path, `${path}.html`, `${path}index.html`]
      .map((one) => join(folder, one))
      .find((one) => extname(one) !== "" && existsSync(one));
    if (file === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    response.end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
  }
}
