/**
 * How a group's line over a whole log looks: one element, whose lengths are
 * properties of its style. All of it is background: what moves is painted again,
 * and nothing is laid out.
 */
export const css = `/* sheet */
.kp-thread {
  --pale: color-mix(in srgb, var(--g) 42%, var(--kp-panel));
  position: absolute; left: 0; top: 0; width: calc(100% + 12px); height: 11px; pointer-events: none;
  background:
    radial-gradient(circle, var(--kp-panel) 0 1.7px, var(--g) 2.1px 3.2px, transparent 3.6px) calc(var(--r) - 4px) 50% / 8px 8px no-repeat,
    linear-gradient(var(--g), var(--g)) var(--a) 1px / 6px 4px no-repeat,
    linear-gradient(var(--g), var(--g)) var(--a) 1px / 1.5px 9px no-repeat,
    linear-gradient(var(--g), var(--g)) 4px 50% / max(0px, calc(var(--a) - 4px)) 2px no-repeat,
    linear-gradient(var(--pale), var(--pale)) var(--b) 50% / max(0px, calc(var(--c) - var(--b))) 4px no-repeat,
    repeating-linear-gradient(90deg, var(--g) 0 1.5px, transparent 1.5px 4px) var(--u) 50% / max(0px, calc(var(--e) - var(--u))) 1.5px no-repeat;
}
.kp-block, .kp-notch { position: absolute; left: 0; pointer-events: auto; }
.kp-block { top: 2px; height: 6px; border-radius: 1px; background: var(--kp-warn); box-shadow: 0 -1px 0 var(--kp-warn); }
.kp-notch {
  top: 3px; height: 6px; border-block: 1px solid var(--kp-bad);
  background: repeating-linear-gradient(135deg, var(--kp-bad) 0 1.5px, var(--kp-panel) 1.5px 3px);
}
@media (forced-colors: active) {
  .kp-thread { --pale: GrayText; --g: CanvasText; --kp-panel: Canvas; forced-color-adjust: none; }
  .kp-block { background: Highlight; forced-color-adjust: none; }
  .kp-notch { border-color: CanvasText; background: repeating-linear-gradient(135deg, CanvasText 0 1.5px, Canvas 1.5px 3px); forced-color-adjust: none; }
}
`;
