//! The stories that the playground is for: a crash after a commit, a crash
//! before it, a rewind; and what groups of programs live through.

use broker::group::{GroupState, RemovalReason};
use client::call::ConsumerCall;
use cluster::command::{Change, Command, CommitMode};
use worlds::{tp, Program, World};

/// Until so many records are done, by whomever.
fn until_done(world: &mut World, done: i64) {
    world.wait_until("so many records are done", |cluster| {
        let ledger = cluster.state().observed().ledger("g");
        let (once, again) = ledger.map_or((0, 0), |ledger| ledger.totals());
        once + again >= done
    });
}

fn until_committed(world: &mut World, offset: i64) {
    world.wait_until("so much is committed", |cluster| {
        let committed = cluster.state().broker().committed("g", &tp("orders", 0));
        committed.is_some_and(|c| c.offset == offset)
    });
}

/// Until a machine owns just these.
fn until_owns(world: &mut World, name: &str, partitions: &[&str]) {
    let wanted = worlds::tps(partitions);
    world.wait_until("it owns them", |cluster| {
        let machine = cluster.state().machine(name).unwrap().1;
        let consumer = machine.client().consumer().unwrap();
        consumer.owned_partitions() == wanted
    });
}

#[test]
fn a_crash_after_the_commit_and_the_other_goes_on_behind_it() {
    let mut world = World::ten().coordinating();
    for name in ["c1", "c2"] {
        world.program(name, Program::new(1_000, CommitMode::Record));
    }
    until_committed(&mut world, 3);
    assert_eq!(world.owned("c1"), ["orders-0"]);
    world.order(Command::Crash, "c1");
    assert_eq!(world.died_with("c1"), Some(0));
    until_owns(&mut world, "c2", &["orders-0"]);
    world.wait(10);
    assert_eq!(world.group_view("g").lanes[0].read_from.unwrap().0, 3);
    until_committed(&mut world, 10);
    // All once, nothing again, nothing lost.
    assert_eq!(world.ledger("g"), (10, 0, 0));
}

#[test]
fn a_commit_that_was_on_its_way_counts_for_the_dead() {
    let mut world = World::ten().coordinating();
    for name in ["c1", "c2"] {
        world.program(name, Program::new(1_000, CommitMode::Batch));
    }
    // The work on all ten is done at this instant, and the commit has just left.
    until_done(&mut world, 10);
    world.order(Command::Crash, "c1");
    assert_eq!(world.died_with("c1"), Some(10));
    until_committed(&mut world, 10);
    assert_eq!(world.died_with("c1"), Some(0));
    until_owns(&mut world, "c2", &["orders-0"]);
    world.wait(5_000);
    assert_eq!(world.ledger("g"), (10, 0, 0));
}

#[test]
fn a_crash_before_the_commit_and_the_records_are_read_again() {
    let mut world = World::ten().coordinating();
    for name in ["c1", "c2"] {
        world.program(name, Program::new(1_000, CommitMode::Batch));
    }
    until_done(&mut world, 3);
    world.order(Command::Crash, "c1");
    assert_eq!(world.died_with("c1"), Some(3));
    until_owns(&mut world, "c2", &["orders-0"]);
    until_committed(&mut world, 10);
    assert_eq!(world.ledger("g"), (7, 3, 0));
    let again = &world.group_view("g").lanes[0].again;
    let offsets: Vec<i64> = again.iter().map(|a| a.offset).collect();
    assert_eq!(offsets, [0, 1, 2]);
}

#[test]
fn a_rewind_and_the_records_come_again() {
    let mut world = World::ten();
    world.program("c1", Program::new(10, CommitMode::Batch));
    until_committed(&mut world, 10);
    assert_eq!(world.ledger("g"), (10, 0, 0));
    world.done("c1", ConsumerCall::Seek(tp("orders", 0), 6));
    assert_eq!(world.committed("g", "orders-0"), Some(10));
    world.wait(5_000);
    assert_eq!(world.ledger("g"), (6, 4, 0));
    assert_eq!(world.consumer_of("c1").position(&tp("orders", 0)), Some(10));
}

