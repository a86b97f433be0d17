/** Two branches side by side, and what differs between them. */
export const css = `/* sheet */
.pg-beside {
  flex: 1 1 auto; min-height: 0; display: grid; grid-template-columns: minmax(0, 1fr) 184px minmax(0, 1fr); align-items: start;
  overflow: hidden auto; scrollbar-width: thin; scrollbar-color: var(--kp-line) transparent;
}
.pg-beside:focus-visible { outline-offset: -2px; }
.pg-bs-head, .pg-bs-middle caption {
  position: sticky; top: 0; z-index: 3; box-sizing: border-box; height: 36px; background: var(--kp-ground); line-height: 20px;
}
.pg-bs-head { display: flex; gap: 10px; align-items: center; margin: 0; padding: 8px 20px; font-size: 15px; font-weight: 600; }
.pg-bs-name { flex: 0 1 auto; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.pg-bs-commits {
  flex: 0 1000 auto; min-width: 0; overflow: hidden; font-size: 12px; font-weight: 400; color: var(--kp-muted);
  white-space: nowrap; text-overflow: ellipsis;
}
.pg-bs-time { flex: none; margin-left: auto; font-variant-numeric: tabular-nums; }
.pg-bs-letter, .pg-root .pg-br-circle[aria-pressed="true"] { background: var(--kp-ink); color: var(--kp-panel); }
.pg-bs-letter { flex: none; width: 20px; border-radius: 50%; font-size: 12px; text-align: center; }
.pg-bs-stage { margin: 0 14px; }
.pg-bs-stage .kp-stage { max-width: 940px; margin: 0 auto; }
.pg-bs-stage :is(.kp-btn, .kp-switch) { display: none; }
.pg-bs-stage [data-differs]:is([data-lane], [data-row]) {
  background: color-mix(in srgb, var(--kp-accent) 6%, transparent); box-shadow: inset 3px 0 0 var(--kp-accent); border-radius: 4px;
}
.pg-bs-stage [data-differs][data-cell] { outline: 2px solid color-mix(in srgb, var(--kp-accent) 60%, transparent); outline-offset: 1px; }
.pg-bs-stage [data-differs]:is(.kp-member, .kp-producer) { box-shadow: inset 3px 0 0 var(--kp-accent); }
.pg-bs-stage [data-differs]:is([data-ledger], [data-flag], [data-ring]) {
  background: color-mix(in srgb, var(--kp-accent) 20%, transparent); border-radius: 4px;
}
.pg-bs-stage b[data-differs] { align-self: center; min-width: 0; padding: 0 4px; line-height: 18px; }
.pg-bs-stage .kp-inline .kp-group-name { flex: none; max-width: 50%; }
.pg-bs-sentence { display: none; }
.pg-bs-middle { min-width: 0; padding: 0 4px 12px; }
.pg-bs-middle table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 13px; table-layout: fixed; }
.pg-bs-middle caption { padding: 8px 0; color: var(--kp-muted); }
.pg-bs-middle tr { height: 22px; line-height: 18px; }
.pg-bs-middle thead tr { height: 30px; }
.pg-bs-middle :is(th, td) { padding: 0 3px; font-weight: 400; text-align: center; vertical-align: baseline; overflow-wrap: anywhere; }
.pg-bs-middle th { color: var(--kp-muted); font-size: 12px; }
.pg-bs-middle thead .pg-bs-what { width: 78px; }
.pg-bs-middle thead th { font-weight: 600; color: var(--kp-ink); }
.pg-bs-middle td:not([colspan]) { font-weight: 600; }
.pg-bs-middle td:is([class="pg-bs-left"], [class="pg-bs-right"]) { font-size: 14px; }
.pg-bs-middle .pg-bs-left { text-align: right; }
.pg-bs-middle .pg-bs-right { text-align: left; }
.pg-bs-middle .pg-bs-title { padding-bottom: 2px; color: var(--kp-ink); vertical-align: bottom; }
.pg-bs-middle td[data-tone="warn"] { color: var(--kp-warn); }
.pg-bs-middle td[data-tone="bad"] { color: var(--kp-bad); }
.pg-bs-middle .pg-bs-same { color: var(--kp-muted); }
.pg-bs-same span { display: flex; gap: 10px; align-items: center; padding: 0 10px; }
.pg-bs-same span::before, .pg-bs-same span::after { content: ""; flex: 1; border-top: 1px solid var(--kp-line); }
@container pg (max-width: 1100px) {
  .pg-beside { grid-template-columns: minmax(0, 1fr) 148px minmax(0, 1fr); }
  .pg-bs-head { padding: 6px 12px; }
  .pg-bs-stage { margin: 0; }
  .pg-bs-commits { display: none; }
}
@container pg (max-width: 720px) {
  .pg-beside { display: block; }
  .pg-bs-stage { margin: 0 6px; }
  .pg-bs-middle { padding: 10px 20px 8px; border: solid var(--kp-soft); border-width: 1px 0; }
  .pg-bs-middle caption { position: static; }
  .pg-bs-head { height: auto; min-height: 36px; }
  .pg-bs-name { white-space: normal; }
  .pg-bs-sentence { display: block; margin: 0; font-size: 14px; line-height: 20px; }
  .pg-root:has(.pg-beside) .pg-narrator .pg-button {
    max-width: 84px; padding: 0 6px; white-space: normal; text-wrap: balance; font-size: 12.5px; line-height: 15px;
  }
}
`;
