/**
 * Brings the document in line with a description of it. Elements are kept by
 * key and written only where the description differs from the last one, so
 * that what is on screen depends on the last description alone.
 */

/** @typedef {string | number | boolean | null | undefined} Value */

/**
 * @typedef {object} Drawn
 * @property {string} key unique among its siblings
 * @property {string} tag
 * @property {string} cls
 * @property {{ x?: number, y?: number, w?: number, h?: number } | null} box
 * @property {Record<string, Value>} attrs
 * @property {string | null} text
 * @property {Drawn[]} kids
 */

/**
 * @typedef {object} Held what is in the document for a description
 * @property {Drawn} drawn
 * @property {HTMLElement | SVGElement} element
 * @property {Map<string, Held>} kids
 */

const SVG = 'http://www.w3.org/2000/svg';
const SVG_TAGS = new Set(['svg', 'path', 'g', 'line', 'circle', 'rect']);

/** @type {Drawn[]} */
const NONE = [];

/**
 * @param {string} key
 * @param {string} tag
 * @param {string} cls
 * @param {Record<string, Value>} [attrs]
 * @param {Drawn[] | string | null} [inside] elements or text
 * @param {Drawn['box']} [box]
 * @returns {Drawn}
 */
export function el(key, tag, cls, attrs = {}, inside = null, box = null) {
  const text = typeof inside === 'string' ? inside : null;
  return { key, tag, cls, box, attrs, text, kids: Array.isArray(inside) ? inside : NONE };
}

/**
 * @param {HTMLElement} element
 * @returns {Held} a root to patch under
 */
export function hold(element) {
  return { drawn: el('root', element.localName, element.className), element, kids: new Map() };
}

/**
 * @param {Held} held
 * @param {Drawn} next
 */
export function patch(held, next) {
  const { drawn, element } = held;
  if (drawn === next) return;
  held.drawn = next;
  if (drawn.cls !== next.cls) patchClass(element, drawn.cls, next.cls);
  patchAttributes(element, drawn.attrs, next.attrs);
  patchBox(element, drawn.box, next.box);
  if (next.text !== null) {
    if (drawn.text !== next.text) {
      held.kids.clear();
      element.textContent = next.text;
    }
  } else {
    if (drawn.text !== null) element.textContent = '';
    patchKids(held, next.kids);
  }
}

/**
 * Classes that others have put on (what is lit, what is held) stay.
 * @param {Element} element
 * @param {string} before
 * @param {string} after
 */
function patchClass(element, before, after) {
  const wanted = after.split(' ').filter(Boolean);
  for (const name of before.split(' ')) if (name && !wanted.includes(name)) element.classList.remove(name);
  element.classList.add(...wanted);
}

/**
 * What begins with two hyphens is a property of the style, of which one element
 * can draw what would otherwise take many.
 * @param {HTMLElement | SVGElement} element
 * @param {Record<string, Value>} before
 * @param {Record<string, Value>} after
 */
function patchAttributes(element, before, after) {
  for (const name in after) {
    const value = after[name];
    if (before[name] === value) continue;
    if (name.startsWith('--')) element.style.setProperty(name, String(value ?? ''));
    else if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const name in before) {
    if (name in after) continue;
    if (name.startsWith('--')) element.style.removeProperty(name);
    else element.removeAttribute(name);
  }
}

/**
 * Places are `translate`, so that animations own `transform`.
 * @param {HTMLElement | SVGElement} element
 * @param {Drawn['box']} before
 * @param {Drawn['box']} after
 */
function patchBox(element, before, after) {
  if (before === after) return;
  const { style } = element;
  if (before?.x !== after?.x || before?.y !== after?.y) {
    style.translate = after && (after.x !== undefined || after.y !== undefined) ? `${after.x ?? 0}px ${after.y ?? 0}px` : '';
  }
  if (before?.w !== after?.w) style.width = after?.w === undefined ? '' : `${after.w}px`;
  if (before?.h !== after?.h) style.height = after?.h === undefined ? '' : `${after.h}px`;
}

/**
 * What is gone leaves first, so that what stays does not have to move: moving
 * an element would take the focus away from it.
 * @param {Held} held
 * @param {Drawn[]} next
 */
function patchKids(held, next) {
  const { kids, element } = held;
  if (kids.size > 0) {
    const wanted = new Map(next.map((one) => [one.key, one.tag]));
    for (const [key, kid] of kids) {
      if (wanted.get(key) === kid.drawn.tag) continue;
      kid.element.remove();
      kids.delete(key);
    }
  }
  let cursor = element.firstChild;
  for (const one of next) {
    const kid = kids.get(one.key);
    if (kid) {
      if (kid.element === cursor) cursor = cursor.nextSibling;
      else element.insertBefore(kid.element, cursor);
      patch(kid, one);
    } else {
      const made = make(one);
      kids.set(one.key, made);
      element.insertBefore(made.element, cursor);
    }
  }
}

/**
 * @param {Drawn} drawn
 * @returns {Held}
 */
function make(drawn) {
  const element = SVG_TAGS.has(drawn.tag)
    ? /** @type {SVGElement} */ (document.createElementNS(SVG, drawn.tag))
    : document.createElement(drawn.tag);
  /** @type {Held} */
  const held = { drawn: el(drawn.key, drawn.tag, ''), element, kids: new Map() };
  patch(held, drawn);
  return held;
}
