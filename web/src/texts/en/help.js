/** What `?` shows. */

import { table } from '../../base.js';

export const words = table('help', {
  $keys: /** @type {[string, string][]} */ ([
    ['Space', 'play, pause'],
    ['← →', 'one event back, one on; with Shift one command'],
    ['Shift Space', 'play backwards'],
    ['c r x t a l', 'the next commit, rebalance, crash, take-over, repetition, loss; with Shift the last one'],
    ['+ −', 'less of time on the line, more of it'],
    ['Ctrl Z', 'undo; with Shift redo'],
    ['b', 'hides and shows the branches'],
    ['Home End', 'the beginning, the latest instant'],
    ['n', 'does the next thing to try'],
    ['1 to 6', 'a tab of the panel below; the same again folds it'],
    ['. ,', 'in a lesson: the next step, the last one'],
    ['h g', 'in a lesson: a hint; to where one reads'],
    ['Tab Ctrl R', 'in the terminal: completes; finds what was typed before'],
    ['Ctrl C Ctrl D', 'in the terminal: interrupts the tool that runs; ends what is typed for it'],
    ['?', 'this help'],
    ['Esc', 'closes what is open'],
  ]),
  $marks: /** @type {[string, string][]} */ ([
    ['cell', 'a record in a partition’s log. Its colour comes from its key, the number under it is its offset. Reading does not remove it.'],
    [
      'flag',
      'the committed offset of a group: a restart resumes here if the log still has it; else auto.offset.reset decides. '
        + 'Drag it to reset it, once the group’s members have stopped.',
    ],
    ['ring', 'the position: the next poll reads here. Drag it to rewind.'],
    ['pale track', 'read, but not committed: a crash repeats it.'],
    ['bracket', 'a segment of the log; the open one is active. Retention deletes whole segments: a hatched stub is one that is gone.'],
    ['dotted curve', 'a partition that waits for its member, which is away or has not heard of it yet. nobody’s: given up, and not handed over yet.'],
    ['lag', 'log end minus committed, as Kafka’s own tool counts it.'],
    ['once, again', 'how often the work on a record was done in this group.'],
    ['skipped, deleted, never', 'records that this group has lost: passed over, gone before it came to them, committed and not done.'],
  ]),
  $help: 'Help',
  $language: 'Language',
  $about: 'A small Kafka runs in this page: nothing is sent anywhere. Whatever you click is a command, and appears as such.',
  $marksTitle: 'What the marks mean',
  $keysTitle: 'Keys',
  $faithful: 'How faithful is this?',
  $docs: 'Documentation: a figure in your own page',
  $commands: 'Type help into the command line for all commands. Going back in time and doing something else begins a branch; the old future is kept.',
});
