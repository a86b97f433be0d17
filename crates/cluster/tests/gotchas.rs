//! What tutorials get wrong, one test each. The numbers are those of the list
//! of gotchas in the project's notes on Kafka's semantics.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod common;

use broker::group::{GroupState, RemovalReason};
use broker::OFFSETS_TOPIC;
use client::call::Call;
use cluster::command::{Command, CommitMode};
use common::{offsets, range, record, tp, tps, Program, World};
use protocol::api::RequestBody;
use protocol::java::group_partition;

/// A consumer that commits by itself at every poll.
const EAGER_COMMIT: &[(&str, &str)] = &[
    ("enable.auto.commit", "true"),
    ("auto.commit.interval.ms", "0"),
];

#[test]
fn gotcha_01_records_without_a_key_are_not_round_robin() {
    let mut world = World::new();
    world.topic("orders", 3);
    world.send(vec![record("orders", None, None); 30]);
    let mut ends = world.ends("orders");
    ends.sort_unstable();
    assert_eq!(ends, [0, 0, 30]);
}

#[test]
fn gotcha_02_nor_a_new_partition_for_each_batch() {
    let mut world = World::new();
    world.topic("orders", 3);
    for _ in 0..10 {
        // Typed by hand: each is a batch of its own.
        world.send(vec![record("orders", None, None)]);
        world.wait(3_000);
    }
    let mut ends = world.ends("orders");
    ends.sort_unstable();
    assert_eq!(ends, [0, 0, 10]);
}

#[test]
fn gotcha_03_an_empty_key_is_a_key() {
    let mut world = World::new();
    world.topic("orders", 12);
    for _ in 0..3 {
        let sent = world.send(vec![record("orders", None, Some(""))]);
        assert_eq!(sent[0].0, 275646681 % 12);
    }
}

#[test]
fn gotcha_04_the_partition_of_a_key_is_no_hash_code_of_java() {
    let mut world = World::new();
    world.topic("orders", 1000);
    let sent = world.send(vec![record("orders", None, Some("foobar"))]);
    let murmur2 = -790332482i32;
    assert_eq!(sent[0].0, (murmur2 & 0x7fff_ffff) % 1000);
    // Neither its absolute value, nor String.hashCode.
    assert_ne!(sent[0].0, murmur2.abs() % 1000);
    let java = protocol::java::string_hash("foobar");
    assert_ne!(sent[0].0, (java & 0x7fff_ffff) % 1000);
}

#[test]
fn gotcha_06_more_partitions_move_keys_and_leave_old_records() {
    let mut world = World::new();
    world.topic("orders", 1);
    world.producer("p", &[("metadata.max.age.ms", "1000")]);
    let keys: Vec<String> = (0..20).map(|i| format!("key-{i}")).collect();
    let keyed = || {
        let keys = keys.iter();
        keys.map(|key| record("orders", None, Some(key))).collect()
    };
    world.send(keyed());
    world.admin(Call::CreatePartitions(vec![("orders".into(), 4)]));
    world.wait(2_000);
    let moved = world.send(keyed());
    let elsewhere = moved.iter().filter(|(partition, _)| *partition != 0);
    assert!(elsewhere.count() > 10);
    assert!(world.ends("orders")[0] >= 20);
}

#[test]
fn gotcha_07_order_holds_inside_a_partition_only() {
    let mut world = World::quick();
    world.topic("orders", 2);
    let alternating: Vec<_> = (0..6)
        .map(|i| record("orders", Some(1 - i % 2), None))
        .collect();
    world.send(alternating);
    world.member("c", "g", &[]);
    world.assign("c", &["orders-0", "orders-1"]);
    let read = world.poll_until("c", 6);
    // Not in the order in which they were sent.
    assert_eq!(read[..3], range("orders-0", 0..3));
    assert_eq!(read[3..], range("orders-1", 0..3));
}

#[test]
fn gotcha_08_linger_ms_is_5() {
    let mut world = World::ten();
    let before = world.now();
    world.send(vec![record("orders", None, None)]);
    assert_eq!(world.now() - before, 5 + 2);
}

#[test]
fn gotcha_12_retries_do_not_go_on_for_ever() {
    let mut world = World::ten();
    world.order(Command::Cut, "p");
    let before = world.now();
    let why = world.send_fails("p", record("orders", None, None));
    assert_eq!(why.0, "TimeoutException");
    assert_eq!(world.now() - before, 120_000);
}

