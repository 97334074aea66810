// What a manifest.py says, found out as MicroPython's own build does (tools/manifestfile.py): the functions that a manifest calls,
// and the state that they share over all the manifests that include and require each other.

import { isStackOverflow } from "../../diagnostics/stack-overflow.ts";
import { SourceError } from "../../diagnostics/source-error.ts";
import { codeFrame } from "../../diagnostics/code-frame.ts";
import { lineText, placeOf } from "../../diagnostics/location.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import { render } from "../../diagnostics/render.ts";
import { CompileError } from "../../diagnostics/compile-error.ts";
import { nearestNames } from "../../diagnostics/nearest.ts";
import { type Problem, ProjectError, problemPlace } from "../problem.ts";
import { builtinFunctions, importableModules, noSuchFile } from "./builtins.ts";
import { type Budget, Evaluator, fullBudget } from "./evaluate.ts";
import { extensionOf, filesBelow, packagesOf } from "./file-search.ts";
import { boundedHost } from "./bounded-host.ts";
import type { ManifestHost } from "./host.ts";
import { absolutePath, folderOf, joinPath, relativeTo } from "./os-path.ts";
import { parseManifest } from "./parse.ts";
import { bindable, parameters, type Signature } from "./signature.ts";
import type { Statement } from "./syntax.ts";
import { expectText, Fault, isTrue, iterate, numberOf, PyFunction, PyObject, repr, str, type Value } from "./values.ts";
import {
  cannotStat,
  cModuleIsFile,
  cModuleWithoutMakefile,
  DEEP_MANIFEST,
  folderAsFile,
  includedFrom,
  libraryNotThere,
  metadataNotFirst,
  metadataTwice,
  namesAreNoList,
  NO_MANIFEST,
  noCModule,
  noFilesIn,
  noPythonFile,
  noPythonModule,
  notInLibraries,
  notInLibrary,
  notShipped,
  searchedFolders,
  tooManyIncludes,
  unknownLibrary,
  unresolvedVariable,
  variableWithoutValue,
  wrongOpt,
} from "./messages.ts";

/** What the manifest is for: code frozen into a firmware, or packages compiled one by one (where metadata() must come first). */
export type ManifestMode = "freeze" | "compile";

/** What metadata() says of a package. */
export interface ManifestMetadata {
  readonly version: string | undefined;
  /** The version as Python writes it; undefined where there is none. */
  readonly versionLiteral: string | undefined;
  readonly description: string | undefined;
  readonly license: string | undefined;
  readonly author: string | undefined;
  readonly pypi: string | undefined;
  readonly pypiPublish: string | undefined;
}

/** A file that a manifest lists. */
export interface ManifestEntry {
  /** Path on the host. */
  readonly file: string;
  /** Path on the device, as source; the name that the compiler embeds. */
  readonly target: string;
  /** "compile" to .mpy, "text" to be frozen as it is, "mpy" for what is compiled already. */
  readonly kind: "compile" | "text" | "mpy";
  /** Optimisation level; undefined for the build's own. */
  readonly optimize: 0 | 1 | 2 | 3 | undefined;
  /** What the manifest that lists it says of its package. */
  readonly metadata: ManifestMetadata;
  /** The call that lists it: "boards/X/manifest.py:3:1". */
  readonly place: string;
}

/** All that came of a manifest. */
export interface ManifestResult {
  /** In the order of the calls, files of a folder in the order of their names. */
  readonly files: readonly ManifestEntry[];
  /** Folders of C modules. */
  readonly cModules: readonly string[];
  /** Of the outermost manifest. */
  readonly metadata: ManifestMetadata;
  /** The manifests that were read: absolute. */
  readonly manifests: readonly string[];
  /** Folders of which all fitting files were taken: absolute. */
  readonly folders: readonly string[];
  /** What is likely a mistake. */
  readonly warnings: readonly string[];
  /** What the manifests printed. */
  readonly printed: readonly string[];
}

