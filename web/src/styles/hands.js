/** What shows where a ring or a flag that is moved would go. */
export const css = `/* sheet */
.kp-ghost {
  position: absolute; left: 0; top: 0; width: 14px; height: 14px; margin: -7px; border: 2.5px solid var(--g);
  border-radius: 50%; background: var(--kp-panel);
}
.kp-stage .kp-held { opacity: .35; }
.kp-ghost-flag {
  width: 13px; height: 19px; margin: -12px 0 0 -1px; border: 0; border-radius: 0; background: var(--g);
  clip-path: path("M0 0h9l4 4.5-4 4.5H2v10H0z");
}
.kp-tip {
  position: absolute; left: 0; top: 0; padding: 3px 8px; border: 1px solid var(--kp-line); border-radius: 5px;
  background: var(--kp-panel); color: var(--kp-ink); font: 11.5px/16px var(--kp-mono);
  width: max-content; max-width: min(460px, 100% - 8px); overflow-wrap: anywhere;
}
.kp-unbroken { display: inline-block; max-width: 100%; }
.kp-needle { position: absolute; left: -1px; top: 2px; height: 36px; border-left: 2px dashed var(--kp-accent); pointer-events: none; }
.kp-word {
  position: absolute; left: 0; top: 0; width: 66px; border: 1px dashed var(--kp-muted); border-radius: 4px; background: var(--kp-panel);
  color: var(--kp-ink); font-size: 12px; line-height: 21px; text-align: center;
}
.kp-word.kp-chosen { border: 1px solid var(--kp-accent); background: var(--kp-here); }
@media (forced-colors: active) {
  .kp-ghost { border: 2px solid CanvasText; }
  .kp-ghost-flag { border: 0; background: CanvasText; }
}
`;
