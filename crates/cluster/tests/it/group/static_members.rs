//! Static members at the coordinator, spoken to in raw requests, and their
//! consumers (KIP-345).

use broker::group::GroupState;
use broker::offsets_topic::{GroupValue, OffsetsRecord};
use broker::OFFSETS_TOPIC;
use client::call::{AdminCall, ConsumerCall};
use cluster::command::Command;
use protocol::api::*;
use protocol::consumer_protocol::decode_assignment;
use protocol::error::KafkaError;
use worlds::raw::RawMember;
use worlds::World;

fn quick() -> World {
    let mut world = World::short_sessions().coordinating();
    world.topic("orders", 2);
    world
}

fn till(client: &'static str) -> RawMember {
    RawMember::of_instance(client, "g", "till-1")
}

/// Joins without a member id, as one that starts; answers what it was told.
fn joins(world: &mut World, member: &mut RawMember, version: i16) -> JoinGroupResponse {
    let op = world.start_version(member.client, version, member.join());
    let answer = world.joined(op);
    member.id = answer.member_id.clone();
    answer
}

/// A group of one static member, Stable in generation 1.
fn stable(world: &mut World) -> RawMember {
    let mut sue = till("sue");
    let answer = joins(world, &mut sue, 9);
    assert_eq!((answer.error, answer.generation_id), (KafkaError::None, 1));
    assert!(answer.member_id.starts_with("till-1-"));
    let sync = sue.sync(1, &[(&sue, &["orders-0"])]);
    assert_eq!(world.error("sue", sync), "NONE");
    sue
}

/// The group's records in `__consumer_offsets`.
fn written(world: &World) -> Vec<GroupValue> {
    let topic = &world.cluster.state().broker().topics()[OFFSETS_TOPIC];
    let records = topic.partitions.iter().flat_map(|log| {
        let records = log.records(0);
        records
            .map(|(_, record)| record.clone())
            .collect::<Vec<_>>()
    });
    let decoded = records.filter_map(|record| {
        let key = record.key?.bytes().into_owned();
        let value = record.value?.bytes().into_owned();
        match OffsetsRecord::decode(&key, Some(&value))? {
            OffsetsRecord::Group { value, .. } => value,
            OffsetsRecord::Offset { .. } => None,
        }
    });
    decoded.collect()
}

#[test]
fn a_static_member_joins_without_being_given_an_id_first_and_takes_its_place_back() {
    let mut world = quick();
    let sue = stable(&mut world);
    let mut twin = till("sue2");
    let answer = joins(&mut world, &mut twin, 9);
    assert_eq!(answer.generation_id, 1);
    assert!(answer.skip_assignment);
    assert_eq!(answer.leader, twin.id);
    assert_eq!(answer.members.len(), 1);
    assert_ne!(twin.id, sue.id);
    assert_eq!(world.group_is("g"), (GroupState::Stable, 1, 1));
    let op = world.start("sue2", twin.sync(1, &[]));
    let assignment = world.synced(op).assignment;
    let assignment = decode_assignment(&assignment).expect("an assignment");
    assert_eq!(assignment, worlds::tps(&["orders-0"]));
    // It is written once more, in the same generation, under the old client id.
    let written = written(&world);
    let generations: Vec<i32> = written.iter().map(|group| group.generation).collect();
    assert_eq!(generations, [0, 1, 1]);
    let member = &written[2].members[0];
    assert_eq!(member.member_id, twin.id);
    assert_eq!(&*member.client_id, "sue");
    assert_eq!(member.group_instance_id.as_deref(), Some("till-1"));
}

#[test]
fn before_version_9_the_leader_that_comes_back_takes_itself_for_a_follower() {
    let mut world = quick();
    let sue = stable(&mut world);
    let mut twin = till("sue2");
    let answer = joins(&mut world, &mut twin, 8);
    assert_eq!(answer.leader, sue.id);
    assert!(!answer.skip_assignment);
    assert!(answer.members.is_empty());
}

