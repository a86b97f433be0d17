//! Positions: where a consumer reads, and what becomes of one that is not
//! valid.

use client::call::ConsumerCall;
use client::outcome::Outcome;
use cluster::command::{Command, CommitMode};
use protocol::api::{
    EpochEndOffset, OffsetForLeaderEpochRequest, OffsetForLeaderPartition, RequestBody, Response,
};
use worlds::{range, thrown_name, tp, tps, Program, World};

const EARLIEST: (&str, &str) = ("auto.offset.reset", "earliest");

#[test]
fn position_is_what_the_next_poll_returns() {
    let mut world = World::filled();
    world.consumer("c", &[EARLIEST, ("max.poll.records", "2")]);
    world.assign("c", &["orders-0"]);
    // It is looked up without a poll.
    assert_eq!(world.position("c", "orders-0"), 0);
    assert_eq!(world.poll("c", 1_000), range("orders-0", 0..2));
    assert_eq!(world.position("c", "orders-0"), 2);
    world.poll("c", 1_000);
    assert_eq!(world.position("c", "orders-0"), 3);
}

#[test]
fn seek_is_not_checked_until_a_poll_reads() {
    let mut world = World::filled();
    world.consumer("c", &[EARLIEST]);
    world.assign("c", &["orders-0"]);
    for (offset, then) in [
        (1, range("orders-0", 1..3)),
        (0, range("orders-0", 0..3)),
        (3, vec![]),
        // Out of range: the reset policy.
        (4, range("orders-0", 0..3)),
        (i64::MAX, range("orders-0", 0..3)),
    ] {
        world.seek("c", "orders-0", offset);
        assert_eq!(world.position("c", "orders-0"), offset);
        assert_eq!(world.poll("c", 1_000), then, "{offset}");
    }
    let why = world.throws("c", ConsumerCall::Seek(tp("orders", 0), -1));
    let text = "seek offset must not be a negative number";
    assert_eq!(why, ("IllegalArgumentException", text.to_owned()));
}

#[test]
fn seek_drops_what_was_fetched_from_elsewhere() {
    let mut world = World::quick();
    world.topic("orders", 1);
    world.fill("orders-0", 10);
    world.consumer("c", &[EARLIEST, ("max.poll.records", "3")]);
    world.assign("c", &["orders-0"]);
    assert_eq!(world.poll("c", 1_000), range("orders-0", 0..3));
    for (offset, end) in [(8, 10), (1, 4), (0, 3), (3, 6)] {
        world.seek("c", "orders-0", offset);
        assert_eq!(world.poll("c", 1_000), range("orders-0", offset..end));
    }
}

#[test]
fn seek_to_beginning_and_to_end_are_lazy() {
    let mut world = World::filled();
    world.consumer("c", &[EARLIEST]);
    world.assign("c", &["orders-0"]);
    world.done("c", ConsumerCall::SeekToEnd(tps(&["orders-0"])));
    // The end is the end at the time of the lookup, not of the call.
    world.fill("orders-0", 2);
    assert_eq!(world.position("c", "orders-0"), 5);
    world.fill("orders-0", 1);
    assert_eq!(world.poll("c", 1_000), ["orders-0@5"]);
    world.done("c", ConsumerCall::SeekToBeginning(vec![]));
    assert_eq!(world.poll("c", 1_000), range("orders-0", 0..6));
}

#[test]
fn the_reset_policy_decides_where_nothing_is_committed() {
    for (policy, position) in [("earliest", 0), ("latest", 3), ("earliest ", 0)] {
        for group in [None, Some("g")] {
            let mut world = World::filled();
            let mut settings = vec![("auto.offset.reset", policy)];
            settings.extend(group.map(|group| ("group.id", group)));
            world.consumer("c", &settings);
            world.assign("c", &["orders-0"]);
            assert_eq!(world.position("c", "orders-0"), position);
        }
    }
    // The default is latest.
    let mut world = World::filled();
    world.consumer("c", &[("group.id", "g")]);
    world.assign("c", &["orders-0"]);
    assert_eq!(world.position("c", "orders-0"), 3);
}

