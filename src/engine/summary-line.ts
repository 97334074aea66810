// The line that a build prints.

import type { Manifest } from "../project/manifest.ts";
import { number } from "../project/report/number.ts";

/** One line for the log: what this build did. */
export function summaryLine(manifest: Manifest, compiled: number): string {
  const { modules, files, flash } = manifest;
  const parts = [`${modules.length} Python ${modules.length === 1 ? "module" : "modules"}`];
  const web = files.filter((file) => file.web).length;
  const data = files.length - web;
  if (data > 0) parts.push(`${data} data ${data === 1 ? "file" : "files"}`);
  if (web > 0) parts.push(`${web} web ${web === 1 ? "file" : "files"}`);
  return `${parts.join(", ")}, ${number(flash.used)} bytes on flash; compiled ${compiled}`;
}