#[test]
fn a_rewind_to_an_instant_is_a_lookup_and_a_seek() {
    let mut world = World::ten();
    world.wait(1_000);
    let half = world.now();
    world.fill("orders-0", 4);
    world.program("c1", Program::new(10, CommitMode::Batch));
    until_committed(&mut world, 14);
    let seek = |at: i64| Command::SeekToTime {
        machine: "c1".into(),
        partitions: vec![tp("orders", 0)],
        at,
    };
    let position = |world: &World| world.consumer_of("c1").position(&tp("orders", 0));
    world.submit(seek(half));
    world.wait(5_000);
    assert_eq!(world.ledger("g"), (10, 4, 0));
    // Where no record is as new, it goes to the end, and reads nothing again.
    world.submit(seek(world.now()));
    world.wait(5_000);
    assert_eq!(position(&world), Some(14));
    assert_eq!(world.ledger("g"), (10, 4, 0));
}

#[test]
fn only_a_consumer_with_a_program_seeks_an_instant() {
    let mut world = World::ten();
    world.consumer("bare", &[]);
    let seek = Command::SeekToTime {
        machine: "bare".into(),
        partitions: vec![tp("orders", 0)],
        at: 0,
    };
    assert_eq!(
        world.refused(seek).to_string(),
        "bare is no consumer with a program."
    );
}

#[test]
fn a_rewind_by_hand() {
    let mut world = World::ten();
    world.program("c1", Program::new(10, CommitMode::Record).by_hand());
    let poll = |world: &mut World| world.call("c1", ConsumerCall::Poll(10_000));
    poll(&mut world);
    until_committed(&mut world, 10);
    world.done("c1", ConsumerCall::SeekToBeginning(vec![]));
    world.wait(60_000);
    // Nothing happens until somebody polls.
    assert_eq!(world.ledger("g"), (10, 0, 0));
    poll(&mut world);
    until_committed(&mut world, 1);
    until_committed(&mut world, 10);
    assert_eq!(world.ledger("g"), (0, 10, 0));
}

#[test]
fn two_consumers_share_the_partitions() {
    for (count, first, second) in [
        (2, &["orders-0"][..], &["orders-1"][..]),
        (3, &["orders-0", "orders-1"], &["orders-2"]),
        (4, &["orders-0", "orders-1"], &["orders-2", "orders-3"]),
    ] {
        let mut world = World::new();
        world.topic("orders", count);
        for name in ["c1", "c2"] {
            world.program(name, Program::new(0, CommitMode::Auto));
        }
        until_owns(&mut world, "c1", first);
        until_owns(&mut world, "c2", second);
        assert_eq!(world.group_is("g"), (GroupState::Stable, 1, 2));
    }
}

#[test]
fn who_comes_late_takes_its_share() {
    let mut world = World::new();
    world.topic("orders", 4);
    world.program("c1", Program::new(0, CommitMode::Auto));
    until_owns(
        &mut world,
        "c1",
        &["orders-0", "orders-1", "orders-2", "orders-3"],
    );
    world.program("c2", Program::new(0, CommitMode::Auto));
    let before = world.now();
    until_owns(&mut world, "c2", &["orders-2", "orders-3"]);
    // It waited for the next heartbeat of the first.
    assert!(world.now() - before <= 3_100);
    assert_eq!(world.owned("c1"), ["orders-0", "orders-1"]);
    assert_eq!(world.group_is("g").1, 2);
}

