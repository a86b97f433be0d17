/** What is lit on the stage: where somebody points, and what was picked. */
export const css = `/* sheet */
.kp-stage .kp-lit { outline: 2px solid var(--kp-accent); outline-offset: 1px; }
.kp-stage .kp-topic-head.kp-lit { outline: 0; }
.kp-stage .kp-topic-head.kp-lit .kp-topic-name { outline: 2px solid var(--kp-accent); outline-offset: 2px; border-radius: 2px; }
.kp-stage .kp-lane.kp-lit { outline: 0; }
.kp-stage .kp-lane.kp-lit > .kp-number { outline: 2px solid var(--kp-accent); outline-offset: 2px; border-radius: 2px; }
.kp-stage .kp-cell.kp-working.kp-lit { outline-color: var(--kp-accent); }
.kp-stage .kp-ring.kp-lit { border-radius: 50%; outline-offset: -5px; }
.kp-stage .kp-card.kp-lit { outline: 1.5px solid var(--kp-accent); outline-offset: -1px; }
.kp-stage .kp-card.kp-lit :is(.kp-name, .kp-group-name).kp-lit:not(:focus-visible) { outline: 0; }
.kp-stage .kp-curves path.kp-lit { outline: 0; opacity: 1; stroke-width: 2.5; }
.kp-stage .kp-offsets.kp-lit { outline: 0; }
`;
