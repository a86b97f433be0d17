// Whether the stage shows what the engine knows: the DOM against the view.

import assert from 'node:assert/strict';

/** The counts that a group's card shows: losses only where there are any. */
function countsOf({ once, again, skipped, deleted, never, lost }) {
  const losses = lost === 0 ? [['never', 0]] : Object.entries({ skipped, deleted, never }).filter(([, count]) => count > 0);
  return { once, again, ...Object.fromEntries(losses) };
}

/** The lag in the words of the stage. */
function lagWords(lag) {
  if (lag === null) return '-';
  return `lag ${lag}`;
}

const text = (value) => (value === null ? null : String(value));

/** Sorted, so that only what is there counts. */
function sorted(list) {
  return list.map((one) => JSON.stringify(one)).sort();
}

/**
 * Everything on the stage is in the view and everything in the view is on the
 * stage. `cells` says how many of a lane's newest records must be in sight;
 * the default is all of them.
 */
export function assertSame(view, stage, when, { heartbeats = true, flights = true, cells = Infinity } = {}) {
  const same = (shown, known, what) => assert.deepEqual(shown, known, `${what} at ${when}`);
  same(cellsOf(stage.cells), cellsInView(view, cells), 'cells');
  same(
    sorted(stage.ends.map((end) => [end.topic, end.partition, end.offset])),
    sorted(view.topics.flatMap((topic) => topic.partitions.map((log) => [topic.name, `${log.partition}`, `${log.logEnd}`]))),
    'log ends',
  );
  const lanes = view.groups.flatMap((group) => group.lanes.map((lane) => ({ ...lane, group: group.id, place: `${group.id}/${lane.topic}/${lane.partition}` })));
  const markers = (value) => sorted(lanes.filter((lane) => lane[value] !== null).map((lane) => [lane.place, text(lane[value])]));
  const drawn = (list, kind) => sorted(list.map((one) => [one.thing.slice(kind.length + 1), one.offset]));
  same(drawn(stage.flags, 'commit'), markers('committed'), 'flags');
  same(drawn(stage.rings, 'position'), markers('position'), 'rings');
  same(
    sorted(stage.lags.map((lag) => [`${lag.group}/${lag.topic}/${lag.partition}`, lag.text])),
    sorted(lagsInView(view)),
    'lags',
  );
  assertMachines(view, stage, same);
  const inSight = new Set(stage.cells.map((cell) => cell.thing));
  same(
    sorted(stage.badges.map((badge) => [badge.thing, badge.badge])),
    sorted(
      lanes
        .flatMap((lane) => lane.again.map((again) => [`record:${lane.topic}/${lane.partition}/${again.offset}`, `${again.times}`]))
        .filter(([thing]) => inSight.has(thing)),
    ),
    'badges',
  );
  same(
    [...new Set(stage.working)].sort(),
    [...new Set(lanes.filter((lane) => lane.working !== null).map((lane) => `record:${lane.topic}/${lane.partition}/${lane.working}`))]
      .filter((thing) => inSight.has(thing))
      .sort(),
    'records being worked on',
  );
  same(
    stage.commits.map((commit) => commit.replace(/^\S+ (\S+-)?(\d+ )/, '$2')),
    view.commits.slice(view.commits.length - stage.commits.length).map((commit) => `${commit.partition} → ${commit.offset}`),
    'commits',
  );
  assertLogs(view, stage, same);
  assertFlights(view, stage, { heartbeats, flights }, same);
}

