// XMLHttpRequest for a MicroPython outside of a browser: only what synchronous requests need. Node has none, and its own fetch
// cannot be waited for from within the interpreter; so a worker makes the requests, and the interpreter's thread sleeps until
// the answer is there. Loaded before the device (node --import).

import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";

const REQUESTS = `
const { parentPort, workerData } = require("node:worker_threads");
const done = new Int32Array(workerData);
parentPort.once("message", ({ port }) => {
  port.on("message", async (url) => {
    let answer;
    try {
      const response = await fetch(url);
      const bytes = new Uint8Array(await response.arrayBuffer());
      answer = { status: response.status, statusText: response.statusText, bytes };
    } catch (error) {
      answer = { error: String(error.cause ?? error) };
    }
    port.postMessage(answer);
    Atomics.store(done, 0, 1);
    Atomics.notify(done, 0);
  });
});
`;

const shared = new SharedArrayBuffer(4);
const done = new Int32Array(shared);
const worker = new Worker(REQUESTS, { eval: true, workerData: shared, execArgv: [] });
worker.unref();
const { port1: requests, port2: port } = new MessageChannel();
worker.postMessage({ port }, [port]);
requests.unref();

globalThis.XMLHttpRequest = class {
  open(_method, url) {
    this.url = url;
  }

  setRequestHeader() {}

  getAllResponseHeaders() {
    return "";
  }

  send() {
    Atomics.store(done, 0, 0);
    requests.postMessage(this.url);
    Atomics.wait(done, 0, 0);
    const { error, status, statusText, bytes } = receiveMessageOnPort(requests).message;
    if (error !== undefined) throw new Error(error);
    const body = Buffer.from(bytes);
    Object.assign(this, { status, statusText, responseText: body.toString(), base64: body.toString("base64") });
  }
};
