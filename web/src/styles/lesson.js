/** A lesson beside the stage, or in the first tab below it, and the marks of a guess over the stage. */
export const css = `/* sheet */
.pg-lesson { display: flex; flex-direction: column; min-width: 0; min-height: 0; background: var(--kp-ground); }
.pg-root[data-lesson="column"] {
  --pg-column: 380px;
  padding-left: var(--pg-column);
  > .pg-header { margin-left: calc(-1 * var(--pg-column)); }
  > .pg-lesson { position: absolute; z-index: 1; left: 0; top: 44px; bottom: 0; width: var(--pg-column); border-right: 1px solid var(--kp-line); }
}
/* Where a little less of it lets the groups stand beside the topic (stage/layout.js), it is a little less: a lesson is about their cards. */
@media (min-width: 1270px) and (max-width: 1352px) {
  .pg-root[data-lesson="column"] { --pg-column: calc(100vw - 972px); }
}
.pg-root[data-lesson-waits] .pg-stage { opacity: .3; transition: opacity .3s .2s; }
.pg-lesson-root { flex: 1; display: flex; flex-direction: column; min-height: 0; }
.pg-lesson-top { flex: none; padding: 14px 20px 0; }
.pg-lesson-dots { display: flex; justify-content: space-between; position: relative; margin: 0 -3px; }
.pg-root .pg-lesson-dots button {
  position: relative; flex: 1; max-width: 24px; height: 24px; padding: 0; border: 0; background: none;
  &::before {
    content: ""; position: absolute; left: calc(50% - 4.5px); top: calc(50% - 4.5px); width: 9px; height: 9px; border-radius: 50%; box-sizing: border-box;
    border: 1.5px solid var(--kp-muted);
  }
  /* Filled by its border: that is there in forced colours, too. */
  &[data-state="done"]:not([aria-current])::before { border: 5px solid var(--kp-ink); }
  &[data-state="begun"]::before { background: linear-gradient(90deg, var(--kp-muted) 50%, transparent 50%); }
  &[aria-current]::before { left: calc(50% - 6.5px); top: calc(50% - 6.5px); width: 13px; height: 13px; border: 3px solid var(--kp-accent);
    background: var(--kp-panel); }
  &[aria-current][data-state="done"]::before { background: var(--kp-ink); }
  &:is(:hover, :focus-visible)::after {
    content: attr(data-tip); position: absolute; z-index: 4; top: 25px; left: 0; width: max-content; max-width: 240px; padding: 2px 8px; border-radius: 4px;
    border: 1px solid var(--kp-line); background: var(--kp-panel); color: var(--kp-ink); font-size: 12.5px; text-align: start; pointer-events: none;
  }
  &[data-side="right"]:is(:hover, :focus-visible)::after { left: auto; right: 0; }
  &:focus-visible { outline-offset: -2px; }
}
.pg-lesson-top > p { display: flex; justify-content: space-between; padding: 2px 2px 0; color: var(--kp-muted); font-size: 12.5px; }
.pg-lesson-body {
  flex: 1 1 0; min-height: 0; overflow: hidden auto; overscroll-behavior: contain; padding: 12px 20px 20px; scrollbar-width: thin;
  scrollbar-color: var(--kp-line) transparent;
  scroll-padding: 12px; font-size: 15px; line-height: 1.5; overflow-wrap: break-word;
}
.pg-lesson-body:focus-visible { outline-offset: -2px; }
.pg-lesson-body :is(h2, h3):focus { outline: none; }
.pg-lesson h2 { font-size: 19px; line-height: 1.3; font-weight: 600; }
.pg-lesson h3 { margin-top: 14px; font-size: 16px; line-height: 1.35; font-weight: 600; }
.pg-lesson h4 { font-size: 14px; font-weight: 600; margin: 12px 0 0; }
.pg-lesson-nth { margin-top: 10px; color: var(--kp-muted); font-size: 12.5px; }
.pg-lesson-body :is(p, ul, ol, blockquote, table) { margin: 8px 0 0; }
.pg-lesson-body .pg-lesson-nth + h3 { margin: 0; }
.pg-lesson-body :is(ul, ol):not(.pg-lesson-goals ul) { padding-left: 22px; }
.pg-lesson-body li + li { margin-top: 4px; }
.pg-lesson-body blockquote { padding-left: 12px; border-left: 3px solid var(--kp-line); color: var(--kp-muted); }
.pg-lesson-body :is(code, pre, .pg-lesson-run) { font-family: var(--kp-mono); font-size: 13px; }
.pg-lesson-body :is(code, .pg-lesson-run) { overflow-wrap: anywhere; }
.pg-lesson-body :is(p, li, td) > code { padding: 1px 4px; border-radius: 3px; background: var(--kp-soft); }
.pg-lesson-body a { color: var(--kp-accent); text-underline-offset: 2px; }
.pg-root .pg-lesson-run {
  padding: 1px 8px; border: 1px solid var(--kp-accent); border-radius: 5px; background: var(--kp-panel); color: var(--kp-accent); text-align: start;
  &:hover { background: var(--kp-here); }
}
.pg-lesson-wide { overflow-x: auto; }
.pg-lesson table { border-collapse: collapse; font-size: 13px; }
.pg-lesson :is(th, td) { padding: 3px 12px 3px 0; border-bottom: 1px solid var(--kp-soft); text-align: start; vertical-align: top; }
.pg-lesson th { color: var(--kp-muted); font-weight: 400; }
.pg-lesson-fence { display: flex; align-items: flex-start; margin-top: 8px; border-radius: 6px; background: var(--kp-soft); }
.pg-lesson-fence pre { flex: 1; min-width: 0; padding: 8px 12px; overflow-x: auto; scrollbar-width: thin; line-height: 1.5; }
.pg-lesson-fence [data-language="sh"] { white-space: pre-wrap; overflow-wrap: anywhere; span { display: block; padding-left: 2ch; text-indent: -2ch; } }
.pg-lesson-fence button { flex: none; margin: 5px 4px; }
.pg-lesson-do { margin-top: 12px; padding: 0 0 0 12px; border-left: 3px solid var(--kp-accent); > :first-child { margin-top: 0; } }
.pg-lesson-hint { margin-top: 12px; padding: 8px 12px; border-radius: 6px; background: var(--kp-here); :is(p) { margin-top: 0; } }
.pg-lesson .pg-lesson-how { color: var(--kp-accent); font-size: 13px; margin: 0; }
.pg-lesson-ask {
  margin-top: 14px; padding: 12px; border: 1.5px solid var(--kp-accent); border-radius: 8px; background: var(--kp-panel);
  &[data-state="answered"] { border-color: var(--kp-line); }
}
.pg-lesson-question { font-weight: 600; > :first-child { margin-top: 4px; } code { font-weight: 400; } }
.pg-lesson-row { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px; margin-top: 10px; }
.pg-lesson-field { display: flex; align-items: center; gap: 8px; }
.pg-root .pg-lesson-field input {
  width: 52px; min-height: 34px; padding: 0 8px; border: 1px solid var(--kp-muted); border-radius: 6px; background: var(--kp-ground); font-weight: 600;
}
.pg-lesson-choices {
  display: flex; flex-wrap: wrap; gap: 4px 14px; margin: 0; padding: 0; border: 0; min-width: 0;
  legend { padding: 0; margin-bottom: 2px; }
  label { display: flex; align-items: center; gap: 6px; min-height: 28px; }
  input { accent-color: var(--kp-accent); margin: 0; width: 16px; height: 16px; }
}
.pg-root .pg-lesson-see {
  min-height: 34px; padding: 4px 10px; border: 1px solid var(--kp-accent); border-radius: 6px; background: var(--kp-panel); color: var(--kp-accent);
  font-size: 14px; text-align: start;
  &.pg-lesson-main { background: var(--kp-accent); color: var(--kp-on-accent); }
  &[aria-disabled] { border-color: var(--kp-line); background: none; color: var(--kp-muted); cursor: default; }
}
.pg-lesson-never { color: var(--kp-bad); }
.pg-lesson-pair { display: flex; gap: 20px; margin-top: 6px; > div { display: flex; gap: 6px; }
  dt { color: var(--kp-muted); } dd { margin: 0; font-weight: 600; } }
.pg-lesson-guess { color: var(--kp-accent); }
.pg-lesson .pg-lesson-verdict { margin-top: 4px; color: var(--kp-muted); font-size: 13.5px; }
.pg-lesson-proof { margin-top: 12px; padding: 8px 12px; border: 1px solid var(--kp-line); border-radius: 6px; p { margin: 0 0 6px; } }
.pg-root .pg-lesson-link { padding: 0; border: 0; background: none; color: var(--kp-accent); text-decoration: underline; text-underline-offset: 2px;
  text-align: start; }
.pg-lesson-goals { margin-top: 16px; h4 { margin: 0; font-weight: 400; color: var(--kp-muted); } ul { list-style: none; margin: 0; padding: 0; } }
.pg-lesson-goals li { display: flex; gap: 9px; margin-top: 6px; > div { min-width: 0; } p { margin: 0; line-height: 22px; }
  code { display: block; color: var(--kp-muted); font-size: 12.5px; } }
.pg-lesson-mark { flex: none; margin-top: 3px; fill: none; stroke: var(--kp-muted); stroke-width: 1.5; overflow: visible; }
[data-reached] > .pg-lesson-mark { stroke: var(--kp-group-0); circle { fill: var(--kp-group-0); } path { stroke: var(--kp-panel); stroke-width: 2; } }
.pg-lesson-foot { flex: none; padding: 10px 20px 8px; border-top: 1px solid var(--kp-line); background: var(--kp-ground); }
.pg-lesson-acts { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; .pg-button { padding: 0 9px; } }
.pg-lesson-count { display: none; }
.pg-root .pg-lesson-next {
  margin-left: auto; max-width: 100%; white-space: normal; text-align: start; border-style: dashed; color: var(--kp-muted);
  &[data-ready] { border: 1px solid var(--kp-accent); background: var(--kp-accent); color: var(--kp-on-accent); }
}
.pg-lesson-acts [aria-disabled] { color: var(--kp-muted); cursor: default; }
.pg-lesson-rest { display: flex; flex-wrap: wrap; gap: 2px 10px; margin: 20px -6px 0; padding-top: 8px; border-top: 1px solid var(--kp-soft); }
.pg-lesson-rest [data-do="leave"] { margin-left: auto; }
.pg-lesson-aside {
  flex: none; display: flex; align-items: center; justify-content: space-between; gap: 12px; padding: 6px 20px; border-bottom: 1px solid var(--kp-line);
  background: var(--kp-here); font-size: 13.5px; span { color: var(--kp-muted); }
  .pg-button { border-color: var(--kp-accent); color: var(--kp-accent); flex: none; }
}

/* A guess on the stage. */
.pg-guesses { position: absolute; inset: 0; pointer-events: none; z-index: 2; }
.pg-guess {
  --pg-mark: var(--kp-accent); --pg-on: var(--kp-on-accent);
  position: absolute; box-sizing: border-box; border: 2px solid var(--pg-mark); border-radius: 6px;
  &:not([data-aside]) { margin: -3px; padding: 1px; box-sizing: content-box; }
  &[data-aside] { border-width: 0 0 0 2px; border-radius: 0; }
  &[data-kind="answer"] { --pg-mark: var(--kp-ink); --pg-on: var(--kp-ground); }
  &[data-kind="both"] { --pg-mark: var(--kp-group-0); --pg-on: var(--kp-panel); }
}
.pg-guess-flag {
  position: absolute; left: 50%; bottom: calc(100% + 5px); translate: -50% 0; padding: 0 7px; border: 1px solid var(--pg-mark); border-radius: 4px;
  background: var(--pg-mark); color: var(--pg-on); font-size: 12.5px; line-height: 18px; white-space: nowrap;
  &::after { content: ""; position: absolute; left: calc(50% - 5px); top: 100%; border: 5px solid transparent; border-top-color: var(--pg-mark);
    border-bottom: 0; }
  &[data-above] { bottom: calc(100% + 27px); }
  &[data-lies="left"] { left: auto; right: 0; translate: 0 0; &::after { left: auto; right: 10px; } }
  &[data-lies="right"] { left: 0; translate: 0 0; &::after { left: 10px; } }
}
[data-picks="offset"] :is([data-cell], [data-log-end]), [data-picks="partition"] [data-lane], [data-picks="member"] .kp-member { cursor: pointer; }

@container pg (min-width: 520.02px) {
  /* Beneath the stage it has more than a journal needs. */
  .pg-root[data-lesson="tab"]:not([data-folded]) .pg-lower:has(> .pg-lesson:not([hidden])) { flex-basis: max(var(--pg-body, 200px), 40dvh); }
}
@container pg (max-width: 520px) {
  .pg-root[data-lesson="tab"] {
    :is(.pg-over, .pg-tools > [aria-haspopup="menu"]) { display: none; }
    .pg-tablist { overflow-x: auto; scrollbar-width: none; button { flex: 1 0 auto; padding: 0 7px; } }
    .pg-lesson-top { display: none; }
    .pg-lesson-body { padding: 10px 14px 12px; }
    .pg-lesson-foot { padding: 4px 8px; }
    .pg-lesson-acts { flex-wrap: nowrap; gap: 0; overflow-x: auto; scrollbar-width: none; }
    .pg-lesson-acts .pg-button:not(.pg-lesson-next) { border-color: transparent; background: none; padding: 0 5px; color: var(--kp-muted); font-size: 13px; }
    .pg-lesson-count { display: block; flex: none; font-size: 13px; padding: 0 3px; }
    .pg-lesson-next { white-space: nowrap; }
  }
}
@media (pointer: coarse) {
  .pg-root :is(.pg-lesson-see, .pg-lesson-run, .pg-lesson-field input) { min-height: 44px; }
  .pg-lesson-choices label { min-height: 44px; }
  .pg-root .pg-lesson-rest .pg-quiet { min-height: 44px; }
}
@media (max-height: 479.98px) {
  .pg-root[data-lesson="column"] > .pg-lesson { top: 40px; }
}
`;
