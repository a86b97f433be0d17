//! The group coordinator, spoken to in raw requests: what each request answers
//! in each state, and what time does.

use broker::group::GroupState;
use client::call::{AdminCall, ConsumerCall};
use protocol::api::*;
use protocol::consumer_protocol::decode_assignment;
use protocol::error::KafkaError;
use worlds::raw::RawMember;
use worlds::{tp, World};

fn quick() -> World {
    let mut world = World::short_sessions().coordinating();
    world.topic("orders", 2);
    world
}

/// A stranger: its id is no member's.
fn stranger() -> RawMember {
    RawMember {
        id: "nobody".into(),
        ..RawMember::new("eve", "g")
    }
}

#[test]
fn a_missing_group_knows_nobody() {
    let mut world = quick();
    let eve = stranger();
    for body in [eve.join(), eve.sync(0, &[]), eve.heartbeat(0), eve.leave()] {
        let api = body.api();
        assert_eq!(world.error("eve", body), "UNKNOWN_MEMBER_ID", "{api}");
    }
    assert!(!world.cluster.state().broker().groups().contains_key("g"));
    // A commit with a generation is told more in newer versions.
    let commit = || eve.commit(1, 5);
    for (version, error) in [(8, "ILLEGAL_GENERATION"), (9, "GROUP_ID_NOT_FOUND")] {
        let answer = world.ask_version("eve", version, commit());
        assert_eq!(answer.error().name(), error);
    }
}

#[test]
fn an_empty_group_id_is_refused_where_one_joins_but_not_where_one_commits() {
    let mut world = quick();
    let nameless = RawMember::new("ann", "");
    for body in [
        nameless.join(),
        nameless.sync(0, &[]),
        nameless.heartbeat(0),
        nameless.leave(),
    ] {
        let api = body.api();
        assert_eq!(world.error("ann", body), "INVALID_GROUP_ID", "{api}");
    }
    assert_eq!(world.error("ann", nameless.commit(-1, 5)), "NONE");
}

#[test]
fn requests_to_an_empty_group() {
    let mut world = quick();
    assert_eq!(
        world.error("adm", RawMember::new("adm", "g").commit(-1, 3)),
        "NONE"
    );
    assert_eq!(world.group("g").state(), GroupState::Empty);
    let eve = stranger();
    let outsider = RawMember::new("eve", "g");
    for (body, error) in [
        (eve.join(), "UNKNOWN_MEMBER_ID"),
        (eve.sync(0, &[]), "UNKNOWN_MEMBER_ID"),
        (eve.heartbeat(0), "UNKNOWN_MEMBER_ID"),
        (eve.leave(), "UNKNOWN_MEMBER_ID"),
        (eve.commit(0, 5), "UNKNOWN_MEMBER_ID"),
        (outsider.commit(0, 5), "UNKNOWN_MEMBER_ID"),
        // Without a generation anybody may commit.
        (eve.commit(-1, 5), "NONE"),
        (outsider.commit(-1, 4), "NONE"),
    ] {
        let text = format!("{body:?}");
        assert_eq!(world.error("eve", body), error, "{text}");
    }
    assert_eq!(world.committed("g", "orders-0"), Some(4));
}