#[test]
fn one_consumer_more_than_partitions_sits_idle() {
    let mut world = World::new();
    world.topic("orders", 2);
    for name in ["c1", "c2", "c3"] {
        world.program(name, Program::new(0, CommitMode::Auto));
    }
    until_owns(&mut world, "c2", &["orders-1"]);
    world.wait(1_000);
    assert_eq!(world.owned("c1"), ["orders-0"]);
    assert!(world.owned("c3").is_empty());
    assert_eq!(world.group_is("g").2, 3);
}

#[test]
fn a_graceful_stop_leaves_at_once() {
    let mut world = World::new();
    world.topic("orders", 2);
    for name in ["c1", "c2"] {
        world.program(name, Program::new(0, CommitMode::Auto));
    }
    until_owns(&mut world, "c2", &["orders-1"]);
    world.order(Command::Stop, "c1");
    let before = world.now();
    until_owns(&mut world, "c2", &["orders-0", "orders-1"]);
    assert!(world.now() - before <= 3_100);
    let removed = world.cluster.state().observed().removed("g").unwrap();
    assert_eq!(removed.reason, RemovalReason::Left);
    assert!(!world.machine("c1").is_running());
}

#[test]
fn a_graceful_stop_finishes_the_work_in_hand_and_commits_it() {
    for mode in [CommitMode::Auto, CommitMode::Record, CommitMode::Batch] {
        let mut world = World::ten();
        world.program("c1", Program::new(1_000, mode));
        until_done(&mut world, 3);
        world.order(Command::Stop, "c1");
        world.wait(60_000);
        assert!(!world.machine("c1").is_running());
        assert_eq!(world.committed("g", "orders-0"), Some(10), "{mode:?}");
        assert_eq!(world.ledger("g"), (10, 0, 0), "{mode:?}");
    }
}

#[test]
fn a_crash_is_noticed_after_the_session_timeout() {
    let mut world = World::new();
    world.topic("orders", 2);
    for name in ["c1", "c2"] {
        world.program(name, Program::new(0, CommitMode::Auto));
    }
    until_owns(&mut world, "c2", &["orders-1"]);
    world.order(Command::Crash, "c1");
    let before = world.now();
    until_owns(&mut world, "c2", &["orders-0", "orders-1"]);
    let passed = world.now() - before;
    assert!((42_000..48_200).contains(&passed), "{passed}");
    let removed = world.cluster.state().observed().removed("g").unwrap();
    assert_eq!(removed.reason, RemovalReason::SessionTimeout);
    assert_eq!(removed.silent_ms, 45_000);
    assert_eq!(removed.client_id, "c1");
}

#[test]
fn who_restarts_after_a_crash_waits_for_its_own_ghost() {
    let mut world = World::ten();
    world.program("c1", Program::new(10, CommitMode::Record));
    until_committed(&mut world, 10);
    world.order(Command::Crash, "c1");
    world.order(Command::Start, "c1");
    let before = world.now();
    until_owns(&mut world, "c1", &["orders-0"]);
    // Nobody but the dead member would have to join again.
    let passed = world.now() - before;
    assert!((40_000..45_100).contains(&passed), "{passed}");
    assert_eq!(world.group_is("g").2, 1);
}

#[test]
fn a_stall_is_noticed_after_max_poll_interval_and_not_before() {
    let mut world = World::new();
    world.topic("orders", 2);
    world.fill("orders-0", 1);
    let patient = Program::new(0, CommitMode::Auto).with(&[("max.poll.interval.ms", "100000")]);
    for name in ["c1", "c2"] {
        world.program(name, patient);
    }
    until_owns(&mut world, "c2", &["orders-1"]);
    world.wait(6_000);
    world.order(Command::Stall, "c1");
    world.wait(90_000);
    // Its heart beats: the group notices nothing for twice the session timeout.
    assert_eq!(world.group_is("g"), (GroupState::Stable, 1, 2));
    until_owns(&mut world, "c2", &["orders-0", "orders-1"]);
    let removed = world.cluster.state().observed().removed("g").unwrap();
    assert_eq!(removed.reason, RemovalReason::Left);
    // It goes on, learns that it lost everything, and takes its share.
    world.order(Command::Unstall, "c1");
    until_owns(&mut world, "c1", &["orders-0"]);
    let told = world.told("c1");
    assert_eq!(
        told,
        [
            "assigned [orders-0]",
            "lost [orders-0]",
            "assigned [orders-0]"
        ]
    );
}

