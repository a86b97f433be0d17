//! The consumer: what it reads, from where, and what it is told when it may
//! not.

use broker::group::GroupState;
use client::call::ConsumerCall;
use client::outcome::Outcome;
use cluster::command::{ClientKind, Command};
use worlds::{range, record, thrown_text, tp, tps, World, EAGER_COMMIT};

const EXCLUSIVE: &str = "Subscription to topics, partitions and pattern are mutually exclusive";
const NO_GROUP: &str = "To use the group management or offset commit APIs, you must provide a valid group.id in the consumer configuration.";
const EARLIEST: (&str, &str) = ("auto.offset.reset", "earliest");

fn names(list: &[&str]) -> Vec<protocol::name::Name> {
    list.iter().map(|name| (*name).into()).collect()
}

#[test]
fn subscribe_and_assign_exclude_each_other() {
    let mut world = World::filled();
    world.member("c", "g", &[]);
    world.subscribe("c", &["orders"]);
    let why = world.throws("c", ConsumerCall::Assign(tps(&["orders-0"])));
    assert_eq!(why, ("IllegalStateException", EXCLUSIVE.to_owned()));
    world.done("c", ConsumerCall::Unsubscribe);
    world.assign("c", &["orders-0"]);
    let why = world.throws("c", ConsumerCall::Subscribe(names(&["orders"])));
    assert_eq!(why, ("IllegalStateException", EXCLUSIVE.to_owned()));
    world.done("c", ConsumerCall::Unsubscribe);
    world.subscribe("c", &["orders"]);
}

#[test]
fn an_empty_list_unsubscribes_from_either() {
    let mut world = World::filled();
    world.member("c", "g", &[]);
    for empty in [
        ConsumerCall::Subscribe(vec![]),
        ConsumerCall::Assign(vec![]),
    ] {
        world.subscribe("c", &["orders"]);
        world.settle("g", &["c"]);
        world.done("c", empty.clone());
        world.wait(100);
        assert_eq!(world.group_is("g").0, GroupState::Empty, "{empty:?}");
        assert!(world.owned("c").is_empty());
        world.assign("c", &["orders-0"]);
        world.done("c", empty);
        assert!(world.owned("c").is_empty());
    }
    let why = world.throws("c", ConsumerCall::Poll(0));
    assert_eq!(why.0, "IllegalStateException");
}

#[test]
fn a_poll_needs_something_to_read() {
    let mut world = World::filled();
    world.member("c", "g", &[]);
    let why = world.throws("c", ConsumerCall::Poll(100));
    let text = "Consumer is not subscribed to any topics or assigned any partitions";
    assert_eq!(why, ("IllegalStateException", text.to_owned()));
}

#[test]
fn an_empty_topic_name_cannot_be_subscribed_to() {
    let mut world = World::filled();
    world.member("c", "g", &[]);
    for list in [&[""][..], &["orders", " "]] {
        let why = world.throws("c", ConsumerCall::Subscribe(names(list)));
        let text = "Topic collection to subscribe to cannot contain null or empty topic";
        assert_eq!(why, ("IllegalArgumentException", text.to_owned()));
    }
}

#[test]
fn a_name_that_no_topic_can_have_is_told_by_poll() {
    let mut world = World::filled();
    world.member("c", "g", &[]);
    world.subscribe("c", &["what is this"]);
    let why = world.throws("c", ConsumerCall::Poll(1_000));
    let text = "Invalid topics: [what is this]".to_owned();
    assert_eq!(why, ("InvalidTopicException", text));
}

#[test]
fn subscribing_happens_in_poll() {
    let mut world = World::filled();
    world.member("c", "g", &[]);
    world.subscribe("c", &["orders"]);
    world.wait(10_000);
    assert!(world.requests("c", "JoinGroup").is_empty());
    assert!(!world.cluster.state().broker().groups().contains_key("g"));
}

#[test]
fn a_new_subscription_replaces_the_old_one_at_the_next_poll() {
    let mut world = World::filled();
    world.topic("invoices", 1);
    world.member("c", "g", &[]);
    world.subscribe("c", &["orders"]);
    world.settle("g", &["c"]);
    // The same set again: nothing happens.
    world.subscribe("c", &["orders"]);
    world.settle("g", &["c"]);
    assert_eq!(world.group_is("g").1, 1);
    world.subscribe("c", &["invoices"]);
    assert_eq!(world.owned("c").len(), 3);
    world.settle("g", &["c"]);
    assert_eq!(world.owned("c"), ["invoices-0"]);
    assert_eq!(world.group_is("g").1, 2);
}