/** What to evaluate, and how. */
export interface ManifestRequest {
  /** The manifest: a path, relative to `folder`; or statements, if it does not end in ".py". */
  readonly manifest: string;
  /** Folder that relative paths begin at: absolute. */
  readonly folder: string;
  readonly mode: ManifestMode;
  /** Values of `$(NAME)`. MPY_LIB_DIR names the libraries of micropython-lib. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Paths as people know them. */
  readonly display?: ((file: string) => string) | undefined;
}

/** Folders of MPY_LIB_DIR that require() looks into. */
const BASE_LIBRARIES = ["micropython", "python-stdlib", "python-ecosys"];

/** Manifests that may be open at a time. */
const MAX_OPEN = 200;

const METADATA: Signature = {
  ...parameters(
    [],
    Object.fromEntries(
      ["description", "version", "license", "author", "stdlib", "pypi", "pypi_publish"].map((name) => [name, null]),
    ),
  ),
  keywordOnly: true,
};

/** Metadata while it is being made: files refer to it before metadata() is called. */
class Metadata implements ManifestMetadata {
  isSet = false;
  version: string | undefined;
  versionLiteral: string | undefined;
  description: string | undefined;
  license: string | undefined;
  author: string | undefined;
  pypi: string | undefined;
  pypiPublish: string | undefined;
}

/** Evaluates a manifest. @throws ProjectError with the place in the manifest */
export function evaluateManifest(host: ManifestHost, request: ManifestRequest): ManifestResult {
  const evaluation = new Evaluation(host, request);
  evaluation.execute(request.manifest);
  return evaluation;
}

/** A source that is being evaluated. */
interface Source {
  readonly file: string | undefined;
  readonly displayFile: string;
  readonly bytes: Uint8Array;
}

class Evaluation implements ManifestResult {
  readonly files: ManifestEntry[] = [];
  readonly cModules: string[] = [];
  readonly metadata: Metadata = new Metadata();
  readonly manifests: string[] = [];
  readonly folders: string[] = [];
  readonly warnings: string[] = [];
  readonly printed: string[] = [];

  private readonly host: ManifestHost;
  private readonly mode: ManifestMode;
  private readonly variables: readonly (readonly [string, string])[];
  private readonly display: (file: string) => string;
  private readonly builtins: ReadonlyMap<string, Value>;
  private readonly modules: ReadonlyMap<string, PyObject>;
  private readonly budget: Budget = fullBudget();

  private cwd: string;
  private readonly visited = new Set<string>();
  /** Metadata of the package at hand, innermost last. */
  private readonly packages: Metadata[] = [this.metadata];
  /** Folders of libraries by name, and those that are searched for any package, in order. */
  private readonly libraries = new Map<string, string>();
  private readonly searched: string[] = [];
  private readonly packagesIn = new Map<string, ReadonlyMap<string, string>>();
  /** Where each open manifest stands, innermost last. */
  private readonly open: { readonly source: Source; readonly evaluator: Evaluator }[] = [];

  constructor(host: ManifestHost, request: ManifestRequest) {
    this.host = boundedHost(host);
    this.mode = request.mode;
    this.cwd = request.folder;
    this.display = request.display ?? ((file) => file);
    this.variables = Object.entries(request.variables).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    this.builtins = builtinFunctions((text) => this.printed.push(text));
    this.modules = importableModules(this.host, () => this.cwd);
    if (request.variables.MPY_LIB_DIR) {
      for (const name of BASE_LIBRARIES) this.addLibrary(name, `$(MPY_LIB_DIR)/${name}`, false);
    }
  }

  execute(manifest: string): void {
    if (!manifest.endsWith(".py")) {
      const source = { file: undefined, displayFile: "<manifest>", bytes: new TextEncoder().encode(manifest) };
      this.run(source, new Map());
      return;
    }
    const path = absolutePath(this.cwd, this.substitute(manifest));
    if (this.host.kindOf(path) !== "file") {
      throw new ProjectError({ summary: NO_MANIFEST, file: path, displayFile: this.display(path) });
    }
    this.include(path, false, new Map());
  }

