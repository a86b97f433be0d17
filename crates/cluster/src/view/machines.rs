//! Producers and consumers, as a view shows them.

use super::source::Source;
use super::{
    BatchView, BlockedView, ConsumerView, ErrorView, FlyingRecordView, HandView, KeyView,
    MachineView, ProducerView, ToolView, LISTED,
};
use crate::app::{ProduceSpec, Refused, Shown};
use crate::command::{CommandError, CommitMode};
use crate::network::Cargo;
use crate::operation::Progress;
use crate::{Machine, MachineId, Status};
use client::assignor::RebalanceProtocol;
use client::consumer::Consumer;
use client::consumer::MemberState;
use client::producer::Producer;
use client::Client;
use protocol::api::RequestBody;
use protocol::name::Name;
use protocol::record::Payload;
use protocol::sort::sort_by_key;

/// What an error is called that is none of Kafka's.
const PLAYGROUND: &str = "playground limit";

/// All producers and all consumers, in the order in which they were started.
pub(super) fn machines(source: &Source) -> (Vec<ProducerView>, Vec<ConsumerView>) {
    let mut producers = Vec::new();
    let mut consumers = Vec::new();
    for (id, machine) in source.state.machines() {
        if let Some(producer) = machine.client().producer() {
            producers.push(source.producer(*id, machine, producer));
        }
        if let Some(consumer) = machine.client().consumer() {
            consumers.push(source.consumer(*id, machine, consumer));
        }
    }
    (producers, consumers)
}

