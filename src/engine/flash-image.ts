// The layout of the flash: the image, the offsets of files in it, and the manifest's description of both.

import { sha256 } from "../node/files.ts";
import type { OutputFile } from "../node/output/output-folder.ts";
import { layOutFlash } from "../project/flash-image.ts";
import type { FlashLayout, ReadFirmware } from "../project/flash-image.ts";
import type { ManifestFlash, ManifestImage } from "../project/manifest.ts";
import type { Input, Memo } from "../project/memo.ts";
import { webFiles } from "../project/web-assets.ts";
import type { BundleFile } from "../project/web-assets.ts";
import { displaySource } from "./snapshot.ts";
import type { FlashFile } from "./snapshot.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";

/** The flash, laid out. */
export interface PlacedFlash {
  readonly flash: ManifestFlash;
  /** Offsets of file contents in the image (bytes), by device path. */
  readonly offsets: ReadonlyMap<string, number>;
  /** The image and the UF2 file, if the options ask for them. */
  readonly images: readonly OutputFile[];
}

/** Makes the image of a flash. The last layout is reused for the same files. */
export class FlashImager {
  private readonly options: ResolvedOptions;
  private readonly memo: Memo;
  private readonly readFirmware: ReadFirmware;
  /** The files to lay out. A dev server often asks for a flash that has not changed. */
  private readonly asked: Input<undefined, readonly FlashFile[]> = {
    name: "files to lay out",
    read: (_, last) => last ?? [],
    print: () => undefined,
  };
  private readonly placed: (_: undefined) => PlacedFlash;

  constructor(options: ResolvedOptions, memo: Memo, readFirmware: ReadFirmware) {
    this.options = options;
    this.readFirmware = readFirmware;
    this.memo = memo;
    this.placed = memo.remembering("layout", () => this.layOut(memo.get(this.asked, undefined)));
  }

  /** Lays out the files. @throws ProjectError if they do not fit */
  place(files: readonly FlashFile[]): PlacedFlash {
    if (!areSameFiles(files, this.memo.get(this.asked, undefined))) this.memo.set(this.asked, undefined, files);
    return this.placed(undefined);
  }

  /** The flash without an image, for an incomplete build or one with problems. */
  withoutImage(files: readonly FlashFile[]): PlacedFlash {
    const used = files.reduce((sum, file) => sum + file.bytes.length, 0);
    const capacity = this.options.flash.target.size ?? null;
    return { flash: this.describe({ capacity, used }, null, null), offsets: new Map(), images: [] };
  }

  /** The files of a bundle that belong on the device. `own` are the files that are on the flash already. */
  webFiles(bundle: readonly BundleFile[], own: readonly FlashFile[]): FlashFile[] {
    const { flash, layout, manifestAsset, report } = this.options;
    if (flash.web === undefined) return [];
    const { imageAsset, uf2, merged } = flash.target;
    const images = [imageAsset, uf2?.asset, merged?.asset];
    const assets = new Set([...own.map((file) => file.asset), manifestAsset, ...images, report.htmlAsset]);
    const folder = `${layout.outputFolder}/`;
    const isOwn = (name: string): boolean => assets.has(name) || (folder !== "/" && name.startsWith(folder));
    return webFiles(bundle, flash.web, isOwn).map(({ path, source, bytes, encoding, originalSize }) => {
      const asset = `${layout.outputFolder}${path}`.replace(/^\//, "");
      return { path, asset, source, bytes, sha256: sha256(bytes), web: { encoding, originalSize } };
    });
  }

  private layOut(files: readonly FlashFile[]): PlacedFlash {
    const { target } = this.options.flash;
    const named = files.map((file) => ({
      path: file.path,
      bytes: file.bytes,
      displaySource: displaySource(file, this.options.root),
    }));
    const layout = layOutFlash(named, target, this.readFirmware);
    const images: OutputFile[] = [];
    const describe = (asset: string | undefined, bytes: Uint8Array | undefined): ManifestImage | null => {
      if (asset === undefined || bytes === undefined) return null;
      const hash = sha256(bytes);
      images.push({ asset, bytes, sha256: hash });
      return { asset, size: bytes.length, sha256: hash };
    };
    const image = describe(target.imageAsset, layout.image);
    const uf2 = describe(target.uf2?.asset, layout.uf2);
    describe(target.merged?.asset, layout.merged);
    return { flash: this.describe(layout, image, uf2), offsets: layout.offsets, images };
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

function areSameFiles(a: readonly FlashFile[], b: readonly FlashFile[]): boolean {
  return (
    a.length === b.length && a.every(({ path, sha256: hash }, at) => path === b[at]!.path && hash === b[at]!.sha256)
  );
}
