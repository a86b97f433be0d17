//! What the engine does in a browser, to be measured: records produced, and
//! the same records appended to a plain vector.

use client::call::{AdminCall, ProducerCall, ProducerRecord};
use cluster::command::{ClientKind, Command};
use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use cluster::Cluster;
use protocol::api::NewTopic;
use protocol::config::Settings;
use protocol::record::Record;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// How many keys there are.
const KEYS: u32 = 100;

fn record(number: u32) -> ProducerRecord {
    let key = ["key-", &(number % KEYS).to_string()].concat();
    ProducerRecord {
        topic: "bench".into(),
        partition: None,
        key: Some(key.as_str().into()),
        value: Some("a value of twenty by".into()),
        headers: Arc::from([]),
        timestamp: Some(0),
    }
}

/// Produces `n` records through producer, network, broker and event log;
/// answers how many the log holds then.
#[wasm_bindgen]
pub fn produce(n: u32) -> u32 {
    let mut cluster = Cluster::new(ClusterConfig::fast(), Limits::large(), 1, 0);
    let topic = NewTopic {
        name: "bench".into(),
        partitions: 6,
        configs: Settings::new(),
        ..NewTopic::default()
    };
    let commands = [
        Command::Admin(AdminCall::CreateTopics(vec![topic])),
        Command::StartClient {
            name: "producer".into(),
            kind: ClientKind::Producer,
            settings: Settings::new(),
        },
    ];
    for command in &commands {
        cluster.submit(command).expect("the command is valid");
        cluster.advance_to(cluster.now() + 1_000);
    }
    let send = Command::Call {
        machine: "producer".into(),
        call: ProducerCall::Send((0..n).map(record).collect()).into(),
    };
    cluster.submit(&send).expect("the command is valid");
    cluster.advance_until(i64::MAX / 2, |cluster| {
        let machine = cluster.state().machine("producer");
        let producer = machine.and_then(|(_, machine)| machine.client.producer());
        producer.is_none_or(|producer| producer.sends.is_empty())
    });
    let topic = &cluster.state().broker.topics["bench"];
    topic.partitions.iter().map(|log| log.end() as u32).sum()
}

/// Appends the same `n` records to a vector; answers its length.
#[wasm_bindgen]
pub fn append(n: u32) -> u32 {
    let mut log: Vec<Record> = Vec::new();
    for number in 0..n {
        let record = record(number);
        log.push(Record {
            key: record.key,
            value: record.value,
            headers: record.headers,
            timestamp: 0,
        });
    }
    std::hint::black_box(&log).len() as u32
}