#[test]
fn who_names_the_instance_id_of_another_is_fenced() {
    let mut world = quick();
    let sue = stable(&mut world);
    let mut twin = till("sue2");
    joins(&mut world, &mut twin, 9);
    let nameless = RawMember {
        instance: None,
        ..sue.clone()
    };
    let other = RawMember {
        instance: Some("till-9"),
        ..twin.clone()
    };
    for (member, error) in [
        (&sue, "FENCED_INSTANCE_ID"),
        (&nameless, "UNKNOWN_MEMBER_ID"),
        (&other, "UNKNOWN_MEMBER_ID"),
    ] {
        for body in [
            member.heartbeat(1),
            member.sync(1, &[]),
            member.commit(1, 5),
            member.join(),
            member.leave(),
        ] {
            let api = body.api();
            assert_eq!(world.error("x", body), error, "{api} {member:?}");
        }
    }
    for body in [twin.heartbeat(1), twin.commit(1, 5)] {
        assert_eq!(world.error("x", body), "NONE");
    }
}

#[test]
fn another_subscription_changes_nothing_and_another_assignor_begins_anew() {
    for (protocols, topics, generation) in [
        (vec!["range"], vec!["orders", "invoices"], 1),
        (vec!["roundrobin", "range"], vec!["orders"], 2),
    ] {
        let mut world = quick();
        stable(&mut world);
        let mut twin = RawMember {
            protocols,
            topics,
            ..till("sue2")
        };
        let answer = joins(&mut world, &mut twin, 9);
        assert_eq!(answer.generation_id, generation);
        assert_eq!(answer.skip_assignment, generation == 1);
    }
    // With an assignor that nobody else has, it does not even come in.
    let mut world = quick();
    let sue = stable(&mut world);
    let mut bob = RawMember::new("bob", "g");
    world.start_join(&mut bob);
    world.start("sue", sue.join());
    world.wait(10);
    let twin = RawMember {
        protocols: vec!["sticky"],
        ..till("sue2")
    };
    assert_eq!(world.error("x", twin.join()), "INCONSISTENT_GROUP_PROTOCOL");
    assert_eq!(world.error("x", sue.heartbeat(2)), "NONE");
}

#[test]
fn while_the_assignment_is_awaited_a_return_begins_anew_and_answers_the_old_sync() {
    let mut world = quick();
    let mut bob = RawMember::new("bob", "g");
    let first = world.start_join(&mut bob);
    world.joined(first);
    let mut sue = till("sue");
    let joining = world.start("sue", sue.join());
    world.wait(10);
    let bobs = world.start("bob", bob.join());
    world.joined(bobs);
    sue.id = world.joined(joining).member_id;
    // bob leads and is silent; sue waits for its assignment.
    let waiting = world.start("sue", sue.sync(2, &[]));
    assert!(world.pending(waiting, 10));
    let mut twin = till("sue2");
    let op = world.start("sue2", twin.join());
    assert_eq!(world.synced(waiting).error, KafkaError::FencedInstanceId);
    assert_eq!(world.group("g").state(), GroupState::PreparingRebalance);
    world.start("bob", bob.join());
    let answer = world.joined(op);
    twin.id = answer.member_id;
    assert_eq!(answer.generation_id, 3);
}

#[test]
fn while_a_rebalance_is_prepared_a_return_counts_as_joining_again() {
    let mut world = quick();
    let sue = stable(&mut world);
    let mut bob = RawMember::new("bob", "g");
    let bobs = world.start_join(&mut bob);
    world.wait(10);
    let parked = {
        let mut twin = till("sue2");
        let op = world.start("sue2", twin.join());
        let answer = world.joined(op);
        twin.id = answer.member_id;
        assert_eq!(answer.generation_id, 2);
        assert_eq!(world.joined(bobs).generation_id, 2);
        // In the next one its JoinGroup is parked, when a third takes over.
        let mut cat = RawMember::new("cat", "g");
        world.start_join(&mut cat);
        world.wait(10);
        let op = world.start("sue2", twin.join());
        (op, twin)
    };
    assert!(world.pending(parked.0, 10));
    world.start("sue3", till("sue3").join());
    let answer = world.joined(parked.0);
    assert_eq!(answer.error, KafkaError::FencedInstanceId);
    assert_eq!(answer.member_id, parked.1.id);
    assert_ne!(parked.1.id, sue.id);
}

