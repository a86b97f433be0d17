/** The session: commands, what they answered, and what tools print. */
export const css = `/* sheet */
.pg-terminal .pg-panel-head h2 { margin-right: auto; }
.pg-session { font: 13px/1.55 var(--kp-mono); cursor: text; }
.pg-session pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 8; }
.pg-session .pg-quiet { font-size: 13px; cursor: pointer; }
.pg-comment, .pg-exit, .pg-called, .pg-ahead { color: var(--kp-muted); }
.pg-dollar { color: var(--kp-accent); user-select: none; white-space: pre; }
.pg-root .pg-refusal { color: var(--kp-bad); }
.pg-entry[data-later], .pg-entry[data-later] * { color: var(--kp-muted); }
.pg-row { min-height: 1.55em; }
.pg-row span[data-stream="err"] { color: var(--kp-bad); }
.pg-row[data-stream="err"] { margin-left: -10px; padding-left: 8px; border-left: 2px solid var(--kp-bad); }
.pg-row span[data-stream="in"] { font-weight: 600; }
.pg-called { display: flex; flex-wrap: wrap; gap: 0 2ch; font: 12.5px/1.5 var(--kp-sans); }
.pg-called code { font-family: var(--kp-mono); color: var(--kp-ink); }
.pg-root .pg-watch-it { margin-left: -6px; color: var(--kp-accent); font-family: var(--kp-sans); }
.pg-work { display: flex; align-items: center; gap: 1ch; } .pg-work[hidden] { display: none; }
.pg-progress { flex: 1; max-width: 30ch; accent-color: var(--kp-accent); }
.pg-prompt { display: flex; gap: 1ch; align-items: baseline; }
.pg-prompt[data-mode="tool"] { gap: 0; }
.pg-prompt:is([data-mode="tool"], [data-mode="busy"]) .pg-dollar:empty { display: none; }
.pg-input { flex: 1; min-width: 6ch; border: 0; padding: 0; background: none; caret-color: var(--kp-ink); }
.pg-root .pg-input:focus-visible { outline: none; }
.pg-prompt:focus-within { box-shadow: 0 1px 0 var(--kp-accent); }
.pg-prompt[data-search] .pg-input { flex: 0 1 20ch; }
.pg-found { flex: 1 1 0; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: pre; }
.pg-found[data-nothing] { color: var(--kp-muted); }
.pg-keys { flex: none; display: flex; gap: 4px; font-family: var(--kp-sans); }
.pg-keys .pg-quiet { padding: 0 6px; border: 1px solid var(--kp-line); font-size: 12px; }
.pg-keys [data-key="tab"], .pg-prompt:not([data-mode="tool"], [data-mode="busy"]) [data-key="c"],
.pg-prompt:not([data-mode="tool"]) [data-key="d"] { display: none; }
.pg-offers { display: grid; grid-template-columns: max-content 1fr; max-height: 12.4em; margin: 2px 0; overflow-y: auto; scrollbar-width: thin;
  scrollbar-color: var(--kp-line) transparent; border-left: 2px solid var(--kp-line); cursor: default; }
.pg-offer { display: grid; grid-column: 1 / -1; grid-template-columns: subgrid; gap: 2ch; padding: 0 8px; }
.pg-offer-about { color: var(--kp-muted); font-family: var(--kp-sans); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.pg-offer:hover { background: var(--kp-soft); }
.pg-offer[aria-selected="true"] { background: var(--kp-here); box-shadow: -2px 0 0 var(--kp-accent); }
.pg-man { margin: 4px 0 8px; max-width: 100ch; }
.pg-man h3 { margin-top: 8px; font: 600 12.5px/1.6 var(--kp-sans); }
.pg-man-options { display: grid; grid-template-columns: minmax(0, max-content) minmax(0, 1fr); gap: 2px 2ch; padding-left: 6px; }
.pg-man-options dd { font-family: var(--kp-sans); }
.pg-man-options em { color: var(--kp-muted); font-style: normal; }
.pg-man-name { display: flex; flex-wrap: wrap; gap: 0 2ch; }
.pg-man ul { margin: 0; padding: 0; list-style: none; }
.pg-root .pg-man .pg-quiet {
  padding: 2px 6px; font-family: var(--kp-mono); color: var(--kp-accent); text-align: start; overflow-wrap: anywhere;
  white-space: pre-wrap;
}
@container pg (max-width: 720px) {
  .pg-input { font-size: 16px; }
  /* A table that is wider than a phone is scrolled and not broken. */
  .pg-session .pg-row:not([data-stream="err"]) { white-space: pre; }
  .pg-offers, .pg-man-options { grid-template-columns: 1fr; }
  .pg-man-options dd { padding-left: 2ch; }
  .pg-offer { display: block; padding-block: 3px; }
  .pg-offer span { display: block; }
}
@media (pointer: coarse) {
  .pg-prompt { flex-wrap: wrap; align-items: center; }
  .pg-prompt .pg-input { flex: 1 1 60%; }
  .pg-prompt .pg-keys { flex-basis: 100%; }
  .pg-keys .pg-quiet, .pg-offer { min-height: 44px; min-width: 56px; }
  .pg-offer { padding-block: 4px; }
  .pg-prompt:not([data-mode="tool"], [data-mode="busy"]) [data-key="tab"] { display: inline-block; }
}
`;
