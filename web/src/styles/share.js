/** The dialog that shares a moment. */
export const css = `/* sheet */
.pg-dialog.pg-share-dialog { width: min(800px, calc(100vw - 24px)); }
.pg-dialog.pg-share-dialog > header { padding: 14px 20px 12px; border-bottom: 1px solid var(--kp-soft); }
.pg-share { padding: 16px 20px 0; }
.pg-share-what { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 428px); gap: 16px 28px; padding-bottom: 12px; }
.pg-choices { display: grid; gap: 14px; align-content: start; }
.pg-ways { display: grid; gap: 12px; }
.pg-way { display: grid; grid-template-columns: 16px 1fr; gap: 1px 10px; align-items: center; }
.pg-way label { font-size: 15px; }
.pg-way p { grid-column: 2; font-size: 13px; }
.pg-way input { width: 16px; height: 16px; margin: 0; accent-color: var(--kp-accent); }
.pg-preview-box {
  display: grid; place-items: center; height: 242px; border: 1px solid var(--kp-line); border-radius: 6px; overflow: hidden;
  background: var(--kp-ground);
}
.pg-preview-box + p { padding-top: 6px; font-size: 13px; }
.pg-seen { position: relative; overflow: hidden; aspect-ratio: var(--wide) / var(--high); width: min(100%, 242px * var(--wide) / var(--high)); }
.pg-seen > * { position: absolute; top: 0; left: 0; transform-origin: 0 0; pointer-events: none; }
.pg-form {
  display: grid; grid-template-columns: 108px minmax(0, 1fr) 112px auto; gap: 12px; align-items: center;
  min-height: 40px; border-top: 1px solid var(--kp-soft);
}
.pg-form label { font-size: 14px; }
.pg-form button { min-width: 72px; }
.pg-form input {
  min-width: 0; width: 100%; padding: 4px 0; border: 0; background: none; font: 12.5px var(--kp-mono); text-overflow: ellipsis;
}
.pg-form span { font-size: 13px; text-align: end; white-space: nowrap; }
.pg-forms[data-long] .pg-form input { color: var(--kp-muted); }
.pg-forms[data-long] .pg-form span { color: var(--kp-bad); }
.pg-share .pg-field-error { padding: 8px 0; }
.pg-dialog.pg-share-dialog > footer {
  display: flex; justify-content: space-between; align-items: center; gap: 12px; padding: 12px 20px;
  border-top: 1px solid var(--kp-line);
}
@media (max-width: 700px) {
  .pg-share-what { grid-template-columns: minmax(0, 1fr); }
  .pg-share-what > :last-child { order: -1; }
  .pg-preview-box { height: 180px; place-items: start center; }
  .pg-seen { width: 100%; }
  .pg-form { grid-template-columns: minmax(0, 1fr) auto; gap: 0 12px; padding: 6px 0; }
  .pg-form label { grid-area: 1 / 1; }
  .pg-form span { grid-area: 2 / 1; text-align: start; }
  .pg-form input { display: none; }
  .pg-form button { grid-area: 1 / 2 / span 2; min-height: 44px; min-width: 68px; }
  .pg-way { min-height: 44px; align-content: center; }
  .pg-dialog.pg-share-dialog > footer { flex-wrap: wrap; }
}
`;
