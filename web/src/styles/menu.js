/** A menu under the thing that it is about. */
export const css = `/* sheet */
.pg-menu {
  position: absolute; z-index: 5; display: grid; min-width: 190px; max-height: calc(100% - 16px); padding: 4px; overflow-y: auto;
  border: 1px solid var(--kp-line); border-radius: 8px; background: var(--kp-panel);
}
.pg-menu button { border: 0; border-radius: 4px; background: none; padding: 5px 10px; text-align: start; font-size: 13.5px; }
.pg-menu button:is(:hover, :focus) { background: var(--kp-here); outline: none; }
.pg-menu button:focus-visible { outline: 2px solid var(--kp-accent); outline-offset: -2px; }
.pg-root .pg-menu [data-danger] { color: var(--kp-bad); }
@media (pointer: coarse) {
  .pg-menu button { min-height: 42px; }
}
`;
