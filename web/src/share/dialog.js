/**
 * The dialog that shares this moment: how it is to open, what goes along, what
 * one will see, and each form of the link with its length and its own Copy.
 */

import { adopt, clock, fileInside, h, write } from '../base.js';
import { openDialog } from '../panels/dialogs.js';
import { pictureButtons } from '../poster/buttons.js';
import { css } from '../styles/share.js';
import { say } from '../panels/copy.js';
import { createForm, createWay } from './form.js';
import { LONGEST_LINK } from './link.js';
import { fileOf, formsOf, linkOf, saveFile } from './moment.js';
import { cannotPack } from './packing.js';
import { figurePreview, pagePreview } from './preview.js';
import { stateOf } from './state.js';
import { words } from '../texts/en/share.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('./moment.js').Wish} Wish */

/** What puts a figure into a page, and not the page into a text. */
const FIGURES = ['HTML element', 'iframe'];

/** @param {Page} page on which it is the engine that is shown */
export function openShare(page) {
  const { root } = page;
  adopt(root, css);
  const preview = h('div', { class: 'pg-preview-box' });
  const seen = h('p', { class: 'pg-about' });
  const { fields, read } = createChoices(page);
  const forms = h('div', { class: 'pg-forms' });
  const note = h('p', { class: 'pg-field-error', role: 'status' });
  const save = h('button', { type: 'button', class: 'pg-button', click: async () => {
    saveFile(page.story?.title ?? '', await fileOf(page));
    say(save, words.$saved);
  } }, words.$save);
  const host = /** @type {ShadowRoot} */ (root.getRootNode()).host;
  const title = page.story?.title ?? '';
  // A figure needs what lies beside our own page.
  const embed = 'around' in host && fileInside('scenes.json') === null ? h('button', { type: 'button', class: 'pg-button', click: () => {
    dialog.close();
    void page.open('embed');
  } }, words.$embed) : null;
  /** @type {'page' | 'figure' | ''} */
  let shown = '';
  let asked = 0;
  const dialog = openDialog(root, words.$share, [
    h('div', { class: 'pg-share' },
      h('div', { class: 'pg-share-what' }, fields, h('div', {}, preview, seen)),
      forms, note),
    h('footer', {}, h('p', { class: 'pg-about' }, words.$holds), embed, ...pictureButtons(page), save),
  ]);
  dialog.classList.add('pg-share-dialog');
  fields.addEventListener('change', () => void update());
  const lacking = cannotPack();
  if (lacking) write(note, lacking);
  show('page', '');
  void update();

  async function update() {
    const mine = ++asked;
    if (lacking) return;
    const wish = read();
    const hash = await linkOf(page, wish);
    const frozen = wish.how === 'freeze' ? hash : await linkOf(page, { ...wish, how: 'freeze' });
    if (mine !== asked || !dialog.isConnected) return;
    const rows = formsOf(host, hash, title);
    const long = rows.some((row) => row.tooLong);
    const [link] = rows;
    write(note, long ? words.$long(LONGEST_LINK, wish.branches) : '');
    forms.replaceChildren(...rows.map(({ name, text, tooLong }) => {
      const form = createForm(name, () => show(FIGURES.includes(name) ? 'figure' : 'page', frozen));
      form.show(text, tooLong);
      return form.row;
    }));
    forms.toggleAttribute('data-long', long);
    if (shown === 'figure') show('figure', frozen);
    if (!link) write(note, words.$onlyFile);
  }

  /**
   * @param {'page' | 'figure'} what
   * @param {string} frozen
   */
  function show(what, frozen) {
    if (what === 'page' && shown === what) return;
    shown = what;
    preview.replaceChildren(what === 'page' ? pagePreview(root) : figurePreview(frozen, host.getAttribute('theme')));
    write(seen, what === 'page' ? words.$seeBoth : words.$seeFigure);
  }

  return dialog;
}

/**
 * How it opens, and what goes along.
 * @param {Page} page
 * @returns {{ fields: HTMLElement, read: () => Wish }}
 */
function createChoices(page) {
  const { player } = page;
  const at = clock(player.now);
  const own = player.history.filter((given) => given.own).length;
  const { picked, tab, watched } = stateOf(page);
  const branches = (player.ask((playground) => playground.branches().length) ?? 1) - 1;
  const commands = words.$commands(own);
  const ways = [
    way('freeze', words.$freeze, words.$freezeAbout(at), true),
    way('play', words.$play, words.$playAbout(at, player.speed), false),
    way('start', words.$start, commands, false),
  ];
  const of = picked?.slice(picked.indexOf(':') + 1);
  const beside = watched ? words.$offsetsOf(watched) : '';
  const panel = tab ? words.$withPanel(words.$tabs[tab] ?? tab, of ?? '') : picked ? words.$withPicked(of ?? '') : '';
  const what = panel && beside ? words.$andBeside(panel, beside) : panel || words.$withBeside(beside);
  const state = tab || picked || watched ? check('state', what, true) : null;
  const others = branches > 0 ? check('branches', words.$withBranches(branches), false) : null;
  const fields = h('div', { class: 'pg-choices' },
    h('div', { role: 'radiogroup', 'aria-label': words.$how, class: 'pg-ways' }, ...ways.map((each) => each.element)),
    state?.element, others?.element);
  return {
    fields,
    read: () => ({
      how: /** @type {Wish['how']} */ (ways.find((each) => each.input.checked)?.input.value ?? 'freeze'),
      state: state?.input.checked ?? false,
      branches: others?.input.checked ?? false,
    }),
  };
}

/**
 * @param {string} value
 * @param {string} label
 * @param {string} about
 * @param {boolean} checked
 */
function way(value, label, about, checked) {
  const made = createWay('pg-share', value, label, checked);
  write(made.about, about);
  return made;
}

/**
 * @param {string} value
 * @param {string} label
 * @param {boolean} checked
 */
function check(value, label, checked) {
  const id = `pg-share-${value}`;
  const input = h('input', { type: 'checkbox', id });
  input.checked = checked;
  return { input, element: h('div', { class: 'pg-way' }, input, h('label', { for: id }, label)) };
}