#[test]
fn requests_while_stable() {
    let mut world = quick();
    let mut members = RawMember::two();
    let generation = world.stable_group(&mut members);
    let [ann, bob] = &members;
    let eve = stranger();
    let outsider = RawMember::new("eve", "g");
    for (body, error) in [
        (bob.heartbeat(generation), "NONE"),
        (bob.heartbeat(generation - 1), "ILLEGAL_GENERATION"),
        (bob.heartbeat(generation + 1), "ILLEGAL_GENERATION"),
        (eve.heartbeat(generation), "UNKNOWN_MEMBER_ID"),
        (bob.commit(generation, 1), "NONE"),
        (bob.commit(generation - 1, 1), "ILLEGAL_GENERATION"),
        (bob.commit(-1, 1), "ILLEGAL_GENERATION"),
        (eve.commit(generation, 1), "UNKNOWN_MEMBER_ID"),
        (outsider.commit(-1, 1), "UNKNOWN_MEMBER_ID"),
        (bob.sync(generation, &[]), "NONE"),
        (bob.sync(generation - 1, &[]), "ILLEGAL_GENERATION"),
        (eve.sync(generation, &[]), "UNKNOWN_MEMBER_ID"),
        (eve.join(), "UNKNOWN_MEMBER_ID"),
        (eve.leave(), "UNKNOWN_MEMBER_ID"),
        // A follower that says the same again gets this generation again.
        (bob.join(), "NONE"),
    ] {
        let text = format!("{body:?}");
        assert_eq!(world.error(bob.client, body), error, "{text}");
        assert_eq!(world.group_is("g"), (GroupState::Stable, generation, 2));
    }
    let roundrobin = RawMember {
        protocols: vec!["roundrobin"],
        ..bob.clone()
    };
    let wrong = roundrobin.sync(generation, &[]);
    assert_eq!(world.error("bob", wrong), "INCONSISTENT_GROUP_PROTOCOL");
    // From version 5 on the protocol has to be named.
    let RequestBody::SyncGroup(mut nameless) = bob.sync(generation, &[]) else {
        unreachable!()
    };
    nameless.protocol_type = None;
    nameless.protocol_name = None;
    for (version, error) in [(4, "NONE"), (5, "INCONSISTENT_GROUP_PROTOCOL")] {
        let body = RequestBody::SyncGroup(nameless.clone());
        let answer = world.ask_version("bob", version, body);
        assert_eq!(answer.error().name(), error);
    }
    let op = world.start("ann", ann.sync(generation, &[]));
    let answer = world.synced(op);
    let assignment = decode_assignment(&answer.assignment).unwrap();
    assert_eq!(assignment, [tp("orders", 0)]);
}

#[test]
fn only_the_leader_or_new_metadata_makes_a_rejoin_a_rebalance() {
    let mut world = quick();
    let mut members = RawMember::two();
    let generation = world.stable_group(&mut members);
    let [ann, bob] = members;
    let other_topics = RawMember {
        topics: vec!["orders", "invoices"],
        ..bob.clone()
    };
    let other_assignors = RawMember {
        protocols: vec!["range", "roundrobin"],
        ..bob.clone()
    };
    for (member, rebalances) in [
        (&bob, false),
        (&other_topics, true),
        (&other_assignors, true),
        (&ann, true),
    ] {
        let mut world = world.clone();
        let op = world.start(member.client, member.join());
        world.wait(10);
        let state = world.group("g").state();
        assert_eq!(state == GroupState::PreparingRebalance, rebalances);
        assert_eq!(world.pending(op, 10), rebalances);
    }
    assert_eq!(world.group_is("g").1, generation);
}

#[test]
fn requests_while_preparing_a_rebalance() {
    let mut world = quick();
    let mut members = RawMember::two();
    let generation = world.stable_group(&mut members);
    let [ann, bob] = &members;
    let mut cat = RawMember::new("cat", "g");
    let cats_join = world.start_join(&mut cat);
    world.wait(10);
    assert_eq!(world.group("g").state(), GroupState::PreparingRebalance);
    for (body, error) in [
        (ann.heartbeat(generation), "REBALANCE_IN_PROGRESS"),
        (ann.heartbeat(generation - 1), "ILLEGAL_GENERATION"),
        (ann.sync(generation, &[]), "REBALANCE_IN_PROGRESS"),
        // The old generation's commits still count.
        (ann.commit(generation, 7), "NONE"),
        (ann.commit(generation + 1, 7), "ILLEGAL_GENERATION"),
        // Also from a member parked in its first join.
        (cat.heartbeat(generation), "REBALANCE_IN_PROGRESS"),
        (cat.commit(generation, 8), "NONE"),
    ] {
        let text = format!("{body:?}");
        assert_eq!(world.error("x", body), error, "{text}");
    }
    assert!(world.pending(cats_join, 100));
    let anns = world.start("ann", ann.join());
    assert!(world.pending(anns, 100));
    assert_eq!(world.error("bob", bob.leave()), "NONE");
    // With bob gone everybody has joined.
    for op in [cats_join, anns] {
        let answer = world.joined(op);
        assert_eq!(answer.generation_id, generation + 1);
        assert_eq!(answer.leader, ann.id);
    }
}

