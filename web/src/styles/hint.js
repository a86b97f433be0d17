/** What stands in the bar of the next thing to try. */
export const css = `/* sheet */
.pg-hint .pg-button { border-color: var(--kp-accent); color: var(--kp-accent); }
.pg-hint .pg-button:disabled { border-color: var(--kp-line); }
.pg-hint .pg-quiet { margin-left: auto; }
.pg-hint[data-empty] > * { visibility: hidden; }
@container pg (max-width: 520px) {
  .pg-hint .pg-quiet { position: absolute; right: 8px; top: 6px; }
}
`;
