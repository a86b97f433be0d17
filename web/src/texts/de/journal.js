/** @type {typeof import('../en/journal.js').words} */
export const journal = {
  $list: 'Protokoll, Neuestes zuerst',
  $journal: 'Protokoll',
  $heartbeats: 'Heartbeats',
  $onStage: 'Heartbeats auf der Bühne',
  $goTo: 'Zu diesem Augenblick',
};
