// How the element looks before it has anything to show; what comes later has its own (pictures-style.js, more-style.js). Authors change it
// through the custom properties at the top and the ::part() names. Lengths that have to do with text are in em, of the text
// around the element. What the page is like comes to .page alone (card.js), which makes the element as wide as a long paragraph:
// it takes what room there is, and some in any case. On paper it has the page's ink and ground.

const css = `
:host { display: block; max-width: 100%; margin-block: 1em; writing-mode: horizontal-tb; color-scheme: around; }
:host([hidden]) { display: none; }
* { box-sizing: border-box; margin: 0; }
[hidden] { display: none !important; }
.hidden { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; white-space: nowrap; }

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
.bar, .cells, .scale, .drawn, .curve { direction: ltr; }
.scale span { unicode-bidi: plaintext; }

.controls, .outcome { padding: 12px clamp(14px, 4cqi, 24px) 10px; }
.controls { position: relative; padding-bottom: 6px; border-bottom: 1px solid var(--line); }

.ask { display: grid; gap: 3px 12px; grid-template-columns: minmax(0, 1fr) 5.25em; }
.ask .field { display: contents; }
.ask label { grid-row: 1; }
.ask input { grid-row: 2; }
.ask .error { grid-row: 3; grid-column: 1 / -1; }
.ask .threads .error { grid-row: 4; }
.field.sweep { grid-column: span 2; }
.go { display: grid; grid-row: 5; grid-column: 1 / -1; margin-top: 9px; }
.go button { grid-area: 1 / 1; }
.field { display: flex; flex-direction: column; gap: 3px; min-width: 0; }
label { font-size: .875em; color: var(--quiet); }
input, select, button { font: inherit; color: inherit; font-variant-numeric: inherit; min-height: 44px; border-radius: 9px; }
input, select { width: 100%; padding: 0 12px; background: transparent; border: 1px solid var(--edge); }
select { padding-inline: 8px 4px; }
select option { background: var(--surface); }
input::placeholder { color: var(--quiet); opacity: 1; }
.ask :is(input, button) { min-height: 40px; }
.ask input { font-size: min(1.125em, 12cqi); }
[aria-invalid="true"] { border-color: var(--bad); border-width: 2px; }
.error { font-size: .875em; color: var(--bad); }
.error:empty, .failure:empty { display: none; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }

button { max-width: 100%; padding: 0 12px; background: transparent; border: 1px solid var(--edge); font-weight: 550; cursor: pointer; }
button:hover:enabled { border-color: var(--accent); color: var(--accent); }
button:disabled { color: var(--quiet); border-color: var(--line); cursor: default; }
.go button { padding: 0 26px; }
button[part~="compare"]:enabled { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
button[part~="compare"]:hover:enabled { filter: brightness(1.08); color: var(--on-accent); }
.cancel:disabled, .running [part~="compare"] { visibility: hidden; }
:is(.more, .line, .out, .titled) button, button.value { min-height: 28px; padding: 0; border: 0; border-radius: 4px; font-weight: 400; color: var(--accent); }
:is(.more, .line, .out, .titled) button:hover:enabled { text-decoration: underline; }
:is(.more, .out) button:disabled { color: var(--quiet); }
.opener::after { content: " ▸" / ""; }
.opener[aria-expanded="true"]::after { content: " ▾" / ""; }

.said:empty { position: absolute; }
.share { display: contents; }
.more, .out { display: flex; flex-wrap: wrap; align-items: center; gap: 0 min(18px, 4cqi); }
.more { margin-top: 4px; font-size: max(13px, min(.9375em, 4.2cqi)); }
.more .opener { margin-inline-start: auto; }
.line { display: grid; grid-template-columns: minmax(0, 1fr) auto; min-height: 3em; font-size: .8125em; color: var(--quiet); }
.saying, .help { grid-area: 1 / 1; }
.saying { display: flex; flex-wrap: wrap; gap: 0 1em; justify-content: space-between; align-content: start; }
.help:empty { display: none; }
.saying:has(+ .help:not(:empty)) { opacity: 0; }
.running .help { display: none; }
.running .saying { opacity: 1; }
.line button { min-height: 24px; margin-inline-start: 12px; line-height: 20px; }
.fields { display: grid; gap: 12px 16px; grid-template-columns: var(--pair); margin: 8px 0; }
.notice { font-size: .8125em; color: var(--quiet); }
progress { appearance: none; display: block; position: absolute; inset-inline: 0; bottom: -2px; width: 100%; height: 3px; border: 0; background: none; overflow: hidden; visibility: hidden; direction: ltr; }
.running progress { visibility: visible; }
progress::-webkit-progress-bar { background: none; }
progress::-webkit-progress-value { background: var(--accent); }
progress::-moz-progress-bar { background: var(--accent); }

.head { display: grid; grid-template-columns: minmax(11em, auto) minmax(0, 1fr); gap: 6px 16px; align-items: center; min-height: 5.85em; }
.figure { line-height: 1; }
[part="speedup"] { font-size: min(3.375em, 20cqi); font-weight: 650; letter-spacing: -.03em; color: var(--accent); }
.figure small { display: block; max-width: 14em; font-size: .8125em; line-height: 1.4; color: var(--quiet); }
.say { font-size: max(14px, .9375em); line-height: 1.4; text-wrap: pretty; }
.failure { color: var(--bad); }
.words:not(:empty) + .guess { margin-top: 2px; }
.guess input { width: 4em; min-height: 28px; padding: 0 8px; margin-inline-start: 6px; }
.guess label { font-size: 1em; color: inherit; }
:is(.reference, .empty) > .head [part="speedup"] { color: var(--quiet); font-weight: 500; }

.bars { display: grid; grid-template-columns: minmax(5.25em, auto) minmax(0, 1fr) minmax(5.25em, auto); gap: 2px 12px; margin-top: 8px; line-height: 1.4; }
.row { display: grid; grid-template-columns: subgrid; grid-column: 1 / -1; align-items: center; }
.time { text-align: end; font-weight: 550; }
.bar { position: relative; display: grid; gap: 2px; min-height: 14px; align-content: center; border-radius: 4px; background: color-mix(in srgb, var(--line) 45%, transparent); }
.fill { height: 14px; width: 0; border-radius: 4px; background: var(--quiet); }
.behind { height: 4px; border-radius: 2px; background: var(--quiet); opacity: .7; }
.bar:has(.behind:not([hidden])) .fill { height: 8px; }
.parallel .fill { background: var(--accent); }
.reference .fill { background: var(--quiet); opacity: .7; }
.tick { position: absolute; top: -3px; bottom: -3px; min-width: 2px; border: solid var(--text); border-width: 0 2px; border-radius: 1px; opacity: .7; }

.place { height: 21.95em; }

@container (min-width: 30em) {
  .ask { grid-template-columns: minmax(0, 1fr) 5.75em auto; }
  .go { grid-area: 2 / 3; margin: 0; }
  .line { min-height: 24px; }
  .fields:not(:has([aria-invalid="true"])) { grid-template-columns: repeat(4, minmax(0, 1fr)); }
}
@container (max-width: 36em) {
  .head { min-height: 8em; }
  .place { height: 23.2em; }
}
@container (max-width: 30em) {
  .head { grid-template-columns: minmax(0, 1fr); min-height: 12.75em; align-content: start; }
  .compact .words span + span { display: none; }
  .compact .go button { padding: 0 14px; }
  .place { height: 30em; }
}
@container (max-width: 22.5em) {
  .place { height: 34em; }
}
@container (max-width: 18em) {
  .ask { display: block; }
  .ask .field { display: flex; margin-bottom: 9px; }
  .bars { display: block; }
  .row { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 12px; }
  .bar { flex: 0 0 100%; order: 1; }
}
/* n, Compare, the speedup and where the rest went. */
.compact :is(.field.threads:not(:has([aria-invalid="true"])) > *, .more, .settings:not(:has([aria-invalid="true"])), .left, .bars, .warnings li + li, [part="timeline"], .curves, .foot) { display: none; }
.compact :is(.controls, .outcome) { padding: 10px 16px; }
.compact .line { min-height: 24px; }
.compact .ask { grid-template-columns: minmax(0, 1fr) auto; }
.compact .go { grid-area: 2 / 2; margin: 0; }
.compact .head { min-height: 7em; }
.compact [part="speedup"] { font-size: 2.625em; }
.compact .words:has(+ .guess:not([hidden])) { display: none; }
.compact .place { height: 0; }
@container (max-width: 30em) {
  .compact .head { min-height: 8em; }
}

@media print {
  .card { --text: currentcolor; --quiet: currentcolor; --good: currentcolor; --bad: currentcolor; color: inherit; color-scheme: light !important; background: none; }
  [part="speedup"] { color: inherit; }
  .fill, .segment, .swatch { print-color-adjust: exact; }
  .go, .more, .line, .notice { display: none; }
}
@media (forced-colors: active) {
  .card {
    --accent: CanvasText; --on-accent: Canvas; --surface: Canvas; --text: CanvasText; --quiet: CanvasText; --line: CanvasText; --edge: CanvasText;
    --bad: CanvasText; --good: CanvasText; --start: CanvasText; --imbalance: CanvasText; --join: CanvasText;
  }
  .fill, .segment, .swatch, progress, [part~="compare"] { forced-color-adjust: none; }
  button:disabled { color: GrayText !important; }
  :is(.more, .line, .out, .titled) button, button.value { text-decoration: underline; }
  .bar, .account { border: 1px solid; }
}
`;

/** Sheets by their text, of each document. */
const sheets = new WeakMap();

/**
 * Gives a shadow root the style sheets that all in its document share, of its views and of `more`; in another document it needs
 * that one's. A policy that forbids inline styles does not forbid this.
 */
export function adoptStyle(root, ...more) {
  const { ownerDocument: page } = root;
  if (!page.defaultView) return; // nobody sees it
  if (!("adoptedStyleSheets" in root)) return; // the browser is too old, and is told so
  if (!sheets.has(page)) sheets.set(page, new Map());
  const known = sheets.get(page);
  root.adoptedStyleSheets = [css, ...more].map((text) => {
    if (!known.has(text)) {
      known.set(text, new page.defaultView.CSSStyleSheet());
      known.get(text).replaceSync(text);
    }
    return known.get(text);
  });
}
