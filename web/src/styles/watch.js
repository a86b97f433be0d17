/** A group's offsets beside the stage. */
export const css = `/* sheet */
.pg-watch { flex: none; display: flex; flex-direction: column; max-height: 45%; border-top: 1px solid var(--kp-line); background: var(--kp-panel); }
.pg-watch header { flex: none; display: flex; align-items: center; justify-content: space-between; padding: 2px 12px 0 20px; }
.pg-watch h2 { font-size: 13px; font-weight: 600; }
.pg-watch-scroll { min-height: 0; overflow: auto; padding: 0 20px 8px; scrollbar-width: thin; scrollbar-color: var(--kp-line) transparent; }
.pg-watch-scroll:focus-visible { outline-offset: -2px; }
.pg-watch-table { border-collapse: collapse; font: 13px/20px var(--kp-mono); font-variant-numeric: tabular-nums; white-space: nowrap; }
.pg-watch-table th { position: sticky; top: 0; background: var(--kp-panel); color: var(--kp-muted); font-size: 12px; font-weight: 400; text-align: start; }
.pg-watch-table :is(th, td) { padding: 0 24px 0 0; }
.pg-watch-table [data-number] { min-width: 9ch; text-align: end; }
.pg-watch-table td[data-column="LAG"] { font-weight: 600; }
@container pg (max-width: 720px) {
  .pg-watch header { padding-left: 12px; }
  .pg-watch-scroll { padding-inline: 12px; }
  .pg-watch-table :is(th, td) { padding-right: 14px; }
}
@media (pointer: coarse) { .pg-watch .pg-quiet { min-width: 44px; min-height: 44px; } }
`;
