/** How the table of where keys go looks. */
export const css = `/* sheet */
.kp-keys { position: absolute; left: 0; top: 0; padding: 10px 14px; color: var(--kp-muted); overflow: hidden; }
.kp-key-row { display: grid; grid-template-columns: minmax(0, 196px); grid-auto-columns: 34px; grid-auto-flow: column; align-items: center; height: 24px; }
.kp-key-row:first-child { height: 32px; padding-bottom: 6px; border-bottom: 1px solid var(--kp-soft); margin-bottom: 4px; }
.kp-key-row .kp-chip { width: 31px; height: 22px; }
.kp-key-who { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.kp-key-how { margin-left: 6px; font-size: 11.5px; opacity: .85; }
.kp-key-who > :first-child { color: var(--kp-ink); }
.kp-mode-narrow .kp-keys { padding-inline: 10px; } .kp-mode-narrow .kp-key-how { display: none; }
.kp-key-place { width: 31px; border-radius: 3px; font: 12px/20px var(--kp-mono); text-align: center; cursor: pointer; }
.kp-key-place.kp-other { color: var(--kp-ink); font-weight: 700; background: light-dark(color-mix(in srgb, var(--k) var(--kp-mix), var(--kp-panel)),
    color-mix(in srgb, var(--k) var(--kp-mix-dark), var(--kp-panel))); }
`;
