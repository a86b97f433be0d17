//! The consumer's calls that look something up or tell what it knows, and
//! those that interrupt.

use client::call::{CloseOptions, ConsumerCall, GroupMembershipOperation, ProducerRecord};
use client::outcome::{ConsumerGroupMetadata, OffsetAndTimestamp, Outcome};
use protocol::record::{Millis, Offset};
use worlds::{offsets, record, tp, tps, World, START};

/// Two partitions; the first has records of the times 100, 300, 200 and 400.
fn timed() -> World {
    let mut world = World::quick();
    world.topic("orders", 2);
    let at = |timestamp: Millis| ProducerRecord {
        timestamp: Some(timestamp),
        ..record("orders", Some(0), None)
    };
    world.send([100, 300, 200, 400].map(at).to_vec());
    world
}

fn found(world: &mut World, times: &[(&str, Millis)]) -> Vec<Option<(Offset, Millis)>> {
    let times = times.iter();
    let times = times.map(|(p, time)| (tps(&[p]).remove(0), *time));
    match world.call("c", ConsumerCall::OffsetsForTimes(times.collect())) {
        Outcome::OffsetsForTimes(found) => {
            let found = found.into_iter().map(|(_, found)| found);
            let parts = |found: OffsetAndTimestamp| (found.offset, found.timestamp);
            found.map(|found| found.map(parts)).collect()
        }
        other => panic!("{other:?}"),
    }
}

fn ends(world: &mut World, call: ConsumerCall) -> Vec<Offset> {
    match world.call("c", call) {
        Outcome::Offsets(ends) => ends.into_iter().map(|(_, offset)| offset).collect(),
        other => panic!("{other:?}"),
    }
}

fn lag(world: &mut World, partition: &str) -> Option<Offset> {
    match world.call("c", ConsumerCall::CurrentLag(tps(&[partition]).remove(0))) {
        Outcome::Lag(lag) => lag,
        other => panic!("{other:?}"),
    }
}

fn group_metadata(world: &mut World) -> ConsumerGroupMetadata {
    match world.call("c", ConsumerCall::GroupMetadata) {
        Outcome::GroupMetadata(metadata) => metadata,
        other => panic!("{other:?}"),
    }
}

const WOKEN: (&str, &str) = ("WakeupException", "");

fn woken(world: &mut World, call: ConsumerCall) {
    let why = world.throws("c", call);
    assert_eq!((why.0, why.1.as_str()), WOKEN);
}

#[test]
fn offsets_for_times_are_the_first_in_offset_order() {
    let mut world = timed();
    world.member("c", "g", &[]);
    for (time, offset) in [
        (0, Some((0, 100))),
        (100, Some((0, 100))),
        (101, Some((1, 300))),
        (200, Some((1, 300))),
        (301, Some((3, 400))),
        (401, None),
    ] {
        assert_eq!(found(&mut world, &[("orders-0", time)]), [offset], "{time}");
    }
    let both = found(&mut world, &[("orders-1", 0), ("orders-0", 0)]);
    assert_eq!(both, [None, Some((0, 100))]);
    let negative = ConsumerCall::OffsetsForTimes(vec![(tp("orders", 0), -1)]);
    let text = "The target time for partition orders-0 is -1. The target time cannot be negative.";
    assert_eq!(
        world.throws("c", negative),
        ("IllegalArgumentException", text.to_owned())
    );
}

#[test]
fn ends_of_a_partition_that_is_not_there_are_waited_for() {
    let mut world = timed();
    world.member("c", "g", &[("default.api.timeout.ms", "3000")]);
    let both = || tps(&["orders-0", "orders-1"]);
    assert_eq!(
        ends(&mut world, ConsumerCall::BeginningOffsets(both())),
        [0, 0]
    );
    assert_eq!(ends(&mut world, ConsumerCall::EndOffsets(both())), [4, 0]);
    assert!(ends(&mut world, ConsumerCall::EndOffsets(Vec::new())).is_empty());
    let text = "Failed to get offsets by times in 3000ms".to_owned();
    let why = world.throws(
        "c",
        ConsumerCall::EndOffsets(tps(&["orders-0", "orders-7"])),
    );
    assert_eq!(why, ("TimeoutException", text));
    // A topic that is not there is made.
    assert_eq!(
        ends(&mut world, ConsumerCall::EndOffsets(tps(&["new-0"]))),
        [0]
    );
    let invalid = world.throws("c", ConsumerCall::EndOffsets(tps(&["not so-0"])));
    let text = "Invalid topics: [not so]".to_owned();
    assert_eq!(invalid, ("InvalidTopicException", text));
    assert_eq!(
        ends(&mut world, ConsumerCall::EndOffsets(tps(&["orders-0"]))),
        [4]
    );
}

