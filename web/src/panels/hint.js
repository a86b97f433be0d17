/**
 * The next thing to try, in one sentence with a button. It follows from the
 * view and the history, so that it is right however one came here.
 */

import { counted, say, seconds } from '../base.js';

/** @typedef {import('../player/view.js').View} View */
/** @typedef {import('../player/view.js').ConsumerView} ConsumerView */
/** @typedef {import('../player/view.js').GroupView} GroupView */
/**
 * @typedef {object} Try
 * @property {string} label
 * @property {import('../language.js').Command} [command]
 * @property {string} [form]
 * @property {(view: View) => boolean} [when] the command waits for this
 */
/** @typedef {{ id: string, text: string, action: Try | null }} Hint */

/**
 * @param {View} view
 * @param {Set<string>} done the verbs of the history so far
 * @returns {Hint | null}
 */
export function suggest(view, done) {
  if (view.topics.length === 0) {
    return { id: 'empty', text: 'Nothing is here yet: a topic is where records go.', action: { label: 'Create a topic', form: 'topic' } };
  }
  if (view.producers.length === 0 && view.topics.every((topic) => topic.records === 0)) {
    return { id: 'produce', text: 'No records yet: a producer sends them.', action: { label: 'Add a producer', form: 'producer' } };
  }
  if (view.consumers.length === 0) {
    return { id: 'consume', text: 'Nobody reads these records yet.', action: { label: 'Add a consumer', form: 'consumer' } };
  }
  return afterCrash(view) ?? nextStory(view, done);
}

/**
 * @param {View} view
 * @returns {Hint | null}
 */
function afterCrash(view) {
  const dead = view.consumers.find((consumer) => consumer.machine.status === 'crashed');
  const group = view.groups.find((each) => each.id === dead?.group);
  if (!dead || !group) return null;
  const name = dead.machine.name;
  const member = group.members.find((each) => each.memberId === dead.member);
  const again = { label: `Start ${name} again`, command: say('start', name) };
  const peers = view.consumers.filter((each) => each.group === dead.group && each.machine.status === 'running');
  if (member && peers.length > 0) {
    const left = Math.max(0, member.sessionUntil - view.now);
    const repeated = dead.doneUncommitted;
    const held = dead.commitInAir
      ? 'its last commit is still on its way'
      : repeated > 0 ? `${counted(repeated, 'record')} done but not committed will be read again` : 'all that was done is committed';
    const takes = peers.length === 1 ? 'takes' : 'take';
    return {
      id: 'dead',
      text: `${name} is dead and nobody knows it: ${names(peers)} ${takes} over when ${name}'s session times out, in ${seconds(left)}; ${held}.`,
      action: null,
    };
  }
  if (peers.length === 0) return { id: 'alone', text: `${name} is dead, and nobody is left to go on. It resumes at the committed offsets.`, action: again };
  if (group.state !== 'Stable') {
    return { id: 'rebalance', text: `${name} was removed. The group rebalances: nobody reads until every member has joined.`, action: null };
  }
  const { again: twice } = group.ledger;
  const coming = dead.doneUncommitted;
  if (twice === 0 && coming > 0) {
    const [go, come] = [peers.length === 1 ? 'goes' : 'go', coming === 1 ? 'comes' : 'come'];
    return {
      id: 'coming',
      text: `${names(peers)} ${go} on from the committed offsets: ${counted(coming, 'record')} done but not committed ${come} again.`,
      action: null,
    };
  }
  const result = twice > 0 ? `${twice === 1 ? 'one record was' : `${twice} records were`} done twice` : 'nothing was done twice';
  return { id: 'over', text: `${names(peers)} went on from the committed offsets: ${result}.`, action: again };
}

/**
 * @param {View} view
 * @param {Set<string>} done
 * @returns {Hint | null}
 */
function nextStory(view, done) {
  const group = view.groups.find((each) => each.members.length > 0 && each.state === 'Stable');
  if (!group) return null;
  const running = view.consumers.filter((each) => each.group === group.id && each.machine.status === 'running' && each.assignment.length > 0);
  const victim = running[0];
  if (!victim) return null;
  const name = victim.machine.name;
  const mine = (/** @type {View} */ later) => later.consumers.find((each) => each.machine.name === name);
  if (running.length > 1 && !done.has('crash')) {
    return {
      id: 'after-commit',
      text: `Crash ${name} right after a commit, and see who goes on, and from where.`,
      action: { label: `Crash ${name}`, command: say('crash', name), when: (later) => mine(later)?.doneUncommitted === 0 },
    };
  }
  // Who commits each record, or before the work, is never caught with work that is done and in no commit.
  const caught = victim.commit !== 'record' && victim.commit !== 'before';
  if (running.length > 1 && group.ledger.again === 0 && caught) {
    return {
      id: 'before-commit',
      text: `Now crash ${name} when it has done work that it has not committed yet.`,
      action: {
        label: `Crash ${name} before its commit`,
          command: say('crash', name),
          when: (later) => {
            const now = mine(later);
            return now !== undefined && now.doneUncommitted > 0 && !now.commitInAir;
          },
      },
    };
  }
  return rewind(view, group, done);
}

/**
 * @param {View} view
 * @param {GroupView} group
 * @param {Set<string>} done
 * @returns {Hint | null}
 */
function rewind(view, group, done) {
  const lane = group.lanes.find((each) => each.canRewind);
  if (!done.has('seek')) {
    if (!lane) return null;
    const place = `${lane.topic}-${lane.partition}`;
    return {
      id: 'rewind',
      text: `Drag the ring of ${place} to the left: ${lane.owner} reads these records again, for the log still has them.`,
      action: { label: `Rewind ${place}`, command: say('seek', lane.owner ?? '', place, 'beginning') },
    };
  }
  if (view.groups.length === 1) {
    const topic = group.lanes[0]?.topic ?? view.topics[0].name;
    return {
      id: 'second-group',
      text: 'Another group reads the same records, with offsets of its own.',
      action: {
        label: 'Add a group',
        command: { verb: 'consume', options: [['--topic', topic], ['--group', 'audit'], ['--work', '100ms']] },
      },
    };
  }
  return null;
}

/** @param {ConsumerView[]} consumers */
function names(consumers) {
  return consumers.map((each) => each.machine.name).join(' and ');
}