#[test]
fn at_the_join_deadline_static_members_keep_their_places_and_dynamic_ones_do_not() {
    let mut world = quick();
    let sue = RawMember {
        session_ms: 60_000,
        ..till("sue")
    };
    let bob = RawMember::new("bob", "g");
    let cat = RawMember::new("cat", "g");
    let mut members = [bob, cat];
    let generation = world.stable_group(&mut members);
    let sues = world.start("sue", sue.join());
    world.wait(10);
    for member in &members {
        world.start(member.client, member.join());
    }
    let leader = world.joined(sues).leader;
    assert_eq!(world.group("g").generation(), generation + 1);
    let [bob, _] = &members;
    let sync = bob.sync(generation + 1, &[(bob, &["orders-0"])]);
    assert_eq!(leader, bob.id);
    assert_eq!(world.error("bob", sync), "NONE");
    // dan comes; only cat joins again.
    let mut dan = RawMember::new("dan", "g");
    let dans = world.start_join(&mut dan);
    world.wait(10);
    world.start("cat", members[1].join());
    let answer = world.joined(dans);
    assert_eq!(answer.generation_id, generation + 2);
    let ids: Vec<&str> = world
        .group("g")
        .members()
        .values()
        .map(|member| member.client_id().as_str())
        .collect();
    assert_eq!(ids, ["cat", "dan", "sue"]);
    // bob led and is gone, and somebody who joined leads.
    let leader = world.group("g").leader().cloned().expect("a leader");
    assert!(world.group("g").members()[&leader].client_id().as_str() != "sue");
}

#[test]
fn where_only_a_static_member_is_left_and_does_not_join_the_phase_is_extended() {
    let mut world = quick();
    let mut bob = RawMember {
        rebalance_ms: 5_000,
        session_ms: 60_000,
        ..RawMember::new("bob", "g")
    };
    let first = world.start_join(&mut bob);
    world.joined(first);
    let sue = RawMember {
        rebalance_ms: 5_000,
        session_ms: 12_000,
        ..till("sue")
    };
    let joining = world.start("sue", sue.join());
    world.wait(10);
    world.start("bob", bob.join());
    world.joined(joining);
    // bob leaves while the assignment is awaited: sue is to join again.
    assert_eq!(world.error("x", bob.leave()), "NONE");
    assert_eq!(world.group("g").state(), GroupState::PreparingRebalance);
    world.wait(5_500);
    assert_eq!(world.group_is("g"), (GroupState::PreparingRebalance, 2, 1));
    // Its session ends, and the group with it.
    world.wait(10_000);
    assert_eq!(world.group_is("g"), (GroupState::Empty, 3, 0));
}

#[test]
fn a_static_member_kept_at_the_join_deadline_is_removed_at_the_sync_deadline() {
    let mut world = quick();
    let mut sue = RawMember {
        rebalance_ms: 3_000,
        session_ms: 60_000,
        ..till("sue")
    };
    joins(&mut world, &mut sue, 9);
    let sync = sue.sync(1, &[(&sue, &["orders-0"])]);
    assert_eq!(world.error("sue", sync), "NONE");
    let mut bob = RawMember {
        rebalance_ms: 3_000,
        session_ms: 60_000,
        ..RawMember::new("bob", "g")
    };
    let joining = world.start_join(&mut bob);
    let answer = world.joined(joining);
    assert_eq!(answer.generation_id, 2);
    assert_eq!(answer.leader, bob.id, "who did not join leads no more");
    assert_eq!(answer.members.len(), 2);
    let sync = bob.sync(2, &[(&bob, &["orders-0"])]);
    assert_eq!(world.error("bob", sync), "NONE");
    assert_eq!(world.group_is("g"), (GroupState::Stable, 2, 2));
    // It heartbeats, but the deadline for its SyncGroup runs on.
    world.wait(2_000);
    assert_eq!(world.error("x", sue.heartbeat(2)), "NONE");
    world.wait(1_500);
    assert_eq!(world.error("x", sue.heartbeat(2)), "UNKNOWN_MEMBER_ID");
    assert_eq!(world.group("g").state(), GroupState::PreparingRebalance);
}

