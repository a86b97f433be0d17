/**
 * Header and narrator, and how the page with all that there is keeps to one
 * screen, on a phone and in a short window, too.
 */
export const css = `/* sheet */
.pg-header { flex: none; display: flex; align-items: center; gap: 16px; height: 44px; padding: 0 20px; border-bottom: 1px solid var(--kp-line); }
.pg-header h1 { font-size: 15px; font-weight: 600; white-space: nowrap; }
.pg-header p { flex: 1; min-width: 0; }
.pg-root .pg-scene {
  max-width: 100%; padding: 3px 20px 3px 6px; margin-left: -6px; border: 0; border-radius: 4px;
  background: none; color: var(--kp-muted); overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
  position: relative; vertical-align: bottom;
}
.pg-scene::after {
  content: ""; position: absolute; right: 7px; top: calc(50% - 4px); width: 5px; height: 5px;
  border: solid currentColor; border-width: 0 1.5px 1.5px 0; rotate: 45deg;
}
.pg-scene:hover { color: var(--kp-ink); background: var(--kp-soft); }
.pg-tools { display: flex; gap: 8px; align-items: center; }
:is(.pg-over, .pg-share-button) .pg-icon { display: none; }
.pg-root :is(.pg-undo, .pg-redo) {
  width: 34px; padding: 0;
  .pg-icon { margin: auto; }
  &[aria-disabled] { color: var(--kp-muted); opacity: 0.6; cursor: default; }
}
.pg-root[data-panels~="header"] .pg-controls { position: relative; }
/* Room for the overview and for the zoom, which come later. */
@media (min-height: 480px) {
  @container pg (min-width: 520.02px) {
    .pg-root[data-panels~="header"] {
      .pg-timeline { height: 64px; > svg { margin-top: 14px; } }
      .pg-clock { min-width: 104px; padding-top: 28px; }
    }
  }
}

.pg-narrator { position: relative; display: flex; align-items: center; gap: 12px; height: 40px; padding: 0 20px; border-bottom: 1px solid var(--kp-soft); }

@container pg (max-width: 860px) {
  .pg-header, .pg-narrator { padding-inline: 12px; }
}
@container pg (max-width: 1120px) { .pg-embed-button { display: none; } }
@container pg (max-width: 880px) { .pg-faithful { display: none; } }
@container pg (max-width: 720px) {
  .pg-header h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .pg-tools { margin-left: auto; }
}
@container pg (max-width: 520px) {
  /* On a phone what one presses is at the bottom, and the panel is a sheet above it. */
  .pg-root[data-panels~="header"] {
    .pg-header { height: 48px; gap: 8px; padding-right: 6px; }
    :is(.pg-over, .pg-share-button) span { display: none; }
    :is(.pg-over, .pg-share-button) .pg-icon { display: block; }
    .pg-undo, .pg-redo { display: none; }
    .pg-narrator { height: 56px; }
    .pg-controls { flex-wrap: wrap; align-content: center; gap: 4px; height: 104px; }
    .pg-play { width: 58px; }
    .pg-speed { width: 44px; }
    .pg-timeline { order: -1; flex: 1 1 100%; }
    .pg-clock { margin-left: auto; font-size: 12px; min-width: 0; }
    .pg-drawer { order: 1; }
    .pg-bar { order: 2; }
    .pg-tabs { height: 44px; }
  }
  :host([height="page"]) .pg-root .pg-drawer { max-height: none !important; }
  :host([height="page"]) .pg-root:not([data-folded]) .pg-lower { flex-basis: 32dvh; height: 32dvh; }
  :host([height="page"]) .pg-root[data-full] {
    .pg-middle { flex: 0 0 0; overflow: hidden; }
    .pg-drawer { flex: 1 1 0; min-height: 0; }
    .pg-lower { flex: 1 1 0; }
  }
}
@media (max-height: 479.98px) {
  :host([height="page"]) .pg-root[data-panels~="header"] { .pg-header { height: 40px; } .pg-narrator { height: 36px; } .pg-controls { height: 44px; } }
}
@media (max-height: 479.98px) and (min-width: 660px) {
  /* One row for both. */
  :host([height="page"]) .pg-root[data-panels~="header"] {
    .pg-bar { display: flex; height: 48px; }
    .pg-narrator { flex: 1 1 0; height: auto; min-width: 0; border: 0; }
    .pg-controls { flex: 0 0 max(372px, 56%); height: auto; gap: 6px; padding-left: 0; }
    .pg-play { width: 62px; } .pg-speed { width: 48px; }
  }
}
/* Where not even that has room, the page scrolls, and the controls stay in reach. */
@media (max-height: 359.98px), (max-width: 520px) and (max-height: 479.98px) {
  :host([height="page"]) .pg-root[data-panels~="header"] {
    overflow: hidden auto; scroll-padding-bottom: 56px;
    .pg-middle, .pg-stage { flex: none; overflow: visible; }
    .pg-bar { display: contents; }
    .pg-narrator { order: 1; height: 56px; flex: none; border-top: 1px solid var(--kp-line); }
    .pg-drawer { order: 2; flex: none; max-height: none; }
    .pg-controls {
      order: 3; flex: none; flex-wrap: nowrap; height: 48px; gap: 6px; padding-inline: 8px; position: sticky; bottom: 0; z-index: 4;
      background: var(--kp-ground); border-top: 1px solid var(--kp-line);
    }
    .pg-timeline { order: 0; flex: 1 1 60px; min-width: 60px; }
    @container pg (max-width: 400px) { .pg-clock { display: none; } .pg-play { width: 60px; } .pg-speed { width: 48px; } }
  }
}
@media (pointer: coarse) {
  @container pg (max-width: 520px) {
    .pg-root :is(.pg-button, .pg-step, .pg-speed, .pg-play, .pg-scene) { min-height: 44px; min-width: 44px; }
  }
}
`;
