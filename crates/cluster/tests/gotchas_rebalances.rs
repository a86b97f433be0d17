//! What tutorials get wrong about rebalances, one test each. The numbers are
//! those of the list of gotchas in the project's notes on Kafka's semantics.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod common;

use client::call::Call;
use cluster::command::Command;
use common::groups::Received;
use common::{tps, World, COOPERATIVE};

#[test]
fn gotcha_55_the_default_assignors_rebalance_eagerly() {
    let mut world = World::quick();
    world.topic("orders", 2);
    for name in ["c1", "c2"] {
        world.member(name, "g", &[]);
        world.subscribe(name, &["orders"]);
        world.settle("g", &["c1", "c2"][..if name == "c1" { 1 } else { 2 }]);
    }
    assert_eq!(world.group("g").protocol.as_deref(), Some("range"));
    // It gives back also what it gets again.
    assert_eq!(
        world.told("c1"),
        [
            "assigned [orders-0 orders-1]",
            "revoked [orders-0 orders-1]",
            "assigned [orders-0]",
        ]
    );
    assert_eq!(world.told("c2"), ["assigned [orders-1]"]);
}

#[test]
fn gotcha_58_a_cooperative_hand_over_takes_two_rebalances() {
    let mut world = World::quick();
    world.topic("orders", 2);
    world.member("c1", "g", COOPERATIVE);
    world.subscribe("c1", &["orders"]);
    world.settle("g", &["c1"]);
    assert_eq!(world.group_is("g").1, 1);
    world.member("c2", "g", COOPERATIVE);
    world.subscribe("c2", &["orders"]);
    let given_up = tps(&["orders-1"]);
    let mut rounds_without_owner = 0;
    let mut received = Received::new();
    while world.group_is("g").1 < 3 {
        world.round(&["c1", "c2"], 1, &mut received);
        let owned = [world.owned("c1"), world.owned("c2")].concat();
        // What does not move is read all the time.
        assert!(owned.contains(&"orders-0".to_owned()));
        if owned.len() < 2 {
            rounds_without_owner += 1;
            // Who gave it up says so until the second round is over.
            assert_eq!(world.consumer_of("c1").membership.handing_over, given_up);
        }
    }
    // Between the two nobody has what moves.
    assert!(rounds_without_owner > 0);
    world.settle("g", &["c1", "c2"]);
    assert_eq!(world.group_is("g").1, 3);
    assert!(world.consumer_of("c1").membership.handing_over.is_empty());
    assert_eq!(
        world.told("c1"),
        [
            "assigned [orders-0 orders-1]",
            "revoked [orders-1]",
            "assigned []",
            "assigned []",
        ]
    );
    assert_eq!(world.told("c2"), ["assigned []", "assigned [orders-1]"]);
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
    world.done("c2", Call::Close);
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
    world.admin(Call::CreatePartitions(vec![("orders".into(), 3)]));
    world.pump(&["c1"], 301_000);
    world.settle("g", &["c1"]);
    assert_eq!(world.owned("c1"), ["orders-0", "orders-1", "orders-2"]);
    assert_eq!(world.group_is("g").1, generation + 2);
}
