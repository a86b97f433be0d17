//! Commits: what is committed, exactly when, and what is refused.

use broker::group::GroupState;
use client::call::{ConsumerCall, OffsetAndMetadata, Offsets};
use client::consumer::ConsumerEvent;
use cluster::command::{Command, CommitMode};
use worlds::{offsets, range, tps, Program, World};

const NOT_PART: &str = "Offset commit cannot be completed since the consumer is not part of an active group for auto partition assignment; it is likely that the consumer was kicked out of the group.";
const REBALANCED: &str = "Commit cannot be completed since the group has already rebalanced and assigned the partitions to another member. This means that the time between subsequent calls to poll() was longer than the configured max.poll.interval.ms, which typically implies that the poll loop is spending too much time message processing. You can address this either by increasing max.poll.interval.ms or by reducing the maximum size of batches returned in poll() with max.poll.records.";
const UNDERGOING: &str = "Offset commit cannot be completed since the consumer is undergoing a rebalance for auto partition assignment. You can try completing the rebalance by calling poll() and then retry the operation.";

fn filled() -> World {
    let mut world = World::quick();
    world.topic("orders", 2);
    world.fill("orders-0", 10);
    world.fill("orders-1", 5);
    world
}

/// A consumer that commits by itself, and has read all of `orders-0`.
fn reader(world: &mut World, name: &str, group: &str, interval: &str) {
    let auto = [
        ("enable.auto.commit", "true"),
        ("auto.commit.interval.ms", interval),
    ];
    world.member(name, group, &auto);
    world.assign(name, &["orders-0"]);
    assert_eq!(world.poll(name, 1_000).len(), 10);
}

/// What waits to be told to commit callbacks: offsets and the error's class.
fn to_tell(world: &World, name: &str) -> Vec<(Vec<(String, i64)>, &'static str)> {
    let callbacks = world.consumer_of(name).callbacks();
    callbacks
        .map(|(offsets, error)| {
            let offsets = offsets.iter();
            let offsets = offsets.map(|(p, o)| (p.to_string(), o.offset)).collect();
            let error = error.map_or("", |error| error.class);
            (offsets, error)
        })
        .collect()
}

#[test]
fn commit_without_arguments_commits_the_positions_of_all_partitions() {
    let mut world = filled();
    world.member("c", "g", &[("max.poll.records", "12")]);
    world.assign("c", &["orders-0", "orders-1"]);
    world.poll_until("c", 12);
    world.done("c", ConsumerCall::CommitSync(None));
    assert_eq!(world.committed("g", "orders-0"), Some(10));
    assert_eq!(world.committed("g", "orders-1"), Some(2));
}

#[test]
fn an_explicit_commit_takes_any_offset_in_any_direction() {
    let mut world = filled();
    world.member("c", "g", &[]);
    for offset in [5, 2, 10, 11, 1_000_000, i64::MAX, 0] {
        world.commit("c", &[("orders-0", offset)]);
        assert_eq!(world.committed("g", "orders-0"), Some(offset));
    }
    let negative = ConsumerCall::CommitSync(Some(offsets(&[("orders-0", -1)])));
    let why = world.throws("c", negative);
    let text = "Invalid negative offset".to_owned();
    assert_eq!(why, ("IllegalArgumentException", text));
}

#[test]
fn the_lag_of_a_commit_past_the_end_is_negative_and_the_next_start_resets() {
    let mut world = filled();
    world.member("c", "g", &[]);
    world.commit("c", &[("orders-0", 13)]);
    assert_eq!(world.group_view("g").lanes[0].lag.unwrap().0, -3);
    world.assign("c", &["orders-0"]);
    assert_eq!(world.position("c", "orders-0"), 13);
    assert_eq!(world.poll("c", 1_000), range("orders-0", 0..10));
}

#[test]
fn a_commit_past_the_end_that_the_log_outgrew_is_simply_used() {
    let mut world = filled();
    world.member("c", "g", &[]);
    world.commit("c", &[("orders-0", 13)]);
    world.fill("orders-0", 5);
    world.assign("c", &["orders-0"]);
    assert_eq!(world.poll("c", 1_000), range("orders-0", 13..15));
}

