/** What the panels below the stage have in common. */
export const css = `/* sheet */
.pg-panel-head { flex: none; display: flex; align-items: center; justify-content: space-between; min-height: 32px; padding: 4px 20px 0; }
.pg-panel-head h2 { font-size: 12.5px; font-weight: 400; color: var(--kp-muted); }
.pg-scroll {
  flex: 1; min-height: 0; overflow: auto; padding: 4px 20px 14px; scrollbar-width: thin;
  scrollbar-color: var(--kp-line) transparent;
}
.pg-panel .pg-scroll:focus-visible { outline-offset: -2px; }
@container pg (max-width: 720px) {
  .pg-panel-head, .pg-scroll { padding-inline: 12px; }
}
`;
