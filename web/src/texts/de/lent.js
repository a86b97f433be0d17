/** @type {typeof import('../en/lent.js').words} */
export const lent = {
  $about: 'Die Wiedergabe war angehalten. Die Zeit läuft, solange dieses Werkzeug im Vordergrund läuft, und steht dann wieder.',
  $until: (tool) => `bis ${tool} endet`,
};