#[test]
fn the_reset_policy_is_not_asked_where_something_is_committed() {
    for policy in ["earliest", "latest", "none"] {
        let mut world = World::filled();
        world.consumer("c", &[("group.id", "g"), ("auto.offset.reset", policy)]);
        world.commit("c", &[("orders-0", 1)]);
        world.assign("c", &["orders-0"]);
        assert_eq!(world.position("c", "orders-0"), 1);
    }
}

#[test]
fn without_a_policy_a_poll_names_all_partitions_without_an_offset() {
    let mut world = World::quick();
    world.topic("pieces", 3);
    world.fill("pieces-1", 1);
    let none = ("auto.offset.reset", "none");
    world.consumer("c", &[("group.id", "g"), none]);
    world.assign("c", &["pieces-0", "pieces-1", "pieces-2"]);
    let text = |list: &str| {
        let text = format!("Undefined offset with no reset policy for partitions: [{list}]");
        ("NoOffsetForPartitionException", text)
    };
    // The order is that of Java's hash set.
    let all = text("pieces-1, pieces-2, pieces-0");
    assert_eq!(world.throws("c", ConsumerCall::Poll(5_000)), all);
    world.commit("c", &[("pieces-1", 0)]);
    let two = text("pieces-2, pieces-0");
    assert_eq!(world.throws("c", ConsumerCall::Poll(5_000)), two);
    assert_eq!(world.position("c", "pieces-1"), 0);
    assert_eq!(
        world.throws("c", ConsumerCall::Position(tp("pieces", 0), None)),
        two
    );
    world.seek("c", "pieces-0", 0);
    assert_eq!(
        world.throws("c", ConsumerCall::Poll(5_000)),
        text("pieces-2")
    );
    world.done("c", ConsumerCall::SeekToEnd(tps(&["pieces-2"])));
    assert_eq!(world.poll("c", 1_000), ["pieces-1@0"]);
}

#[test]
fn without_a_policy_and_without_a_group_it_is_the_same() {
    let mut world = World::filled();
    world.consumer("c", &[("auto.offset.reset", "none")]);
    world.assign("c", &["orders-0"]);
    let why = world.throws("c", ConsumerCall::Poll(5_000));
    let text = "Undefined offset with no reset policy for partitions: [orders-0]";
    assert_eq!(why, ("NoOffsetForPartitionException", text.to_owned()));
    world.seek("c", "orders-0", 2);
    assert_eq!(world.poll("c", 1_000), ["orders-0@2"]);
}

fn out_of_range(offset: i64, epoch: &str) -> (&'static str, String) {
    let text = format!("Fetch position FetchPosition{{offset={offset}, offsetEpoch={epoch}, currentLeader=LeaderAndEpoch{{leader=Optional[localhost:9092 (id: 1 rack: null isFenced: false)], epoch=0}}}} is out of range for partition orders-0");
    ("OffsetOutOfRangeException", text)
}

#[test]
fn without_a_policy_an_offset_out_of_range_is_thrown_by_every_poll() {
    let mut world = World::filled();
    world.consumer("c", &[("group.id", "g"), ("auto.offset.reset", "none")]);
    world.assign("c", &["orders-0"]);
    world.seek("c", "orders-0", 10);
    for _ in 0..3 {
        let why = world.throws("c", ConsumerCall::Poll(1_000));
        assert_eq!(why, out_of_range(10, "Optional.empty"));
        assert_eq!(world.position("c", "orders-0"), 10);
    }
    world.seek("c", "orders-0", 1);
    assert_eq!(world.poll("c", 1_000), range("orders-0", 1..3));
}

