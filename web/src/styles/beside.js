/** Two branches side by side, and what differs between them. */
export const css = `/* sheet */
.pg-beside { flex: 1 1 auto; min-height: 0; display: grid; grid-template-columns: minmax(0, 1fr) 168px minmax(0, 1fr); }
.pg-bs-side, .pg-bs-middle { min-width: 0; min-height: 0; overflow: hidden auto; scrollbar-width: thin; scrollbar-color: var(--kp-line) transparent; }
.pg-bs-side:focus-visible, .pg-bs-middle:focus-visible { outline-offset: -2px; }
.pg-bs-head {
  position: sticky; top: 0; z-index: 3; display: flex; gap: 10px; align-items: center; margin: 0; padding: 8px 20px; background: var(--kp-ground);
  font-size: 14px; font-weight: 600; line-height: 20px;
}
.pg-bs-name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.pg-bs-letter, .pg-root .pg-br-circle[aria-pressed="true"] { background: var(--kp-ink); color: var(--kp-panel); }
.pg-bs-letter { flex: none; width: 20px; border-radius: 50%; font-size: 12px; text-align: center; }
.pg-bs-stage { margin: 0 14px; }
.pg-bs-stage :is(button, [data-values], .kp-values) { pointer-events: none; }
.pg-bs-stage [data-differs][data-lane] {
  background: color-mix(in srgb, var(--kp-accent) 6%, transparent); box-shadow: inset 3px 0 0 var(--kp-accent); border-radius: 4px;
}
.pg-bs-stage [data-differs][data-cell] { outline: 2px solid color-mix(in srgb, var(--kp-accent) 60%, transparent); outline-offset: 1px; }
.pg-bs-middle { padding: 0 4px 12px; border: solid var(--kp-soft); border-width: 0 1px; }
.pg-bs-middle table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 13px; table-layout: fixed; }
.pg-bs-middle caption { padding: 8px 0; line-height: 20px; color: var(--kp-muted); }
.pg-bs-middle :is(th, td) { padding: 2px 3px; font-weight: 400; text-align: center; vertical-align: baseline; overflow-wrap: anywhere; }
.pg-bs-middle th { color: var(--kp-muted); font-size: 12px; }
.pg-bs-middle thead th:not([class]) { width: 46%; }
.pg-bs-middle thead th { font-weight: 600; color: var(--kp-ink); }
.pg-bs-middle td:not([colspan]) { font-weight: 600; }
.pg-bs-middle .pg-bs-left { text-align: right; }
.pg-bs-middle .pg-bs-right { text-align: left; }
.pg-bs-middle .pg-bs-title { padding-top: 10px; color: var(--kp-ink); border-top: 1px solid var(--kp-soft); }
.pg-bs-middle td[data-tone="warn"] { color: var(--kp-warn); }
.pg-bs-middle td[data-tone="bad"] { color: var(--kp-bad); }
.pg-bs-middle .pg-bs-same { color: var(--kp-muted); }
@container pg (max-width: 1100px) {
  .pg-beside { grid-template-columns: minmax(0, 1fr) 132px minmax(0, 1fr); }
  .pg-bs-head { padding: 6px 12px; }
}
@container pg (max-width: 720px) {
  .pg-beside { display: block; overflow: hidden auto; scrollbar-width: thin; }
  .pg-bs-side, .pg-bs-middle { overflow: visible; }
  .pg-bs-middle { border-width: 1px 0; padding: 0 20px 8px; }
}
`;
