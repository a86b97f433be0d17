/** The session: commands and what they answered. */
export const css = `/* sheet */
.pg-terminal .pg-panel-head h2 { margin-right: auto; }
.pg-session { font: 13px/1.55 var(--kp-mono); cursor: text; }
.pg-session pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
.pg-comment { color: var(--kp-muted); }
.pg-dollar { color: var(--kp-accent); user-select: none; }
.pg-root .pg-refusal { color: var(--kp-bad); }
.pg-entry[data-later], .pg-entry[data-later] * { color: var(--kp-muted); }
.pg-work { display: flex; align-items: center; gap: 1ch; } .pg-work[hidden] { display: none; }
.pg-progress { flex: 1; max-width: 30ch; accent-color: var(--kp-accent); }
.pg-prompt { display: flex; gap: 1ch; }
.pg-input { flex: 1; min-width: 0; border: 0; padding: 0; background: none; caret-color: var(--kp-ink); }
.pg-root .pg-input:focus-visible { outline: none; }
.pg-prompt:focus-within { box-shadow: 0 1px 0 var(--kp-accent); }
@container pg (max-width: 720px) {
  .pg-input { font-size: 16px; }
}
`;
