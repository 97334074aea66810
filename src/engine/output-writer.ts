// Writes the outputs of a build, folder by folder, or checks a bundler that writes them.

import { OutputFolder } from "../node/output/output-folder.ts";
import type { OutputFile } from "../node/output/output-folder.ts";
import { absolutePath } from "../node/files.ts";
import { checkOutputFolder, checkOverwriting } from "./output-check.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";

/** What a build reads. */
export interface BuildInputs {
  /** Folders of libraries: absolute. */
  readonly folders: readonly string[];
  /** Whether the build reads a file (absolute). */
  readonly isInput: (file: string) => boolean;
}

/** Writes the outputs of a build into their folders. Where the bundler writes, it only checks the paths. */
export class OutputWriter {
  private readonly options: ResolvedOptions;
  private readonly inputs: () => BuildInputs;
  private readonly folders = new Map<string, OutputFolder>();

  constructor(options: ResolvedOptions, inputs: () => BuildInputs) {
    this.options = options;
    this.inputs = inputs;
  }

  /** Refuses a folder that must not be written to, as soon as the folder is known. @throws ProjectError */
  check(folder: string): void {
    checkOutputFolder(folder, this.options);
  }

  /** Refuses outputs that must not be written, as soon as they are known. @throws ProjectError */
  checkAll(folder: string, outputs: readonly OutputFile[]): void {
    const { folders, isInput } = this.inputs();
    checkOutputFolder(folder, this.options, folders);
    const assets = outputs.map(({ asset }) => asset);
    checkOverwriting(folder, assets, isInput, this.options);
  }

  /**
   * Runs before anything is written: refuses outputs that must not be written, and notes the others. @throws
   * ProjectError
   */
  begin(folder: string, outputs: readonly OutputFile[]): void {
    this.checkAll(folder, outputs);
    this.outputFolder(folder).begin(outputs);
  }

  /**
   * Writes the outputs that {@link begin} noted for a folder. It is not called if the bundler writes them. @throws
   * ProjectError
   */
  write(folder: string): void {
    this.outputFolder(folder).write();
  }

  /** Runs after everything is written: removes stale files, and gives their paths. @throws ProjectError */
  finish(folder: string): string[] {
    return this.outputFolder(folder).finish();
  }

  private outputFolder(folder: string): OutputFolder {
    const path = absolutePath(folder);
    let known = this.folders.get(path);
    if (known === undefined) {
      known = new OutputFolder(path, this.options.layout.outputFolder);
      this.folders.set(path, known);
    }
    return known;
  }
}
