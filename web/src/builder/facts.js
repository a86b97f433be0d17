/**
 * What is true now, as predicates: facts of what is on the stage, with the
 * values that the engine has for them. Names come from the view.
 */

/** @typedef {import('../player/view.js').View} View */
/** @typedef {{ fact: string, value: string }} Fact */

/** As many are asked for at most. */
const MOST = 400;
const GROUP = ['state', 'members', 'generation', 'leader', 'assignor', 'lag', 'once', 'again', 'lost', 'skipped', 'deleted', 'never'];
const GROUP_LANE = ['committed', 'lag', 'position', 'from', 'owner', 'working'];
const LANE = ['log-start', 'log-end', 'records'];
const MACHINE = ['status', 'error'];
const CONSUMER = ['assigned', 'uncommitted', 'hand', 'doing', 'calling', 'commits-by'];
const PRODUCER = ['sent', 'acknowledged', 'failed'];

/**
 * The facts that can be asked of what is there.
 * @param {View} view
 * @param {(word: string) => string} quote
 * @returns {string[]}
 */
export function factsOf(view, quote) {
  const lanes = view.topics.flatMap(({ name, partitions }) => partitions.map(({ partition }) => quote(`${name}-${partition}`)));
  const groups = view.groups.map(({ id }) => quote(id));
  const consumers = view.consumers.map(({ machine }) => quote(machine.name));
  const producers = view.producers.map(({ machine }) => quote(machine.name));
  return [
    ...groups.flatMap((group) => [
      ...GROUP.map((fact) => `${fact} ${group}`),
      ...GROUP_LANE.flatMap((fact) => lanes.map((lane) => `${fact} ${group} ${lane}`)),
    ]),
    ...consumers.flatMap((name) => [...MACHINE, ...CONSUMER].map((fact) => `${fact} ${name}`)),
    ...producers.flatMap((name) => [...MACHINE, ...PRODUCER].map((fact) => `${fact} ${name}`)),
    ...view.topics.flatMap(({ name }) => [`records ${quote(name)}`, `partitions ${quote(name)}`]),
    ...LANE.flatMap((fact) => lanes.map((lane) => `${fact} ${lane}`)),
    'commits', 'exit',
  ].slice(0, MOST);
}

/**
 * Those of them that have something to say.
 * @param {string[]} facts
 * @param {(fact: string) => string | null | undefined} ask
 * @returns {Fact[]}
 */
export function valuesOf(facts, ask) {
  return facts.flatMap((fact) => {
    const value = ask(fact);
    return value === null || value === undefined || value === '' || value === 'none' ? [] : [{ fact, value }];
  });
}

/** @param {Fact} fact */
export function predicateOf({ fact, value }) {
  return `${fact} = ${value}`;
}