#[test]
fn current_lag_asks_for_the_end_and_does_not_wait() {
    let mut world = timed();
    world.member("c", "g", &[]);
    world.assign("c", &["orders-0"]);
    world.seek("c", "orders-0", 1);
    world.done("c", ConsumerCall::Pause(tps(&["orders-0"])));
    // Nobody knows whom to ask yet: the request is lost.
    assert_eq!(lag(&mut world, "orders-0"), None);
    world.poll("c", 500);
    assert_eq!(lag(&mut world, "orders-0"), None);
    // The request goes out with the next poll, and not before.
    world.fill("orders-0", 1);
    world.poll("c", 500);
    assert_eq!(lag(&mut world, "orders-0"), Some(4));
    world.fill("orders-0", 1);
    assert_eq!(lag(&mut world, "orders-0"), Some(4));
    world.seek("c", "orders-0", 50);
    assert_eq!(lag(&mut world, "orders-0"), Some(-45));
    world.done("c", ConsumerCall::SeekToEnd(tps(&["orders-0"])));
    assert_eq!(lag(&mut world, "orders-0"), None);
    assert_eq!(world.position("c", "orders-0"), 6);
    assert_eq!(lag(&mut world, "orders-0"), Some(-1));
    let why = world.throws("c", ConsumerCall::CurrentLag(tp("orders", 1)));
    let text = "No current assignment for partition orders-1".to_owned();
    assert_eq!(why, ("IllegalStateException", text));
}

/// Seen in Kafka: it takes every offset that it looks up for the end.
#[test]
fn looking_up_the_beginning_moves_the_end_that_current_lag_knows() {
    let mut world = timed();
    world.member("c", "g", &[]);
    world.assign("c", &["orders-0"]);
    world.poll_until("c", 4);
    assert_eq!(lag(&mut world, "orders-0"), Some(0));
    world.done("c", ConsumerCall::Pause(tps(&["orders-0"])));
    ends(
        &mut world,
        ConsumerCall::BeginningOffsets(tps(&["orders-0"])),
    );
    assert_eq!(lag(&mut world, "orders-0"), Some(-4));
    ends(&mut world, ConsumerCall::EndOffsets(tps(&["orders-0"])));
    assert_eq!(lag(&mut world, "orders-0"), Some(0));
}

#[test]
fn a_wakeup_is_thrown_once_by_what_waits_for_the_network() {
    let mut world = timed();
    world.member("c", "g", &[]);
    world.assign("c", &["orders-0"]);
    world.done("c", ConsumerCall::Wakeup);
    woken(&mut world, ConsumerCall::Position(tp("orders", 0), None));
    assert_eq!(world.position("c", "orders-0"), 0);
    // Several are thrown once; what needs no network throws nothing.
    world.done("c", ConsumerCall::Wakeup);
    world.done("c", ConsumerCall::Wakeup);
    assert_eq!(world.position("c", "orders-0"), 0);
    world.seek("c", "orders-0", 2);
    world.done("c", ConsumerCall::CommitAsync(None));
    world.call("c", ConsumerCall::Assignment);
    world.call("c", ConsumerCall::Committed(Vec::new()));
    world.call("c", ConsumerCall::EndOffsets(Vec::new()));
    woken(&mut world, ConsumerCall::Poll(1_000));
    assert_eq!(world.poll_until("c", 2), ["orders-0@2", "orders-0@3"]);
    for call in [
        ConsumerCall::CommitSync(None),
        ConsumerCall::Committed(tps(&["orders-0"])),
        ConsumerCall::EndOffsets(tps(&["orders-0"])),
        ConsumerCall::OffsetsForTimes(vec![(tp("orders", 0), 0)]),
    ] {
        world.done("c", ConsumerCall::Wakeup);
        woken(&mut world, call);
    }
    world.done("c", ConsumerCall::Wakeup);
    world.done("c", ConsumerCall::CLOSE);
    world.done("c", ConsumerCall::Wakeup);
}

