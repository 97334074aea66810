// The table of the runtime's functions belongs to the .mpy format; the native emitter finds it under this name.

export { Fun } from "../../../mpy/fun-table.ts";
