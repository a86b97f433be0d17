//! What tutorials get wrong about producers, one test each. The numbers are
//! those of the list of gotchas in the project's notes on Kafka's semantics.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod common;

use client::call::Call;
use cluster::command::{ClientKind, Command};
use common::{record, World};

#[test]
fn gotcha_09_acks_all_is_satisfied_by_the_only_replica() {
    let mut world = World::with_broker(&[("min.insync.replicas", "2")]);
    world.topic("orders", 1);
    world.producer("p", &[("acks", "all")]);
    world.send(vec![record("orders", Some(0), None)]);
    assert_eq!(world.log("orders-0").high_watermark(), 1);
}

#[test]
fn gotcha_10_idempotence_does_not_see_what_the_application_sends_again() {
    let mut world = World::new();
    world.topic("orders", 1);
    world.producer("p", &[("enable.idempotence", "true")]);
    let same = record("orders", Some(0), Some("order-1"));
    world.send(vec![same.clone()]);
    world.send(vec![same.clone()]);
    assert_eq!(world.ends("orders"), [2]);
    // Nor what another run of the same program sends again.
    world.order(Command::Crash, "p");
    world.order(Command::Start, "p");
    world.send(vec![same]);
    assert_eq!(world.ends("orders"), [3]);
}

#[test]
fn gotcha_11_only_an_explicit_idempotence_is_an_error_beside_weak_acks() {
    let start = |settings: &[(&str, &str)]| {
        let mut world = World::new();
        let started = world.cluster.submit(&Command::StartClient {
            name: "p".into(),
            kind: ClientKind::Producer,
            settings: common::settings(settings),
        });
        started.map(|_| world.producer_of("p").config.enable_idempotence)
    };
    let asked = ("enable.idempotence", "true");
    assert_eq!(start(&[]).ok(), Some(true));
    for weak in [("acks", "1"), ("acks", "0"), ("retries", "0")] {
        assert_eq!(start(&[weak]).ok(), Some(false), "{weak:?}");
        assert!(start(&[weak, asked]).is_err(), "{weak:?}");
    }
    // More than five in flight are an error in any case.
    let six = ("max.in.flight.requests.per.connection", "6");
    assert!(start(&[six]).is_err());
    let off = ("enable.idempotence", "false");
    assert_eq!(start(&[six, off]).ok(), Some(false));
}

#[test]
fn gotcha_14_send_blocks_for_metadata_and_for_memory() {
    let mut world = World::with_broker(&[("auto.create.topics.enable", "false")]);
    world.topic("orders", 1);
    let small = [("buffer.memory", "200"), ("batch.size", "100")];
    world.producer("p", &[small[0], small[1], ("max.block.ms", "1500")]);
    let before = world.now();
    let why = world.send_fails("p", record("nowhere", None, None));
    assert_eq!(why.0, "TimeoutException");
    assert_eq!(world.now() - before, 1_500);
    world.send(vec![record("orders", Some(0), None)]);
    // A batch of 115 bytes leaves no room for another one.
    world.order(Command::Cut, "p");
    let mut long = record("orders", Some(0), None);
    long.value = Some("x".repeat(30).as_str().into());
    let first = world.begin("p", Call::Send([long.clone()].into()));
    assert!(world.pending(first, 0));
    let before = world.now();
    let why = world.send_fails("p", long);
    assert_eq!(why.0, "BufferExhaustedException");
    assert_eq!(why.1, "Failed to allocate 115 bytes within the configured max blocking time 1500 ms. Total memory: 200 bytes. Available memory: 85 bytes. Poolable size: 100 bytes");
    assert_eq!(world.now() - before, 1_500);
}