#[test]
fn a_static_member_is_removed_by_its_instance_id_alone() {
    let mut world = quick();
    stable(&mut world);
    let leave = |instance: &str| {
        RequestBody::LeaveGroup(LeaveGroupRequest {
            group_id: "g".into(),
            members: vec![("".into(), Some(instance.into()))],
        })
    };
    assert_eq!(world.error("x", leave("till-9")), "UNKNOWN_MEMBER_ID");
    assert_eq!(world.error("x", leave("till-1")), "NONE");
    assert_eq!(world.group_is("g"), (GroupState::Empty, 2, 0));
}

#[test]
fn several_that_leave_at_once_are_one_step() {
    let mut world = quick();
    let mut members = [
        RawMember::new("ann", "g"),
        RawMember::new("bob", "g"),
        RawMember::new("cat", "g"),
    ];
    let generation = world.stable_group(&mut members);
    let all = members.iter().map(|m| (m.id.clone(), None)).collect();
    let leave = RequestBody::LeaveGroup(LeaveGroupRequest {
        group_id: "g".into(),
        members: all,
    });
    assert_eq!(world.error("x", leave), "NONE");
    let empty = (GroupState::Empty, generation + 1, 0);
    assert_eq!(world.group_is("g"), empty);
}

#[test]
fn a_static_member_is_away_until_its_session_ends() {
    let mut world = quick();
    let sue = RawMember {
        session_ms: 6_000,
        ..till("sue")
    };
    let mut known = sue.clone();
    joins(&mut world, &mut known, 9);
    let sync = known.sync(1, &[(&known, &["orders-0"])]);
    assert_eq!(world.error("sue", sync), "NONE");
    world.wait(5_000);
    assert_eq!(world.group_is("g"), (GroupState::Stable, 1, 1));
    world.wait(1_500);
    assert_eq!(world.group_is("g"), (GroupState::Empty, 2, 0));
    // Coming back after that is a new join.
    let mut late = sue;
    let answer = joins(&mut world, &mut late, 9);
    assert_eq!((answer.generation_id, answer.skip_assignment), (3, false));
}

#[test]
fn a_member_id_that_was_given_out_belongs_to_no_instance() {
    let mut world = quick();
    let mut bob = RawMember::new("bob", "g");
    let op = world.start("bob", bob.join());
    bob.id = world.joined(op).member_id;
    bob.instance = Some("till-1");
    assert_eq!(world.error("bob", bob.join()), "UNKNOWN_SERVER_ERROR");
}

/// A consumer with an instance id that is subscribed and has its partitions.
fn consumer(world: &mut World, name: &str) {
    if world.cluster.state().machine(name).is_none() {
        start(world, name);
    }
    for _ in 0..40 {
        world.poll(name, 50);
        if !world.owned(name).is_empty() {
            return;
        }
    }
    panic!("{name} got nothing");
}

fn start(world: &mut World, name: &str) {
    world.member(
        name,
        "g",
        &[
            ("group.instance.id", "till-1"),
            ("heartbeat.interval.ms", "1000"),
        ],
    );
    world.subscribe(name, &["orders"]);
}

#[test]
fn a_consumer_whose_place_a_twin_took_is_told_once_and_takes_it_back() {
    let mut world = quick();
    consumer(&mut world, "first");
    consumer(&mut world, "twin");
    assert_eq!(world.group_is("g"), (GroupState::Stable, 1, 1));
    // The heartbeat learns of it; the next poll throws.
    world.wait(1_500);
    let outcome = world.call("first", ConsumerCall::Poll(0));
    assert_eq!(worlds::thrown(&outcome).class, "FencedInstanceIdException");
    // It is in no generation any more, so it may not commit.
    let commit = ConsumerCall::CommitSync(Some(worlds::offsets(&[("orders-0", 1)])));
    let (class, text) = world.throws("first", commit);
    assert_eq!(class, "CommitFailedException");
    assert!(text.contains("not part of an active group"), "{text}");
    // The poll after that joins anew, and now the twin is fenced.
    consumer(&mut world, "first");
    world.poll("first", 500);
    assert_eq!(world.owned("first"), ["orders-0", "orders-1"]);
    assert_eq!(world.group_is("g"), (GroupState::Stable, 1, 1));
    world.wait(1_500);
    let outcome = world.call("twin", ConsumerCall::Poll(0));
    assert_eq!(worlds::thrown(&outcome).class, "FencedInstanceIdException");
}