#[test]
fn a_wakeup_ends_a_call_that_is_waiting() {
    let mut world = timed();
    world.member("c", "g", &[]);
    world.assign("c", &["orders-1"]);
    let poll = world.begin("c", ConsumerCall::Poll(60_000));
    assert!(world.pending(poll, 5_000));
    world.done("c", ConsumerCall::Wakeup);
    let outcome = world.until(poll);
    assert_eq!(worlds::thrown_text(&outcome), WOKEN);
}

#[test]
fn a_commit_that_was_woken_has_been_sent_if_it_could_be() {
    let mut world = timed();
    world.member("c", "g", &[]);
    world.done("c", ConsumerCall::Wakeup);
    // Without a coordinator there is nobody to send it to.
    woken(
        &mut world,
        ConsumerCall::CommitSync(Some(offsets(&[("orders-0", 1)]))),
    );
    world.wait(1_000);
    assert_eq!(world.committed("g", "orders-0"), None);
    world.commit("c", &[("orders-0", 2)]);
    world.done("c", ConsumerCall::Wakeup);
    woken(
        &mut world,
        ConsumerCall::CommitSync(Some(offsets(&[("orders-0", 3)]))),
    );
    world.wait(1_000);
    assert_eq!(world.committed("g", "orders-0"), Some(3));
    // A commit of nothing waits for nobody.
    world.done("c", ConsumerCall::Wakeup);
    world.done("c", ConsumerCall::CommitSync(Some(offsets(&[]))));
    world.subscribe("c", &["orders"]);
    woken(&mut world, ConsumerCall::Poll(0));
}

#[test]
fn group_metadata_is_that_of_the_last_assignment() {
    let mut world = timed();
    world.member("c", "g", &[]);
    let before = group_metadata(&mut world);
    assert_eq!((before.generation_id, before.member_id.as_str()), (-1, ""));
    world.subscribe("c", &["orders"]);
    world.poll_until("c", 4);
    let joined = group_metadata(&mut world);
    assert_eq!(joined.generation_id, 1);
    assert!(joined.member_id.starts_with("c-"));
    world.done("c", ConsumerCall::EnforceRebalance);
    world.done("c", ConsumerCall::EnforceRebalance);
    assert_eq!(group_metadata(&mut world), joined);
    world.poll("c", 1_000);
    assert_eq!(group_metadata(&mut world).generation_id, 2);
    world.done("c", ConsumerCall::Unsubscribe);
    assert_eq!(group_metadata(&mut world).generation_id, 2);
    world.consumer("c2", &[]);
    let text = "Tried to force a rebalance but consumer does not have a group.".to_owned();
    let why = world.throws("c2", ConsumerCall::EnforceRebalance);
    assert_eq!(why, ("IllegalStateException", text));
    let why = world.throws("c2", ConsumerCall::GroupMetadata);
    assert_eq!(why.0, "InvalidGroupIdException");
}

#[test]
fn close_may_remain_in_the_group() {
    for (membership, members) in [
        (GroupMembershipOperation::Default, 0),
        (GroupMembershipOperation::LeaveGroup, 0),
        (GroupMembershipOperation::RemainInGroup, 1),
    ] {
        let mut world = timed();
        world.member("c", "g", &[]);
        world.subscribe("c", &["orders"]);
        world.poll_until("c", 4);
        let timeout_ms = Some(10_000);
        world.done(
            "c",
            ConsumerCall::Close(CloseOptions {
                uncommitted: false,
                timeout_ms,
                membership,
            }),
        );
        assert_eq!(world.group("g").members().len(), members, "{membership:?}");
        // Its listener is told of what it gives back in any case.
        let told = world.told("c");
        assert_eq!(told.last().unwrap(), "revoked [orders-0 orders-1]");
        let closed = "This consumer has already been closed.".to_owned();
        for call in [
            ConsumerCall::Assignment,
            ConsumerCall::GroupMetadata,
            ConsumerCall::Unsubscribe,
        ] {
            let why = world.throws("c", call);
            assert_eq!(why, ("IllegalStateException", closed.clone()));
        }
        world.done("c", ConsumerCall::CLOSE);
    }
}

