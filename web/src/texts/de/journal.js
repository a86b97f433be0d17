/** @type {typeof import('../en/journal.js').words} */
export const journal = {
  $list: 'Journal, Neuestes zuerst',
  $journal: 'Journal',
  $heartbeats: 'Heartbeats',
  $onStage: 'Heartbeats auf der Bühne',
  $goTo: 'Zu diesem Augenblick',
};
