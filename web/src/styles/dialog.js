/** Dialogs and the forms in them. */
export const css = `/* sheet */
.pg-primary, .pg-danger {
  min-height: 30px; padding: 0 12px; border: 1px solid; border-radius: 6px; background: var(--kp-panel); white-space: nowrap;
}
.pg-root .pg-primary { background: var(--kp-accent); border-color: var(--kp-accent); color: var(--kp-on-accent); }
.pg-root .pg-danger { border-color: var(--kp-bad); color: var(--kp-bad); }
.pg-dialog {
  width: min(520px, calc(100vw - 24px)); max-height: calc(100dvh - 24px); padding: 0;
  border: 1px solid var(--kp-line); border-radius: 8px; background: var(--kp-panel); color: var(--kp-ink);
  overflow: auto;
}
.pg-dialog::backdrop { background: rgb(0 0 0 / 0.28); }
.pg-dialog > header { display: flex; justify-content: space-between; align-items: center; padding: 14px 20px 0; }
.pg-dialog h2 { font-size: 16px; font-weight: 600; }
.pg-dialog h3 { font-size: 12.5px; font-weight: 400; color: var(--kp-muted); padding: 12px 20px 4px; }
.pg-dialog form { display: grid; grid-template-columns: 1fr 1fr; gap: 12px 16px; padding: 12px 20px 20px; }
.pg-dialog form > :not(.pg-field), .pg-field:is([data-kind="lines"], [data-kind="check"], [data-wide]) { grid-column: 1 / -1; }
@media (max-width: 460px) { .pg-field { grid-column: 1 / -1; } }
.pg-dialog > .pg-about, .pg-dialog > .pg-rows { padding: 8px 20px; }
.pg-dialog > .pg-rows dt { min-width: 74px; color: var(--kp-ink); font-weight: 600; }
.pg-dialog > :last-child { padding-bottom: 20px; }
.pg-about { color: var(--kp-muted); text-wrap: pretty; }
.pg-about a { color: var(--kp-accent); }
.pg-field { display: grid; gap: 3px; align-content: start; min-width: 0; }
.pg-language { display: flex; align-items: center; gap: 10px; padding-inline: 20px; }
.pg-language select { min-height: 32px; padding: 4px 8px; border: 1px solid var(--kp-line); border-radius: 6px; background: var(--kp-ground); }
.pg-more[open] { display: grid; gap: 12px; }
.pg-more summary { min-height: 24px; color: var(--kp-muted); font-size: 13px; cursor: pointer; }
.pg-more .pg-field { margin-top: 10px; }
.pg-field > label { font-size: 13px; }
.pg-check { display: inline-flex; align-items: center; gap: 6px; font-size: 12px; color: var(--kp-muted); }
.pg-check input { margin: 0; accent-color: var(--kp-accent); }
.pg-field .pg-check label { color: var(--kp-ink); font-size: 13px; }
.pg-field :is(input:not([type="checkbox"]), select, textarea) {
  width: 100%; min-height: 32px; padding: 4px 8px; border: 1px solid var(--kp-line); border-radius: 6px;
  background: var(--kp-ground);
}
.pg-field textarea { font: 13px/1.5 var(--kp-mono); resize: vertical; }
.pg-field [aria-invalid] { border-color: var(--kp-bad) !important; }
.pg-field-hint { font-size: 12px; color: var(--kp-muted); }
.pg-field-error { font-size: 13px; color: var(--kp-bad); white-space: pre-line; overflow-wrap: anywhere; }
.pg-field-error:empty { display: none; }
.pg-preview { display: block; padding: 8px 10px; border-radius: 6px; background: var(--kp-soft); font: 12.5px/1.5 var(--kp-mono); overflow-wrap: anywhere; }
.pg-preview span { display: inline-block; max-width: 100%; }
.pg-dialog footer { display: flex; justify-content: flex-end; gap: 10px; }
.pg-dialog > footer { padding-inline: 20px; }
@media (pointer: coarse) {
  .pg-root :is(.pg-primary, .pg-danger) { min-height: 40px; min-width: 40px; }
}
`;
