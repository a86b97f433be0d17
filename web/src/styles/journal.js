/** The lines of the journal. */
export const css = `/* sheet */
.pg-checks { display: flex; gap: 14px; }
.pg-check { display: inline-flex; align-items: center; gap: 6px; font-size: 12px; color: var(--kp-muted); }
.pg-check input { margin: 0; accent-color: var(--kp-accent); }
.pg-panel .pg-lines { padding: 2px 12px 12px; overflow-anchor: none; }
.pg-root .pg-journal-list { list-style: none; padding-block: var(--newer, 0) var(--older, 0); }
.pg-journal-list button {
  display: grid; grid-template-columns: var(--pg-instant, 68px) 1fr; width: 100%; border: 0; border-radius: 4px;
  background: none; padding: 2px 8px; text-align: start; font-size: 13.5px;
}
[data-hours] button { --pg-instant: 96px; }
.pg-journal-list time { font-family: var(--kp-mono); font-size: 12.5px; color: var(--kp-muted); line-height: 1.6; }
.pg-journal-list strong { font-weight: 600; }
.pg-journal-list button:hover { background: var(--kp-soft); }
.pg-journal-list button:focus-visible { outline-offset: -2px; }
.pg-journal-list [data-newest] button { background: var(--kp-here); }
.pg-journal-list [data-followed] button { box-shadow: inset 3px 0 var(--kp-accent); }
.pg-journal-list [data-tone="quiet"] button { color: var(--kp-muted); }
.pg-journal-list [data-tone="warn"] button { color: var(--kp-warn); }
.pg-journal-list [data-tone="bad"] button { color: var(--kp-bad); }
.pg-journal-list span.kp-lit, .pg-journal-list strong.kp-lit {
  background: color-mix(in srgb, var(--kp-accent) 18%, transparent); border-radius: 2px;
}
@container pg (max-width: 720px) {
  .pg-panel .pg-lines { padding-inline: 4px; }
}
`;
