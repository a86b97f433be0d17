//! Scenarios made up by chance. Each seed does only some of all that can be
//! done, some of it often: what never happens together with something else is
//! found that way too.

use crate::settings;
use crate::simulation::dice::Dice;
use crate::simulation::run::Action;
use crate::simulation::typed;
use client::assignor::Assignor;
use client::call::{
    AdminCall, ConsumerCall, GroupFilter, OffsetAndMetadata, Offsets, ProducerCall, ProducerRecord,
};
use client::library::Library;
use cluster::command::{Change, ClientKind, Command, CommitMode, ConsumerSpec, ProducerSpec, Rate};
use cluster::habit::{self, Finally, Habit, OnAssign, OnFailure, OnRevoke, Style};
use cluster::{Cluster, Machine};
use protocol::api::{NewPartitions, NewTopic};
use protocol::config::Settings;
use protocol::name::Name;
use protocol::record::{Millis, Offset, Payload};
use protocol::topic_partition::TopicPartition;
use std::sync::Arc;

/// What can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Wait,
    LongWait,
    CreateTopic,
    GrowTopic,
    DeleteTopic,
    DeleteGroup,
    StartProducer,
    StartConsumers,
    StartClient,
    Produce,
    Poll,
    Commit,
    CommitOffsets,
    Seek,
    SeekToAnEnd,
    Pause,
    Ask,
    Subscribe,
    Flush,
    Rest,
    Crash,
    Stop,
    Start,
    Stall,
    Cut,
    Heal,
    Remove,
    Configure,
    Nonsense,
}

/// All that a seed may leave out.
const KINDS: [Kind; 25] = [
    Kind::LongWait,
    Kind::GrowTopic,
    Kind::DeleteTopic,
    Kind::DeleteGroup,
    Kind::StartClient,
    Kind::Produce,
    Kind::Poll,
    Kind::Commit,
    Kind::CommitOffsets,
    Kind::Seek,
    Kind::SeekToAnEnd,
    Kind::Pause,
    Kind::Ask,
    Kind::Subscribe,
    Kind::Flush,
    Kind::Rest,
    Kind::Crash,
    Kind::Stop,
    Kind::Start,
    Kind::Stall,
    Kind::Cut,
    Kind::Heal,
    Kind::Remove,
    Kind::Configure,
    Kind::Nonsense,
];

const TOPICS: [&str; 4] = ["orders", "payments", "t.1", "t_1"];
const GROUPS: [&str; 3] = ["billing", "shipping", "audit"];
const KEYS: [&str; 5] = ["ada", "grace", "linus", "barbara", ""];
const ODD: [Offset; 8] = [
    -1,
    -2,
    i64::MIN,
    i64::MAX,
    i64::MAX - 1,
    1 << 53,
    1_000,
    100_000,
];

/// The first seed in which somebody runs the tools. What the seeds before it do
/// stays as it was: some of them failed once.
pub const WITH_TOOLS: u64 = 70_000;

/// A seed's scenario.
pub struct Swarm {
    dice: Dice,
    /// What it does, listed as often as its weight says.
    kinds: Vec<Kind>,
    /// The assignors that most consumers of the seed use.
    assignors: &'static [Assignor],
    made: u32,
    /// Whether it runs the command line tools, too.
    tools: bool,
}

/// What most consumers of a seed may use; an empty list is Kafka's default.
const ASSIGNORS: [&[Assignor]; 6] = [
    &[],
    &[Assignor::RoundRobin, Assignor::Range],
    &[Assignor::Sticky],
    &[Assignor::CooperativeSticky],
    &[Assignor::CooperativeSticky],
    &[Assignor::CooperativeSticky, Assignor::Sticky],
];

impl Swarm {
    /// The scenario of a seed.
    pub fn new(mut dice: Dice) -> Self {
        let mut kinds = vec![Kind::Wait; 20];
        kinds.extend([Kind::CreateTopic; 2]);
        kinds.extend([Kind::StartProducer, Kind::StartConsumers]);
        for kind in KINDS {
            if dice.one_in(2) {
                kinds.extend(vec![kind; dice.below(4) + 1]);
            }
        }
        let assignors = dice.pick(&ASSIGNORS);
        Swarm {
            dice,
            kinds,
            assignors,
            made: 0,
            tools: false,
        }
    }

