/** How the whole log over a lane looks, the window on it, and what there is beside it alone. */
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
.kp-frame.kp-follows { border-color: var(--g); }
.kp-whose { position: absolute; right: 100%; top: 0; margin-right: 9px; padding: 0 4px; border-radius: 3px; background: var(--kp-panel);
  color: var(--g); font-size: 12px; line-height: 17px; white-space: nowrap; pointer-events: none; }
.kp-frame:active { cursor: grabbing; }
.kp-frame::before, .kp-frame::after { content: ""; position: absolute; top: 4px; width: 4px; height: 9px; border-radius: 1px;
  background: var(--kp-ink); cursor: ew-resize; }
.kp-frame::before { left: -4px; } .kp-frame::after { right: -4px; }
.kp-wedge {
  height: 14px; background: color-mix(in srgb, var(--kp-soft) 75%, var(--kp-panel)); pointer-events: none;
  clip-path: polygon(var(--l) 0, var(--r) 0, var(--rr) 100%, var(--ll) 100%);
}
.kp-stage .kp-jump {
  height: 24px; overflow: hidden; color: var(--g); font-size: 12px; line-height: 24px; white-space: nowrap; z-index: 3;
}
.kp-stage .kp-jump:not(.kp-ahead) { text-align: right; }
.kp-jump:not(.kp-ahead, .kp-jump-ring, .kp-jump-inner)::before { content: "‹ "; }
.kp-ahead:not(.kp-jump-ring, .kp-jump-inner)::after { content: " ›"; }
.kp-jump-ring::after { content: ""; position: absolute; inset: 7px; border: 2px solid var(--g); border-radius: 50%; background: var(--kp-panel); }
.kp-stage .kp-jump-ring { width: 24px; overflow: visible; touch-action: none; }
.kp-stage .kp-jump-ring:is(:focus-visible, .kp-lit) { border-radius: 50%; outline-offset: -5px; }
.kp-jump-ring:not(.kp-jump-inner)::before { content: "‹"; position: absolute; left: 1px; top: 0; }
.kp-jump-ring.kp-ahead:not(.kp-jump-inner)::before { content: "›"; left: auto; right: 1px; }
.kp-stub {
  position: absolute; left: 0; top: 0; width: 36px; height: 30px; border: 1px dashed var(--kp-bad);
  border-radius: 3px; color: var(--kp-bad);
  background: repeating-linear-gradient(135deg, color-mix(in srgb, var(--kp-bad) 12%, var(--kp-panel)) 0 1px, var(--kp-panel) 1px 5px);
}
.kp-stub span { position: absolute; left: -8px; right: -8px; top: 31px; font-size: 10px; line-height: 14px; text-align: center; white-space: nowrap; }
.kp-segment {
  position: absolute; left: 0; top: 0; height: 6px;
  border: 1px solid color-mix(in srgb, var(--kp-muted) 70%, var(--kp-panel)); border-bottom: 0;
  border-radius: 2px 2px 0 0;
}
.kp-segment.kp-cut-off { border-left: 0; border-top-left-radius: 0; }
.kp-segment.kp-active { border-color: var(--kp-ink); border-right: 0; border-top-right-radius: 0; }
.kp-segment span {
  position: absolute; right: 0; top: -8px; padding-left: 4px; background: var(--kp-panel);
  color: var(--kp-ink); font-size: 10px; line-height: 14px;
}
@media (forced-colors: active) {
  .kp-strip-base { border: 1px solid GrayText; }
  .kp-jump-ring::after { border-color: CanvasText; }
  .kp-border { background: CanvasText; forced-color-adjust: none; }
  .kp-some-gone::after, .kp-frame::before, .kp-frame::after { background: CanvasText; forced-color-adjust: none; }
}
`;
