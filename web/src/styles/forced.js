/**
 * The stage and the controls where the browser chooses the colours: what is
 * known by its colour alone would vanish. Loaded where that is so.
 */
export const css = `/* sheet */
@media (forced-colors: active) {
  .kp-stage .kp-btn[aria-pressed="true"] { border-color: Highlight; }
  .kp-flag svg, .kp-legend svg { fill: CanvasText; }
  .kp-ring::before, .kp-badge, .kp-none, .kp-sign-ring { border: 2px solid CanvasText; }
  .kp-badge { border-width: 1px; line-height: 10px; }
  .kp-start, .kp-sign-read, .kp-group::before { background: CanvasText; forced-color-adjust: none; }
  .kp-wait { background: repeating-linear-gradient(90deg, CanvasText 0 3px, Canvas 3px 6px); forced-color-adjust: none; }
  .kp-again { background: Highlight; forced-color-adjust: none; }
  .kp-never { background: repeating-linear-gradient(135deg, CanvasText 0 1.5px, Canvas 1.5px 4px); forced-color-adjust: none; }
  .kp-cell.kp-lost { border: 2px dashed CanvasText; }
  .kp-curves path { stroke: CanvasText; }
  .kp-cell, .kp-chip, .kp-end, .kp-ring, .kp-commit { border-color: CanvasText; }
  .kp-done { background: CanvasText; forced-color-adjust: none; }
  .kp-read { border: 1px solid CanvasText; background: GrayText; forced-color-adjust: none; }
  .pg-timeline path { stroke: CanvasText; }
}
`;