#[test]
fn slow_work_trips_max_poll_interval_and_not_the_session() {
    let mut world = World::ten();
    let slow = Program::new(20_000, CommitMode::Batch).with(&[("max.poll.interval.ms", "60000")]);
    world.program("c1", slow);
    world.wait(120_000);
    let removed = world.cluster.state().observed().removed("g").unwrap();
    assert_eq!(removed.reason, RemovalReason::Left);
    // Ten records take 200 s. The commit fails, and they are read again.
    world.wait(100_000);
    assert_eq!(world.committed("g", "orders-0"), None);
    world.wait(150_000);
    assert!(world.ledger("g").1 > 0);
    assert_eq!(world.committed("g", "orders-0"), None);
}

#[test]
fn a_cut_consumer_loses_its_place_and_comes_back_with_the_network() {
    let mut world = World::new();
    world.topic("orders", 2);
    for name in ["c1", "c2"] {
        world.program(name, Program::new(0, CommitMode::Auto));
    }
    until_owns(&mut world, "c2", &["orders-1"]);
    let old = world.consumer_of("c1").membership().member_id().clone();
    world.order(Command::Cut, "c1");
    until_owns(&mut world, "c2", &["orders-0", "orders-1"]);
    let removed = world.cluster.state().observed().removed("g").unwrap();
    assert_eq!(removed.reason, RemovalReason::SessionTimeout);
    // It still believes in what it owned.
    assert_eq!(world.owned("c1"), ["orders-0"]);
    world.order(Command::Heal, "c1");
    until_owns(&mut world, "c1", &["orders-0"]);
    until_owns(&mut world, "c2", &["orders-1"]);
    assert_ne!(world.consumer_of("c1").membership().member_id(), &old);
    assert!(world.told("c1").contains(&"lost [orders-0]".to_owned()));
}

#[test]
fn a_short_cut_costs_nothing() {
    let mut world = World::ten();
    world.program("c1", Program::new(100, CommitMode::Record));
    until_committed(&mut world, 3);
    world.order(Command::Cut, "c1");
    world.wait(5_000);
    world.order(Command::Heal, "c1");
    until_committed(&mut world, 10);
    assert_eq!(world.ledger("g"), (10, 0, 0));
    assert_eq!(world.group_is("g"), (GroupState::Stable, 1, 1));
}

#[test]
fn what_a_crash_repeats_or_loses_depends_on_when_one_commits() {
    // Four of ten records are done when it crashes in the middle of the fifth.
    for (mode, committed, died_with, ledger) in [
        (CommitMode::Auto, None, 4, (6, 4, 0)),
        (CommitMode::Record, Some(4), 0, (10, 0, 0)),
        (CommitMode::Batch, None, 4, (6, 4, 0)),
        // At most once: what was in hand is lost.
        (CommitMode::Before, Some(10), 0, (4, 0, 6)),
        (CommitMode::Never, None, 4, (6, 4, 0)),
    ] {
        let mut world = World::ten();
        world.program("c1", Program::new(1_000, mode));
        until_done(&mut world, 4);
        world.wait(500);
        world.order(Command::Crash, "c1");
        assert_eq!(world.committed("g", "orders-0"), committed, "{mode:?}");
        assert_eq!(world.died_with("c1"), Some(died_with), "{mode:?}");
        world.order(Command::Start, "c1");
        world.wait(120_000);
        assert_eq!(world.ledger("g"), ledger, "{mode:?}");
    }
}

