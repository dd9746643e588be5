// How that looks which few ask for; the rest of the element is in style.js, which has the colours, and in pictures-style.js.

export const css = `
.player:not(.on) input { visibility: hidden; }
.player input { flex: 1; width: 0; min-height: 24px; padding: 0; border: 0; accent-color: var(--accent); direction: ltr; }
.now, .marker { fill: none; stroke: var(--text); stroke-width: 2px; vector-effect: non-scaling-stroke; }
.sums { position: absolute; inset: 0 min(3.25em, 15cqi) 0 0; display: grid; align-content: end; justify-items: end; grid-auto-rows: calc(var(--pitch) * 1em); pointer-events: none; direction: ltr; }
.sums span { margin-inline-end: 4px; align-self: center; padding: 0 .4em; border-radius: 3px; font-size: min(.75em, var(--pitch) * .85em); line-height: 1; background: var(--surface); }

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
.curve .usual { stroke: var(--edge); stroke-width: 1; }
.crossing { fill: var(--surface); stroke: var(--accent); stroke-width: 2; }
.whileAdding { fill: none; stroke: var(--slower); stroke-width: 2; stroke-dasharray: 8 3 2 3; vector-effect: non-scaling-stroke; }
rect.whileAdding { fill: var(--surface); stroke-dasharray: none; }
.whisker { stroke: var(--accent); }
.point { fill: var(--accent); }
.there { fill: var(--start); }
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: .8125em; color: var(--quiet); }
.line-measured { background: var(--accent); border-radius: 50%; }
.line-whileAdding { border: 2px solid var(--slower); border-radius: 0; }
.line-ideal, .line-amdahl, .line-usl, .line-gustafson { height: 0; vertical-align: 4px; border-top: 2px dotted var(--quiet); }
:is(.line-amdahl, .line-gustafson) { border-top: 2px solid var(--imbalance); }
.line-usl { border-top: 2px dashed var(--join); }
.line-there { background: var(--start); transform: rotate(45deg) scale(.8); }
[part="curve"] p:not(.legend) { min-height: 3em; margin-top: 4px; }

/* the race, and the trip to the GPU */
.race { position: relative; }
.card:not(.compact) .outcome:has(.race, .trip) > .head { min-height: 8.2em; }
.race .bar { margin-right: 8px; }
.race small { position: absolute; inset-inline-start: 8px; line-height: 14px; color: var(--quiet); }
.race .time { color: var(--quiet); font-weight: 400; }
.race .in .time { color: var(--text); font-weight: 600; }
.formula { grid-column: 2; text-align: right; font-size: .8125em; color: var(--quiet); }
.finish { position: absolute; grid-column: 2 / 3; inset: 1.4em 0 0 auto; width: 8px; background: conic-gradient(var(--text) 25%, var(--surface) 0 50%, var(--text) 0 75%, var(--surface) 0) 0 0 / 8px 8px; forced-color-adjust: none; print-color-adjust: exact; }
.race + p, .trip ~ p { margin-top: 4px; }
.trip .bar { display: flex; gap: 0; }
.trip .segment { height: 14px; }
[part="trip"] .legend { min-height: 1.5em; align-content: start; }
[part="trip"] .legend + p { min-height: 3em; }

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

@container (min-width: 30em) {
  .outcome:has(.race, .trip) .bars { grid-template-columns: minmax(10em, auto) minmax(0, 1fr) minmax(5.25em, auto); }
}
@container (max-width: 36em) {
  .card:not(.compact) .outcome:has(.race, .trip) > .head { min-height: 10.2em; }
}
@container (max-width: 30em) {
  .card:not(.compact) .outcome:has(.race, .trip) > .head { min-height: 13.5em; }
  .curve.narrow { display: block; }
  .curve.wide { display: none; }
  [part="trip"] .legend { min-height: 3.2em; }
  [part="trip"] .legend + p { min-height: 6em; }
  .outcome:has(.race) .bars { display: block; }
  .outcome:has(.race) .row { display: flex; flex-wrap: wrap; gap: 0 12px; justify-content: start; margin-bottom: 2px; }
  .outcome:has(.race) .bar { flex: 0 0 100%; order: 1; }
  .formula { display: block; }
}
@container (max-width: 22.5em) {
  [part="trip"] .legend { min-height: 4.9em; }
  .card:not(.compact) .outcome:has(.race, .trip) > .head { min-height: 16em; }
}
@container (max-width: 18em) {
  .card:not(.compact) .outcome:has(.race, .trip) > .head { min-height: 17.5em; }
}
@media (forced-colors: active) {
  .whileAdding { stroke: CanvasText; }
  .line-whileAdding { border-color: CanvasText; }
}
`;
