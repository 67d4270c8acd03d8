#include "app/report/style.h"

namespace bach {

std::string_view report_style() {
  return R"css(
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1b1b; --muted: #595959; --line: #d5d5d5;
  --panel: #f4f4f2; --judged: #b34700; --set: #767676; --band: #dbe9f4; --link: #00558c; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #16181a; --ink: #e8e6e3; --muted: #a9a6a1; --line: #3a3d40; --panel: #212427;
    --judged: #ff9d5c; --set: #9a9a9a; --band: #24425a; --link: #7cc0ee; }
  img { filter: invert(.91) hue-rotate(180deg); }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 100rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
h1, h2, h3, h4 { line-height: 1.25; margin: 1.6em 0 .5em; }
h1 { margin-top: .5em; }
h2 { border-bottom: 2px solid var(--line); padding-bottom: .2em; }
p, ul, dl { max-width: 60rem; margin: .6em 0; }
a { color: var(--link); }
.note, figcaption, .why { color: var(--muted); }
.scroll { overflow-x: auto; margin: .6em 0 1.2em; }
table { border-collapse: collapse; }
caption { text-align: left; font-weight: bold; padding: .3em 0; }
th, td { padding: .25em .7em; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; }
thead th { vertical-align: bottom; border-bottom: 2px solid var(--line); }
tbody th { font-weight: normal; min-width: 9rem; }
td.words { min-width: 15rem; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
@media (min-width: 62rem) {
  .measures th[scope=row] { width: 27rem; }
  .measures .number { min-width: 8.5rem; }
}
.outside { color: var(--judged); font-weight: bold; }
.strip { width: 12rem; height: 1.4rem; display: block; }
.strip rect { fill: var(--band); }
.strip path { fill: none; stroke: var(--set); stroke-width: 1; }
.strip path.judged { stroke: var(--judged); stroke-width: 2; }
.key { display: inline-block; width: 1.2em; height: .9em; vertical-align: baseline; }
.key.band { background: var(--band); }
.key.judged { border-left: 3px solid var(--judged); width: .5em; }
.key.set { border-left: 2px solid var(--set); width: .5em; }
.piece { border-top: 2px solid var(--line); margin-top: 2em; }
.pair { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
@media (min-width: 62rem) { .pair { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
figure { margin: 0; background: var(--panel); padding: .6rem; border-radius: .4rem; }
figcaption { padding-bottom: .4rem; }
figure .scroll { margin: 0; }
img { display: block; width: 100%; height: auto; background: #fff; margin-bottom: .4rem; }
@media (max-width: 45rem) {
  figure img { min-width: 40rem; }
  body { padding: .6rem; }
  th, td { padding: .25em .35em; }
}
pre { overflow-x: auto; font-size: .75rem; line-height: 1.2; }
audio { width: 100%; display: block; }
@media print {
  :root { --paper: #fff; --ink: #000; --muted: #444; --line: #bbb; --panel: #fff; --judged: #a03f00;
    --set: #767676; --band: #dbe9f4; --link: #000; }
  body { max-width: none; padding: 0; font-size: 9pt; }
  img { filter: none; max-height: 24cm; width: auto; max-width: 100%; }
  audio { display: none; }
  .scroll { overflow: visible; }
  .pair { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  .piece { break-before: page; }
  tr, figure, .measures table { break-inside: avoid; }
  h2 + .piece { break-before: auto; }
  h2, h3, h4, caption { break-after: avoid; }
  rect, .key { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)css";
}

}  // namespace bach