#[test]
fn requests_while_completing_a_rebalance() {
    let mut world = quick();
    let mut members = RawMember::two();
    let generation = world.completing_group(&mut members);
    let [ann, bob] = &members;
    assert_eq!(world.group("g").state(), GroupState::CompletingRebalance);
    for (body, error) in [
        (bob.heartbeat(generation), "NONE"),
        (bob.heartbeat(generation - 1), "ILLEGAL_GENERATION"),
        (bob.commit(generation, 1), "REBALANCE_IN_PROGRESS"),
        // Generation and member come first.
        (bob.commit(generation - 1, 1), "ILLEGAL_GENERATION"),
        (stranger().commit(generation, 1), "UNKNOWN_MEMBER_ID"),
        // The same metadata: this generation once more.
        (bob.join(), "NONE"),
        (ann.join(), "NONE"),
    ] {
        let text = format!("{body:?}");
        assert_eq!(world.error("x", body), error, "{text}");
    }
    // A follower's sync waits for the leader's.
    let op = world.start("bob", bob.sync(generation, &[]));
    assert!(world.pending(op, 1_000));
    let leads = world.start("ann", ann.sync(generation, &[(bob, &["orders-1"])]));
    assert_eq!(world.synced(leads).assignment.len(), 0);
    let given = decode_assignment(&world.synced(op).assignment).unwrap();
    assert_eq!(given, [tp("orders", 1)]);
    assert_eq!(world.group_is("g"), (GroupState::Stable, generation, 2));
}

#[test]
fn a_rebalance_answers_the_syncs_that_wait() {
    let mut world = quick();
    let mut members = RawMember::two();
    let generation = world.completing_group(&mut members);
    let [ann, bob] = &members;
    let op = world.start("bob", bob.sync(generation, &[]));
    world.wait(10);
    assert_eq!(world.error("x", ann.leave()), "NONE");
    let answer = world.synced(op);
    assert_eq!(answer.error, KafkaError::RebalanceInProgress);
    assert_eq!(world.group("g").state(), GroupState::PreparingRebalance);
}

#[test]
fn a_member_without_an_id_is_given_one_first() {
    let mut world = quick();
    let ann = RawMember::new("ann", "g");
    for version in [4, 5, 9] {
        let op = world.start_version("ann", version, ann.join());
        let answer = world.joined(op);
        assert_eq!(answer.error, KafkaError::MemberIdRequired);
        assert_eq!(answer.generation_id, -1);
        assert_eq!(answer.leader, "");
        // <client.id>-<UUID>
        assert!(answer.member_id.starts_with("ann-"));
        assert_eq!(answer.member_id.len(), "ann-".len() + 36);
    }
    assert_eq!(world.group("g").ids_given().len(), 3);
    assert_eq!(world.group("g").state(), GroupState::Empty);
    // Before version 4 it is in at once.
    let op = world.start_version("ann", 3, ann.join());
    let answer = world.joined(op);
    assert_eq!((answer.error, answer.generation_id), (KafkaError::None, 1));
}

#[test]
fn an_id_that_was_given_and_lapsed_is_unknown() {
    let mut world = quick();
    let mut ann = RawMember::new("ann", "g");
    ann.session_ms = 1_000;
    let op = world.start("ann", ann.join());
    ann.id = world.joined(op).member_id;
    world.wait(1_500);
    assert_eq!(world.error("ann", ann.join()), "UNKNOWN_MEMBER_ID");
}

#[test]
fn an_id_that_was_given_blocks_the_join_phase_until_it_is_given_back() {
    let mut world = quick();
    let mut members = RawMember::two();
    world.stable_group(&mut members);
    let [ann, bob] = &members;
    let mut cat = RawMember::new("cat", "g");
    let op = world.start("cat", cat.join());
    cat.id = world.joined(op).member_id;
    // Both join again, but cat may still come.
    let anns = world.start("ann", ann.join());
    let bobs = world.start("bob", bob.join());
    assert!(world.pending(anns, 5_000));
    assert_eq!(world.error("cat", cat.leave()), "NONE");
    assert_eq!(world.joined(anns).error, KafkaError::None);
    assert_eq!(world.joined(bobs).error, KafkaError::None);
}

