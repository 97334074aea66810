// The entries of JavaScript in Vite's dev server: scripts of pages, and workers that modules start. A module graph has
// no list of them and keeps unused ones. So an entry with a known user counts only while it has one.

import type { EnvironmentModuleNode, TransformResult } from "vite";
import { isFile } from "../node/files.ts";

/** The last version of a page that was sent. */
interface Page {
  readonly file: string;
  /** URLs of its scripts. */
  readonly scripts: ReadonlySet<string>;
}

/** The pages and modules of a dev server, with the entries that they start. */
export class ViteEntries {
  /** The base of the server's files, with a slash at its end. */
  private readonly base: string;
  /** Pages by URL. */
  private readonly pages = new Map<string, Page>();
  private readonly onceNamed = new WeakSet<EnvironmentModuleNode>();
  private readonly onceThere = new WeakSet<EnvironmentModuleNode>();
  /** Workers that a module starts, by the module's last transformed code. */
  private readonly started = new WeakMap<
    EnvironmentModuleNode,
    { code: TransformResult; workers: readonly string[] }
  >();

  constructor(base: string) {
    this.base = base;
  }

  /** Records the HTML of a page that is about to be sent. */
  notePage(address: string, file: string, html: string): void {
    const path = address.replace(/[?#].*$/, "");
    const sources = [...html.matchAll(SCRIPT_SOURCE)].map(([, , source]) => source!.replaceAll("&amp;", "&"));
    this.pages.set(path, { file, scripts: new Set(sources.map((source) => this.keyOf(source, path))) });
  }

  /** Whether a module without importers is still an entry, as far as known. */
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

  /** The modules that `node` starts as workers. */
  workersOf(node: EnvironmentModuleNode, among: ReadonlyMap<string, EnvironmentModuleNode>): EnvironmentModuleNode[] {
    const code = node.transformResult;
    let known = this.started.get(node);
    // A module that waits for its transform is taken to start the same workers as before.
    if (code !== null && known?.code !== code) {
      const workers = [...code.code.matchAll(STARTED)].map(([, , address]) => this.keyOf(address!));
      known = { code, workers };
      this.started.set(node, known);
    }
    return (known?.workers ?? []).flatMap((key) => among.get(key) ?? []);
  }

  /** The workers among modules, by their URLs. */
  workersAmong(nodes: Iterable<EnvironmentModuleNode>): Map<string, EnvironmentModuleNode> {
    return new Map([...nodes].filter(({ url }) => WORKER_FILE.test(url)).map((node) => [this.keyOf(node.url), node]));
  }

  /** A URL without the base and the query that prevents caching. */
  private keyOf(address: string, from = "/"): string {
    if (!URL.canParse(address, `http://localhost${from}`)) return address;
    const { pathname, search } = new URL(address, `http://localhost${from}`);
    const path = pathname.startsWith(this.base) ? `/${pathname.slice(this.base.length)}` : pathname;
    return path + search.replace(/(?<=[?&])[tv]=[^&]*(?:&|$)/g, "").replace(/[?&]$/, "");
  }
}

const SCRIPT_SOURCE = /<script\b[^>]*?\bsrc\s*=\s*(["'])(.*?)\1/gi;

// The query by which Vite marks a worker's entry.
const WORKER_FILE = /[?&]worker_file&type=/;
const STARTED = /(["'`])([^"'`\n]*[?&]worker_file&type=[^"'`\n]*)\1/g;
