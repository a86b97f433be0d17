/** When a figure comes into sight, and when somebody comes near it. */

/** What comes so near to the viewport is built, in pixels. */
const NEAR = 300;

/**
 * Whether an element is in sight, or nearly so. It asks for a layout, which is
 * due anyway when a page has just been read.
 * @param {HTMLElement} element
 */
export function isNear(element) {
  const { top, bottom, width } = element.getBoundingClientRect();
  return width > 0 && bottom > -NEAR && top < innerHeight + NEAR;
}

/**
 * Does something once, when an element comes near.
 * @param {HTMLElement} element
 * @param {() => void} act
 * @returns {() => void} how to wait no longer
 */
export function whenNear(element, act) {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    act();
  }, { rootMargin: `${NEAR}px` });
  observer.observe(element);
  return () => observer.disconnect();
}

/**
 * A figure hears keys, and lights up what is pointed at, from when somebody comes near it; the whole page, as
 * soon as it is there.
 * @param {HTMLElement} element
 * @param {() => import('./page.js').Page | null} pageNow
 * @param {() => boolean} whole whether it shows all there is
 * @param {AbortSignal} gone
 */
export function attend(element, pageNow, whole, gone) {
  let loading = false;
  const load = async () => {
    if (loading || gone.aborted) return;
    loading = true;
    const late = await import('./panels/near.js').catch(() => null);
    if (late === null) loading = false;
    if (!late || gone.aborted) return;
    gone.addEventListener('abort', late.attend(element, pageNow, whole));
  };
  for (const type of ['pointerover', 'focusin']) element.addEventListener(type, load, { signal: gone });
  if (whole()) void pageNow()?.painted.then(load);
}