#[test]
fn a_commit_moves_no_position_and_a_seek_no_commit() {
    let mut world = filled();
    world.member("c", "g", &[]);
    world.assign("c", &["orders-0"]);
    world.seek("c", "orders-0", 7);
    world.commit("c", &[("orders-0", 2)]);
    assert_eq!(world.position("c", "orders-0"), 7);
    world.seek("c", "orders-0", 9);
    assert_eq!(world.committed("g", "orders-0"), Some(2));
}

#[test]
fn commits_of_who_is_in_no_group() {
    let mut world = filled();
    world.member("c", "g", &[]);
    // Neither subscribed nor assigned: it works.
    world.commit("c", &[("orders-0", 1)]);
    world.subscribe("c", &["orders"]);
    let explicit = || ConsumerCall::CommitSync(Some(offsets(&[("orders-0", 2)])));
    let why = world.throws("c", explicit());
    assert_eq!(why, ("CommitFailedException", NOT_PART.to_owned()));
    // There is nothing to commit without a map.
    world.done("c", ConsumerCall::CommitSync(None));
    assert_eq!(world.committed("g", "orders-0"), Some(1));
    world.settle("g", &["c"]);
    world.done("c", explicit());
    world.done("c", ConsumerCall::Unsubscribe);
    world.commit("c", &[("orders-0", 4)]);
    assert_eq!(world.committed("g", "orders-0"), Some(4));
}

#[test]
fn who_is_no_member_cannot_commit_while_the_group_has_members() {
    let mut world = filled();
    world.member("m", "g", &[]);
    world.subscribe("m", &["orders"]);
    world.settle("g", &["m"]);
    world.member("c", "g", &[]);
    world.assign("c", &["orders-0"]);
    for list in [None, Some(offsets(&[("orders-0", 1)]))] {
        world.seek("c", "orders-0", 1);
        let why = world.throws("c", ConsumerCall::CommitSync(list));
        assert_eq!(why, ("CommitFailedException", REBALANCED.to_owned()));
    }
    // After unsubscribing it is the same.
    world.done("c", ConsumerCall::Unsubscribe);
    let why = world.throws(
        "c",
        ConsumerCall::CommitSync(Some(offsets(&[("orders-0", 1)]))),
    );
    assert_eq!(why.1, REBALANCED);
}

#[test]
fn a_member_whose_join_is_under_way_cannot_commit() {
    let mut world = filled();
    for name in ["c1", "c2"] {
        world.member(name, "g", &[]);
        world.subscribe(name, &["orders"]);
    }
    world.settle("g", &["c1"]);
    // The new one waits for the old one to join again.
    world.poll("c2", 100);
    assert_eq!(world.group_is("g").0, GroupState::PreparingRebalance);
    let explicit = |offset| ConsumerCall::CommitSync(Some(offsets(&[("orders-0", offset)])));
    let why = world.throws("c2", explicit(1));
    assert_eq!(why, ("RebalanceInProgressException", UNDERGOING.to_owned()));
    world.done("c2", ConsumerCall::CommitSync(None));
    // The old one, of the old generation, may.
    world.done("c1", explicit(3));
    assert_eq!(world.committed("g", "orders-0"), Some(3));
}

#[test]
fn a_member_that_was_kicked_out_learns_it_when_it_commits() {
    let mut world = filled();
    world.member("c", "g", &[("max.poll.interval.ms", "1000")]);
    world.subscribe("c", &["orders"]);
    world.settle("g", &["c"]);
    world.wait(5_000);
    assert_eq!(world.group_is("g").0, GroupState::Empty);
    let why = world.throws(
        "c",
        ConsumerCall::CommitSync(Some(offsets(&[("orders-0", 1)]))),
    );
    assert_eq!(why, ("CommitFailedException", NOT_PART.to_owned()));
}

