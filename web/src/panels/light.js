/**
 * Hover or focus on a thing lights up the same thing everywhere else, and so does picking it.
 */

/**
 * @param {HTMLElement} root
 * @param {() => string | null} picked
 */
export function createLight(root, picked) {
  /** @type {string | null} */
  let lit = null;

  const draw = () => {
    const wanted = [lit, picked()].filter((thing) => thing !== null);
    for (const element of root.querySelectorAll('.kp-lit')) {
      if (!wanted.includes(element.getAttribute('data-thing') ?? '')) element.classList.remove('kp-lit');
    }
    for (const thing of wanted) for (const element of root.querySelectorAll(`[data-thing="${CSS.escape(thing)}"]`)) element.classList.add('kp-lit');
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
