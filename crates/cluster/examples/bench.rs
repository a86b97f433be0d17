//! Measures the engine natively, and prints each figure as one JSON object a
//! line: `name`, `value`, `unit`, `against`.
//!
//! `cargo xtask bench` runs it in release.

// To measure is to look at a clock, and to print.
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::disallowed_types
)]

use client::call::{AdminCall, ProducerCall, ProducerRecord};
use client::outcome::Outcome;
use cluster::command::{ClientKind, Command, CommitMode, ConsumerSpec, ProducerSpec, Rate};
use cluster::config::ClusterConfig;
use cluster::event::Event;
use cluster::explore::{Bounds, Exploration};
use cluster::history::History;
use cluster::limits::Limits;
use cluster::Cluster;
use protocol::api::NewTopic;
use protocol::config::Settings;
use protocol::name::Name;
use protocol::record::{Millis, Payload, Record};
use protocol::topic_partition::TopicPartition;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

/// The first instant, in Unix time.
const START: Millis = 1_750_000_000_000;
/// Records that are produced in bulk.
const RECORDS: usize = 1_000_000;
/// How often each figure is measured; the best counts, because everything else
/// on the machine only makes it worse.
const ROUNDS: usize = 5;
/// Partitions of the topic.
const PARTITIONS: i32 = 6;

fn main() {
    produce();
    virtual_second();
    clone();
    seek();
    what_if();
}