#[test]
fn an_offset_out_of_range_that_was_left_behind_is_not_thrown() {
    let mut world = World::filled();
    world.consumer("c", &[("auto.offset.reset", "none")]);
    world.assign("c", &["orders-0", "orders-1"]);
    world.seek("c", "orders-0", 10);
    world.seek("c", "orders-1", 0);
    // The refusal arrives after this poll is over.
    world.begin("c", ConsumerCall::Poll(1));
    world.wait(100);
    world.seek("c", "orders-0", 2);
    world.wait(100);
    let read = world.poll_until("c", 3);
    assert!(read.contains(&"orders-0@2".to_owned()), "{read:?}");
}

#[test]
fn position_gives_up_after_default_api_timeout_ms() {
    let mut world = World::filled();
    world.consumer("c", &[EARLIEST, ("default.api.timeout.ms", "2000")]);
    world.assign("c", &["orders-0"]);
    world.order(Command::Cut, "c");
    let before = world.now();
    let why = world.throws("c", ConsumerCall::Position(tp("orders", 0), None));
    let text =
        "Timeout of 2000ms expired before the position for partition orders-0 could be determined";
    assert_eq!(why, ("TimeoutException", text.to_owned()));
    assert_eq!(world.now() - before, 2_000);
    let again = world.call("c", ConsumerCall::Position(tp("orders", 0), None));
    assert_eq!(thrown_name(&again), "REQUEST_TIMED_OUT");
}

#[test]
fn assign_replaces_and_keeps_the_place_of_what_stays() {
    let mut world = World::filled();
    world.consumer("c", &[EARLIEST]);
    world.assign("c", &["orders-0", "orders-1"]);
    world.seek("c", "orders-0", 2);
    world.seek("c", "orders-1", 1);
    world.done("c", ConsumerCall::Pause(tps(&["orders-0", "orders-1"])));
    world.assign("c", &["orders-0", "orders-2"]);
    assert_eq!(world.position("c", "orders-0"), 2);
    assert!(world.consumer_of("c").owned()[&tp("orders", 0)].paused());
    // Dropped and assigned again, place and pause are gone.
    world.assign("c", &["orders-0", "orders-1"]);
    assert_eq!(world.position("c", "orders-1"), 0);
    assert!(!world.consumer_of("c").owned()[&tp("orders", 1)].paused());
    // Nobody joins a group for this.
    assert!(world.requests("c", "JoinGroup").is_empty());
}

#[test]
fn the_first_record_after_a_lost_connection_is_the_one_after_the_last() {
    let mut world = World::filled();
    world.consumer("c", &[EARLIEST]);
    world.assign("c", &["orders-0"]);
    assert_eq!(world.poll("c", 1_000).len(), 3);
    world.order(Command::Cut, "c");
    world.fill("orders-0", 2);
    assert!(world.poll("c", 5_000).is_empty());
    world.order(Command::Heal, "c");
    assert_eq!(world.poll("c", 5_000), range("orders-0", 3..5));
}

#[test]
fn a_deleted_partition_gives_nothing_and_a_new_one_is_read_by_the_policy() {
    let mut world = World::filled();
    world.consumer("c", &[EARLIEST]);
    world.assign("c", &["orders-0"]);
    assert_eq!(world.poll("c", 1_000).len(), 3);
    world.delete_topic("orders");
    assert!(world.poll("c", 300).is_empty());
    world.send(vec![worlds::record("orders", Some(0), None)]);
    // Its position 3 is beyond the new end.
    assert_eq!(world.poll_until("c", 1), ["orders-0@0"]);
}

#[test]
fn gotcha_29_the_committed_offset_is_the_next_to_read() {
    let mut world = World::ten();
    world.member("c", "g", &[("max.poll.records", "1")]);
    world.assign("c", &["orders-0"]);
    world.seek("c", "orders-0", 4);
    assert_eq!(world.poll("c", 1_000), ["orders-0@4"]);
    world.done("c", ConsumerCall::CommitSync(None));
    assert_eq!(world.committed("g", "orders-0"), Some(5));
}

