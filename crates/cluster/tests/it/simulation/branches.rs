//! Branches by chance: histories that are forked and returned to all the time,
//! and keep to their limits.

use cluster::command::Command;
use cluster::event::Event;
use cluster::history::{BranchId, History, Teller};
use cluster::instant::Instant;
use cluster::{Cluster, State};
use std::ops::Range;
use worlds::simulation::dice::Dice;
use worlds::simulation::run::{Action, Setup, START};
use worlds::simulation::swarm::Swarm;
use worlds::test;

/// Seeds that failed once.
const REGRESSIONS: &[u64] = &[];
#[cfg(not(target_arch = "wasm32"))]
const SEEDS: Range<u64> = 5_000..5_020;
#[cfg(target_arch = "wasm32")]
const SEEDS: Range<u64> = 5_000..5_001;
/// Things done in a scenario.
const DEEDS: usize = 1_500;
/// How many forks and returns there are in all, at least.
#[cfg(not(target_arch = "wasm32"))]
const FORKS_AND_RETURNS: usize = 10_000;
#[cfg(target_arch = "wasm32")]
const FORKS_AND_RETURNS: usize = 400;

const BRANCHES: usize = 8;
/// So little that almost everything is dropped soon.
const BYTES: usize = 1 << 20;

/// Tells a few things of which it can be seen whether they are in their place.
#[derive(Clone, Debug)]
struct Probe;

/// What was told of which event: commands are told as those of the first event
/// that they bring.
type Told = (u64, String);

fn short(text: String) -> String {
    text.chars().take(30).collect()
}

impl Teller for Probe {
    type Line = Told;
    type Sign = u64;
    /// The revision before the step.
    type Before = Option<u64>;

    fn line(before: &State, event: &Event) -> Option<Told> {
        let told = before.revision().is_multiple_of(3);
        told.then(|| (before.revision(), short(format!("{:?}", event.what))))
    }

    fn signs(before: &State, _: &Event, signs: &mut Vec<u64>) {
        let revision = before.revision();
        let count =
            usize::from(revision.is_multiple_of(7)) + usize::from(revision.is_multiple_of(3));
        signs.extend(vec![revision; count]);
    }

    fn note(before: &State, _: &Event, noted: &mut Option<u64>) {
        noted.get_or_insert(before.revision());
    }

    fn compare(noted: &mut Option<u64>, after: &State, _: &mut Vec<u64>) {
        // A refused command is no step.
        if let Some(before) = noted.take() {
            assert!(before < after.revision());
        }
    }

    fn command(before: &State, command: &Command) -> Option<Told> {
        Some((before.revision(), short(format!("{command:?}"))))
    }

    fn bytes(line: &Told) -> usize {
        line.1.len()
    }
}

fn goes(cluster: &mut Cluster, to: Instant) {
    while cluster.step_to(to) {}
}

/// The present of a history, made anew from the commands alone, with all that
/// happened on the way.
struct Replay {
    cluster: Cluster,
    lines: Vec<Told>,
    signs: Vec<u64>,
    events: Vec<Event>,
}

impl Replay {
    fn of(setup: &Setup, history: &History<Probe>) -> Self {
        let mut cluster = setup.cluster();
        let mut lines = Vec::new();
        for given in history.commands() {
            goes(&mut cluster, given.at);
            assert_eq!(cluster.steps(), given.steps, "{}", given.at);
            lines.extend(Probe::command(cluster.state(), &given.command));
            cluster.give(&given.command).expect("it was given before");
        }
        goes(&mut cluster, history.cluster().instant());
        let events = cluster.drain_events();
        let mut folded = setup.cluster().state().clone();
        let mut signs = Vec::new();
        for event in &events {
            lines.extend(Probe::line(&folded, event));
            Probe::signs(&folded, event, &mut signs);
            folded.apply(event);
        }
        // A command comes before its events.
        lines.sort_by_key(|line| line.0);
        Replay {
            cluster,
            lines,
            signs,
            events,
        }
    }
}