    /// The scenario of a seed: from [`WITH_TOOLS`] on somebody runs the command
    /// line tools, too.
    pub fn of_seed(seed: u64, dice: Dice) -> Self {
        Swarm {
            tools: seed >= WITH_TOOLS,
            ..Swarm::new(dice)
        }
    }

    /// What is done next. It begins with something to look at.
    pub fn next(&mut self, cluster: &Cluster, step: usize) -> Action {
        if self.tools && step > 3 && self.dice.one_in(3) {
            let (topic, group) = (self.topic(), self.group());
            return Action::Give(typed::command(&mut self.dice, cluster, &topic, &group));
        }
        let kind = match step {
            0 => Kind::CreateTopic,
            1 => Kind::StartProducer,
            2 | 3 => Kind::StartConsumers,
            _ => self.dice.pick(&self.kinds),
        };
        match kind {
            Kind::Wait => Action::Wait(self.short_wait()),
            Kind::LongWait => Action::Wait(self.dice.between(5_000, 40_000)),
            kind => match self.command(kind, cluster) {
                Some(command) => Action::Give(command),
                None => Action::Wait(self.short_wait()),
            },
        }
    }

    fn short_wait(&mut self) -> Millis {
        let most = self.dice.pick(&[0, 10, 300, 2_000, 6_000]);
        self.dice.between(0, most)
    }

    fn command(&mut self, kind: Kind, cluster: &Cluster) -> Option<Command> {
        Some(match kind {
            Kind::Wait | Kind::LongWait => return None,
            Kind::CreateTopic => Command::Admin(AdminCall::CreateTopics(vec![self.new_topic()])),
            Kind::GrowTopic => {
                let to = self.dice.between(-1, 6) as i32;
                Command::Admin(AdminCall::CreatePartitions(vec![
                    NewPartitions::increase_to(self.topic(), to),
                ]))
            }
            Kind::DeleteTopic => Command::Admin(AdminCall::DeleteTopics(vec![self.topic()])),
            Kind::DeleteGroup => Command::Admin(AdminCall::DeleteGroups(vec![self.group()])),
            Kind::StartProducer => Command::StartProducer(self.producer()),
            Kind::StartConsumers => Command::StartConsumers(self.consumers()),
            Kind::StartClient => self.client(),
            Kind::Produce => Command::Produce {
                from: self.machine(cluster, |m| m.client().producer().is_some()),
                record: self.record(),
            },
            Kind::Rest => {
                let producer = self.machine(cluster, |m| m.client().producer().is_some())?;
                if self.dice.one_in(2) {
                    Command::PauseProducing(producer)
                } else {
                    Command::ResumeProducing(producer)
                }
            }
            Kind::Flush => Command::Call {
                machine: self.machine(cluster, |m| m.client().producer().is_some())?,
                call: match self.dice.below(6) {
                    0 => ProducerCall::Close,
                    1 => ProducerCall::Send([self.record(), self.record()].into()),
                    _ => ProducerCall::Flush,
                }
                .into(),
            },
            Kind::Crash => Command::Crash(self.machine(cluster, |_| true)?),
            Kind::Stop if self.dice.one_in(3) => {
                Command::Interrupt(self.machine(cluster, |m| m.consuming().is_some())?)
            }
            Kind::Stop => Command::Stop(self.machine(cluster, |_| true)?),
            Kind::Start => Command::Start(self.machine(cluster, |m| !m.is_running())?),
            Kind::Stall => {
                let machine = self.machine(cluster, Machine::is_running)?;
                if self.dice.one_in(2) {
                    Command::Stall(machine)
                } else {
                    Command::Unstall(machine)
                }
            }
            Kind::Cut => Command::Cut(self.machine(cluster, |m| !m.is_cut())?),
            Kind::Heal => Command::Heal(self.machine(cluster, |m| m.is_cut())?),
            Kind::Remove => Command::Remove(self.machine(cluster, |m| !m.is_running())?),
            Kind::Configure => Command::Configure {
                machine: self.machine(cluster, |_| true)?,
                change: self.change(),
            },
            Kind::Nonsense => self.nonsense(),
            _ => return self.consumer_call(kind, cluster),
        })
    }

