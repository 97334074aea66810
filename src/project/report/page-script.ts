// The script of the report page: plain JavaScript, inlined in the page. It draws the treemap and the table from the
// data in the page (page-data.ts). It sets text from the data only through textContent, so that names are never markup.

/** The script. */
export const PAGE_SCRIPT: string = String.raw`
"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const map = byId("map");
const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, "\u202f");
const percent = (part, whole) => (whole === 0 ? "0" : ((100 * part) / whole).toFixed(1)) + " %";
const bySize = (a, b) => b.size - a.size || (a.name < b.name ? -1 : 1);

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

// The tree: folders, files, functions, kinds of bytes. Every node has name, size, kind, children and parent.
const root = { name: "flash", size: 0, kind: "folder", children: [], parent: null, folders: new Map() };

function functionName(file, at) {
  const [name, parent] = file.functions[at];
  return parent < 0 ? name : functionName(file, parent) + "." + name;
}

/** Nodes of a file's functions, and below them of the kinds of bytes. */
function functionNodes(file, parent) {
  const nodes = (file.functions ?? []).map(([, , size, ...sizes], at) => {
    const node = { name: functionName(file, at), size, kind: file.kind, parent };
    node.children = data.sizeKinds
      .map((kind, index) => ({ name: kind, size: sizes[index], kind, children: [], parent: node }))
      .filter((child) => child.size > 0)
      .sort(bySize);
    return node;
  });
  return nodes.sort(bySize);
}

/** The node of a file. Those of its functions are made when they are shown: a large flash has many. */
function fileNode(file, name, parent) {
  let children;
  return {
    name,
    size: file.size,
    kind: file.kind,
    parent,
    hasParts: file.functions !== undefined && file.functions.length > 0,
    get children() {
      return (children ??= functionNodes(file, this));
    },
  };
}

const fileNodes = new Map();
for (const file of data.files) {
  const parts = file.path.split("/").filter(Boolean);
  let folder = root;
  for (const part of parts.slice(0, -1)) {
    let next = folder.folders.get(part);
    if (!next) {
      next = { name: part, size: 0, kind: "folder", children: [], parent: folder, folders: new Map() };
      folder.folders.set(part, next);
      folder.children.push(next);
    }
    folder = next;
  }
  const node = fileNode(file, parts.at(-1) ?? file.path, folder);
  folder.children.push(node);
  fileNodes.set(file, node);
}
(function total(folder) {
  for (const inner of folder.folders.values()) total(inner);
  folder.size = folder.children.reduce((sum, child) => sum + child.size, 0);
  folder.children.sort(bySize);
})(root);

// Squarified treemaps, Bruls, Huizing and van Wijk 2000: rows along the shorter side, each as square as it can be.
function squarify(nodes, x, y, width, height, place) {
  const rest = nodes.filter((node) => node.size > 0);
  let left = rest.reduce((sum, node) => sum + node.size, 0);
  while (rest.length > 0 && width > 0 && height > 0) {
    const scale = (width * height) / left;
    const side = Math.min(width, height);
    const worst = (sum, largest, smallest) => {
      const area = sum * scale;
      return Math.max((side * side * largest * scale) / (area * area), (area * area) / (side * side * smallest * scale));
    };
    let taken = 1;
    let sum = rest[0].size;
    while (taken < rest.length) {
      const { size } = rest[taken];
      if (worst(sum + size, rest[0].size, size) > worst(sum, rest[0].size, rest[taken - 1].size)) break;
      sum += size;
      taken++;
    }
    const depth = (sum * scale) / side;
    let at = 0;
    for (const node of rest.splice(0, taken)) {
      const length = (node.size * scale) / depth;
      if (width < height) place(node, x + at, y, length, depth);
      else place(node, x, y + at, depth, length);
      at += length;
    }
    if (width < height) [y, height] = [y + depth, height - depth];
    else [x, width] = [x + depth, width - depth];
    left -= sum;
  }
}

let shown = root;
const canvas = document.createElement("canvas").getContext("2d");
canvas.font = "12px system-ui, sans-serif";
const LABEL = 17;
// Smaller boxes cannot be seen or hit; they appear when one zooms in.
const SMALLEST = 5;

function label(node, width, height) {
  if (height < LABEL) return "";
  const fits = (text) => canvas.measureText(text).width <= width - 8;
  const full = node.name + " " + number(node.size);
  return fits(full) ? full : fits(node.name) ? node.name : "";
}

function pathOf(node) {
  return node.parent ? pathOf(node.parent) + (node.parent.kind === "folder" ? "/" : " ") + node.name : "";
}

let drawnWidth = 0;
let drawnHeight = 0;

function draw() {
  const { clientWidth: width, clientHeight: height } = map;
  [drawnWidth, drawnHeight] = [width, height];
  const boxes = [];
  const place = (node, x, y, w, h) => {
    if (w < SMALLEST || h < SMALLEST) return;
    const isLeaf = !(node.hasParts ?? node.children.length > 0);
    const text = label(node, w, h);
    const facts = number(node.size) + " bytes, " + percent(node.size, root.size) + " of the flash";
    const title = (pathOf(node) || node.name) + ", " + facts;
    const box = element("button", { type: "button", className: "box " + node.kind + (isLeaf ? " leaf" : ""), title, textContent: text });
    // A name for screen readers that begins with the visible label.
    box.setAttribute("aria-label", node.name + " " + facts + (node.parent === root ? "" : ", in " + pathOf(node.parent)));
    box.style.cssText = "left:" + x + "px;top:" + y + "px;width:" + w + "px;height:" + h + "px";
    if (!isLeaf) box.addEventListener("click", () => zoom(node, true));
    boxes.push(box);
    if (!isLeaf && w > 60 && h > 50) squarify(node.children, x + 2, y + LABEL, w - 4, h - LABEL - 2, place);
  };
  squarify(shown.children, 0, 0, width, height, place);
  map.replaceChildren(...boxes);
}

function zoom(node, takeFocus) {
  shown = node;
  const way = [];
  for (let one = node; one; one = one.parent) way.unshift(one);
  byId("path").replaceChildren(
    ...way.map((one) => {
      const text = one === root ? "flash" : one.name;
      if (one === node) return element("b", { textContent: text + ", " + number(one.size) + " bytes" });
      return element("button", { type: "button", textContent: text, onclick: () => zoom(one, true) });
    }),
  );
  draw();
  if (takeFocus) map.querySelector(".box")?.focus();
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && shown.parent) zoom(shown.parent, true);
});
new ResizeObserver(() => {
  if (map.clientWidth !== drawnWidth || map.clientHeight !== drawnHeight) draw();
}).observe(map);

// The table.
const change = (file) => (file.before === undefined ? 0 : file.size - (file.before ?? 0));
const hasChanges = data.files.some((file) => file.before === null || change(file) !== 0);
const KEYS = {
  path: (file) => file.path,
  kind: (file) => file.kind,
  size: (file) => file.size,
  share: (file) => file.size,
  change,
};
let sort = { key: "size", descending: true };
const largest = Math.max(1, ...data.files.map((file) => file.size));
const rows = new Map();

function changeText(file) {
  if (file.before === undefined) return "";
  if (file.before === null) return "new";
  const by = change(file);
  return by === 0 ? "" : (by > 0 ? "+" : "−") + number(Math.abs(by));
}

/** A path that may be broken after its slashes. */
function pathParts(path) {
  return path.split(/(?<=\/)/).flatMap((part) => [part, element("wbr")]);
}

function row(file) {
  const known = rows.get(file);
  if (known) return known;
  const open = element("button", { type: "button", className: "link" }, element("code", {}, ...pathParts(file.path)));
  const bar = element("span", { className: "bar " + file.kind });
  bar.style.width = "calc(" + (60 * file.size) / largest + "%)";
  const by = change(file);
  const made = element(
    "tr",
    {},
    element("th", { scope: "row" }, open),
    element("td", { className: "kind", textContent: file.kind }),
    element("td", { className: "size" }, bar, number(file.size)),
    element("td", { className: "share", textContent: percent(file.size, root.size) }),
    element("td", { className: by > 0 ? "change more" : "change less", textContent: changeText(file), hidden: !hasChanges }),
  );
  open.setAttribute("aria-expanded", "false");
  open.addEventListener("click", () => {
    const next = made.nextElementSibling;
    const isOpen = next?.className === "details";
    open.setAttribute("aria-expanded", String(!isOpen));
    if (isOpen) return next.remove();
    made.after(details(file));
    if (file.functions) zoom(fileNodes.get(file), false);
  });
  rows.set(file, made);
  return made;
}

function details(file) {
  const cell = element("td", { colSpan: 5 });
  const { functions } = file;
  if (functions) {
    const order = functions.map((_, at) => at).sort((a, b) => functions[b][2] - functions[a][2]);
    const head = ["function", "bytes", ...data.sizeKinds];
    cell.append(
      element("div", { className: "wide" }, element(
        "table",
        {},
        element("thead", {}, element("tr", {}, ...head.map((text) => element("th", { scope: "col", textContent: text })))),
        element(
          "tbody",
          {},
          ...order.map((at) => {
            const [, , ...sizes] = functions[at];
            const name = element("th", { scope: "row" }, element("code", { textContent: functionName(file, at) }));
            return element("tr", {}, name, ...sizes.map((size) => element("td", { textContent: size === 0 ? "" : number(size) })));
          }),
        ),
      )),
    );
  }
  const module = data.modules.find(([path]) => path === file.path);
  if (module) cell.append(...importLines(module));
  if (!cell.hasChildNodes()) cell.append("There are no more details about this file.");
  return element("tr", { className: "details" }, cell);
}

function importLines([path, name, source]) {
  const { ends, rows } = data.imports;
  const place = ends.indexOf(path);
  const note = (line, optional) => (line === 0 ? " (package)" : " line " + line + (optional ? ", optional" : ""));
  const line = (title, entries) => {
    if (entries.length === 0) return [];
    const parts = entries.flatMap(([end, at, optional], index) => [index > 0 ? ", " : "", moduleLink(ends[end]), note(at, optional)]);
    return [element("p", {}, title + ": ", ...parts)];
  };
  return [
    element("p", {}, "module ", element("code", { textContent: name }), " from ", element("code", { textContent: source })),
    ...line("imports", rows.filter(([from]) => from === place).map(([, to, at, optional]) => [to, at, optional])),
    ...line("imported by", rows.filter(([, to]) => to === place).map(([from, , at, optional]) => [from, at, optional])),
  ];
}

function moduleLink(end) {
  const name = data.modules.find(([path]) => path === end)?.[1] ?? end;
  const file = data.files.find(({ path }) => path === end);
  if (!file) return element("code", { textContent: name });
  return element("button", { type: "button", className: "link", onclick: () => openFile(file) }, element("code", { textContent: name }));
}

function openFile(file) {
  const line = row(file);
  if (!line.isConnected) {
    byId("find").value = "";
    list();
    addRest();
  }
  if (line.nextElementSibling?.className !== "details") line.querySelector("button").click();
  line.scrollIntoView({ block: "nearest" });
  line.querySelector("button").focus();
}

function matches(file, wanted) {
  if (file.path.toLowerCase().includes(wanted)) return true;
  return (file.functions ?? []).some((_, at) => functionName(file, at).toLowerCase().includes(wanted));
}

const FIRST_ROWS = 60;
const tableBody = document.querySelector("#files tbody");
/** Files whose rows are still to be added. */
let rest = [];

function addRest() {
  tableBody.append(...rest.map(row));
  rest = [];
}

function list() {
  const wanted = byId("find").value.trim().toLowerCase();
  const files = wanted === "" ? [...data.files] : data.files.filter((file) => matches(file, wanted));
  const key = KEYS[sort.key];
  const sign = sort.descending ? -1 : 1;
  files.sort((a, b) => {
    const [one, other] = [key(a), key(b)];
    return one === other ? (a.path < b.path ? -1 : 1) : (one < other ? -1 : 1) * sign;
  });
  tableBody.replaceChildren(...files.slice(0, FIRST_ROWS).map(row));
  // The page is drawn before the rest of a long table.
  rest = files.slice(FIRST_ROWS);
  if (rest.length > 0) requestAnimationFrame(() => setTimeout(addRest));
  for (const button of document.querySelectorAll("#files .link")) button.setAttribute("aria-expanded", "false");
  byId("found").textContent = wanted === "" ? "" : files.length + " of " + data.files.length + " files";
}

for (const button of document.querySelectorAll("[data-sort]")) {
  const key = button.dataset.sort;
  if (key === "change" && !hasChanges) button.closest("th").hidden = true;
  button.addEventListener("click", () => {
    sort = { key, descending: sort.key === key ? !sort.descending : key !== "path" && key !== "kind" };
    for (const one of document.querySelectorAll("#files th")) one.removeAttribute("aria-sort");
    button.closest("th").setAttribute("aria-sort", sort.descending ? "descending" : "ascending");
    list();
  });
}
byId("find").addEventListener("input", list);
document.addEventListener("click", (event) => {
  const path = event.target.closest?.("[data-file]")?.dataset.file;
  const file = path && data.files.find((one) => one.path === path);
  if (!file) return;
  event.preventDefault();
  openFile(file);
});
zoom(root, false);
list();
`;
