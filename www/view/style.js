// How the element looks. Authors change it through the custom properties at the top and the ::part() names. Lengths that
// have to do with text are in em, of the text around the element. What the page is like comes to .page alone (card.js), which makes
// the element as wide as a long paragraph: it takes what room there is, and some in any case. On paper it has the page's ink and ground.

const css = `
:host { display: block; max-width: 100%; margin-block: 1em; writing-mode: horizontal-tb; color-scheme: around; }
:host([hidden]) { display: none; }
* { box-sizing: border-box; margin: 0; }
[hidden] { display: none; }

.page {
  all: initial;
  display: block;
  height: 0;
  overflow: hidden;
  visibility: hidden;
  word-spacing: 160em;
  color: inherit;
  color-scheme: inherit;
  background: color-mix(in lab, currentcolor, currentcolor);
  animation: drawn 1ms;
  transition: color 1ms, color-scheme 1ms;
  transition-behavior: allow-discrete;
}
.page::before { content: ""; display: inline-block; width: 140px; }
.page::after { content: " ."; }
@keyframes drawn {}

.card {
  all: initial;
  --accent: var(--parallel-sum-accent, light-dark(#3a4fd8, #93a2ff));
  --on-accent: var(--parallel-sum-on-accent, light-dark(#ffffff, #10121f));
  --text: var(--parallel-sum-text, light-dark(#1c1e26, #e8e9ef));
  --quiet: var(--parallel-sum-quiet, light-dark(#5c6070, #a3a7b7));
  --line: var(--parallel-sum-line, light-dark(#d9dbe4, #363a48));
  --edge: light-dark(#858a9b, #757a8c);
  --surface: var(--parallel-sum-surface, light-dark(#ffffff, #191b24));
  --bad: var(--parallel-sum-bad, light-dark(#b3261e, #ff9c93));
  --good: var(--parallel-sum-good, light-dark(#1c7040, #7fd6a0));
  --start: light-dark(#b97f14, #e0b057);
  --gaps: light-dark(#7a8396, #98a1b4);
  --imbalance: light-dark(#c2503f, #e98575);
  --join: light-dark(#1f8a8a, #5cc4c0);
  --slower: light-dark(#8d5fb0, #c197e0);
  --pair: repeat(auto-fit, minmax(min(100%, max(6.5em, 34%)), 1fr));
  display: block;
  container-type: inline-size;
  visibility: inherit;
  pointer-events: inherit;
  color-scheme: inherit;
  color: var(--text);
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: var(--parallel-sum-radius, 14px);
  font: max(14px, 1em)/1.5 var(--parallel-sum-font, system-ui, sans-serif);
  font-variant-numeric: tabular-nums;
  overflow-wrap: anywhere;
  -webkit-text-size-adjust: 100%;
}
.card:empty { display: none; }
:lang(ko) { word-break: keep-all; }
.lanes, progress, .bar, .account, .scale, .timeline, .curve { direction: ltr; }
.scale span { unicode-bidi: plaintext; }

.controls, .outcome { padding: clamp(16px, 4cqi, 32px); }
.outcome { border-top: 1px solid var(--line); }

.fields { display: grid; gap: 14px 16px; grid-template-columns: var(--pair); }
.field.n { grid-column: 1 / -1; }
.field { display: flex; flex-direction: column; gap: 4px; min-width: 0; }
label { font-size: .875em; color: var(--quiet); }
input, select, button { font: inherit; color: inherit; font-variant-numeric: inherit; min-height: 44px; border-radius: 9px; }
input, select { width: 100%; padding: 0 12px; background: transparent; border: 1px solid var(--edge); }
select option { background: var(--surface); }
input::placeholder { color: var(--quiet); opacity: 1; }
.n input { font-size: min(1.25em, 12cqi); }
[aria-invalid="true"] { border-color: var(--bad); border-width: 2px; }
.error { font-size: .875em; color: var(--bad); }
.error:empty, .failure:empty { display: none; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }

.buttons { display: grid; grid-template-columns: var(--pair); gap: 10px; margin-top: 20px; }
button { max-width: 100%; padding: 0 12px; background: transparent; border: 1px solid var(--edge); font-weight: 550; cursor: pointer; }
button:hover:enabled { border-color: var(--accent); color: var(--accent); }
button:disabled { color: var(--quiet); border-color: var(--line); cursor: default; }
button[part~="compare"]:enabled { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button[part~="compare"]:hover:enabled { filter: brightness(1.08); color: var(--on-accent); }
.cancel:disabled { visibility: hidden; }

.lanes { display: grid; align-content: end; margin-top: 14px; }
.lane { border-radius: 4px; background: var(--line); overflow: hidden; }
progress { appearance: none; display: block; width: 100%; height: 4px; border: 0; border-radius: 2px; background: var(--line); overflow: hidden; opacity: 0; }
progress::-webkit-progress-bar { background: var(--line); }
progress::-webkit-progress-value { background: var(--accent); }
progress::-moz-progress-bar { background: var(--accent); }
.lanes:empty + progress { visibility: hidden; }
.status { font-size: .875em; color: var(--quiet); }
.notice { min-height: 4.2em; line-height: 1.4; font-size: .875em; color: var(--quiet); }
.failure { margin-bottom: 16px; color: var(--bad); }

.title { font-size: .875em; color: var(--quiet); }
.sum, .sum span { display: grid; align-content: center; }
.sum { grid-template-rows: 3.25em; line-height: 1; white-space: nowrap; font-weight: 600; letter-spacing: -.01em; }
.sum span { font-size: min((100cqi - 48px) / var(--length, 1) * 1.55, 2.75em); }
.verdict { min-height: 1.5em; font-size: .875em; color: var(--good); }
.verdict.wrong { color: var(--bad); }
.figures { display: grid; grid-template-columns: var(--pair); gap: 16px; margin-top: 24px; }
dt { font-size: .875em; color: var(--quiet); }
dd { font-size: min(max(1.75em, 8cqi), 3em, 18cqi); line-height: 1.15; font-weight: 600; letter-spacing: -.02em; }
dd[part="speedup"] { color: var(--accent); }
dd.means { min-height: 3em; font-size: .875em; line-height: 1.5; font-weight: 400; letter-spacing: 0; color: var(--quiet); }
.words { min-height: 7.5em; margin-top: 20px; text-wrap: pretty; }
.empty :is(.sum, dd, .words) { color: var(--quiet); font-weight: 400; }

.bars { display: grid; gap: 16px; margin-top: 24px; }
.row { display: flex; flex-wrap: wrap; column-gap: 12px; align-items: baseline; min-height: 4.6em; align-content: start; }
.name { font-weight: 550; }
.time { flex: auto; text-align: end; font-weight: 550; }
.rate { order: 2; flex: 0 0 100%; font-size: .875em; color: var(--quiet); }
.bar { flex: 0 0 100%; order: 1; position: relative; height: 1em; margin: 4px 0; border-radius: 4px; background: color-mix(in srgb, var(--line) 55%, transparent); }
.fill { height: 100%; width: 0; border-radius: 4px; background: var(--quiet); }
.parallel .fill { background: var(--accent); }
.serial-first .lane:first-child .fill { background: var(--quiet); }
.footnote { margin: 16px 0; min-height: 3em; font-size: .875em; color: var(--quiet); }

.tick { position: absolute; top: -3px; bottom: -3px; min-width: 2px; border: solid var(--text); border-width: 0 2px; border-radius: 1px; opacity: .7; }
.warnings { margin-top: 4px; padding: 0; list-style: none; }
.warnings li { margin-bottom: 8px; padding: 10px 14px; font-size: .875em; border-inline-start: 3px solid var(--start); background: color-mix(in srgb, var(--start) 10%, transparent); }
.warnings button { display: block; margin-top: 8px; font-size: 1em; }
.line { display: flex; flex-wrap: wrap; align-items: start; gap: 12px; min-height: 4.5em; margin-top: 10px; }
.line div { flex: 1 9em; min-width: 0; }
.cancel { flex: none; }
.left { font-size: .875em; color: var(--quiet); }

.picture { margin-top: 36px; }
h3 { margin-bottom: 6px; font-size: 1.125em; }
.picture p { margin-bottom: 8px; font-size: .9375em; }
.account { display: flex; height: 2.125em; margin-top: 14px; border-radius: 6px; overflow: hidden; background: var(--line); }
.segment { flex: 0 0 auto; min-width: 0; }
.speedup { background: var(--accent); }
.start { background: var(--start); }
.gaps { background: var(--gaps); }
.imbalance { background: var(--imbalance); }
.join { background: var(--join); }
.slowerThreads { background: var(--slower); }
.bar-0 { background: var(--accent); fill: var(--accent); }
.scale { display: flex; justify-content: space-between; margin: 4px 0 12px; font-size: .8125em; color: var(--quiet); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; font-size: .8125em; color: var(--quiet); }
.swatch { display: inline-block; width: .9em; height: .9em; margin-inline-end: 8px; border-radius: 3px; vertical-align: -1px; }

/* the timeline and its replay */
.titled { display: flex; flex-wrap: wrap; gap: 0 16px; align-items: center; justify-content: space-between; margin-bottom: 8px; }
.titled h3 { flex: none; margin: 0; }
.player { display: flex; flex: 0 0 100%; gap: 10px; align-items: center; justify-content: end; min-width: 0; }
.player.off, .player:not(.on) input { visibility: hidden; }
.player button { min-width: 13em; min-height: 28px; padding: 0; border: 0; font-size: .8125em; text-align: end; color: var(--accent); }
.player input { flex: 1; width: 0; min-height: 28px; padding: 0; border: 0; accent-color: var(--accent); direction: ltr; }
.drawn { position: relative; }
.timeline { display: block; width: 100%; height: 6em; touch-action: pan-y; shape-rendering: crispEdges; }
.timeline .fill { fill: var(--accent); }
.ground { fill: color-mix(in srgb, var(--line) 55%, var(--surface)); }
.timeline .alone { fill: var(--quiet); }
.bar-1 { fill: color-mix(in srgb, var(--accent) 72%, var(--surface)); }
.timeline .unlit { fill: var(--line); }
.hatch { stroke: color-mix(in srgb, var(--surface) 40%, transparent); }
.now, .marker { fill: none; stroke: var(--text); stroke-width: 2px; vector-effect: non-scaling-stroke; }
.sums { position: absolute; inset: 0; display: grid; align-content: end; justify-items: start; grid-auto-rows: calc(var(--pitch) * 1em); pointer-events: none; direction: ltr; }
.sums span { margin-inline-start: 4px; align-self: center; padding: 0 .4em; border-radius: 3px; font-size: min(.75em, var(--pitch) * .85em); line-height: 1; background: var(--surface); }
[part="timeline"] .scale { display: grid; grid-template: 1fr / auto 1fr auto; height: 3em; margin: 4px 0 0; line-height: 1.5; }
.info { unicode-bidi: plaintext; grid-area: 1 / 1 / 2 / 4; align-self: end; margin: 0 !important; font-size: 1em !important; text-align: center; }
[part="timeline"] .scale span { grid-area: 1 / 1; }
[part="timeline"] .info + span { grid-column: 3; }
.told span { visibility: hidden; }
@container (min-width: 36em) {
  .titled { flex-wrap: nowrap; }
  .player { flex: 0 1 24em; }
  [part="timeline"] .scale { height: 1.5em; }
}

.curve { display: block; width: 100%; height: auto; margin-top: 12px; font-size: min(1.5625em, 30px); }
.curve text { fill: var(--quiet); }
.curve polyline, .curve line { fill: none; stroke-width: 2; vector-effect: non-scaling-stroke; }
.grid { stroke: var(--line); stroke-width: 1 !important; }
.axis { stroke: var(--quiet); }
.ideal { stroke: var(--quiet); stroke-dasharray: 5 5; }
.amdahl { stroke: var(--imbalance); }
.usl { stroke: var(--join); stroke-dasharray: 9 4; }
.whisker { stroke: var(--accent); }
.point { fill: var(--accent); }
.python { fill: var(--start); }
figure { margin: 0; }
.line-measured { background: var(--accent); border-radius: 50%; }
.line-ideal, .line-amdahl, .line-usl { height: 0; vertical-align: 4px; border-top: 2px dotted var(--quiet); }
.line-amdahl { border-top: 2px solid var(--imbalance); }
.line-usl { border-top: 2px dashed var(--join); }
.line-python { background: var(--start); transform: rotate(45deg) scale(.8); }
.check { display: flex; align-items: center; gap: 8px; min-height: 32px; margin: 8px 0; }
.check input { width: 24px; min-height: 24px; accent-color: var(--accent); }

.scroll { overflow-x: auto; }
table { width: 100%; overflow-wrap: break-word; border-collapse: collapse; font-size: .875em; }
th, td { padding-block: 6px; padding-inline: 0 12px; text-align: start; font-weight: 400; border-bottom: 1px solid var(--line); }
thead th, td small { color: var(--quiet); font-size: .93em; }
td small { display: block; white-space: nowrap; }
[part="account"] th span { display: flex; align-items: baseline; }
[part="account"] .swatch { flex: none; }
[part="curve"] td, [part="timeline"] :is(td, th) { white-space: nowrap; }
summary { min-height: 32px; font-size: .875em; color: var(--quiet); cursor: pointer; }

.share { display: flex; flex-wrap: wrap; align-items: center; gap: 10px; margin-top: 32px; }
.small { min-height: 36px; font-size: .875em; }
.said { font-size: .875em; color: var(--quiet); }
textarea { width: 100%; font: .8125em/1.4 ui-monospace, monospace; color: inherit; background: transparent; border: 1px solid var(--edge); border-radius: 9px; padding: 10px; }

@container (min-width: 640px) {
  .curve { font-size: min(.875em, 30px); }
}
@container (min-width: 30em) {
  .fields { grid-template-columns: repeat(12, minmax(0, 1fr)); }
  .field { grid-column: span 3; }
  .field.n { grid-column: span 8; }
  .field.threads { grid-column: span 4; }
  .buttons { grid-template-columns: repeat(4, minmax(0, 1fr)); }
  .line { min-height: 3.25em; }
  .notice { min-height: 2.8em; }
  .words { min-height: 4.5em; font-size: 1.0625em; }
}
/* n, Compare, the speedup and where the rest went. */
.compact :is(.field:not(.n), .buttons button:not([part~="compare"]), .lanes, .notice, .left, .sum, .title, .verdict:not(.wrong), .figures > :last-child, .bars, .footnote, .words span + span, .warnings li + li, .picture:not([part="account"]), .picture p, .scale, thead, td small, td:last-child, .share) { display: none; }
.compact :is(.controls, .outcome) { padding: 10px 16px; }
.compact .controls { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 12px; align-items: end; }
.compact :is(progress, .line) { grid-column: 1 / -1; }
.compact .buttons { grid-template-columns: 1fr; margin: 0; }
.compact :is(.line, .words, .warnings, .figures, .account, .picture, dd) { min-height: 0; margin-top: 4px; }
.compact .line { min-height: 36px; margin: 0; padding-top: 8px; }
.compact h3 { position: absolute; clip-path: inset(50%); }
.compact .figures > div { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: 10px; }
.compact dd { font-size: 1.75em; }
.compact :is(dd.means, .words) { font-size: .8125em; line-height: 1.4; }
.compact .warnings li { margin: 0; padding: 4px 10px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.compact .warnings button { display: inline; min-height: 0; margin: 0 0 0 8px; }
.compact .account { height: 1.75em; }
.compact :is(table, tbody) { display: flex; flex-wrap: wrap; column-gap: 14px; }
.compact tr { display: flex; gap: 6px; font-size: .93em; line-height: 1.4; }
.compact :is(th, td) { padding: 1px 0; border: 0; }

@media print {
  .card { --text: currentcolor; --quiet: currentcolor; --good: currentcolor; --bad: currentcolor; color: inherit; color-scheme: light !important; background: none; }
  dd[part="speedup"] { color: inherit; }
  .fill, .segment, .swatch { print-color-adjust: exact; }
  .buttons, .lanes, .line, .notice, .share, .check, .info, .player, .warnings button, details:not([open]) { display: none; }
}
@media (prefers-reduced-motion: reduce) {
  progress { opacity: 1; }
  .lanes, .timeline .fill { visibility: hidden; }
}
@media (forced-colors: active) {
  .card {
    --accent: CanvasText; --on-accent: Canvas; --surface: Canvas; --text: CanvasText; --quiet: CanvasText; --line: CanvasText; --edge: CanvasText;
    --bad: CanvasText; --good: CanvasText; --start: CanvasText; --imbalance: CanvasText; --join: CanvasText;
  }
  .fill, .segment, .swatch, progress, [part~="compare"] { forced-color-adjust: none; }
  button:disabled { color: GrayText; }
  .bar, .account { border: 1px solid; }
  .start { --slope: 0deg; }
  .gaps { --slope: 45deg; }
  .imbalance { --slope: 90deg; }
  .join { --slope: 135deg; }
  :is(.start, .gaps, .imbalance, .join) { background: repeating-linear-gradient(var(--slope), CanvasText 0 2px, Canvas 0 6px); }
  .slowerThreads { background: conic-gradient(CanvasText 25%, Canvas 0 50%, CanvasText 0 75%, Canvas 0) 0 / 8px 8px; }
  .under, .ground, .timeline .unlit { fill: Canvas; }
  .hatch { stroke: CanvasText; stroke-width: 2px; }
}
`;

const sheets = new WeakMap();

/**
 * Gives a shadow root the style sheet that all in its document share; in another document it needs that one's. A policy that
 * forbids inline styles does not forbid this.
 */
export function adoptStyle(root) {
  const { ownerDocument: page } = root;
  if (!page.defaultView) return; // nobody sees it
  if (!("adoptedStyleSheets" in root)) return; // the browser is too old, and is told so
  if (!sheets.has(page)) {
    const sheet = new page.defaultView.CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(page, sheet);
  }
  root.adoptedStyleSheets = [sheets.get(page)];
}
