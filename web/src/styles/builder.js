/** Where a lesson is written. */
export const css = `/* sheet */
.pg-builder { display: flex; flex-direction: column; min-width: 0; min-height: 0; background: var(--kp-panel); }
.pg-root[data-builder="column"] {
  padding-left: var(--pg-builder);
  > .pg-header { margin-left: calc(-1 * var(--pg-builder)); }
  > .pg-builder { position: absolute; z-index: 1; left: 0; top: 44px; bottom: 0; width: var(--pg-builder); border-right: 1px solid var(--kp-line); }
  &[data-lesson="column"] {
    padding-left: calc(var(--pg-builder) + var(--pg-beside));
    > .pg-header { margin-left: calc(-1 * (var(--pg-builder) + var(--pg-beside))); }
    > .pg-lesson { left: var(--pg-builder); width: var(--pg-beside); }
  }
}
.pg-builder-top { flex: none; display: flex; align-items: center; justify-content: space-between; gap: 12px; padding: 10px 12px 0 20px; h2 {
  font-size: 16px; font-weight: 600; } }
.pg-builder-tools { flex: none; position: relative; display: flex; flex-wrap: wrap; gap: 6px; padding: 8px 20px; border-bottom: 1px solid var(--kp-line); }
.pg-builder-tools [aria-expanded="true"], .pg-builder-tools [aria-pressed="true"] { border-color: var(--kp-accent); color: var(--kp-accent); }
.pg-builder-list {
  position: absolute; z-index: 5; top: calc(100% - 4px); left: 20px; display: grid; min-width: 180px; padding: 4px; border: 1px solid var(--kp-line);
    border-radius: 8px;
  background: var(--kp-panel); box-shadow: 0 6px 20px rgb(0 0 0 / 0.14);
  &[hidden] { display: none; }
  &[data-lies="right"] { left: auto; right: 20px; }
}
.pg-root .pg-builder-list button {
  min-height: 30px; padding: 2px 10px; border: 0; border-radius: 5px; background: none; text-align: start;
  &:is(:hover, :focus-visible) { background: var(--kp-soft); }
}
.pg-builder-tape { flex: none; padding: 8px 20px; border-bottom: 1px solid var(--kp-line); background: var(--kp-here); font-size: 13px; &[hidden] {
  display: none; } }
.pg-builder-tape pre { max-height: 96px; margin: 6px 0; overflow: auto; font: 12.5px/1.5 var(--kp-mono); white-space: pre-wrap; overflow-wrap: anywhere; }
.pg-builder-tape p::before { content: "●"; margin-right: 6px; color: var(--kp-bad); }
.pg-builder-row { display: flex; flex-wrap: wrap; gap: 6px; }

/* The field lies over a copy of its lines. */
.pg-source { flex: 1 1 0; min-height: 90px; overflow: hidden auto; overscroll-behavior: contain; scrollbar-width: thin;
  scrollbar-color: var(--kp-line) transparent; cursor: text; }
.pg-source-in { position: relative; min-height: 100%; padding: 8px 0; box-sizing: border-box; }
.pg-source-lines { counter-reset: line; padding-bottom: 40px; color: transparent; }
.pg-source-lines > div {
  position: relative; min-height: 20px; padding: 0 12px 0 calc(var(--pg-digits, 2) * 1ch + 26px); counter-increment: line;
  &::before {
    content: counter(line); position: absolute; left: 0; width: calc(var(--pg-digits, 2) * 1ch + 14px); text-align: end; color: var(--kp-muted);
  }
  &[data-block] { background: var(--kp-soft); }
  &[data-wrong] { box-shadow: inset 3px 0 var(--kp-bad); background: color-mix(in srgb, var(--kp-bad) 9%, var(--kp-panel)); &::before {
    color: var(--kp-bad); font-weight: 600; } }
}
.pg-source-lines, .pg-root .pg-source-text {
  margin: 0; border: 0; font: 13px/20px var(--kp-mono); letter-spacing: 0; tab-size: 2; white-space: pre-wrap; overflow-wrap: break-word;
    word-break: normal; text-align: start;
}
.pg-root .pg-source-text {
  position: absolute; inset: 8px 0 0; display: block; box-sizing: border-box; width: 100%; height: calc(100% - 8px); resize: none; overflow: hidden;
    outline: none; border-radius: 0;
  padding: 0 12px 0 calc(var(--pg-digits, 2) * 1ch + 26px); background: none; color: var(--kp-ink);
}
.pg-source:has(:focus-visible) { outline: 2px solid var(--kp-accent); outline-offset: -2px; }

.pg-builder-state { flex: none; display: flex; flex-wrap: wrap; align-items: center; gap: 4px 10px; min-height: 36px; padding: 4px 20px;
  border-top: 1px solid var(--kp-line); font-size: 13px;
  > [data-is="wrong"] { color: var(--kp-bad); } > [data-is="holds"] { color: var(--kp-group-0); } > [data-is="busy"] { color: var(--kp-muted); }
}
.pg-builder-state .pg-builder-older { color: var(--kp-muted); }
.pg-builder-wrongs { flex: none; max-height: 25%; margin: 0; padding: 0 12px 8px; overflow: auto; list-style: none; scrollbar-width: thin; &:empty {
  display: none; } }
.pg-root .pg-builder-wrongs button {
  display: flex; gap: 10px; width: 100%; min-height: 28px; padding: 3px 8px; border: 0; border-radius: 5px; background: none; text-align: start;
    font-size: 13px;
  &:hover { background: var(--kp-soft); }
  b { flex: none; min-width: 44px; font: 12.5px/20px var(--kp-mono); color: var(--kp-bad); }
  span { min-width: 0; overflow-wrap: anywhere; }
}
.pg-builder-facts { flex: none; border-top: 1px solid var(--kp-soft); font-size: 13px;
  summary { padding: 7px 20px; cursor: pointer; }
  > div { padding: 0 20px 8px; }
  p { color: var(--kp-muted); }
  label { display: flex; align-items: center; gap: 8px; margin: 6px 0; }
  input { flex: 1; min-width: 0; min-height: 28px; padding: 0 8px; border: 1px solid var(--kp-line); border-radius: 6px; background: var(--kp-ground); }
}
.pg-builder-true { max-height: 150px; margin: 0 -8px; padding: 0; overflow: auto; list-style: none; scrollbar-width: thin; }
.pg-root .pg-builder-true button {
  width: 100%; min-height: 24px; padding: 1px 8px; border: 0; border-radius: 4px; background: none; text-align: start;
    font: 12.5px/20px var(--kp-mono); overflow-wrap: anywhere;
  &:hover { background: var(--kp-soft); }
}
.pg-builder-help { flex: none; padding: 6px 20px 8px; border-top: 1px solid var(--kp-soft); color: var(--kp-muted); font-size: 12px; }
.pg-lesson-note { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 10px; margin: 0 0 8px !important; padding: 6px 10px;
  border-radius: 6px; background: var(--kp-here); font-size: 13px; }

.pg-root[data-builder="tab"] {
  .pg-builder-top, .pg-builder-help { display: none; }
  .pg-builder-tools { padding: 6px 12px; }
  .pg-builder-list { left: 12px; }
  .pg-builder-state, .pg-builder-tape { padding-inline: 12px; }
  .pg-builder-facts summary { padding-inline: 12px; }
}
@container pg (max-width: 520px) {
  .pg-builder-tools { flex-wrap: nowrap; overflow-x: auto; scrollbar-width: none; .pg-button { flex: none; } &:has([aria-expanded="true"]) {
    overflow: visible; } }
  /* It is in the list of blocks, too. */
  .pg-builder-scene { display: none; }
}
@media (pointer: coarse) {
  .pg-root :is(.pg-builder-list, .pg-builder-wrongs, .pg-builder-true) button, .pg-builder-facts :is(input, summary) { min-height: 44px; }
  .pg-root .pg-source-text, .pg-source-lines { font-size: 16px; line-height: 24px; }
  .pg-source-lines > div { min-height: 24px; }
}
@media (max-height: 479.98px) { .pg-root[data-builder="column"] > .pg-builder { top: 40px; } }
`;
