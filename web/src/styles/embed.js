/** The dialog that makes a figure of what is shown. */
export const css = `/* sheet */
.pg-dialog.pg-embed-dialog { width: min(1168px, calc(100vw - 24px)); }
.pg-dialog.pg-embed-dialog > header { padding: 14px 20px 12px; border-bottom: 1px solid var(--kp-soft); }
.pg-dialog.pg-embed-dialog[open] { display: flex; flex-direction: column; overflow: hidden; }
.pg-embed {
  flex: 1 1 auto; min-height: 0; display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 682px); grid-template-rows: minmax(0, 1fr);
}
.pg-embed-fields, .pg-embed-seen { min-height: 0; overflow: auto; padding: 14px 20px; scrollbar-width: thin; scrollbar-color: var(--kp-line) transparent; }
.pg-embed-fields { display: grid; gap: 18px; align-content: start; border-inline-end: 1px solid var(--kp-soft); }
.pg-embed-part { display: grid; gap: 10px; min-width: 0; margin: 0; padding: 0; border: 0; }
.pg-embed-part legend { padding: 0 0 8px; font-weight: 600; font-size: 13px; }
.pg-embed-rows { display: grid; gap: 10px; }
.pg-embed-checks { display: flex; flex-wrap: wrap; gap: 8px 16px; }
.pg-embed-checks .pg-check { color: var(--kp-ink); font-size: 13px; min-height: 20px; }
.pg-embed-checks :has(:disabled) { color: var(--kp-muted); }
.pg-embed-of { display: grid; grid-template-columns: 96px minmax(0, 1fr); gap: 12px; }
.pg-embed-of > span { font-size: 13px; color: var(--kp-muted); }
.pg-embed-three { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 12px; }
.pg-embed-beside { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 4px; }
.pg-embed-beside .pg-button, .pg-embed-captions .pg-button { padding: 0 8px; font-size: 12px; }
.pg-embed-fields .pg-ways { gap: 10px; }
.pg-embed-fields .pg-way label { font-size: 14px; }
.pg-embed-fields .pg-way .pg-field { grid-column: 2; margin-top: 6px; }
.pg-embed-captions { display: grid; gap: 8px; list-style: none; margin: 0; padding: 0; }
.pg-embed-captions:empty { display: none; }
.pg-embed-captions li { display: grid; grid-template-columns: 74px auto minmax(0, 1fr) auto; gap: 4px; align-items: center; }
.pg-embed-captions input {
  width: 100%; min-height: 32px; padding: 4px 8px; border: 1px solid var(--kp-line); border-radius: 6px; background: var(--kp-ground);
}
.pg-embed-captions [aria-invalid] { border-color: var(--kp-bad); }
.pg-embed-captions p { grid-column: 1 / -1; }
.pg-embed-captions-box { display: grid; gap: 8px; }
.pg-embed-seen { display: flex; flex-direction: column; gap: 12px; background: var(--kp-soft); }
.pg-embed-bar { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; }
.pg-embed-bar > p { flex: 1 1 auto; font-size: 13px; }
.pg-embed-choices { display: flex; }
.pg-embed-choices > * { border-radius: 0; margin-inline-start: -1px; }
.pg-embed-choices > :first-child { border-radius: 6px 0 0 6px; margin: 0; }
.pg-embed-choices > :last-child { border-radius: 0 6px 6px 0; }
.pg-embed-choices > [aria-pressed="true"] { position: relative; }
.pg-embed-stand { flex: 1 1 auto; min-height: 0; overflow: hidden auto; scrollbar-width: thin; scrollbar-color: var(--kp-line) transparent; }
.pg-embed-box {
  max-width: 640px; min-height: 160px; margin-inline: auto; display: grid; justify-content: center; align-content: start;
  overflow: hidden; border-radius: 6px; background: light-dark(#ffffff, #0c0e10);
}
.pg-embed-box > * { transform-origin: top; }
.pg-embed-forms { flex: none; padding: 0 20px 6px; border-top: 1px solid var(--kp-line); }
.pg-embed-forms .pg-form:first-child { border: 0; }
.pg-embed-forms > p { padding: 4px 0; font-size: 13px; }
.pg-embed-forms > p:empty { display: none; }
.pg-dialog.pg-embed-dialog > footer {
  flex: none; align-items: center; gap: 8px; padding: 12px 20px; border-top: 1px solid var(--kp-line); flex-wrap: wrap;
}
.pg-embed-dialog > footer p { flex: 1 1 auto; font-size: 13px; }
@media (min-width: 700.02px) { .pg-embed-forms .pg-form { grid-template-columns: 124px minmax(0, 1fr) 112px auto; min-height: 38px; } }
@media (max-width: 940px), (max-height: 560px) {
  .pg-dialog.pg-embed-dialog[open] { display: block; overflow: auto; }
  .pg-embed { display: flex; flex-direction: column-reverse; }
  .pg-embed-fields { border: 0; overflow: visible; }
  .pg-embed-seen { overflow: visible; padding: 12px; }
  .pg-embed-stand { overflow: visible; }
}
@media (max-width: 520px) {
  .pg-embed-of { grid-template-columns: minmax(0, 1fr); gap: 4px; }
  .pg-embed-three { grid-template-columns: minmax(0, 1fr); gap: 8px; }
  .pg-embed-three .pg-field { grid-template-columns: 88px minmax(0, 1fr); align-items: center; }
  .pg-embed-three .pg-field-error { grid-column: 2; }
  .pg-embed-captions li { grid-template-columns: 1fr auto auto; }
  .pg-embed-captions li > input + button + input { grid-area: 2 / 1 / auto / -1; }
  .pg-embed-checks .pg-check { min-height: 32px; }
}
@media (forced-colors: active) {
  .pg-embed-choices > [aria-pressed="true"] { background: Highlight; color: HighlightText; forced-color-adjust: none; }
}
`;