#[test]
fn gotcha_31_earliest_does_not_read_again_what_was_committed() {
    let mut world = World::ten();
    world.member("c", "g", &[("auto.offset.reset", "earliest")]);
    world.commit("c", &[("orders-0", 8)]);
    world.subscribe("c", &["orders"]);
    assert_eq!(world.poll_until("c", 2), range("orders-0", 8..10));
}

#[test]
fn gotcha_33_the_policy_also_counts_where_the_commit_is_out_of_range() {
    for (policy, position) in [("earliest", 0), ("latest", 10)] {
        let mut world = World::ten();
        world.member("c", "g", &[("auto.offset.reset", policy)]);
        world.commit("c", &[("orders-0", 99)]);
        world.subscribe("c", &["orders"]);
        world.pump(&["c"], 1_000);
        world.done("c", ConsumerCall::SeekToEnd(vec![]));
        world.seek("c", "orders-0", 99);
        world.poll("c", 1_000);
        let now = world.position("c", "orders-0");
        assert_eq!(now, 10, "{policy}");
        let from = world.cluster.state().read_from("c", &tp("orders", 0));
        assert_eq!(from, Some(position), "{policy}");
    }
}

#[test]
fn gotcha_34_a_new_group_misses_what_came_before_its_position() {
    let mut world = World::ten();
    world.consumer("c", &[("group.id", "g")]);
    world.subscribe("c", &["orders"]);
    assert!(world.poll("c", 5_000).is_empty());
    world.fill("orders-0", 1);
    assert_eq!(world.poll_until("c", 1), ["orders-0@10"]);
    // A crash before the first commit skips what comes meanwhile, too.
    world.order(Command::Crash, "c");
    world.fill("orders-0", 3);
    world.consumer("d", &[("group.id", "g")]);
    world.subscribe("d", &["orders"]);
    assert!(world.poll("d", 60_000).is_empty());
    assert_eq!(world.position("d", "orders-0"), 14);
}

#[test]
fn gotcha_40_seek_does_not_commit_and_is_not_checked() {
    let mut world = World::ten();
    world.member("c", "g", &[]);
    world.assign("c", &["orders-0"]);
    world.seek("c", "orders-0", 4_000_000);
    assert_eq!(world.position("c", "orders-0"), 4_000_000);
    world.wait(60_000);
    assert_eq!(world.committed("g", "orders-0"), None);
    assert!(world.requests("c", "Fetch").is_empty());
}

#[test]
fn gotcha_41_the_end_is_the_end_when_it_is_looked_up() {
    let mut world = World::ten();
    world.member("c", "g", &[]);
    world.assign("c", &["orders-0"]);
    world.done("c", ConsumerCall::SeekToEnd(tps(&["orders-0"])));
    world.fill("orders-0", 5);
    assert!(world.poll("c", 1_000).is_empty());
    assert_eq!(world.position("c", "orders-0"), 15);
}

#[test]
fn gotcha_42_the_position_moves_when_poll_returns() {
    let mut world = World::ten();
    world.program("c1", Program::new(1_000, CommitMode::Never));
    world.wait_until("it works on the first", |cluster| {
        let machine = cluster.state().machine("c1").unwrap().1;
        machine.consuming().unwrap().working_on().next().is_some()
    });
    assert_eq!(world.consumer_of("c1").position(&tp("orders", 0)), Some(10));
    assert_eq!(world.ledger("g"), (0, 0, 0));
}

#[test]
fn gotcha_45_a_commit_past_the_end_is_accepted() {
    let mut world = World::ten();
    world.member("c", "g", &[]);
    world.commit("c", &[("orders-0", 25)]);
    assert_eq!(world.group_view("g").lanes[0].lag.unwrap().0, -15);
    world.subscribe("c", &["orders"]);
    assert_eq!(world.poll_until("c", 10), range("orders-0", 0..10));
}

