// esbuild's server with the flash on it. esbuild serves what it has built itself: what a plugin adds to the output files of a build that
// writes nothing, it does not see. So a server of ours stands in front, answers for the flash, and hands everything else on.

import { readFileSync } from "node:fs";
import { createServer, request as httpRequest } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { relative } from "node:path";
import type { BuildContext, BuildOptions, Plugin, ServeOptions, ServeResult } from "esbuild";
import { absolutePath, toPosix } from "../node/files.ts";
import { FlashServer } from "./flash-server.ts";
import { PLUGIN_NAME } from "./state.ts";
import type { PluginState } from "./state.ts";

/** One build that a plugin was set up for. */
interface ServedBuild {
  readonly state: PluginState;
  /** Address of the output folder on a server, with slashes around. */
  readonly base: (servedir: string | undefined) => string;
  /** Servers in front of it. */
  readonly servers: Set<Server>;
}

const builds = new WeakMap<Plugin, ServedBuild>();

/** Notes for {@link serve} that a plugin was set up; gives what ends its servers. */
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
 * Serves a build of esbuild as `context.serve(options)` does, and the flash with it, also where the build writes nothing
 * (`write: false`). `plugin` is the plugin of that build. The server ends with `context.dispose()`.
 *
 * @throws Error where `plugin` is not set up in a context, or the port is taken
 */
export async function serve(context: BuildContext, plugin: Plugin, options: ServeOptions = {}): Promise<ServeResult> {
  const build = builds.get(plugin);
  if (build === undefined) {
    throw new Error(
      "serve(context, plugin): the plugin belongs to no context. Make it once (const plugin = micropython()), list it " +
        "under plugins of esbuild.context(), and hand the same one to serve().",
    );
  }
  const { port = 0, host = "127.0.0.1", keyfile, certfile, ...others } = options;
  const behind = await context.serve({ ...others, host: "127.0.0.1", port: 0 });
  const { state } = build;
  const flash = new FlashServer(state, build.base(options.servedir), () => state.current());
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // Only a build knows what JavaScript imports; esbuild reports its mistakes.
    if (state.lastGood === undefined) await context.rebuild().catch(() => undefined);
    const found = flash.answer(request.method, request.url ?? "/");
    if (found) response.writeHead(found.status, found.headers).end(found.body);
    else handOn(request, response, behind.port);
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

/** Has esbuild's own server answer. */
function handOn(request: IncomingMessage, response: ServerResponse, port: number): void {
  const { method, url: path, headers } = request;
  const asked = httpRequest({ host: "127.0.0.1", port, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  asked.on("error", () => {
    if (!response.headersSent) response.writeHead(502);
    response.end("esbuild's server does not answer\n");
  });
  // Such as the stream of events for live reload.
  response.on("close", () => asked.destroy());
  request.pipe(asked);
}
