/** @type {typeof import('../en/skip.js').words} */
export const skip = {
  $next: (what) => what,
  $none: (what) => `Innerhalb einer Stunde kam nichts davon: ${what}.`,
  $onTheWay: (where, clock) => `Unterwegs: ${where}. Jetzt ist ${clock}.`,
  $stop: 'Anhalten',
};
