// The flash as a whole: where its files end up in the image, and what the manifest says of that. The last layout is kept,
// because a dev server asks again and again for a flash in which nothing changed.

import { sha256 } from "../node/files.ts";
import type { OutputFile } from "../node/output/output-folder.ts";
import { layOutFlash } from "../project/flash-image.ts";
import type { FlashLayout } from "../project/flash-image.ts";
import type { ManifestFlash, ManifestImage } from "../project/manifest.ts";
import { ProjectError } from "../project/problem.ts";
import { webFiles } from "../project/web-assets.ts";
import type { BundleFile } from "../project/web-assets.ts";
import type { FlashFile } from "./snapshot.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";

/** The flash, laid out. */
export interface PlacedFlash {
  readonly flash: ManifestFlash;
  /** Where contents start in the image, by device path. */
  readonly offsets: ReadonlyMap<string, number>;
  /** The image and the UF2 file, as far as they are asked for. */
  readonly images: readonly OutputFile[];
}

/** Makes the image of a flash and its manifest. The last layout is kept, and given again for the same files. */
export class FlashImager {
  private readonly options: ResolvedOptions;
  private lastKey = "";
  private lastOutcome: PlacedFlash | ProjectError | undefined;

  constructor(options: ResolvedOptions) {
    this.options = options;
  }

  /** Lays the files out. `display` names their sources. @throws ProjectError where they do not fit */
  place(files: readonly FlashFile[], display: (file: FlashFile) => string): PlacedFlash {
    const key = files.map((file) => `${file.path}\n${file.sha256}`).join("\n");
    if (this.lastOutcome === undefined || key !== this.lastKey) {
      this.lastOutcome = this.layOut(files, display);
      this.lastKey = key;
    }
    if (this.lastOutcome instanceof ProjectError) throw this.lastOutcome;
    return this.lastOutcome;
  }

  /** The flash without an image: of a build that is not complete, or has problems. */
  withoutImage(files: readonly FlashFile[]): PlacedFlash {
    const used = files.reduce((sum, file) => sum + file.bytes.length, 0);
    const capacity = this.options.flash.target.size ?? null;
    return { flash: this.describe({ capacity, used }, null, null), offsets: new Map(), images: [] };
  }

  /** The files of a bundle that belong on the device. `own` are those that are there already. */
  webFiles(bundle: readonly BundleFile[], own: readonly FlashFile[]): FlashFile[] {
    const { flash, layout, manifestAsset, report } = this.options;
    if (flash.web === undefined) return [];
    const { imageAsset, uf2 } = flash.target;
    const assets = new Set([...own.map((file) => file.asset), manifestAsset, imageAsset, uf2?.asset, report.htmlAsset]);
    const folder = `${layout.outputFolder}/`;
    const isOwn = (name: string): boolean => assets.has(name) || (folder !== "/" && name.startsWith(folder));
    return webFiles(bundle, flash.web, isOwn).map(({ path, source, bytes, encoding, originalSize }) => {
      const asset = `${layout.outputFolder}${path}`.replace(/^\//, "");
      return { path, asset, source, bytes, sha256: sha256(bytes), web: { encoding, originalSize } };
    });
  }

  private layOut(files: readonly FlashFile[], display: (file: FlashFile) => string): PlacedFlash | ProjectError {
    const { target } = this.options.flash;
    try {
      const named = files.map((file) => ({ path: file.path, bytes: file.bytes, displaySource: display(file) }));
      const layout = layOutFlash(named, target);
      const images: OutputFile[] = [];
      const describe = (asset: string | undefined, bytes: Uint8Array | undefined): ManifestImage | null => {
        if (asset === undefined || bytes === undefined) return null;
        const hash = sha256(bytes);
        images.push({ asset, bytes, sha256: hash });
        return { asset, size: bytes.length, sha256: hash };
      };
      const image = describe(target.imageAsset, layout.image);
      const uf2 = describe(target.uf2?.asset, layout.uf2);
      return { flash: this.describe(layout, image, uf2), offsets: layout.offsets, images };
    } catch (error) {
      if (error instanceof ProjectError) return error;
      throw error;
    }
  }

  private describe(
    { capacity, used }: Pick<FlashLayout, "capacity" | "used">,
    image: ManifestImage | null,
    uf2: ManifestImage | null,
  ): ManifestFlash {
    const { flash, flashRoot } = this.options;
    const { filesystem, mount, partition } = flash;
    return { filesystem, root: flashRoot, mount, capacity, used, partition, image, uf2 };
  }
}
