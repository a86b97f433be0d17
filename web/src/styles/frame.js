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
:host([height="page"]) .pg-root { height: 100vh; height: 100dvh; }
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

.pg-header { flex: none; display: flex; align-items: center; gap: 16px; height: 44px; padding: 0 20px; border-bottom: 1px solid var(--kp-line); }
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
.pg-over .pg-icon { display: none; }

.pg-middle { position: relative; flex: 1 1 auto; display: flex; flex-direction: column; min-height: 0; }
.pg-stage { flex: 1 1 auto; min-width: 0; min-height: 0; isolation: isolate; }
.pg-stage:focus-visible { outline-offset: -2px; }
:host([height]) .pg-stage { overflow: hidden auto; scrollbar-width: thin; scrollbar-color: var(--kp-line) transparent; scroll-padding: 12px; }
.pg-root[data-table] .pg-stage:has(+ .pg-twin) { display: none; }
.pg-root:not([data-table]) .pg-twin, .pg-live { position: absolute; top: 0; width: 1px; height: 1px; padding: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.pg-notice {
  position: absolute; z-index: 3; left: 50%; bottom: 12px; transform: translateX(-50%); display: flex;
  align-items: center; gap: 10px; width: max-content; max-width: min(680px, calc(100% - 24px));
  padding: 8px 8px 8px 14px; border: 1px solid var(--kp-bad); border-radius: 8px; background: var(--kp-panel);
  color: var(--kp-bad); overflow-wrap: anywhere; white-space: pre-line;
}

.pg-bar { flex: none; border-top: 1px solid var(--kp-line); background: var(--kp-ground); }
.pg-hint { display: flex; align-items: center; gap: 12px; height: 40px; padding: 0 20px; border-bottom: 1px solid var(--kp-soft); }
.pg-controls { display: flex; align-items: center; gap: 10px; padding: 0 20px; height: 64px; }
.pg-step { padding: 0 9px; }
.pg-play {
  width: 78px; min-height: 32px; border: 1px solid var(--kp-accent); border-radius: 6px; padding: 0; text-align: center;
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

.pg-drawer { position: relative; flex: none; display: flex; flex-direction: column; border-top: 1px solid var(--kp-line); }
:host([height]) .pg-drawer { max-height: min(60% + 33px, 100% - 250px); }
.pg-tabs { flex: none; height: 32px; }
.pg-lower { flex: 0 1 var(--pg-body, 200px); min-height: 0; height: var(--pg-body, 200px); }
.pg-root[data-folded] .pg-lower { flex-basis: 0; height: 0; overflow: hidden; }
.pg-panel { display: flex; flex-direction: column; height: 100%; min-width: 0; min-height: 0; }

@container pg (max-width: 860px) {
  .pg-header, .pg-hint, .pg-controls { padding-inline: 12px; }
}
@container pg (max-width: 720px) {
  .pg-header h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .pg-faithful { display: none; }
  .pg-tools { margin-left: auto; }
}
@container pg (max-width: 520px) {
  .pg-timeline { margin-left: 0; }
  .pg-root:not([data-panels~="header"]) :is(.pg-step, .pg-speed) { display: none; }
  /* On a phone what one presses is at the bottom, and the panel is a sheet above it. */
  .pg-root[data-panels~="header"] {
    .pg-header { height: 48px; gap: 8px; padding-right: 6px; }
    .pg-over span { display: none; }
    .pg-over .pg-icon { display: block; }
    .pg-hint { height: 56px; }
    .pg-controls { flex-wrap: wrap; align-content: center; gap: 4px 8px; height: 104px; }
    .pg-timeline { order: -1; flex: 1 1 100%; }
    .pg-clock { margin-left: auto; }
    .pg-drawer { order: 1; }
    .pg-bar { order: 2; }
    .pg-tabs { height: 44px; }
  }
  :host([height="page"]) .pg-drawer { max-height: none; }
  :host([height="page"]) .pg-root:not([data-folded]) .pg-lower { flex-basis: 38dvh; height: 38dvh; }
  :host([height="page"]) .pg-root[data-full] {
    .pg-middle { flex: 0 0 0; overflow: hidden; }
    .pg-drawer { flex: 1 1 0; min-height: 0; }
    .pg-lower { flex: 1 1 0; }
  }
}
@media (max-height: 479.98px) {
  :host([height="page"]) .pg-root[data-panels~="header"] { .pg-header { height: 40px; } .pg-hint { height: 36px; } .pg-controls { height: 44px; } }
}
@media (max-height: 479.98px) and (min-width: 660px) {
  /* One row for both. */
  :host([height="page"]) .pg-root[data-panels~="header"] {
    .pg-bar { display: flex; height: 48px; }
    .pg-hint { flex: 1 1 0; height: auto; min-width: 0; border: 0; }
    .pg-controls { flex: 1.4 1 372px; height: auto; gap: 6px; padding-left: 0; }
    .pg-play { width: 62px; } .pg-speed { width: 48px; }
  }
}
/* Where not even that has room, the page scrolls, and the controls stay in reach. */
@media (max-height: 359.98px), (max-width: 520px) and (max-height: 479.98px) {
  :host([height="page"]) .pg-root[data-panels~="header"] {
    overflow: hidden auto; scroll-padding-bottom: 56px;
    .pg-middle, .pg-stage { flex: none; overflow: visible; }
    .pg-bar { display: contents; }
    .pg-hint { order: 1; height: 56px; flex: none; border-top: 1px solid var(--kp-line); }
    .pg-drawer { order: 2; flex: none; max-height: none; }
    .pg-controls {
      order: 3; flex: none; flex-wrap: nowrap; height: 48px; gap: 6px; padding-inline: 8px; position: sticky; bottom: 0; z-index: 4;
      background: var(--kp-ground); border-top: 1px solid var(--kp-line);
    }
    .pg-timeline { order: 0; flex: 1 1 60px; min-width: 60px; }
    @container pg (max-width: 400px) { .pg-clock { display: none; } .pg-play { width: 60px; } .pg-speed { width: 48px; } }
  }
}
@media (pointer: coarse) {
  .pg-root :is(.pg-button, .pg-step, .pg-speed, .pg-play) { min-height: 40px; min-width: 40px; }
  .pg-quiet { min-height: 32px; min-width: 32px; }
  @container pg (max-width: 520px) {
    .pg-root :is(.pg-button, .pg-step, .pg-speed, .pg-play, .pg-scene) { min-height: 44px; min-width: 44px; }
  }
}
@media (forced-colors: active) {
  .pg-timeline path { stroke: CanvasText; }
}
`;