#[test]
fn only_the_leader_is_told_of_all_members() {
    let mut world = quick();
    let mut members = RawMember::two();
    let generation = world.completing_group(&mut members);
    for (member, told) in [(&members[0], 2), (&members[1], 0)] {
        let op = world.start("x", member.join());
        let answer = world.joined(op);
        assert_eq!(answer.members.len(), told);
        assert_eq!(answer.leader, members[0].id);
        assert_eq!(answer.generation_id, generation);
        assert_eq!(answer.protocol_name.as_deref(), Some("range"));
        assert_eq!(answer.protocol_type.as_deref(), Some("consumer"));
    }
}

#[test]
fn session_timeouts_have_bounds() {
    let mut world = World::new().coordinating();
    for (session_ms, error) in [
        (5_999, "INVALID_SESSION_TIMEOUT"),
        (6_000, "MEMBER_ID_REQUIRED"),
        (1_800_000, "MEMBER_ID_REQUIRED"),
        (1_800_001, "INVALID_SESSION_TIMEOUT"),
        (-1, "INVALID_SESSION_TIMEOUT"),
    ] {
        let ann = RawMember {
            session_ms,
            ..RawMember::new("ann", "g")
        };
        assert_eq!(world.error("ann", ann.join()), error, "{session_ms}");
    }
}

#[test]
fn a_member_needs_an_assignor_in_common_with_all() {
    let mut world = quick();
    let mut ann = RawMember::new("ann", "g");
    ann.protocols = vec!["range", "roundrobin"];
    world.start_join(&mut ann);
    world.wait(10);
    let with = |protocols: &[&'static str]| RawMember {
        protocols: protocols.to_vec(),
        ..RawMember::new("bob", "g")
    };
    for (protocols, error) in [
        (&["sticky"][..], "INCONSISTENT_GROUP_PROTOCOL"),
        (&[], "INCONSISTENT_GROUP_PROTOCOL"),
        (&["sticky", "roundrobin"], "MEMBER_ID_REQUIRED"),
    ] {
        assert_eq!(world.error("bob", with(protocols).join()), error);
    }
    let RequestBody::JoinGroup(mut other_type) = with(&["range"]).join() else {
        unreachable!()
    };
    other_type.protocol_type = "connect".into();
    let refused = world.error("bob", RequestBody::JoinGroup(other_type));
    assert_eq!(refused, "INCONSISTENT_GROUP_PROTOCOL");
}

#[test]
fn members_vote_for_the_assignor() {
    // Ties go by the order of Java's map: range before roundrobin.
    for (first, second, third, chosen) in [
        (&["range"][..], &["range"][..], None, "range"),
        (
            &["range", "roundrobin"],
            &["roundrobin"],
            None,
            "roundrobin",
        ),
        (
            &["roundrobin", "range"],
            &["range", "roundrobin"],
            None,
            "range",
        ),
        (
            &["roundrobin", "range"],
            &["range", "roundrobin"],
            Some(&["roundrobin", "range"][..]),
            "roundrobin",
        ),
    ] {
        let mut world = quick();
        let lists = [Some(first), Some(second), third];
        let names = ["ann", "bob", "cat"];
        let mut members: Vec<RawMember> = lists
            .iter()
            .zip(names)
            .filter_map(|(list, name)| {
                let mut member = RawMember::new(name, "g");
                member.protocols = (*list)?.to_vec();
                Some(member)
            })
            .collect();
        world.completing_group(&mut members);
        assert_eq!(
            world.group("g").protocol().map(|p| p.as_str()),
            Some(chosen)
        );
    }
}

#[test]
fn a_full_group_takes_nobody() {
    let mut world = World::with_broker(&[
        ("group.initial.rebalance.delay.ms", "0"),
        ("group.max.size", "2"),
    ])
    .coordinating();
    let mut members = RawMember::two();
    world.stable_group(&mut members);
    let cat = RawMember::new("cat", "g");
    assert_eq!(world.error("cat", cat.join()), "GROUP_MAX_SIZE_REACHED");
    world.member("c", "g", &[]);
    world.subscribe("c", &["orders"]);
    let why = world.throws("c", ConsumerCall::Poll(3_000));
    let text = "Consumer group g already has the configured maximum number of members.";
    assert_eq!(why, ("GroupMaxSizeReachedException", text.to_owned()));
    assert_eq!(world.error("x", members[1].join()), "NONE");
}