#[test]
fn a_commit_to_what_is_not_there_is_tried_until_the_timeout() {
    let mut world = filled();
    world.member("c", "g", &[("default.api.timeout.ms", "4000")]);
    let before = world.now();
    let list = [("orders-0", 2), ("orders-5", 3)];
    let why = world.throws("c", ConsumerCall::CommitSync(Some(offsets(&list))));
    let text = "Timeout of 4000ms expired before successfully committing offsets {orders-0=OffsetAndMetadata{offset=2, leaderEpoch=null, metadata=''}, orders-5=OffsetAndMetadata{offset=3, leaderEpoch=null, metadata=''}}";
    assert_eq!(why, ("TimeoutException", text.to_owned()));
    assert_eq!(world.now() - before, 4_000);
    // The good one is committed all the same.
    assert_eq!(world.committed("g", "orders-0"), Some(2));
    assert_eq!(world.committed("g", "orders-5"), None);
}

fn with_metadata(length: usize) -> Offsets {
    let metadata = "x".repeat(length).into();
    let offset = OffsetAndMetadata {
        metadata,
        ..OffsetAndMetadata::new(1)
    };
    Offsets::from([(worlds::tp("orders", 0), offset)])
}

#[test]
fn metadata_of_a_commit_has_4096_characters_at_most() {
    let mut world = filled();
    world.member("c", "g", &[]);
    world.done("c", ConsumerCall::CommitSync(Some(with_metadata(4096))));
    let why = world.throws("c", ConsumerCall::CommitSync(Some(with_metadata(4097))));
    let text = "The metadata field of the offset request was too large.";
    assert_eq!(why, ("OffsetMetadataTooLarge", text.to_owned()));
    // commitSync without arguments wipes what was said before.
    world.assign("c", &["orders-0"]);
    world.seek("c", "orders-0", 1);
    world.done("c", ConsumerCall::CommitSync(None));
    let broker = world.cluster.state().broker();
    let committed = broker.committed("g", &worlds::tp("orders", 0)).unwrap();
    assert_eq!(committed.metadata, "");
}

#[test]
fn callbacks_of_commit_async_come_later_and_in_order() {
    let mut world = filled();
    world.member("c", "g", &[]);
    world.assign("c", &["orders-0", "orders-1"]);
    world.poll_until("c", 15);
    let commit = |world: &mut World, list| {
        world.done("c", ConsumerCall::CommitAsync(Some(offsets(list))));
    };
    commit(&mut world, &[("orders-0", 1)]);
    assert_eq!(world.committed("g", "orders-0"), None);
    world.wait(100);
    assert_eq!(world.committed("g", "orders-0"), Some(1));
    // The call that reads the answer from the network tells it to the next.
    commit(&mut world, &[("orders-0", 3)]);
    assert_eq!(
        to_tell(&world, "c"),
        [(vec![("orders-0".to_owned(), 1)], "")]
    );
    commit(&mut world, &[("orders-0", 2)]);
    assert!(to_tell(&world, "c").is_empty());
    world.wait(100);
    // The last one wins, as always.
    assert_eq!(world.committed("g", "orders-0"), Some(2));
    world.poll("c", 100);
    assert!(to_tell(&world, "c").is_empty());
    let told = world.happened("c").into_iter();
    let told = told.filter(|event| matches!(event, ConsumerEvent::CallbackInvoked { .. }));
    assert_eq!(told.count(), 3);
}

#[test]
fn commit_sync_tells_the_callbacks_of_commits_before_it() {
    let mut world = filled();
    world.member("c", "g", &[]);
    world.done(
        "c",
        ConsumerCall::CommitAsync(Some(offsets(&[("orders-0", 1)]))),
    );
    world.commit("c", &[("orders-0", 2)]);
    assert!(to_tell(&world, "c").is_empty());
    assert_eq!(world.committed("g", "orders-0"), Some(2));
}