#[test]
fn poll_hands_out_partition_by_partition() {
    let mut world = World::filled();
    world.consumer("c", &[EARLIEST]);
    world.assign("c", &["orders-0", "orders-1"]);
    let mut all = range("orders-0", 0..3);
    all.extend(range("orders-1", 0..2));
    assert_eq!(world.poll("c", 1_000), all);
    assert!(world.poll("c", 1_000).is_empty());
}

#[test]
fn max_poll_records_limits_what_is_handed_out_not_what_is_fetched() {
    let mut world = World::quick();
    world.topic("orders", 2);
    world.fill("orders-0", 5);
    world.fill("orders-1", 3);
    world.consumer("c", &[EARLIEST, ("max.poll.records", "2")]);
    world.assign("c", &["orders-0", "orders-1"]);
    assert_eq!(world.poll("c", 1_000), range("orders-0", 0..2));
    assert_eq!(world.consumer_of("c").buffered(), 6);
    assert_eq!(world.position("c", "orders-0"), 2);
    assert_eq!(world.poll("c", 0), range("orders-0", 2..4));
    assert_eq!(world.poll("c", 0), ["orders-0@4", "orders-1@0"]);
    assert_eq!(world.poll("c", 0), range("orders-1", 1..3));
}

#[test]
fn max_poll_records_is_500() {
    let mut world = World::quick();
    world.topic("orders", 1);
    world.fill("orders-0", 501);
    world.consumer("c", &[EARLIEST]);
    world.assign("c", &["orders-0"]);
    assert_eq!(world.poll("c", 1_000).len(), 500);
    assert_eq!(world.poll("c", 1_000).len(), 1);
}

#[test]
fn a_poll_waits_no_longer_than_it_was_told() {
    let mut world = World::filled();
    world.consumer("c", &[]);
    world.assign("c", &["orders-0"]);
    for ms in [0, 1, 3, 100, 700] {
        let before = world.now();
        assert!(world.poll("c", ms).is_empty());
        assert_eq!(world.now() - before, ms);
    }
}

#[test]
fn a_poll_returns_as_soon_as_there_is_a_record() {
    let mut world = World::filled();
    world.consumer("c", &[]);
    world.assign("c", &["orders-0"]);
    world.poll("c", 1_000);
    let op = world.begin("c", ConsumerCall::Poll(10_000));
    world.wait(2_000);
    let before = world.now();
    world.fill("orders-0", 1);
    world.until(op);
    assert!(world.now() - before < 20);
}

#[test]
fn fetch_min_bytes_makes_a_consumer_wait_for_more() {
    let mut world = World::quick();
    world.topic("orders", 1);
    world.consumer(
        "c",
        &[
            EARLIEST,
            ("fetch.min.bytes", "10000"),
            ("fetch.max.wait.ms", "2000"),
        ],
    );
    world.fill("orders-0", 1);
    world.assign("c", &["orders-0"]);
    let before = world.now();
    assert_eq!(world.poll("c", 10_000).len(), 1);
    assert!(world.now() - before >= 2_000);
}

#[test]
fn what_needs_an_assigned_partition_says_so() {
    let mut world = World::filled();
    world.consumer("c", &[EARLIEST]);
    world.assign("c", &["orders-0"]);
    let other = || tp("orders", 1);
    let none = "No current assignment for partition orders-1";
    for call in [
        ConsumerCall::Seek(other(), 0),
        ConsumerCall::SeekToBeginning(vec![other()]),
        ConsumerCall::SeekToEnd(vec![other()]),
        ConsumerCall::Pause(vec![other()]),
        ConsumerCall::Resume(vec![other()]),
    ] {
        let why = world.throws("c", call.clone());
        assert_eq!(why, ("IllegalStateException", none.to_owned()), "{call:?}");
    }
    let why = world.throws("c", ConsumerCall::Position(other(), None));
    let text = "You can only check the position for partitions assigned to this consumer.";
    assert_eq!(why, ("IllegalStateException", text.to_owned()));
}

#[test]
fn of_a_list_with_an_unassigned_partition_those_before_it_have_taken_effect() {
    let mut world = World::filled();
    world.consumer("c", &[EARLIEST]);
    world.assign("c", &["orders-0", "orders-1"]);
    world.poll_until("c", 5);
    let list = || tps(&["orders-1", "orders-2", "orders-0"]);
    thrown_text(&world.call("c", ConsumerCall::Pause(list())));
    let paused = |world: &World, n| world.consumer_of("c").owned()[&tp("orders", n)].paused();
    assert!(paused(&world, 1));
    assert!(!paused(&world, 0));
    thrown_text(&world.call("c", ConsumerCall::SeekToBeginning(list())));
    assert_eq!(world.position("c", "orders-1"), 0);
    assert_eq!(world.position("c", "orders-0"), 3);
}

