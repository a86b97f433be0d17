/** @type {typeof import('../en/why.js').words} */
export const why = {
  $why: 'Warum?',
  $value: (value, name) => `${value}, ${name === '' ? 'beim Broker' : `bei ${name}`}`,
  $settings: (name) => `Einstellungen von ${name}…`,
};