fn check(place: &str, setup: &Setup, history: &mut History<Probe>, dice: &mut Dice) {
    let replay = Replay::of(setup, history);
    let same = replay.cluster.state() == history.cluster().state();
    assert!(same, "{place}: another state");
    assert_eq!(
        replay.cluster.instant(),
        history.cluster().instant(),
        "{place}"
    );
    assert_eq!(
        replay.cluster.next_due(),
        history.cluster().next_due(),
        "{place}"
    );
    assert_eq!(replay.events.len(), history.events_now(), "{place}");
    assert_eq!(replay.lines.len(), history.lines_now(), "{place}");
    let from = dice.below(replay.lines.len() + 1);
    let max = dice.pick(&[0, 1, 10, 1_000, usize::MAX]);
    let lines = history.lines(from, max);
    let wanted = replay.lines.iter().skip(from).take(max);
    assert!(
        wanted.eq(lines.iter().map(|line| &line.line)),
        "{place}: lines"
    );
    for (index, line) in lines.iter().enumerate() {
        assert_eq!(line.index, from + index, "{place}");
    }
    let from = dice.below(replay.events.len() + 1);
    let max = max.min(replay.events.len() - from);
    let events = history.events(from, max);
    assert!(replay.events[from..from + max] == events, "{place}: events");
    let signs = history.signs().take(replay.signs.len());
    assert!(replay.signs.iter().eq(signs), "{place}: signs");
}

fn some_branch(history: &History<Probe>, dice: &mut Dice) -> (BranchId, i64) {
    let branches = history.branches();
    let branch = &branches[dice.below(branches.len())];
    (branch.id, branch.end)
}

/// Goes somewhere; answers whether that was a return to another branch.
fn go(history: &mut History<Probe>, dice: &mut Dice) -> bool {
    let before = history.branch();
    match dice.below(10) {
        0 => {
            history.step();
        }
        1 => {
            history.step_back();
        }
        2 => {
            let place = history.instant();
            let next = history.step_once();
            assert!(next >= place, "{next} after {place}");
        }
        3 => {
            history.step_once_back();
        }
        4 => history.seek(dice.pick(&[0, history.end(), -1, i64::MAX])),
        _ => {
            let (branch, end) = some_branch(history, dice);
            let at = match dice.below(3) {
                // Most often near the end, where branches differ.
                0 => dice.between(0, end),
                _ => end - dice.between(0, end.min(3_000)),
            };
            let to = match dice.below(3) {
                0 => Instant::after(at, dice.below(10) as u32),
                _ => Instant::after_all(at),
            };
            assert!(history.go(branch, to));
            assert_eq!(history.branch(), branch);
            let here = Instant::after(history.now(), history.cluster().steps());
            assert!(here <= to, "{here} is beyond {to}");
        }
    }
    history.branch() != before
}

/// Does something; answers whether that began a branch.
fn act(history: &mut History<Probe>, swarm: &mut Swarm, dice: &mut Dice, deed: usize) -> bool {
    match swarm.next(history.cluster(), deed) {
        Action::Give(command) => {
            let branch = history.branch();
            let given = match dice.one_in(3) {
                true => history.give(command),
                false => history.submit(command),
            };
            let Ok(given) = given else {
                return false;
            };
            assert_eq!(given.forked, history.branch() != branch);
            for gone in given.forgotten {
                assert!(!history.go(gone, Instant::START), "{gone} is gone");
            }
            given.forked
        }
        Action::Wait(ms) => {
            history.advance_to(history.now() + ms.min(2_000));
            false
        }
    }
}

fn within_limits(place: &str, history: &History<Probe>) {
    let branches = history.branches();
    assert!(branches.len() <= BRANCHES, "{place}: too many branches");
    let ids: Vec<BranchId> = branches.iter().map(|branch| branch.id).collect();
    assert!(ids.is_sorted_by(|a, b| a < b), "{place}: {ids:?}");
    assert!(ids.contains(&history.branch()), "{place}: the present one");
    for branch in &branches {
        let known = branch.parent.is_none_or(|parent| ids.contains(&parent));
        assert!(known, "{place}: {branch:?}");
    }
    let bytes = history.bytes();
    // The start and the present stretch are kept in any case.
    assert!(bytes <= BYTES + BYTES / 2, "{place}: {bytes} bytes");
}

