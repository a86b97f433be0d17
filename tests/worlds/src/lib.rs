//! What the tests of all crates begin with: a small machine room with words in
//! which tests read as prose ([`World`]), and [`simulation`]s that a seed makes
//! up and that are watched.
//!
//! Flights take one millisecond unless a test says otherwise, and time moves
//! only while somebody waits for something.

pub mod groups;
mod hash;
pub mod logs;
mod program;
pub mod raw;
pub mod simulation;
mod world;
mod worlds;

use client::call::{OffsetAndMetadata, Offsets, ProducerRecord};
use client::outcome::{ConsumerRecord, Outcome};
use protocol::config::Settings;
use protocol::exception::Exception;
use protocol::record::{Millis, Offset, Payload};
use protocol::topic_partition::TopicPartition;
use std::sync::Arc;

pub use hash::Fnv;
pub use program::Program;
pub use world::World;

/// Marks a test that runs natively and in wasm: a file of such tests uses it in
/// the place of the built-in one. What a crate of tests does not name in wasm
/// at all runs natively only.
#[cfg(not(target_arch = "wasm32"))]
pub use core::prelude::v1::test;
#[cfg(target_arch = "wasm32")]
pub use wasm_bindgen_test::wasm_bindgen_test as test;

/// The instant at which every world begins.
pub const START: Millis = 1_700_000_000_000;
/// Settings from a list.
pub fn settings(pairs: &[(&str, &str)]) -> Settings {
    let pairs = pairs.iter();
    pairs.map(|(k, v)| ((*k).into(), (*v).into())).collect()
}

/// The partition `partition` of `topic`.
pub fn tp(topic: &str, partition: i32) -> TopicPartition {
    TopicPartition::new(topic, partition)
}

/// Partitions by name.
pub fn tps(names: &[&str]) -> Vec<TopicPartition> {
    let names = names.iter();
    names.map(|n| TopicPartition::parse(n).unwrap()).collect()
}

/// Offsets to commit, by partition's name.
pub fn offsets(list: &[(&str, Offset)]) -> Offsets {
    let each = list.iter().map(|(name, offset)| {
        let partition = TopicPartition::parse(name).unwrap();
        (partition, OffsetAndMetadata::new(*offset))
    });
    each.collect()
}

/// A record for a topic, with a partition and a key where they are given.
pub fn record(topic: &str, partition: Option<i32>, key: Option<&str>) -> ProducerRecord {
    ProducerRecord {
        topic: topic.into(),
        partition,
        key: key.map(Payload::from),
        value: Some("v".into()),
        headers: Arc::from([]),
        timestamp: None,
    }
}

/// A record with a value of so many bytes.
pub fn sized(topic: &str, partition: Option<i32>, bytes: u32) -> ProducerRecord {
    ProducerRecord {
        value: Some(Payload::Zeros(bytes)),
        ..record(topic, partition, None)
    }
}

/// Records as `orders-0@3`.
pub fn names(records: &[ConsumerRecord]) -> Vec<String> {
    let records = records.iter();
    records
        .map(|r| format!("{}@{}", r.partition, r.offset))
        .collect()
}

/// `orders-0@3` and so on, for one partition.
pub fn range(partition: &str, offsets: std::ops::Range<Offset>) -> Vec<String> {
    offsets.map(|o| format!("{partition}@{o}")).collect()
}

/// What a call threw.
pub fn thrown(outcome: &Outcome) -> &Exception {
    match outcome {
        Outcome::Threw(exception) => exception,
        other => panic!("nothing was thrown, but: {other:?}"),
    }
}

/// The protocol's name of what a call threw, if it has one.
pub fn thrown_name(outcome: &Outcome) -> &'static str {
    thrown(outcome).error.map_or("", |error| error.name())
}

/// Class and text of what a call threw.
pub fn thrown_text(outcome: &Outcome) -> (&'static str, &str) {
    let exception = thrown(outcome);
    (exception.class, &exception.message)
}

/// Settings of a consumer that commits by itself at every poll.
pub const EAGER_COMMIT: &[(&str, &str)] = &[
    ("enable.auto.commit", "true"),
    ("auto.commit.interval.ms", "0"),
];

/// Settings of a member that rebalances cooperatively.
pub const COOPERATIVE: &[(&str, &str)] = &[(
    "partition.assignment.strategy",
    "org.apache.kafka.clients.consumer.CooperativeStickyAssignor",
)];
