/** The word beside the play button: for which tool time goes on. */
export const css = `/* sheet */
.pg-controls { position: relative; }
.pg-lent { position: absolute; left: 20px; bottom: 0; font-size: 12px; line-height: 15px; color: var(--kp-muted); white-space: nowrap; pointer-events: none; }
.pg-controls[data-lent] .pg-play { border-style: dashed; border-color: var(--kp-on-accent); outline: 1px solid var(--kp-accent); }
@container pg (max-width: 860px) {
  .pg-lent { left: 12px; }
}
@container pg (max-width: 520px) {
  .pg-lent { inset: 2px 12px auto auto; padding-left: 6px; background: var(--kp-ground); }
}
@media (max-height: 479.98px) {
  .pg-lent { bottom: -1px; background: var(--kp-ground); }
}
`;
