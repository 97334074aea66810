// The compiler for pages: one file with short names, those of properties too, which is a fifth smaller for whoever downloads it.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { rolldown } from "rolldown";
import { minify } from "terser";
import { declarationText, reachedDeclarations } from "./declarations.mjs";
import { dist, root } from "./paths.mjs";

/**
 * Writes an entry as such a file. Names that a user can meet stay, which are those of its declarations, and so do names that
 * are also a text in the code, because a text may select a property.
 */
export async function writePageCompiler(entry, transform) {
  const build = await rolldown({
    cwd: root,
    input: `src/${entry}.ts`,
    platform: "browser",
    transform: { ...transform, target: "es2022" },
  });
  const { output } = await build.generate({ format: "esm", minify: true });
  await build.close();
  const declarations = [...reachedDeclarations([entry])].map(declarationText).join("\n");
  const texts = /(?<=(["'`]))\w+(?=\1)/g;
  const reserved = [
    ...namesOfBuiltIns(),
    ...declarations.match(/\w+(?=\??[:(])/g),
    ...declarations.match(texts),
    ...output[0].code.match(texts),
  ];
  const { code } = await minify(output[0].code, {
    module: true,
    ecma: 2022,
    // A bundler that makes the page's code small again undoes what functions in the place of their only call save.
    compress: { passes: 3, unsafe_arrows: true, reduce_funcs: false },
    mangle: { properties: { builtins: true, keep_quoted: true, reserved } },
  });
  writeFileSync(join(dist, `${entry}.js`), `${code}\n`);
}

/** Names of properties that JavaScript and the browser give: those of a fresh world, and what only instances and options have. */
function namesOfBuiltIns() {
  const world = runInNewContext(
    `[globalThis, [][Symbol.iterator](), new Map().entries(), new Set().values(), "".matchAll(/a/g), (function* () {})(), /a/, Symbol(), 1n, new Error()]`,
  );
  const names = new Set(["index", "input", "groups", "raw", "value", "done", "cause"]);
  const seen = new Set();
  const visit = (value) => {
    if (!/^(?:object|function)$/.test(typeof value) || value === null || seen.has(value)) return;
    seen.add(value);
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
      names.add(name);
      visit(property.value);
    }
    visit(Object.getPrototypeOf(value));
  };
  for (const value of [...world, TextEncoder, TextDecoder]) visit(value);
  return names;
}
