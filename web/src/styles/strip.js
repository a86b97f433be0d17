/** How the whole log over a lane looks, and the window on it. */
export const css = `/* sheet */
.kp-strip, .kp-strip-base, .kp-border, .kp-frame, .kp-wedge { position: absolute; left: 0; top: 0; }
.kp-strip { touch-action: pan-y; cursor: pointer; }
.kp-strip::before { content: ""; position: absolute; inset: -6px 0; }
.kp-strip-base { inset: 1px 0; border-radius: 2px; background: var(--kp-soft); }
.kp-border { width: 2px; height: 13px; background: var(--kp-panel); }
.kp-gone, .kp-stage .kp-newest-end { position: absolute; color: var(--kp-muted); font-size: 12px; line-height: 14px; white-space: nowrap; top: -1px; }
.kp-gone { right: calc(100% + 7px); }
.kp-some-gone::after { content: ""; position: absolute; right: -6px; top: -1px; width: 4px; height: 16px; border-radius: 1px; background: var(--kp-ink); }
.kp-stage .kp-newest-end { left: calc(100% + 10px); top: -6px; line-height: 24px; border-radius: 3px; }
.kp-stage .kp-newest-end:hover { color: var(--kp-ink); text-decoration: underline; }
.kp-frame {
  height: 21px; border: 2px solid var(--kp-ink); border-radius: 4px; cursor: grab; touch-action: none; z-index: 1;
  background: color-mix(in srgb, var(--kp-ink) 6%, transparent);
}
.kp-frame:active { cursor: grabbing; }
.kp-frame::before, .kp-frame::after { content: ""; position: absolute; top: 4px; width: 4px; height: 9px; border-radius: 1px; background: var(--kp-ink); cursor: ew-resize; }
.kp-frame::before { left: -4px; } .kp-frame::after { right: -4px; }
.kp-wedge {
  height: 14px; background: color-mix(in srgb, var(--kp-soft) 75%, var(--kp-panel)); pointer-events: none;
  clip-path: polygon(var(--l) 0, var(--r) 0, var(--rr) 100%, var(--ll) 100%);
}
@media (forced-colors: active) {
  .kp-strip-base { border: 1px solid GrayText; }
  .kp-border { background: CanvasText; forced-color-adjust: none; }
  .kp-some-gone::after, .kp-frame::before, .kp-frame::after { background: CanvasText; forced-color-adjust: none; }
}
`;