#[test]
fn a_parked_join_delays_later_answers_on_its_connection() {
    let mut world = World::new().coordinating();
    world.topic("orders", 1);
    let mut ann = RawMember::new("ann", "g");
    let op = world.start("ann", ann.join());
    ann.id = world.joined(op).member_id;
    let connection = world.cluster.connect("ann");
    let join = world.start_on(connection, "ann", 9, ann.join());
    let fetch = RequestBody::OffsetFetch(OffsetFetchRequest::of_group("g".into(), None));
    let behind = world.start_on(connection, "ann", 9, fetch.clone());
    let beside = world.start("ann", fetch);
    assert!(!world.pending(beside, 10));
    assert!(world.pending(behind, 2_000));
    world.until(join);
    assert!(!world.pending(behind, 10));
}

#[test]
fn leaving_with_ones_own_join_parked_answers_it() {
    let mut world = World::new().coordinating();
    let mut eve = RawMember::new("eve", "g");
    let op = world.start_join(&mut eve);
    assert!(world.pending(op, 500));
    assert_eq!(world.error("x", eve.leave()), "NONE");
    let answer = world.joined(op);
    assert_eq!(answer.error, KafkaError::UnknownMemberId);
    assert_eq!(answer.member_id, "");
    // The delay of the first join goes on without members.
    assert_eq!(world.group_is("g"), (GroupState::PreparingRebalance, 0, 0));
    world.wait(4_500);
    assert_eq!(world.group_is("g"), (GroupState::Empty, 1, 0));
}

#[test]
fn when_the_last_member_leaves_a_generation_passes() {
    let mut world = quick();
    let mut members = RawMember::two();
    let generation = world.stable_group(&mut members);
    assert_eq!(world.error("x", members[0].leave()), "NONE");
    let op = world.start("bob", members[1].join());
    assert_eq!(world.joined(op).generation_id, generation + 1);
    assert_eq!(world.error("x", members[1].leave()), "NONE");
    let empty = (GroupState::Empty, generation + 2, 0);
    assert_eq!(world.group_is("g"), empty);
    let mut ann = RawMember::new("ann", "g");
    let op = world.start_join(&mut ann);
    assert_eq!(world.joined(op).generation_id, generation + 3);
}

#[test]
fn several_members_leave_with_one_request() {
    let mut world = quick();
    let mut members = RawMember::two();
    let generation = world.stable_group(&mut members);
    let leave = RequestBody::LeaveGroup(LeaveGroupRequest {
        group_id: "g".into(),
        members: vec![
            (members[0].id.clone(), None),
            ("nobody".into(), None),
            (members[1].id.clone(), None),
        ],
    });
    let Response::LeaveGroup(answer) = world.ask("x", leave) else {
        panic!("no answer to LeaveGroup");
    };
    assert_eq!(answer.error, KafkaError::None);
    let errors: Vec<&str> = answer.members.iter().map(|m| m.2.name()).collect();
    assert_eq!(errors, ["NONE", "UNKNOWN_MEMBER_ID", "NONE"]);
    let empty = (GroupState::Empty, generation + 1, 0);
    assert_eq!(world.group_is("g"), empty);
}

#[test]
fn groups_with_members_cannot_be_deleted() {
    let mut world = quick();
    let mut members = RawMember::two();
    world.stable_group(&mut members);
    assert_eq!(world.error("x", members[0].commit(2, 5)), "NONE");
    let delete = |world: &mut World| world.admin_error(AdminCall::DeleteGroups(vec!["g".into()]));
    assert_eq!(delete(&mut world).0, "NON_EMPTY_GROUP");
    for member in &members {
        assert_eq!(world.error("x", member.leave()), "NONE");
    }
    world.wait(60_000);
    assert_eq!(delete(&mut world).0, "NONE");
    assert_eq!(world.committed("g", "orders-0"), None);
    let missing = ("GROUP_ID_NOT_FOUND", String::new());
    assert_eq!(delete(&mut world), missing);
    // An id that was given before belongs to nobody now.
    assert_eq!(world.error("x", members[0].join()), "UNKNOWN_MEMBER_ID");
}
