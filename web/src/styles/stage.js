/** How the stage looks. Places and sizes of boxes come from the layout. */
export const css = `/* sheet */
.kp-stage {
  position: relative; color: var(--kp-ink); font: 12px/16px var(--kp-sans);
  font-variant-numeric: tabular-nums; overflow: hidden;
}
.kp-stage *, .kp-stage *::before, .kp-stage *::after { box-sizing: border-box; }
.kp-g0 { --g: var(--kp-group-0); } .kp-g1 { --g: var(--kp-group-1); } .kp-g2 { --g: var(--kp-group-2); }
.kp-g3 { --g: var(--kp-group-3); } .kp-g4 { --g: var(--kp-group-4); } .kp-g5 { --g: var(--kp-group-5); }
.kp-k0 { --k: var(--kp-key-0); } .kp-k1 { --k: var(--kp-key-1); } .kp-k2 { --k: var(--kp-key-2); }
.kp-k3 { --k: var(--kp-key-3); } .kp-k4 { --k: var(--kp-key-4); } .kp-k5 { --k: var(--kp-key-5); }
.kp-stage button { font: inherit; color: inherit; margin: 0; padding: 0; border: 0; background: none; text-align: left; cursor: pointer; }
.kp-stage :focus-visible { outline: 2px solid var(--kp-accent); outline-offset: 2px; border-radius: 3px; }
.kp-head, .kp-panel, .kp-card.kp-producer, .kp-card.kp-group, .kp-topic-head, .kp-offsets, .kp-legend, .kp-add, .kp-empty,
.kp-curves, .kp-overlay { position: absolute; left: 0; top: 0; }
.kp-head { color: var(--kp-muted); font-size: 12.5px; line-height: 24px; }
.kp-meta { color: var(--kp-muted); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }

.kp-topic-head { display: flex; align-items: baseline; gap: 11px; line-height: 24px; padding-inline: 0 2px; }
.kp-topic-head .kp-plain { margin-left: auto; }
.kp-stage .kp-topic-name {
  font-size: 15px; font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
  min-width: 3ch; max-width: 75%;
}
.kp-topic-head .kp-meta { flex: 0 1000 auto; }
.kp-topic-head .kp-btn { flex: none; }
.kp-panel, .kp-card.kp-group, .kp-card.kp-producer { background: var(--kp-panel); border: 1px solid var(--kp-line); border-radius: 8px; }
.kp-lane { position: absolute; left: 0; top: 0; }
.kp-lane + .kp-lane::before { content: ""; position: absolute; left: 15px; right: 15px; top: 6px; border-top: 1px solid var(--kp-soft); }
.kp-lane + .kp-stripped::before { top: 0; }
.kp-number, .kp-start, .kp-cells, .kp-track, .kp-mark, .kp-cell, .kp-end, .kp-badge, .kp-track > * {
  position: absolute; left: 0; top: 0;
}
.kp-number { font: 12.5px/18px var(--kp-mono); }
.kp-start { width: 4px; height: 32px; border-radius: 1px; background: var(--kp-ink); }
.kp-mark { height: 60px; border-left: 1.5px solid var(--kp-muted); pointer-events: none; z-index: 1; }
.kp-mark span { position: absolute; top: -3px; left: 4px; color: var(--kp-muted); font-size: 10px; line-height: 12px; white-space: nowrap; }
.kp-mark.kp-before span { left: auto; right: 5px; }

.kp-cell, .kp-chip, .kp-flight.kp-record {
  --tint: light-dark(color-mix(in srgb, var(--k, var(--kp-panel)) var(--kp-mix), var(--kp-panel)),
    color-mix(in srgb, var(--k, var(--kp-panel)) var(--kp-mix-dark), var(--kp-panel)));
  --rim: color-mix(in srgb, var(--k, var(--kp-muted)) 50%, var(--kp-panel));
  background: linear-gradient(var(--k), var(--k)) 0 0 / 100% 3px no-repeat var(--tint);
  border: 1px solid var(--rim); border-top-color: var(--k); border-radius: 3px; color: var(--kp-ink);
  font: 12px/14px var(--kp-mono); letter-spacing: -.2px; text-align: center; white-space: pre; unicode-bidi: isolate;
}
.kp-cell, .kp-flight.kp-record { width: var(--cell, 31px); height: 30px; padding-top: 8px; }
.kp-cell { cursor: pointer; }
.kp-kn { --k: var(--kp-line); }
.kp-cell.kp-kn, .kp-chip.kp-kn, .kp-flight.kp-kn { color: var(--kp-muted); }
.kp-cell::after, .kp-end::after {
  content: attr(data-offset); position: absolute; left: -20px; right: -20px; top: 32px;
  color: var(--kp-muted); font: 12px/14px var(--kp-sans); font-variant-numeric: tabular-nums; letter-spacing: 0;
  text-align: center; pointer-events: none;
}
.kp-cell.kp-silent::after { content: none; }
.kp-q1 { background: repeating-linear-gradient(90deg, var(--k) 0 4px, var(--kp-panel) 4px 7px) 0 0 / 100% 3px no-repeat var(--tint) !important; }
.kp-q2 {
  background: linear-gradient(var(--k), var(--k)) 0 0 / 100% 3px no-repeat,
    linear-gradient(var(--k), var(--k)) 0 100% / 100% 3px no-repeat var(--tint) !important;
}
.kp-cell.kp-working, .kp-chip.kp-of-working { outline: 2px solid var(--kp-ink); outline-offset: -1px; }
.kp-end {
  width: var(--cell, 31px); height: 30px; border: 1px dashed color-mix(in srgb, var(--kp-muted) 45%, var(--kp-panel)); border-radius: 3px;
}
.kp-badge {
  height: 12px; border-radius: 2px; background: var(--kp-warn); color: var(--kp-panel);
  font: 700 10.5px/12px var(--kp-sans); letter-spacing: -.4px; text-align: center; z-index: 2;
}
.kp-cell.kp-twice { padding-top: 13px; }
.kp-values .kp-cell { padding-top: 3px; }
.kp-values .kp-cell.kp-twice span:first-child { padding-right: 16px; }
.kp-cell span { display: block; }
.kp-cell .kp-value { font: 11.5px/12px var(--kp-sans); letter-spacing: -.3px; }
.kp-cell.kp-lost {
  border-color: var(--kp-bad);
  background: repeating-linear-gradient(135deg, var(--kp-bad) 0 1.5px, transparent 1.5px 4px) 0 100% / 100% 5px no-repeat,
    linear-gradient(var(--k), var(--k)) 0 0 / 100% 3px no-repeat var(--tint);
}
.kp-switch { display: flex; margin-left: auto; border: 1px solid var(--kp-line); border-radius: 6px; }
.kp-switch + .kp-plain { margin-left: 0; }
.kp-stage .kp-switch [aria-pressed="true"] { color: var(--kp-ink); background: var(--kp-here); }

.kp-track { color: var(--g); }
.kp-done { height: 3px; background: var(--g); border-radius: 1px; }
.kp-read { height: 8px; background: color-mix(in srgb, var(--g) 28%, var(--kp-panel));
  box-shadow: inset 0 0 0 1px color-mix(in srgb, var(--g) 55%, var(--kp-panel)); }
.kp-wait { height: 3px; background: radial-gradient(circle, var(--g) 1.4px, transparent 1.6px) 0 50% / 6px 3px repeat-x; }
.kp-none { width: 5px; height: 12px; border: 1.5px solid var(--g); border-radius: 2px; background: var(--kp-panel); }
.kp-track svg, .kp-legend svg { display: block; fill: currentColor; }
.kp-again { height: 2px; background: var(--kp-warn); }
.kp-never {
  height: 6px; border-block: 1px solid var(--kp-bad);
  background: repeating-linear-gradient(135deg, var(--kp-bad) 0 1.5px, var(--kp-panel) 1.5px 4px);
}
.kp-stage .kp-flag { width: 24px; height: 24px; padding: 5px 0 0 5px; border-radius: 2px; color: var(--g); z-index: 1; }
.kp-ring { width: 24px; height: 24px; z-index: 2; }
.kp-stage [role="slider"] { touch-action: none; cursor: grab; }
.kp-ring::before {
  content: ""; position: absolute; inset: 6px; border: 2.5px solid var(--g); border-radius: 50%; background: var(--kp-panel);
}
.kp-stage .kp-ring:focus-visible { border-radius: 50%; outline-offset: -5px; }
.kp-lags { display: flex; gap: 8px; font-size: 12px; line-height: 16px; white-space: nowrap; background: var(--kp-panel); }
.kp-lag { font-weight: 600; }

.kp-nobodys { padding: 0 6px; border: 1px dashed var(--kp-warn); border-radius: 8px; color: var(--kp-warn); font-size: 11px; line-height: 14px; }

.kp-mode-narrow .kp-lags { font-size: 11px; letter-spacing: -.3px; }

.kp-stage .kp-name {
  font-size: 13px; font-weight: 600; line-height: 16px; white-space: nowrap; flex: none; max-width: 60%;
  overflow: hidden; text-overflow: ellipsis;
}
.kp-top, .kp-below { display: flex; align-items: baseline; gap: 8px; min-width: 0; }
.kp-note { color: var(--kp-muted); white-space: nowrap; flex: none; }
.kp-owns {
  margin-left: auto; color: var(--kp-muted); font: 11.5px/16px var(--kp-mono); overflow: hidden;
  text-overflow: ellipsis; white-space: nowrap;
}
.kp-line { display: block; color: var(--kp-muted); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.kp-error { display: block; color: var(--kp-bad); line-height: 18px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.kp-chips { display: flex; gap: 2px; flex: none; align-items: center; }
.kp-chip { display: block; width: 24px; height: 21px; padding-top: 4px; font-size: 10.5px; letter-spacing: -.3px; overflow: hidden; }
.kp-chip.kp-of-done { opacity: .72; }
.kp-rest { color: var(--kp-muted); padding-left: 4px; min-width: 25px; }

.kp-producer { padding: 11px 13px 0; }
.kp-producer .kp-name { font-size: 15px; line-height: 20px; max-width: 100%; }
.kp-producer .kp-line { line-height: 19px; min-height: 19px; }
.kp-producer .kp-chips { position: absolute; left: 13px; bottom: 31px; }
.kp-producer .kp-chip { width: 27px; height: 22px; }
.kp-producer .kp-buttons { position: absolute; left: 6px; bottom: 4px; display: flex; gap: 0; }
.kp-producer:not(.kp-flat) > .kp-more-button { position: absolute; right: 6px; top: 10px; }
.kp-producer.kp-flat { display: flex; align-items: center; gap: 10px; padding: 0 10px 0 13px; }
.kp-producer.kp-flat .kp-name { font-size: 13px; line-height: 19px; }
.kp-producer.kp-flat .kp-chips { position: static; margin-left: auto; }
.kp-producer.kp-flat .kp-line { min-height: 0; }
.kp-producer.kp-flat:not(.kp-rowed) .kp-buttons { left: auto; right: 6px; bottom: 6px; background: var(--kp-panel); }
.kp-flat.kp-compact .kp-buttons { right: 4px; bottom: 8px; left: auto; }
.kp-touch .kp-flat.kp-compact .kp-buttons { opacity: 1; pointer-events: auto; background: none; }
.kp-touch .kp-flat.kp-compact .kp-chips { margin-right: 34px; }
.kp-producer.kp-flat.kp-rowed { align-items: flex-start; padding-top: 9px; }

.kp-compact:not(.kp-flat) { padding-top: 7px; }
.kp-compact:not(.kp-flat) .kp-name { font-size: 13.5px; line-height: 18px; }
.kp-compact:not(.kp-flat) .kp-chips { bottom: auto; top: 10px; left: auto; right: 12px; }
.kp-compact:not(.kp-flat):is(:hover, :focus-within) .kp-chips { right: 40px; }

.kp-group { border-top-left-radius: 4px; border-bottom-left-radius: 4px; }
.kp-group::before { content: ""; position: absolute; left: -1px; top: 8px; bottom: 8px; width: 3px; background: var(--g); }
.kp-group-head { position: absolute; left: 17px; right: 13px; top: 9px; display: flex; align-items: center; gap: 8px; height: 24px; }
.kp-stage .kp-group-name { color: var(--g); font-size: 15px; font-weight: 600; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; min-width: 4ch; }
.kp-group-head .kp-btn { margin-left: auto; flex: none; }
.kp-group-head .kp-meta { margin-left: 8px; }
.kp-group > .kp-meta { position: absolute; left: 17px; right: 13px; top: 34px; }
.kp-pill {
  flex: none; padding: 0 9px; border: 1px solid color-mix(in srgb, var(--kp-muted) 60%, var(--kp-panel));
  border-radius: 10px; font-size: 11px; line-height: 18px;
}
.kp-pill.kp-unsettled { color: var(--kp-warn); border-color: var(--kp-warn); border-style: dashed; }
.kp-nobody { position: absolute; left: 17px; top: 58px; color: var(--kp-muted); }
.kp-inline .kp-nobody { top: 40px; }
.kp-ledger {
  position: absolute; left: 17px; right: 10px; bottom: 8px; display: flex; align-items: center; gap: 8px;
  color: var(--kp-muted); line-height: 22px; white-space: nowrap;
}
.kp-count { display: inline-flex; gap: 4px; } .kp-count b { color: var(--kp-ink); font-weight: 600; min-width: 2ch; }
.kp-count.kp-notable, .kp-count.kp-notable b { color: var(--kp-warn); }
.kp-ledger .kp-plain { margin-left: auto; }

.kp-member { position: absolute; left: 0; top: 0; padding: 9px 11px 0; background: var(--kp-ground); border: 1px solid var(--kp-line); border-radius: 6px; }
.kp-below { align-items: center; height: 23px; gap: 6px; font-size: 11.5px; }
.kp-below .kp-line { flex: 1 1 auto; }
.kp-below .kp-chips { margin-left: auto; }
.kp-top .kp-chips { margin-left: auto; margin-block: -3px; }
.kp-is-crashed { border: 1px dashed var(--kp-bad) !important; background: var(--kp-panel); }
.kp-is-crashed .kp-line { color: var(--kp-bad); }
.kp-is-stopped, .kp-is-stopping { border-style: dashed !important; background: var(--kp-panel); }
.kp-is-stopped .kp-name { color: var(--kp-muted); }
.kp-is-stalled { background: repeating-linear-gradient(135deg, var(--kp-soft) 0 4px, var(--kp-ground) 4px 9px); }
.kp-is-stalled .kp-line, .kp-is-stalled .kp-owns, .kp-is-stalled .kp-note { color: var(--kp-ink); }
.kp-is-cut { border-left: 0 !important; border-top-left-radius: 0; border-bottom-left-radius: 0; }
.kp-is-cut::before {
  content: ""; position: absolute; left: -1px; top: 0; bottom: 0; width: 3px;
  background: linear-gradient(var(--kp-warn) 0 34%, transparent 34% 66%, var(--kp-warn) 66%);
}
.kp-is-cut .kp-line { color: var(--kp-warn); }

.kp-stage .kp-btn { padding: 0 6px; border: 1px solid transparent; border-radius: 5px; color: var(--kp-muted); line-height: 20px; white-space: nowrap; }
.kp-stage .kp-btn:hover, .kp-stage .kp-btn:focus-visible { color: var(--kp-ink); border-color: var(--kp-line); background: var(--kp-panel); }
.kp-quiet { opacity: 0; }
:is(.kp-topic-head, .kp-group, .kp-producer):is(:hover, :focus-within) > .kp-quiet, .kp-group:is(:hover, :focus-within) .kp-quiet { opacity: 1; }
.kp-member .kp-buttons {
  position: absolute; right: 5px; top: 5px; display: flex; padding-left: 6px; border-radius: 5px;
  background: var(--kp-ground); opacity: 0; pointer-events: none;
}
.kp-flat:not(.kp-rowed) .kp-buttons { opacity: 0; pointer-events: none; }
.kp-member:is(:hover, :focus-within) .kp-buttons, .kp-flat:is(:hover, :focus-within) .kp-buttons { opacity: 1; pointer-events: auto; }
.kp-hand { display: flex; gap: 6px; padding-top: 3px; }
.kp-stage .kp-hand .kp-btn { color: var(--kp-ink); border-color: var(--kp-line); background: var(--kp-panel); padding: 0 10px; }
.kp-member.kp-rowed .kp-buttons { right: auto; left: 0; top: auto; bottom: 4px; opacity: 1; pointer-events: auto; background: none; }
.kp-touch .kp-member .kp-buttons { bottom: 5px; }
.kp-touch .kp-member .kp-hand { padding-top: 8px; }
.kp-touch .kp-name { padding-block: 3px; margin-block: -3px; }
.kp-touch .kp-quiet { opacity: 1; }
.kp-touch .kp-buttons .kp-btn { line-height: 26px; padding: 0 6px; }
.kp-stage .kp-add {
  border: 1px dashed color-mix(in srgb, var(--kp-muted) 45%, var(--kp-ground)); border-radius: 8px;
  color: var(--kp-muted); text-align: center;
}
.kp-stage .kp-add:hover { color: var(--kp-ink); border-color: var(--kp-muted); }
.kp-empty {
  display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 12px;
  padding: 12px; border: 1px dashed var(--kp-line); border-radius: 8px; color: var(--kp-muted);
  text-align: center; font-size: 13px;
}
.kp-stage .kp-do { padding: 0 14px; border-radius: 6px; background: var(--kp-accent); color: var(--kp-ground); line-height: 28px; }

.kp-curves { pointer-events: none; overflow: visible; z-index: 1; }
.kp-curves path { fill: none; stroke: var(--g); stroke-width: 1.5; opacity: .75; }
.kp-many path { opacity: .35; stroke-width: 1; }
.kp-curves path.kp-dashed { stroke-dasharray: 4 4; opacity: .5; }
.kp-curves path.kp-reserved { stroke-dasharray: 1 6; stroke-linecap: round; stroke-width: 2.5; opacity: .8; }
.kp-curves path.kp-cut { stroke-dasharray: 40 20 40; }
.kp-offsets { line-height: 26px; }
.kp-offsets-name { font: 12px/26px var(--kp-mono); color: var(--kp-muted); }
.kp-mode-narrow .kp-offsets-name { font-size: 10px; }
.kp-commit, .kp-offsets-none { position: absolute; left: 0; top: 0; }
.kp-offsets-none { color: var(--kp-muted); }
.kp-commit {
  height: 26px; padding: 0 6px; border: 1px solid color-mix(in srgb, var(--g) 28%, var(--kp-panel));
  border-radius: 4px; background: color-mix(in srgb, var(--g) 5%, var(--kp-panel));
  font: 10.5px/24px var(--kp-mono); text-align: center; overflow: hidden; text-overflow: ellipsis;
  white-space: nowrap;
}
.kp-commit.kp-newest { border-color: var(--g); background: color-mix(in srgb, var(--g) 16%, var(--kp-panel)); }
.kp-legend {
  display: flex; flex-wrap: wrap; align-items: center; align-content: flex-start; gap: 4px 18px;
  color: var(--kp-muted); font-size: 12px; line-height: 18px;
}
.kp-legend > span { display: inline-flex; align-items: center; gap: 7px; }
.kp-sign-ring { width: 11px; height: 11px; border: 2px solid currentColor; border-radius: 50%; }
.kp-sign-read { width: 26px; height: 7px; background: color-mix(in srgb, currentColor 35%, var(--kp-panel)); }

.kp-overlay { inset: 0; pointer-events: none; overflow: hidden; z-index: 4; }
.kp-overlay > svg { position: absolute; inset: 0; }
.kp-trail { fill: none; stroke: var(--k); stroke-width: 1.5; stroke-dasharray: 1.5 4.5; stroke-linecap: round; opacity: .32; }
.kp-flight { position: absolute; left: 0; top: 0; will-change: transform; }
.kp-flight.kp-copy { border-style: dashed; border-color: var(--k); }
.kp-flight.kp-refused { border: 1px dashed var(--kp-bad); background: var(--kp-panel); color: var(--kp-bad); }
.kp-why {
  position: absolute; left: -1px; bottom: calc(100% + 3px); white-space: nowrap; padding: 0 4px;
  border-radius: 3px; background: var(--kp-panel); color: var(--kp-bad);
  font: 600 10.5px/14px var(--kp-sans);
}
.kp-flight.kp-dot {
  display: flex; align-items: center; gap: 5px; margin: -3px; white-space: nowrap; color: var(--kp-muted);
  font-size: 10px; line-height: 12px;
}
.kp-flight.kp-dot::before { content: ""; flex: none; width: 6px; height: 6px; border-radius: 50%; background: var(--g, var(--kp-muted)); }
.kp-flight.kp-dot.kp-answer::before { background: var(--kp-panel); border: 1.5px solid var(--g, var(--kp-muted)); }
.kp-flight.kp-flip > span { position: absolute; right: 100%; margin-right: 10px; }
.kp-flight.kp-beat::before { width: 4px; height: 4px; opacity: .7; }
.kp-flight.kp-dot > span, .kp-flight .kp-times { background: var(--kp-panel); border-radius: 3px; padding: 0 3px; }
.kp-flight.kp-failed { color: var(--kp-bad); z-index: 2; }
.kp-flight.kp-failed::before { background: var(--kp-bad) !important; border-color: var(--kp-bad) !important; }
.kp-flight.kp-note-packet {
  display: flex; gap: 3px; height: 18px; padding: 0 6px 0 4px; border: 1px solid var(--g); border-radius: 4px;
  background: color-mix(in srgb, var(--g) 16%, var(--kp-panel)); color: var(--kp-ink);
  font: 10px/16px var(--kp-mono); margin: -9px; white-space: nowrap;
}
.kp-flight.kp-note-packet.kp-answer { background: var(--kp-panel); border-style: dashed; }
.kp-flight .kp-times { position: absolute; left: 100%; top: 7px; margin-left: 3px; font: 600 11px/14px var(--kp-sans); color: var(--kp-ink); }
.kp-flight.kp-streak { width: 16px; height: 3px; margin: -1.5px -8px; border-radius: 2px; background: var(--k, var(--g, var(--kp-muted))); }
.kp-more { position: absolute; left: 0; top: 0; color: var(--kp-muted); font-size: 11px; background: var(--kp-ground); padding: 0 4px; border-radius: 3px; }
`;
