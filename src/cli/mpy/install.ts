// mpy install: fetches mip packages into the project.

import { Downloader, DOWNLOAD_LIMITS } from "../../node/download.ts";
import { absolutePath } from "../../node/files.ts";
import { updateLockFile } from "../../node/lock-file.ts";
import { DEFAULT_INDEX, fetchMip } from "../../node/mip-fetch.ts";
import type { FetchedPackages } from "../../node/mip-fetch.ts";
import { lockPlace } from "../../options/lock-option.ts";
import type { OutsideFile } from "../../project/lock/lock.ts";
import type { MipInstall, MipRequest } from "../../project/mip/install.ts";
import { COPIES_FOLDER, isRemote } from "../../project/mip/sources.ts";
import { relativePath } from "../../project/paths.ts";
import { UsageError } from "./command.ts";
import type { Call, Command, OptionTable } from "./command.ts";
import { configHere, PROJECT_OPTIONS, projectOptions } from "./project-options.ts";
import { NAME_A_PACKAGE, wrongPackage, wrongPackageVersion } from "../messages.ts";

export const INDEX_OPTIONS: OptionTable = { index: { type: "string" }, timeout: { type: "string" } };

export const INDEX_HELP: string = `      --index URL|FOLDER  index of package names (default: ${DEFAULT_INDEX})
      --timeout SECONDS   time limit of the command (default: ${DOWNLOAD_LIMITS.totalMs / 1000})
`;

export const command: Command = {
  help: `PACKAGE[@VERSION] … [options]

Fetches mip packages and their dependencies into the project's folder ${COPIES_FOLDER}, and adds the SHA-256 of every file to the lock
file. PACKAGE is a name in the index ("umqtt.simple") or an address: github:org/repo[/path], gitlab:, codeberg:, https://…. The VERSION
of a repository is a branch or a tag. Builds read the packages from that folder and never use the network: commit the folder, or fetch
it again with mpy vendor.

${INDEX_HELP}  -c, --config FILE     the project's options; its folder is the project (default: micropython.config.* here, or this folder)
`,
  options: { ...INDEX_OPTIONS, ...PROJECT_OPTIONS },
  async run(call) {
    if (call.files.length === 0) throw new UsageError(NAME_A_PACKAGE);
    const { root, lock } = await projectPlace(call);
    const wanted = call.files.map(readPackage);
    const fetched = await fetchPackages(
      wanted.map(({ request }) => request),
      root,
      call,
    );
    const changed = fetched.write();
    const { installs } = fetched;
    const place = { ...(lock ?? lockPlace(root)), frozen: false };
    updateLockFile(
      installs.flatMap((one, at) => lockedFiles(wanted[at]!.name, one)),
      place,
    );
    const packages = wanted.map(({ name, version }, at) => ({
      name,
      version: installs[at]!.version ?? version ?? null,
      files: installs[at]!.files.map(({ path }) => path),
    }));
    if (call.json) call.printJson({ folder: COPIES_FOLDER, lock: relativePath(root, place.file), changed, packages });
    else call.print(packages.map(packageText).join("") + optionText(wanted));
    return 0;
  },
};

/** Fetches packages. */
export async function fetchPackages(
  requests: readonly MipRequest[],
  root: string,
  call: Call,
): Promise<FetchedPackages> {
  const index = call.text("index") ?? DEFAULT_INDEX;
  const seconds = call.number("timeout");
  const downloader = new Downloader({ ...DOWNLOAD_LIMITS, ...(seconds && { totalMs: seconds * 1000 }) });
  const isUrl = /^https?:/.test(index);
  return fetchMip(requests, { root, index: isUrl ? index : absolutePath(index), downloader });
}

/** The lock file's entries of a package. */
export function lockedFiles(name: string, { version, files }: MipInstall): OutsideFile[] {
  return files.map(({ path, file, content }) => ({
    library: `mip:${name}`,
    version,
    path,
    sha256: content.sha256,
    file,
  }));
}

async function projectPlace(call: Call): Promise<Pick<Awaited<ReturnType<typeof projectOptions>>, "root" | "lock">> {
  if (call.text("config") !== undefined || configHere() !== undefined) return projectOptions(call);
  return { root: absolutePath("."), lock: undefined };
}

/** "umqtt.simple@1.4.0", "github:org/repo@main" */
function readPackage(text: string): { name: string; version: string | undefined; request: MipRequest } {
  const at = text.lastIndexOf("@");
  const [name, version] = at > 0 ? [text.slice(0, at), text.slice(at + 1)] : [text, undefined];
  if (name === "" || version === "") throw new UsageError(wrongPackageVersion(text));
  if (isRemote(name)) return { name, version, request: { address: name, ...(version !== undefined && { version }) } };
  if (!/^[\w][\w.+-]*$/.test(name)) throw new UsageError(wrongPackage(name));
  return { name, version, request: { name, version: version ?? "latest" } };
}

function packageText({ name, version, files }: { name: string; version: string | null; files: string[] }): string {
  return `${name}${version === null ? "" : ` ${version}`}: ${files.length} ${files.length === 1 ? "file" : "files"}\n`;
}

function optionText(packages: readonly { name: string; version: string | undefined }[]): string {
  const entries = packages.map(({ name, version }) => {
    return `{ mip: "${name}"${version === undefined ? "" : `, version: "${version}"`} }`;
  });
  return `\nIn the project's options: libraries: [${entries.join(", ")}]\n`;
}
