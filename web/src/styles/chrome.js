/** All that is around the stage. Colours are in tokens.js, the stage's own marks in stage.js. */
export const css = `
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

.pg-button, .pg-step, .pg-speed, .pg-primary, .pg-danger {
  min-height: 30px; padding: 0 12px; border: 1px solid var(--kp-line); border-radius: 6px;
  background: var(--kp-panel); white-space: nowrap;
}
.pg-root :is(.pg-button, .pg-step, .pg-speed):hover { border-color: var(--kp-muted); }
.pg-root button:disabled { color: var(--kp-muted); cursor: default; }
.pg-button[aria-pressed="true"] { background: var(--kp-here); border-color: var(--kp-accent); }
.pg-root :is(.pg-primary, .pg-play) { background: var(--kp-accent); border-color: var(--kp-accent); color: var(--kp-on-accent); }
.pg-root .pg-danger { border-color: var(--kp-bad); color: var(--kp-bad); }
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
.pg-twin { overflow-x: auto; padding: 16px 20px; }
.pg-twin table { border-collapse: collapse; margin-bottom: 24px; font-size: 13px; }
.pg-twin caption { text-align: start; font-weight: 600; padding-bottom: 6px; white-space: nowrap; }
.pg-twin :is(th, td) { text-align: start; padding: 4px 18px 4px 0; border-bottom: 1px solid var(--kp-soft); font-weight: 400; vertical-align: top; }
.pg-twin thead th { color: var(--kp-muted); font-size: 12px; }
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
.pg-hint .pg-button { border-color: var(--kp-accent); color: var(--kp-accent); }
.pg-hint .pg-button:disabled { border-color: var(--kp-line); }
.pg-hint .pg-quiet { margin-left: auto; }
.pg-hint[data-empty] > * { visibility: hidden; }
.pg-controls { display: flex; align-items: center; gap: 10px; padding: 10px 20px; min-height: 60px; }
.pg-step { padding: 0 9px; }
.pg-play { min-width: 70px; min-height: 32px; border: 1px solid; border-radius: 6px; padding: 0 12px; text-align: center; }
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
.pg-tl-commit, .pg-tl-rewind { stroke: var(--pg-hue); stroke-width: 2; }
.pg-timeline .pg-tl-rebalance { fill: var(--pg-hue); opacity: 0.25; }
.pg-tl-now { fill: var(--kp-panel); stroke: var(--kp-ink); stroke-width: 2.5; }
${[0, 1, 2, 3, 4, 5].map((hue) => `.pg-timeline [data-hue="${hue}"] { --pg-hue: var(--kp-group-${hue}); }`).join('\n')}

.pg-lower { display: grid; grid-template: minmax(0, 1fr) / 58fr 42fr; flex: 1 0 200px; min-height: 0; max-height: 45vh; border-top: 1px solid var(--kp-line); }
:host([height]:not([height="page"])) .pg-lower { flex: 0 0 clamp(140px, 34%, 340px); }
:host([height="page"]) .pg-lower { flex-basis: 150px; }
.pg-lower:has(> :only-child) { grid-template-columns: 1fr; }
.pg-panel { height: 100%; }
.pg-panel { display: flex; flex-direction: column; min-width: 0; min-height: 0; }
.pg-panel + .pg-panel { border-left: 1px solid var(--kp-line); }
.pg-panel-head { display: flex; align-items: center; justify-content: space-between; min-height: 32px; padding: 4px 20px 0; }
.pg-panel-head h2 { font-size: 12.5px; font-weight: 400; color: var(--kp-muted); }
.pg-inspector h2 { font-weight: 600; color: var(--kp-ink); font-size: 14px; }
.pg-check { display: inline-flex; align-items: center; gap: 6px; font-size: 12px; color: var(--kp-muted); }
.pg-check input { margin: 0; accent-color: var(--kp-accent); }
.pg-scroll, .pg-journal-list {
  flex: 1; min-height: 0; overflow: auto; padding: 4px 20px 14px; scrollbar-width: thin;
  scrollbar-color: var(--kp-line) transparent;
}
.pg-panel :is(.pg-scroll):focus-visible { outline-offset: -2px; }
.pg-root:not([data-inspecting]) .pg-inspector { display: none; }
.pg-root[data-inspecting] .pg-journal { display: none; }

.pg-journal-list { list-style: none; padding: 2px 12px 12px; }
.pg-journal-list button {
  display: grid; grid-template-columns: 68px 1fr; width: 100%; border: 0; border-radius: 4px;
  background: none; padding: 2px 8px; text-align: start; font-size: 13.5px;
}
.pg-journal-list time { font-family: var(--kp-mono); font-size: 12.5px; color: var(--kp-muted); line-height: 1.6; }
.pg-journal-list strong { font-weight: 600; }
.pg-journal-list button:hover { background: var(--kp-soft); }
.pg-journal-list button:focus-visible { outline-offset: -2px; }
.pg-journal-list [data-newest] button { background: var(--kp-here); }
.pg-journal-list [data-tone="quiet"] button { color: var(--kp-muted); }
.pg-journal-list [data-tone="warn"] button { color: var(--kp-warn); }
.pg-journal-list [data-tone="bad"] button { color: var(--kp-bad); }
.pg-journal-list span.kp-lit, .pg-journal-list strong.kp-lit, .pg-inspector h2.kp-lit {
  background: color-mix(in srgb, var(--kp-accent) 18%, transparent); border-radius: 2px;
}

.pg-session { font: 13px/1.55 var(--kp-mono); cursor: text; }
.pg-session pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
.pg-comment { color: var(--kp-muted); }
.pg-dollar { color: var(--kp-accent); user-select: none; }
.pg-root .pg-refusal { color: var(--kp-bad); }
.pg-entry[data-later], .pg-entry[data-later] * { color: var(--kp-muted); }
.pg-prompt { display: flex; gap: 1ch; }
.pg-input { flex: 1; min-width: 0; border: 0; padding: 0; background: none; caret-color: var(--kp-ink); }
.pg-root .pg-input:focus-visible { outline: none; }
.pg-prompt:focus-within { box-shadow: 0 1px 0 var(--kp-accent); }

.pg-rows { display: grid; grid-template-columns: minmax(0, max-content) minmax(0, 1fr); gap: 4px 18px; font-size: 13px; }
.pg-rows dt { color: var(--kp-muted); }
.pg-rows dd { overflow-wrap: anywhere; white-space: pre-wrap; }
.pg-empty { color: var(--kp-muted); font-size: 13px; }

.pg-tabs { display: none; }
.pg-menu {
  position: absolute; z-index: 5; display: grid; min-width: 190px; padding: 4px;
  border: 1px solid var(--kp-line); border-radius: 8px; background: var(--kp-panel);
}
.pg-menu button { border: 0; border-radius: 4px; background: none; padding: 5px 10px; text-align: start; font-size: 13.5px; }
.pg-menu button:is(:hover, :focus) { background: var(--kp-here); outline: none; }
.pg-menu button:focus-visible { outline: 2px solid var(--kp-accent); outline-offset: -2px; }
.pg-root .pg-menu [data-danger] { color: var(--kp-bad); }

.pg-dialog {
  width: min(520px, calc(100vw - 24px)); max-height: calc(100dvh - 24px); padding: 0;
  border: 1px solid var(--kp-line); border-radius: 8px; background: var(--kp-panel); color: var(--kp-ink);
  overflow: auto;
}
.pg-dialog::backdrop { background: rgb(0 0 0 / 0.28); }
.pg-dialog > header { display: flex; justify-content: space-between; align-items: center; padding: 14px 20px 0; }
.pg-dialog h2 { font-size: 16px; font-weight: 600; }
.pg-dialog h3 { font-size: 12.5px; font-weight: 400; color: var(--kp-muted); padding: 12px 20px 4px; }
.pg-dialog form { display: grid; grid-template-columns: 1fr 1fr; gap: 12px 16px; padding: 12px 20px 20px; }
.pg-dialog form > :not(.pg-field), .pg-field:is([data-kind="lines"], [data-kind="check"], [data-wide]) { grid-column: 1 / -1; }
@media (max-width: 460px) { .pg-field { grid-column: 1 / -1; } }
.pg-dialog > .pg-about, .pg-dialog > .pg-rows { padding: 8px 20px; }
.pg-dialog > .pg-rows dt { min-width: 74px; color: var(--kp-ink); font-weight: 600; }
.pg-dialog > :last-child { padding-bottom: 20px; }
.pg-about { color: var(--kp-muted); text-wrap: pretty; }
.pg-field { display: grid; gap: 3px; align-content: start; min-width: 0; }
.pg-field > label { font-size: 13px; }
.pg-field .pg-check label { color: var(--kp-ink); font-size: 13px; }
.pg-field :is(input:not([type="checkbox"]), select, textarea) {
  width: 100%; min-height: 32px; padding: 4px 8px; border: 1px solid var(--kp-line); border-radius: 6px;
  background: var(--kp-ground);
}
.pg-field textarea { font: 13px/1.5 var(--kp-mono); resize: vertical; }
.pg-field [aria-invalid] { border-color: var(--kp-bad) !important; }
.pg-field-hint { font-size: 12px; color: var(--kp-muted); }
.pg-field-error { font-size: 13px; color: var(--kp-bad); white-space: pre-line; overflow-wrap: anywhere; }
.pg-field-error:empty { display: none; }
.pg-preview { display: block; padding: 8px 10px; border-radius: 6px; background: var(--kp-soft); font: 12.5px/1.5 var(--kp-mono); overflow-wrap: anywhere; }
.pg-dialog footer { display: flex; justify-content: flex-end; }

@container pg (min-width: 1680px) {
  .pg-root[data-inspecting] .pg-journal { display: flex; }
  .pg-root[data-inspecting] .pg-lower { grid-template-columns: 5fr 4fr 3fr; }
}
@container pg (max-width: 860px) {
  .pg-header, .pg-hint, .pg-controls { padding-inline: 12px; }
}
@container pg (max-width: 720px) {
  .pg-tabs { display: flex; border-top: 1px solid var(--kp-line); border-bottom: 1px solid var(--kp-line); }
  .pg-tabs button { flex: 1; min-height: 44px; border: 0; border-bottom: 2px solid transparent; background: none; color: var(--kp-muted); }
  .pg-root .pg-tabs [aria-selected="true"] { border-bottom-color: var(--kp-accent); color: var(--kp-ink); }
  .pg-tabs button:focus-visible { outline-offset: -3px; }
  .pg-root .pg-lower { grid-template-columns: 1fr; flex-basis: 320px; max-height: none; border-top: 0; }
  .pg-panel-head h2 { display: none; }
  .pg-panel-head { justify-content: flex-end; }
  .pg-inspector .pg-panel-head h2 { display: block; margin-right: auto; }
  .pg-root .pg-lower .pg-panel { display: none; border-left: 0; }
  .pg-root[data-tab="journal"] .pg-lower .pg-journal, .pg-root[data-tab="terminal"] .pg-lower .pg-terminal,
  .pg-root[data-tab="inspector"] .pg-lower .pg-inspector { display: flex; }
  .pg-panel-head, .pg-scroll { padding-inline: 12px; }
  .pg-journal-list { padding-inline: 4px; }
  .pg-header h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .pg-faithful { display: none; }
  .pg-tools { margin-left: auto; }
  .pg-input { font-size: 16px; }
}
@container pg (max-width: 520px) {
  .pg-hint { flex-wrap: wrap; gap: 8px; position: relative; padding-right: 40px; }
  .pg-hint p { flex: 1 1 100%; font-size: 13.5px; }
  .pg-hint .pg-quiet { position: absolute; right: 8px; top: 6px; }
  /* On a phone the sentence comes first and scrolls away, and the buttons stay at hand. */
  .pg-bar { display: contents; }
  .pg-header { order: -2; }
  .pg-hint { order: -1; border-bottom-color: var(--kp-line); }
  .pg-controls { background: var(--kp-ground); border-top: 1px solid var(--kp-line); }
  :host([height="page"]) .pg-controls { position: sticky; bottom: 0; z-index: 2; }
  .pg-controls { flex-wrap: wrap; gap: 8px; padding-block: 8px; }
  .pg-root[data-panels~="header"] .pg-timeline { order: 9; flex: 1 1 100%; margin: 0; }
  .pg-root[data-panels~="header"] .pg-clock { margin-left: auto; }
  .pg-root:not([data-panels~="header"]) :is(.pg-step, .pg-speed) { display: none; }
  .pg-timeline { margin-left: 0; }
}
@media (pointer: coarse) {
  .pg-root :is(.pg-button, .pg-step, .pg-speed, .pg-play, .pg-primary, .pg-danger) { min-height: 40px; min-width: 40px; }
  .pg-menu button { min-height: 42px; }
  .pg-quiet { min-height: 32px; min-width: 32px; }
}
@media (forced-colors: active) {
  .pg-timeline path { stroke: CanvasText; }
}
`;
