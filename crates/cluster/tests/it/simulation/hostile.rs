//! Hostile input: it is refused or taken, and nothing panics.

use client::call::{
    AdminCall, Call, ConsumerCall, OffsetAndMetadata, ProducerCall, ProducerRecord,
};
use cluster::command::{ClientKind, Command, CommitMode, ConsumerSpec, ProducerSpec, Rate};
use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use protocol::api::{ListOffsetsRequest, NewPartitions, NewTopic, Request, RequestBody};
use protocol::config::Settings;
use protocol::name::Name;
use protocol::record::{Header, Millis, Payload};
use protocol::topic_partition::TopicPartition;
use std::sync::Arc;
use worlds::simulation::dice::Dice;
use worlds::simulation::run::{Action, Run, Setup};
use worlds::{settings, test};

/// Numbers at which something may go wrong.
pub(crate) const EXTREMES: [i64; 9] = [
    i64::MIN,
    i64::MIN + 1,
    i32::MIN as i64,
    -1,
    0,
    1,
    i32::MAX as i64,
    i64::MAX - 1,
    i64::MAX,
];

/// A cluster that is watched.
pub(crate) struct World {
    /// The cluster, and what watches it.
    pub run: Run,
    /// Chance.
    pub dice: Dice,
}

impl World {
    /// One with a topic, `orders`, of two partitions.
    pub(crate) fn new(limits: Limits) -> Self {
        let mut config = ClusterConfig::page();
        config.latency_ms = 20;
        let setup = Setup {
            config,
            limits,
            seed: 1,
        };
        let mut world = World {
            run: Run::new(setup),
            dice: Dice::new(1),
        };
        world.give(Command::Admin(AdminCall::CreateTopics(vec![NewTopic {
            name: "orders".into(),
            partitions: 2,
            configs: Settings::new(),
            ..NewTopic::default()
        }])));
        world.wait(1_000);
        world
    }

    /// Gives a command; whether it was taken.
    fn give(&mut self, command: Command) -> bool {
        self.run.perform(Action::Give(command), &mut self.dice)
    }

    /// Lets time go on.
    pub(crate) fn wait(&mut self, ms: Millis) {
        self.run.perform(Action::Wait(ms), &mut self.dice);
    }

    fn client(&mut self, name: &str, kind: ClientKind, pairs: &[(&str, &str)]) -> bool {
        let settings = settings(pairs);
        let name = Name::from(name);
        self.give(Command::StartClient {
            name,
            kind,
            settings,
        })
    }

    fn call(&mut self, machine: &str, call: impl Into<Call>) -> bool {
        let (machine, call) = (Name::from(machine), call.into());
        let taken = self.give(Command::Call { machine, call });
        self.wait(300);
        taken
    }
}

/// A partition of the topic.
pub(crate) fn orders(partition: i32) -> TopicPartition {
    TopicPartition::new("orders", partition)
}

fn record(value: Option<Payload>) -> ProducerRecord {
    ProducerRecord {
        topic: "orders".into(),
        partition: None,
        key: Some("k".into()),
        value,
        headers: Arc::from([]),
        timestamp: None,
    }
}

fn producer() -> ProducerSpec {
    ProducerSpec {
        name: None,
        topic: "orders".into(),
        keys: Vec::new(),
        rate: Rate {
            records: 1,
            per_ms: 100,
        },
        settings: Settings::new(),
    }
}

fn consumers() -> ConsumerSpec {
    ConsumerSpec {
        name: None,
        members: 1,
        group: "g".into(),
        topics: vec!["orders".into()],
        pattern: None,
        work_ms: 10,
        commit: CommitMode::Auto,
        by_hand: false,
        habit: Default::default(),
        settings: Settings::new(),
    }
}

#[test]
fn extreme_offsets_and_timeouts() {
    let mut world = World::new(Limits::page());
    world.give(Command::StartProducer(producer()));
    world.client("reader", ClientKind::Consumer, &[("group.id", "g")]);
    world.call("reader", ConsumerCall::Assign(vec![orders(0), orders(1)]));
    for offset in EXTREMES {
        let commit = OffsetAndMetadata::new(offset);
        let commits = Some([(orders(0), commit)].into_iter().collect());
        world.call("reader", ConsumerCall::Seek(orders(0), offset));
        world.call("reader", ConsumerCall::Poll(100));
        world.call("reader", ConsumerCall::CommitSync(None));
        world.call("reader", ConsumerCall::CommitSync(commits.clone()));
        world.call("reader", ConsumerCall::CommitAsync(commits));
        world.call(
            "reader",
            ConsumerCall::Committed(vec![orders(0), orders(-1)]),
        );
        world.call("reader", ConsumerCall::Poll(0));
        world.call("reader", ConsumerCall::Poll(offset.min(10)));
        world.wait(5_000);
    }
    world.call("reader", ConsumerCall::Poll(i64::MAX));
    world.wait(100_000);
}