/// A scenario; answers how many forks and returns there were.
fn scenario(seed: u64) -> usize {
    let mut dice = Dice::new(seed);
    let mut setup = Setup::by_chance(seed, &mut dice);
    setup.limits.branches = BRANCHES;
    setup.limits.history_bytes = BYTES;
    let mut swarm = Swarm::new(Dice::new(dice.roll()));
    let (config, limits) = (setup.config.clone(), setup.limits.clone());
    let mut history = History::new(config, limits, seed, START);
    let mut counted = 0;
    for deed in 0..DEEDS {
        let place = format!("seed {seed}, deed {deed}");
        counted += usize::from(match dice.below(20) {
            _ if deed < 25 => act(&mut history, &mut swarm, &mut dice, deed),
            0..=9 => go(&mut history, &mut dice),
            10..=18 => act(&mut history, &mut swarm, &mut dice, deed),
            _ if dice.one_in(4) => {
                let gone = some_branch(&history, &mut dice).0;
                assert_eq!(history.forget(gone), gone != history.branch());
                false
            }
            _ => {
                let (branch, now) = (history.branch(), history.cluster().instant());
                history.fork();
                let present = history.branches().pop().expect("there is one");
                assert_eq!(
                    (present.id, history.cluster().instant()),
                    (history.branch(), now)
                );
                assert!(present.id > branch && present.first.is_none(), "{place}");
                true
            }
        });
        within_limits(&place, &history);
        if dice.one_in(60) {
            check(&place, &setup, &mut history, &mut dice);
        }
    }
    counted
}

#[test]
fn forks_and_returns_keep_to_the_limits_and_lead_where_they_did() {
    let seeds = REGRESSIONS.iter().copied().chain(SEEDS);
    let counted: usize = seeds.map(scenario).sum();
    assert!(
        counted >= FORKS_AND_RETURNS,
        "only {counted} forks and returns"
    );
}

#[test]
fn a_branch_that_was_left_is_as_it_was_when_one_returns() {
    let mut dice = Dice::new(1);
    let setup = Setup::by_chance(1, &mut dice);
    let (config, limits) = (setup.config.clone(), setup.limits.clone());
    let mut history: History<Probe> = History::new(config, limits, 1, START);
    let mut swarm = Swarm::new(dice.clone());
    for deed in 0..40 {
        act(&mut history, &mut swarm, &mut dice, deed);
    }
    history.settle();
    let (branch, end) = (history.branch(), history.end());
    let left = history.cluster().state().clone();
    let commands = history.branch_commands();
    history.seek(end / 2);
    history.fork();
    history.advance_to(end);
    assert_ne!(history.branch(), branch);
    assert!(history.go(branch, Instant::after_all(end)));
    assert!(*history.cluster().state() == left);
    assert_eq!(history.branch_commands(), commands);
    assert!(!history.go(99, Instant::START), "there is no such branch");
    assert!(!history.forget(branch), "the present one is not forgotten");
    assert_eq!(history.branch(), branch);
}

#[test]
fn steps_back_and_forth_are_each_others_inverse() {
    let mut dice = Dice::new(3);
    let setup = Setup::by_chance(3, &mut dice);
    let (config, limits) = (setup.config.clone(), setup.limits.clone());
    let mut history: History<Probe> = History::new(config, limits, 3, START);
    let mut swarm = Swarm::new(dice.clone());
    for deed in 0..30 {
        act(&mut history, &mut swarm, &mut dice, deed);
    }
    history.settle();
    let end = history.events_now();
    history.go(history.branch(), Instant::START);
    assert_eq!(
        (history.events_now(), history.instant()),
        (0, Instant::START)
    );
    let mut counts = vec![0];
    while history.events_now() < end {
        history.step_once();
        counts.push(history.events_now());
    }
    assert!(
        counts.is_sorted_by(|a, b| a < b),
        "each step brings something"
    );
    assert!(counts.len() > 100);
    for count in counts.iter().rev() {
        assert_eq!(history.events_now(), *count);
        history.step_once_back();
    }
    assert_eq!(history.events_now(), 0);
}