  // ---- running a manifest

  /** Runs a manifest with its `options`. */
  private run(source: Source, options: ReadonlyMap<string, Value>): void {
    const evaluator = new Evaluator(this.globals(options), this.builtins, this.modules, this.budget);
    this.open.push({ source, evaluator });
    try {
      if (this.open.length > MAX_OPEN) throw tooManyIncludes();
      evaluator.run(this.parse(source));
    } catch (error) {
      throw this.located(error, source, evaluator.at);
    } finally {
      this.open.pop();
    }
  }

  private parse({ bytes, displayFile }: Source): Statement[] {
    try {
      return parseManifest(bytes);
    } catch (error) {
      if (error instanceof SourceError) throw render(error, bytes, displayFile, diagnose);
      throw error;
    }
  }

  /** An error with its place: that of the innermost manifest, and who included it. */
  private located(error: unknown, source: Source, at: number): unknown {
    const { file, displayFile } = source;
    if (error instanceof ProjectError) return withInclude(error, `${displayFile}:${placeIn(source, at).line}`);
    if (error instanceof Fault) {
      const { line, column } = placeIn(source, at);
      const { exception, hint } = error;
      const summary = exception === "" ? error.message : `${exception}: ${error.message}`;
      const frame = codeFrame(source.bytes, line, at, at);
      return new ProjectError({ summary, ...this.fileFacts(source, line, column), frame, hint });
    }
    if (error instanceof CompileError) {
      const { exception, reason, line, column, frame, hint } = error;
      return new ProjectError({
        summary: `${exception}: ${reason}`,
        ...this.fileFacts(source, line, column),
        frame,
        hint,
      });
    }
    if (isStackOverflow(error)) {
      return new ProjectError({ summary: DEEP_MANIFEST, file, displayFile });
    }
    return error;
  }

  private fileFacts(source: Source, line: number | undefined, column: number | undefined): Omit<Problem, "summary"> {
    const sourceLine = line === undefined ? undefined : lineText(source.bytes, line);
    return { file: source.file, displayFile: source.displayFile, line, column, sourceLine };
  }

  /** The call at hand, for messages. */
  private place(): string {
    const { source, evaluator } = this.open.at(-1)!;
    return problemPlace({ summary: "", displayFile: source.displayFile, ...placeIn(source, evaluator.at) });
  }

  // ---- paths

  private substitute(path: string): string {
    return this.variables.reduce((text, [name, value]) => text.replaceAll(`$(${name})`, () => value), path);
  }

  private resolve(path: string): string {
    return absolutePath(this.cwd, this.substitute(path));
  }

  // ---- what a manifest can call

  private globals(given: ReadonlyMap<string, Value>): Map<string, Value> {
    const functions = [...this.functions(), ...(this.mode === "freeze" ? this.freezeFunctions() : [])];
    const globals = new Map<string, Value>(functions.map((one) => [one.name, one]));
    globals.set("options", optionsObject(given));
    return globals;
  }