#[test]
fn what_a_constructor_refuses_comes_before_a_closed_consumer() {
    let mut world = timed();
    world.member("c", "g", &[]);
    world.done("c", ConsumerCall::CLOSE);
    for (call, text) in [
        (ConsumerCall::Poll(-1), "Invalid negative timeout -1"),
        (
            ConsumerCall::Seek(tp("orders", 0), -1),
            "seek offset must not be a negative number",
        ),
        (
            ConsumerCall::CommitAsync(Some(offsets(&[("orders-0", -1)]))),
            "Invalid negative offset",
        ),
    ] {
        let why = world.throws("c", call);
        assert_eq!(why, ("IllegalArgumentException", text.to_owned()));
    }
}

#[test]
fn a_topic_that_cannot_be_throws_once_for_each_answer_that_says_so() {
    let mut world = timed();
    world.member("c", "g", &[]);
    world.subscribe("c", &["orders", "not so", ".."]);
    let why = world.throws("c", ConsumerCall::Poll(5_000));
    let text = "Invalid topics: [.., not so]".to_owned();
    assert_eq!(why, ("InvalidTopicException", text));
    // It is in the group with the rest.
    let records = world.poll_until("c", 4);
    assert_eq!(records.len(), 4);
    assert_eq!(world.owned("c"), ["orders-0", "orders-1"]);
    // Who is assigned its partition asks again and again.
    world.consumer("a", &[("auto.offset.reset", "earliest")]);
    world.assign("a", &["not so-0", "orders-0"]);
    assert_eq!(
        world.throws("a", ConsumerCall::Poll(2_000)).0,
        "InvalidTopicException"
    );
    assert_eq!(world.poll("a", 2_000).len(), 4);
    assert_eq!(
        world.throws("a", ConsumerCall::Poll(2_000)).0,
        "InvalidTopicException"
    );
}

