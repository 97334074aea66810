// unplugin-micropython/device: talking to a board.
export { Board } from "./board.ts";
export type { Conversation, ExecOptions } from "./board.ts";
export { DeviceError } from "./errors.ts";
export type { DeviceErrorCode } from "./errors.ts";
export { describeBoard } from "./facts.ts";
export type { BoardFacts, BoardFeature } from "./facts.ts";
export type { Port, PortSignals } from "./port.ts";