#[test]
fn gotcha_52_the_end_offset_is_the_next_one() {
    let mut world = World::ten();
    world.member("c", "g", &[]);
    let end = world.call("c", ConsumerCall::EndOffsets(tps(&["orders-0"])));
    assert_eq!(end, Outcome::Offsets(vec![(tp("orders", 0), 10)]));
    assert_eq!(world.log("orders-0").records(0).last().unwrap().0, 9);
}

#[test]
fn gotcha_53_the_tools_lag_counts_from_the_commit_and_current_lag_from_the_position() {
    let mut world = World::ten();
    world.member("c", "g", &[]);
    world.commit("c", &[("orders-0", 2)]);
    world.subscribe("c", &["orders"]);
    world.poll_until("c", 8);
    let lane = world.group_view("g").lanes[0].clone();
    assert_eq!(lane.position.unwrap().0, 10);
    assert_eq!(lane.lag.unwrap().0, 8);
    let lag = world.call("c", ConsumerCall::CurrentLag(tp("orders", 0)));
    assert_eq!(lag, Outcome::Lag(Some(0)));
}

/// A member of `g` that has committed what it read of `orders-0`, ten records,
/// and is gone; and somebody who makes the topic again with three.
fn committed_and_made_again() -> World {
    let mut world = World::with_flights_of(20);
    world.topic("orders", 1);
    world.fill("orders-0", 10);
    world.member("before", "g", &[]);
    world.assign("before", &["orders-0"]);
    world.poll_until("before", 10);
    world.delete_topic("orders");
    world.topic("orders", 1);
    world.fill("orders-0", 3);
    // The commit is of what it read, and comes late.
    world.done("before", ConsumerCall::CommitSync(None));
    assert_eq!(world.committed("g", "orders-0"), Some(10));
    world
}

#[test]
fn a_commit_of_what_was_read_is_checked_before_it_is_read_from() {
    let mut world = World::ten();
    world.member("c1", "g", &[]);
    world.assign("c1", &["orders-0"]);
    world.poll_until("c1", 10);
    world.done("c1", ConsumerCall::CommitSync(None));
    assert_eq!(world.requests("c1", "OffsetForLeaderEpoch").len(), 0);
    world.member("c2", "g", &[]);
    world.assign("c2", &["orders-0"]);
    assert_eq!(world.position("c2", "orders-0"), 10);
    let checks = world.requests("c2", "OffsetForLeaderEpoch");
    assert_eq!(checks.len(), 1);
    // One that is named by hand says nothing of an epoch.
    world.commit("c1", &[("orders-0", 4)]);
    world.member("c3", "g", &[]);
    world.assign("c3", &["orders-0"]);
    assert_eq!(world.position("c3", "orders-0"), 4);
    assert_eq!(world.requests("c3", "OffsetForLeaderEpoch").len(), 0);
}

#[test]
fn a_position_that_is_being_checked_is_neither_read_from_nor_committed() {
    let mut world = World::with_flights_of(100);
    world.topic("orders", 1);
    world.fill("orders-0", 10);
    world.member("c1", "g", &[]);
    world.assign("c1", &["orders-0"]);
    world.poll_until("c1", 10);
    world.done("c1", ConsumerCall::CommitSync(None));
    world.fill("orders-0", 2);
    world.member("c2", "g", &[]);
    world.assign("c2", &["orders-0"]);
    let poll = world.begin("c2", ConsumerCall::Poll(5_000));
    world.wait_until("it asks", |cluster| {
        let consumer = cluster.state().machine("c2").unwrap().1.client().consumer();
        consumer.unwrap().link().waits_for("OffsetForLeaderEpoch")
    });
    let consumer = world.consumer_of("c2");
    assert_eq!(consumer.position(&tp("orders", 0)), None);
    assert!(consumer.positions().is_empty());
    assert_eq!(
        consumer.owned()[&tp("orders", 0)].unchecked_position(),
        Some(10)
    );
    assert!(!consumer.link().waits_for("Fetch"));
    world.until(poll);
    assert_eq!(world.consumer_of("c2").position(&tp("orders", 0)), Some(12));
}