  private functions(): PyFunction[] {
    const setMetadata = bindable("metadata", METADATA, ({ values }) => this.setMetadata(values));
    return [
      // without arguments it only tells what is known
      new PyFunction("metadata", (passed) => {
        if (passed.keywords.size + passed.positional.length > 0) setMetadata.call(passed);
        return metadataObject(this.packages.at(-1)!);
      }),
      bindable("include", { ...parameters(["manifest_path"], { is_require: false }), keywords: true }, (bound) => {
        this.includeAll(bound.values[0]!, isTrue(bound.values[1]!), bound.extra);
        return null;
      }),
      bindable(
        "require",
        { ...parameters(["name"], { version: null, pypi: null, library: null }), keywords: true },
        ({ values: [name, , , library], extra }) => {
          this.require(expectText(name!, "name"), library!, extra);
          return null;
        },
      ),
      bindable("add_library", parameters(["library", "library_path"], { prepend: false }), ({ values }) => {
        const [library, path, prepend] = values;
        this.addLibrary(expectText(library!, "library"), expectText(path!, "library_path"), isTrue(prepend!));
        return null;
      }),
      bindable(
        "package",
        parameters(["package_path"], { files: null, base_path: ".", opt: null }),
        ({ values: [path, files, base, opt] }) => {
          this.checkMetadata();
          const search = { base: expectText(base!, "base_path"), folder: expectText(path!, "package_path") };
          this.search({ ...search, files: listOfNames(files!), extensions: [".py"], kind: "auto", opt: opt! });
          return null;
        },
      ),
      bindable(
        "module",
        parameters(["module_path"], { base_path: ".", opt: null }),
        ({ values: [path, base, opt] }) => {
          this.module(expectText(path!, "module_path"), expectText(base!, "base_path"), opt!);
          return null;
        },
      ),
      bindable("c_module", parameters(["module_path"]), ({ values: [path] }) => {
        if (this.mode === "freeze") this.cModule(expectText(path!, "module_path"));
        return null;
      }),
    ];
  }

  private freezeFunctions(): PyFunction[] {
    const freezing = (name: string, extensions: readonly string[], kind: Kind): PyFunction =>
      bindable(name, parameters(["path"], { script: null, opt: null }), ({ values: [path, script, opt] }) => {
        this.freeze(expectText(path!, "path"), script!, extensions, kind, opt!);
        return null;
      });
    return [
      freezing("freeze", [".py", ".mpy"], "auto"),
      freezing("freeze_as_mpy", [".py"], "compile"),
      freezing("freeze_mpy", [".mpy"], "mpy"),
      bindable("freeze_as_str", parameters(["path"]), ({ values: [path] }) => {
        const base = expectText(path!, "path");
        this.search({ base, folder: "", files: null, extensions: [".py"], kind: "text", opt: null });
        return null;
      }),
    ];
  }

  private setMetadata(values: readonly Value[]): null {
    const metadata = this.packages.at(-1)!;
    if (metadata.isSet) throw metadataTwice();
    const texts = values.map((value) => (value === null ? undefined : str(value)));
    const [description, version, license, author, , pypi, pypiPublish] = texts;
    const versionLiteral = isTrue(values[1]!) ? repr(values[1]!) : undefined;
    Object.assign(metadata, { isSet: true, description, version, license, author, pypi, pypiPublish, versionLiteral });
    return null;
  }

  private checkMetadata(): void {
    if (this.mode === "compile" && !this.packages.at(-1)!.isSet) {
      throw metadataNotFirst();
    }
  }

  private includeAll(manifest: Value, isRequire: boolean, options: ReadonlyMap<string, Value>): void {
    if (isRequire) this.checkMetadata();
    if (typeof manifest === "string") this.include(this.resolve(manifest), isRequire, options);
    else for (const one of iterate(manifest)) this.includeAll(one, false, options);
  }

  /** Includes the manifest at an absolute path, or the one in that folder, unless that has happened. */
  private include(path: string, isRequire: boolean, options: ReadonlyMap<string, Value>): void {
    const file = this.host.kindOf(path) === "folder" ? joinPath(path, "manifest.py") : path;
    if (this.visited.has(file)) return;
    this.visited.add(file);
    if (this.host.kindOf(file) !== "file") throw this.missing(noSuchFile(file), file);
    this.manifests.push(file);
    const source = { file, displayFile: this.display(file), bytes: withLineFeeds(this.host.read(file)) };
    const before = this.cwd;
    this.cwd = folderOf(file);
    if (isRequire) this.packages.push(new Metadata());
    this.run(source, options);
    if (isRequire) this.packages.pop();
    this.cwd = before;
  }

