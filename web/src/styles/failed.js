/** What stands in the place of a playground that cannot start. */
export const css = `/* sheet */
.pg-failed strong { color: var(--kp-bad); font-weight: 600; }
.pg-failed p { max-width: 60ch; margin: 0; color: var(--kp-ink); }
`;
