// Fetches mip packages from the network, or from the folder of an index, into the project's folder of copies
// (mip_packages). It runs the offline installation (project/mip/install.ts) repeatedly, and fetches the missing files
// after each run, until none is missing. So the rules and checks are the same as in a build. Files are written when all
// are fetched and their hashes are right.

import { join } from "node:path";
import { installMip } from "../project/mip/install.ts";
import type { DiskFile, MipInstall, MipRequest } from "../project/mip/install.ts";
import { isUnder, relativePath } from "../project/paths.ts";
import { ProjectError } from "../project/problem.ts";
import { COPIES_FOLDER } from "../project/mip/sources.ts";
import { DISK } from "./manifest-host.ts";
import type { Downloader } from "./download.ts";
import { absolutePath, isFile, realPathOf, sha256 } from "./files.ts";
import { writeFileAtomic } from "./write.ts";
import { linkOutOfCopies } from "./messages.ts";

/** micropython.org's index of micropython-lib, mip's default. */
export const DEFAULT_INDEX = "https://micropython.org/pi/v2";

/**
 * URLs of files in repositories, by the beginning of their addresses (tools/mpremote/mpremote/mip.py). $ marks a part.
 */
const HOSTS: Readonly<Record<string, string>> = {
  github: "https://raw.githubusercontent.com/$org/$repo/$branch/$path",
  gitlab: "https://gitlab.com/$org/$repo/-/raw/$branch/$path",
  codeberg: "https://codeberg.org/api/v1/repos/$org/$repo/raw/$path?ref=$branch",
};

/** Settings for fetching packages. */
export interface MipFetching {
  /** The project's root: absolute. */
  readonly root: string;
  /** URL or folder of the index. */
  readonly index: string;
  readonly downloader: Downloader;
  /** Other hosts, for tests. */
  readonly hosts?: Readonly<Record<string, string>>;
}

/** Thrown to stop an installation at a package.json that has not been fetched. */
class Wanted {
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }
}

/** Fetches packages with their dependencies. It writes nothing. @throws ProjectError */
export async function fetchMip(requests: readonly MipRequest[], fetching: MipFetching): Promise<FetchedPackages> {
  const fetched = new FetchedPackages(fetching);
  for (const request of requests) await fetched.add(request);
  return fetched;
}

/** Fetched packages. */
export class FetchedPackages {
  /** The installations, in the order of the requests. */
  readonly installs: MipInstall[] = [];
  private readonly fetching: MipFetching;
  private readonly folder: string;
  /** Files by path in the folder of copies; undefined if the server has no such file. */
  private readonly files = new Map<string, DiskFile | undefined>();
  /** Files that are not fetched yet. The installation continues without them. */
  private readonly waiting = new Set<string>();
  /** The branch or tag of each repository. */
  private readonly branches = new Map<string, string>();

  constructor(fetching: MipFetching) {
    this.fetching = fetching;
    this.folder = absolutePath(fetching.root, COPIES_FOLDER);
  }

  async add(request: MipRequest): Promise<void> {
    for (;;) {
      const install = this.tryInstall(request);
      if (this.waiting.size === 0) {
        if (!(install instanceof Wanted)) return void this.installs.push(install!);
        await this.fetch(install.file);
      }
      // Their hashes and imports are checked after they are fetched.
      for (const file of this.waiting) await this.fetch(file);
      this.waiting.clear();
    }
  }

  /** Writes all fetched files. Returns the number of new and changed files. @throws ProjectError; system errors */
  write(): number {
    const real = realPathOf(this.folder);
    const files = [...this.files].flatMap(([file, content]) => (content === undefined ? [] : [{ file, content }]));
    for (const { file } of files) {
      if (isUnder(real, realPathOf(file))) continue;
      throw new ProjectError(linkOutOfCopies(this.display(file), COPIES_FOLDER));
    }
    const changed = files.filter(({ file, content }) => !isFile(file) || sha256(DISK.read(file)) !== content.sha256);
    for (const { file, content } of changed) writeFileAtomic(file, content.bytes);
    return changed.length;
  }

  private tryInstall(request: MipRequest): MipInstall | Wanted | undefined {
    const { root } = this.fetching;
    try {
      return installMip(request, {
        root,
        read: (file) => this.read(file),
        display: (file) => this.display(file),
        realPath: (path) => path,
        index: this.folder,
        vendor: new Map(),
        copies: this.folder,
        isOffline: false,
        onAddress: (address, version, entry) => this.setBranch(address, version, entry.fail),
      });
    } catch (error) {
      if (error instanceof Wanted) return error;
      // The failure may be caused by a file that is not fetched yet.
      if (error instanceof ProjectError && this.waiting.size > 0) return undefined;
      throw error;
    }
  }

  private read(file: string): DiskFile | undefined {
    if (!isUnder(this.folder, file) || this.files.has(file)) return this.files.get(file);
    if (file.endsWith(".json")) throw new Wanted(file);
    this.waiting.add(file);
    // Files that are named by their hash have a known hash.
    return { bytes: new Uint8Array(0), sha256: file.slice(file.lastIndexOf("/") + 1) };
  }

  private async fetch(file: string): Promise<void> {
    if (this.files.has(file)) return;
    const bytes = await this.download(relativePath(this.folder, file));
    this.files.set(file, bytes && { bytes, sha256: sha256(bytes) });
  }

  private async download(path: string): Promise<Uint8Array | undefined> {
    const { index, downloader, hosts = HOSTS } = this.fetching;
    const [scheme = "", ...parts] = path.split("/");
    if (scheme === "http" || scheme === "https") {
      const [host = "", ...rest] = parts;
      return downloader.get(`${scheme}://${host.replaceAll("+", ":")}/${rest.join("/")}`);
    }
    if (Object.hasOwn(hosts, scheme)) {
      const [org = "", repo = "", ...rest] = parts;
      const values = {
        org,
        repo,
        branch: this.branches.get(`${scheme}/${org}/${repo}`) ?? "HEAD",
        path: rest.join("/"),
      };
      return downloader.get(hosts[scheme]!.replaceAll(/\$(\w+)/g, (_, name: keyof typeof values) => values[name]));
    }
    if (/^https?:/.test(index)) return downloader.get(`${index.replace(/\/+$/, "")}/${path}`);
    const file = join(index, path);
    return isFile(file) ? DISK.read(file) : undefined;
  }

  /** Only one branch of a repository is fetched. */
  private setBranch(address: string, version: string, fail: (summary: string) => never): void {
    const [, scheme = "", org = "", repo = ""] = /^(\w+):([^/]+)\/([^/]+)/.exec(address) ?? [];
    if (scheme === "") return;
    const branch = version === "latest" ? "HEAD" : version;
    const isName = branch.split("/").every((part) => /^[\w+-][\w.+-]*$/.test(part));
    if (!isName) fail(`"${branch}" is not a branch or tag`);
    const key = `${scheme}/${org}/${repo}`;
    const other = this.branches.get(key) ?? branch;
    if (other !== branch)
      fail(`${scheme}:${org}/${repo} is needed as ${other} and as ${branch}: only one of them can be installed`);
    this.branches.set(key, branch);
  }

  private display(file: string): string {
    return relativePath(this.fetching.root, file);
  }
}
