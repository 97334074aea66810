// A web server for tests: answers by address, and a list of what it was asked.

import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A text, or what answers. */
export type Answer = string | ((request: IncomingMessage, response: ServerResponse) => void);

/** A running server. */
export interface AnsweringServer {
  /** Such as "http://127.0.0.1:1234". */
  readonly origin: string;
  /** By path; "*" for all others. What has no answer is 404. */
  routes: Record<string, Answer>;
  /** Paths that were asked for, in their order. */
  asked: string[];
  close(): void;
}

/** Starts one on a free port. */
export async function answeringServer(): Promise<AnsweringServer> {
  const server = createServer((request, response) => {
    one.asked.push(request.url!);
    const answer = one.routes[request.url!] ?? one.routes["*"];
    if (typeof answer === "string") response.end(answer);
    else if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const one: AnsweringServer = { origin, routes: {}, asked: [], close: () => void server.close() };
  return one;
}