#[test]
fn gotcha_15_reading_and_committing_remove_nothing() {
    let mut world = World::ten();
    world.member("c", "g", EAGER_COMMIT);
    world.subscribe("c", &["orders"]);
    world.poll_until("c", 10);
    world.done("c", Call::Close);
    assert_eq!(world.log("orders-0").records(0).count(), 10);
}

#[test]
fn gotcha_29_the_committed_offset_is_the_next_to_read() {
    let mut world = World::ten();
    world.member("c", "g", &[("max.poll.records", "1")]);
    world.assign("c", &["orders-0"]);
    world.seek("c", "orders-0", 4);
    assert_eq!(world.poll("c", 1_000), ["orders-0@4"]);
    world.done("c", Call::CommitSync(None));
    assert_eq!(world.committed("g", "orders-0"), Some(5));
}

#[test]
fn gotcha_30_a_commit_is_a_record_in_another_topic() {
    let mut world = World::ten();
    world.member("c", "g", &[]);
    let data = world.log("orders-0").clone();
    world.commit("c", &[("orders-0", 4)]);
    assert_eq!(*world.log("orders-0"), data);
    let partition = group_partition("g", 50) as usize;
    assert_eq!(world.ends(OFFSETS_TOPIC)[partition], 1);
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
        world.done("c", Call::SeekToEnd(vec![]));
        world.seek("c", "orders-0", 99);
        world.poll("c", 1_000);
        let now = world.position("c", "orders-0");
        assert_eq!(now, 10, "{policy}");
        let from = world.consumer_of("c").owned[&tp("orders", 0)].read_from;
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
    world.done("c", Call::Close);
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
            world.done("c", Call::Unsubscribe);
        }
        world.done("c", Call::Close);
        assert_eq!(world.committed("g", "orders-0"), committed);
    }
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
    world.done("c", Call::SeekToEnd(tps(&["orders-0"])));
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
        machine.consume_app().unwrap().working_on().is_some()
    });
    assert_eq!(world.consumer_of("c1").position(&tp("orders", 0)), Some(10));
    assert_eq!(world.ledger("g"), (0, 0, 0));
}

