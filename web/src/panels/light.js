/**
 * Hover or focus on a thing lights up the same thing everywhere else.
 */

/**
 * @param {HTMLElement} root
 */
export function createLight(root) {
  /** @type {string | null} */
  let lit = null;

  const draw = () => {
    for (const element of root.querySelectorAll('.kp-lit')) {
      if (element.getAttribute('data-thing') !== lit) element.classList.remove('kp-lit');
    }
    if (lit === null) return;
    for (const element of root.querySelectorAll(`[data-thing="${CSS.escape(lit)}"]`)) element.classList.add('kp-lit');
  };
  const look = (/** @type {Event} */ event) => {
    const thing = /** @type {Element} */ (event.target).closest?.('[data-thing]')?.getAttribute('data-thing') ?? null;
    if (thing === lit) return;
    lit = thing;
    draw();
  };
  const leave = () => {
    lit = null;
    draw();
  };
  root.addEventListener('pointerover', look);
  root.addEventListener('focusin', look);
  root.addEventListener('pointerleave', leave);
  root.addEventListener('focusout', leave);
  return draw;
}
