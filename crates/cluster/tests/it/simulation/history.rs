//! Histories: an instant is the same by every way to it.

use client::call::{AdminCall, ProducerCall, ProducerRecord};
use cluster::command::{ClientKind, Command};
use cluster::history::{Given, History};
use cluster::instant::Instant;
use cluster::view::View;
use cluster::Cluster;
use protocol::api::NewTopic;
use protocol::config::Settings;
use protocol::record::Millis;
use std::ops::Range;
use std::sync::Arc;
use worlds::simulation::dice::Dice;
use worlds::simulation::run::{Action, Setup, START};
use worlds::simulation::swarm::{Swarm, WITH_TOOLS};
use worlds::{settings, test};

#[cfg(not(target_arch = "wasm32"))]
const SEEDS: Range<u64> = 2_000..2_050;
#[cfg(target_arch = "wasm32")]
const SEEDS: Range<u64> = 2_000..2_005;

/// Seeds with tools.
#[cfg(not(target_arch = "wasm32"))]
const TOOLS: Range<u64> = WITH_TOOLS..WITH_TOOLS + 12;
#[cfg(target_arch = "wasm32")]
const TOOLS: Range<u64> = WITH_TOOLS..WITH_TOOLS + 2;

/// Seeds that failed once, and those that are tried besides.
fn seeds() -> impl Iterator<Item = u64> {
    [61_870].into_iter().chain(SEEDS).chain(TOOLS)
}

/// Steps of a scenario.
const STEPS: usize = 40;
/// Ways that are gone in each.
const WAYS: usize = 25;

fn start(seed: u64) -> (Setup, History, Dice) {
    let mut dice = Dice::new(seed);
    let setup = Setup::by_chance(seed, &mut dice);
    let (config, limits) = (setup.config.clone(), setup.limits.clone());
    let history = History::new(config, limits, seed, START);
    (setup, history, dice)
}

/// Does what the swarm does, from the present on.
fn live(history: &mut History, swarm: &mut Swarm, steps: Range<usize>) {
    for step in steps {
        match swarm.next(history.cluster(), step) {
            Action::Give(command) => {
                let _ = history.submit(command);
            }
            Action::Wait(ms) => history.advance_to(history.now() + ms),
        }
    }
}

/// The cluster at an instant, from the commands alone.
fn replayed(setup: &Setup, commands: &[Given], at: Millis) -> Cluster {
    let mut cluster = setup.cluster();
    for given in commands.iter().filter(|given| given.at.at() <= at) {
        cluster.advance_to(START + given.at.at());
        let again = cluster.submit(&given.command);
        assert!(again.is_ok(), "{again:?}");
    }
    cluster.advance_to(START + at);
    cluster
}

/// Checks that a history shows what its commands lead to.
fn check(seed: u64, setup: &Setup, history: &mut History, commands: &[Given]) {
    let now = history.now();
    let mut cluster = replayed(setup, commands, now);
    let same = cluster.state() == history.cluster().state();
    assert!(same, "seed {seed}: another state at {now}");
    let [ours, theirs] = [&cluster, history.cluster()].map(|c| View::of(c.state(), 20));
    assert_eq!(ours, theirs, "seed {seed}: another view at {now}");
    let due = cluster.next_due().map(|due| due - START);
    assert_eq!(history.next_due(), due, "seed {seed}: at {now}");
    let events = cluster.drain_events();
    let known = history.events(0, history.events_now());
    assert!(events == known, "seed {seed}: other events up to {now}");
    let given = commands.iter().filter(|given| given.at.at() <= now).count();
    assert_eq!(history.commands().len(), given, "seed {seed}: at {now}");
}

/// How many events the present branch has.
fn events(history: &History) -> usize {
    let branches = history.branches();
    let present = branches.iter().find(|info| info.id == history.branch());
    present.expect("the present branch is kept").events
}

/// Goes somewhere in a way that chance chooses.
fn go(history: &mut History, dice: &mut Dice) {
    let end = history.end();
    match dice.below(8) {
        0 => {
            let before = history.events_now();
            history.step();
            let nothing_more = history.next_due().is_none();
            assert!(
                history.events_now() > before || nothing_more,
                "a step leads to where something happens"
            );
        }
        1 => {
            history.step_back();
        }
        2 => {
            let to = history.now() + dice.between(-10, 1_500);
            history.advance_to(to.min(end));
        }
        3 => history.seek(dice.pick(&[0, end, i64::MIN, i64::MAX, -1, end - 1])),
        4 => {
            let instants = history.commands();
            let some = instants.get(dice.below(instants.len() + 1));
            let at = some.map_or(0, |given| given.at.at());
            history.seek(at);
        }
        _ => history.seek(dice.between(0, end)),
    }
}

#[test]
fn every_way_to_an_instant_leads_to_the_same() {
    for seed in seeds() {
        let (setup, mut history, mut dice) = start(seed);
        live(
            &mut history,
            &mut Swarm::of_seed(seed, dice.clone()),
            0..STEPS,
        );
        let commands = history.branch_commands();
        check(seed, &setup, &mut history, &commands);
        for _ in 0..WAYS {
            go(&mut history, &mut dice);
            // A step over the end is a step into the future.
            check(seed, &setup, &mut history, &commands);
        }
    }
}