#[test]
fn commit_async_never_throws_but_tells_its_callback() {
    let mut world = filled();
    world.member("c", "g", &[]);
    world.done("c", ConsumerCall::CommitAsync(Some(Offsets::new())));
    assert_eq!(to_tell(&world, "c"), [(vec![], "")]);
    world.commit("c", &[("orders-1", 1)]);
    world.subscribe("c", &["orders"]);
    let one = || ConsumerCall::CommitAsync(Some(offsets(&[("orders-0", 2)])));
    world.done("c", one());
    let told = (vec![("orders-0".to_owned(), 2)], "CommitFailedException");
    // The next one tells the one before it.
    assert_eq!(to_tell(&world, "c"), [told]);
    assert_eq!(world.committed("g", "orders-0"), None);
}

#[test]
fn commit_async_is_not_tried_again() {
    let mut world = filled().coordinating();
    world.member("c", "g", &[]);
    world.done(
        "c",
        ConsumerCall::CommitAsync(Some(offsets(&[("orders-5", 1)]))),
    );
    world.call("c", ConsumerCall::Committed(worlds::tps(&["orders-0"])));
    world.wait(1_000);
    let error = world.consumer_of("c").callbacks().next().unwrap().1;
    let error = error.unwrap().clone();
    assert_eq!(error.class, "RetriableCommitFailedException");
    assert_eq!(error.message, "Offset commit failed with a retriable exception. You should retry committing the latest consumed offsets.");
    assert_eq!(
        error.cause.unwrap().class,
        "UnknownTopicOrPartitionException"
    );
    assert_eq!(world.requests("c", "OffsetCommit").len(), 1);
}

#[test]
fn commit_async_does_not_sleep_for_the_commit_before_it() {
    let mut world = filled();
    world.member("c", "g", &[("default.api.timeout.ms", "4000")]);
    world.assign("c", &["orders-0"]);
    world.poll("c", 1_000);
    // The pause after the last attempt would go on for longer than the call.
    let (class, _) = world.throws(
        "c",
        ConsumerCall::CommitSync(Some(offsets(&[("nowhere-0", 1)]))),
    );
    assert_eq!(class, "TimeoutException");
    let sent = world.requests("c", "OffsetCommit").len();
    world.done(
        "c",
        ConsumerCall::CommitAsync(Some(offsets(&[("orders-5", 1)]))),
    );
    world.wait(10);
    assert_eq!(world.requests("c", "OffsetCommit").len(), sent + 1);
    world.poll("c", 50);
    let told = world
        .happened("c")
        .into_iter()
        .find_map(|event| match event {
            ConsumerEvent::CallbackInvoked { error, .. } => error.clone(),
            _ => None,
        });
    let class = told.expect("the callback was told").class;
    assert_eq!(class, "RetriableCommitFailedException");
}

#[test]
fn commit_async_waits_for_the_coordinator_in_a_call_that_sees_to_the_network() {
    let mut world = filled().coordinating();
    world.member("c", "g", &[]);
    world.done(
        "c",
        ConsumerCall::CommitAsync(Some(offsets(&[("orders-0", 1)]))),
    );
    world.wait(60_000);
    assert_eq!(world.committed("g", "orders-0"), None);
    world.call("c", ConsumerCall::Committed(worlds::tps(&["orders-1"])));
    world.wait(10);
    assert_eq!(world.committed("g", "orders-0"), Some(1));
    // From now on it knows the coordinator, and sends at once.
    world.done(
        "c",
        ConsumerCall::CommitAsync(Some(offsets(&[("orders-0", 2)]))),
    );
    world.wait(10);
    assert_eq!(world.committed("g", "orders-0"), Some(2));
}

#[test]
fn commit_async_before_close_is_committed_and_its_callback_never_told() {
    let mut world = filled().coordinating();
    world.member("c", "g", &[]);
    world.done(
        "c",
        ConsumerCall::CommitAsync(Some(offsets(&[("orders-0", 2)]))),
    );
    world.done("c", ConsumerCall::CLOSE);
    assert_eq!(world.committed("g", "orders-0"), Some(2));
    let told = |event: &&ConsumerEvent| matches!(event, ConsumerEvent::CallbackInvoked { .. });
    assert!(!world.happened("c").iter().any(told));
}

// Auto commit.