#[test]
fn what_runs_is_not_lost_yet() {
    let mut world = World::ten();
    world.program("c1", Program::new(1_000, CommitMode::Before));
    until_done(&mut world, 4);
    // Six are committed and not done, but in somebody's hands.
    assert_eq!(world.committed("g", "orders-0"), Some(10));
    assert_eq!(world.ledger("g"), (4, 0, 0));
    world.order(Command::Crash, "c1");
    assert_eq!(world.ledger("g"), (4, 0, 6));
}

#[test]
fn with_auto_commit_a_crash_repeats_what_no_later_poll_covered() {
    let mut world = World::quick();
    world.topic("orders", 1);
    world.fill("orders-0", 30);
    let ten = Program::new(600, CommitMode::Auto).with(&[("max.poll.records", "10")]);
    world.program("c1", ten);
    // The first ten take six seconds: the poll after them commits 10.
    until_done(&mut world, 15);
    assert_eq!(world.committed("g", "orders-0"), Some(10));
    world.order(Command::Crash, "c1");
    assert_eq!(world.died_with("c1"), Some(5));
    world.order(Command::Start, "c1");
    world.wait(120_000);
    assert_eq!(world.ledger("g"), (25, 5, 0));
}

#[test]
fn a_program_that_never_commits_reads_everything_again_at_each_start() {
    let mut world = World::ten();
    world.program("c1", Program::new(10, CommitMode::Never));
    for round in 1..4 {
        until_done(&mut world, 10);
        world.wait(5_000);
        let ledger = if round == 1 { (10, 0, 0) } else { (0, 10, 0) };
        assert_eq!(world.ledger("g"), ledger);
        world.order(Command::Stop, "c1");
        world.wait(5_000);
        world.order(Command::Start, "c1");
        world.wait(5_000);
    }
}

#[test]
fn a_change_of_commit_mode_takes_effect() {
    let mut world = World::ten();
    world.program("c1", Program::new(10, CommitMode::Never));
    until_done(&mut world, 10);
    world.wait(10_000);
    assert_eq!(world.committed("g", "orders-0"), None);
    world.submit(Command::Configure {
        machine: "c1".into(),
        change: Change {
            commit: Some(CommitMode::Auto),
            ..Change::default()
        },
    });
    // From and to auto commit the program is restarted, gracefully.
    world.wait(60_000);
    assert_eq!(world.committed("g", "orders-0"), Some(10));
    assert_eq!(world.ledger("g"), (0, 10, 0));
}

#[test]
fn groups_do_not_see_each_other() {
    let mut world = World::ten();
    for (name, group) in [("c1", "g"), ("c2", "other")] {
        let program = Program {
            group,
            ..Program::new(10, CommitMode::Record)
        };
        world.program(name, program);
    }
    world.wait(10_000);
    for group in ["g", "other"] {
        assert_eq!(world.ledger(group), (10, 0, 0));
        assert_eq!(world.committed(group, "orders-0"), Some(10));
    }
    world.order(Command::Crash, "c1");
    world.wait(60_000);
    assert_eq!(world.group_is("g").0, GroupState::Empty);
    assert_eq!(world.group_is("other").0, GroupState::Stable);
}

#[test]
fn a_producer_goes_on_while_its_consumers_fail() {
    let mut world = World::new();
    world.topic("orders", 2);
    world.produces("p1", "orders", &["a", "b", "c"], 500);
    for name in ["c1", "c2"] {
        world.program(name, Program::new(50, CommitMode::Record));
    }
    world.wait(20_000);
    world.order(Command::Crash, "c1");
    world.wait(70_000);
    world.order(Command::Stop, "p1");
    world.wait(20_000);
    let sent = world.producer_of("p1").acknowledged();
    assert_eq!(world.ends("orders").iter().sum::<i64>(), sent);
    let (once, again, never) = world.ledger("g");
    assert_eq!((once + again, never), (sent, 0));
    // At most the record between its work and its commit.
    assert!(again <= 1);
}
