/** Names and values in two columns. */
export const css = `/* sheet */
.pg-rows { display: grid; grid-template-columns: minmax(0, max-content) minmax(0, 1fr); gap: 4px 18px; font-size: 13px; }
.pg-rows dt { color: var(--kp-muted); }
.pg-rows dd { overflow-wrap: anywhere; white-space: pre-wrap; }
`;