#[test]
fn auto_commit_happens_inside_a_poll_after_the_interval() {
    let mut world = filled();
    reader(&mut world, "c", "g", "5000");
    world.wait(60_000);
    // No poll, no commit.
    assert_eq!(world.committed("g", "orders-0"), None);
    world.fill("orders-0", 2);
    assert_eq!(world.poll("c", 1_000).len(), 2);
    world.wait(10);
    // What earlier polls returned, and not what this one did.
    assert_eq!(world.committed("g", "orders-0"), Some(10));
    world.poll("c", 0);
    world.wait(1_000);
    world.poll("c", 0);
    world.wait(10);
    assert_eq!(world.committed("g", "orders-0"), Some(10));
    world.wait(4_000);
    world.poll("c", 0);
    world.wait(10);
    assert_eq!(world.committed("g", "orders-0"), Some(12));
}

#[test]
fn auto_commit_with_nothing_to_commit_sends_nothing() {
    let mut world = World::quick().coordinating();
    world.topic("orders", 1);
    for name in ["c1", "c2"] {
        world.member(name, "g", &[("enable.auto.commit", "true")]);
        world.subscribe(name, &["orders"]);
    }
    world.settle("g", &["c1", "c2"]);
    world.pump(&["c1", "c2"], 20_000);
    let idle = ["c1", "c2"].map(|name| world.owned(name).is_empty());
    assert_eq!(idle, [false, true]);
    assert!(!world.requests("c1", "OffsetCommit").is_empty());
    assert!(world.requests("c2", "OffsetCommit").is_empty());
}

#[test]
fn close_commits_and_a_crash_and_unsubscribe_do_not() {
    type End = fn(&mut World);
    let close: End = |world| world.done("c", ConsumerCall::CLOSE);
    let crash: End = |world| world.order(Command::Crash, "c");
    let unsubscribe: End = |world| {
        world.done("c", ConsumerCall::Unsubscribe);
        world.done("c", ConsumerCall::CLOSE);
    };
    for (end, committed) in [(close, Some(10)), (crash, None), (unsubscribe, None)] {
        let mut world = filled();
        reader(&mut world, "c", "g", "600000");
        end(&mut world);
        world.wait(1_000);
        assert_eq!(world.committed("g", "orders-0"), committed);
    }
}

#[test]
fn close_commits_positions_that_a_seek_made() {
    let mut world = filled();
    world.member("c", "g", &[("enable.auto.commit", "true")]);
    world.assign("c", &["orders-0"]);
    world.seek("c", "orders-0", 77);
    world.done("c", ConsumerCall::CLOSE);
    assert_eq!(world.committed("g", "orders-0"), Some(77));
}

#[test]
fn auto_commit_before_a_rebalance_lets_the_next_owner_go_on() {
    let mut world = filled();
    for name in ["c1", "c2"] {
        let slow = [
            ("enable.auto.commit", "true"),
            ("auto.commit.interval.ms", "600000"),
        ];
        world.member(name, "g", &slow);
        world.subscribe(name, &["orders"]);
    }
    assert_eq!(world.settle("g", &["c1"])["c1"].len(), 15);
    assert_eq!(world.committed("g", "orders-0"), None);
    let read = world.settle("g", &["c1", "c2"]);
    assert!(read.values().all(Vec::is_empty), "{read:?}");
    assert_eq!(world.committed("g", "orders-0"), Some(10));
    assert_eq!(world.committed("g", "orders-1"), Some(5));
    assert_eq!(
        world.told("c1"),
        [
            "assigned [orders-0 orders-1]",
            "revoked [orders-0 orders-1]",
            "assigned [orders-0]"
        ]
    );
}

