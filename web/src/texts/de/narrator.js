/** @type {typeof import('../en/narrator.js').words} */
export const narrator = {
  $skip: 'Dorthin springen',
  $why: 'Warum?',
  $waiting: 'Wartet auf den Moment',
};
