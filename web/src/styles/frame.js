/**
 * What is there at once around the stage: the boxes, the controls and the
 * buttons. Colours are in tokens.js, the stage's own marks in stage.js; what a
 * late part looks like comes with it, but the place that is kept for it is here.
 */
export const css = `/* sheet */
:host {
  display: block; background: var(--kp-ground); color: var(--kp-ink); font: 14px/1.45 var(--kp-sans);
  font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%; text-align: start;
}
:host([hidden]) { display: none; }
.pg-root { container: pg / inline-size; position: relative; display: flex; flex-direction: column; min-height: 260px; background: var(--kp-ground); }
:host([height]) .pg-root { height: 100%; }
:host([height="page"]) .pg-root { height: auto; min-height: 100vh; min-height: 100dvh; }
:where(.pg-root) * { box-sizing: border-box; }
.pg-root [hidden] { display: none !important; }
:where(.pg-root) :where(button, input, select, textarea) { font: inherit; color: inherit; letter-spacing: inherit; }
:where(.pg-root) :where(button, select, summary, label) { cursor: pointer; }
:where(.pg-root) :where(h1, h2, h3, p, dl, dd, ol, pre) { margin: 0; padding: 0; }
:where(.pg-root) :focus-visible { outline: 2px solid var(--kp-accent); outline-offset: 2px; }
.pg-wait {
  min-height: 260px; margin: 0; display: grid; place-content: center; gap: 4px; padding: 24px;
  text-align: center; color: var(--kp-muted); border: 1px solid var(--kp-line); border-radius: 8px;
  box-sizing: border-box;
}
:host([height="page"]) .pg-wait { border: 0; min-height: 100dvh; }
.pg-failed strong { color: var(--kp-bad); font-weight: 600; }
.pg-failed p { max-width: 60ch; margin: 0; color: var(--kp-ink); }
.pg-lost { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; padding: 8px 20px; color: var(--kp-bad); }

.pg-button, .pg-step, .pg-speed {
  min-height: 30px; padding: 0 12px; border: 1px solid var(--kp-line); border-radius: 6px;
  background: var(--kp-panel); white-space: nowrap;
}
.pg-root :is(.pg-button, .pg-step, .pg-speed):hover { border-color: var(--kp-muted); }
.pg-root button:disabled { color: var(--kp-muted); cursor: default; }
.pg-button[aria-pressed="true"] { background: var(--kp-here); border-color: var(--kp-accent); }
.pg-quiet { border: 0; background: none; padding: 3px 6px; border-radius: 4px; font-size: 12px; }
.pg-root .pg-quiet { color: var(--kp-muted); }
.pg-root .pg-quiet:hover { color: var(--kp-ink); background: var(--kp-soft); }
.pg-icon { display: block; fill: none; stroke: currentColor; stroke-width: 1.5; }
.pg-step .pg-icon { fill: currentColor; stroke: none; }

.pg-header { display: flex; align-items: center; gap: 16px; padding: 9px 20px; border-bottom: 1px solid var(--kp-line); }
.pg-header h1 { font-size: 15px; font-weight: 600; white-space: nowrap; }
.pg-header p { flex: 1; min-width: 0; }
.pg-root .pg-scene {
  max-width: 100%; padding: 3px 20px 3px 6px; margin-left: -6px; border: 0; border-radius: 4px;
  background: none; color: var(--kp-muted); overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
  position: relative; vertical-align: bottom;
}
.pg-scene::after {
  content: ""; position: absolute; right: 7px; top: calc(50% - 4px); width: 5px; height: 5px;
  border: solid currentColor; border-width: 0 1.5px 1.5px 0; rotate: 45deg;
}
.pg-scene:hover { color: var(--kp-ink); background: var(--kp-soft); }
.pg-tools { display: flex; gap: 8px; align-items: center; }

.pg-middle { position: relative; flex: 1 0 auto; min-height: 0; }
:host([height]:not([height="page"])) .pg-middle { overflow: auto; flex: 1 1 0; }
.pg-stage { min-width: 0; isolation: isolate; }
.pg-root[data-table] .pg-stage { display: none; }
.pg-root:not([data-table]) .pg-twin, .pg-live { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.pg-notice {
  position: absolute; z-index: 3; left: 50%; bottom: 12px; transform: translateX(-50%); display: flex;
  align-items: center; gap: 10px; width: max-content; max-width: min(680px, calc(100% - 24px));
  padding: 8px 8px 8px 14px; border: 1px solid var(--kp-bad); border-radius: 8px; background: var(--kp-panel);
  color: var(--kp-bad); overflow-wrap: anywhere; white-space: pre-line;
}

.pg-bar { border-top: 1px solid var(--kp-line); background: var(--kp-ground); }
:host([height="page"]) .pg-bar { position: sticky; bottom: 0; z-index: 2; }
.pg-hint { display: flex; align-items: center; gap: 12px; min-height: 44px; padding: 6px 20px; border-bottom: 1px solid var(--kp-soft); }
.pg-hint p { min-width: 0; text-wrap: pretty; }
.pg-controls { display: flex; align-items: center; gap: 10px; padding: 10px 20px; min-height: 60px; }
.pg-step { padding: 0 9px; }
.pg-play {
  min-width: 70px; min-height: 32px; border: 1px solid var(--kp-accent); border-radius: 6px; padding: 0 12px; text-align: center;
}
.pg-root .pg-play { background: var(--kp-accent); color: var(--kp-on-accent); }
.pg-speed { appearance: none; width: 58px; padding: 0 4px; text-align: center; text-align-last: center; }
.pg-clock { font-family: var(--kp-mono); font-size: 13.5px; min-width: 9ch; text-align: end; }
.pg-timeline { flex: 1; min-width: 80px; height: 40px; padding: 0 8px; margin-left: 8px; touch-action: none; cursor: pointer; border-radius: 6px; }
.pg-timeline svg { display: block; overflow: visible; }
.pg-timeline path { fill: none; }
.pg-tl-rest { stroke: var(--kp-line); stroke-width: 2; }
.pg-tl-future { stroke: var(--kp-muted); stroke-width: 2; }
.pg-tl-past { stroke: var(--kp-ink); stroke-width: 2.5; }
.pg-tl-records { stroke: color-mix(in srgb, var(--kp-muted) 38%, transparent); stroke-width: 4; }
.pg-tl-crash { stroke: var(--kp-bad); stroke-width: 2; }
.pg-tl-commit, .pg-tl-rewind { stroke: var(--g); stroke-width: 2; }
.pg-timeline .pg-tl-rebalance { fill: var(--g); opacity: 0.25; }
.pg-tl-now { fill: var(--kp-panel); stroke: var(--kp-ink); stroke-width: 2.5; }

.pg-lower { display: grid; grid-template: minmax(0, 1fr) / 58fr 42fr; flex: 1 0 200px; min-height: 0; max-height: 45vh; border-top: 1px solid var(--kp-line); }
:host([height]:not([height="page"])) .pg-lower { flex: 0 0 clamp(140px, 34%, 340px); }
:host([height="page"]) .pg-lower { flex-basis: 150px; }
.pg-lower:has(> :only-child) { grid-template-columns: 1fr; }
.pg-panel { display: flex; flex-direction: column; height: 100%; min-width: 0; min-height: 0; }
.pg-panel + .pg-panel { border-left: 1px solid var(--kp-line); }
.pg-root:not([data-inspecting]) .pg-inspector, .pg-root[data-inspecting] .pg-journal, .pg-tabs { display: none; }

@container pg (max-width: 860px) {
  .pg-header, .pg-hint, .pg-controls { padding-inline: 12px; }
}
@container pg (max-width: 720px) {
  .pg-tabs { display: flex; min-height: 46px; border-top: 1px solid var(--kp-line); border-bottom: 1px solid var(--kp-line); }
  .pg-root .pg-lower { grid-template-columns: 1fr; flex-basis: 320px; max-height: none; border-top: 0; }
  .pg-root .pg-lower .pg-panel { display: none; border-left: 0; }
  .pg-root[data-tab="journal"] .pg-lower .pg-journal, .pg-root[data-tab="terminal"] .pg-lower .pg-terminal,
  .pg-root[data-tab="inspector"] .pg-lower .pg-inspector { display: flex; }
  /* Room for two lines, or for a sentence and a button, until it is said what is to be tried. */
  .pg-hint:empty { min-height: 54px; }
  .pg-header h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .pg-faithful { display: none; }
  .pg-tools { margin-left: auto; }
}
@container pg (max-width: 520px) {
  /* On a phone the sentence comes first and scrolls away, and the buttons stay at hand. */
  .pg-bar { display: contents; }
  .pg-header { order: -2; }
  .pg-hint { order: -1; flex-wrap: wrap; gap: 8px; position: relative; padding-right: 40px; border-bottom-color: var(--kp-line); }
  .pg-hint:empty { min-height: 90px; }
  .pg-hint p { flex: 1 1 100%; font-size: 13.5px; }
  .pg-controls { flex-wrap: wrap; gap: 8px; padding-block: 8px; background: var(--kp-ground); border-top: 1px solid var(--kp-line); }
  :host([height="page"]) .pg-controls { position: sticky; bottom: 0; z-index: 2; }
  .pg-root[data-panels~="header"] .pg-timeline { order: 9; flex: 1 1 100%; margin: 0; }
  .pg-root[data-panels~="header"] .pg-clock { margin-left: auto; }
  .pg-root:not([data-panels~="header"]) :is(.pg-step, .pg-speed) { display: none; }
  .pg-timeline { margin-left: 0; }
}
@media (pointer: coarse) {
  .pg-root :is(.pg-button, .pg-step, .pg-speed, .pg-play) { min-height: 40px; min-width: 40px; }
  .pg-quiet { min-height: 32px; min-width: 32px; }
  .pg-hint:empty { min-height: 53px; }
  @container pg (max-width: 520px) { .pg-hint:empty { min-height: 100px; } }
}
@media (forced-colors: active) {
  .pg-timeline path { stroke: CanvasText; }
}
`;
