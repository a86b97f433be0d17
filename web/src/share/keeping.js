/**
 * The last session is kept in the browser, and offered when the page is loaded
 * again. Each load of the page that does something keeps a session of its own,
 * so that neither a link nor a second tab overwrites another; the oldest go.
 */

import { openText } from './file.js';
import { fileOf } from './moment.js';
import { words } from '../texts/en/link.js';

/** @typedef {import('../page.js').Page} Page */
/**
 * @typedef {object} Kept
 * @property {number} at when it was kept, in Unix time
 * @property {string} title
 * @property {number} commands how many were the user's own
 * @property {string} text
 * @property {string} link that it began with; '' for none
 */

const SESSIONS = 'kafka-playground-sessions';
/** Of this tab: the session that it had, and the one that nobody wanted. */
const MINE = 'kafka-playground-session';
const DECLINED = 'kafka-playground-declined';
const MOST = 4;
const LONGEST = 200_000;
/** After a command others may follow. */
const SOON_MS = 400;

/**
 * @param {() => Page | null} pageNow
 * @param {Element} element
 */
export function keep(pageNow, element) {
  const link = element.getAttribute('link') ?? '';
  let id = newId();
  /** What was offered and goes on under another name. @type {{ id: string, at: number } | null} */
  let before = null;
  let offered = offer();
  let timer = 0;
  element.addEventListener('command', (event) => {
    if (/** @type {CustomEvent} */ (event).detail.refused) return;
    if (offered) pageNow()?.tell('');
    offered = false;
    clearTimeout(timer);
    timer = setTimeout(() => void save(), SOON_MS);
  });
  // A link that is opened later begins a session of its own.
  new MutationObserver(() => (id = newId())).observe(element, { attributeFilter: ['link'] });
  addEventListener('visibilitychange', () => {
    if (document.hidden && timer) void save();
  });

  /** @returns {boolean} whether there is one that can be offered */
  function offer() {
    const all = read();
    const mine = all[recall(MINE)] ? recall(MINE) : '';
    const newest = Object.keys(all).sort((one, other) => all[other].at - all[one].at)[0] ?? '';
    const which = link ? mine : mine || newest;
    const kept = all[which];
    const page = pageNow();
    if (!page || !kept || which === recall(DECLINED) || (link && kept.link !== link)) return false;
    if (page.player.history.some((given) => given.own) && !link) return false;
    page.tell(words.$kept(kept.title, kept.commands), [
      { label: words.$goOn, act: () => void goOn(which, kept) },
      { label: words.$notNow, act: () => {
        offered = false;
        note(DECLINED, which);
        page.tell('');
      } },
    ]);
    return true;
  }

  /**
   * @param {string} which
   * @param {Kept} kept
   */
  async function goOn(which, kept) {
    const page = pageNow();
    if (!page) return;
    offered = false;
    page.tell('');
    if (!(await openText(page, kept.text, 'session'))) return;
    before = { id: which, at: kept.at };
    id = newId();
  }

  async function save() {
    clearTimeout(timer);
    timer = 0;
    const page = pageNow();
    const own = page?.player.history.filter((given) => given.own).length ?? 0;
    if (!page || own === 0 || !page.player.isAwake) return;
    const text = await fileOf(page);
    if (text === '' || text.length > LONGEST) return;
    const all = read();
    // Where another tab went on with it, too, it is that tab's.
    if (before && all[before.id]?.at === before.at) delete all[before.id];
    before = null;
    all[id] = { at: Date.now(), title: page.story?.title ?? '', commands: own, text, link };
    for (const old of Object.keys(all).sort((one, other) => all[other].at - all[one].at).slice(MOST)) delete all[old];
    try {
      localStorage.setItem(SESSIONS, JSON.stringify(all));
      note(MINE, id);
    } catch {
      // Then it is not kept.
    }
  }
}

/**
 * What the browser has is read as what it is, a text from a stranger.
 * @returns {Record<string, Kept>}
 */
function read() {
  try {
    const all = JSON.parse(localStorage.getItem(SESSIONS) ?? '{}');
    return Object.fromEntries(Object.entries(all).filter(([, kept]) => typeof kept?.text === 'string' && Number.isFinite(kept.at)));
  } catch {
    return {};
  }
}

/** @param {string} what of this tab */
function recall(what) {
  try {
    return sessionStorage.getItem(what) ?? '';
  } catch {
    return '';
  }
}

/**
 * @param {string} what
 * @param {string} value
 */
function note(what, value) {
  try {
    sessionStorage.setItem(what, value);
  } catch {
    // Then it is forgotten.
  }
}

function newId() {
  return Date.now().toString(36) + Math.random().toString(36).slice(2);
}
