// The picture of README's first screen: the terminal, the size report and the page of a board, side by side.

import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The three pictures that the overview shows, in a folder. */
const PARTS = ["terminal.png", "report-light.png", "playground-light.png"] as const;

/** A page with the pictures in `folder`. Its body has the size of the overview. */
export function overviewPage(folder: string): string {
  const [terminal, report, board] = PARTS.map((name) => {
    return `data:image/png;base64,${readFileSync(join(folder, name)).toString("base64")}`;
  });
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; width: 1280px; display: grid; grid-template-columns: 755px 1fr; gap: 8px 16px; background: #fff; }
    figure { margin: 0; font: 15px/1.3 system-ui, sans-serif; color: #57606a; }
    figure:first-child { grid-row: span 2; }
    img { display: block; width: 100%; margin-bottom: 4px; border-radius: 8px; }
    figure + figure img { box-sizing: border-box; height: 256px; border: 1px solid #d0d7de; object-fit: cover; object-position: top; }
  </style>
  <figure><img src="${terminal}" alt="">The build in the terminal</figure>
  <figure><img src="${report}" alt="">The size report</figure>
  <figure><img src="${board}" alt="">The page that the board serves</figure>`;
}
