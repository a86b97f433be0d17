/**
 * The focus never falls out of the playground: where what has it goes away, or
 * is hidden, what is nearest to it gets it. A crash takes the button that was
 * pressed for it, and a record that scrolls away takes its cell.
 */

const REACHED = 'button, a[href], input, select, textarea, [tabindex]';

/**
 * @param {HTMLElement} root of the playground
 * @param {HTMLElement[]} first what has the focus already, and what that is part of, from within outwards
 * @returns {() => void} to be called when something may have gone away
 */
export function keepFocus(root, [first, ...boxes]) {
  /** @type {HTMLElement | null} */
  let last = first;
  /** What it is part of; a removed element no longer knows that. */
  let around = boxes;
  /** Which of the things there it is. */
  let place = boxes.length > 0 ? Math.max(0, reachedIn(boxes[0]).indexOf(first)) : 0;

  const note = (/** @type {Event} */ event) => {
    last = /** @type {HTMLElement} */ (event.target);
    around = [];
    for (let at = last.parentElement; at && at !== root; at = at.parentElement) around.push(at);
    place = around.length > 0 ? reachedIn(around[0]).indexOf(last) : 0;
  };

  const mend = () => {
    const shadow = /** @type {ShadowRoot} */ (root.getRootNode());
    // What has the focus has it; to ask more would take the layout of a frame that is not drawn yet.
    if (!last || shadow.activeElement === last || isThere(last)) return;
    const elsewhere = document.activeElement !== document.body && document.activeElement !== shadow.host;
    const found = elsewhere || (shadow.activeElement && isThere(shadow.activeElement)) ? null : nearest();
    last = null;
    found?.focus({ preventScroll: true });
    found?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };

  /** @param {EventTarget | null} left */
  function leave(left) {
    if (last !== left || !last) return;
    if (isThere(last)) last = null;
    else requestAnimationFrame(mend);
  }

  function nearest() {
    for (const [at, box] of around.entries()) {
      if (!isThere(box)) continue;
      // The box itself may be what can have it, like a bar of which a button went.
      if (box.matches('[tabindex]')) return box;
      const inside = reachedIn(box);
      const tabbed = inside.filter((element) => element.tabIndex >= 0);
      const found = (at === 0 ? inside[Math.min(place, inside.length - 1)] : null) ?? tabbed[0] ?? inside[0];
      if (found) return found;
    }
    return /** @type {HTMLElement | null} */ (root.querySelector('.pg-play')) ?? reachedIn(root)[0] ?? null;
  }

  root.addEventListener('focusin', note);
  root.addEventListener('focusout', (event) => {
    // Who leaves by himself is let go; what goes away is no longer there a moment later.
    if (!event.relatedTarget) queueMicrotask(() => leave(event.target));
  });
  return mend;
}

/** @param {Element} box */
function reachedIn(box) {
  return /** @type {HTMLElement[]} */ ([...box.querySelectorAll(REACHED)]).filter(isThere);
}

/** @param {Element} element */
function isThere(element) {
  return element.isConnected && element.checkVisibility({ visibilityProperty: true }) && !element.matches(':disabled');
}
