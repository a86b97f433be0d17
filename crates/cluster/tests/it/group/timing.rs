//! What time does to a group: the first join, rebalance, session and sync
//! timeouts.

use broker::group::{GroupState, RemovalReason};
use cluster::command::CommitMode;
use protocol::error::KafkaError;
use worlds::raw::RawMember;
use worlds::{Program, World};

#[test]
fn a_lone_member_waits_three_seconds() {
    let mut world = World::new().coordinating();
    let mut ann = RawMember::new("ann", "g");
    let op = world.start_join(&mut ann);
    let before = world.now();
    assert_eq!(world.joined(op).generation_id, 1);
    assert_eq!(world.now() - before, 3_002);
}

#[test]
fn the_first_join_phase_is_extended_while_members_come() {
    // Rebalance timeout, when the second comes, when both are answered.
    for (rebalance_ms, second, answered) in [
        (30_000, None, 3_002),
        // Somebody came in the first three seconds: three more.
        (30_000, Some(1_500), 6_002),
        (30_000, Some(2_990), 6_002),
        // But never past the rebalance timeout.
        (4_500, Some(1_000), 4_502),
        (3_000, Some(1_000), 3_002),
        (1_000, Some(500), 3_002),
    ] {
        let mut world = World::new().coordinating();
        let [mut ann, mut bob] = RawMember::two();
        ann.rebalance_ms = rebalance_ms;
        bob.rebalance_ms = rebalance_ms;
        let op = world.start_join(&mut ann);
        let before = world.now();
        if let Some(second) = second {
            world.wait(second);
            world.start_join(&mut bob);
        }
        assert_eq!(world.joined(op).generation_id, 1);
        assert_eq!(world.now() - before, answered, "{rebalance_ms} {second:?}");
        let members = 1 + usize::from(second.is_some());
        assert_eq!(world.group("g").members().len(), members);
    }
}

#[test]
fn members_that_come_one_after_another_extend_it_up_to_the_rebalance_timeout() {
    let mut world = World::new().coordinating();
    let clients = ["a", "b", "c", "d", "e", "f"];
    let mut members = clients.map(|client| RawMember {
        rebalance_ms: 10_000,
        ..RawMember::new(client, "g")
    });
    let first = world.start_join(&mut members[0]);
    let before = world.now();
    for member in &mut members[1..] {
        world.wait(2_000 - 2);
        world.start_join(member);
    }
    world.until(first);
    assert_eq!(world.now() - before, 10_002);
}

#[test]
fn a_later_join_phase_ends_as_soon_as_all_are_back() {
    let mut world = World::new().coordinating();
    let mut members = RawMember::two();
    let op = world.start_join(&mut members[0]);
    world.until(op);
    let [ann, bob] = &mut members;
    let bobs = world.start_join(bob);
    assert!(world.pending(bobs, 10_000));
    let before = world.now();
    world.start("ann", ann.join());
    assert_eq!(world.joined(bobs).generation_id, 2);
    assert_eq!(world.now() - before, 2);
}

#[test]
fn who_does_not_come_back_in_the_rebalance_timeout_is_out() {
    let mut world = World::short_sessions().coordinating();
    let mut members = RawMember::two();
    members[0].rebalance_ms = 7_000;
    members[1].rebalance_ms = 4_000;
    let generation = world.stable_group(&mut members);
    let [ann, bob] = &members;
    // The largest of the members' timeouts counts.
    let join = RawMember {
        topics: vec!["other"],
        ..bob.clone()
    };
    let before = world.now();
    let op = world.start("bob", join.join());
    while world.now() - before < 5_500 {
        world.wait(1_000);
        assert_eq!(
            world.error("x", ann.heartbeat(generation)),
            "REBALANCE_IN_PROGRESS"
        );
    }
    let answer = world.joined(op);
    assert_eq!(world.now() - before, 7_002);
    assert_eq!(answer.generation_id, generation + 1);
    assert_eq!(answer.leader, bob.id);
    let removed = world.cluster.state().observed().removed("g").unwrap();
    assert_eq!(removed.reason, RemovalReason::RebalanceTimeout);
    assert_eq!(
        world.error("x", ann.heartbeat(generation)),
        "UNKNOWN_MEMBER_ID"
    );
}

#[test]
fn a_silent_member_is_out_after_its_session_timeout() {
    for (session_ms, waited, member) in [(4_000, 3_990, true), (4_000, 4_000, false)] {
        let mut world = World::short_sessions().coordinating();
        let mut members = [RawMember::new("ann", "g")];
        members[0].session_ms = session_ms;
        let generation = world.stable_group(&mut members);
        let since = world.group("g").members().values().next().unwrap().seen();
        let passed = world.cluster.now() - since;
        world.wait(waited - passed);
        let state = world.group("g").state();
        assert_eq!(state == GroupState::Stable, member, "{waited}");
        let error = world.error("x", members[0].heartbeat(generation));
        assert_eq!(error == "NONE", member);
    }
}

