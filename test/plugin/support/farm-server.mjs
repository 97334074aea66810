// Farm's dev server in a process of its own, which it ends on errors. Usage: node farm-server.mjs ROOT PORT

import { start } from "@farmfe/core";
import micropython from "unplugin-micropython/farm";

const [, , root, port] = process.argv;
await start({
  root,
  configPath: false,
  clearScreen: false,
  server: { port: Number(port), host: "127.0.0.1", hmr: true, open: false },
  compilation: { input: { main: "./src/main.js" }, persistentCache: false, progress: false },
  plugins: [micropython({ entries: "firmware/*.py" })],
});
