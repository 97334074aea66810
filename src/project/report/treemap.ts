// Rectangles of a treemap, in percent of what they lie in, so that the page needs no script to lay them out and a module can be
// shown at any size.

import { hierarchy, treemap } from "d3-hierarchy";

/** A rectangle in percent of the one around it. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The shape that the map is laid out for; it only decides how square the rectangles come out. */
const WIDTH = 1600;
const HEIGHT = 900;

/** A rectangle for each size, in their order; areas are in proportion. Sizes of 0 get rectangles without area. */
export function treemapOf(sizes: readonly number[], aspect: number = WIDTH / HEIGHT): Rectangle[] {
  if (sizes.every((size) => size === 0)) return sizes.map(() => ({ left: 0, top: 0, width: 0, height: 0 }));
  const leaves = sizes.map((size) => ({ size, children: undefined }));
  const root = hierarchy<{ size: number; children: typeof leaves | undefined }>({ size: 0, children: leaves });
  const placed = treemap<{ size: number; children: typeof leaves | undefined }>().size([HEIGHT * aspect, HEIGHT])(
    root.sum((node) => node.size),
  );
  const width = HEIGHT * aspect;
  return (placed.children ?? []).map(({ x0, y0, x1, y1 }) => ({
    left: percent(x0, width),
    top: percent(y0, HEIGHT),
    width: percent(x1 - x0, width),
    height: percent(y1 - y0, HEIGHT),
  }));
}

function percent(part: number, whole: number): number {
  return Number(((part / whole) * 100).toFixed(4));
}
