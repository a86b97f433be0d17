/** What stands in the narrator's line. */
export const css = `/* sheet */
/* Two lines at most, on a phone three: the line keeps its height whatever is said. */
.pg-narrator p {
  flex: 1; min-width: 0; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden;
  font-size: 13.5px; line-height: 18px;
}
.pg-narrator .pg-button { flex: none; border-color: var(--kp-accent); color: var(--kp-accent); }
.pg-narrator .pg-button[aria-disabled] { border-color: var(--kp-line); color: var(--kp-muted); cursor: default; }
.pg-narrator .pg-button + .pg-button { border-color: var(--kp-line); color: var(--kp-ink); }
.pg-narrator strong, .pg-narrator b { font-weight: 600; }
.pg-narrator strong[data-thing] { cursor: pointer; }
.pg-narrator strong.kp-lit { background: color-mix(in srgb, var(--kp-accent) 18%, transparent); border-radius: 2px; }
.pg-waited { position: absolute; left: 0; right: 0; top: -1px; height: 2px; background: var(--kp-muted); transform-origin: 0 0; scale: var(--waited, 0) 1; }
.pg-narrator:focus-visible { outline-offset: -2px; }
@container pg (max-width: 520px) {
  .pg-narrator { gap: 6px; padding-right: 4px; }
  .pg-narrator p { -webkit-line-clamp: 3; font-size: 13px; }
  .pg-narrator .pg-button { max-width: 42%; padding-inline: 8px; white-space: normal; font-size: 13px; line-height: 16px; }
}
@media (max-height: 479.98px) {
  .pg-narrator p { font-size: 13px; line-height: 16px; }
  .pg-narrator .pg-button { min-height: 28px; }
}
@media (max-height: 479.98px) and (min-width: 660px) {
  .pg-narrator { gap: 6px; padding-right: 8px; }
  .pg-narrator p { -webkit-line-clamp: 3; font-size: 12.5px; line-height: 15px; }
  .pg-narrator .pg-button { max-width: 112px; padding: 0 8px; white-space: normal; font-size: 12.5px; line-height: 15px; }
}
`;
