// Plans a call of mpy-cross with several inputs: the files, the output of each and its embedded name. The whole plan is
// made before the first file is compiled, so that two outputs with the same path are found before anything is written.

import nodePath from "node:path";
import { findFiles } from "../node/file-finder.ts";
import { absolutePath } from "../node/files.ts";
import { relativePath } from "../project/paths.ts";
import type { CrossJob } from "./cross-compile.ts";
import { isFolder, mpyName } from "./cross-job.ts";
import type { CrossRequest } from "./cross-options.ts";

/** The jobs of a call, or an error. */
export type CrossPlan = { readonly jobs: readonly CrossJob[] } | { readonly error: string };

/**
 * The jobs of several inputs. Files in a folder keep their path below it, and their embedded names are relative to it.
 * Files that are named directly keep their path below their common folder, and the name as given is embedded, as in the
 * reference. `host` is for tests.
 */
export function planMany(request: CrossRequest, host: typeof nodePath = nodePath): CrossPlan {
  const { inputs, output, sourceName, listing } = request;
  if (sourceName !== undefined) return { error: "-s names one source and cannot be used with several" };
  if (inputs.includes("-")) return { error: "standard input cannot be one of several inputs" };
  const jobs: CrossJob[] = [];
  const files = inputs.filter((input) => !isFolder(input));
  const shared = sharedFolder(files, host);
  if (output !== undefined && shared === undefined) {
    return { error: `${files.join(", ")}: with -o, files on different drives need separate calls` };
  }
  for (const input of inputs) {
    if (!isFolder(input)) {
      const target = output === undefined ? input : host.join(output, host.relative(shared!, host.resolve(input)));
      jobs.push({ input, output: mpyName(target), sourceName: input, listing });
      continue;
    }
    const folder = absolutePath(input);
    for (const file of findFiles(folder, ["**/*.py"], [])) {
      const name = relativePath(folder, file);
      jobs.push({
        input: host.join(input, name),
        output: mpyName(host.join(output ?? input, name)),
        sourceName: name,
        listing,
      });
    }
  }
  const clash = findClash(jobs, host);
  if (clash) return { error: clash };
  return jobs.length === 0 ? { error: `no .py file in ${inputs.join(", ")}` } : { jobs };
}

/** The common folder of files; undefined if they are on several drives of Windows. */
function sharedFolder(files: readonly string[], { resolve, sep }: typeof nodePath): string | undefined {
  const folders = files.map((file) => resolve(file).split(sep).slice(0, -1));
  const first = folders[0] ?? [];
  let length = first.length;
  for (const folder of folders) {
    while (length > 0 && folder.slice(0, length).join(sep) !== first.slice(0, length).join(sep)) length--;
  }
  if (length === 0 && files.length > 0) return undefined;
  return first.slice(0, length).join(sep) || sep;
}

function findClash(jobs: readonly CrossJob[], { resolve }: typeof nodePath): string | undefined {
  const claimed = new Map<string, string>();
  for (const { input, output } of jobs) {
    const path = resolve(output);
    const other = claimed.get(path);
    if (other !== undefined && resolve(other) !== resolve(input)) {
      return `${other} and ${input} would both be written to ${output}`;
    }
    claimed.set(path, input);
  }
  return undefined;
}
