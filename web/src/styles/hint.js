/** What stands in the line of the next thing to try. */
export const css = `/* sheet */
/* Two lines at most, on a phone three: the line keeps its height whatever is said. */
.pg-hint p {
  flex: 1; min-width: 0; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden;
  font-size: 13.5px; line-height: 18px;
}
.pg-hint .pg-button { flex: none; border-color: var(--kp-accent); color: var(--kp-accent); }
.pg-hint .pg-button[aria-disabled] { border-color: var(--kp-line); color: var(--kp-muted); cursor: default; }
.pg-hint .pg-quiet { flex: none; margin-left: -4px; }
.pg-hint[data-empty] > * { visibility: hidden; }
.pg-hint:focus-visible { outline-offset: -2px; }
@container pg (max-width: 520px) {
  .pg-hint { gap: 6px; padding-right: 4px; }
  .pg-hint p { -webkit-line-clamp: 3; font-size: 13px; }
  .pg-hint .pg-button { padding-inline: 10px; }
}
@media (max-height: 479.98px) {
  .pg-hint p { font-size: 13px; line-height: 16px; }
  .pg-hint .pg-button { min-height: 28px; }
}
@media (max-height: 479.98px) and (min-width: 660px) {
  .pg-hint { gap: 6px; padding-right: 8px; }
  .pg-hint p { -webkit-line-clamp: 3; font-size: 12.5px; line-height: 15px; }
  .pg-hint .pg-button { max-width: 112px; padding: 0 8px; white-space: normal; font-size: 12.5px; line-height: 15px; }
}
`;
