// The parts of a build that importing the plugin does not load. PluginState loads them when the bundler begins.

export { BuildReport } from "../engine/build-report.ts";
export { warmUp } from "../engine/compile-python.ts";
export { engineOf } from "../engine/engine.ts";
export { resolveOptions } from "../options/resolve-options.ts";
