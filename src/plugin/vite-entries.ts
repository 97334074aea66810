// Where the JavaScript of Vite's dev server starts: entries that pages name, workers that modules start. A module graph has no list of
// these, and keeps what is used no more; so an entry of which it was once known who uses it counts as long as somebody does.

import type { EnvironmentModuleNode, TransformResult } from "vite";
import { isFile } from "../node/files.ts";

/** A page, as it was sent last. */
interface Page {
  readonly file: string;
  /** Addresses of its scripts. */
  readonly scripts: ReadonlySet<string>;
}

/** Who starts what in a dev server. */
export class ViteEntries {
  /** Of the server's files, with a slash at its end. */
  private readonly base: string;
  /** By address. */
  private readonly pages = new Map<string, Page>();
  private readonly onceNamed = new WeakSet<EnvironmentModuleNode>();
  private readonly onceThere = new WeakSet<EnvironmentModuleNode>();
  /** Workers that a module starts, by what it was transformed to last. */
  private readonly started = new WeakMap<
    EnvironmentModuleNode,
    { code: TransformResult; workers: readonly string[] }
  >();

  constructor(base: string) {
    this.base = base;
  }

  /** Notes the HTML of a page that is about to be sent. */
  notePage(address: string, file: string, html: string): void {
    const path = address.replace(/[?#].*$/, "");
    const sources = [...html.matchAll(SCRIPT_SOURCE)].map(([, , source]) => source!.replaceAll("&amp;", "&"));
    this.pages.set(path, { file, scripts: new Set(sources.map((source) => this.keyOf(source, path))) });
  }

  /** Whether a module that nothing imports is an entry still, as far as that can be known. */
  isEntry(node: EnvironmentModuleNode): boolean {
    if (WORKER_FILE.test(node.url)) return false;
    const { file } = node;
    if (file !== null && isFile(file)) this.onceThere.add(node);
    else if (this.onceThere.has(node)) return false;
    const key = this.keyOf(node.url);
    const isNamed = [...this.pages.values()].some(({ file: page, scripts }) => scripts.has(key) && isFile(page));
    if (isNamed) this.onceNamed.add(node);
    return isNamed || !this.onceNamed.has(node);
  }

  /** Those of the modules that `node` starts as workers. */
  workersOf(node: EnvironmentModuleNode, among: ReadonlyMap<string, EnvironmentModuleNode>): EnvironmentModuleNode[] {
    const code = node.transformResult;
    let known = this.started.get(node);
    // A module that is to be transformed again starts what it started before.
    if (code !== null && known?.code !== code) {
      const workers = [...code.code.matchAll(STARTED)].map(([, , address]) => this.keyOf(address!));
      known = { code, workers };
      this.started.set(node, known);
    }
    return (known?.workers ?? []).flatMap((key) => among.get(key) ?? []);
  }

  /** The workers among modules, by their addresses. */
  workersAmong(nodes: Iterable<EnvironmentModuleNode>): Map<string, EnvironmentModuleNode> {
    return new Map([...nodes].filter(({ url }) => WORKER_FILE.test(url)).map((node) => [this.keyOf(node.url), node]));
  }

  /** An address without the base and what keeps caches away. */
  private keyOf(address: string, from = "/"): string {
    if (!URL.canParse(address, `http://localhost${from}`)) return address;
    const { pathname, search } = new URL(address, `http://localhost${from}`);
    const path = pathname.startsWith(this.base) ? `/${pathname.slice(this.base.length)}` : pathname;
    return path + search.replace(/(?<=[?&])[tv]=[^&]*(?:&|$)/g, "").replace(/[?&]$/, "");
  }
}

const SCRIPT_SOURCE = /<script\b[^>]*?\bsrc\s*=\s*(["'])(.*?)\1/gi;

// Vite's own mark of a worker's entry.
const WORKER_FILE = /[?&]worker_file&type=/;
const STARTED = /(["'`])([^"'`\n]*[?&]worker_file&type=[^"'`\n]*)\1/g;
