import { duration, moment } from '../../base.js';

/** One, and more than one. @type {Record<string, [string, string]>} */
const NOUNS = {
  partition: ['Partition', 'Partitionen'], record: ['Record', 'Records'],
  day: ['Tag', 'Tage'], hour: ['Stunde', 'Stunden'], minute: ['Minute', 'Minuten'],
};

/** @type {typeof import('../en/stage.js').words} */
export const stage = {
  $count: (number, noun) => `${number} ${NOUNS[noun][number === 1 ? 0 : 1]}`,
  $keptFor: (time) => `behält ${time}`,
  $keptEver: 'behält alles',
  $byHand: 'sendet von Hand',
  $perSecond: (records) => `${records} pro Sekunde`,
  $every: (seconds) => `alle ${seconds} s ein Record`,
  $noKey: 'kein Key',
  $key: (key) => `Key ${key}`,
  $doing: doing,
  $ailing: ailing,
  $lag: (lag) => `Lag ${lag}`,
  $gone: (group, place) => `${group} ${place} weg`,
  $noOffset: (group, topic, partition) => `${group} hat keinen Offset mehr für ${topic}-${partition}`,
  $committedAt: (group, offset, partition, when) => `${group} committed ${offset} für ${partition} bei ${when}`,
  $joinPhase: (when) => `die Beitrittsphase endet nach jetzigem Stand spätestens bei ${when}`,
  $unknownGroup: 'der Coordinator kennt sie noch nicht',
  $generation: (number) => `Generation ${number}`,
  $left: (machine) => `${machine} ging`,
  $timedOut: (machine, time) => `${machine} fiel nach ${time} heraus`,
  $missed: (machine) => `${machine} hat den Rebalance verpasst`,
  $waitsUntil: (when) => `wartet bisher bis ${when}`,
  $until: (kept, when) => `${kept ? 'Platz frei' : 'Member'} bis ${when}`,
  $as: (name) => `als ${name}`,
  $leads: 'führt',
  $away: (when) => `weg; sein Platz bleibt bis ${when} frei`,
  $former: (when) => `seine frühere Member-ID, gilt bis ${when}`,
  $produceFrom: (name) => `einen Record von ${name} senden`,
  $rateOf: (name) => `Rate und Keys von ${name}`,
  $paused: 'pausiert',
  $batches: (count, places, again) => `${count > 1 ? 'Batches' : 'Batch'} für ${places}${again ? ', erneut' : ''}`,
  $waitsBatch: (key, topic, partition) => `${key}, wartet auf seinen Batch für ${topic}-${partition}`,
  $more: (what) => `mehr zu ${what}`,
  $inAll: (count) => `${count} insgesamt`,
  $batchRecords: 'Records, die auf ihren Batch warten',
  $handRecords: (name) => `Records in den Händen von ${name}`,
  $addTo: (group) => `einen Consumer zu ${group} hinzufügen`,
  $nobody: 'Keine Member. Was sie committed hat, bleibt, bis es abläuft.',
  $group: (id, state) => `Consumer Group ${id}, ${state}`,
  $groupName: (id) => `Gruppe ${id}`,
  $partition: (id, end) => `Partition ${id}, Log-Ende ${end}`,
  $records: (id) => `Records von ${id}`,
  $logStart: (offset) => `Log-Anfang ${offset}: Was davor war, ist weg`,
  $value: (value) => `, Value ${value}`,
  $worked: (group) => `, in Arbeit in ${group}`,
  $at: (offset, what) => `Offset ${offset}, ${what}`,
  $logEnd: (offset) => `Log-Ende: Der nächste Record bekommt Offset ${offset}`,
  $workedTimes: (offset, times, group) => `Offset ${offset} wurde in ${group} ${times}-mal bearbeitet`,
  $highWatermark: (offset) => `High Watermark ${offset}`,
  $bothMarks: (offset) => `High Watermark, Last Stable ${offset}`,
  $lastStable: (offset) => `Last Stable ${offset}`,
  $nothing: 'nichts committed',
  $track: (group, lane, lag) => `${group} in ${lane}: ${lag}`,
  $owner: 'Besitzer',
  $pausedBy: (owner, lane) => `${owner} hat ${lane} pausiert`,
  $givenUp: (lane) => `${lane} wurde abgegeben und ist noch nicht übergeben`,
  $nobodys: 'niemandes',
  $flag: (group, offset, lane) => `${group} hat Offset ${offset} in ${lane} committed`,
  $ring: (group, lane) => `Position von ${group} in ${lane}`,
  $follow: (label, offset) => `${label}: Offset ${offset}. Folgen`,
  $ringHint: (offset, owner) => `Position ${offset}: Hier liest das nächste poll von ${owner}. Ziehen ist seek, ein Doppelklick folgt ihr.`,
  $addProducer: 'einen Producer hinzufügen',
  $noTopic: 'Noch kein Topic. Records brauchen eins, in dem sie landen.',
  $createTopic: 'Ein Topic anlegen',
  $createATopic: 'ein Topic anlegen',
  $groups: 'Consumer Groups',
  $addGroup: 'Eine Consumer Group hinzufügen',
  $addAGroup: 'eine Consumer Group hinzufügen',
  $noReader: 'Noch liest niemand. Die Records bleiben, wo sie sind.',
  $topic: (name) => `Topic ${name}`,
  $foldRows: 'Bahnen zu Zeilen falten',
  $rows: 'Zeilen',
  $cellsShow: (topic) => `was die Zellen von ${topic} zeigen`,
  $show: (what, topic) => `${what} von ${topic} zeigen`,
  $newest: 'die neuesten Commits',
  $partitionsOf: (topic) => `Partitionen von ${topic}`,
  $inTheAir: (count) => `und ${count} weitere in der Luft`,
  $noCommits: 'noch keine Commits',
  $producers: 'Producers',
  $topics: 'Topics',
  /** What the numbers of a group count: a word and a sentence. */
  $counted: {
    once: ['einmal', 'Records, deren Arbeit genau einmal getan wurde'],
    again: ['erneut', 'Records, deren Arbeit mehr als einmal getan wurde'],
    skipped: ['übersprungen', 'Records, über die eine Reset-Regel, ein seek oder ein vorauseilender Commit hinwegging'],
    deleted: ['gelöscht', 'Records, die gelöscht wurden, bevor die Gruppe bei ihnen war'],
    never: ['nie', 'Records unter dem committed Offset, die gelesen wurden und die niemand erledigt hat'],
  },
  $legend: [
    'committed: gilt beim Neustart',
    'Position: nächstes poll liest hier',
    'gelesen, nicht committed',
  ],
};

