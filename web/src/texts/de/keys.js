/** @type {typeof import('../en/keys.js').words} */
export const keys = {
  $partitionOf: 'Partition des Keys',
  $whereKeys: (topic) => `wohin die Keys von ${topic} gehen`,
};
