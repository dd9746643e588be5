// How what comes later looks; the rest of the element is in style.js, which has the colours.

export const css = `
.picture { margin-top: 10px; }
h3 { margin-bottom: 4px; font-size: .9375em; line-height: 1.4; font-weight: 600; }
.picture p { font-size: .8125em; color: var(--quiet); }
.cells { position: relative; height: 32px; clip-path: inset(-12px 0); }
.account { display: flex; height: 32px; margin-inline-end: calc(-1 * var(--between, 0px)); background: color-mix(in srgb, var(--line) 45%, transparent); mask: repeating-linear-gradient(90deg, #000 0 calc(var(--cell, 100%) - var(--between, 0px)), #0000 0 var(--cell, 100%)); }
.account:has(+ .behind:not([hidden])) { height: 23px; }
.account.behind { height: 7px; margin-top: 2px; border-radius: 0; background: none; opacity: 1; filter: grayscale(1); }
.account .segment { flex: 0 0 auto; min-width: 0; }
.segment.dim, .dim .swatch { opacity: .25; }
.guessed { position: absolute; top: -6px; bottom: -4px; width: 0; border-inline-start: 2px solid var(--text); }
.guessed::before { content: ""; position: absolute; top: -3px; left: -6px; border: 5px solid var(--text); clip-path: polygon(0 0, 100% 0, 50% 50%); }
.values { display: flex; flex-wrap: wrap; gap: 0 16px; align-content: start; min-height: 48px; margin-top: 4px; padding: 0; list-style: none; font-size: .8125em; }
.values b { font-weight: 600; }
.value, button.value { min-height: 24px; line-height: 24px; color: inherit; }
.value[aria-pressed="true"] { text-decoration: underline; text-underline-offset: 4px; }
.term { font-weight: 600; }
.swatch { display: inline-block; width: .8em; height: .8em; margin-inline-end: 6px; border-radius: 3px; vertical-align: -.05em; }
.term .swatch, .value span .swatch { margin-inline: 0 4px; }
.value span { margin-inline-start: 8px; }
@media screen and (forced-colors: none) { .plain .segment:not(.unknown) { background-image: none; } }
:is(.wrong-sum, [part="account"].reference) :is(.bars, .cells, .values) { filter: grayscale(1); }
.segment, .swatch { --lines: color-mix(in srgb, var(--surface) 40%, transparent) 0 1px, transparent 0 5px; }
.speedup { background: var(--accent); }
.start { background: repeating-linear-gradient(0deg, var(--lines)) var(--start); }
.gaps { background: repeating-linear-gradient(45deg, var(--lines)) var(--gaps); }
.imbalance { background: repeating-linear-gradient(90deg, var(--lines)) var(--imbalance); }
.join { background: repeating-linear-gradient(135deg, var(--lines)) var(--join); }
.slowerThreads { background: conic-gradient(color-mix(in srgb, var(--surface) 18%, transparent) 25%, transparent 0 50%, color-mix(in srgb, var(--surface) 18%, transparent) 0 75%, transparent 0) 0 / 8px 8px var(--slower); }
.reference :is(.speedup, .swatch.speedup), .behind .speedup { background: var(--quiet); }
.unknown { background: repeating-linear-gradient(135deg, var(--edge) 0 1px, transparent 0 6px); }
.bar-0 { fill: var(--accent); }
.scale { display: flex; justify-content: space-between; font-size: .8125em; color: var(--quiet); }

/* the timeline and its replay */
.titled { display: flex; flex-wrap: wrap; gap: 0 16px; align-items: center; justify-content: space-between; margin-bottom: 4px; }
.titled h3 { flex: none; max-width: 100%; margin: 0; }
.player { display: flex; flex: 0 0 100%; gap: 10px; align-items: center; justify-content: end; min-width: 0; }
.player.off { visibility: hidden; }
.player button { min-width: min(13em, 100%); font-size: .8125em; text-align: end; }
.drawn { position: relative; display: grid; grid-template-columns: minmax(0, 1fr) min(3.25em, 15cqi); }
.timeline { display: block; width: 100%; height: 5.5em; touch-action: pan-y; shape-rendering: crispEdges; }
.speeds { width: 100%; height: 5.5em; overflow: visible; }
.dot { stroke: var(--slower); stroke-linecap: round; vector-effect: non-scaling-stroke; }
.dot.unlit { stroke: var(--line); }
.ends { stroke: var(--line); vector-effect: non-scaling-stroke; }
.timeline .fill { fill: var(--accent); }
.ground { fill: color-mix(in srgb, var(--line) 45%, var(--surface)); }
.timeline .alone { fill: var(--quiet); }
.bar-1 { fill: color-mix(in srgb, var(--accent) 72%, var(--surface)); }
.timeline .unlit { fill: var(--line); }
.hatch { stroke: color-mix(in srgb, var(--surface) 40%, transparent); }
[part="timeline"] .scale { display: grid; grid-template: 1fr / auto 1fr auto min(4em, 15cqi); height: 4.5em; line-height: 1.5; }
.info { unicode-bidi: plaintext; grid-area: 1 / 1 / 2 / 4; align-self: end; font-size: 1em !important; text-align: center; }
[part="timeline"] .scale span { grid-area: 1 / 1; }
[part="timeline"] .info + span { grid-column: 3; }
[part="timeline"] .scale span:last-child { grid-column: 4; text-align: end; }
@container (max-width: 16em) { [part="timeline"] .scale span:last-child { display: none; } }
.told .info { grid-column-end: 5; }
.told span { visibility: hidden; }
@container (min-width: 30em) {
  .titled { flex-wrap: nowrap; }
  .player { flex: 0 1 24em; }
}
@container (min-width: 22em) { [part="timeline"] .scale { height: 3em; } }
@container (min-width: 36em) { [part="timeline"] .scale { height: 1.5em; } }

.warnings { min-height: 26px; margin-top: 6px; padding: 0; list-style: none; }
.warnings li { padding: 3px 12px; font-size: .8125em; border-inline-start: 3px solid var(--start); background: color-mix(in srgb, var(--start) 10%, transparent); }
.warnings button { min-height: 28px; margin-inline-start: 8px; }

.foot:has([part="sum"]:empty) { border-color: transparent; }
.foot { min-height: 54px; margin-top: 6px; padding-top: 4px; border-top: 1px solid var(--line); font-size: .8125em; color: var(--quiet); }
[part="sum"] { color: var(--text); font-weight: 550; }
.verdict { color: var(--good); }
.verdict.wrong { color: var(--bad); }
.verdict.lost { color: var(--text); }
.out > .opener { margin-inline-end: auto; }
.said { color: var(--quiet); }
@container (max-width: 30em) {
  .values { min-height: 72px; }
  .foot { min-height: 100px; }
  .warnings { min-height: 45px; }
}
@container (max-width: 22.5em) {
  .values { min-height: 96px; }
  .compact .values { min-height: 72px; }
}
.compact .picture { margin-top: 8px; }
.compact h3 { position: absolute; clip-path: inset(50%); }
.compact .warnings { min-height: 28px; }
.compact .warnings li { padding: 4px 10px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.compact .warnings button { display: inline; min-height: 0; margin: 0 0 0 8px; }

@media print {
  .out, .info, .player, .warnings button { display: none; }
}
@media (prefers-reduced-motion: reduce) {
  .timeline .fill { visibility: hidden; }
}
@media (forced-colors: active) {
  .start { --slope: 0deg; }
  .gaps { --slope: 45deg; }
  .imbalance { --slope: 90deg; }
  .join { --slope: 135deg; }
  :is(.start, .gaps, .imbalance, .join) { background: repeating-linear-gradient(var(--slope), CanvasText 0 2px, Canvas 0 6px); }
  .slowerThreads { background: conic-gradient(CanvasText 25%, Canvas 0 50%, CanvasText 0 75%, Canvas 0) 0 / 8px 8px; }
  .under, .ground { fill: Canvas; }
  .dot { stroke: CanvasText; }
  .ends, .dot.unlit { stroke: GrayText; }
  .timeline .unlit { fill: color-mix(in srgb, GrayText 40%, Canvas); }
  .hatch { stroke: CanvasText; stroke-width: 2px; }
}
`;