#[test]
fn who_polled_too_late_commits_nothing_and_reads_again() {
    let mut world = filled();
    let late = [
        ("enable.auto.commit", "true"),
        ("auto.commit.interval.ms", "600000"),
        ("max.poll.interval.ms", "3000"),
    ];
    world.member("c", "g", &late);
    world.subscribe("c", &["orders"]);
    world.poll_until("c", 15);
    world.wait(6_000);
    assert_eq!(world.group_is("g").0, GroupState::Empty);
    // It still believes in its partitions until it polls.
    assert_eq!(world.owned("c"), ["orders-0", "orders-1"]);
    assert_eq!(world.poll_until("c", 15).len(), 15);
    world.wait(6_000);
    world.done("c", ConsumerCall::CLOSE);
    assert_eq!(world.committed("g", "orders-0"), None);
    let told = world.told("c");
    let lost = "lost [orders-0 orders-1]";
    let assigned = "assigned [orders-0 orders-1]";
    assert_eq!(told, [assigned, lost, assigned, lost]);
}

#[test]
fn assign_commits_only_if_the_interval_is_over() {
    for (waited, committed) in [(100, None), (6_000, Some(10))] {
        let mut world = filled();
        reader(&mut world, "c", "g", "5000");
        world.wait(waited);
        world.assign("c", &["orders-1"]);
        world.wait(10);
        assert_eq!(world.committed("g", "orders-0"), committed, "{waited}");
    }
    // An empty list never commits.
    let mut world = filled();
    reader(&mut world, "c", "g", "5000");
    world.wait(6_000);
    world.done("c", ConsumerCall::Assign(vec![]));
    world.done("c", ConsumerCall::CLOSE);
    assert_eq!(world.committed("g", "orders-0"), None);
}

#[test]
fn pausing_does_not_keep_a_position_from_being_committed() {
    let mut world = filled();
    reader(&mut world, "c", "g", "600000");
    world.done("c", ConsumerCall::Pause(tps(&["orders-0"])));
    world.done("c", ConsumerCall::CLOSE);
    assert_eq!(world.committed("g", "orders-0"), Some(10));
}

#[test]
fn a_rebalance_does_not_wait_for_ever_for_a_commit_to_a_deleted_topic() {
    let mut world = World::quick();
    world.topic("orders", 1);
    world.topic("invoices", 1);
    world.fill("orders-0", 1);
    let auto = [
        ("enable.auto.commit", "true"),
        ("metadata.max.age.ms", "1000"),
        ("max.poll.interval.ms", "20000"),
        ("allow.auto.create.topics", "false"),
    ];
    world.member("c", "g", &auto);
    world.subscribe("c", &["orders", "invoices"]);
    world.settle("g", &["c"]);
    world.delete_topic("orders");
    let before = world.now();
    world.pump(&["c"], 15_000);
    // It tries to commit what nobody keeps any more.
    assert_eq!(world.group_is("g").1, 1);
    world.settle("g", &["c"]);
    assert!(world.now() - before < 30_000);
    assert_eq!(world.owned("c"), ["invoices-0"]);
}

#[test]
fn gotcha_43_commit_without_arguments_commits_the_whole_batch() {
    let mut world = World::ten();
    world.program("c1", Program::new(1_000, CommitMode::Never).by_hand());
    world.call("c1", ConsumerCall::Poll(10_000));
    // One record is done, and somebody commits between two of them.
    world.wait(1_500);
    world.done("c1", ConsumerCall::CommitSync(None));
    assert_eq!(world.committed("g", "orders-0"), Some(10));
    assert!(world.ledger("g").0 <= 2);
}

#[test]
fn gotcha_44_a_commit_may_go_backwards() {
    let mut world = World::ten();
    world.member("c", "g", &[]);
    world.commit("c", &[("orders-0", 9)]);
    world.commit("c", &[("orders-0", 3)]);
    assert_eq!(world.committed("g", "orders-0"), Some(3));
}

#[test]
fn gotcha_47_any_member_may_commit_any_partition() {
    let mut world = World::quick();
    world.topic("orders", 2);
    for name in ["c1", "c2"] {
        world.member(name, "g", &[]);
        world.subscribe(name, &["orders"]);
    }
    world.settle("g", &["c1", "c2"]);
    assert_eq!(world.owned("c2"), ["orders-1"]);
    world.commit("c2", &[("orders-0", 7)]);
    assert_eq!(world.committed("g", "orders-0"), Some(7));
}