/** Segments, as far as their cells are in sight or as the whole log shows them, and those that are gone. */
function assertLogs(view, stage, same) {
  const starts = new Map(stage.starts.map((start) => [start.lane, start.offset]));
  for (const topic of view.topics) {
    const strips = stage.strips.filter((strip) => strip.lane.startsWith(`partition:${topic.name}/`));
    assert.ok([0, topic.partitions.length].includes(strips.length), `strips of ${topic.name} come together`);
    for (const log of topic.partitions) {
      const lane = `partition:${topic.name}/${log.partition}`;
      const cells = stage.cells.filter((cell) => cell.lane === lane).map((cell) => Number(cell.offset));
      const ends = [...cells, log.logEnd];
      const strip = strips.find((one) => one.lane === lane);
      if (strip) assertStrip(strip, log, cells, same);
      else assert.ok(log.logStart === 0, `${lane} has a strip, since its log start has left 0`);
      const several = !strip && (log.segments.length > 1 || log.deleted.length > 0);
      const last = log.segments.at(-1);
      const within = (segment, offset) => offset < segment.end || (segment === last && offset === log.logEnd);
      const inSight = (segment) => ends.some((offset) => offset >= segment.base && within(segment, offset));
      const expected = several ? log.segments.filter(inSight) : [];
      const shown = stage.segments.filter((segment) => segment.lane === lane);
      same(shown.map((one) => [Number(one.segment), Number(one.end)]), expected.map((one) => [one.base, one.end]), `segments of ${lane}`);
      const stubs = stage.stubs.filter((stub) => stub.lane === lane);
      if (stubs.length > 0) {
        same([Number(stubs[0].deletedSegment), Number(stubs.at(-1).end)], [log.deleted[0].base, log.deleted.at(-1).end], `deleted segments of ${lane}`);
      }
      if (starts.has(lane)) same(Number(starts.get(lane)), log.logStart, `log start of ${lane}`);
    }
  }
  assertThreads(view, stage, same);
}

function assertStrip(strip, log, cells, same) {
  const what = `the whole log of ${strip.lane}`;
  same([Number(strip.gone), Number(strip.end)], [log.logStart, log.logEnd], what);
  same(strip.segments, log.segments.map((segment) => segment.base).join(' '), `segments of ${what}`);
  const bases = new Set(log.segments.map((segment) => `${segment.base}`));
  assert.ok(strip.borders.every((border) => bases.has(border)), `borders of ${what}`);
  if (cells.length === 0) return;
  same(Number(strip.window.from), cells[0], `the window on ${what}`);
  assert.ok([cells.at(-1) + 1, log.logEnd].includes(Number(strip.window.to)), `the window on ${what} ends with its cells`);
}

/** Each group's line over a whole log. */
function assertThreads(view, stage, same) {
  const told = new Set(stage.threads.map((thread) => thread.thread));
  const lanes = view.groups.flatMap((group) => group.lanes.map((lane) => ({ ...lane, place: `${group.id}/${lane.topic}/${lane.partition}` })));
  const shown = lanes.filter((lane) => stage.rows.length > 0 || stage.strips.some((strip) => strip.lane === `partition:${lane.topic}/${lane.partition}`));
  const stretches = (lane) => [
    ...(lane.doneAgain ?? []).map((one) => ['again', `${one.from}`, `${one.to}`]), ...(lane.lost ?? []).map((one) => [one.how, `${one.from}`, `${one.to}`]),
  ];
  same([...told].sort(), shown.map((lane) => lane.place).sort(), 'lines over whole logs');
  for (const thread of stage.threads) {
    const lane = lanes.find((one) => one.place === thread.thread);
    same([thread.committed ?? null, thread.position ?? null], [text(lane.committed), text(lane.position)], `the line of ${thread.thread}`);
    same(thread.stretches.map((one) => [one.stretch, one.from, one.to]), stretches(lane), `blocks on the line of ${thread.thread}`);
  }
}