#[test]
fn heartbeats_and_commits_keep_a_member_and_nothing_else_does() {
    type Sign = fn(&RawMember, i32) -> protocol::api::RequestBody;
    let heartbeat: Sign = |ann, generation| ann.heartbeat(generation);
    let commit: Sign = |ann, generation| ann.commit(generation, 1);
    let sync: Sign = |ann, generation| ann.sync(generation, &[]);
    let old_heartbeat: Sign = |ann, generation| ann.heartbeat(generation - 1);
    let old_commit: Sign = |ann, generation| ann.commit(generation - 1, 1);
    for (name, sign, kept) in [
        ("heartbeat", heartbeat, true),
        ("commit", commit, true),
        ("sync", sync, false),
        ("old heartbeat", old_heartbeat, false),
        ("old commit", old_commit, false),
    ] {
        let mut world = World::short_sessions().coordinating();
        world.topic("orders", 1);
        let mut members = [RawMember::new("ann", "g")];
        members[0].session_ms = 4_000;
        let generation = world.stable_group(&mut members);
        world.wait(2_500);
        world.error("x", sign(&members[0], generation));
        world.wait(2_500);
        let error = world.error("x", members[0].heartbeat(generation));
        let wanted = if kept { "NONE" } else { "UNKNOWN_MEMBER_ID" };
        assert_eq!(error, wanted, "{name}");
    }
}

#[test]
fn a_parked_join_survives_the_session_timeout() {
    let mut world = World::short_sessions().coordinating();
    let mut members = RawMember::two();
    members[0].session_ms = 4_000;
    members[1].session_ms = 1_500;
    let [ann, bob] = &mut members;
    let mut alone = [ann.clone()];
    let generation = world.stable_group(&mut alone);
    let [ann] = alone;
    let op = world.start_join(bob);
    assert!(world.pending(op, 2_500));
    let error = world.error("x", ann.heartbeat(generation));
    assert_eq!(error, "REBALANCE_IN_PROGRESS");
    // Ann falls silent, and is out before the rebalance timeout.
    let before = world.now();
    let answer = world.joined(op);
    assert_eq!(answer.error, KafkaError::None);
    assert_eq!(answer.leader, bob.id);
    assert!((4_000..4_100).contains(&(world.now() - before)));
    assert_eq!(
        world.error("x", ann.heartbeat(generation)),
        "UNKNOWN_MEMBER_ID"
    );
}

/// A group of two that waits for its leader's assignment, for five seconds at
/// most; and its generation.
fn completing() -> (World, [RawMember; 2], i32) {
    let mut world = World::short_sessions().coordinating();
    let mut members = RawMember::two();
    for member in &mut members {
        member.rebalance_ms = 5_000;
    }
    let generation = world.completing_group(&mut members);
    (world, members, generation)
}

#[test]
fn who_does_not_sync_in_the_rebalance_timeout_is_out() {
    let (mut world, [ann, bob], generation) = completing();
    let op = world.start("bob", bob.sync(generation, &[]));
    for _ in 0..4 {
        world.wait(1_000);
        assert_eq!(world.error("x", ann.heartbeat(generation)), "NONE");
    }
    // The leader's assignment never came: bob has to join again.
    assert_eq!(world.synced(op).error, KafkaError::RebalanceInProgress);
    let removed = world.cluster.state().observed().removed("g").unwrap();
    assert_eq!(removed.reason, RemovalReason::SyncTimeout);
    let op = world.start("bob", bob.join());
    let answer = world.joined(op);
    assert_eq!(answer.generation_id, generation + 1);
    assert_eq!(answer.leader, bob.id);
}

#[test]
fn the_sync_deadline_goes_on_after_the_leader_has_synced() {
    let (mut world, [ann, bob], generation) = completing();
    let op = world.start("ann", ann.sync(generation, &[(&bob, &["orders-0"])]));
    assert_eq!(world.synced(op).error, KafkaError::None);
    assert_eq!(world.group("g").state(), GroupState::Stable);
    for _ in 0..4 {
        world.wait(1_000);
        assert_eq!(world.error("x", bob.heartbeat(generation)), "NONE");
    }
    world.wait(1_000);
    assert_eq!(
        world.error("x", bob.heartbeat(generation)),
        "UNKNOWN_MEMBER_ID"
    );
    assert_eq!(world.group("g").state(), GroupState::PreparingRebalance);
}

#[test]
fn a_rebalance_timeout_of_nothing_removes_at_once() {
    let mut world = World::short_sessions().coordinating();
    let mut zed = RawMember {
        rebalance_ms: 0,
        ..RawMember::new("zed", "g")
    };
    let op = world.start_join(&mut zed);
    assert_eq!(world.joined(op).generation_id, 1);
    assert_eq!(world.error("x", zed.heartbeat(1)), "UNKNOWN_MEMBER_ID");
}

#[test]
fn a_group_at_rest_costs_nothing_for_a_week() {
    let mut world = World::short_sessions().coordinating();
    let mut members = [RawMember::new("ann", "g")];
    world.stable_group(&mut members);
    // Nobody heartbeats: it is Empty, keeps nothing, and goes with the next look.
    world.wait(3_600_000);
    let revision = world.cluster.state().revision();
    world.wait(7 * 86_400_000);
    assert_eq!(world.cluster.state().revision(), revision);
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
    let removed = world.cluster.state().observed().removed("g").unwrap();
    assert_eq!(removed.reason, RemovalReason::Left);
}