/**
 * What a consumer is doing, in a few words of German.
 * @param {import('../../player/view.js').ConsumerView} consumer
 */
function doing(consumer) {
  const { machine } = consumer;
  if (machine.status === 'crashed' && consumer.doneUncommitted > 0) return `${ailing(machine, '')}; ${consumer.doneUncommitted} getan, nicht committed`;
  const ails = ailing(machine, 'stoppt: schließt seinen Client');
  if (ails) return ails;
  if (consumer.pollOverdue) return 'kein Heartbeat: max.poll.interval.ms ist überschritten';
  if (machine.stalled) return `steht still${/^s/.test(consumer.membership) ? ', Herz schlägt' : ''}`;
  if (machine.blocked && (consumer.byHand || !['poll', 'commitSync'].includes(machine.blocked.call))) {
    return `in ${machine.blocked.call}() seit ${moment(machine.blocked.since)}`;
  }
  if (consumer.handingOver.length > 0) return `gab ${consumer.handingOver.join(', ')} ab, tritt wieder bei`;
  if (consumer.membership === 'joining') {
    return consumer.cooperative && consumer.assignment.length > 0 ? 'tritt wieder bei, liest weiter' : 'tritt der Gruppe bei';
  }
  if (consumer.membership === 'syncing') return 'wartet auf seine Zuteilung';
  switch (consumer.doing) {
    case 'working': return consumer.workMs > 0 ? `arbeitet, je ${duration(consumer.workMs)}` : 'arbeitet';
    case 'committing': return 'committet';
    case 'closing': return 'stoppt: schließt seinen Client';
    case 'waiting': return consumer.handCount > 0 ? 'hat Records; wartet auf dich' : 'wartet auf dein poll';
    case 'off': return 'aus';
    default: return 'wartet auf Records';
  }
}

/**
 * What keeps a machine from working; nothing where it works.
 * @param {import('../../player/view.js').MachineView} machine
 * @param {string} stopping what it does while it stops
 */
function ailing(machine, stopping = 'stoppt: sendet, was er noch hat') {
  if (machine.status === 'crashed') return `Absturz ${moment(machine.since)}`;
  if (machine.status === 'stopped') return `gestoppt ${moment(machine.since)}`;
  return machine.status === 'stopping' ? stopping : machine.cut ? 'Netz getrennt' : '';
}
