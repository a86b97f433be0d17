/**
 * What is around a figure: the panel below it. A figure alone never loads it;
 * who has any of this loads it before anything is drawn.
 */
export const css = `/* sheet */
.pg-drawer { position: relative; flex: none; display: flex; flex-direction: column; border-top: 1px solid var(--kp-line); }
:host([height]) .pg-drawer { max-height: min(60% + 33px, 100% - 180px); }
:host([height]) .pg-root[data-panels~="header"] .pg-drawer { max-height: min(60% + 33px, 100% - 270px); }
.pg-tabs { flex: none; height: 32px; }
.pg-lower { flex: 0 1 var(--pg-body, 200px); min-height: 0; height: var(--pg-body, 200px); }
.pg-root[data-folded] .pg-lower { flex-basis: 0; height: 0; overflow: hidden; }
.pg-panel { display: flex; flex-direction: column; height: 100%; min-width: 0; min-height: 0; }
`;
