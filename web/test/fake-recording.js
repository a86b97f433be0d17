/** A recording of what the stand-in for the engine does, each view whole. */

import { Playground } from './fake-engine.js';
import { Recording } from '../src/player/recording.js';

const STEP_MS = 100;

/**
 * @param {string} script
 * @param {number} at
 * @param {number} until
 */
export function recorded(script, at, until) {
  const playground = new Playground(1, 0);
  const rows = script.split('\n').map((row) => {
    const ran = playground.scriptLine(row);
    const answer = ran.operation === null ? null : { at: ran.at + 500, ok: true, text: 'Created topic orders.' };
    return { at: ran.at, line: ran.line, verb: ran.verb, scripted: ran.scripted, output: [], operation: ran.operation, answer };
  });
  playground.advance(until);
  const frames = [];
  for (let time = 0; time <= until; time += STEP_MS) {
    playground.seek(time);
    const { now, revision, ...view } = playground.view(200);
    frames.push({ time: now, revision, view });
  }
  const [first, ...later] = frames;
  const led = later.map(({ time, revision, view }, index) => [
    time - frames[index].time, revision - frames[index].revision, 0, [relative(view, time)],
  ]);
  const marks = [[0, [relative(new Playground().marks(), 0)]]];
  let before = 0;
  for (let time = STEP_MS; time <= until; time += STEP_MS) {
    const known = marksAt(script, time);
    if (JSON.stringify(known) === JSON.stringify(marksAt(script, before))) continue;
    marks.push([time - before, [relative(known, time)]]);
    before = time;
  }
  return {
    format: 'kafka-playground recording', version: 2, semantics: 1, id: 'fake', title: 'A story', seed: 1, start: 0, at, until,
    header: '# kafka-playground script v1, seed 1, start 0', script: rows, times: ['at', 'until'], steps: [],
    first: { revision: first.revision, flight: 0, view: first.view },
    frames: led,
    marks,
    journal: { en: journalOf(playground, until) },
  };
}

/**
 * @param {any} value
 * @param {number} to
 * @returns {any}
 */
function relative(value, to) {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => relative(each, to));
  return Object.fromEntries(Object.entries(value).map(([field, each]) => [
    field, typeof each === 'number' && ['at', 'until'].includes(field) ? each - to : relative(each, to),
  ]));
}

/**
 * @param {string} script
 * @param {number} end
 */
function marksAt(script, end) {
  const playground = new Playground(1, 0);
  for (const row of script.split('\n')) {
    const at = Number(/^@(\d+)/.exec(row)?.[1] ?? 0) * 1000;
    if (at <= end) playground.scriptLine(row);
  }
  playground.advance(end);
  return playground.marks();
}

/**
 * @param {Playground} playground
 * @param {number} until
 */
function journalOf(playground, until) {
  playground.seek(until);
  let before = 0;
  return playground.journal(0, 10_000).map((line) => {
    const passed = line.at - before;
    before = line.at;
    return [passed, line.ordinal, line.step, line.kind, line.tone, line.spans.map((span) => [span.text, span.strong ? 1 : 0, span.thing])];
  });
}

/**
 * @param {string} script
 * @param {number} at
 * @param {number} until
 */
export function recordingOf(script, at, until) {
  return new Recording(recorded(script, at, until));
}