impl Source<'_> {
    /// Tools that run on an admin client.
    pub(super) fn tools(&self) -> Vec<MachineView> {
        let machines = self.state.machines().iter();
        machines
            .filter(|(_, machine)| matches!(machine.client(), Client::Admin(_)))
            .filter(|(_, machine)| machine.job().is_some())
            .map(|(id, machine)| self.machine(*id, machine))
            .collect()
    }

    fn tool(&self, id: MachineId, machine: &Machine) -> Option<ToolView> {
        let (spec, _) = machine.tool()?;
        Some(ToolView {
            name: tools::kafka::tool(&spec.argv[0])?.name,
            line: spec.line(),
            job: self.state.terminal().job_of(id),
        })
    }

    fn machine(&self, id: MachineId, machine: &Machine) -> MachineView {
        MachineView {
            name: machine.name().clone(),
            status: machine.status().name(),
            condition: condition(machine),
            since: self.since_start(machine.since()),
            stalled: machine.is_stalled(),
            cut: machine.is_cut(),
            blocked: self.blocked(id, machine),
            error: self.error(machine),
            tool: self.tool(id, machine),
            settings: machine
                .settings()
                .iter()
                .filter(|(key, _)| **key != "group.id" && **key != "enable.auto.commit")
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect(),
        }
    }

    /// Why a machine does not do what it is to do: a limit of the playground,
    /// or the last call that failed.
    fn error(&self, machine: &Machine) -> Option<ErrorView> {
        let producing = machine.job().and_then(|job| job.producing());
        if let Some(Refused { limit, max, at }) = producing.and_then(|program| program.refused) {
            return Some(ErrorView {
                exception: PLAYGROUND,
                message: CommandError::OverLimit { limit, max }.to_string(),
                at: self.since_start(at),
            });
        }
        let (_, exception, at) = machine.failure()?;
        Some(ErrorView {
            exception: exception.class,
            message: exception.message.clone(),
            at: self.since_start(*at),
        })
    }

    /// The call that the program waits for. A producer's send does not block
    /// it.
    fn blocked(&self, id: MachineId, machine: &Machine) -> Option<BlockedView> {
        let in_call = machine.client().consumer()?.in_call()?;
        let operation = self.state.operations().get(&in_call.op())?;
        let running = operation.machine == id && operation.progress == Progress::Running;
        (running && machine.is_running()).then(|| BlockedView {
            call: in_call.call().name(),
            since: self.since_start(in_call.began()),
            until: self.since_start(in_call.until()),
        })
    }

    fn producer(&self, id: MachineId, machine: &Machine, producer: &Producer) -> ProducerView {
        let producing = machine.job().as_ref().and_then(|job| job.producing());
        let ProduceSpec { topic, keys, rate } = producing
            .map(|program| program.spec.clone())
            .unwrap_or_default();
        let paused = producing.is_some_and(|program| program.paused);
        ProducerView {
            machine: self.machine(id, machine),
            client: producer.config().partitioner.family.name(),
            partitioner: producer.config().partitioner.name,
            keys: keys
                .iter()
                .map(|key| self.key(key, producer, topic.as_ref()))
                .collect(),
            topic,
            rate_per_ks: rate.map_or(0, |rate| {
                rate.records.saturating_mul(1_000_000) / rate.per_ms
            }),
            paused,
            waiting: producer
                .queues()
                .flat_map(|(_, queue)| queue.iter())
                .map(|batch| batch.len() as u32)
                .sum(),
            batches: self.batches(producer),
            sent: producer.sent_records(),
            acknowledged: producer.acknowledged(),
            failed: producer.failed(),
        }
    }

    fn key(&self, key: &Name, producer: &Producer, topic: Option<&Name>) -> KeyView {
        let known = topic.and_then(|topic| producer.metadata().partitions(topic));
        let partitioner = &producer.config().partitioner;
        KeyView {
            key: key.as_str().to_owned(),
            tint: self.tint(Some(&Payload::from(key.as_str()))),
            partition: known.and_then(|count| partitioner.of_key(key.as_bytes(), count)),
        }
    }

    fn batches(&self, producer: &Producer) -> Vec<BatchView> {
        let queues = producer.queues();
        let mut batches: Vec<_> = queues
            .flat_map(|(partition, queue)| {
                queue
                    .iter()
                    .map(move |batch| (batch.created(), partition.clone(), batch))
            })
            .collect();
        sort_by_key(&mut batches, |(created, ..)| *created);
        batches
            .into_iter()
            .map(|(_, partition, batch)| BatchView {
                topic: partition.topic.clone(),
                partition: partition.partition,
                records: batch
                    .all_records()
                    .iter()
                    .take(LISTED)
                    .map(|record| FlyingRecordView {
                        topic: partition.topic.clone(),
                        partition: partition.partition,
                        offset: None,
                        key: self.text(record.key.as_ref()),
                        tint: self.tint(record.key.as_ref()),
                    })
                    .collect(),
                count: batch.len() as u32,
                attempts: batch.attempts() as u32,
            })
            .collect()
    }

    fn consumer(&self, id: MachineId, machine: &Machine, consumer: &Consumer) -> ConsumerView {
        let app = machine.consuming();
        let (topics, work_ms, commit, by_hand) = match app.map(|app| &app.spec) {
            Some(spec) => (
                match spec.pattern {
                    Some(_) => consumer.subscription().topics().cloned().collect(),
                    None => spec.topics.clone(),
                },
                spec.work_ms,
                match spec.commits_on_request() {
                    true => CommitMode::Never.name(),
                    false => spec.commit.name(),
                },
                spec.by_hand,
            ),
            None => (
                consumer.subscription().topics().cloned().collect(),
                0,
                "never",
                true,
            ),
        };
        let done_uncommitted = match machine.status() {
            Status::Crashed => self.state.observed().died_with(id),
            _ => self.state.done_uncommitted(id),
        };
        ConsumerView {
            machine: self.machine(id, machine),
            group: consumer.group().cloned().unwrap_or_default(),
            member_id: consumer.membership().member_id().clone(),
            member: self
                .member_of(id, machine, consumer)
                .map(|member| member.id().clone()),
            topics,
            by_hand,
            work_ms,
            commit,
            membership: match consumer.membership().assignment() {
                // It does not have it before it has taken it.
                Some(_) => MemberState::Syncing.name(),
                None => consumer.membership().state().name(),
            },
            poll_overdue: machine.is_running() && consumer.poll_overdue(self.state.now()),
            handing_over: consumer.membership().handing_over().to_vec(),
            cooperative: consumer.rebalance_protocol() == RebalanceProtocol::Cooperative,
            instance_id: consumer.config().group_instance_id.clone(),
            generation: consumer.membership().generation(),
            assignment: consumer.owned_partitions(),
            paused: consumer
                .owned()
                .iter()
                .filter(|(_, owned)| owned.paused())
                .map(|(partition, _)| partition.clone())
                .collect(),
            hand: app.map_or_else(Vec::new, |app| self.hand(app.shown())),
            hand_count: app.map_or(0, |app| app.shown().count() as u32),
            done_uncommitted: done_uncommitted.unwrap_or(0),
            commit_in_air: self.has_commit_in_air(id),
            doing: doing(machine, consumer, by_hand),
            work_until: app
                .and_then(|app| app.shown().until)
                .filter(|_| machine.is_running())
                .map(|until| self.since_start(until)),
            buffered: consumer.buffered() as u32,
        }
    }

    /// Whether an OffsetCommit of a machine or the answer to one is in the air.
    fn has_commit_in_air(&self, id: MachineId) -> bool {
        let network = self.state.network();
        network.flights().values().any(|flight| {
            let request = match &flight.cargo {
                Cargo::Request(request) | Cargo::Response(_, request) => request,
                Cargo::Close(_) => return false,
            };
            let connection = network.connection(flight.connection);
            matches!(request.body, RequestBody::OffsetCommit(_))
                && connection.is_some_and(|connection| connection.machine() == id)
        })
    }

    /// The records in hand around the one that is next, or the first that is
    /// worked on.
    fn hand(&self, shown: Shown) -> Vec<HandView> {
        // A long hand is shown from a few before the present record on.
        let next = shown.next.saturating_sub(3);
        let from = next.min(shown.count().saturating_sub(LISTED));
        let listed = (from..).map_while(|index| shown.get(index)).take(LISTED);
        listed
            .map(|(record, state)| HandView {
                topic: record.partition.topic.clone(),
                partition: record.partition.partition,
                offset: record.offset,
                key: self.text(record.record.key.as_ref()),
                tint: self.tint(record.record.key.as_ref()),
                value: self.value(record.record.value.as_ref()),
                state,
            })
            .collect()
    }
}

/// The first thing to know of how a machine is.
fn condition(machine: &Machine) -> &'static str {
    match machine.status() {
        Status::Running if machine.is_cut() => "cut",
        Status::Running if machine.is_stalled() => "stalled",
        Status::Running => "well",
        status => status.name(),
    }
}

/// What a consumer's program is doing, in a word.
fn doing(machine: &Machine, consumer: &Consumer, by_hand: bool) -> &'static str {
    if !machine.is_running() {
        return "off";
    }
    if machine.is_stalled() {
        return "stalled";
    }
    let app = machine.consuming();
    if app.is_some_and(|app| app.working_on().next().is_some()) {
        return "working";
    }
    match consumer.in_call().map(|in_call| in_call.call().name()) {
        Some("poll") => "polling",
        Some("commitSync" | "commitAsync") => "committing",
        Some("close" | "unsubscribe") => "closing",
        Some(_) => "calling",
        None if by_hand => "waiting",
        None => "resting",
    }
}