    fn consumer_call(&mut self, kind: Kind, cluster: &Cluster) -> Option<Command> {
        let machine = self.machine(cluster, |m| m.client().consumer().is_some())?;
        let call = match kind {
            Kind::Poll => ConsumerCall::Poll(self.dice.pick(&[0, 0, 100, 1_000, 10_000, -5])),
            Kind::Commit if self.dice.one_in(2) => ConsumerCall::CommitSync(None),
            Kind::Commit => ConsumerCall::CommitAsync(None),
            Kind::CommitOffsets => {
                let offsets = self.offsets(cluster, &machine);
                if self.dice.one_in(2) {
                    ConsumerCall::CommitSync(Some(offsets))
                } else {
                    ConsumerCall::CommitAsync(Some(offsets))
                }
            }
            Kind::Seek => {
                let partition = self.partition(cluster, &machine);
                let offset = self.offset(cluster, &partition);
                ConsumerCall::Seek(partition, offset)
            }
            Kind::SeekToAnEnd if self.dice.one_in(2) => {
                ConsumerCall::SeekToBeginning(self.partitions(cluster, &machine))
            }
            Kind::SeekToAnEnd => ConsumerCall::SeekToEnd(self.partitions(cluster, &machine)),
            Kind::Pause if self.dice.one_in(2) => {
                ConsumerCall::Pause(self.partitions(cluster, &machine))
            }
            Kind::Pause => ConsumerCall::Resume(self.partitions(cluster, &machine)),
            Kind::Ask if self.dice.one_in(2) => {
                ConsumerCall::Position(self.partition(cluster, &machine), None)
            }
            Kind::Ask => ConsumerCall::Committed(self.partitions(cluster, &machine)),
            _ => match self.dice.below(6) {
                0 => ConsumerCall::Unsubscribe,
                1 => ConsumerCall::Subscribe(Vec::new()),
                2 => ConsumerCall::Assign(self.partitions(cluster, &machine)),
                3 => ConsumerCall::CLOSE,
                _ => ConsumerCall::Subscribe(vec![self.topic(), self.topic()]),
            },
        };
        let call = call.into();
        Some(Command::Call { machine, call })
    }

    // What commands are made of.

    fn topic(&mut self) -> Name {
        Name::from(self.dice.pick(&TOPICS))
    }

    fn group(&mut self) -> Name {
        Name::from(self.dice.pick(&GROUPS))
    }

    fn new_topic(&mut self) -> NewTopic {
        let configs = match self.dice.below(6) {
            0 => settings(&[("max.message.bytes", "100")]),
            1 => settings(&[("retention.ms", "1000")]),
            _ => Settings::new(),
        };
        NewTopic {
            name: self.topic(),
            partitions: self.dice.pick(&[1, 2, 3, 3, 6, -1]),
            configs,
            ..NewTopic::default()
        }
    }

    /// A machine of some kind; sometimes one of any kind, or none that is.
    fn machine(&mut self, cluster: &Cluster, fit: impl Fn(&Machine) -> bool) -> Option<Name> {
        if self.dice.one_in(40) {
            return Some(Name::from(self.dice.pick(&["ghost", "admin", ""])));
        }
        let any = self.dice.one_in(20);
        let machines = cluster.state().machines().values();
        let fitting: Vec<Name> = machines
            .filter(|machine| **machine.name() != *"admin" && (any || fit(machine)))
            .map(|machine| machine.name().clone())
            .collect();
        (!fitting.is_empty()).then(|| self.dice.pick(&fitting))
    }

    fn keys(&mut self) -> Vec<Name> {
        let count = self.dice.below(KEYS.len() + 1);
        KEYS[..count].iter().map(|key| Name::from(*key)).collect()
    }

    fn rate(&mut self) -> Rate {
        Rate {
            records: self.dice.pick(&[1, 1, 2, 5, 20]),
            per_ms: self.dice.pick(&[1_000, 1_000, 700, 3_333]),
        }
    }

    fn producer(&mut self) -> ProducerSpec {
        ProducerSpec {
            name: None,
            topic: self.topic(),
            keys: self.keys(),
            rate: self.rate(),
            settings: self.producer_settings(),
        }
    }

    fn producer_settings(&mut self) -> Settings {
        let round_robin = "org.apache.kafka.clients.producer.RoundRobinPartitioner";
        let all = [
            ("linger.ms", "0"),
            ("linger.ms", "1500"),
            ("batch.size", "0"),
            ("batch.size", "150"),
            ("acks", "0"),
            ("acks", "1"),
            ("partitioner.class", round_robin),
            ("partitioner.ignore.keys", "true"),
            ("max.in.flight.requests.per.connection", "1"),
            ("retries", "0"),
            ("max.block.ms", "3000"),
            ("delivery.timeout.ms", "32000"),
            ("metadata.max.age.ms", "4000"),
        ];
        self.some_settings(&all)
    }

