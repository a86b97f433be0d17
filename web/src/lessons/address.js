/** What the address says of a lesson: which one, and which of its steps. */

/** How the address of a lesson begins that is all in it. */
export const LINK = '#lesson=';
/** What is named in it while somebody writes a lesson. */
export const DRAFT = 'draft';
/** As long as a name may be that is read, or a path of this site. */
const LONGEST = 500;

/**
 * @param {string} search
 * @returns {{ lesson: string, step: string | null } | null}
 */
export function placeIn(search) {
  const query = new URLSearchParams(search);
  const lesson = query.get('lesson')?.slice(0, LONGEST);
  return lesson ? { lesson, step: query.get('step')?.slice(0, LONGEST) ?? null } : null;
}

/**
 * The address with a lesson in it, or with none. What it says besides stays,
 * but for what the stage was opened with: the lesson sets that itself.
 * @param {string} href
 * @param {{ lesson: string, step: string | null } | null} place
 */
export function addressOf(href, place) {
  const url = new URL(href);
  for (const name of ['lesson', 'step']) url.searchParams.delete(name);
  if (place) {
    for (const name of ['scene', 'at']) url.searchParams.delete(name);
    url.hash = '';
    url.searchParams.set('lesson', place.lesson);
    if (place.step) url.searchParams.set('step', place.step);
  }
  // Nor does it lead to somebody's lesson any more.
  if (url.hash.startsWith(LINK)) url.hash = '';
  return url.href;
}