#[test]
fn a_paused_partition_gives_nothing_and_keeps_its_place() {
    let mut world = World::quick();
    world.topic("orders", 2);
    world.fill("orders-0", 4);
    world.fill("orders-1", 1);
    world.consumer("c", &[EARLIEST, ("max.poll.records", "1")]);
    world.assign("c", &["orders-0", "orders-1"]);
    assert_eq!(world.poll("c", 1_000), ["orders-0@0"]);
    world.done("c", ConsumerCall::Pause(tps(&["orders-0"])));
    assert_eq!(world.poll("c", 1_000), ["orders-1@0"]);
    assert!(world.poll("c", 1_000).is_empty());
    assert_eq!(world.position("c", "orders-0"), 1);
    // What was buffered is still there: nothing has to be fetched again.
    world.events.clear();
    world.done("c", ConsumerCall::Resume(tps(&["orders-0"])));
    assert_eq!(world.poll("c", 0), ["orders-0@1"]);
    // A seek works on a paused partition too.
    world.done("c", ConsumerCall::Pause(tps(&["orders-0"])));
    world.seek("c", "orders-0", 3);
    assert!(world.poll("c", 500).is_empty());
    world.done("c", ConsumerCall::Resume(tps(&["orders-0"])));
    assert_eq!(world.poll("c", 1_000), ["orders-0@3"]);
}

#[test]
fn a_pause_is_forgotten_in_a_rebalance() {
    let mut world = World::filled();
    world.member("c1", "g", &[]);
    world.subscribe("c1", &["orders"]);
    world.settle("g", &["c1"]);
    world.done(
        "c1",
        ConsumerCall::Pause(tps(&["orders-0", "orders-1", "orders-2"])),
    );
    world.member("c2", "g", &[]);
    world.subscribe("c2", &["orders"]);
    let read = world.settle("g", &["c1", "c2"]);
    assert_eq!(world.owned("c1"), ["orders-0", "orders-1"]);
    // Nothing was committed, so it is all read again.
    assert_eq!(read["c1"].len(), 5);
}

#[test]
fn calls_after_close() {
    let mut world = World::filled();
    world.member("c", "g", &[]);
    world.assign("c", &["orders-0"]);
    world.done("c", ConsumerCall::CLOSE);
    world.done("c", ConsumerCall::CLOSE);
    for call in [
        ConsumerCall::Poll(0),
        ConsumerCall::Subscribe(names(&["orders"])),
        ConsumerCall::Assign(tps(&["orders-0"])),
        ConsumerCall::Unsubscribe,
        ConsumerCall::Position(tp("orders", 0), None),
        ConsumerCall::Seek(tp("orders", 0), 0),
        ConsumerCall::CommitSync(None),
        ConsumerCall::CommitAsync(None),
        ConsumerCall::Committed(vec![]),
        ConsumerCall::Pause(vec![]),
    ] {
        let name = call.name();
        let why = world.throws("c", call);
        let text = "This consumer has already been closed.";
        assert_eq!(why, ("IllegalStateException", text.to_owned()), "{name}");
    }
}

#[test]
fn a_call_while_another_is_open_is_refused() {
    let mut world = World::filled();
    world.member("c", "g", &[]);
    world.assign("c", &["orders-0"]);
    world.poll_until("c", 3);
    let op = world.begin("c", ConsumerCall::Poll(1_000));
    let refused = world.refused(Command::Call {
        machine: "c".into(),
        call: ConsumerCall::CommitSync(None).into(),
    });
    assert_eq!(refused.code(), "not-now");
    world.until(op);
}

#[test]
fn without_a_group_only_assign_works() {
    let mut world = World::filled();
    world.consumer("c", &[EARLIEST]);
    for call in [
        ConsumerCall::Subscribe(names(&["orders"])),
        ConsumerCall::CommitSync(None),
        ConsumerCall::CommitSync(Some(worlds::offsets(&[("orders-0", 1)]))),
        ConsumerCall::CommitAsync(None),
        ConsumerCall::Committed(tps(&["orders-0"])),
    ] {
        let why = world.throws("c", call);
        assert_eq!(why, ("InvalidGroupIdException", NO_GROUP.to_owned()));
    }
    world.assign("c", &["orders-0"]);
    assert_eq!(world.poll("c", 1_000).len(), 3);
    assert_eq!(world.position("c", "orders-0"), 3);
    world.wait(60_000);
    world.poll("c", 100);
    world.done("c", ConsumerCall::Unsubscribe);
    world.done("c", ConsumerCall::CLOSE);
    assert!(world.requests("c", "OffsetCommit").is_empty());
    assert!(world.requests("c", "FindCoordinator").is_empty());
}

