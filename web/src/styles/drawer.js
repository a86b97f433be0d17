/** The tabs over the panels, how they are drawn higher, and the ways past everything. */
export const css = `/* sheet */
.pg-tabs { display: flex; align-items: stretch; padding-inline: 12px; }
.pg-tablist { display: flex; }
.pg-tablist button { padding: 0 8px; margin-right: 12px; border: 0; border-block: 2px solid transparent; background: none; color: var(--kp-muted);
  font-size: 13.5px; }
.pg-tablist button:hover { color: var(--kp-ink); }
.pg-root .pg-tablist [aria-selected="true"] { border-bottom-color: var(--kp-accent); color: var(--kp-ink); }
.pg-tablist button:focus-visible { outline-offset: -3px; }
.pg-root .pg-fold { margin-left: auto; min-width: 32px; padding: 0 8px; }
.pg-fold:focus-visible { outline-offset: -3px; }
.pg-fold[aria-expanded="false"] .pg-icon { rotate: 180deg; }
.pg-grip { position: absolute; left: calc(50% - 44px); top: -10px; width: 88px; height: 24px; cursor: ns-resize; touch-action: none; border-radius: 4px; }
.pg-grip::after { content: ""; position: absolute; left: 26px; top: 13px; width: 36px; height: 4px; border-radius: 2px;
  background: color-mix(in srgb, var(--kp-muted) 55%, var(--kp-ground)); }
.pg-grip:hover::after { background: var(--kp-ink); }
/* The tab says already what it is, and beside the tabs there is room for what belongs to it. */
.pg-drawer[data-tabbed] > .pg-lower > :is(.pg-terminal, .pg-journal) > .pg-panel-head {
  position: absolute; top: 0; right: 52px; min-height: 32px; padding: 0; gap: 14px;
  h2 { display: none; }
}
.pg-skips button { position: absolute; left: 12px; top: 6px; z-index: 6; }
.pg-skips button:not(:focus) { clip-path: inset(50%); width: 1px; height: 1px; min-width: 0; min-height: 0; padding: 0; overflow: hidden; }
@container pg (max-width: 520px) {
  .pg-tabs { padding-inline: 4px; }
  .pg-tablist { flex: 1; }
  .pg-tablist button { flex: 1; margin: 0; padding: 0; }
  .pg-root .pg-fold { min-width: 44px; }
  .pg-drawer[data-tabbed] > .pg-lower > :is(.pg-terminal, .pg-journal) > .pg-panel-head { position: static; padding-inline: 12px; justify-content: flex-end; }
}
`;
