/** The inspector's own marks; its rows are in rows.js. */
export const css = `/* sheet */
.pg-inspector h2 { font-weight: 600; color: var(--kp-ink); font-size: 14px; }
.pg-inspector h2.kp-lit { background: color-mix(in srgb, var(--kp-accent) 18%, transparent); border-radius: 2px; }
.pg-known { display: flex; flex-wrap: wrap; gap: 10px 40px; align-content: flex-start; }
.pg-known > :is(.pg-rows, .pg-life) { flex: 1 1 340px; }
.pg-order { flex: 1 1 100%; min-width: 0; }
.pg-root .pg-order-works { list-style: none; display: flex; gap: 4px; overflow-x: auto; padding: 3px; scrollbar-width: thin; }
.pg-work { flex: none; padding: 3px 6px; border: 1px solid var(--k, var(--kp-line)); border-top-width: 3px; border-radius: 3px; cursor: pointer;
  background: light-dark(color-mix(in srgb, var(--k, var(--kp-panel)) var(--kp-mix), var(--kp-panel)),
    color-mix(in srgb, var(--k, var(--kp-panel)) var(--kp-mix-dark), var(--kp-panel))); text-align: center; }
.pg-work b { display: block; font: 500 12px/14px var(--kp-mono); }
.pg-work span { font-size: 12px; line-height: 15px; white-space: nowrap; }
.pg-work.pg-twice span { color: var(--kp-warn); font-weight: 600; }
.pg-work.kp-lit { outline: 2px solid var(--kp-accent); outline-offset: 1px; }
.pg-order h3, .pg-life h3 { color: var(--kp-muted); font-size: 12.5px; font-weight: 400; padding-left: 8px; }
.pg-root .pg-life-steps { list-style: none; }
.pg-life-steps button { display: grid; grid-template-columns: 76px 1fr; width: 100%; min-height: 24px; border: 0; border-radius: 4px; background: none;
  padding: 2px 8px; text-align: start; font-size: 13px; }
.pg-life-steps button:hover { background: var(--kp-soft); }
.pg-life-steps button:focus-visible { outline-offset: -2px; }
.pg-life-steps time { font-family: var(--kp-mono); font-size: 12px; color: var(--kp-muted); line-height: 1.6; }
.pg-life-steps button.kp-lit { background: color-mix(in srgb, var(--kp-accent) 12%, transparent); }
.pg-empty { color: var(--kp-muted); font-size: 13px; }
`;
