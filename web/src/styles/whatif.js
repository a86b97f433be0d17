/** What if: the strip above the timeline, and the tab with its small pictures. */
export const css = `/* sheet */
.pg-wi-strip { position: relative; height: 96px; }
.pg-wi-strip[data-above] { border-bottom: 1px solid var(--kp-soft);
  .pg-wi-ask { position: absolute; left: 20px; top: 6px; width: calc(var(--wi-left) - 34px); }
  .pg-wi-plot { position: absolute; left: var(--wi-left); width: var(--wi-width); top: 8px; }
}
.pg-wi-strip:not([data-above]) { height: auto; margin-bottom: 16px;
  .pg-wi-ask { display: flex; flex-wrap: wrap; align-items: center; gap: 0 12px; }
  .pg-wi-plot { margin-right: 28px; }
}
.pg-wi-ask h3 { font-size: 13px; font-weight: 600; line-height: 18px; white-space: nowrap; overflow: hidden; }
.pg-wi-row { display: flex; align-items: center; gap: 6px; min-height: 24px; }
.pg-wi-ask :is(select, input), .pg-wi-setting input { min-height: 24px; min-width: 0; padding: 0 4px; border: 1px solid var(--kp-line); border-radius: 6px;
  background: var(--kp-panel); font-size: 12.5px; }
.pg-wi-ask select { flex: 0 1 auto; &:last-child { flex: none; } }
.pg-wi-line { flex: 1 1 60px; font-family: var(--kp-mono); }
.pg-wi-state { flex: 1 1 auto; color: var(--kp-muted); font-size: 12px; line-height: 14px; min-width: 0; max-height: 28px; overflow: hidden; }
.pg-root .pg-wi-row .pg-quiet { flex: none; min-height: 24px; color: var(--kp-accent); }
.pg-wi-legend { font-size: 12px; line-height: 16px; white-space: nowrap; overflow: hidden; }
.pg-wi-plot { height: 84px; cursor: pointer; border-radius: 4px; touch-action: pan-y; }
.pg-wi-plot svg { display: block; overflow: visible; }
.pg-wi-again { fill: var(--kp-warn); }
.pg-wi-lost { fill: var(--kp-bad); }
.pg-wi-againMore { fill: var(--kp-ground); stroke: var(--kp-warn); }
.pg-wi-lostMore { fill: var(--kp-ground); stroke: var(--kp-bad); }
.pg-wi-none { fill: var(--kp-muted); opacity: .8; }
.pg-wi-refused { fill: var(--kp-muted); }
.pg-wi-zero { fill: none; stroke: var(--kp-line); }
.pg-wi-cursor { fill: none; stroke: var(--kp-accent); stroke-width: 1.5; }
.pg-root .pg-wi-level-again { color: var(--kp-warn); }
.pg-root .pg-wi-level-lost { color: var(--kp-bad); }
.pg-wi-level-none { color: var(--kp-muted); }
.pg-wi-levels { position: absolute; inset: 0; pointer-events: none; }
.pg-wi-levels span { position: absolute; left: calc(100% + 8px); font-size: 12px; line-height: 12px; translate: 0 -50%; white-space: nowrap; }
.pg-wi-plot { position: relative; }
.pg-wi-times { position: absolute; inset: 100% 0 auto; margin-top: -12px; }
.pg-wi-plot[data-own] svg { translate: 0 -8px; }
.pg-wi-plot[data-own] .pg-wi-levels { translate: 0 -8px; }
.pg-wi-times span { position: absolute; translate: -50%; font-size: 12px; line-height: 14px; color: var(--kp-muted); }
.pg-wi-tip { position: absolute; top: -4px; z-index: 3; padding: 2px 10px; border: 1px solid var(--kp-accent); border-radius: 4px; background: var(--kp-panel);
  font-size: 13px; line-height: 20px; white-space: nowrap; pointer-events: none; }
.pg-wi-tip code { font-family: var(--kp-mono); font-size: 12.5px; }
.pg-wi-do { margin-left: 24px; color: var(--kp-accent); font-size: 12.5px; }
.pg-wi-empty { position: absolute; inset: 30px 0 auto; color: var(--kp-muted); font-size: 13px; pointer-events: none; }
.pg-drawer[data-tabbed] > .pg-lower > .pg-whatif > .pg-panel-head { position: absolute; top: 0; right: 52px; min-height: 32px; padding: 0;
  h2 { display: none; } }
.pg-wi-note { color: var(--kp-muted); font-size: 12.5px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.pg-wi-body { padding-top: 8px; }
.pg-wi-cases { display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); gap: 6px; margin-inline: -8px; }
.pg-root .pg-wi-case { display: flex; flex-direction: column; min-width: 0; padding: 5px 8px 6px; border: 1px solid transparent; border-radius: 8px;
  background: none; text-align: start; font-size: 12.5px; line-height: 16px; color: var(--kp-ink); }
.pg-root .pg-wi-case:not(:disabled):hover { border-color: var(--kp-line); background: var(--kp-panel); }
.pg-root .pg-wi-case[aria-pressed="true"] { border-color: var(--kp-accent); background: var(--kp-panel); cursor: default; }
.pg-wi-case:focus-visible { outline-offset: -2px; }
.pg-wi-case svg { display: block; width: 100%; height: 64px; margin: 2px 0 4px; }
.pg-wi-name { display: flex; justify-content: space-between; gap: 8px; white-space: nowrap; }
.pg-wi-name b { font-weight: 600; }
.pg-wi-name span { color: var(--kp-muted); overflow: hidden; text-overflow: ellipsis; }
.pg-wi-total, .pg-wi-told { display: block; overflow-wrap: anywhere; }
.pg-wi-told { color: var(--kp-muted); font-size: 12px; }
.pg-wi-setting { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; margin-top: 8px; font-size: 12.5px; color: var(--kp-muted);
  input { color: var(--kp-ink); font-family: var(--kp-mono); width: 19ch; } input + span + input { width: 13ch; } }
.pg-root .pg-wi-setting .pg-button { min-height: 24px; font-size: 12.5px; color: var(--kp-ink); }
@container pg (max-width: 1180px) { .pg-wi-case .pg-wi-name span { display: none; } }
@container pg (max-width: 1000px) { .pg-wi-note { display: none; } }
@container pg (max-width: 720px) {
  .pg-wi-cases { grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); }
  .pg-wi-tip { max-width: 100%; white-space: normal; line-height: 16px; } .pg-wi-do { display: none; }
  .pg-whatif > .pg-panel-head { display: none; }
  .pg-wi-setting input { font-size: 16px; }
}
`;
