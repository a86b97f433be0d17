/** What stands under a figure: numbers under its timeline, and the sentence of the instant. */
export const css = `/* sheet */
.pg-timed { position: relative; flex: 1; min-width: 80px; margin-left: 8px; }
.pg-timed > .pg-timeline { margin-left: 0; }
.pg-root[data-told] .pg-controls { height: auto; padding-block: 10px 36px; }
.pg-numbers { position: absolute; top: 40px; margin: 0; padding: 0; list-style: none; }
.pg-number {
  position: absolute; left: 0; top: 0; transform: translateX(var(--at, 0));
  width: 44px; height: 34px; margin-left: -22px; padding: 0; border: 0; background: none;
  font-size: 12px; font-weight: 600; line-height: 20px; color: var(--kp-muted); pointer-events: none; isolation: isolate;
}
.pg-number::before {
  content: ""; position: absolute; z-index: -1; left: 11px; top: 4px; width: 20px; height: 20px; border: 1px solid var(--kp-line); border-radius: 50%;
  background: var(--kp-panel); pointer-events: auto;
}
.pg-number:hover::before { border-color: var(--kp-muted); }
.pg-number[aria-current] { color: var(--kp-ground); z-index: 1; }
.pg-number[aria-current]::before { border-color: var(--kp-ink); background: var(--kp-ink); }
.pg-captions { flex: none; padding: 2px 20px 12px; }
.pg-caption { display: flex; gap: 10px; min-height: 3em; font-size: 16px; line-height: 1.5; }
.pg-foot { display: flex; justify-content: flex-end; align-items: center; gap: 16px; min-height: 24px; }
.pg-foot > [aria-pressed] { margin-right: auto; }
.pg-root[data-bare] :is(.kp-quiet, .kp-switch) { display: none; }
.pg-root[data-bare] .kp-pill { margin-left: auto; }
@container pg (max-width: 520px) {
  .pg-root[data-told] .pg-controls { flex-wrap: wrap; justify-content: space-between; row-gap: 0; }
  .pg-timed { order: 1; flex-basis: 100%; margin-left: 0; }
  .pg-captions { padding-inline: 12px; }
  .pg-caption { font-size: 15px; }
}
@media (pointer: coarse) {
  .pg-number { pointer-events: auto; height: 44px; }
  .pg-root[data-told] .pg-controls { padding-bottom: 44px; }
}
`;