    fn consumer_settings(&mut self) -> Settings {
        let all = [
            ("auto.offset.reset", "earliest"),
            ("auto.offset.reset", "earliest"),
            ("auto.offset.reset", "none"),
            ("max.poll.records", "1"),
            ("max.poll.records", "3"),
            ("session.timeout.ms", "6000"),
            ("max.poll.interval.ms", "5000"),
            ("auto.commit.interval.ms", "1000"),
            ("auto.commit.interval.ms", "100"),
            ("fetch.min.bytes", "300"),
            ("fetch.max.wait.ms", "20"),
            ("fetch.max.wait.ms", "3000"),
            ("max.partition.fetch.bytes", "0"),
            ("fetch.max.bytes", "100"),
            ("default.api.timeout.ms", "2000"),
            ("metadata.max.age.ms", "4000"),
            ("allow.auto.create.topics", "false"),
        ];
        let mut settings = self.some_settings(&all);
        let assignors = match self.dice.one_in(8) {
            true => self.dice.pick(&ASSIGNORS),
            false => self.assignors,
        };
        if !assignors.is_empty() {
            let classes: Vec<&str> = assignors.iter().map(|a| a.class()).collect();
            let classes = Name::from(classes.join(", "));
            settings.insert("partition.assignment.strategy".into(), classes);
        }
        if self.dice.one_in(6) {
            // Few places, so that members come back to them and meet twins.
            let place = self.dice.pick(&["till-1", "till-2"]);
            settings.insert("group.instance.id".into(), place.into());
        }
        settings
    }

    fn some_settings(&mut self, all: &[(&str, &str)]) -> Settings {
        let count = self.dice.below(4);
        let chosen: Vec<(&str, &str)> = (0..count).map(|_| self.dice.pick(all)).collect();
        settings(&chosen)
    }

    fn consumers(&mut self) -> ConsumerSpec {
        let second = self.dice.one_in(4).then(|| self.topic());
        ConsumerSpec {
            name: None,
            members: self.dice.pick(&[1, 1, 2, 3]),
            group: self.group(),
            topics: std::iter::once(self.topic()).chain(second).collect(),
            pattern: None,
            work_ms: self.dice.pick(&[0, 1, 50, 400, 4_000]),
            commit: self.dice.pick(&CommitMode::ALL),
            by_hand: self.dice.one_in(4),
            habit: Box::new(self.habit()),
            settings: self.consumer_settings(),
        }
    }

    /// How a program is written: most of them are Java's loop.
    fn habit(&mut self) -> Habit {
        if !self.dice.one_in(3) {
            return Habit::default();
        }
        let library = self.dice.pick(&Library::ALL);
        let style = self.dice.pick(habit::styles(library));
        // Those that may have workers have some in half of the cases.
        let works = matches!(
            (library, style),
            (Library::Java | Library::KafkaPython, Style::Poll) | (Library::ConfluentKafka, _)
        );
        let record = TopicPartition::new(self.topic(), 0);
        let slow = record.clone();
        let has = works && self.dice.one_in(2);
        let workers = has.then(|| self.dice.pick(&[1, 2, 3, 16]));
        Habit {
            library: Some(library),
            style: Some(style),
            workers,

            fail_at: self.dice.one_in(3).then_some((record, 5)),
            slow_at: workers.map(|_| (slow, 3)),
            fail_times: self.dice.one_in(2).then_some(2),
            on_failure: Some(self.dice.pick(OnFailure::ALL)),
            finally: Some(self.dice.pick(Finally::ALL)),
            on_revoke: Some(self.dice.pick(OnRevoke::ALL)),
            on_assign: self.dice.one_in(8).then_some(OnAssign::Beginning),
            ..Habit::default()
        }
    }

    fn client(&mut self) -> Command {
        self.made += 1;
        let name = Name::from(format!("client-{}", self.made));
        if self.dice.one_in(2) {
            return Command::StartClient {
                name,
                kind: ClientKind::Producer,
                settings: self.producer_settings(),
            };
        }
        let mut settings = self.consumer_settings();
        if !self.dice.one_in(4) {
            settings.insert("group.id".into(), self.group());
        }
        Command::StartClient {
            name,
            kind: ClientKind::Consumer,
            settings,
        }
    }

