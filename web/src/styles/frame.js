/**
 * What is there at once around the stage: the boxes, the controls and the
 * buttons. Colours are in tokens.js, the stage's own marks in stage.js; what a
 * late part looks like comes with it, but the place that is kept for it is here.
 */
export const css = `/* sheet */
:host {
  display: block; position: relative; background: var(--kp-ground); color: var(--kp-ink); font: 14px/1.45 var(--kp-sans);
  font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%; text-align: start; text-indent: 0; text-transform: none;
  text-shadow: none; letter-spacing: normal; word-spacing: normal; white-space: normal; overflow-wrap: normal; word-break: normal; hyphens: manual;
}
:host([hidden]) { display: none; }
.pg-root { container: pg / inline-size; position: relative; display: flex; flex-direction: column; min-height: 260px; background: var(--kp-ground); }
:host([height]) .pg-root { height: 100%; }
:host([height="page"]) .pg-root { height: 100vh; height: 100dvh; min-height: 0; }
:where(.pg-root) * { box-sizing: border-box; }
.pg-root [hidden] { display: none !important; }
:where(.pg-root) :where(button, input, select, textarea) { font: inherit; color: inherit; letter-spacing: inherit; }
:where(.pg-root) :where(button, select, summary, label) { cursor: pointer; }
:where(.pg-root) :where(h1, h2, h3, p, dl, dd, ol, pre) { margin: 0; padding: 0; }
:where(.pg-root) :focus-visible { outline: 2px solid var(--kp-accent); outline-offset: 2px; }
.pg-poster { display: block; width: 100%; height: auto; }
::slotted(img) { display: block; }
.pg-under { height: 65px; }
:host([captions]) .pg-under { height: 179px; }
@media (max-width: 560px) { :host([captions]) .pg-under { height: 225px; } }
:host(:is([height], [panels]:not([panels~="controls"]))) .pg-under { height: 0; }
.pg-under > .pg-root { position: absolute; inset: 0 0 auto; visibility: hidden; }
.pg-wait {
  min-height: 260px; margin: 0; display: grid; place-content: center; gap: 4px; padding: 24px;
  text-align: center; color: var(--kp-muted); border: 1px solid var(--kp-line); border-radius: 8px;
  box-sizing: border-box;
}
:host([height="page"]) .pg-wait { border: 0; min-height: 100dvh; }
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

.pg-middle { position: relative; flex: 1 1 auto; display: flex; flex-direction: column; min-height: 0; }
.pg-stage { flex: 1 1 auto; min-width: 0; min-height: 0; isolation: isolate; }
.pg-stage:focus-visible { outline-offset: -2px; }
:host([height]) .pg-stage { overflow: hidden auto; scrollbar-width: thin; scrollbar-color: var(--kp-line) transparent; scroll-padding: 12px; }
.pg-root[data-table] .pg-stage:has(+ .pg-twin) { display: none; }
.pg-root:not([data-table]) .pg-twin, .pg-live { position: absolute; top: 0; width: 1px; height: 1px; padding: 0; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
.pg-notice {
  position: absolute; z-index: 3; left: 50%; bottom: 12px; transform: translateX(-50%); display: flex;
  align-items: center; gap: 10px; width: max-content; max-width: min(680px, calc(100% - 24px));
  padding: 8px 8px 8px 14px; border: 1px solid var(--kp-bad); border-radius: 8px; background: var(--kp-panel);
  color: var(--kp-bad); overflow-wrap: anywhere; white-space: pre-line;
}

.pg-bar { flex: none; border-top: 1px solid var(--kp-line); background: var(--kp-ground); }
.pg-controls { display: flex; align-items: center; gap: 10px; padding: 0 20px; height: 64px; }
.pg-step { padding: 0 9px; }
.pg-play {
  width: 78px; min-height: 32px; border: 1px solid var(--kp-accent); border-radius: 6px; padding: 0; text-align: center;
}
.pg-root .pg-play { background: var(--kp-accent); color: var(--kp-on-accent); }
.pg-speed { appearance: none; width: 58px; padding: 0 4px; text-align: center; text-align-last: center; }
.pg-clock { font-family: var(--kp-mono); font-size: 13.5px; min-width: 9ch; text-align: end; }
.pg-timeline { position: relative; flex: 1; min-width: 80px; height: 40px; padding: 0 8px; margin-left: 8px; touch-action: none; cursor: pointer;
  border-radius: 6px; }
.pg-timeline svg { display: block; overflow: visible; }
.pg-timeline path { fill: none; }
.pg-tl-rest { stroke: var(--kp-line); stroke-width: 2; }
.pg-tl-future { stroke: var(--kp-muted); stroke-width: 2; }
.pg-tl-past { stroke: var(--kp-ink); stroke-width: 2.5; }
.pg-tl-records { stroke: color-mix(in srgb, var(--kp-muted) 38%, transparent); stroke-width: 4; }
.pg-tl-crash { stroke: var(--kp-bad); stroke-width: 2; }
.pg-tl-lost { stroke: var(--kp-bad); stroke-width: 1.5; }
.pg-tl-deleted { stroke: var(--kp-ink); stroke-width: 4; }
.pg-tl-commit, .pg-tl-rewind { stroke: var(--g); stroke-width: 2; }
.pg-timeline .pg-tl-takeover { fill: var(--g); stroke: var(--kp-panel); }
.pg-timeline .pg-tl-rebalance { fill: var(--g); opacity: 0.25; }
.pg-tl-now { fill: var(--kp-panel); stroke: var(--kp-ink); stroke-width: 2.5; }

@container pg (max-width: 860px) {
  .pg-controls { padding-inline: 12px; }
}
@container pg (max-width: 520px) {
  .pg-timeline { margin-left: 0; }
  .pg-root:not([data-panels~="header"]) :is(.pg-step, .pg-speed) { display: none; }
}
@media print {
  :host { height: auto !important; color-scheme: light; print-color-adjust: exact; }
  :host([height]) .pg-stage { overflow: visible; }
  .pg-bar, .pg-notice, .kp-overlay { display: none; }
}
@media (pointer: coarse) {
  .pg-root :is(.pg-button, .pg-step, .pg-speed, .pg-play) { min-height: 40px; min-width: 40px; }
  .pg-quiet { min-height: 32px; min-width: 32px; }
}
`;