fn figure(name: &str, value: f64, unit: &str, against: &str) {
    println!(r#"{{"name":"{name}","value":{value:.3},"unit":"{unit}","against":"{against}"}}"#);
}

/// The shortest of some measurements, in seconds. What is measured makes
/// something, whose end is not measured.
fn best<S, T>(mut set_up: impl FnMut() -> S, mut run: impl FnMut(S) -> T) -> f64 {
    let seconds = (0..ROUNDS).map(|_| {
        let begin = set_up();
        let start = Instant::now();
        let end = run(begin);
        let seconds = start.elapsed().as_secs_f64();
        drop(black_box(end));
        seconds
    });
    seconds.fold(f64::INFINITY, f64::min)
}

/// Records with keys, as an application hands them to its producer.
fn records() -> Arc<[ProducerRecord]> {
    let keys: Vec<Payload> = (0..1_000)
        .map(|key| Payload::from(format!("customer-{key}").as_str()))
        .collect();
    let value = Payload::from("a value of some twenty bytes");
    let headers = Arc::from([]);
    (0..RECORDS)
        .map(|number| ProducerRecord {
            topic: "orders".into(),
            partition: None,
            key: Some(keys[number % keys.len()].clone()),
            value: Some(value.clone()),
            headers: Arc::clone(&headers),
            timestamp: None,
        })
        .collect()
}

/// A cluster with the topic.
fn cluster(config: ClusterConfig, limits: Limits) -> Cluster {
    let mut cluster = Cluster::new(config, limits, 1, START);
    let orders = NewTopic {
        name: "orders".into(),
        partitions: PARTITIONS,
        configs: Settings::new(),
        ..NewTopic::default()
    };
    give(
        &mut cluster,
        Command::Admin(AdminCall::CreateTopics(vec![orders])),
    );
    cluster.advance_to(START + 2_000);
    cluster
}

fn give(cluster: &mut Cluster, command: Command) {
    cluster.submit(&command).expect("the command is possible");
}

/// Produces records in bulk, until all are acknowledged, and takes the events.
fn produce_all((mut cluster, call): (Cluster, Command)) -> (Cluster, Vec<Event>) {
    let op = cluster.submit(&call).expect("the call is possible");
    let op = op.expect("a call is an operation");
    let deadline = START + 3_600_000;
    let done = cluster.advance_until(deadline, |cluster| cluster.outcome(op).is_some());
    assert!(done, "not all were acknowledged");
    let events = cluster.drain_events();
    (cluster, events)
}

fn produced(cluster: &Cluster) -> i64 {
    let broker = cluster.state().broker();
    let logs = (0..PARTITIONS).map(|p| broker.log(&TopicPartition::new("orders", p)));
    logs.flatten().map(|log| log.end()).sum()
}

/// Records per second through producer, broker and event log, and the same
/// records appended to a vector.
fn produce() {
    let records = records();
    let set_up = || {
        let mut cluster = cluster(ClusterConfig::fast(), Limits::large());
        let machine = Name::from("writer");
        let start = Command::StartClient {
            name: machine.clone(),
            kind: ClientKind::Producer,
            settings: Settings::new(),
        };
        give(&mut cluster, start);
        cluster.advance_to(START + 3_000);
        cluster.drain_events();
        let call = ProducerCall::Send(Arc::clone(&records));
        let call = call.into();
        (cluster, Command::Call { machine, call })
    };
    let (cluster, events) = produce_all(set_up());
    assert_eq!(produced(&cluster), RECORDS as i64);
    assert!(matches!(
        cluster.state().operations().values().last().map(|o| &o.progress),
        Some(cluster::operation::Progress::Completed(outcome, _))
            if matches!(&**outcome, Outcome::Sent(sent) if sent.len() == RECORDS)
    ));
    println!("{} events for {RECORDS} records", events.len());
    drop((cluster, events));
    let engine = best(set_up, produce_all);
    let bare = best(|| (), |()| append(&records));
    let per_second = |seconds: f64| RECORDS as f64 / seconds;
    figure(
        "records produced, native",
        per_second(engine),
        "records/s",
        "at least 1,000,000",
    );
    figure(
        "bare append to a Vec, native",
        per_second(bare),
        "records/s",
        "",
    );
    figure(
        "produced against bare append, native",
        engine / bare,
        "times",
        "at most 30",
    );
}

/// The bare append: each record, as a log keeps it, at the end of a vector.
fn append(records: &[ProducerRecord]) -> Vec<Record> {
    let mut log = Vec::new();
    for record in records {
        log.push(Record {
            key: record.key.clone(),
            value: record.value.clone(),
            headers: record.headers.clone(),
            timestamp: record.timestamp.unwrap_or(START),
        });
    }
    log
}

/// The cluster of the page's scenes, with six members, some seconds old.
fn running() -> Cluster {
    let mut cluster = cluster(ClusterConfig::page(), Limits::page());
    let producer = ProducerSpec {
        name: None,
        topic: "orders".into(),
        keys: ["ada", "grace", "linus", "barbara"].map(Name::from).into(),
        rate: Rate {
            records: 4,
            per_ms: 1_000,
        },
        settings: Settings::new(),
    };
    give(&mut cluster, Command::StartProducer(producer));
    let consumers = ConsumerSpec {
        name: None,
        members: 6,
        group: "billing".into(),
        topics: vec!["orders".into()],
        pattern: None,
        work_ms: 100,
        commit: CommitMode::Batch,
        by_hand: false,
        habit: Default::default(),
        settings: Settings::new(),
    };
    give(&mut cluster, Command::StartConsumers(consumers));
    cluster.advance_to(START + 20_000);
    cluster.drain_events();
    cluster
}

fn virtual_second() {
    const SECONDS: Millis = 20;
    let running = running();
    let all = best(
        || running.clone(),
        |mut cluster| {
            for _ in 0..SECONDS {
                let to = cluster.now() + 1_000;
                cluster.advance_to(to);
                black_box(cluster.drain_events());
            }
            cluster
        },
    );
    figure(
        "a virtual second of 6 partitions and 6 members, native",
        all / SECONDS as f64 * 1e6,
        "µs",
        "",
    );
}

/// A copy of a running cluster whose logs hold many records, each in a batch of
/// its own.
fn clone() {
    const HELD: usize = 10_000;
    let mut cluster = running();
    let call = |records: usize| Command::Call {
        machine: "one-by-one".into(),
        call: ProducerCall::Send(records_of(records).into()).into(),
    };
    let start = Command::StartClient {
        name: "one-by-one".into(),
        kind: ClientKind::Producer,
        settings: [(Name::from("batch.size"), Name::from("0"))]
            .into_iter()
            .collect(),
    };
    give(&mut cluster, start);
    give(&mut cluster, call(HELD));
    let deadline = START + 5_400_000;
    let held = cluster.advance_until(deadline, |cluster| produced(cluster) >= HELD as i64);
    assert!(held, "there are not enough records");
    cluster.drain_events();
    println!("cloned with {} records in its logs", produced(&cluster));
    const CLONES: usize = 100;
    let all = best(
        || (),
        |()| (0..CLONES).map(|_| cluster.clone()).collect::<Vec<_>>(),
    );
    let one = all / CLONES as f64 * 1e6;
    figure(
        "clone with 10,000 records, native",
        one,
        "µs",
        "at most 1000",
    );
}

fn records_of(count: usize) -> Vec<ProducerRecord> {
    let record = |number: usize| ProducerRecord {
        topic: "orders".into(),
        partition: Some((number % PARTITIONS as usize) as i32),
        key: None,
        value: Some(Payload::from(format!("#{number}").as_str())),
        headers: Arc::from([]),
        timestamp: None,
    };
    (0..count).map(record).collect()
}

/// Going back and forth in a history of 100,000 events.
fn seek() {
    let mut history: History = History::new(ClusterConfig::page(), Limits::page(), 1, START);
    let orders = NewTopic {
        name: "orders".into(),
        partitions: PARTITIONS,
        configs: Settings::new(),
        ..NewTopic::default()
    };
    let scene = [
        Command::Admin(AdminCall::CreateTopics(vec![orders])),
        Command::StartProducer(ProducerSpec {
            name: None,
            topic: "orders".into(),
            keys: Vec::new(),
            rate: Rate {
                records: 20,
                per_ms: 1_000,
            },
            settings: Settings::new(),
        }),
        Command::StartConsumers(ConsumerSpec {
            name: None,
            members: 6,
            group: "billing".into(),
            topics: vec!["orders".into()],
            pattern: None,
            work_ms: 10,
            commit: CommitMode::Batch,
            by_hand: false,
            habit: Default::default(),
            settings: Settings::new(),
        }),
    ];
    for command in scene {
        history.submit(command).expect("the scene is possible");
        history.advance_to(history.now() + 1_000);
    }
    while history.events_now() < 100_000 {
        history.advance_to(history.now() + 1_000);
    }
    let end = history.end();
    let places: Vec<Millis> = (1..=50)
        .map(|place| place * 7_919_i64 * 1_013 % end)
        .collect();
    let all = best(
        || (),
        |()| {
            for place in &places {
                history.seek(*place);
            }
        },
    );
    figure(
        "seek in a history of 100,000 events, native",
        all / places.len() as f64 * 1e6,
        "µs",
        "",
    );
}

/// A crash at every instant of ten seconds of the page's first scene.
fn what_if() {
    let mut history: History = History::new(ClusterConfig::page(), Limits::page(), 4, START);
    let settings = [
        ("auto.offset.reset", "earliest"),
        ("heartbeat.interval.ms", "2000"),
        ("max.poll.records", "4"),
        ("session.timeout.ms", "6000"),
    ];
    let scene = [
        Command::Admin(AdminCall::CreateTopics(vec![NewTopic {
            name: "orders".into(),
            partitions: 3,
            configs: Settings::new(),
            ..NewTopic::default()
        }])),
        Command::StartProducer(ProducerSpec {
            name: None,
            topic: "orders".into(),
            keys: ["ana", "bo", "fay", "kim", "lea", "tom"]
                .map(Name::from)
                .into(),
            rate: Rate {
                records: 2,
                per_ms: 1_000,
            },
            settings: Settings::new(),
        }),
        Command::StartConsumers(ConsumerSpec {
            name: None,
            members: 2,
            group: "billing".into(),
            topics: vec!["orders".into()],
            pattern: None,
            work_ms: 300,
            commit: CommitMode::Batch,
            by_hand: false,
            habit: Default::default(),
            settings: settings.map(|(k, v)| (k.into(), v.into())).into(),
        }),
    ];
    for command in scene {
        history.submit(command).expect("the scene is possible");
    }
    history.advance_to(22_000);
    let past = history.past(12_000, history.instant());
    let mut instants = 0;
    let all = best(
        || {
            Exploration::new(
                &past,
                None,
                Command::Crash("c1".into()).into(),
                Bounds::PAGE,
            )
        },
        |mut exploration| {
            while exploration.slice(100_000) {}
            instants = exploration.bars().len();
            exploration
        },
    );
    println!("{instants} instants of ten seconds");
    figure(
        "what if, an instant of the first scene, native",
        all / instants as f64 * 1e3,
        "ms",
        "at most 5",
    );
}