#[test]
fn a_commit_that_is_the_first_to_be_fenced_says_so() {
    let commit = || Some(worlds::offsets(&[("orders-0", 1)]));
    let mut world = quick();
    consumer(&mut world, "first");
    consumer(&mut world, "twin");
    let (class, _) = world.throws("first", ConsumerCall::CommitSync(commit()));
    assert_eq!(class, "FencedInstanceIdException");
    // One that nobody waits for is not told, and all that follows fails.
    world.done("first", ConsumerCall::CommitAsync(commit()));
    let id = world.consumer_of("first").membership().member_id().clone();
    world.wait(100);
    let text =
        format!("Get fenced exception for group.instance.id till-1, current member.id is {id}");
    for _ in 0..2 {
        let (class, message) = world.throws("first", ConsumerCall::Poll(0));
        assert_eq!(
            (class, message.as_str()),
            ("FencedInstanceIdException", text.as_str())
        );
    }
}

#[test]
fn a_static_consumer_that_closes_comes_back_without_a_rebalance() {
    let mut world = quick();
    consumer(&mut world, "first");
    world.done("first", ConsumerCall::CLOSE);
    world.wait(3_000);
    assert_eq!(world.group_is("g"), (GroupState::Stable, 1, 1));
    consumer(&mut world, "again");
    assert_eq!(world.group_is("g"), (GroupState::Stable, 1, 1));
}

/// A settled member with a `group.instance.id`.
fn static_member(world: &mut World, name: &str, instance: &str) {
    let static_settings = [
        ("group.instance.id", instance),
        ("session.timeout.ms", "6000"),
    ];
    world.member(name, "g", &static_settings);
    world.subscribe(name, &["orders"]);
}

/// Two of them, `c1` and `c2`, that share a topic of two partitions.
fn two_static_members() -> World {
    let mut world = World::quick();
    world.topic("orders", 2);
    static_member(&mut world, "c1", "till-1");
    world.settle("g", &["c1"]);
    static_member(&mut world, "c2", "till-2");
    world.settle("g", &["c1", "c2"]);
    world
}

#[test]
fn gotcha_59_a_static_member_that_closes_and_comes_back_does_not_rebalance() {
    let mut world = two_static_members();
    let before = world.group_is("g");
    let owned = world.owned("c2");
    world.done("c2", ConsumerCall::CLOSE);
    world.pump(&["c1"], 3_000);
    assert_eq!(world.group_is("g"), before, "its place is kept");
    static_member(&mut world, "c3", "till-2");
    world.settle("g", &["c1", "c3"]);
    assert_eq!(world.group_is("g"), before, "and taken again");
    assert_eq!(world.owned("c3"), owned);
}

#[test]
fn gotcha_60_static_members_rebalance_when_a_session_ends_or_partitions_come() {
    let mut world = two_static_members();
    let generation = world.group_is("g").1;
    world.submit(Command::Crash("c2".into()));
    world.pump(&["c1"], 10_000);
    world.settle("g", &["c1"]);
    assert_eq!(world.owned("c1"), ["orders-0", "orders-1"]);
    assert_eq!(world.group_is("g").1, generation + 1);
    // Its metadata is five minutes old at most when it sees a new partition.
    world.admin(AdminCall::CreatePartitions(vec![
        NewPartitions::increase_to("orders", 3),
    ]));
    world.pump(&["c1"], 301_000);
    world.settle("g", &["c1"]);
    assert_eq!(world.owned("c1"), ["orders-0", "orders-1", "orders-2"]);
    assert_eq!(world.group_is("g").1, generation + 2);
}
