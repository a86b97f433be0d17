/** The dialog that says how faithful the engine is. */
export const css = `/* sheet */
.pg-dialog.pg-faith { width: min(760px, calc(100vw - 24px)); }
.pg-faith > :is(.pg-about, .pg-faith-results, .pg-faith-notes) { padding: 8px 20px; }
.pg-faith code { font: 12.5px/1.5 var(--kp-mono); overflow-wrap: anywhere; }
.pg-faith pre { padding: 8px 10px; margin: 8px 20px 4px; border-radius: 6px; background: var(--kp-soft); font: 12.5px/1.5 var(--kp-mono); overflow-x: auto; }
.pg-faith table { width: 100%; border-collapse: collapse; font-size: 13px; }
.pg-faith :is(th, td) { padding: 4px 0 4px 14px; border-bottom: 1px solid var(--kp-soft); font-weight: 400; text-align: end; vertical-align: middle; }
.pg-faith :is(th, td):first-child { padding-left: 0; text-align: start; }
.pg-faith thead th { color: var(--kp-muted); font-size: 12px; white-space: nowrap; }
.pg-faith tfoot :is(th, td) { border-bottom: 0; font-weight: 600; }
.pg-faith [data-none] { color: var(--kp-muted); }
.pg-faith [data-outcome="differs"]:not([data-none]) { color: var(--kp-bad); font-weight: 600; }
.pg-faith [data-outcome="textDiffers"]:not([data-none]) { color: var(--kp-warn); }
.pg-faith tbody button {
  display: inline-flex; align-items: center; gap: 4px; min-height: 24px; padding: 0 4px 0 0; border: 0;
  border-radius: 4px; background: none; text-align: start;
}
.pg-faith tbody button:hover { background: var(--kp-soft); }
.pg-faith tbody button .pg-icon { rotate: -90deg; color: var(--kp-muted); }
.pg-faith tbody button[aria-expanded="true"] .pg-icon { rotate: 0deg; }
.pg-faith-cases td { padding-block: 2px; vertical-align: top; font-size: 12.5px; border-bottom: 0; }
.pg-faith-cases tr:last-child td { padding-bottom: 10px; border-bottom: 1px solid var(--kp-soft); }
.pg-faith-cases td:first-child { padding-left: 20px; overflow-wrap: anywhere; }
.pg-faith-cases td:last-child { color: var(--kp-muted); white-space: nowrap; }
.pg-faith-bar { display: flex; gap: 1px; height: 6px; margin: 2px 20px 8px; border-radius: 2px; overflow: hidden; background: var(--kp-panel); }
.pg-faith-bar i { min-width: 3px; }
.pg-faith-bar [data-outcome="equal"] { background: var(--kp-group-0); }
.pg-faith-bar [data-outcome="textDiffers"] { background: repeating-linear-gradient(135deg, var(--kp-warn) 0 3px, var(--kp-panel) 3px 5px); }
.pg-faith-bar [data-outcome="differs"] { background: var(--kp-bad); }
.pg-faith-bar [data-outcome="owed"] { background: var(--kp-line); }
.pg-faith-notes td { padding-block: 7px; vertical-align: top; }
.pg-faith-notes :is(th, td) { text-align: start; width: 60%; text-wrap: pretty; }
.pg-faith-notes :is(th, td):last-child { width: 40%; color: var(--kp-muted); }
@media (max-width: 560px) {
  .pg-faith-unit { display: none; }
  .pg-faith :is(th, td) { padding-left: 8px; }
  .pg-faith thead th { white-space: normal; vertical-align: bottom; font-size: 11.5px; }
  .pg-faith-notes :is(tr, td) { display: block; }
  .pg-faith-notes :is(tr, th, td) { width: auto !important; padding-left: 0; }
  .pg-faith-notes tr { padding: 7px 0; border-bottom: 1px solid var(--kp-soft); }
  .pg-faith-notes td { padding: 0 !important; border: 0; }
  .pg-faith-notes thead { display: none; }
}
`;