#[test]
fn extreme_rates_and_work() {
    for limits in [Limits::page(), Limits::large()] {
        let mut world = World::new(limits);
        for records in EXTREMES {
            for per_ms in EXTREMES {
                let rate = Rate { records, per_ms };
                // So many that they would take all the time of the test.
                let many = records > 0 && per_ms > 0 && records / per_ms > 10;
                if !many && world.give(Command::StartProducer(ProducerSpec { rate, ..producer() }))
                {
                    world.wait(50);
                    let name = world.run.cluster.state().machines().values().last();
                    let name = name.expect("a machine").name().clone();
                    world.give(Command::Crash(name.clone()));
                    world.give(Command::Remove(name));
                }
            }
        }
        for work_ms in EXTREMES {
            world.give(Command::StartConsumers(ConsumerSpec {
                work_ms,
                ..consumers()
            }));
        }
        for members in [0, 1, 41, usize::MAX] {
            world.give(Command::StartConsumers(ConsumerSpec {
                members: members.min(if members == usize::MAX { members } else { 50 }),
                ..consumers()
            }));
        }
        world.wait(1_000);
    }
}

/// Settings with numbers, of all clients.
const NUMBERS: [&str; 25] = [
    "auto.commit.interval.ms",
    "batch.size",
    "default.api.timeout.ms",
    "delivery.timeout.ms",
    "fetch.max.bytes",
    "fetch.max.wait.ms",
    "fetch.min.bytes",
    "heartbeat.interval.ms",
    "linger.ms",
    "max.block.ms",
    "max.in.flight.requests.per.connection",
    "max.partition.fetch.bytes",
    "max.poll.interval.ms",
    "max.poll.records",
    "max.request.size",
    "metadata.max.age.ms",
    "request.timeout.ms",
    "retries",
    "retry.backoff.ms",
    "session.timeout.ms",
    "no.such.setting",
    "acks",
    "client.id",
    "group.instance.id",
    "reconnect.backoff.ms",
];

#[test]
fn extreme_settings() {
    for key in NUMBERS {
        for number in EXTREMES {
            let text = number.to_string();
            // Backoff 0 lets a client that fails at once try again at once.
            for backoff in [("retry.backoff.ms", "0"), ("x", "y")] {
                let pairs = [backoff, (key, text.as_str())];
                let mut world = World::new(Limits::page());
                world.give(Command::StartProducer(ProducerSpec {
                    settings: settings(&pairs),
                    ..producer()
                }));
                world.give(Command::StartConsumers(ConsumerSpec {
                    settings: settings(&pairs),
                    ..consumers()
                }));
                world.client("writer", ClientKind::Producer, &pairs);
                world.call("writer", ProducerCall::Send([record(None)].into()));
                world.wait(3_500);
                world.give(Command::Cut("p1".into()));
                world.give(Command::Cut("c1".into()));
                world.wait(500);
                world.give(Command::Heal("p1".into()));
                world.give(Command::Heal("c1".into()));
                world.give(Command::Stop("p1".into()));
                world.give(Command::Stop("c1".into()));
                world.wait(500);
            }
        }
    }
}

#[test]
fn huge_names_and_empty_lists() {
    let mut world = World::new(Limits::page());
    let huge = Name::from("x".repeat(100_000));
    let odd = [
        "",
        " ",
        "\u{0}",
        "é",
        "\u{1f600}",
        "a\nb",
        "__consumer_offsets",
        ".",
    ];
    for name in odd.map(Name::from).into_iter().chain([huge]) {
        let n = || name.clone();
        let topic = NewTopic {
            name: n(),
            partitions: 1,
            configs: settings(&[("retention.ms", "x"), (&name, &name)]),
            ..NewTopic::default()
        };
        let sends = ProducerRecord {
            topic: n(),
            ..record(None)
        };
        let mut consumer = consumers();
        consumer.group = n();
        consumer.topics = vec![n(), n()];
        let mut grouped = consumers();
        grouped.group = n();
        let mut named = consumers();
        named.name = Some(n());
        named.settings = settings(&[(&name, &name)]);
        let keys = vec![n(), n()];
        for command in [
            Command::Admin(AdminCall::CreateTopics(vec![topic.clone(), topic])),
            Command::Admin(AdminCall::CreatePartitions(vec![
                NewPartitions::increase_to(n(), i32::MAX),
                NewPartitions::increase_to(n(), i32::MIN),
            ])),
            Command::Admin(AdminCall::DeleteGroups(vec![n(), n()])),
            Command::StartConsumers(grouped),
            Command::StartConsumers(consumer),
            Command::StartConsumers(named),
            Command::StartProducer(ProducerSpec { keys, ..producer() }),
            Command::Produce {
                from: None,
                record: sends,
            },
            Command::Crash(n()),
            Command::Admin(AdminCall::DeleteTopics(vec![n()])),
        ] {
            world.give(command);
            world.wait(200);
        }
        world.wait(8_000);
    }
}