    fn record(&mut self) -> ProducerRecord {
        self.made += 1;
        let key = self.dice.one_in(2).then(|| self.dice.pick(&KEYS));
        let long = self.dice.one_in(8);
        ProducerRecord {
            topic: self.topic(),
            partition: self.dice.one_in(4).then(|| self.dice.between(-1, 7) as i32),
            key: key.map(Payload::from),
            value: match self.dice.below(8) {
                0 => None,
                _ if long => Some(Payload::Zeros(200 + self.made)),
                _ => Some(Payload::from(format!("by hand {}", self.made).as_str())),
            },
            headers: Arc::from([]),
            timestamp: self
                .dice
                .one_in(4)
                .then(|| self.dice.pick(&[0, 1, -1, i64::MAX, i64::MIN])),
        }
    }

    /// A partition that the machine owns, or one that there is, or none.
    fn partition(&mut self, cluster: &Cluster, machine: &str) -> TopicPartition {
        let state = cluster.state();
        let consumer = state.machine(machine).and_then(|m| m.1.client().consumer());
        let owned = consumer.map_or_else(Vec::new, |consumer| consumer.owned_partitions());
        if !owned.is_empty() && !self.dice.one_in(8) {
            return self.dice.pick(&owned);
        }
        let count = self.dice.pick(&[0, 0, 1, 2, 99, -1, i32::MIN, i32::MAX]);
        TopicPartition::new(self.topic(), count)
    }

    fn partitions(&mut self, cluster: &Cluster, machine: &str) -> Vec<TopicPartition> {
        let count = self.dice.below(3);
        (0..count)
            .map(|_| self.partition(cluster, machine))
            .collect()
    }

    fn offset(&mut self, cluster: &Cluster, partition: &TopicPartition) -> Offset {
        let log = cluster.state().broker().log(partition);
        let end = log.map_or(0, |log| log.end());
        match self.dice.below(6) {
            0 => self.dice.pick(&ODD),
            1 => end + self.dice.between(0, 3),
            _ => self.dice.between(0, end),
        }
    }

    fn offsets(&mut self, cluster: &Cluster, machine: &str) -> Offsets {
        let partitions = self.partitions(cluster, machine);
        let metadata = self.dice.pick(&["", "hello", "a long text"]);
        partitions
            .into_iter()
            .map(|partition| {
                let offset = self.offset(cluster, &partition);
                let commit = OffsetAndMetadata {
                    metadata: Name::from(metadata),
                    ..OffsetAndMetadata::new(offset)
                };
                (partition, commit)
            })
            .collect()
    }

    fn change(&mut self) -> Change {
        let mut change = Change::default();
        match self.dice.below(6) {
            0 => change.work_ms = Some(self.dice.pick(&[0, 100, 3_000])),
            1 => change.commit = Some(self.dice.pick(&CommitMode::ALL)),
            2 => change.by_hand = Some(self.dice.one_in(2)),
            3 => change.rate = Some(self.rate()),
            4 => change.keys = Some(self.keys()),
            _ if self.dice.one_in(2) => change.settings = self.consumer_settings(),
            _ => change.settings = self.producer_settings(),
        }
        change
    }

    /// A command that is likely to be refused.
    fn nonsense(&mut self) -> Command {
        let mut producer = self.producer();
        let mut consumers = self.consumers();
        match self.dice.below(10) {
            0 => producer.rate.records = self.dice.pick(&[0, -1, i64::MAX, i64::MIN]),
            1 => producer.rate.per_ms = self.dice.pick(&[0, -1, i64::MIN]),
            2 => producer.topic = Name::from(self.dice.pick(&["", "..", "a b", "é"])),
            3 => producer.name = Some(Name::from(self.dice.pick(&["admin", "p1", "", "a b"]))),
            4 => producer.settings = settings(&[("acks", "2")]),
            5 => consumers.members = self.dice.pick(&[0, 41, usize::MAX]),
            6 => consumers.work_ms = self.dice.pick(&[-1, i64::MIN, i64::MAX]),
            7 => consumers.settings = settings(&[("max.poll.records", "0")]),
            8 => consumers.group = Name::from(""),
            // A call of another kind than the machine's client has.
            _ => {
                return Command::Call {
                    machine: "c1".into(),
                    call: AdminCall::ListGroups(GroupFilter::default()).into(),
                }
            }
        }
        if self.dice.one_in(2) {
            Command::StartProducer(producer)
        } else {
            Command::StartConsumers(consumers)
        }
    }
}
