// The parts of a build that importing the package does not load: the plugin and build() load them when they begin.

export { BuildReport } from "./build-report.ts";
export { warmUp } from "./compile-python.ts";
export { engineOf } from "./engine.ts";
export { FlashBuild } from "./flash-build.ts";
export { writeFlash } from "./write-flash.ts";
export { resolveOptions } from "../options/resolve-options.ts";
