//! Steps: the cluster can stop after any of them and take a command, and goes
//! on as if it had not stopped.

use cluster::command::Command;
use cluster::instant::Instant;
use cluster::Cluster;
use std::ops::Range;
use worlds::simulation::dice::Dice;
use worlds::simulation::run::{Action, Setup, START};
use worlds::simulation::swarm::{Swarm, WITH_TOOLS};
use worlds::test;

#[cfg(not(target_arch = "wasm32"))]
const SEEDS: Range<u64> = 4_000..4_030;
#[cfg(target_arch = "wasm32")]
const SEEDS: Range<u64> = 4_000..4_004;

/// Seeds with tools.
const TOOLS: Range<u64> = WITH_TOOLS..WITH_TOOLS + 6;

/// Things done in a scenario.
const STEPS: usize = 60;

/// A command with the place where it was given.
type Given = (Instant, Command);

fn goes(cluster: &mut Cluster, to: Instant) {
    while cluster.step_to(to) {}
}

fn same(seed: u64, left: &mut Cluster, right: &mut Cluster) {
    let (ours, theirs) = (left.drain_events(), right.drain_events());
    let differ = ours.iter().zip(&theirs).position(|(l, r)| l != r);
    assert_eq!(differ, None, "seed {seed}: another event");
    assert_eq!(ours.len(), theirs.len(), "seed {seed}: more events");
    assert!(left.state() == right.state(), "seed {seed}: other states");
    assert_eq!(left.instant(), right.instant(), "seed {seed}");
    assert_eq!(left.next_due(), right.next_due(), "seed {seed}");
}

#[test]
fn who_stops_between_steps_arrives_all_the_same() {
    let mut stops = 0;
    for seed in SEEDS.chain(TOOLS) {
        let mut dice = Dice::new(seed);
        let setup = Setup::by_chance(seed, &mut dice);
        let mut swarm = Swarm::of_seed(seed, dice.clone());
        let (mut straight, mut halting) = (setup.cluster(), setup.cluster());
        for step in 0..STEPS {
            match swarm.next(&straight, step) {
                Action::Give(command) => {
                    let ours = straight.submit(&command);
                    // Its steps one by one.
                    let theirs = halting.give(&command);
                    assert_eq!(ours, theirs, "seed {seed}");
                    let now = halting.now();
                    while !halting.at_rest() && halting.step_within(now) {
                        halting = halting.clone();
                    }
                }
                Action::Wait(ms) => {
                    let until = straight.now() + ms;
                    straight.advance_to(until);
                    while halting.now() < until {
                        let due = halting.next_due().filter(|_| dice.one_in(2));
                        let at = due.unwrap_or(halting.now() + dice.between(0, 300.max(ms / 8)));
                        let at = at.min(until) - START;
                        let place = Instant::after(at, dice.below(12) as u32);
                        goes(&mut halting, place);
                        assert!(
                            halting.now() - START == at,
                            "seed {seed}: stopped elsewhere"
                        );
                        let enough = halting.steps() >= place.ordinal().unwrap_or(0);
                        assert!(enough || halting.at_rest(), "seed {seed}: {place}");
                        stops += usize::from(!halting.at_rest());
                        halting = halting.clone();
                        if dice.one_in(3) {
                            goes(&mut halting, Instant::after_all(at));
                        }
                    }
                    goes(&mut halting, Instant::after_all(until - START));
                }
            }
            assert!(halting.at_rest(), "seed {seed}: rest at step {step}");
        }
        same(seed, &mut straight, &mut halting);
    }
    assert!(
        stops > SEEDS.count() * 5,
        "only {stops} stops between steps"
    );
}

/// Gives commands at whatever places chance chooses, between steps too.
fn scenario(seed: u64) -> (Setup, Cluster, Vec<Given>) {
    let mut dice = Dice::new(seed);
    let setup = Setup::by_chance(seed, &mut dice);
    let mut swarm = Swarm::of_seed(seed, dice.clone());
    let mut cluster = setup.cluster();
    let mut commands = Vec::new();
    for step in 0..STEPS {
        match swarm.next(&cluster, step) {
            Action::Give(command) => {
                let place = cluster.instant();
                if cluster.give(&command).is_ok() {
                    commands.push((place, command));
                }
            }
            Action::Wait(ms) => cluster.advance_to(cluster.now() + ms),
        }
        // On to somewhere within a millisecond in which something happens.
        if let Some(due) = cluster.next_due().filter(|_| !dice.one_in(4)) {
            let steps = cluster.steps() + dice.between(0, 8) as u32;
            goes(&mut cluster, Instant::after(due - START, steps));
        }
    }
    (setup, cluster, commands)
}

#[test]
fn commands_between_steps_are_played_again_alike() {
    let mut between = 0;
    for seed in SEEDS.chain(TOOLS) {
        let (setup, mut cluster, commands) = scenario(seed);
        let millis = commands.iter().map(|given| given.0.at());
        assert!(millis.is_sorted(), "seed {seed}");
        between += commands
            .iter()
            .filter(|given| given.0.ordinal().is_some())
            .count();
        let mut again = setup.cluster();
        for (place, command) in &commands {
            goes(&mut again, *place);
            assert_eq!(again.instant(), *place, "seed {seed}");
            let answer = again.give(command);
            assert!(answer.is_ok(), "seed {seed} at {place}: {answer:?}");
        }
        goes(&mut again, cluster.instant());
        same(seed, &mut again, &mut cluster);
        // And so they do whatever was due.
        let until = cluster.now() + 30_000;
        cluster.advance_to(until);
        again.advance_to(until);
        same(seed, &mut again, &mut cluster);
    }
    assert!(
        between > SEEDS.count() * 5,
        "only {between} commands between steps"
    );
}

#[test]
fn each_millisecond_counts_its_own_steps() {
    let (setup, mut cluster, commands) = scenario(4_000);
    cluster.advance_to(cluster.now() + 60_000);
    let events = cluster.drain_events();
    let end = cluster.now();
    let mut again = setup.cluster();
    let (mut seen, mut last) = (0, Instant::START);
    let mut given = commands.into_iter().peekable();
    loop {
        // A place is reached by exactly one number of steps.
        if let Some((_, command)) = given.next_if(|given| given.0 == again.instant()) {
            again.give(&command).expect("it was possible before");
        } else {
            let to = given
                .peek()
                .map_or(Instant::after_all(end - START), |given| given.0);
            if !again.step_to(to) {
                if again.now() == end && given.peek().is_none() {
                    break;
                }
                continue;
            }
        }
        let place = Instant::after(again.now() - START, again.steps());
        assert!(place > last, "{place} after {last}");
        if place.at() == last.at() {
            assert_eq!(place.ordinal(), last.ordinal().map(|steps| steps + 1));
        } else {
            assert_eq!(place.ordinal(), Some(1));
        }
        last = place;
        let new = again.drain_events();
        assert!(!new.is_empty(), "a step in which nothing happens");
        assert!(new.iter().all(|event| event.at == again.now()));
        assert!(events[seen..].starts_with(&new));
        seen += new.len();
    }
    assert_eq!(seen, events.len());
}