#[test]
fn a_position_beyond_the_log_goes_to_its_end_if_there_is_a_policy() {
    for policy in ["earliest", "latest"] {
        let mut world = committed_and_made_again();
        world.consumer("c", &[("group.id", "g"), ("auto.offset.reset", policy)]);
        world.assign("c", &["orders-0"]);
        assert_eq!(world.position("c", "orders-0"), 3, "{policy}");
        world.fill("orders-0", 1);
        assert_eq!(world.poll("c", 1_000), ["orders-0@3"], "{policy}");
    }
}

#[test]
fn without_a_policy_a_position_beyond_the_log_is_thrown_once() {
    let mut world = committed_and_made_again();
    world.consumer("c", &[("group.id", "g"), ("auto.offset.reset", "none")]);
    world.assign("c", &["orders-0"]);
    let why = world.throws("c", ConsumerCall::Poll(5_000));
    let text = "Truncated partitions detected with divergent offsets {orders-0=OffsetAndMetadata{offset=3, leaderEpoch=0, metadata=''}}";
    assert_eq!(why, ("LogTruncationException", text.to_owned()));
    // It stays unchecked, and nothing is read until somebody seeks.
    assert_eq!(world.poll("c", 1_000), [] as [&str; 0]);
    world.seek("c", "orders-0", 1);
    assert_eq!(world.poll("c", 1_000), range("orders-0", 1..3));
}

#[test]
fn the_broker_says_where_the_only_epoch_there_is_ends() {
    let mut world = World::ten();
    let partition = |topic: &str, current_leader_epoch, leader_epoch| OffsetForLeaderPartition {
        partition: tp(topic, 0),
        current_leader_epoch,
        leader_epoch,
    };
    let partitions = vec![
        partition("orders", -1, 0),
        partition("orders", 0, 0),
        partition("orders", -1, 1),
        partition("orders", -1, -1),
        partition("orders", 1, 0),
        partition("orders", -2, 0),
        partition("nowhere", -1, 0),
    ];
    let asked = OffsetForLeaderEpochRequest { partitions };
    let answer = match world.ask("x", RequestBody::OffsetForLeaderEpoch(asked)) {
        Response::OffsetForLeaderEpoch(answer) => answer,
        other => panic!("{other:?}"),
    };
    let answers: Vec<_> = answer
        .partitions
        .iter()
        .map(
            |EpochEndOffset {
                 error,
                 leader_epoch,
                 end_offset,
                 ..
             }| { (error.name(), *leader_epoch, *end_offset) },
        )
        .collect();
    assert_eq!(
        answers,
        [
            ("NONE", 0, 10),
            ("NONE", 0, 10),
            ("NONE", -1, -1),
            ("NONE", -1, -1),
            ("UNKNOWN_LEADER_EPOCH", -1, -1),
            ("FENCED_LEADER_EPOCH", -1, -1),
            ("UNKNOWN_TOPIC_OR_PARTITION", -1, -1)
        ]
    );
}

#[test]
fn an_answer_to_a_check_counts_for_the_position_that_was_checked() {
    let mut world = committed_and_made_again();
    world.consumer("c", &[("group.id", "g"), ("auto.offset.reset", "earliest")]);
    world.assign("c", &["orders-0"]);
    while !world
        .consumer_of("c")
        .link()
        .waits_for("OffsetForLeaderEpoch")
    {
        world.poll("c", 5);
    }
    world.seek("c", "orders-0", 1);
    world.wait(100);
    assert_eq!(world.position("c", "orders-0"), 1);
    assert_eq!(
        world.consumer_of("c").owned()[&tp("orders", 0)].offset_epoch(),
        None
    );
}
