/** What stands in a figure's last line: its goal, and the way to the playground; and what stands there once a reader has acted. */
export const css = `/* sheet */
.pg-goal { color: var(--kp-muted); font-size: 13px; }
.pg-goal[data-reached]::before { content: "✓ "; color: var(--kp-ink); }
.pg-open { color: var(--kp-accent); font-size: 14px; line-height: 24px; }
/* In the place of the sentence. */
.pg-left { display: none !important; }
.pg-own-way { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; min-height: 48px; }
.pg-root[data-readonly] .kp-stage [role="slider"] { cursor: default; }
@media (pointer: coarse) { .pg-open { line-height: 44px; } }
@media print { .pg-open, .pg-own-way .pg-button { display: none; } }
`;