#[test]
fn a_pattern_takes_what_comes_and_drops_what_goes() {
    let mut world = World::quick();
    world.topic("shop-eu", 1);
    world.topic("shop-us", 2);
    world.topic("warehouse", 1);
    world.member("c", "g", &[("metadata.max.age.ms", "1000")]);
    let topics = |world: &mut World| match world.call("c", ConsumerCall::Subscription) {
        Outcome::Topics(topics) => topics.iter().map(ToString::to_string).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    world.done("c", ConsumerCall::SubscribePattern("shop-.*".into()));
    assert!(topics(&mut world).is_empty());
    world.poll("c", 1_000);
    assert_eq!(topics(&mut world), ["shop-eu", "shop-us"]);
    assert_eq!(world.owned("c"), ["shop-eu-0", "shop-us-0", "shop-us-1"]);
    world.topic("shop-asia", 1);
    world.delete_topic("shop-eu");
    world.poll("c", 3_000);
    assert_eq!(world.owned("c"), ["shop-asia-0", "shop-us-0", "shop-us-1"]);
    // What it knows already is matched at once, and nothing else.
    world.done(
        "c",
        ConsumerCall::SubscribePattern("(shop-us|warehouse)".into()),
    );
    assert_eq!(topics(&mut world), ["shop-us"]);
    world.poll("c", 1_000);
    assert_eq!(topics(&mut world), ["shop-us", "warehouse"]);
    // Internal topics never match.
    world.commit("c", &[("shop-us-0", 0)]);
    world.done("c", ConsumerCall::SubscribePattern(".*offsets".into()));
    world.poll("c", 3_000);
    assert!(topics(&mut world).is_empty());
    let why = world.throws("c", ConsumerCall::Subscribe(vec!["shop-us".into()]));
    assert_eq!(why.0, "IllegalStateException");
    let why = world.throws("c", ConsumerCall::SubscribePattern("(".into()));
    let text = "Unclosed group near index 1\n(".to_owned();
    assert_eq!(why, ("PatternSyntaxException", text));
    let why = world.throws("c", ConsumerCall::SubscribePattern("".into()));
    assert_eq!(why.1, "Topic pattern to subscribe to cannot be empty");
}

#[test]
fn commits_name_the_leader_epoch_of_what_was_read() {
    let mut world = timed();
    world.member("c", "g", &[]);
    world.assign("c", &["orders-0", "orders-1"]);
    let epochs = |world: &mut World| match world
        .call("c", ConsumerCall::Committed(tps(&["orders-0", "orders-1"])))
    {
        Outcome::Committed(committed) => committed
            .into_iter()
            .map(|(_, commit)| commit.and_then(|commit| commit.leader_epoch))
            .collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    world.commit("c", &[("orders-0", 1), ("orders-1", 0)]);
    assert_eq!(epochs(&mut world), [None, None]);
    // orders-1 is where a commit without epoch led.
    world.poll_until("c", 3);
    world.done("c", ConsumerCall::CommitSync(None));
    assert_eq!(epochs(&mut world), [Some(0), None]);
    world.seek("c", "orders-0", 2);
    world.done("c", ConsumerCall::CommitSync(None));
    assert_eq!(epochs(&mut world), [None, None]);
}

#[test]
fn partitions_are_read_one_after_the_other_in_the_order_of_the_fetch_session() {
    let mut world = World::quick();
    world.topic("oa", 4);
    for partition in ["oa-0", "oa-1", "oa-2", "oa-3"] {
        world.fill(partition, 3);
    }
    world.member("c", "g", &[("max.poll.records", "2")]);
    world.assign("c", &["oa-0", "oa-1", "oa-2", "oa-3"]);
    let mut polls = Vec::new();
    for _ in 0..6 {
        polls.push(world.poll("c", 1_000));
    }
    // As Kafka's client was seen to read them.
    assert_eq!(polls[0], ["oa-3@0", "oa-3@1"]);
    assert_eq!(polls[1], ["oa-3@2", "oa-2@0"]);
    assert_eq!(polls[5], ["oa-0@1", "oa-0@2"]);
    // What is paused goes to the back of the queue.
    world.member("d", "g2", &[("max.poll.records", "1")]);
    world.assign("d", &["oa-0", "oa-1", "oa-2"]);
    assert_eq!(world.poll("d", 1_000), ["oa-2@0"]);
    world.done("d", ConsumerCall::Pause(tps(&["oa-2"])));
    assert_eq!(world.poll("d", 1_000), ["oa-1@0"]);
    world.done("d", ConsumerCall::Resume(tps(&["oa-2"])));
    let mut rest = Vec::new();
    for _ in 0..7 {
        rest.extend(world.poll("d", 1_000));
    }
    assert_eq!(
        rest,
        ["oa-1@1", "oa-1@2", "oa-0@0", "oa-0@1", "oa-0@2", "oa-2@1", "oa-2@2"]
    );
}

#[test]
fn a_reset_by_duration_without_a_match_asks_again_after_request_timeout_ms() {
    let mut world = timed();
    // The old records go meanwhile; the youngest stays.
    let policy = ("auto.offset.reset", "by_duration:PT1H");
    world.consumer("c", &[("group.id", "g"), policy]);
    world.assign("c", &["orders-0"]);
    assert!(world.poll("c", 3_000).is_empty());
    world.done("c", ConsumerCall::CommitSync(None));
    assert_eq!(world.committed("g", "orders-0"), None);
    // A young record changes nothing until the lookup is repeated.
    world.fill("orders-0", 1);
    assert!(world.poll("c", 20_000).is_empty());
    let why = world.throws("c", ConsumerCall::Position(tp("orders", 0), Some(2_000)));
    let text =
        "Timeout of 2000ms expired before the position for partition orders-0 could be determined";
    assert_eq!(why, ("TimeoutException", text.to_owned()));
    assert_eq!(world.poll("c", 10_000), ["orders-0@4"]);
    // A span from before 1970 is never answered.
    let policy = ("auto.offset.reset", "by_duration:P100000D");
    world.consumer("d", &[("group.id", "g2"), policy]);
    world.assign("d", &["orders-0"]);
    assert!(world.poll("d", 60_000).is_empty());
    world.seek("d", "orders-0", 4);
    assert_eq!(world.poll("d", 1_000), ["orders-0@4"]);
}

#[test]
fn commit_sync_tries_again_less_and_less_often() {
    let mut world = timed();
    world.member("c", "g", &[("default.api.timeout.ms", "4000")]);
    let bad = offsets(&[("orders-0", 1), ("orders-5", 3)]);
    let (class, text) = world.throws("c", ConsumerCall::CommitSync(Some(bad)));
    assert_eq!(class, "TimeoutException");
    assert_eq!(text, "Timeout of 4000ms expired before successfully committing offsets {orders-0=OffsetAndMetadata{offset=1, leaderEpoch=null, metadata=''}, orders-5=OffsetAndMetadata{offset=3, leaderEpoch=null, metadata=''}}");
    // The good one is committed all the same.
    assert_eq!(world.committed("g", "orders-0"), Some(1));
    // After 100, 200, 400, 800 and then every 1000 ms.
    let sent = world.requests("c", "OffsetCommit").len();
    assert_eq!(sent, 7);
    world.wait(10_000);
    assert_eq!(world.requests("c", "OffsetCommit").len(), sent);
}

#[test]
fn commit_sync_of_positions_names_them_in_the_order_of_a_hash_map() {
    let mut world = World::quick();
    world.topic("pieces", 3);
    world.member("c", "g", &[("default.api.timeout.ms", "1000")]);
    world.assign("c", &["pieces-0", "pieces-1", "pieces-2"]);
    for partition in ["pieces-0", "pieces-1", "pieces-2"] {
        world.seek("c", partition, 0);
    }
    world.delete_topic("pieces");
    let (_, text) = world.throws("c", ConsumerCall::CommitSync(None));
    let places: Vec<&str> = text
        .split("pieces-")
        .skip(1)
        .map(|rest| &rest[..1])
        .collect();
    // The order that Kafka was seen to use for these three.
    assert_eq!(places, ["1", "2", "0"]);
}

#[test]
fn positions_out_of_range_take_turns_to_throw() {
    let mut world = timed();
    world.consumer("c", &[("group.id", "g"), ("auto.offset.reset", "none")]);
    world.assign("c", &["orders-0", "orders-1"]);
    world.seek("c", "orders-0", 10);
    world.seek("c", "orders-1", 20);
    let mut places = Vec::new();
    for _ in 0..3 {
        let (class, text) = world.throws("c", ConsumerCall::Poll(3_000));
        assert_eq!(class, "OffsetOutOfRangeException");
        assert!(text.contains("offsetEpoch=Optional.empty"), "{text}");
        places.push(text.rsplit(' ').next().unwrap().to_owned());
    }
    assert_eq!(places[0], places[2]);
    assert_ne!(places[0], places[1]);
    // The answer for orders-1 is there already, and pausing does not help.
    world.seek("c", "orders-0", 0);
    world.done("c", ConsumerCall::Pause(tps(&["orders-1"])));
    let again = world.throws("c", ConsumerCall::Poll(3_000));
    assert_eq!(again.0, "OffsetOutOfRangeException");
    let polled = world.poll_until("c", 4);
    assert_eq!(polled.len(), 4);
}

#[test]
fn gotcha_54_offsets_for_times_has_no_answer_where_no_record_is_that_young() {
    let mut world = World::ten();
    world.member("c", "g", &[]);
    let future = START + 3_600_000;
    let times = vec![(tp("orders", 0), future)];
    let found = world.call("c", ConsumerCall::OffsetsForTimes(times));
    assert_eq!(
        found,
        Outcome::OffsetsForTimes(vec![(tp("orders", 0), None)])
    );
}
