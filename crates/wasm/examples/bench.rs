//! What the engine does in a browser, to be measured: records produced, the
//! same records appended to a plain vector, and long sessions.

use client::call::{AdminCall, ProducerCall, ProducerRecord};
use cluster::command::{ClientKind, Command};
use cluster::config::ClusterConfig;
use cluster::instant::Instant;
use cluster::limits::Limits;
use cluster::Cluster;
use kafka_playground_shell::Session;
// What the page asks the engine is exported, too.
use kafka_playground_wasm as _;
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
        let producer = machine.and_then(|(_, machine)| machine.client().producer());
        producer.is_none_or(|producer| producer.is_idle())
    });
    let topic = &cluster.state().broker().topics()["bench"];
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

/// Plays a scene until it has so many events, and leaves it for another branch
/// time and again, until there are so many branches. Answers how many there
/// are. How much memory that took, JavaScript knows.
#[wasm_bindgen]
pub fn history(script: &str, events: usize, branches: u32) -> usize {
    let mut session = Session::new(1, 0, ClusterConfig::page(), Limits::page());
    session.load(script).expect("the scene is possible");
    let grow = |session: &mut Session, events: usize| {
        while session.history().events_now() < events {
            session.advance(session.now() + 1_000);
        }
    };
    grow(&mut session, events);
    let end = session.end();
    for branch in 1..branches {
        let way = end / i64::from(branches) * i64::from(branch);
        session.go(0, Instant::after_all(way));
        session.run("crash c1").expect("it runs");
        let now = session.history().events_now();
        grow(&mut session, (now + events / 20).min(events));
    }
    session.branches().len()
}

/// How long a scene has to be played until it has so many events, in
/// milliseconds of virtual time.
#[wasm_bindgen]
pub fn lasts(script: &str, events: usize) -> f64 {
    let mut session = Session::new(1, 0, ClusterConfig::page(), Limits::page());
    session.load(script).expect("the scene is possible");
    while session.history().events_now() < events {
        session.advance(session.now() + 1_000);
    }
    session.now() as f64
}
