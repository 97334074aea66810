// unplugin-micropython/device: talking to a board.
export { Board } from "./board.ts";
export type { Conversation, ExecOptions } from "./board.ts";
export { DeviceError } from "./errors.ts";
export type { DeviceErrorCode } from "./errors.ts";
export { describeBoard } from "./facts.ts";
export type { BoardFacts, BoardFeature } from "./facts.ts";
export type { Port, PortSignals } from "./port.ts";
export { deploy, executeDeploy, planDeploy } from "./deploy.ts";
export type { DeployFile, DeployOptions, DeployPlan, DeployProgress, DeploySummary, PlannedWrite } from "./deploy.ts";
export { BoardFiles } from "./files/board-files.ts";
export type { TransferWay } from "./files/board-files.ts";
export type { FileStore, FoundFile, HashedBytes, StoreState, WantedFile, WriteOptions } from "./files/store.ts";
export type { DeployRecord } from "./files/record.ts";
