/** How a group's line over a whole log looks: one element, whose lengths are properties of its style. */
export const css = `/* sheet */
.kp-thread {
  --pale: color-mix(in srgb, var(--g) 42%, var(--kp-panel));
  position: absolute; left: 0; top: 0; width: 100%; height: 5px;
  background:
    linear-gradient(var(--g), var(--g)) 0 50% / var(--a) 2px no-repeat,
    linear-gradient(var(--pale), var(--pale)) var(--b) 50% / calc(var(--c) - var(--b)) 4px no-repeat,
    repeating-linear-gradient(90deg, var(--g) 0 1.5px, transparent 1.5px 4px) var(--u) 50% / calc(var(--e) - var(--u)) 1.5px no-repeat;
}
.kp-thread::before, .kp-thread::after { content: ""; position: absolute; left: 0; pointer-events: none; }
.kp-thread::before {
  top: -3px; width: 6px; height: 7px; translate: var(--a); background: var(--g);
  clip-path: polygon(0 0, 75% 0, 100% 32%, 75% 64%, 25% 64%, 25% 100%, 0 100%);
}
.kp-thread::after {
  top: -1px; width: 7px; height: 7px; margin-left: -3px; translate: var(--r);
  border: 1.5px solid var(--g); border-radius: 50%; background: var(--kp-panel); box-sizing: border-box;
}
.kp-thread.kp-unset::before, .kp-thread.kp-nowhere::after { content: none; }
.kp-block, .kp-notch { position: absolute; left: 0; }
.kp-block { top: -1px; height: 6px; border-radius: 1px; background: var(--kp-warn); box-shadow: 0 -1px 0 var(--kp-warn); }
.kp-notch {
  top: 0; height: 6px; border-block: 1px solid var(--kp-bad);
  background: repeating-linear-gradient(135deg, var(--kp-bad) 0 1.5px, var(--kp-panel) 1.5px 3px);
}
@media (forced-colors: active) {
  .kp-thread { --pale: GrayText; --g: CanvasText; forced-color-adjust: none; }
  .kp-thread::before { background: CanvasText; }
  .kp-thread::after { border-color: CanvasText; background: Canvas; }
  .kp-block { background: Highlight; forced-color-adjust: none; }
  .kp-notch { border-color: CanvasText; background: repeating-linear-gradient(135deg, CanvasText 0 1.5px, Canvas 1.5px 3px); forced-color-adjust: none; }
}
`;
