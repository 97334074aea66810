#!/usr/bin/env node
// `npm create unplugin-micropython [FOLDER]` runs `mpy init [FOLDER]` of the package unplugin-micropython.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const description = new URL(import.meta.resolve("unplugin-micropython/package.json"));
const { bin } = JSON.parse(readFileSync(description, "utf8"));
const mpy = fileURLToPath(new URL(bin.mpy, description));
const { status } = spawnSync(process.execPath, [mpy, "init", ...process.argv.slice(2)], { stdio: "inherit" });
process.exitCode = status ?? 1;
