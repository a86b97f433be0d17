/** @type {typeof import('../en/inspector.js').words} */
export const inspector = {
  $invitation: 'Wähle auf der Bühne einen Record, eine Fahne, einen Member oder einen Flug: Hier steht alles, was man davon weiß.',
  $inspector: 'Inspektor',
  $closeIt: 'Inspektor schließen',
  $close: 'Schließen',
  $known: 'Was man weiß',
  $gone: 'In diesem Augenblick gibt es das nicht.',
  $life: 'Sein Leben',
  $goTo: 'Zu diesem Augenblick',
  $works: 'Ihre neueste Arbeit, das Neueste zuletzt',
  $order: 'Die Reihenfolge ihrer Arbeit, das Neueste zuletzt',
  $work: (place, offset, key, machine, times) => (
    `${place} Offset ${offset}, ${key}, erledigt von ${machine}${times > 1 ? `, inzwischen ${times}-mal` : ''}`
  ),
  $noLonger: 'nicht mehr im Log',
};