/// A peer's request about no partition.
fn asks_nothing() -> Request {
    Request {
        version: 0,
        client_id: "peer".into(),
        body: RequestBody::ListOffsets(ListOffsetsRequest::new(Default::default(), [])),
    }
}

#[test]
fn empty_lists_and_calls_of_others() {
    let mut world = World::new(Limits::page());
    world.give(Command::StartConsumers(ConsumerSpec {
        topics: Vec::new(),
        ..consumers()
    }));
    world.client("reader", ClientKind::Consumer, &[("group.id", "g")]);
    world.client("lonely", ClientKind::Consumer, &[]);
    world.client("writer", ClientKind::Producer, &[]);
    let peer = world.run.cluster.connect("peer");
    world.wait(1);
    let raw = asks_nothing();
    let calls: Vec<Call> = vec![
        ProducerCall::Send([].into()).into(),
        ProducerCall::Flush.into(),
        ConsumerCall::Subscribe(vec![]).into(),
        ConsumerCall::Subscribe(vec!["orders".into()]).into(),
        ConsumerCall::Poll(10).into(),
        ConsumerCall::Assign(vec![orders(0)]).into(),
        ConsumerCall::Assign(vec![]).into(),
        ConsumerCall::Unsubscribe.into(),
        ConsumerCall::Assign(vec![orders(i32::MIN), orders(i32::MAX)]).into(),
        ConsumerCall::Poll(10).into(),
        ConsumerCall::Position(orders(i32::MIN), None).into(),
        ConsumerCall::Position(orders(0), Some(-1)).into(),
        ConsumerCall::SubscribePattern("(".into()).into(),
        ConsumerCall::SubscribePattern("orders".into()).into(),
        ConsumerCall::Assignment.into(),
        ConsumerCall::Subscription.into(),
        ConsumerCall::Paused.into(),
        ConsumerCall::BeginningOffsets(vec![orders(-1), orders(0)]).into(),
        ConsumerCall::EndOffsets(vec![]).into(),
        ConsumerCall::OffsetsForTimes(vec![(orders(0), i64::MIN), (orders(0), i64::MAX)]).into(),
        ConsumerCall::CurrentLag(orders(i32::MAX)).into(),
        ConsumerCall::GroupMetadata.into(),
        ConsumerCall::EnforceRebalance.into(),
        ConsumerCall::Wakeup.into(),
        ConsumerCall::SeekToBeginning(vec![]).into(),
        ConsumerCall::SeekToEnd(vec![orders(-1)]).into(),
        ConsumerCall::Pause(vec![]).into(),
        ConsumerCall::Resume(vec![orders(7)]).into(),
        ConsumerCall::CommitSync(None).into(),
        ConsumerCall::CommitSync(Some(Default::default())).into(),
        ConsumerCall::CommitAsync(Some(Default::default())).into(),
        ConsumerCall::Committed(vec![]).into(),
        AdminCall::CreateTopics(vec![]).into(),
        AdminCall::CreatePartitions(vec![]).into(),
        AdminCall::DeleteTopics(vec![]).into(),
        AdminCall::DeleteGroups(vec![]).into(),
        Call::Peer(peer, Arc::new(raw.clone())),
        Call::Peer(u64::MAX, Arc::new(raw)),
        ConsumerCall::CLOSE.into(),
        ConsumerCall::Poll(10).into(),
    ];
    for call in calls {
        if let Some(admin) = call.admin() {
            world.give(Command::Admin(admin.clone()));
        }
        for machine in ["reader", "lonely", "writer", "c1", "peer", "admin", "x"] {
            world.call(machine, call.clone());
        }
        world.wait(4_000);
    }
    for machine in ["peer", "writer", "reader"] {
        for command in [Command::Stop, Command::Crash, Command::Start] {
            world.give(command(machine.into()));
            world.wait(100);
        }
    }
}

#[test]
fn extreme_records() {
    let mut world = World::new(Limits::large());
    world.client(
        "writer",
        ClientKind::Producer,
        &[("batch.size", "2147483647")],
    );
    for timestamp in EXTREMES {
        let header = Header {
            key: "h".into(),
            value: None,
        };
        let extreme = ProducerRecord {
            timestamp: Some(timestamp),
            headers: vec![header; 100].into(),
            ..record(Some(Payload::Zeros(50_000)))
        };
        let last = ProducerRecord {
            partition: Some(timestamp.clamp(-1, 1) as i32),
            ..extreme.clone()
        };
        world.call(
            "writer",
            ProducerCall::Send([extreme, record(None), last].into()),
        );
    }
    let large = record(Some(Payload::Zeros(u32::MAX)));
    world.call("writer", ProducerCall::Send([large].into()));
    world.wait(1_000);
}