#[test]
fn gotcha_43_commit_without_arguments_commits_the_whole_batch() {
    let mut world = World::ten();
    world.program("c1", Program::new(1_000, CommitMode::Never).by_hand());
    world.call("c1", Call::Poll(10_000));
    // One record is done, and somebody commits between two of them.
    world.wait(1_500);
    world.done("c1", Call::CommitSync(None));
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
fn gotcha_45_a_commit_past_the_end_is_accepted() {
    let mut world = World::ten();
    world.member("c", "g", &[]);
    world.commit("c", &[("orders-0", 25)]);
    assert_eq!(world.group_view("g").lanes[0].lag.unwrap().0, -15);
    world.subscribe("c", &["orders"]);
    assert_eq!(world.poll_until("c", 10), range("orders-0", 0..10));
}

#[test]
fn gotcha_46_heartbeats_do_not_prove_progress() {
    let mut world = World::ten();
    world.program("c1", Program::new(100_000, CommitMode::Batch));
    // Far beyond the session timeout of 45 s it is a member.
    world.wait(290_000);
    assert_eq!(world.group_is("g").2, 1);
    // It is max.poll.interval.ms, of five minutes, that it trips over.
    world.wait(15_000);
    assert_eq!(world.group_is("g").2, 0);
    let removed = world.cluster.state().removed.get("g").unwrap();
    assert_eq!(removed.reason, RemovalReason::Left);
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

#[test]
fn gotcha_48_two_groups_read_everything_each() {
    let mut world = World::ten();
    for (name, group) in [("c1", "g1"), ("c2", "g2")] {
        world.member(name, group, EAGER_COMMIT);
        world.subscribe(name, &["orders"]);
        assert_eq!(world.poll_until(name, 10).len(), 10);
    }
}

#[test]
fn gotcha_49_more_consumers_than_partitions() {
    let mut world = World::ten();
    let names = ["c1", "c2", "c3"];
    for name in names {
        world.member(name, "g", &[]);
        world.subscribe(name, &["orders"]);
    }
    world.settle("g", &names);
    let owned: Vec<usize> = names.iter().map(|n| world.owned(n).len()).collect();
    assert_eq!(owned, [1, 0, 0]);
    let view = world.group_view("g");
    assert_eq!((view.members.len(), view.lanes.len()), (3, 1));
}

#[test]
fn gotcha_50_the_first_short_poll_returns_nothing() {
    let mut world = World::new();
    world.topic("orders", 1);
    world.fill("orders-0", 10);
    world.member("c", "g", &[]);
    world.subscribe("c", &["orders"]);
    assert!(world.poll("c", 100).is_empty());
    assert!(world.poll("c", 1_000).is_empty());
    assert_eq!(world.poll("c", 5_000).len(), 10);
    // Join and initial delay are over, but poll(0) may be empty all the same.
    world.fill("orders-0", 1);
    let at_once = world.poll("c", 0).len();
    assert_eq!(at_once + world.poll("c", 100).len(), 1);
}

#[test]
fn gotcha_51_pause_is_forgotten_on_reassignment() {
    let mut world = World::ten();
    world.member("c", "g", &[]);
    world.subscribe("c", &["orders"]);
    world.settle("g", &["c"]);
    world.done("c", Call::PauseAll);
    // Paused it is assigned all the same.
    assert_eq!(world.owned("c"), ["orders-0"]);
    assert_eq!(world.group_view("g").lanes[0].owner.as_deref(), Some("c"));
    world.member("d", "g", &[]);
    world.subscribe("d", &["orders"]);
    world.settle("g", &["c", "d"]);
    assert!(!world.group_view("g").lanes[0].paused);
}

#[test]
fn gotcha_56_range_piles_the_remainders_on_the_first() {
    let mut world = World::quick();
    world.topic("a", 3);
    world.topic("b", 3);
    for name in ["c1", "c2"] {
        world.member(name, "g", &[]);
        world.subscribe(name, &["a", "b"]);
    }
    world.settle("g", &["c1", "c2"]);
    assert_eq!(world.owned("c1"), ["a-0", "a-1", "b-0", "b-1"]);
    assert_eq!(world.owned("c2"), ["a-2", "b-2"]);
}

#[test]
fn gotcha_57_the_leader_assigns_and_not_the_coordinator() {
    let mut world = World::quick();
    world.topic("orders", 4);
    let roundrobin = (
        "partition.assignment.strategy",
        "org.apache.kafka.clients.consumer.RoundRobinAssignor",
    );
    for name in ["c1", "c2"] {
        world.member(name, "g", &[roundrobin]);
        world.subscribe(name, &["orders"]);
    }
    world.settle("g", &["c1", "c2"]);
    assert_eq!(world.owned("c1"), ["orders-0", "orders-2"]);
    let leader = world.group("g").leader.clone().unwrap();
    for name in ["c1", "c2"] {
        let leads = world.consumer_of(name).membership.member_id == leader;
        let syncs = world.requests(name, "SyncGroup");
        let RequestBody::SyncGroup(sync) = &syncs.last().unwrap().1.body else {
            unreachable!()
        };
        assert_eq!(!sync.assignments.is_empty(), leads, "{name}");
    }
}

#[test]
fn gotcha_61_becoming_empty_is_a_generation() {
    let mut world = World::ten();
    world.member("c", "g", &[]);
    world.subscribe("c", &["orders"]);
    world.settle("g", &["c"]);
    assert_eq!(world.group_is("g"), (GroupState::Stable, 1, 1));
    world.done("c", Call::Close);
    assert_eq!(world.group_is("g"), (GroupState::Empty, 2, 0));
}

#[test]
fn gotcha_62_the_partition_of_a_group() {
    for (group, partition) in [("my-group", 12), ("polygenelubricants", 0)] {
        let mut world = World::ten();
        world.member("c", group, &[]);
        world.commit("c", &[("orders-0", 1)]);
        assert_eq!(world.ends(OFFSETS_TOPIC)[partition], 1, "{group}");
    }
}

#[test]
fn gotcha_65_a_topic_made_again_has_no_commits() {
    let mut world = World::ten();
    world.member("c", "g", &[]);
    world.done("c", Call::CommitSync(Some(offsets(&[("orders-0", 8)]))));
    world.delete_topic("orders");
    world.topic("orders", 1);
    assert_eq!(world.committed("g", "orders-0"), None);
    world.fill("orders-0", 2);
    world.subscribe("c", &["orders"]);
    assert_eq!(world.poll_until("c", 2), range("orders-0", 0..2));
}

#[test]
fn gotcha_80_an_auto_created_topic_has_one_partition() {
    let mut world = World::quick();
    world.send(vec![record("fresh", None, None)]);
    assert_eq!(world.ends("fresh").len(), 1);
    for name in ["c1", "c2"] {
        world.member(name, "g", &[]);
        world.subscribe(name, &["fresh"]);
    }
    world.settle("g", &["c1", "c2"]);
    assert!(world.owned("c2").is_empty());
}
