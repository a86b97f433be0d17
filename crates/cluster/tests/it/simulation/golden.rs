//! One named scenario whose events are the same for ever and everywhere:
//! natively and in wasm.

use client::call::AdminCall;
use cluster::command::{Command, CommitMode, ConsumerSpec, ProducerSpec, Rate};
use cluster::config::ClusterConfig;
use cluster::event::Event;
use cluster::limits::Limits;
use cluster::{Cluster, SEMANTICS};
use protocol::api::NewTopic;
use protocol::config::Settings;
use protocol::name::Name;
use std::fmt::Write;
use worlds::simulation::run::START;
use worlds::{settings, test, Fnv};

/// The hash of the events of [`opening_with_a_crash`].
///
/// It changes when the engine does something else than before, or when an
/// event is written down in another way. The first is a change that old links
/// see; look at it before this number is changed.
///
/// Each row is a number of the semantics with its hash. Where the first is the
/// case, [`SEMANTICS`] is raised and a row is added; where the second is, the
/// last row is corrected.
const GOLDEN: &[(u32, u64)] = &[(1, 0x51b1_2db5_811d_a21f)];

fn hash(events: &[Event]) -> u64 {
    let mut hash = Fnv::default();
    for event in events {
        writeln!(hash, "{event:?}").expect("a hash takes any text");
    }
    hash.0
}

/// The scene on which the page opens: one topic of three partitions, a
/// producer with keys, a group of two. After 20 s a member crashes, after 40 s
/// it starts again.
fn opening_with_a_crash(seed: u64) -> Vec<Event> {
    let mut cluster = Cluster::new(ClusterConfig::page(), Limits::page(), seed, START);
    let orders = Name::from("orders");
    let scene = [
        (
            0,
            Command::Admin(AdminCall::CreateTopics(vec![NewTopic {
                name: orders.clone(),
                partitions: 3,
                configs: Settings::new(),
                ..NewTopic::default()
            }])),
        ),
        (
            500,
            Command::StartProducer(ProducerSpec {
                name: None,
                topic: orders.clone(),
                keys: ["ada", "grace", "linus", "barbara"].map(Name::from).into(),
                rate: Rate {
                    records: 2,
                    per_ms: 1_000,
                },
                settings: Settings::new(),
            }),
        ),
        (
            500,
            Command::StartConsumers(ConsumerSpec {
                name: None,
                members: 2,
                group: "billing".into(),
                topics: vec![orders],
                pattern: None,
                work_ms: 400,
                commit: CommitMode::Batch,
                by_hand: false,
                habit: Default::default(),
                settings: settings(&[
                    ("auto.offset.reset", "earliest"),
                    ("session.timeout.ms", "10000"),
                ]),
            }),
        ),
        (20_000, Command::Crash("c1".into())),
        (40_000, Command::Start("c1".into())),
    ];
    for (at, command) in scene {
        cluster.advance_to(START + at);
        cluster.submit(&command).expect("the scene is possible");
    }
    cluster.advance_to(START + 60_000);
    cluster.drain_events()
}

#[test]
fn the_opening_scene_has_the_same_events_everywhere() {
    let events = opening_with_a_crash(2_026);
    let found = hash(&events);
    assert_eq!(
        GOLDEN.last(),
        Some(&(SEMANTICS, found)),
        "{} events hash to {found:#018x}",
        events.len()
    );
    assert_eq!(events, opening_with_a_crash(2_026), "the same seed");
    assert_ne!(events, opening_with_a_crash(2_027), "another seed");
}

#[test]
fn semantics_are_numbered_in_a_row() {
    let numbers = GOLDEN.iter().map(|(semantics, _)| *semantics);
    assert!(numbers.eq(1..=SEMANTICS));
}
