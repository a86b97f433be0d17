/** The Code tab: lines with margins, and the settings beside them. */
export const css = `/* sheet */
.pg-code .pg-panel-head { gap: 14px; }
.pg-drawer[data-tabbed] > .pg-lower > .pg-code > .pg-panel-head { position: absolute; top: 0; right: 52px; min-height: 32px; padding: 0; h2 { display: none; } }
.pg-segments { display: flex; border: 1px solid var(--kp-line); border-radius: 6px; overflow: hidden; }
.pg-segments[hidden] { display: none; }
.pg-segments button { min-height: 24px; padding: 0 10px; border: 0; background: none; color: var(--kp-muted); font-size: 12.5px; }
.pg-segments button + button { border-left: 1px solid var(--kp-line); }
.pg-root .pg-segments [aria-pressed="true"] { background: var(--kp-here); color: var(--kp-ink); }
.pg-segments [data-own]::after { content: " •"; color: var(--kp-accent); }
.pg-segments button:focus-visible { outline-offset: -2px; }
.pg-code .pg-panel-head select { display: none; min-height: 26px; min-width: 0; border: 1px solid var(--kp-line); border-radius: 6px;
  background: var(--kp-panel); color: var(--kp-ink); font-size: 12.5px; }
.pg-code .pg-panel-head > select:not([hidden]):first-of-type { display: block; }
.pg-code-say { flex: none; display: flex; align-items: center; gap: 12px; padding: 4px 20px 0 56px; min-height: 28px; }
.pg-root .pg-code-say .pg-button { min-height: 24px; padding: 0 10px; font-size: 12.5px; }
.pg-code-note { color: var(--kp-muted); font-size: 12.5px; }
.pg-code-place { display: flex; align-items: flex-start; padding: 2px 0 12px; }
.pg-code-lines { position: relative; flex: 1 1 auto; min-width: 0; }
.pg-code-line { display: grid; grid-template-columns: 30px 22px minmax(300px, 530px) 92px 1fr; align-items: center; min-height: 19px; padding-left: 12px;
  border-left: 3px solid transparent; }
.pg-code-line.pg-runs { background: var(--kp-here); border-left-color: var(--kp-accent); }
.pg-code-line code { font: 12.5px/19px var(--kp-mono); white-space: pre; overflow: hidden; text-overflow: ellipsis; }
.pg-code-line.pg-idle code { color: var(--kp-muted); }
.pg-code-number { color: var(--kp-muted); font: 11px/19px var(--kp-mono); text-align: right; padding-right: 8px; }
.pg-code-values { color: var(--kp-group-0); font-size: 12.5px; line-height: 20px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis;
  padding-left: 12px; }
.pg-code-heads { position: sticky; top: -2px; z-index: 1; display: grid; grid-template-columns: 30px 22px minmax(300px, 530px) 92px 1fr; height: 18px;
  padding-left: 15px; background: var(--kp-ground); span { grid-column: 4; text-align: end; color: var(--kp-muted); font-size: 12px; line-height: 18px; } }
.pg-code-crash { font-size: 12.5px; line-height: 19px; text-align: end; white-space: nowrap; }
.pg-costs-none { color: var(--kp-muted); }
.pg-costs-again { color: var(--kp-warn); font-weight: 600; }
.pg-costs-lost { color: var(--kp-bad); font-weight: 600; }
.pg-runs .pg-code-values { color: color-mix(in srgb, var(--kp-group-0) 80%, var(--kp-ink)); }
.pg-code-margin { height: 19px; }
.pg-root .pg-code-flag { position: relative; display: block; width: 26px; height: 19px; padding: 2px 4px; border: 0; border-radius: 4px; background: none;
  color: var(--kp-group-0); touch-action: none; }
.pg-code-flag::after { content: ""; position: absolute; inset: -2.5px 0; }
.pg-code-flag path { fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linejoin: round; }
.pg-code-flag.pg-solid path { fill: currentColor; }
button.pg-code-flag { cursor: grab; }
button.pg-code-flag:not(.pg-solid) { opacity: .75; cursor: pointer; }
.pg-root button.pg-code-flag:is(:hover, .pg-over) { background: var(--kp-soft); opacity: 1; }
.pg-root button.pg-code-flag.pg-over { outline: 2px solid var(--kp-accent); outline-offset: -1px; }
.pg-code-flag:focus-visible { outline-offset: -2px; }
.pg-code-ghost { position: absolute; left: 0; top: 0; z-index: 5; padding: 2px 8px; border: 1px solid var(--kp-accent); border-radius: 4px;
  background: var(--kp-panel); font: 12px/18px var(--kp-mono); white-space: nowrap; pointer-events: none; }
.pg-code-settings { flex: 0 0 auto; width: clamp(230px, 22%, 330px); padding: 0 20px 0 16px; border-left: 1px solid var(--kp-line); position: sticky; top: 0;
  height: calc(var(--pg-body, 200px) - 48px); overflow: auto; scrollbar-width: thin; }
.pg-code-settings[hidden] { display: none; }
.pg-code-settings p { color: var(--kp-muted); font-size: 12.5px; line-height: 20px; }
.pg-root .pg-code-setting { display: flex; justify-content: space-between; gap: 12px; width: 100%; min-height: 20px; padding: 0 4px; border: 0;
  border-radius: 3px; background: none; font: 12px/20px var(--kp-mono); color: var(--kp-muted); text-align: start; }
.pg-root button.pg-code-setting { min-height: 24px; line-height: 24px; }
.pg-code-setting span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.pg-code-setting b { flex: none; max-width: 60%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--kp-ink); font-weight: 400; }
.pg-code-setting.pg-other b { color: var(--kp-accent); font-weight: 600; }
.pg-root button.pg-code-setting:hover { background: var(--kp-soft); }
.pg-code-setting:focus-visible { outline-offset: -2px; }
@container pg (max-width: 1180px) {
  .pg-code .pg-segments[aria-label="Client"] { display: none; }
  .pg-code .pg-panel-head > select:last-of-type { display: block; }
}
@container pg (max-width: 1000px) {
  .pg-code-place { flex-direction: column; }
  .pg-code-lines, .pg-code-settings { width: 100%; }
  .pg-code-settings { position: static; height: auto; border-left: 0; border-top: 1px solid var(--kp-line); margin-top: 8px; padding: 4px 20px 8px 52px; }
}
@container pg (max-width: 720px) {
  .pg-drawer[data-tabbed] > .pg-lower > .pg-code > .pg-panel-head { position: static; padding: 4px 12px 0; justify-content: flex-start; gap: 8px; }
  .pg-code-say { padding-left: 12px; flex-wrap: wrap; }
  .pg-code-settings { padding: 4px 12px 8px; }
  .pg-code .pg-panel-head > select { flex: 1 1 60px; }
  .pg-code-lines { flex: none; width: max-content; min-width: 100%; }
  .pg-code-line { grid-template-columns: 30px 22px 1fr; }
  .pg-code-heads, .pg-code-crash { display: none; }
  .pg-code-line code { grid-area: 1 / 3; overflow: visible; font-size: 12px; }
  /* Values of their own lines would move all others. */
  .pg-code-line:not(.pg-runs) .pg-code-values, .pg-code-values:empty { display: none; }
  .pg-code-values { grid-area: 1 / 3; justify-self: end; position: sticky; right: 0; padding: 0 8px; background: var(--kp-here); }
}
`;