  private require(name: string, library: Value, options: ReadonlyMap<string, Value>): void {
    this.checkMetadata();
    const folders = library === null ? this.searched : [this.libraryFolder(expectText(library, "library"), name)];
    for (const folder of folders) {
      const found = this.packagesOf(folder).get(name);
      if (found === undefined) continue;
      this.checkMetadata();
      this.include(found, true, options);
      return;
    }
    if (library !== null) {
      throw notInLibrary(name, str(library), folders[0]!);
    }
    throw notInLibraries(name, this.packageHint(name));
  }

  /** Where a missing package was looked for, and what it may have been meant to be. */
  private packageHint(name: string): string {
    const there = this.searched.filter((folder) => this.host.kindOf(folder) === "folder");
    if (there.length === 0) {
      const [first] = this.searched;
      return libraryNotThere(first && this.display(first));
    }
    const near = nearestNames(
      name,
      there.flatMap((folder) => [...this.packagesOf(folder).keys()]),
    );
    return searchedFolders(near, there.map(this.display));
  }

  private libraryFolder(library: string, name: string): string {
    const folder = this.libraries.get(library);
    if (folder !== undefined) return folder;
    throw unknownLibrary(library, name);
  }

  private packagesOf(folder: string): ReadonlyMap<string, string> {
    const known = this.packagesIn.get(folder) ?? packagesOf(this.host, folder);
    this.packagesIn.set(folder, known);
    return known;
  }

  private addLibrary(name: string, path: string, first: boolean): void {
    const folder = this.resolve(path);
    this.libraries.set(name, folder);
    if (first) this.searched.unshift(folder);
    else this.searched.push(folder);
  }

  private module(path: string, base: string, opt: Value): void {
    this.checkMetadata();
    const folder = this.resolve(base);
    if (extensionOf(path) !== ".py") throw noPythonModule();
    this.add(joinPath(folder, path), path, "auto", opt);
  }

  private cModule(path: string): void {
    const folder = this.resolve(path);
    const unresolved = /\$\([^)]+\)/.exec(folder);
    if (unresolved !== null) throw this.missing(unresolvedVariable(unresolved[0]), folder);
    const kind = this.host.kindOf(folder);
    if (kind === undefined) throw noCModule(folder);
    if (kind === "file") throw cModuleIsFile(folder);
    const isBuilt = ["micropython.mk", "micropython.cmake"].some(
      (name) => this.host.kindOf(`${folder}/${name}`) === "file",
    );
    if (!isBuilt) throw cModuleWithoutMakefile(folder);
    this.cModules.push(folder);
  }

  private freeze(path: string, script: Value, extensions: readonly string[], kind: Kind, opt: Value): void {
    const search = { base: path, folder: "", extensions, kind, opt };
    if (typeof script !== "string") {
      this.search({ ...search, files: listOfNames(script) });
      return;
    }
    // as the reference does it: variables in `path` are not replaced before it looks whether `script` is a folder
    const isFolder = this.host.kindOf(absolutePath(this.cwd, joinPath(path, script))) === "folder";
    this.search(isFolder ? { ...search, folder: script, files: null } : { ...search, files: [script] });
  }

  // ---- files

  private search(search: Search): void {
    const base = this.resolve(search.base);
    if (search.files !== null) {
      for (const file of search.files) {
        const name = expectText(file, "a name in a list of files");
        const target = search.folder === "" ? name : joinPath(search.folder, name);
        this.add(joinPath(base, target), target, search.kind, search.opt);
      }
      return;
    }
    if (this.host.kindOf(base) !== "folder") throw this.missing(noSuchFile(base), base);
    const folder = absolutePath(base, search.folder);
    const { files, folders } = filesBelow(this.host, folder, search.extensions);
    this.folders.push(...folders);
    for (const file of files) {
      const target = relativeTo(base, file);
      this.add(joinPath(base, target), target, search.kind, search.opt);
    }
    if (files.length === 0) {
      this.warnings.push(noFilesIn(this.place(), search.extensions, this.display(folder)));
    }
  }

  private add(file: string, target: string, kind: Kind, opt: Value): void {
    const found = this.host.kindOf(absolutePath(this.cwd, file));
    if (found === undefined) throw this.missing(cannotStat(file), file);
    const extension = extensionOf(file);
    if (this.mode === "compile" && extension !== ".py") throw noPythonFile();
    if (found === "folder") throw folderAsFile(file);
    const shipped = kind === "auto" ? AUTO_KIND[extension] : kind;
    if (shipped === undefined) throw notShipped(file);
    const optimize = optimisation(opt);
    this.files.push({ file, target, kind: shipped, optimize, metadata: this.packages.at(-1)!, place: this.place() });
  }

  /** The fault of a missing file, with a hint if a variable in its path has no value. */
  private missing(fault: Fault, path: string): Fault {
    const name = /\$\(([^)]+)\)/.exec(path)?.[1];
    if (name === undefined) return fault;
    return new Fault(fault.exception, fault.message, variableWithoutValue(name));
  }
}

