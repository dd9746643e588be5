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
.player.off, .player:not(.on) input { visibility: hidden; }
.player button { min-width: min(13em, 100%); font-size: .8125em; text-align: end; }
.player input { flex: 1; width: 0; min-height: 24px; padding: 0; border: 0; accent-color: var(--accent); direction: ltr; }
.drawn { position: relative; }
.timeline { display: block; width: 100%; height: 5.5em; touch-action: pan-y; shape-rendering: crispEdges; }
.timeline .fill { fill: var(--accent); }
.ground { fill: color-mix(in srgb, var(--line) 45%, var(--surface)); }
.timeline .alone { fill: var(--quiet); }
.bar-1 { fill: color-mix(in srgb, var(--accent) 72%, var(--surface)); }
.timeline .unlit { fill: var(--line); }
.hatch { stroke: color-mix(in srgb, var(--surface) 40%, transparent); }
.now, .marker { fill: none; stroke: var(--text); stroke-width: 2px; vector-effect: non-scaling-stroke; }
.sums { position: absolute; inset: 0; display: grid; align-content: end; justify-items: end; grid-auto-rows: calc(var(--pitch) * 1em); pointer-events: none; direction: ltr; }
.sums span { margin-inline-end: 4px; align-self: center; padding: 0 .4em; border-radius: 3px; font-size: min(.75em, var(--pitch) * .85em); line-height: 1; background: var(--surface); }
[part="timeline"] .scale { display: grid; grid-template: 1fr / auto 1fr auto; height: 4.5em; line-height: 1.5; }
.info { unicode-bidi: plaintext; grid-area: 1 / 1 / 2 / 4; align-self: end; font-size: 1em !important; text-align: center; }
[part="timeline"] .scale span { grid-area: 1 / 1; }
[part="timeline"] .info + span { grid-column: 3; }
.told span { visibility: hidden; }
@container (min-width: 30em) {
  .titled { flex-wrap: nowrap; }
  .player { flex: 0 1 24em; }
}
@container (min-width: 22em) { [part="timeline"] .scale { height: 3em; } }
@container (min-width: 36em) { [part="timeline"] .scale { height: 1.5em; } }

.curve { display: block; width: 100%; height: auto; font-size: 15px; }
.curve.narrow { display: none; font-size: 28px; }
.curve text { fill: var(--quiet); }
.curve polyline, .curve line { fill: none; stroke-width: 2; vector-effect: non-scaling-stroke; }
.grid { stroke: var(--line); stroke-width: 1 !important; }
.axis { stroke: var(--quiet); }
.ideal { stroke: var(--quiet); stroke-dasharray: 5 5; }
.amdahl { stroke: var(--imbalance); }
.usl { stroke: var(--join); stroke-dasharray: 9 4; }
.gustafson { stroke: var(--imbalance); }
.curve .half { stroke-dasharray: 2 4; }
.curve .default { stroke: var(--edge); stroke-width: 1; }
.crossing { fill: var(--surface); stroke: var(--accent); stroke-width: 2; }
.whisker { stroke: var(--accent); }
.point { fill: var(--accent); }
.there { fill: var(--start); }
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: .8125em; color: var(--quiet); }
.line-measured { background: var(--accent); border-radius: 50%; }
.line-ideal, .line-amdahl, .line-usl { height: 0; vertical-align: 4px; border-top: 2px dotted var(--quiet); }
.line-gustafson { height: 0; vertical-align: 4px; }
:is(.line-amdahl, .line-gustafson) { border-top: 2px solid var(--imbalance); }
.line-usl { border-top: 2px dashed var(--join); }
.line-there { background: var(--start); transform: rotate(45deg) scale(.8); }
[part="curve"] p:not(.legend) { min-height: 3em; margin-top: 4px; }

.warnings { min-height: 26px; margin-top: 6px; padding: 0; list-style: none; }
.warnings li { padding: 3px 12px; font-size: .8125em; border-inline-start: 3px solid var(--start); background: color-mix(in srgb, var(--start) 10%, transparent); }
.warnings button { min-height: 28px; margin-inline-start: 8px; }

.foot:has([part="sum"]:empty) { border-color: transparent; }
.foot { min-height: 54px; margin-top: 6px; padding-top: 4px; border-top: 1px solid var(--line); font-size: .8125em; color: var(--quiet); }
[part="sum"] { color: var(--text); font-weight: 550; }
.verdict { color: var(--good); }
.verdict.wrong { color: var(--bad); }
.out > .opener { margin-inline-end: auto; }
.said { color: var(--quiet); }
textarea { width: 100%; margin-top: 6px; font: 1em/1.4 ui-monospace, monospace; color: inherit; background: transparent; border: 1px solid var(--edge); border-radius: 9px; padding: 10px; }
.tables { color: var(--text); }
.tables p { margin: 8px 0; }
.tables .scroll { margin-top: 12px; }
.scroll { overflow-x: auto; }
table { width: 100%; overflow-wrap: break-word; border-collapse: collapse; }
th, td { padding-block: 5px; padding-inline: 0 12px; text-align: start; font-weight: 400; border-bottom: 1px solid var(--line); vertical-align: baseline; }
th span { display: inline-block; }
:is(th, th span)::first-letter { text-transform: uppercase; }
thead th, td small { color: var(--quiet); }
td small { display: block; }

@container (max-width: 30em) {
  .curve.narrow { display: block; }
  .curve.wide { display: none; }
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
  .timeline .unlit { fill: color-mix(in srgb, GrayText 40%, Canvas); }
  .hatch { stroke: CanvasText; stroke-width: 2px; }
}
`;
