/** The pieces that the dialog's fields are made of. */

import { attribute, h, write } from '../base.js';

/**
 * @param {string} legend
 * @param {(Node | null)[]} content
 */
export function part(legend, ...content) {
  return h('fieldset', { class: 'pg-embed-part' }, h('legend', {}, legend), ...content);
}

/**
 * Check boxes in a row, which wraps.
 * @param {Check[]} checks
 */
export function rowOf(checks) {
  return h('div', { class: 'pg-embed-checks' }, ...checks.map((each) => each.element));
}

/**
 * @typedef {{ name: string, element: HTMLElement, input: HTMLInputElement, readonly on: boolean }} Check
 * @param {string} name
 * @param {string} label
 * @param {boolean} on
 * @param {string} [title]
 * @returns {Check}
 */
export function check(name, label, on, title) {
  const input = h('input', { type: 'checkbox', name });
  input.checked = on;
  return { name, input, element: h('label', { class: 'pg-check', title }, input, label), get on() { return input.checked && !input.disabled; } };
}

/**
 * A field with what is wrong with it below.
 * @param {string} name
 * @param {string} label
 * @param {HTMLInputElement | HTMLSelectElement} control
 * @param {HTMLElement} [beside]
 */
export function field(name, label, control, beside) {
  const id = `pg-embed-${name}`;
  control.id = id;
  control.setAttribute('aria-describedby', `${id}-error`);
  const error = h('p', { class: 'pg-field-error', id: `${id}-error`, role: 'alert' });
  const body = beside ? h('div', { class: 'pg-embed-beside' }, control, beside) : control;
  return {
    element: h('div', { class: 'pg-field' }, h('label', { for: id }, label), body, error),
    control,
    /** @param {string} why */
    blame(why) {
      write(error, why);
      attribute(control, 'aria-invalid', why ? 'true' : null);
    },
  };
}

/**
 * @param {string} value
 * @param {import('../dom.js').Attributes} [attributes]
 */
export function text(value, attributes = {}) {
  return h('input', { type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', value, ...attributes });
}

/**
 * @param {[value: string, label: string][]} options
 * @param {string} value
 */
export function choice(options, value) {
  const select = h('select', {}, ...options.map(([each, label]) => h('option', { value: each }, label)));
  select.value = value;
  return select;
}