/** Where there is much: every row, lag, line and square against the view. */
export function assertSameRows(view, stage, when) {
  const same = (shown, known, what) => assert.deepEqual(shown, known, `${what} at ${when}`);
  const logs = view.topics.flatMap((topic) => topic.partitions.map((log) => ({ ...log, id: `${topic.name}-${log.partition}` })));
  same(stage.rows.map((row) => [row.row, row.whole.from, row.whole.to]), logs.map((log) => [log.id, `${log.logStart}`, `${log.logEnd}`]), 'rows');
  for (const row of stage.rows) {
    const { cells } = logs.find((log) => log.id === row.row);
    const newest = cells.length > 0 ? `-${cells.at(-1).offset}` : '';
    assert.ok(row.newest.endsWith(newest), `the newest record of ${row.row} at ${when}`);
  }
  const lanes = view.groups.flatMap((group) => group.lanes.map((lane) => ({ ...lane, group, place: `${group.id}/${lane.topic}/${lane.partition}` })));
  same(
    sorted(stage.lags.map((lag) => [`${lag.group}/${lag.topic}/${lag.partition}`, lag.text])),
    sorted(lanes.map((lane) => [lane.place, lane.lag === null ? '-' : String(lane.lag)])),
    'lags',
  );
  const owned = lanes.filter((lane) => (lane.owner ?? lane.reservedFor ?? lane.assigned) !== null);
  same(sorted(stage.squares.map((square) => [square.square, square.owner])), sorted(owned.map((lane) => [lane.place,
    lane.owner ?? lane.reservedFor ?? lane.assigned])), 'squares');
  for (const square of stage.squares) {
    const lane = lanes.find((one) => one.place === square.square);
    const condition = view.consumers.find((one) => one.machine.name === square.owner)?.machine.condition;
    const dead = lane.owner === null || condition === 'crashed' || condition === 'stopped';
    same(square.look, dead ? 'dead' : lane.working !== null ? 'works' : lane.lag === 0 ? 'idle' : 'owns', `what ${square.square} says`);
  }
  assertThreads(view, stage, same);
}

function cellsOf(cells) {
  return cells.map((cell) => {
    assert.equal(cell.lane, `partition:${cell.topic}/${cell.partition}`, 'a cell lies in its own lane');
    assert.equal(cell.thing, `record:${cell.topic}/${cell.partition}/${cell.offset}`);
    return `${cell.topic}/${cell.partition}/${cell.offset} ${cell.key ?? null}`;
  });
}

function cellsInView(view, most) {
  return view.topics.flatMap((topic) =>
    topic.partitions.flatMap((log) =>
      log.cells.slice(-Math.min(most, log.cells.length)).map((cell) => `${topic.name}/${log.partition}/${cell.offset} ${cell.key}`),
    ),
  );
}

/** A key as it is shown; a long or a strange one is shortened, and the label has all of it. */
function assertKey(shown, key) {
  if (key === null) assert.equal(shown, 'null');
  else if (/^[a-z0-9]{1,4}$/.test(key)) assert.equal(shown, key);
  else assert.ok([...new Intl.Segmenter().segment(shown)].length <= 4, `${shown} is short`);
}

/** A track is drawn for each partition of a topic that a group reads, also one that it knows nothing of yet. */
function lagsInView(view) {
  return view.groups.flatMap((group) => view.topics
    .filter((topic) => group.lanes.some((lane) => lane.topic === topic.name))
    .flatMap((topic) => topic.partitions.map(({ partition }) => {
      const lane = group.lanes.find((one) => one.topic === topic.name && one.partition === partition);
      return [`${group.id}/${topic.name}/${partition}`, lagWords(lane.lag)];
    })));
}

