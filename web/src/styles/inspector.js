/** The inspector's own marks; its rows are in rows.js. */
export const css = `/* sheet */
.pg-inspector h2 { font-weight: 600; color: var(--kp-ink); font-size: 14px; }
.pg-inspector h2.kp-lit { background: color-mix(in srgb, var(--kp-accent) 18%, transparent); border-radius: 2px; }
.pg-empty { color: var(--kp-muted); font-size: 13px; }
`;
