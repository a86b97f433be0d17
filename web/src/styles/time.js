/** The page's timeline: overview, line, tip, zoom, and the branches below. */
export const css = `/* sheet */
.pg-tm-line { position: absolute; inset: 20px 0 0; border-radius: 6px; touch-action: none; }
.pg-tm-over { position: absolute; inset: 0 0 auto; height: 20px; cursor: ew-resize; touch-action: none; }
.pg-root[data-panels~="header"] .pg-timeline > svg { position: absolute; inset: 0; margin: 0; pointer-events: none; overflow: hidden; }
/* What offers a way on is no complaint. */
.pg-root .pg-notice:has(.pg-button) { border-color: var(--kp-muted); color: var(--kp-ink); }
.pg-tm-coarse { stroke-width: 1.5; }
.pg-timeline .pg-tm-coarse.pg-tl-rebalance, .pg-branches .pg-tm-coarse.pg-tl-rebalance { fill: var(--kp-muted); opacity: 0.3; stroke: none; }
.pg-tm-coarse.pg-tl-deleted { stroke-width: 3; }
.pg-timeline .pg-tl-again { fill: var(--kp-warn); stroke: none; }
.pg-tm-over-past { stroke: var(--kp-muted); stroke-width: 2.5; }
.pg-tm-over-now { stroke: var(--kp-ink); stroke-width: 2; }
.pg-tm-frame { fill: color-mix(in srgb, var(--kp-ink) 6%, transparent); stroke: var(--kp-ink); stroke-width: 1.5; }
.pg-tm-grips { stroke: var(--kp-ink); stroke-width: 3.5; }
.pg-tm-wedge { stroke: var(--kp-line); stroke-width: 1; }
.pg-tm-ticks { stroke: var(--kp-muted); stroke-width: 1; }
.pg-tm-due { stroke: var(--kp-bad); stroke-width: 1.5; stroke-dasharray: 2 2; }
.pg-timeline text { font: 12px var(--kp-sans); font-variant-numeric: tabular-nums; fill: var(--kp-muted); }
.pg-tm-names text { font-size: 11.5px; fill: var(--kp-ink); paint-order: stroke; stroke: var(--kp-ground); stroke-width: 3px; }
.pg-tm-names :is([data-kind="crash"], [data-kind="lost"]) { fill: var(--kp-bad); }
.pg-tm-names [data-kind="again"] { fill: var(--kp-warn); }
.pg-timeline [data-out] { opacity: 0; }
.pg-tm-pointed { stroke: var(--kp-accent); stroke-width: 2; }
.pg-tm-marks { position: absolute; inset: 20px 0 auto; height: 24px; pointer-events: none; border-radius: 4px; }
.pg-tm-marks:focus { pointer-events: auto; }
.pg-tm-mark { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.pg-tm-tip {
  position: absolute; z-index: 4; top: -4px; padding: 0 8px; max-width: 100%; border: 1px solid var(--kp-line); border-radius: 5px; pointer-events: none;
  background: var(--kp-panel); font-size: 12px; line-height: 20px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis;
}
.pg-tm-tip[data-low] { top: 20px; }
.pg-zoom { position: absolute; right: 20px; top: 5px; width: 104px; display: flex; border: 1px solid var(--kp-line); border-radius: 6px;
  background: var(--kp-panel); overflow: hidden; }
.pg-zoom button { flex: none; width: 24px; height: 24px; padding: 0; border: 0; background: none; color: var(--kp-muted); line-height: 1; }
.pg-root .pg-zoom .pg-zoom-fit { flex: 1; border: solid var(--kp-line); border-width: 0 1px; font-size: 12px; color: var(--kp-ink); white-space: nowrap; }
.pg-zoom button:hover { background: var(--kp-soft); color: var(--kp-ink); }
.pg-zoom button:focus-visible { outline-offset: -2px; }
.pg-clock-step { position: absolute; right: 20px; bottom: 0; font: 11px/14px var(--kp-mono); color: var(--kp-muted); }

.pg-branches { position: relative; height: 80px; padding-bottom: 6px; overflow: hidden; }
.pg-br-about { position: absolute; left: 20px; top: 0; width: calc(var(--left, 256px) - 40px); display: grid; font-size: 12px; color: var(--kp-muted); }
.pg-br-about strong { font-size: 13px; font-weight: 600; color: var(--kp-ink); }
.pg-br-scroll { position: relative; height: 100%; overflow: hidden auto; scrollbar-width: thin; }
.pg-root .pg-br-lines { position: absolute; left: var(--left, 0); top: 0; width: var(--width, 100%); overflow: visible; pointer-events: none; }
.pg-branches path { fill: none; }
.pg-br-line { stroke: var(--kp-muted); stroke-width: 1.5; }
.pg-br-present { stroke: var(--kp-ink); stroke-width: 2.5; }
.pg-br-now { fill: var(--kp-panel); stroke: var(--kp-ink); stroke-width: 2; }
.pg-br-list { position: relative; margin: 0; padding: 0; list-style: none; }
.pg-br-list li { position: relative; height: 24px; cursor: pointer; }
.pg-root :is(.pg-br-go, .pg-br-name) {
  position: absolute; left: calc(var(--left, 0px) + var(--x, 0px) + 6px); top: 0; max-width: 320px; height: 24px; padding: 0 4px 6px; border: 0;
  background: none; color: var(--kp-muted); font-size: 12px; line-height: 17px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis;
}
.pg-br-list [data-out] .pg-br-go::before { content: "‹ "; }
.pg-root .pg-br-go[aria-current] { color: var(--kp-ink); font-weight: 600; }
.pg-root .pg-br-go:hover { color: var(--kp-ink); text-decoration: underline; }
.pg-br-go:focus-visible { outline-offset: -2px; }
.pg-root .pg-br-name {
  width: 220px; padding: 0 4px; border: 1px solid var(--kp-accent); border-radius: 4px; background: var(--kp-panel); color: var(--kp-ink);
}
.pg-br-acts { position: absolute; right: 20px; top: 0; display: grid; grid-template-columns: repeat(3, 24px); }
.pg-br-ends { position: absolute; right: 96px; top: 0; display: flex; gap: 5px; font-size: 12px; line-height: 24px; color: var(--kp-muted); }
.pg-br-ends b { font-weight: 400; }
.pg-br-ends [data-some] { font-weight: 600; }
.pg-br-again[data-some] { color: var(--kp-warn); }
.pg-br-lost[data-some] { color: var(--kp-bad); }
.pg-br-acts [data-act="compare"] { grid-column: 3; }
.pg-root .pg-br-act { min-width: 24px; min-height: 24px; width: 24px; height: 24px; padding: 5px; }
.pg-br-circle span { display: block; }
.pg-root .pg-br-circle { margin: 2px; min-width: 20px; min-height: 20px; width: 20px; height: 20px; padding: 0; border: 1px solid var(--kp-muted);
  border-radius: 50%; background: var(--kp-panel); font-size: 12px; font-weight: 600; line-height: 18px; }
@container pg (max-width: 860px) {
  .pg-zoom, .pg-clock-step, .pg-br-acts { right: 12px; }
  .pg-br-ends { right: 88px; }
}
/* Where there is no room, time has its simple form, and the branches are in the menu. */
@container pg (max-width: 520px) {
  .pg-zoom, .pg-branches, .pg-clock-step, .pg-root .pg-tm-over, .pg-tm-overview, .pg-tm-labels, .pg-tm-ticks { display: none; }
  .pg-tm-line { inset: 0; }
  .pg-root[data-panels~="header"] .pg-timeline > svg { top: -14px; }
  .pg-tm-marks { top: 0; }
  .pg-notice:has(.pg-button) { flex-wrap: wrap; justify-content: end; width: calc(100% - 24px); span { flex: 1 0 100%; } }
}
@media (max-height: 559.98px) { .pg-root .pg-branches { display: none; } }
@media (max-height: 479.98px) {
  .pg-zoom, .pg-clock-step, .pg-root .pg-tm-over, .pg-tm-overview, .pg-tm-labels, .pg-tm-ticks { display: none; }
  .pg-tm-line { inset: 0; }
  .pg-root[data-panels~="header"] .pg-timeline > svg { top: -14px; }
  .pg-tm-marks { top: 0; }
}
@media (min-height: 700px) { .pg-branches[data-many] { height: 128px; } }
`;
