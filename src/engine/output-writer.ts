// Writes what a build is to write, or watches over the bundler that does, folder by folder.

import { OutputFolder } from "../node/output/output-folder.ts";
import type { OutputFile } from "../node/output/output-folder.ts";
import { absolutePath } from "../node/files.ts";
import { checkOutputFolder, checkOverwriting } from "./output-check.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";

/** What a build reads. */
export interface BuildInputs {
  /** Folders of libraries: absolute. */
  readonly folders: readonly string[];
  /** Whether a file (absolute) is read. */
  readonly isInput: (file: string) => boolean;
}

/** Writes the outputs of a build into their folders; where the bundler writes one, only checks that it may. */
export class OutputWriter {
  private readonly options: ResolvedOptions;
  private readonly inputs: () => BuildInputs;
  private readonly folders = new Map<string, OutputFolder>();

  constructor(options: ResolvedOptions, inputs: () => BuildInputs) {
    this.options = options;
    this.inputs = inputs;
  }

  /** Refuses a folder that must not be written into, as early as it is known. @throws ProjectError */
  check(folder: string): void {
    checkOutputFolder(folder, this.options);
  }

  /** Refuses what must not be written, as soon as that is known. @throws ProjectError */
  checkAll(folder: string, outputs: readonly OutputFile[]): void {
    const { folders, isInput } = this.inputs();
    checkOutputFolder(folder, this.options, folders);
    const assets = outputs.map(({ asset }) => asset);
    checkOverwriting(folder, assets, isInput, this.options);
  }

  /** Before anything is written: refuses what must not be, and notes what will be. @throws ProjectError */
  begin(folder: string, outputs: readonly OutputFile[]): void {
    this.checkAll(folder, outputs);
    this.outputFolder(folder).begin(outputs);
  }

  /** Writes what {@link begin} noted for a folder; a bundler that writes by itself is not asked to. @throws ProjectError */
  write(folder: string): void {
    this.outputFolder(folder).write();
  }

  /** When all is written: removes what earlier builds left, and gives the paths of that. @throws ProjectError */
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