#[test]
fn a_command_in_the_past_begins_a_branch() {
    for seed in seeds() {
        let (setup, mut history, mut dice) = start(seed);
        live(
            &mut history,
            &mut Swarm::of_seed(seed, dice.clone()),
            0..STEPS / 2,
        );
        let mut kept = history.clone();
        let before = kept.events(0, usize::MAX);
        let mut swarm = Swarm::of_seed(seed, Dice::new(dice.roll()));
        for branch in 1..4 {
            go(&mut history, &mut dice);
            let (from, at) = (history.branch(), history.now());
            let ended = at == history.end() && history.events_now() == events(&history);
            live(&mut history, &mut swarm, STEPS..STEPS + 10);
            let commands = history.branch_commands();
            check(seed, &setup, &mut history, &commands);
            for _ in 0..5 {
                go(&mut history, &mut dice);
                check(seed, &setup, &mut history, &commands);
            }
            for fork in &history.branches()[1..] {
                let parent = fork.parent.expect("none was forgotten");
                assert!(
                    parent < fork.id && fork.id <= branch,
                    "seed {seed}: {fork:?}"
                );
            }
            if history.branch() != from && !ended {
                let fork = &history.branches()[from as usize + 1];
                assert!(fork.forked.at() >= at, "seed {seed}");
            }
        }
        // The copy knows nothing of it.
        assert!(kept.events(0, usize::MAX) == before, "seed {seed}");
        let commands = kept.branch_commands();
        check(seed, &setup, &mut kept, &commands);
    }
}

#[test]
fn what_is_refused_in_the_past_begins_no_branch() {
    let (_, mut history, dice) = start(1);
    live(&mut history, &mut Swarm::new(dice), 0..STEPS);
    history.seek(history.end() / 2);
    let mut kept = history.clone();
    let refused = history.submit(Command::Crash("nobody".into()));
    assert!(refused.is_err());
    assert!(kept.events(0, usize::MAX) == history.events(0, usize::MAX));
    assert_eq!(
        (kept.branch(), kept.end()),
        (history.branch(), history.end())
    );
    assert_eq!(history.branches().len(), 1);
}

#[test]
fn a_command_in_a_past_where_nothing_happened_since_counts() {
    let (setup, mut history, _) = start(3);
    let groups = |history: &mut History| {
        let call = AdminCall::DeleteGroups(vec!["g".into()]);
        history
            .submit(Command::Admin(call))
            .expect("it can be asked")
    };
    groups(&mut history);
    history.advance_to(60_000);
    history.seek(30_000);
    groups(&mut history);
    history.advance_to(60_000);
    let commands = history.branch_commands();
    assert_eq!(commands.len(), 2);
    for at in [59_000, 31_000, 30_000, 29_999, 45_000, 60_000] {
        history.seek(at);
        assert_eq!(history.now(), at);
        check(3, &setup, &mut history, &commands);
    }
}

#[test]
fn so_it_does_where_much_happened_before() {
    let mut setup = Setup::by_chance(5, &mut Dice::new(5));
    // All of it happens in a second, at whose end a copy is kept.
    setup.config.latency_ms = 1;
    let (config, limits) = (setup.config.clone(), setup.limits.clone());
    let mut history = History::new(config, limits, 5, START);
    let create = AdminCall::CreateTopics(vec![NewTopic {
        name: "busy".into(),
        partitions: 1,
        configs: Settings::new(),
        ..NewTopic::default()
    }]);
    let record = ProducerRecord {
        topic: "busy".into(),
        partition: Some(0),
        key: None,
        value: None,
        headers: Arc::from([]),
        timestamp: None,
    };
    let start = Command::StartClient {
        name: "writer".into(),
        kind: ClientKind::Producer,
        settings: settings(&[("batch.size", "0")]),
    };
    let send = |records: usize| Command::Call {
        machine: "writer".into(),
        call: ProducerCall::Send(vec![record.clone(); records].into()).into(),
    };
    for command in [Command::Admin(create), start, send(1), send(500)] {
        history.submit(command).expect("it can be asked");
        history.advance_to(history.now() + 900_000);
    }
    // In the idle time after the last of them, before that copy.
    let end = history.end();
    let all = history.events(0, usize::MAX);
    let before = all.last().map_or(0, |e| e.at - START);
    history.seek(before + 1);
    history.submit(send(1)).expect("it can be asked");
    history.advance_to(end);
    let commands = history.branch_commands();
    assert_eq!((commands.len(), history.branch()), (5, 0));
    for to in [end, end - 1_000, before + 1_500, before + 100, before, 0] {
        history.seek(to);
        check(5, &setup, &mut history, &commands);
    }
}

#[test]
fn a_fork_keeps_what_was() {
    let (setup, mut history, dice) = start(7);
    live(&mut history, &mut Swarm::new(dice), 0..STEPS);
    let (end, all) = (history.end(), history.events(0, usize::MAX));
    let middle = end / 2;
    history.seek(middle);
    let commands = history.commands();
    assert!(history.fork().is_empty());
    let fork = &history.branches()[1];
    assert_eq!((fork.id, fork.parent), (1, Some(0)));
    assert_eq!(fork.forked, Instant::after_all(middle));
    assert_eq!(fork.first, None);
    assert_eq!((history.branch(), history.end()), (1, middle));
    assert!(all.starts_with(&history.events(0, usize::MAX)));
    check(7, &setup, &mut history, &commands);
    history.advance_to(end);
    check(7, &setup, &mut history, &commands);
}

#[test]
fn an_idle_week_costs_next_to_nothing() {
    let (_, mut history, _) = start(4);
    let week = 7 * 24 * 3_600_000;
    let call = AdminCall::DeleteGroups(vec!["g".into()]);
    history
        .submit(Command::Admin(call))
        .expect("it can be asked");
    history.advance_to(week);
    let events = events(&history);
    assert!(events < 20, "{events} events");
    history.seek(week / 2);
    assert_eq!((history.now(), history.end()), (week / 2, week));
}
