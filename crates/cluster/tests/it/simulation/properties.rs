//! What holds in every scenario.

use cluster::event::Event;
use cluster::Cluster;
use std::ops::Range;
use worlds::simulation::dice::Dice;
use worlds::simulation::run::{Action, Run, Setup};
use worlds::simulation::swarm::{Swarm, WITH_TOOLS};
use worlds::simulation::watch::Marks;
use worlds::test;

/// Seeds that failed once.
const REGRESSIONS: &[u64] = &[1_041, 10_206, 50_043, 51_791];

/// Seeds that are tried besides.
#[cfg(not(target_arch = "wasm32"))]
const SEEDS: Range<u64> = 0..500;
#[cfg(target_arch = "wasm32")]
const SEEDS: Range<u64> = 0..25;

/// Seeds that are run more than once, to be compared.
#[cfg(not(target_arch = "wasm32"))]
const COMPARED: Range<u64> = 1_000..1_080;
#[cfg(target_arch = "wasm32")]
const COMPARED: Range<u64> = 1_000..1_006;

/// Seeds in which somebody runs the command line tools, too.
#[cfg(not(target_arch = "wasm32"))]
const TOOLS: Range<u64> = WITH_TOOLS..WITH_TOOLS + 60;
#[cfg(target_arch = "wasm32")]
const TOOLS: Range<u64> = WITH_TOOLS..WITH_TOOLS + 4;

/// What the scenarios have to reach.
const REACHED: [&str; 39] = [
    "assignment stored",
    "assignment turned down",
    "batch expired",
    "callback invoked",
    "commit, async",
    "commit, auto",
    "commit, before a rebalance",
    "commit, sync",
    "CommitFailedException",
    "coordinator lost",
    "fetch parked",
    "group deleted",
    "group full",
    "handed over in two rounds",
    "IllegalArgumentException",
    "INCONSISTENT_GROUP_PROTOCOL",
    "initial delay extended",
    "left",
    "member id lapsed",
    "MESSAGE_TOO_LARGE",
    "NON_EMPTY_GROUP",
    "NoOffsetForPartitionException",
    "OffsetOutOfRangeException",
    "offsets deleted",
    "partitions added",
    "partitions lost",
    "POLICY_VIOLATION",
    "ProcessDied",
    "rebalance timeout",
    "RebalanceInProgressException",
    "restarted",
    "send refused",
    "session timeout",
    "sync timeout",
    "tool failed",
    "tool interrupted",
    "tool succeeded",
    "topic deleted",
    "work finished",
];

/// Steps of a scenario.
const STEPS: usize = 70;

/// How long a rebuilt cluster goes on beside its original.
const GOES_ON_MS: i64 = 10_000;

/// Says which seed it was when a test panics.
struct Trying(u64);

impl Drop for Trying {
    #[allow(clippy::disallowed_macros)]
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("It was seed {}.", self.0);
        }
    }
}

fn seeds(range: Range<u64>) -> impl Iterator<Item = u64> {
    REGRESSIONS.iter().copied().chain(range).chain(TOOLS)
}

/// Runs the scenario of a seed, with all that watches it; `between` is called
/// after each step.
fn simulate(seed: u64, steps: usize, mut between: impl FnMut(&Run, &mut Dice)) -> Run {
    let mut dice = Dice::new(seed);
    let mut run = Run::new(Setup::by_chance(seed, &mut dice));
    let mut swarm = Swarm::of_seed(seed, dice.clone());
    // The scenario's chance is apart from that of looking at it.
    let mut dice = Dice::new(!seed);
    for step in 0..steps {
        let action = swarm.next(&run.cluster, step);
        run.perform(action, &mut dice);
        between(&run, &mut dice);
    }
    run
}

/// Lets two clusters go on, and compares what happens.
fn go_on_alike(seed: u64, mut left: Cluster, mut right: Cluster) {
    let until = left.now() + GOES_ON_MS;
    left.advance_to(until);
    right.advance_to(until);
    same_events(seed, &left.drain_events(), &right.drain_events());
    assert!(left.state() == right.state(), "seed {seed}: other states");
}

