import { writeFileSync, mkdirSync } from "node:fs";
import { compile } from "../src/compiler/index.ts";
import { createManifest } from "../src/project/manifest.ts";
import { reportPage } from "../src/project/report/page.ts";
import { buildWith } from "../playground/build.ts";
process.env["NODE_ENV"] = "production";
const out = await buildWith("vite", process.cwd() + "/playground");
const functions = Array.from({ length: 20 }, (_, at) => `def do_something_${at}(self):\n    return self.x${at}\n`);
const modules: any[] = []; const contents = new Map();
for (let at = 0; at < 500; at++) {
  const n = 1 + ((at * 7919) % 40);
  const src = Array.from({ length: n }, (_, k) => `def do_thing_${k}(self, value):\n    total = 0\n    for item in value:\n        total += item * ${k}\n    return self.x${k} + total\n`).join("");
  const bytes = compile(src, { filename: `m${at}.py` }).mpy;
  const path = `/lib/package_${at % 17}/module_${at}.mpy`;
  modules.push({ path, asset: path.slice(1), source: `firmware${path.replace("mpy", "py")}`, name: path.slice(1, -4).replaceAll("/", "."), format: "mpy", arch: null, size: bytes.length, sha256: "", optimize: 0, offset: null, imports: [] });
  contents.set(path, bytes);
}
const flash = { filesystem: "littlefs", root: "/", mount: "/", capacity: 868352, used: 600000, partition: null, image: null, uf2: null } as any;
const manifest = createManifest({ target: { firmware: null, mpy: "6.3", arch: null, smallIntBits: 31 }, flash, modules, files: [], graph: { modules: [], imports: [], builtins: [], cycles: [], hidden: [], unresolved: [] } as any });
const G = { modules: [], imports: [], builtins: [], cycles: [], hidden: [], unresolved: [] } as any; const before = new Map(modules.slice(0, 480).map((m: any, i: number) => [m.path, m.size - (i % 5 === 0 ? 40 : 0)])); const page = reportPage({ project: "large project", manifest, contents, graph: G, target: "RPI_PICO_W", time: "2026-11-28 05:00 UTC", before } as any);
mkdirSync("/tmp/face/rep", { recursive: true });
writeFileSync("/tmp/face/rep/large.html", typeof page === "string" ? page : Buffer.from(page as any));
console.log(out, page.length);
