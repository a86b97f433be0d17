/** How the stage looks where there is much: rows for lanes and groups, squares for who owns what. */
export const css = `/* sheet */
.kp-dense {
  --s0: color-mix(in srgb, var(--kp-key-0) 68%, var(--kp-panel)); --s1: color-mix(in srgb, var(--kp-key-1) 68%, var(--kp-panel));
  --s2: color-mix(in srgb, var(--kp-key-2) 68%, var(--kp-panel)); --s3: color-mix(in srgb, var(--kp-key-3) 68%, var(--kp-panel));
  --s4: color-mix(in srgb, var(--kp-key-4) 68%, var(--kp-panel)); --s5: color-mix(in srgb, var(--kp-key-5) 68%, var(--kp-panel));
  --sn: var(--kp-line);
}
.kp-dense-group, .kp-dense-topic, .kp-row, .kp-row > *, .kp-heads span, .kp-heads, .kp-matrix, .kp-matrix > *, .kp-fold, .kp-dense-group > *,
  .kp-producer-chip { position: absolute; left: 0; top: 0; }
.kp-dense-group { line-height: 20px; font-size: 13px; }
.kp-dense-group::before { content: ""; position: absolute; left: 0; top: 2px; height: 16px; width: 3px; background: var(--g); }
.kp-dense-group:hover { background: var(--kp-soft); }
.kp-stage .kp-dense-group .kp-group-name { font-size: 14px; line-height: 20px; }
.kp-stage .kp-dense-group .kp-member { background: var(--kp-panel); }
.kp-state { color: var(--kp-muted); white-space: nowrap; }
.kp-down { color: var(--kp-bad); font-weight: 500; }
.kp-dense-ledger { display: flex; gap: 14px; color: var(--kp-muted); white-space: nowrap; }
.kp-stage .kp-dense-more { left: auto; right: 74px; opacity: 0; }
:is(.kp-dense-group, .kp-dense-topic):is(:hover, :focus-within) > .kp-dense-more, .kp-touch .kp-dense-more { opacity: 1; }
.kp-stage .kp-fold { border-color: var(--kp-line); }
.kp-dense:not(.kp-mode-wide) .kp-dense-topic .kp-topic-name { max-width: 130px; }
.kp-dense-topic .kp-topic-name { display: block; max-width: 100%; line-height: 18px; }
.kp-dense-topic .kp-meta { display: block; line-height: 16px; }
.kp-dense:not(.kp-mode-wide) .kp-dense-topic .kp-meta { display: none; }
.kp-dense.kp-mode-narrow .kp-dense-ledger { gap: 6px; font-size: 12px; letter-spacing: -.4px; }
.kp-dense.kp-mode-narrow .kp-state { display: none; }
.kp-dense.kp-mode-narrow .kp-lag-head > span { right: 0; max-width: 32px; }
.kp-dense.kp-mode-narrow .kp-heads > :first-child + span { display: none; }
.kp-stage .kp-dense-topic .kp-dense-more { position: absolute; left: auto; right: 0; top: 0; background: var(--kp-ground); }
.kp-stage .kp-producer-chip {
  padding: 0 8px; border: 1px solid var(--kp-line); border-radius: 11px; background: var(--kp-panel); color: var(--kp-ink);
  line-height: 20px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
}
.kp-stage .kp-producer-chip:hover { border-color: var(--kp-muted); }
.kp-heads span { color: var(--kp-muted); line-height: 16px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.kp-heads .kp-lag-head { overflow: visible; }
.kp-lag-head > span { right: 12px; left: auto; color: var(--g); font-weight: 600; max-width: 46px; }
.kp-lag-head > .kp-word-lag { top: -14px; color: var(--kp-muted); font-weight: 400; }
.kp-matrix { height: 32px; }
.kp-matrix-name { color: var(--g); font-weight: 600; line-height: 14px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.kp-stage .kp-member-head { height: 18px; color: var(--kp-muted); font-size: 12px; line-height: 18px; letter-spacing: -.5px; text-align: center; }
.kp-stage .kp-member-head.kp-dead { color: var(--kp-bad); font-weight: 700; z-index: 1; }
.kp-stage .kp-member-head.kp-slow { color: var(--kp-warn); font-weight: 700; }
.kp-row { cursor: pointer; line-height: var(--h); contain: layout size style; }
.kp-row.kp-odd { background: color-mix(in srgb, var(--kp-soft) 55%, transparent); }
.kp-row:hover, .kp-row:focus-within { background: var(--kp-here); }
.kp-stage .kp-row-number { width: 22px; height: 100%; padding-right: 6px; font: 12px/var(--h) var(--kp-mono); text-align: right; }
.kp-row:focus-within .kp-row-number { font-size: 14px; font-weight: 700; }
.kp-newest {
  --edge: color-mix(in srgb, var(--kp-muted) 45%, var(--kp-panel));
  height: calc(100% - 4px); top: 2px;
  background: repeating-linear-gradient(90deg, transparent 0 5px, var(--kp-ground) 5px 6px) 0 0 / var(--n) 100% no-repeat,
    var(--k) 0 0 / var(--n) 100% no-repeat,
    linear-gradient(var(--kp-panel), var(--kp-panel)) calc(var(--n) + 1px) 1px / 3px calc(100% - 2px) no-repeat,
    linear-gradient(var(--edge), var(--edge)) var(--n) 0 / 5px 100% no-repeat;
}
.kp-whole { height: 100%; background: linear-gradient(var(--kp-soft), var(--kp-soft)) 0 0 / var(--w) 100% no-repeat; contain: layout size style; }
.kp-row .kp-thread {
  background:
    radial-gradient(circle, var(--kp-ground) 0 1.2px, var(--g) 1.5px 2.3px, transparent 2.6px) calc(var(--r) - 3px) 50% / 6px 6px no-repeat,
    linear-gradient(var(--g), var(--g)) var(--a) 2px / 4px 3px no-repeat,
    linear-gradient(var(--g), var(--g)) var(--a) 2px / 1px 6px no-repeat,
    linear-gradient(var(--g), var(--g)) 4px 50% / max(0px, calc(var(--a) - 4px)) 2px no-repeat,
    linear-gradient(var(--pale), var(--pale)) var(--b) 50% / max(0px, calc(var(--c) - var(--b))) 2px no-repeat,
    repeating-linear-gradient(90deg, var(--g) 0 1px, transparent 1px 3px) var(--u) 50% / max(0px, calc(var(--e) - var(--u))) 1px no-repeat;
}
.kp-row .kp-block, .kp-row .kp-notch { top: 3px; height: 5px; }
.kp-key-squares { position: absolute; left: 0; top: 0; display: grid; grid-template-columns: auto auto; gap: 2px 18px; color: var(--kp-muted);
  white-space: nowrap; }
.kp-key-squares > span { display: flex; align-items: center; gap: 7px; --g: var(--kp-muted); }
.kp-stage .kp-key-squares .kp-square { display: block; flex: none; }
.kp-row .kp-whole.kp-some-gone { border-left: 0; box-shadow: -3px 0 0 var(--kp-ink); }
.kp-row .kp-whole.kp-some-gone::after { content: none; }
.kp-row-lag { height: 100%; font-size: 12px; line-height: var(--h); text-align: right; contain: strict; }
.kp-row-lag.kp-zero { color: var(--kp-muted); }
.kp-row-lag.kp-grew { border-radius: 3px; font-weight: 600; background: color-mix(in srgb, var(--kp-warn) var(--grew), var(--kp-panel)); }
.kp-grew::before { content: "▲"; float: left; margin-left: 4px; color: var(--kp-warn); font-size: 8px; }
.kp-dense:not(.kp-mode-wide) .kp-row-lag.kp-grew::before { content: none; }
.kp-grew-1 { --grew: 16%; }
.kp-grew-2 { --grew: 30%; }
.kp-grew-3 { --grew: 46%; }
.kp-key-squares > :last-child { grid-column: 1 / -1; }
.kp-key-squares .kp-grew { flex: none; width: 16px; height: 12px; margin-left: -3px; line-height: 12px; }
.kp-stage .kp-square { width: 10px; height: 10px; top: 1.5px; border-radius: 2px; background: var(--g); }
.kp-stage .kp-square::after { content: ""; position: absolute; inset: -2px; }
.kp-stage .kp-square.kp-it-works { background: radial-gradient(circle, var(--kp-ground) 0 1.8px, var(--g) 2.2px); }
.kp-stage .kp-square.kp-it-idle { background: color-mix(in srgb, var(--g) 36%, var(--kp-panel));
  box-shadow: inset 0 0 0 1px color-mix(in srgb, var(--g) 60%, var(--kp-panel)); }
.kp-stage .kp-square.kp-it-dead { background: var(--kp-panel); border: 1.5px dashed var(--kp-bad); }
.kp-stage .kp-unfolded { position: absolute; left: 0; top: 0; }
@media (forced-colors: active) {
  .kp-row { border-bottom: 1px solid Canvas; }
  .kp-newest, .kp-whole { forced-color-adjust: none; }
  .kp-stage .kp-square { border: 2px solid CanvasText; background: CanvasText; forced-color-adjust: none; }
  .kp-stage .kp-square.kp-it-works { background: Canvas; }
  .kp-stage .kp-square.kp-it-idle { border: 1px solid GrayText; background: Canvas; }
  .kp-stage .kp-square.kp-it-dead { border: 2px dashed CanvasText; background: Canvas; }
  .kp-dense-group::before { background: CanvasText; forced-color-adjust: none; }
}
`;
