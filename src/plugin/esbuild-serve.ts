// A server for esbuild with the flash on it. esbuild serves only its own files, not files that a plugin adds to a build
// in memory. So our server answers requests for the flash, and forwards all others to esbuild's server.

import { readFileSync } from "node:fs";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { relative } from "node:path";
import type { BuildContext, BuildOptions, Plugin, ServeOptions, ServeResult } from "esbuild";
import { absolutePath, toPosix } from "../node/files.ts";
import { FlashServer } from "./flash-server.ts";
import { PLUGIN_NAME } from "./state.ts";
import type { PluginState } from "./state.ts";
import { NOT_IN_CONTEXT } from "./messages.ts";

/** A build that a plugin was set up for. */
interface ServedBuild {
  readonly state: PluginState;
  /** The path of the output folder in URLs, with slashes around. */
  readonly base: (servedir: string | undefined) => string;
  /** Our servers for it. */
  readonly servers: Set<Server>;
}

const builds = new WeakMap<Plugin, ServedBuild>();

/** Records for {@link serve} that a plugin was set up. Returns a function that closes its servers. */
export function noteBuild(
  state: PluginState,
  root: string,
  options: BuildOptions,
  outdir: string | undefined,
): () => void {
  const base = (servedir: string | undefined): string => {
    if (servedir === undefined || outdir === undefined) return "/";
    const path = toPosix(relative(absolutePath(root, servedir), outdir));
    return path === "" ? "/" : `/${path}/`;
  };
  const build: ServedBuild = { state, base, servers: new Set() };
  for (const plugin of options.plugins ?? []) if (plugin.name === PLUGIN_NAME) builds.set(plugin, build);
  return () => {
    for (const server of build.servers) server.close().closeAllConnections();
    build.servers.clear();
  };
}

/**
 * Serves a build of esbuild like `context.serve(options)`, and the flash with it, even if the build writes nothing
 * (`write: false`). `plugin` is the plugin of that build. `context.dispose()` closes the server.
 *
 * @throws Error if `plugin` is not set up in a context, or the port is in use
 */
export async function serve(context: BuildContext, plugin: Plugin, options: ServeOptions = {}): Promise<ServeResult> {
  const build = builds.get(plugin);
  if (build === undefined) {
    throw new Error(NOT_IN_CONTEXT);
  }
  const { createServer } = await import("node:http");
  const { createServer: createSecureServer } = await import("node:https");
  const { port = 0, host = "127.0.0.1", keyfile, certfile, ...others } = options;
  const behind = await context.serve({ ...others, host: "127.0.0.1", port: 0 });
  const { state } = build;
  const flash = new FlashServer(state, build.base(options.servedir), () => state.current());
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // Only a build finds the imports of JavaScript. esbuild reports its mistakes.
    if (state.lastGood === undefined) await context.rebuild().catch(() => undefined);
    const found = flash.answer(request.method, request.url ?? "/");
    if (found) response.writeHead(found.status, found.headers).end(found.body);
    else await forward(request, response, behind.port);
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void => void answer(request, response);
  const server =
    keyfile === undefined || certfile === undefined
      ? createServer(listener)
      : createSecureServer({ key: readFileSync(keyfile), cert: readFileSync(certfile) }, listener);
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  build.servers.add(server);
  return { hosts: [host], port: (server.address() as AddressInfo).port };
}

/** Forwards a request to esbuild's server. */
async function forward(request: IncomingMessage, response: ServerResponse, port: number): Promise<void> {
  const { request: sendRequest } = await import("node:http");
  const { method, url: path, headers } = request;
  const asked = sendRequest({ host: "127.0.0.1", port, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  asked.on("error", () => {
    if (!response.headersSent) response.writeHead(502);
    response.end("esbuild's server does not answer\n");
  });
  // An example is the event stream for live reload.
  response.on("close", () => asked.destroy());
  request.pipe(asked);
}
