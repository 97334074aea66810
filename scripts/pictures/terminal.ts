// The output of a command as a page that looks like a terminal of 80 columns.

import { execFileSync } from "node:child_process";

/** Colours of the SGR codes that the commands print (picocolors). */
const COLOURS: Readonly<Record<string, string>> = {
  31: "#ff7b72",
  32: "#7ee787",
  33: "#e3b341",
  34: "#79c0ff",
  35: "#d2a8ff",
  36: "#76e3ea",
  90: "#8b949e",
};

/** Runs a command of this package with colours and gives the page. */
export function terminalPage(title: string, script: string, args: readonly string[], cwd: string): string {
  const env = { ...process.env, FORCE_COLOR: "1", COLUMNS: "80", MICROPYTHON_CACHE_DIR: "off" };
  const output = execFileSync(process.execPath, [script, ...args], { cwd, env, encoding: "utf8" });
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; padding: 16px; background: #0d1117; color: #e6edf3; width: max-content; }
    pre { margin: 0; min-width: 80ch; font: 15px/1.4 ui-monospace, "DejaVu Sans Mono", monospace; }
    i { color: #8b949e; font-style: normal; }
  </style><pre><i>$</i> ${escapeHtml(title)}\n${toHtml(output.trimEnd())}</pre>`;
}

function toHtml(text: string): string {
  let open = 0;
  // oxlint-disable-next-line no-control-regex -- escape codes are what this reads
  const html = text.split(/\u001b\[([\d;]*)m/).map((part, at) => {
    if (at % 2 === 0) return escapeHtml(part);
    const style = styleOf(part);
    if (style !== undefined) {
      open++;
      return `<span style="${style}">`;
    }
    if (open === 0) return "";
    open--;
    return "</span>";
  });
  return html.join("") + "</span>".repeat(open);
}

/** Undefined for a code that ends a style. */
function styleOf(code: string): string | undefined {
  if (code === "1") return "font-weight: 700";
  if (code === "2") return "opacity: 0.65";
  return COLOURS[code] === undefined ? undefined : `color: ${COLOURS[code]}`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
