/** The stage as a table. */
export const css = `/* sheet */
.pg-twin { display: block; overflow: auto; padding: 12px 20px; }
.pg-twin:focus-visible { outline-offset: -2px; }
.pg-twin table { border-collapse: collapse; margin-bottom: 24px; font-size: 13px; }
.pg-twin caption { text-align: start; font-weight: 600; padding-bottom: 6px; white-space: nowrap; }
.pg-twin :is(th, td) { text-align: start; padding: 4px 18px 4px 0; border-bottom: 1px solid var(--kp-soft); font-weight: 400; vertical-align: top; }
.pg-twin thead th { color: var(--kp-muted); font-size: 12px; }
`;