fn same_events(seed: u64, left: &[Event], right: &[Event]) {
    let differ = left.iter().zip(right).position(|(l, r)| l != r);
    if let Some(at) = differ {
        let (left, right) = (&left[at], &right[at]);
        panic!("seed {seed}: event {at} is\n{left:?}\nor\n{right:?}");
    }
    assert_eq!(left.len(), right.len(), "seed {seed}: number of events");
}

#[test]
fn what_must_hold_holds_in_every_scenario() {
    let mut marks = Marks::default();
    for seed in seeds(SEEDS) {
        let _trying = Trying(seed);
        let run = simulate(seed, STEPS, |_, _| {});
        marks.add(&run.watch.marks);
    }
    // So few seeds as there are in wasm do not see everything.
    if cfg!(not(target_arch = "wasm32")) {
        let missing = marks.missing(&REACHED);
        assert!(missing.is_empty(), "no scenario has: {missing:?}");
    }
}

#[test]
fn folding_the_events_gives_the_state_and_goes_on_alike() {
    for seed in seeds(COMPARED) {
        let _trying = Trying(seed);
        simulate(seed, STEPS, |run, dice| {
            let last = run.actions.len() == STEPS;
            if last || dice.one_in(20) {
                let rebuilt = run.setup.rebuild(&run.events, run.cluster.now());
                let same = rebuilt.state() == run.cluster.state();
                assert!(same, "{}: the fold of the events differs", run.place());
                assert_eq!(
                    rebuilt.next_due(),
                    run.cluster.next_due(),
                    "{}",
                    run.place()
                );
                go_on_alike(seed, run.cluster.clone(), rebuilt);
            }
        });
    }
}

#[test]
fn nothing_that_happens_depends_on_what_is_observed() {
    let mut forgotten = 0;
    for seed in seeds(COMPARED) {
        let _trying = Trying(seed);
        let run = simulate(seed, STEPS, |_, _| {});
        let mut cluster = run.setup.cluster();
        for action in &run.actions {
            match action {
                Action::Give(command) => {
                    let _ = cluster.submit(command);
                }
                Action::Wait(ms) => cluster.advance_to(cluster.now() + ms),
            }
            let before = cluster.clone();
            cluster.forget_observed();
            forgotten += usize::from(before.state() != cluster.state());
        }
        same_events(seed, &run.events, &cluster.drain_events());
        let mut original = run.cluster.clone();
        original.forget_observed();
        let same = original.state() == cluster.state();
        assert!(same, "seed {seed}: another state");
    }
    assert!(forgotten > 100, "there was next to nothing to forget");
}

/// How time is made to go on.
enum Way {
    AtOnce,
    InPieces(Dice),
    FromAlarmToAlarm,
    UntilStopped,
}

fn wait(cluster: &mut Cluster, ms: i64, way: &mut Way) {
    let until = cluster.now() + ms;
    match way {
        Way::AtOnce => {}
        Way::InPieces(dice) => {
            for _ in 0..dice.below(5) {
                let piece = dice.between(-1, (until - cluster.now()) / 2);
                cluster.advance_to(cluster.now() + piece);
            }
        }
        Way::FromAlarmToAlarm => {
            while let Some(due) = cluster.next_due().filter(|due| *due <= until) {
                cluster.advance_to(due);
            }
        }
        Way::UntilStopped => {
            let mut looks = 0;
            let came = cluster.advance_until(until, |_| {
                looks += 1;
                looks > 50
            });
            assert!(came || cluster.now() == until);
        }
    }
    cluster.advance_to(until);
}

#[test]
fn time_may_go_on_in_pieces() {
    for seed in seeds(COMPARED) {
        let _trying = Trying(seed);
        let run = simulate(seed, STEPS, |_, _| {});
        for mut way in [
            Way::AtOnce,
            Way::InPieces(Dice::new(seed ^ 0xfeed)),
            Way::FromAlarmToAlarm,
            Way::UntilStopped,
        ] {
            let mut cluster = run.setup.cluster();
            for action in &run.actions {
                match action {
                    Action::Give(command) => {
                        let _ = cluster.submit(command);
                    }
                    Action::Wait(ms) => wait(&mut cluster, *ms, &mut way),
                }
            }
            same_events(seed, &run.events, &cluster.drain_events());
            let same = run.cluster.state() == cluster.state();
            assert!(same, "seed {seed}: another state");
        }
    }
}
