/** What is done with the elements of a lesson's panel when they have been drawn: fields, what is in sight, the focus. */

/**
 * What is guessed stands in its field, also where it was picked on the stage.
 * @param {HTMLElement} root
 * @param {string | null} guess
 */
export function fillGuess(root, guess) {
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll('input[data-guess]'))) {
    if (input.type === 'radio') input.checked = input.value === guess;
    else if (input.value.trim() !== (guess ?? '')) input.value = guess ?? '';
  }
}

/**
 * What is told now and was not before is brought into sight.
 * @param {HTMLElement} root
 * @param {number} before how many items there were
 * @param {number} count
 */
export function revealNew(root, before, count) {
  const items = root.querySelector('.pg-lesson-items')?.children;
  if (before === 0 || count <= before || !items) return;
  // A question is wanted whole; what is told before it is above it.
  const question = root.querySelector('.pg-lesson-ask:not([data-state="answered"])');
  (question ?? items[Math.min(before, items.length - 1)])?.scrollIntoView({ block: 'nearest' });
}

/**
 * A step is read from its beginning.
 * @param {HTMLElement} root
 * @param {boolean} first whether it is the first of its lesson
 */
export function focusTitle(root, first) {
  const title = /** @type {HTMLElement | null} */ (root.querySelector(first ? 'h2' : 'h3'));
  const body = root.querySelector('.pg-lesson-body');
  if (body) body.scrollTop = 0;
  title?.focus({ preventScroll: true });
}

/**
 * From dot to dot by arrows.
 * @param {HTMLElement} root
 * @param {KeyboardEvent} event
 */
export function moveDots(root, event) {
  const dots = /** @type {HTMLElement[]} */ ([...root.querySelectorAll('[data-tip]')]);
  const here = dots.indexOf(/** @type {HTMLElement} */ (event.target));
  const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: dots.length - 1 }[event.key];
  if (here < 0 || to === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  dots[Math.max(0, Math.min(dots.length - 1, to))].focus();
}