function assertMachines(view, stage, same) {
  const machines = [...view.producers, ...view.consumers];
  same(
    sorted(stage.machines.filter((card) => card.status !== 'gone').map((card) => [card.machine, card.status])),
    sorted(machines.map(({ machine }) => [machine.name, machine.status])),
    'machines',
  );
  for (const consumer of view.consumers) {
    const card = stage.machines.find((one) => one.machine === consumer.machine.name && one.status !== 'gone');
    const hand = consumer.hand.slice(0, card.chips.length);
    same(
      card.chips.map((chip) => chip.thing),
      hand.map((record) => `record:${record.topic}/${record.partition}/${record.offset}`),
      `records in the hands of ${card.machine}`,
    );
    hand.forEach((record, at) => assertKey(card.chips[at].text, record.key));
    if (consumer.machine.status === 'running') {
      assert.ok(card.text.includes(consumer.assignment.join(', ')), `${card.machine} owns ${consumer.assignment.join(', ')}: ${card.text}`);
    }
  }
  for (const group of view.groups) {
    const card = stage.groups.find((one) => one.thing === `group:${group.id}`);
    assert.ok(card, `group ${group.id} has a card`);
    same([card.groupState, card.ledger], [group.state, countsOf(group.ledger)], `group ${group.id}`);
    assert.ok(card.text.includes(`generation ${group.generation}`), `generation ${group.generation}: ${card.text}`);
    for (const member of group.members) {
      // A dead member's card says until when it is a member instead.
      const alive = machines.some(({ machine }) => machine.name === member.machine && machine.status === 'running');
      const leads = (one) => one.machine === member.machine && one.text.includes('leads');
      if (member.leads && alive) assert.ok(stage.machines.some(leads), `${member.machine} leads`);
    }
  }
  const owned = view.groups.flatMap((group) =>
    group.lanes.filter((lane) => lane.owner !== null).map((lane) => `position:${group.id}/${lane.topic}/${lane.partition}`),
  );
  if (stage.curves.length > 0) same([...stage.curves].sort(), owned.sort(), 'curves to owners');
  const lanes = view.groups.flatMap((group) => group.lanes.map(
    (lane) => ({ ...lane, thing: `position:${group.id}/${lane.topic}/${lane.partition}` }),
  ));
  const reserved = lanes.filter((lane) => lane.reservedFor !== null).map((lane) => lane.thing);
  if (stage.curves.length + stage.reserved.length > 0) same([...stage.reserved].sort(), reserved.sort(), 'places that are kept');
  const nobodys = lanes.filter((lane) => lane.nobodys).map((lane) => `${lane.topic}-${lane.partition}`);
  same([...stage.nobodys].sort(), nobodys.sort(), 'partitions that are nobody\u2019s');
}

/** Whether both ends of a flight are on the stage: a client with a card, and what the request is about. */
function hasEnds(view, flight) {
  const client = [...view.producers, ...view.consumers].some(({ machine }) => machine.name === flight.machine);
  return client && (view.topics.length > 0 || (flight.group !== null && flight.api !== 'Metadata'));
}

/** Whether a flight is its records: also the ones that a broker refuses. */
function packed(flight) {
  return flight.records.length > 0 && (flight.error === null || flight.api === 'Produce');
}

/** Records of one flight that are drawn one by one; the rest is a number. */
const PACK = 5;

function assertFlights(view, stage, { heartbeats, flights }, same) {
  const known = flights ? view.flights.filter((flight) => (heartbeats || flight.api !== 'Heartbeat') && hasEnds(view, flight)) : [];
  const things = known.flatMap((flight) => {
    const said = [`${flight.id}`, flight.api, `${flight.response}`];
    if (!packed(flight)) return [said];
    return flight.records.slice(0, PACK).map(() => said);
  });
  same(sorted(stage.flights.map((flight) => [flight.flight, flight.api, flight.response])), sorted(things), 'flights');
  for (const flight of known) {
    const shown = stage.flights.filter((one) => one.flight === `${flight.id}`);
    if (flight.error !== null) assert.ok(shown.at(-1).text.includes(flight.error), `${flight.error} is told: ${shown.at(-1).text}`);
    if (!packed(flight) || flight.error !== null) continue;
    flight.records.slice(0, PACK).forEach((record, at) => {
      assertKey(shown[at].text.replace(/×\d+$/, ''), record.key);
    });
  }
  assert.ok(stage.trails <= known.length, 'a trail belongs to a flight');
}
