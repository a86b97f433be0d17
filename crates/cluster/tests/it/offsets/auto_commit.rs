//! Auto commit: at which calls it commits, and what.

use client::call::ConsumerCall;
use cluster::command::{Command, CommitMode};
use worlds::{Program, World, EAGER_COMMIT};

#[test]
fn gotcha_35_auto_commit_is_no_background_task() {
    let mut world = World::ten();
    let often = [
        ("enable.auto.commit", "true"),
        ("auto.commit.interval.ms", "100"),
    ];
    world.member("c", "g", &often);
    world.subscribe("c", &["orders"]);
    world.poll_until("c", 10);
    world.wait(200_000);
    assert_eq!(world.committed("g", "orders-0"), None);
    world.poll("c", 10);
    world.wait(10);
    assert_eq!(world.committed("g", "orders-0"), Some(10));
}

#[test]
fn gotcha_36_auto_commit_gives_duplicates_after_a_crash() {
    let mut world = World::ten();
    world.program("c1", Program::new(100, CommitMode::Auto));
    world.wait(700);
    let done = world.ledger("g").0;
    assert!(done > 0);
    world.order(Command::Crash, "c1");
    world.order(Command::Start, "c1");
    world.wait(120_000);
    assert_eq!(world.ledger("g"), (10 - done, done, 0));
}

#[test]
fn gotcha_37_auto_commit_loses_what_another_thread_has_not_done() {
    let mut world = World::ten();
    world.member("c", "g", EAGER_COMMIT);
    world.subscribe("c", &["orders"]);
    // The records go to a pool of workers, and the loop polls on.
    world.poll_until("c", 10);
    world.poll("c", 100);
    world.order(Command::Crash, "c");
    assert_eq!(world.committed("g", "orders-0"), Some(10));
    // Or: an exception in mid-batch, and close() in a finally block.
    let mut world = World::ten();
    world.member("c", "g", &[("enable.auto.commit", "true")]);
    world.subscribe("c", &["orders"]);
    world.poll_until("c", 10);
    world.done("c", ConsumerCall::CLOSE);
    assert_eq!(world.committed("g", "orders-0"), Some(10));
}

#[test]
fn gotcha_38_auto_commit_covers_what_earlier_polls_returned() {
    let mut world = World::ten();
    let mut five = EAGER_COMMIT.to_vec();
    five.push(("max.poll.records", "5"));
    world.member("c", "g", &five);
    world.subscribe("c", &["orders"]);
    assert_eq!(world.poll_until("c", 5).len(), 5);
    world.wait(10);
    assert_eq!(world.poll("c", 1_000).len(), 5);
    world.wait(10);
    assert_eq!(world.committed("g", "orders-0"), Some(5));
}

#[test]
fn gotcha_39_unsubscribe_does_not_commit_and_close_does() {
    for (unsubscribes, committed) in [(true, None), (false, Some(10))] {
        let mut world = World::ten();
        world.member("c", "g", &[("enable.auto.commit", "true")]);
        world.subscribe("c", &["orders"]);
        world.poll_until("c", 10);
        if unsubscribes {
            world.done("c", ConsumerCall::Unsubscribe);
        }
        world.done("c", ConsumerCall::CLOSE);
        assert_eq!(world.committed("g", "orders-0"), committed);
    }
}
