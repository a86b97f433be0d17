//! Committed offsets that expire, and groups that go with their last one.

use broker::group::GroupState;
use protocol::api::*;
use protocol::record::Millis;
use worlds::raw::RawMember;
use worlds::World;

const MINUTE: Millis = 60_000;

/// A minute of retention, looked at every second.
fn quick() -> World {
    let mut world = World::with_broker(&[
        ("group.initial.rebalance.delay.ms", "0"),
        ("offsets.retention.minutes", "1"),
        ("offsets.retention.check.interval.ms", "1000"),
    ])
    .coordinating();
    world.topic("orders", 2);
    world.topic("invoices", 1);
    world
}

fn is_there(world: &World, group: &str) -> bool {
    world.cluster.state().broker().groups().contains_key(group)
}

/// Commits as nobody, to a partition of a topic.
fn commit(world: &mut World, group: &str, topic: &str, version: i16, retention: Millis) {
    let body = RequestBody::OffsetCommit(OffsetCommitRequest {
        group_id: group.into(),
        generation_id: -1,
        member_id: "".into(),
        group_instance_id: None,
        retention_time_ms: retention,
        topics: vec![OfTopic::named(
            topic.into(),
            vec![OffsetToCommit {
                partition: 0,
                offset: 1,
                leader_epoch: -1,
                metadata: "".into(),
            }],
        )],
    });
    let answer = world.ask_version("adm", version, body);
    assert_eq!(answer.error().name(), "NONE");
}

#[test]
fn a_simple_groups_offsets_expire_each_by_its_commit_and_the_group_with_the_last() {
    let mut world = quick();
    commit(&mut world, "g", "orders", 9, -1);
    world.wait(30_000);
    commit(&mut world, "g", "invoices", 9, -1);
    world.wait(29_000);
    assert_eq!(world.committed("g", "orders-0"), Some(1));
    world.wait(3_000);
    assert_eq!(world.committed("g", "orders-0"), None);
    assert_eq!(world.committed("g", "invoices-0"), Some(1));
    assert!(is_there(&world, "g"));
    world.wait(30_000);
    assert!(!is_there(&world, "g"));
}

#[test]
fn gotcha_63_offsets_of_a_group_that_was_left_expire_from_then_on() {
    let mut world = quick();
    let mut members = [RawMember {
        session_ms: 300_000,
        ..RawMember::new("ann", "g")
    }];
    let generation = world.stable_group(&mut members);
    let [ann] = &members;
    assert_eq!(world.error("ann", ann.commit(generation, 5)), "NONE");
    // It is active and reads the topic: nothing expires.
    world.wait(3 * MINUTE);
    assert_eq!(world.committed("g", "orders-0"), Some(5));
    assert_eq!(world.error("ann", ann.leave()), "NONE");
    world.wait(58_000);
    assert_eq!(world.committed("g", "orders-0"), Some(5));
    assert_eq!(world.group("g").state(), GroupState::Empty);
    world.wait(4_000);
    assert!(!is_there(&world, "g"));
    // Who joins now begins with the first generation.
    let mut bob = RawMember::new("bob", "g");
    let op = world.start_join(&mut bob);
    assert_eq!(world.joined(op).generation_id, 1);
}

#[test]
fn gotcha_64_offsets_of_a_topic_that_is_read_no_more_expire_though_the_group_is_active() {
    let mut world = quick();
    let mut members = [RawMember {
        topics: vec!["orders"],
        session_ms: 300_000,
        ..RawMember::new("ann", "g")
    }];
    commit(&mut world, "g", "invoices", 9, -1);
    commit(&mut world, "g", "orders", 9, -1);
    world.stable_group(&mut members);
    world.wait(62_000);
    assert_eq!(world.committed("g", "invoices-0"), None);
    assert_eq!(world.committed("g", "orders-0"), Some(1));
    assert_eq!(world.group("g").state(), GroupState::Stable);
}

#[test]
fn nothing_expires_during_a_rebalance() {
    let mut world = quick();
    commit(&mut world, "g", "invoices", 9, -1);
    let mut members = [RawMember {
        session_ms: 300_000,
        rebalance_ms: 300_000,
        ..RawMember::new("ann", "g")
    }];
    world.completing_group(&mut members);
    world.wait(2 * MINUTE);
    assert_eq!(world.committed("g", "invoices-0"), Some(1));
}

#[test]
fn old_commits_say_themselves_how_long_they_are_kept() {
    let mut world = quick();
    commit(&mut world, "g", "orders", 4, 10_000);
    commit(&mut world, "g", "invoices", 5, 10_000);
    world.wait(12_000);
    assert_eq!(world.committed("g", "orders-0"), None);
    assert_eq!(world.committed("g", "invoices-0"), Some(1));
}

#[test]
fn a_group_that_keeps_nothing_goes_with_the_next_look() {
    let mut world = quick();
    let ann = RawMember::new("ann", "g");
    assert_eq!(world.error("ann", ann.join()), "MEMBER_ID_REQUIRED");
    assert!(is_there(&world, "g"));
    world.wait(1_500);
    assert!(!is_there(&world, "g"));
}
