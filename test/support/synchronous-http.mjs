// XMLHttpRequest for a MicroPython outside of a browser: only what synchronous requests need. Node has none, and its own fetch
// cannot be waited for from within the interpreter; so each request is a process. Loaded before the device (node --import).

import { execFileSync } from "node:child_process";

const REQUEST = `
const response = await fetch(process.argv[1]);
const base64 = Buffer.from(await response.arrayBuffer()).toString("base64");
process.stdout.write(JSON.stringify({ status: response.status, statusText: response.statusText, base64 }));
`;

globalThis.XMLHttpRequest = class {
  open(_method, url) {
    this.url = url;
  }

  setRequestHeader() {}

  getAllResponseHeaders() {
    return "";
  }

  send() {
    const answer = execFileSync(process.execPath, ["--input-type=module", "-e", REQUEST, this.url], {
      encoding: "utf8",
    });
    const { status, statusText, base64 } = JSON.parse(answer);
    Object.assign(this, { status, statusText, responseText: Buffer.from(base64, "base64").toString(), base64 });
  }
};
