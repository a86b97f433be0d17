/** What stands under a figure: numbers under its timeline, the sentence of the instant, the way to the playground. */
export const css = `/* sheet */
.pg-timed { position: relative; flex: 1; min-width: 80px; margin-left: 8px; }
.pg-timed > .pg-timeline { margin-left: 0; }
.pg-root[data-told] .pg-controls { height: auto; min-height: 64px; padding-block: 10px 6px; align-items: flex-start; }
.pg-root[data-told] .pg-clock { padding-top: 12px; }
.pg-root[data-told] .pg-controls > :is(button, select) { margin-top: 5px; }
.pg-root .pg-numbers { position: relative; height: 30px; margin: 0; padding: 0; list-style: none; }
.pg-root .pg-number {
  position: absolute; left: 0; top: 0; transform: translateX(var(--at, 0));
  width: 44px; height: 34px; margin-left: -22px; padding: 0; border: 0; background: none;
  font-size: 12px; font-weight: 600; line-height: 20px; color: var(--kp-muted); pointer-events: none;
}
.pg-number::before {
  content: ""; position: absolute; z-index: -1; left: 11px; top: 4px; width: 20px; height: 20px; border: 1px solid var(--kp-line); border-radius: 50%;
  background: var(--kp-panel); pointer-events: auto;
}
.pg-number { isolation: isolate; }
.pg-root .pg-number:hover { color: var(--kp-ink); }
.pg-root .pg-number:hover::before { border-color: var(--kp-muted); }
.pg-root .pg-number[aria-current] { color: var(--kp-ground); z-index: 1; }
.pg-number[aria-current]::before { border-color: var(--kp-ink); background: var(--kp-ink); }
.pg-captions { flex: none; padding: 2px 20px 12px; background: var(--kp-ground); }
.pg-root .pg-caption { display: flex; gap: 10px; min-height: 3em; font-size: 16px; line-height: 1.5; text-wrap: pretty; }
.pg-caption-number { min-width: 1ch; }
.pg-foot { display: flex; justify-content: flex-end; align-items: center; gap: 16px; min-height: 24px; }
.pg-foot > [aria-pressed] { margin-right: auto; }
.pg-goal { color: var(--kp-muted); font-size: 13px; }
.pg-goal[data-reached]::before { content: "✓ "; color: var(--kp-ink); }
.pg-root .pg-open { color: var(--kp-accent); font-size: 14px; line-height: 24px; }
.pg-captions > .pg-button { margin: 0 0 8px; }
.pg-root[data-readonly] :is(.kp-quiet, .kp-do, .kp-switch) { display: none; }
.pg-root[data-readonly] .kp-stage [role="slider"] { cursor: default; }
:host([without~="buttons"]) :is(.kp-quiet, .kp-switch) { display: none; }
:is(:host([without~="buttons"]), .pg-root[data-readonly]) .kp-pill { margin-left: auto; }
@container pg (max-width: 520px) {
  .pg-root[data-told] .pg-controls { flex-wrap: wrap; justify-content: space-between; row-gap: 0; padding-bottom: 0; }
  .pg-timed { order: 1; flex-basis: 100%; margin-left: 0; }
  .pg-captions { padding-inline: 12px; }
  .pg-root .pg-caption { font-size: 15px; }
}
@media (pointer: coarse) {
  .pg-root .pg-open { line-height: 44px; }
  .pg-root .pg-number { pointer-events: auto; height: 44px; }
  .pg-root .pg-numbers { height: 44px; }
}
@media print { .pg-captions .pg-open, .pg-captions > .pg-button { display: none; } }
`;
