// Style and script of the report page: plain CSS and a few lines of JavaScript, written to stand inline in the page.

/** Colours follow the reader's choice of light or dark. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 1.5rem auto; max-width: 90rem; padding: 0 1.5rem; }
h1 { font-size: 1.4rem; margin: 0; }
header p { margin: .3rem 0; }
meter { width: 100%; height: 1.2rem; }
#map { position: relative; height: 70vh; min-height: 20rem; background: light-dark(#ddd, #333); }
.file, .part { position: absolute; box-sizing: border-box; overflow: hidden; border: 1px solid light-dark(#fff, #111); }
.file { cursor: pointer; background: var(--color); font-size: .8rem; }
.file:focus-visible { outline: 3px solid; outline-offset: -3px; z-index: 1; }
.name { display: block; height: 1.3rem; padding: 0 .3rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.parts { position: absolute; inset: 1.3rem 0 0 0; }
.part { padding: 0 .2rem; font-size: .7rem; background: rgb(255 255 255 / .25); overflow-wrap: anywhere; }
.part:hover { background: light-dark(rgb(255 255 255 / .6), rgb(255 255 255 / .35)); }
.file.open { left: 0 !important; top: 0 !important; width: 100% !important; height: 100% !important; font-size: 1rem; }
.file.open .part { font-size: .85rem; }
#map.zoomed .file:not(.open) { display: none; }
.key { display: inline-block; width: .8em; height: .8em; margin-right: .3em; background: var(--color); }
.bytecode { --color: light-dark(#9cc5f5, #2c5d93); }
.native { --color: light-dark(#f5b3a1, #8f4a37); }
.source { --color: light-dark(#f0d58a, #7d6420); }
.data { --color: light-dark(#c9c9d6, #55556a); }
.web { --color: light-dark(#a9dcb0, #2f6e3a); }
#back { margin-left: 1rem; }
.row { margin: .2rem 0; }
table { border-collapse: collapse; margin: .3rem 0 .8rem 1.5rem; }
th, td { padding: 0 .7rem 0 0; text-align: right; font-weight: normal; font-variant-numeric: tabular-nums; }
th:first-child { text-align: left; }
thead th { opacity: .7; }
.text { text-align: left; }
.wide { overflow-x: auto; }
.wide table { margin-left: 0; }
.budget meter { display: block; height: .8rem; }
h2 { font-size: 1.15rem; margin: 1.5rem 0 .4rem; }
h3 { font-size: 1rem; margin: 1rem 0 .3rem; }
code { overflow-wrap: anywhere; }
.inner { margin: .2rem 0 .8rem 1.5rem; }
.inner p { margin: .2rem 0; }
details:target > summary { outline: 2px solid light-dark(#2c5d93, #9cc5f5); outline-offset: 2px; }
a { color: light-dark(#1a4f8b, #9cc5f5); }
.graph { font-size: 12px; }
.graph rect { fill: light-dark(#eef3f9, #22303f); stroke: light-dark(#7b93ad, #6b87a5); }
.graph rect.entry { stroke-width: 2.5; }
.graph text { fill: currentColor; }
.graph > path { fill: none; stroke: light-dark(#7b93ad, #6b87a5); }
.graph > path.optional { stroke-dasharray: 4 3; }
.graph > path.cycle { stroke: light-dark(#c0392b, #f08070); }
.graph marker path { fill: light-dark(#7b93ad, #6b87a5); }
#find { font: inherit; width: min(20rem, 100%); }
`;

/** A click, Enter or Space on a file shows its functions; Escape or the button shows the whole flash again.
 * Content is taken out of its template when it is first shown. */
export const PAGE_SCRIPT = `
const map = document.getElementById("map");
const back = document.getElementById("back");
function unfold(holder) {
  const template = holder?.querySelector("template");
  template?.replaceWith(template.content);
}
function show(file) {
  map.querySelector(".open")?.classList.remove("open");
  file?.classList.add("open");
  unfold(file);
  map.classList.toggle("zoomed", Boolean(file));
  back.hidden = !file;
}
function toggle(target) {
  const file = target.closest(".file");
  if (file) show(file.classList.contains("open") ? null : file);
}
map.addEventListener("click", (event) => toggle(event.target));
map.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  toggle(event.target);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") show(null);
});
back.addEventListener("click", () => show(null));
document.addEventListener("toggle", (event) => unfold(event.target), true);
document.getElementById("find")?.addEventListener("input", (event) => {
  const wanted = event.target.value.trim().toLowerCase();
  for (const row of document.getElementById("modules").children) {
    row.hidden = !row.querySelector("summary code").textContent.toLowerCase().includes(wanted);
  }
});
function follow() {
  const target = document.getElementById(location.hash.slice(1));
  if (target?.tagName !== "DETAILS") return;
  target.hidden = false;
  target.open = true;
  target.scrollIntoView({ block: "nearest" });
}
addEventListener("hashchange", follow);
follow();
`;
