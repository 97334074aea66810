// The content of the flash: the files that ship from the trees, the build result and manifest entry of each module.

import { checkFlash } from "../project/checks/checks.ts";
import { judge } from "../project/checks/finding.ts";
import type { CheckedModule } from "../project/checks/finding.ts";
import type { Firmware } from "../project/graph/firmware.ts";
import type { PlacedFile } from "../project/graph/device-files.ts";
import type { ImportGraph } from "../project/graph/graph.ts";
import { importedModules } from "../project/imports.ts";
import type { ManifestModule } from "../project/manifest.ts";
import { baseName, relativePath } from "../project/paths.ts";
import type { Placement } from "../project/placement.ts";
import type { ResolvedOptions } from "../options/resolve-options.ts";
import { GraphStage } from "./graph-stage.ts";
import type { Findings, ImportSearch } from "./import-search.ts";
import type { BuiltPython, PythonBuilder } from "./python-builder.ts";

/** The content of the flash: built modules, data of libraries, the import graph and the manifest's entries. */
export interface FlashContent {
  /** Built modules, in the order of discovery. */
  readonly python: readonly BuiltPython[];
  /** All files that ship from the trees, including modules that could not be built and data of libraries. */
  readonly files: readonly PlacedFile[];
  /** The places of `files` on the device. */
  readonly placements: readonly Placement[];
  readonly graph: ImportGraph;
  /** The manifest's entries of `python`, in the same order. */
  readonly modules: readonly ManifestModule[];
  /** Findings of the checks: faults that do not fail the build but fail on the device. */
  readonly checks: Findings;
}

/** A module that ships, with its manifest entry. */
interface ShippedModule {
  readonly built: BuiltPython;
  /** Its entry in the manifest. */
  readonly entry: ManifestModule;
}

/** Makes a {@link FlashContent} from the modules that {@link ImportSearch} reached. */
export class ContentFinder {
  private readonly options: ResolvedOptions;
  private readonly python: PythonBuilder;
  private readonly search: ImportSearch;
  private readonly graph: GraphStage;
  private readonly entryOf: (source: string) => ManifestModule | undefined;
  private readonly shippedOf: (source: string) => ShippedModule | undefined;
  private readonly checkedOf: (source: string) => CheckedModule | undefined;
  private readonly findings: (_: undefined) => Findings;

  constructor(options: ResolvedOptions, python: PythonBuilder, search: ImportSearch) {
    this.options = options;
    this.python = python;
    this.search = search;
    this.graph = new GraphStage(options.root, python, search);
    const { memo } = python;
    this.entryOf = memo.remembering("manifest entry", (source: string) => this.makeEntry(source));
    this.shippedOf = memo.remembering("found module", (source: string) => this.findModule(source));
    this.checkedOf = memo.remembering("checked module", (source: string) => this.checkedModule(source), isSameModule);
    const facts = memo.remembering("facts for checks", () => this.checkFacts(), areSameFacts);
    this.findings = memo.remembering("checks", () =>
      judge(checkFlash(withLookups(facts(undefined), python.trees.firmware, options)), options.checks),
    );
  }

  /** The content now. */
  find(): FlashContent {
    const { search, python: builder } = this;
    const python: BuiltPython[] = [];
    const modules: ManifestModule[] = [];
    for (const { file } of search.reached) {
      const module = this.shippedOf(file.path);
      if (module === undefined) continue;
      python.push(module.built);
      modules.push(module.entry);
    }
    const files = search.files();
    const placements = files.map((file) => builder.trees.place(file));
    return { python, files, placements, graph: this.graph.now, modules, checks: this.findings(undefined) };
  }

  private findModule(source: string): ShippedModule | undefined {
    const reached = this.search.reachedAt(source);
    const built = reached && this.search.builtOf(reached.file);
    return built && { built, entry: this.entryOf(source)! };
  }

  private makeEntry(source: string): ManifestModule | undefined {
    const reached = this.search.reachedAt(source);
    const built = reached && this.search.builtOf(reached.file);
    if (built === undefined) return undefined;
    const { placement, compiled } = built;
    const isPackage = /^__init__\.m?py$/.test(baseName(placement.relative));
    const { resolver } = this.search;
    const isModule = (module: string): boolean => resolver.locate(module) !== undefined;
    const facts = compiled.imports.filter(this.search.mayRun(reached!.file));
    const imports = importedModules(placement.module ?? "", isPackage, facts, isModule);
    return manifestEntry(built, imports, this.options.root);
  }

  private checkFacts(): CheckFacts {
    const modules: CheckedModule[] = [];
    for (const { file } of this.search.reached) {
      const module = this.checkedOf(file.path);
      if (module !== undefined) modules.push(module);
    }
    return { modules, hidden: this.graph.now.hidden };
  }

  private checkedModule(source: string): CheckedModule | undefined {
    const reached = this.search.reachedAt(source);
    const module = reached && this.shippedOf(source);
    if (module === undefined) return undefined;
    const { name, path, source: display, native } = module.entry;
    const hints = module.built.compiled.hints ?? NO_HINTS;
    return { name, path, source: display, tree: reached!.file.tree.name, arch: native?.arch, hints };
  }
}

const NO_HINTS: CheckedModule["hints"] = [];

interface CheckFacts {
  readonly modules: readonly CheckedModule[];
  readonly hidden: ImportGraph["hidden"];
}

function withLookups(
  { modules, hidden }: CheckFacts,
  firmware: Firmware,
  options: ResolvedOptions,
): Parameters<typeof checkFlash>[0] {
  const { target, targetHints: hints, flash, layout, root } = options;
  const roots = new Set(layout.roots.map(({ path }) => relativePath(root, path) || "."));
  const shipped = new Set(modules.map(({ source }) => source));
  return {
    modules,
    shadows: {
      hidden,
      firmware,
      isShipped: (source) => shipped.has(source),
      isOwn: (tree) => roots.has(tree),
    },
    device: { arch: target.arch, hints },
    mount: flash.mount,
    bootFiles: layout.bootFiles,
  };
}

/** The manifest's entry of a module with these imports. */
export function manifestEntry(built: BuiltPython, imports: string[], root: string): ManifestModule {
  const { placement, bytes, compiled } = built;
  return {
    name: placement.module ?? "",
    path: placement.path,
    asset: placement.asset,
    source: relativePath(root, placement.file),
    format: placement.kind === "source" ? "py" : "mpy",
    size: bytes.length,
    sha256: built.sha256,
    imports,
    native: placement.kind === "source" ? null : compiled.native,
  };
}

function areSameFacts(a: CheckFacts, b: CheckFacts): boolean {
  const areSame = a.hidden === b.hidden && a.modules.length === b.modules.length;
  return areSame && a.modules.every((one, at) => one === b.modules[at]);
}

function isSameModule(a: CheckedModule | undefined, b: CheckedModule | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  const isSame =
    a.name === b.name && a.path === b.path && a.source === b.source && a.tree === b.tree && a.arch === b.arch;
  return isSame && (a.hints === b.hints || JSON.stringify(a.hints) === JSON.stringify(b.hints));
}
