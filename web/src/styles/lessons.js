/** The list of lessons. */
export const css = `/* sheet */
.pg-lessons { list-style: none; display: grid; gap: 2px; padding: 0 14px 12px 0; }
.pg-lessons li { padding: 4px 0 8px; border-top: 1px solid var(--kp-soft); }
.pg-lessons li > p { margin: 0 0 0 40px; color: var(--kp-muted); font-size: 13px; max-width: 62ch; }
.pg-lessons button {
  display: flex; align-items: baseline; gap: 10px; width: 100%; min-height: 34px; padding: 4px 8px 4px 6px; border: 0; border-radius: 6px;
  background: none; text-align: start; font-size: 15px;
}
.pg-lessons button:hover { background: var(--kp-soft); }
.pg-lessons b { flex: none; width: 24px; text-align: end; font-weight: 400; color: var(--kp-muted); }
.pg-lessons-title { flex: 1; min-width: 0; font-weight: 600; }
.pg-lessons-state { font-size: 12.5px; color: var(--kp-group-0); }
.pg-lessons [data-state="begun"] .pg-lessons-state { color: var(--kp-accent); }
.pg-lessons-minutes { font-size: 12.5px; color: var(--kp-muted); white-space: nowrap; }
.pg-lessons-go { padding: 2px 10px; border-radius: 6px; background: var(--kp-accent); color: var(--kp-on-accent); font-size: 13px; white-space: nowrap; }
.pg-lessons-own { display: flex; flex-wrap: wrap; gap: 8px; padding: 12px 20px 0; border-top: 1px solid var(--kp-soft); }
@media (pointer: coarse) { .pg-lessons button { min-height: 44px; } }
`;