/** How a file was asked for; "auto" goes by its extension. */
type Kind = ManifestEntry["kind"] | "auto";

const AUTO_KIND: Readonly<Record<string, ManifestEntry["kind"]>> = { ".py": "compile", ".mpy": "mpy" };

interface Search {
  readonly base: string;
  /** Folder below `base`; "" for itself. */
  readonly folder: string;
  /** Names of files, null for all in the folder. */
  readonly files: readonly Value[] | null;
  readonly extensions: readonly string[];
  readonly kind: Kind;
  readonly opt: Value;
}

function listOfNames(value: Value): readonly Value[] | null {
  if (value === null) return null;
  if (typeof value === "string") throw namesAreNoList();
  return iterate(value);
}

function optimisation(opt: Value): ManifestEntry["optimize"] {
  if (opt === null) return undefined;
  const level = typeof opt === "boolean" ? undefined : numberOf(opt);
  if (typeof level === "bigint" && level >= 0n && level <= 3n) return Number(level) as 0 | 1 | 2 | 3;
  throw wrongOpt(repr(opt));
}

/** The global `options`: what include() was given, then the defaults that the manifest sets; None for everything else. */
function optionsObject(given: ReadonlyMap<string, Value>): PyObject {
  let defaults: ReadonlyMap<string, Value> = new Map();
  const setDefaults = bindable("defaults", { parameters: [], keywords: true }, ({ extra }) => {
    defaults = extra;
    return null;
  });
  return new PyObject("options", (name) => {
    if (name === "defaults") return setDefaults;
    return given.get(name) ?? (given.has(name) ? null : (defaults.get(name) ?? null));
  });
}

const METADATA_ATTRIBUTES: Readonly<Record<string, keyof ManifestMetadata>> = {
  version: "version",
  description: "description",
  license: "license",
  author: "author",
  pypi: "pypi",
  pypi_publish: "pypiPublish",
};

function metadataObject(metadata: Metadata): PyObject {
  return new PyObject("metadata", (name) => {
    const field = METADATA_ATTRIBUTES[name];
    return field === undefined ? undefined : (metadata[field] ?? null);
  });
}

function placeIn({ bytes }: Source, at: number): { line: number; column: number } {
  return placeOf(bytes, at);
}

function withInclude(error: ProjectError, place: string): ProjectError {
  const { hint } = error.problem;
  return new ProjectError({
    ...error.problem,
    hint: `${hint === undefined ? "" : `${hint}\n`}${includedFrom(place)}`,
  });
}

const LF = 10;
const CR = 13;

/** The source with line ends of one byte each, as offsets in it are counted. */
function withLineFeeds(source: Uint8Array): Uint8Array {
  if (!source.includes(CR)) return source;
  const kept = source.filter((byte, at) => byte !== LF || source[at - 1] !== CR);
  return kept.map((byte) => (byte === CR ? LF : byte));
}