#[test]
fn settings_that_kafka_refuses_are_refused_with_its_words() {
    let mut world = World::new();
    let heartbeat = "Heartbeat must be set lower than the session timeout";
    let blank = "The configured group.id should not be an empty string or whitespace.";
    let auto = "enable.auto.commit cannot be set to true when default group id (null) is used.";
    let reset = "Invalid value Earliest for configuration auto.offset.reset: Invalid value `Earliest` for configuration auto.offset.reset. The value must be either 'earliest', 'latest', 'none' or of the format 'by_duration:<PnDTnHnMn.nS.>'.";
    let yes = "Invalid value yes for configuration enable.auto.commit: Expected value to be either true or false";
    for (pairs, text) in [
        (
            &[("group.id", "g"), ("session.timeout.ms", "3000")][..],
            heartbeat,
        ),
        (
            &[("group.id", "g"), ("session.timeout.ms", "-1")],
            heartbeat,
        ),
        (&[("group.id", "")], blank),
        (&[("group.id", " ")], blank),
        (&[("enable.auto.commit", "true")], auto),
        (&[("auto.offset.reset", "Earliest")], reset),
        (&[("group.id", "g"), ("enable.auto.commit", "yes")], yes),
        (
            &[("max.poll.records", "0")],
            "Invalid value 0 for configuration max.poll.records: Value must be at least 1",
        ),
        (
            &[("partition.assignment.strategy", "range")],
            "range ClassNotFoundException exception occurred",
        ),
        (
            &[("session.timeout.ms", "x")],
            "Invalid value x for configuration session.timeout.ms: Not a number of type INT",
        ),
    ] {
        let refused = world.refused(Command::StartClient {
            name: "c".into(),
            kind: ClientKind::Consumer,
            settings: worlds::settings(pairs),
        });
        assert_eq!(refused.code(), "invalid-setting");
        assert_eq!(refused.to_string(), text);
    }
    // What Kafka does not know, it accepts.
    world.consumer("c", &[("no.such.setting", "1")]);
}

#[test]
fn negative_timeouts_are_refused() {
    let mut world = World::filled();
    world.consumer("c", &[]);
    world.assign("c", &["orders-0"]);
    let why = world.throws("c", ConsumerCall::Poll(-1));
    let text = "Invalid negative timeout -1".to_owned();
    assert_eq!(why, ("IllegalArgumentException", text));
}

#[test]
fn committed_is_null_where_nothing_was_committed() {
    let mut world = World::filled();
    world.member("c", "g", &[]);
    world.commit("c", &[("orders-0", 2)]);
    let asked = tps(&["orders-0", "orders-1"]);
    let Outcome::Committed(found) = world.call("c", ConsumerCall::Committed(asked)) else {
        panic!("no answer from committed");
    };
    let found: Vec<Option<i64>> = found
        .into_iter()
        .map(|(_, offset)| offset.map(|o| o.offset))
        .collect();
    assert_eq!(found, [Some(2), None]);
}

#[test]
fn pausing_an_empty_list_pauses_nothing() {
    let mut world = World::quick();
    world.topic("orders", 1);
    world.fill("orders-0", 3);
    world.consumer("c", &[EARLIEST, ("max.poll.records", "1")]);
    world.assign("c", &["orders-0"]);
    world.done("c", ConsumerCall::Pause(vec![]));
    assert_eq!(world.poll("c", 1_000), ["orders-0@0"]);
    world.done("c", ConsumerCall::PauseAll);
    world.done("c", ConsumerCall::Resume(vec![]));
    assert!(world.poll("c", 1_000).is_empty());
    world.done("c", ConsumerCall::ResumeAll);
    assert_eq!(world.poll("c", 1_000), ["orders-0@1"]);
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
fn gotcha_48_two_groups_read_everything_each() {
    let mut world = World::ten();
    for (name, group) in [("c1", "g1"), ("c2", "g2")] {
        world.member(name, group, EAGER_COMMIT);
        world.subscribe(name, &["orders"]);
        assert_eq!(world.poll_until(name, 10).len(), 10);
    }
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
    world.done("c", ConsumerCall::PauseAll);
    // Paused it is assigned all the same.
    assert_eq!(world.owned("c"), ["orders-0"]);
    assert_eq!(world.group_view("g").lanes[0].owner.as_deref(), Some("c"));
    world.member("d", "g", &[]);
    world.subscribe("d", &["orders"]);
    world.settle("g", &["c", "d"]);
    assert!(!world.group_view("g").lanes[0].paused);
}
