/**
 * A form on the screen. It shows the command that it is about to become, and a
 * refusal appears under the field that caused it.
 */

import { adopt, attribute, compose, h, labelOf, write } from '../base.js';
import { copyFrom } from './copy.js';
import { css } from '../styles/dialog.js';
import { css as rows } from '../styles/rows.js';
import { complain, outcomeOf, wayOn } from '../terminal/errand.js';
import { fieldAt, sayingOf } from './command-line.js';
import { writeLine } from './line.js';
import { words } from '../texts/en/dialogs.js';

/** @typedef {import('./forms.js').Form} Form */
/** @typedef {import('./forms.js').Field} Field */
/** @typedef {import('./forms.js').Values} Values */
/** @typedef {import('../page.js').Page} Page */
/** @typedef {{ field: Field, row: HTMLElement, control: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement, error: HTMLElement }} Row */

/**
 * Opens a dialog; what it holds is given by the caller.
 * @param {HTMLElement} root of the playground that it belongs to
 * @param {string} title
 * @param {Node[]} content
 */
export function openDialog(root, title, content) {
  adopt(root, rows, css);
  const heading = h('h2', { id: 'pg-dialog-title' }, title);
  const close = h('button', { type: 'button', class: 'pg-quiet', 'aria-label': words.$close, click: () => dialog.close() }, words.$close);
  const dialog = h('dialog', { class: 'pg-dialog', 'aria-labelledby': 'pg-dialog-title' }, h('header', {}, heading, close), ...content);
  dialog.addEventListener('close', () => dialog.remove());
  // A press beside the dialog closes it, as everywhere.
  dialog.addEventListener('pointerdown', (event) => {
    if (event.target === dialog) dialog.close();
  });
  root.append(dialog);
  dialog.showModal();
  return dialog;
}

/**
 * @param {Page} page
 * @param {Form} form
 */
export function openForm(page, form) {
  const { player } = page;
  const rows = form.fields.map(row);
  const more = rows.filter(({ field }) => field.more);
  const preview = h('output', { class: 'pg-preview', 'aria-label': words.$command });
  const refusal = h('p', { class: 'pg-field-error', role: 'alert' });
  const submit = h('button', { type: 'submit', class: form.danger ? 'pg-danger' : 'pg-primary' }, form.submit);
  const element = h(
    'form',
    { novalidate: true, input: show, submit: send },
    form.about ? h('p', { class: 'pg-about' }, form.about) : null,
    ...rows.filter(({ field }) => !field.more).map((each) => each.row),
    more.length > 0 ? h('details', { class: 'pg-more' }, h('summary', {}, form.more ?? words.$more), ...more.map((each) => each.row)) : null,
    preview,
    refusal,
    h('footer', {}, createCopy(lineNow), submit),
  );
  const dialog = openDialog(page.root, form.title, [element]);
  show();
  rows.find((each) => each.control instanceof HTMLInputElement && each.field.value === undefined)?.control.focus();

  function lineNow() {
    return labelOf(sayingOf(form.draft(read(rows))));
  }

  function show() {
    writeLine(preview, `$ ${lineNow()}`);
  }

  /** @param {SubmitEvent} event */
  async function send(event) {
    event.preventDefault();
    clear();
    const missing = rows.find(({ field, control }) => field.required && control.value.trim() === '');
    if (missing) return blame(missing, words.$missing(missing.field.label));
    const draft = form.draft(read(rows));
    const saying = sayingOf(draft);
    submit.disabled = true;
    try {
      const ran = await player.run(saying, { typed: form.waits });
      if (form.waits) {
        write(refusal, '');
        preview.append(words.$waiting);
        const outcome = await outcomeOf(page, ran);
        if (outcome && !outcome.ok) throw new Error(outcome.text);
      }
      dialog.close();
    } catch (error) {
      // Who has closed it meanwhile is told where the form was.
      if (!dialog.open) return complain(page, /** @type {Error} */ (error).message, saying);
      const { message, column } = /** @type {{ message: string, column?: number }} */ (error);
      const field = column === undefined ? null : fieldAt(draft, compose(saying), column);
      const blamed = rows.find((each) => each.field.name === field);
      if (blamed) blame(blamed, message);
      else write(refusal, message);
      const way = blamed ? null : wayOn(page, message, saying);
      if (way) refusal.append('\n', h('button', { type: 'button', class: 'pg-button', click: () => { dialog.close(); way.act(); } }, way.label));
      show();
    } finally {
      submit.disabled = false;
    }
  }

  function clear() {
    write(refusal, '');
    for (const { control, error } of rows) {
      write(error, '');
      attribute(control, 'aria-invalid', null);
    }
  }

  /**
   * @param {Row} blamed
   * @param {string} message
   */
  function blame(blamed, message) {
    const hidden = blamed.row.closest('details');
    if (hidden) hidden.open = true;
    write(blamed.error, message);
    attribute(blamed.control, 'aria-invalid', 'true');
    blamed.control.focus();
  }
}

/**
 * The line can be taken along, also where it is not run here.
 * @param {() => string} line
 */
function createCopy(line) {
  const copy = h('button', { type: 'button', class: 'pg-quiet', title: words.$copyHint, click: () => void copyFrom(copy, line(), words) }, words.$copy);
  return copy;
}

/**
 * @param {Row[]} rows
 * @returns {Values}
 */
function read(rows) {
  return Object.fromEntries(
    rows.map(({ field, control }) => {
      if (control instanceof HTMLInputElement && control.type === 'checkbox') return [field.name, control.checked ? 'on' : ''];
      return [field.name, field.kind === 'lines' || field.name === 'value' ? control.value : control.value.trim()];
    }),
  );
}

/**
 * @param {Field} field
 * @returns {Row}
 */
function row(field) {
  const control = createControl(field);
  const id = `pg-field-${field.name}`;
  control.id = id;
  const error = h('p', { class: 'pg-field-error', id: `${id}-error`, role: 'alert' });
  const hint = field.hint ? h('p', { class: 'pg-field-hint', id: `${id}-hint` }, field.hint) : null;
  control.setAttribute('aria-describedby', hint ? `${id}-hint ${id}-error` : `${id}-error`);
  const label = h('label', { for: id }, field.label);
  const body = field.kind === 'check' ? [h('div', { class: 'pg-check' }, control, label)] : [label, control];
  const attributes = { class: 'pg-field', 'data-kind': field.kind ?? 'text', 'data-wide': field.wide ?? false };
  return { field, control, error, row: h('div', attributes, ...body, hint, error) };
}

/**
 * @param {Field} field
 */
function createControl(field) {
  const value = field.value ?? '';
  if (field.kind === 'select') {
    const options = field.options ?? [];
    const select = h('select', {}, ...options.map(([each, label]) => h('option', { value: each }, label)));
    if (options.some(([each]) => each === value)) select.value = value;
    return select;
  }
  if (field.kind === 'lines') {
    const area = h('textarea', { rows: Math.max(2, value.split('\n').length), spellcheck: 'false' });
    area.value = value;
    return area;
  }
  if (field.kind === 'check') {
    const box = h('input', { type: 'checkbox' });
    box.checked = value !== '';
    return box;
  }
  const type = field.kind ?? 'text';
  const input = h('input', {
    type, min: field.min, max: field.max ?? null, step: type === 'number' ? (field.step ?? 1) : null,
    autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false',
  });
  input.value = value;
  return input;
}
