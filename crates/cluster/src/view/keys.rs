//! Where the producers of a topic send each key, beside each other.

use super::ProducerView;
use protocol::map::Set;
use protocol::name::Name;
use serde::Serialize;

/// More keys than these make no table that one compares.
const KEYS: usize = 8;

/// Keys of a topic, and the partitions to which its producers send them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyTableView {
    /// The keys, in the order in which the producers name them; at most eight.
    pub keys: Vec<ComparedKeyView>,
    /// A row per producer, in the order in which they were started.
    pub rows: Vec<KeyRowView>,
}

/// A key of which producers are compared.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ComparedKeyView {
    /// The key's text.
    pub key: String,
    /// See [`super::CellView::tint`].
    pub tint: Option<u32>,
}

/// Where one producer sends the keys of the table.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyRowView {
    /// The producer's machine.
    pub producer: Name,
    /// One per key of the table.
    pub places: Vec<KeyPlaceView>,
}

/// Where one producer sends one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyPlaceView {
    /// The partition; null where that is not known, see
    /// [`super::KeyView::partition`], or where the producer does not use the key.
    pub partition: Option<i32>,
    /// Whether the first row says something else.
    pub elsewhere: bool,
}

/// The table of a topic's keys, as soon as two producers that know their
/// keys' partitions choose them in different ways.
pub(super) fn table(topic: &str, producers: &[ProducerView]) -> Option<KeyTableView> {
    let known: Vec<&ProducerView> = producers
        .iter()
        .filter(|producer| producer.topic.as_deref() == Some(topic))
        .filter(|producer| producer.keys.iter().any(|key| key.partition.is_some()))
        .collect();
    let ways: Set<(&str, &str)> = known
        .iter()
        .map(|producer| (producer.client, producer.partitioner))
        .collect();
    if ways.len() < 2 {
        return None;
    }
    let mut keys: Vec<ComparedKeyView> = Vec::new();
    for key in known.iter().flat_map(|producer| &producer.keys) {
        if keys.len() < KEYS && keys.iter().all(|other| other.key != key.key) {
            keys.push(ComparedKeyView {
                key: key.key.clone(),
                tint: key.tint,
            });
        }
    }
    let rows = known
        .iter()
        .map(|producer| KeyRowView {
            producer: producer.machine.name.clone(),
            places: keys
                .iter()
                .map(|key| place(producer, known[0], &key.key))
                .collect(),
        })
        .collect();
    Some(KeyTableView { keys, rows })
}

fn place(producer: &ProducerView, first: &ProducerView, key: &str) -> KeyPlaceView {
    let partition = partition_of(producer, key);
    KeyPlaceView {
        partition,
        elsewhere: partition != partition_of(first, key),
    }
}

fn partition_of(producer: &ProducerView, key: &str) -> Option<i32> {
    let mut keys = producer.keys.iter();
    keys.find(|known| known.key == key)?.partition
}
