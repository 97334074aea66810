// The style of the report page: plain CSS, inlined in the page.

/** Colours follow the reader's choice of light or dark. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; --line: light-dark(#d5d9de, #3c4148); --soft: light-dark(#f4f6f8, #1f2328); --accent: light-dark(#2b5b84, #8dbde6); background: light-dark(#fff, #14171a); color: light-dark(#1c2126, #e4e8ec); }
body { margin: 0 auto; max-width: 80rem; padding: 1rem clamp(.75rem, 3vw, 2rem) 3rem; }
h1 { display: inline-block; margin: 0; padding-bottom: .35rem; border-bottom: 4px solid #ffd43b; font-size: 1.6rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 2rem 0 .4rem; font-size: 1.2rem; }
h3 { margin: 1rem 0 .3rem; font-size: 1rem; }
header p { margin: .3rem 0; }
.note { color: light-dark(#57606a, #a3abb4); }
meter { display: block; width: 100%; height: .8rem; border: 0; border-radius: .4rem; overflow: hidden; background: var(--soft); }
meter::-webkit-meter-bar { height: 100%; border: 1px solid var(--line); border-radius: .4rem; background: var(--soft); }
meter::-webkit-meter-optimum-value { background: light-dark(#2b5b84, #6aa3d3); }
meter::-moz-meter-bar { background: light-dark(#2b5b84, #6aa3d3); }
meter::-webkit-meter-suboptimum-value { background: light-dark(#c0392b, #f08070); }
meter:-moz-meter-sub-optimum::-moz-meter-bar { background: light-dark(#c0392b, #f08070); }
.budget meter { height: .6rem; }
code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .93em; overflow-wrap: anywhere; }
a, button.link { color: var(--accent); }
button { font: inherit; color: inherit; }
button.link { padding: 0; border: 0; background: none; text-align: left; text-decoration: underline; cursor: pointer; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
#path { display: flex; flex-wrap: wrap; gap: .3rem; align-items: center; min-height: 2.2rem; margin-top: .8rem; }
#path button { padding: .15rem .5rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--soft); cursor: pointer; }
#path b { padding: .15rem .3rem; }
#map { position: relative; height: min(70vh, 40rem); min-height: 18rem; overflow: hidden; border: 1px solid var(--line); border-radius: .5rem; background: var(--soft); }
.box { position: absolute; box-sizing: border-box; display: flex; align-items: flex-start; justify-content: flex-start; padding: 0 3px; border: 1px solid light-dark(#fff, #14171a); border-radius: 3px; overflow: hidden; background: var(--color); font-size: 12px; line-height: 16px; text-align: left; white-space: nowrap; cursor: zoom-in; }
.box.leaf { cursor: default; }
.box:hover { filter: brightness(1.08); }
.box:focus-visible { z-index: 1; outline-offset: -3px; }
.folder { --color: light-dark(#e3e7ec, #2b3036); }
.bytecode { --color: light-dark(#a9ccf5, #2c5486); }
.native { --color: light-dark(#f5b9a8, #86432f); }
.source { --color: light-dark(#f0da94, #6f5819); }
.data { --color: light-dark(#cfcfdd, #4d4d63); }
.web { --color: light-dark(#b1e0b7, #2a6436); }
.code { --color: light-dark(#a9ccf5, #2c5486); }
.lines { --color: light-dark(#c9d0f5, #474f87); }
.overhead { --color: light-dark(#d3dae2, #414a55); }
.qstrs { --color: light-dark(#a5dcdb, #1f6064); }
.constants { --color: light-dark(#e3bde0, #6e3a6a); }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1rem; margin: .4rem 0; font-size: .9rem; }
.legend b { font-weight: normal; color: light-dark(#57606a, #a3abb4); }
.legend .group { display: flex; flex-wrap: wrap; gap: .2rem 1rem; margin-right: 1rem; }
.legend i { display: inline-block; width: .8em; height: .8em; margin-right: .35em; border-radius: 2px; background: var(--color); }
#find { box-sizing: border-box; font: inherit; width: min(20rem, 100%); min-height: 2.2rem; padding: .2rem .6rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--soft); color: inherit; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { padding: .2rem .6rem; border-top: 1px solid var(--line); text-align: right; vertical-align: top; font-weight: normal; font-variant-numeric: tabular-nums; white-space: nowrap; }
th:first-child, td.text, th.text, th.kind, td.kind { text-align: left; }
th:first-child { min-width: 9rem; white-space: normal; }
thead th { border-top: 0; color: light-dark(#57606a, #a3abb4); }
thead button { padding: 0; border: 0; background: none; color: inherit; cursor: pointer; }
th[aria-sort="ascending"] button::after { content: " ▲"; }
th[aria-sort="descending"] button::after { content: " ▼"; }
#files { width: 100%; table-layout: fixed; }
#files > thead .kind { width: 6.5em; }
#files > thead .size { width: 30%; }
#files > thead :is(.share, .change) { width: 5em; }
.bar { display: inline-block; height: .7em; margin-right: .5em; border-radius: 2px; background: var(--color); }
.more { color: light-dark(#b3261e, #ff8a80); }
.less { color: light-dark(#1b6e36, #7ee2a8); }
.details > td { padding: .3rem .6rem 1rem 1.6rem; background: var(--soft); text-align: left; white-space: normal; }
.details table { margin: .3rem 0; }
.inner p, .details p { margin: .2rem 0; }
.row { margin: .2rem 0; }
.graph { font-size: 12px; }
.graph rect { fill: light-dark(#eef3f9, #22303f); stroke: light-dark(#7b93ad, #6b87a5); }
.graph rect.entry { stroke-width: 2.5; }
.graph text { fill: currentColor; }
.graph > path { fill: none; stroke: light-dark(#7b93ad, #6b87a5); }
.graph > path.optional { stroke-dasharray: 4 3; }
.graph > path.cycle { stroke: light-dark(#c0392b, #f08070); }
.graph marker path { fill: light-dark(#7b93ad, #6b87a5); }
@media (width < 40rem) {
  #files > thead .size { width: 5.5em; }
  #files > thead .change { width: 4.5em; }
  #files > tbody > .details > td { padding-left: .3rem; }
  #files .kind, #files .share { display: none; }
  #files .bar { display: none; }
  th, td { padding: .2rem .3rem; }
}
`;
