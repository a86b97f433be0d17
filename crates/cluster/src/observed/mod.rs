//! What only an observer needs: facts about the past that no machine of the
//! cluster keeps, folded from the events beside the state.
//!
//! Nothing that happens depends on them: a cluster without them goes on in the
//! same way.
//!
//! *Read next: [`history`](crate::history), how one goes back.*

mod lags;
mod ledger;
mod owners;
mod reading;
mod stretches;

pub use ledger::{Ledger, Losses, Worked};
pub(crate) use owners::machine_of_member;
pub use stretches::{Stretch, Stretches};

use crate::app::AppEvent;
use crate::event::{Event, Happening, MachineEvent, OperationEvent};
use crate::ids::MachineId;
use crate::machine::{Machine, Status};
use crate::network::Network;
use broker::group::{ClassicGroupEvent, GroupEvent, RemovalReason};
use broker::log::Log;
use broker::{Broker, BrokerEvent, CommittedOffset};
use client::call::{Call, ConsumerCall, ProducerCall};
use client::consumer::Consumer;
use client::outcome::{ConsumerRecord, Outcome};
use lags::Lags;
use ledger::{Move, Went};
use owners::Owners;
use protocol::map::Map;
use protocol::name::Name;
use protocol::record::{Millis, Offset, Payload};
use protocol::topic_partition::TopicPartition;
use reading::Readings;
use std::collections::VecDeque;
use std::sync::Arc;
use tools::ToolEvent;

/// How many different keys are told apart by number.
const KEYS: usize = 256;
/// How many records of one call are looked at for new keys.
const KEYS_OF_A_CALL: usize = 100;
/// How many finished records of a program are remembered, to say which were
/// not committed.
const REMEMBERED: usize = 512;

/// Records that a program finished, in order.
type Finished = VecDeque<(TopicPartition, Offset)>;

/// A member that was removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// Its client id.
    pub client_id: Name,
    /// Why.
    pub reason: RemovalReason,
    /// How long it had been silent, in milliseconds.
    pub silent_ms: Millis,
    /// When.
    pub at: Millis,
}

/// What it looks at beside an event.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Beside<'a> {
    pub machines: &'a Map<MachineId, Machine>,
    pub broker: &'a Broker,
    pub network: &'a Network,
}

/// Whose client an event told something.
pub(crate) struct Told {
    pub machine: MachineId,
    /// The call that came back, and with what.
    pub ended: Option<(Call, Arc<Outcome>)>,
}

impl Told {
    /// It was told something else than what became of a call.
    pub(crate) fn of(machine: MachineId) -> Self {
        let ended = None;
        Told { machine, ended }
    }
}

/// The projection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observed {
    ledgers: Map<Name, Ledger>,
    removed: Map<Name, Removed>,
    keys: Map<Payload, u32>,
    finished: Map<MachineId, Finished>,
    died_with: Map<MachineId, u32>,
    readings: Map<MachineId, Readings>,
    owners: Owners,
    /// The log starts that have left 0.
    starts: Map<TopicPartition, Offset>,
    lags: Lags,
}

impl Observed {
    /// How often the work on the records of a group was completed; none where
    /// none ever was.
    pub fn ledger(&self, group: &str) -> Option<&Ledger> {
        self.ledgers.get(group)
    }

    /// The ledgers of all groups.
    pub fn ledgers(&self) -> impl Iterator<Item = (&Name, &Ledger)> {
        self.ledgers.iter()
    }

    /// Who was removed from a group last.
    pub fn removed(&self, group: &str) -> Option<&Removed> {
        self.removed.get(group)
    }

    /// By how many degrees a group's lag has grown in the last seconds.
    pub(crate) fn grown(&self, group: &Name, partition: &TopicPartition) -> u8 {
        self.lags.grown(group, partition)
    }

    /// The number of a key, by first appearance.
    pub fn key_number(&self, key: &Payload) -> Option<u32> {
        self.keys.get(key).copied()
    }

    /// The last records that a program finished, in order, but for those that
    /// a commit of its group covers.
    pub fn finished(&self, machine: MachineId) -> impl Iterator<Item = &(TopicPartition, Offset)> {
        self.finished.get(&machine).into_iter().flatten()
    }

    /// How many finished records no commit covered when the machine crashed.
    pub fn died_with(&self, machine: MachineId) -> Option<u32> {
        self.died_with.get(&machine).copied()
    }

    /// Who takes partitions of a group over by an event, and how many.
    pub(crate) fn taken_over(
        &self,
        cluster: Beside,
        group: &Name,
        event: &ClassicGroupEvent,
    ) -> Vec<(Name, usize)> {
        self.owners.taken_over(cluster, group, event)
    }

    /// How many records have gone from the beginning of a log since it was
    /// looked at last.
    pub(crate) fn gone(&self, cluster: Beside, partition: &TopicPartition) -> Offset {
        let start = cluster.broker.log(partition).map_or(0, Log::start);
        start - self.starts.get(partition).unwrap_or(&0)
    }

    /// How many small facts it holds, for an estimate of what it weighs.
    pub(crate) fn facts(&self) -> usize {
        let finished: usize = self.finished.values().map(VecDeque::len).sum();
        let readings: usize = self.readings.values().map(Readings::len).sum();
        let ledgers: usize = self.ledgers.values().map(Ledger::facts).sum();
        let few = self.keys.len() + self.removed.len() + self.died_with.len();
        let places = self.owners.len() + self.starts.len() + self.lags.len();
        few + places + finished + readings + ledgers
    }

    /// How many records a consumer's program has finished that its group's
    /// committed offsets do not cover: a crash now repeats them.
    pub(crate) fn done_uncommitted(&self, cluster: Beside, id: MachineId) -> Option<u32> {
        let machine = cluster.machines.get(&id)?;
        let group = machine.client().consumer()?.group()?;
        machine.consuming()?;
        let uncovered = self.finished(id).filter(|(partition, offset)| {
            let committed = cluster.broker.committed(group, partition);
            committed.is_none_or(|committed| committed.offset <= *offset)
        });
        Some(uncovered.count() as u32)
    }

    /// Where a consumer began to read a partition that it owns.
    pub(crate) fn read_from(
        &self,
        machine: MachineId,
        partition: &TopicPartition,
    ) -> Option<Offset> {
        self.readings.get(&machine)?.from(partition)
    }

    /// Takes an event in; `cluster` is as it is after it, and `told` says
    /// whose client it told something.
    pub(crate) fn fold(&mut self, cluster: Beside, event: &Event, told: Option<&Told>) {
        if let Some(told) = told {
            self.look_at_reader(cluster, told);
        }
        match &event.what {
            Happening::Broker(what) => self.fold_broker(cluster, event.at, what),
            Happening::App(id, AppEvent::WorkFinished { partition, offset }) => {
                self.work_finished(cluster, event.at, *id, (partition, *offset));
            }
            Happening::App(id, AppEvent::Tool(ToolEvent::Worked(records))) => {
                for (partition, offset) in records.iter() {
                    self.work_finished(cluster, event.at, *id, (partition, *offset));
                }
            }
            Happening::Machine(id, what) => self.fold_machine(cluster, *id, what),
            Happening::Operation(_, OperationEvent::Began { call, .. }) => {
                if let Some(ProducerCall::Send(records)) = call.producer() {
                    let keys = records.iter().take(KEYS_OF_A_CALL);
                    keys.filter_map(|record| record.key.as_ref())
                        .for_each(|key| self.meet_key(key));
                }
            }
            Happening::App(..)
            | Happening::Operation(..)
            | Happening::Network(_)
            | Happening::Producer(..)
            | Happening::Consumer(..)
            | Happening::Terminal(_)
            | Happening::Drawn => {}
        }
    }

    fn look_at_reader(&mut self, cluster: Beside, told: &Told) {
        let machine = cluster.machines.get(&told.machine);
        let Some(consumer) = machine.and_then(|machine| machine.client().consumer()) else {
            return;
        };
        let records = match &told.ended {
            Some((call, outcome)) => match (call.consumer(), &**outcome) {
                (Some(ConsumerCall::Poll(_)), Outcome::Records(records)) => Some(&records[..]),
                _ => None,
            },
            None => None,
        };
        let how = match records {
            Some(_) => Move::Read,
            None => Move::Jump,
        };
        let mut ledger = meet_topics(&mut self.ledgers, cluster.broker, consumer);
        let readings = self.readings.get_or_default(told.machine);
        readings.look(consumer, |partition, from, to| {
            let log = cluster.broker.log(partition);
            if let (Some(ledger), Some(log)) = (&mut ledger, log) {
                let group = consumer.group();
                let committed = group.and_then(|group| cluster.broker.committed(group, partition));
                let went = Went {
                    from,
                    to,
                    how,
                    uncommitted: committed.is_none(),
                };
                ledger.goes(partition, &went, log);
            }
        });
        if let Some(ledger) = ledger {
            hand(ledger, records.unwrap_or_default());
        }
        if let Some((call, outcome)) = &told.ended {
            if let (Some(ConsumerCall::Seek(partition, offset)), Outcome::Done) =
                (call.consumer(), &**outcome)
            {
                readings.sought(partition, *offset);
            }
        }
    }

    fn fold_broker(&mut self, cluster: Beside, at: Millis, event: &BrokerEvent) {
        match event {
            BrokerEvent::TopicDeleted { topic } => {
                for ledger in self.ledgers.values_mut() {
                    ledger.forget(topic);
                }
                self.owners.forget(topic, false);
                self.starts.retain(|partition, _| partition.topic != *topic);
                self.lags.forget(topic, false);
            }
            BrokerEvent::BatchAppended { partition, .. } => {
                for group in cluster.broker.offsets().keys() {
                    self.lags.look(cluster.broker, at, group, partition);
                }
            }
            BrokerEvent::SegmentsDeleted { partition, .. }
            | BrokerEvent::LogStartMoved { partition, .. } => self.cut(cluster, partition),
            BrokerEvent::Group { group, event } => match event {
                GroupEvent::Deleted | GroupEvent::Unloaded => {
                    self.ledgers.remove(group);
                    self.removed.remove(group);
                    self.owners.forget(group, true);
                    self.lags.forget(group, true);
                }
                GroupEvent::OffsetsCommitted { offsets, .. } => {
                    self.cover(cluster, group, offsets);
                    self.commit(cluster, group, offsets);
                    for (partition, _) in offsets {
                        self.lags.look(cluster.broker, at, group, partition);
                    }
                }
                GroupEvent::Classic(ClassicGroupEvent::MemberRemoved {
                    client_id,
                    seen,
                    reason,
                    ..
                }) => {
                    let removed = Removed {
                        client_id: client_id.clone(),
                        reason: *reason,
                        silent_ms: at - seen,
                        at,
                    };
                    self.removed.insert(group.clone(), removed);
                }
                GroupEvent::Classic(event) => self.owners.fold(cluster, group, event),
                GroupEvent::Created | GroupEvent::OffsetsDeleted { .. } => {}
            },
            _ => {}
        }
    }

    fn fold_machine(&mut self, cluster: Beside, id: MachineId, event: &MachineEvent) {
        match event {
            MachineEvent::Added { app, .. } => {
                if let Some(spec) = app {
                    self.meet_keys(spec.keys());
                }
            }
            MachineEvent::Configured(change) => {
                self.meet_keys(change.keys.as_deref().unwrap_or_default());
            }
            MachineEvent::Restarted | MachineEvent::Removed => {
                self.finished.remove(&id);
                self.died_with.remove(&id);
                self.readings.remove(&id);
            }
            MachineEvent::Crashed => {
                if let Some(doomed) = self.done_uncommitted(cluster, id) {
                    self.died_with.insert(id, doomed);
                }
            }
            MachineEvent::Stopping { .. }
            | MachineEvent::Stopped
            | MachineEvent::Stalled
            | MachineEvent::Unstalled => {}
        }
    }

    fn work_finished(
        &mut self,
        cluster: Beside,
        at: Millis,
        id: MachineId,
        (partition, offset): (&TopicPartition, Offset),
    ) {
        let finished = self.finished.get_or_default(id);
        finished.push_back((partition.clone(), offset));
        if finished.len() > REMEMBERED {
            finished.pop_front();
        }
        let Some(machine) = cluster.machines.get(&id) else {
            return;
        };
        let consumer = machine.client().consumer();
        if let Some(group) = consumer.and_then(|consumer| consumer.group()) {
            let ledger = self.ledgers.get_or_default(group.clone());
            ledger.complete(partition, offset, machine.name(), at);
        }
    }

    /// Finished records that a commit covers are forgotten: no crash repeats
    /// them any more. So are those of a dead program as long as the group has
    /// not removed it, because until then nobody else commits its partitions:
    /// what lands is its own last commit.
    fn cover(
        &mut self,
        cluster: Beside,
        group: &Name,
        offsets: &[(TopicPartition, CommittedOffset)],
    ) {
        let classic = cluster.broker.classic_group(group);
        let is_member = |client_id: &Name| {
            let mut members = classic
                .into_iter()
                .flat_map(|group| group.members().values());
            members.any(|member| member.client_id() == client_id)
        };
        for (id, finished) in self.finished.iter_mut() {
            let Some(machine) = cluster.machines.get(id) else {
                continue;
            };
            let consumer = machine.client().consumer();
            let concerned = consumer.and_then(|consumer| consumer.group()) == Some(group);
            if !concerned || !machine.is_running() && !is_member(machine.client().client_id()) {
                continue;
            }
            finished.retain(|(partition, offset)| {
                let committed = offsets.iter().find(|(p, _)| p == partition);
                committed.is_none_or(|(_, committed)| committed.offset <= *offset)
            });
            if machine.status() == Status::Crashed {
                self.died_with.insert(*id, finished.len() as u32);
            }
        }
    }

    /// Offsets were committed.
    fn commit(
        &mut self,
        cluster: Beside,
        group: &Name,
        offsets: &[(TopicPartition, CommittedOffset)],
    ) {
        let ledger = self.ledgers.get_or_default(group.clone());
        for (partition, committed) in offsets {
            let read = position(cluster, group, partition).is_some();
            if let Some(log) = cluster.broker.log(partition) {
                ledger.commit(partition, committed.offset, read, log);
            }
        }
    }

    /// Records were deleted from the beginning of a log.
    fn cut(&mut self, cluster: Beside, partition: &TopicPartition) {
        let start = cluster.broker.log(partition).map_or(0, Log::start);
        self.starts.insert(partition.clone(), start);
        let unread = self.unread_below(cluster, partition, start);
        for (ledger, (_, unread)) in self.ledgers.values_mut().zip(unread) {
            if !unread.is_empty() {
                ledger.cut(partition, &unread);
            }
        }
    }

    /// What each group has not come to below an offset to which a log start
    /// moves.
    pub(crate) fn unread_below(
        &self,
        cluster: Beside,
        partition: &TopicPartition,
        to: Offset,
    ) -> Vec<(Name, Stretches)> {
        let ledgers = self.ledgers.iter();
        ledgers
            .map(|(group, ledger)| {
                let committed = cluster.broker.committed(group, partition);
                let committed = committed.map(|committed| committed.offset);
                let read = position(cluster, group, partition).flatten();
                let unread = ledger.unread_below(partition, read.max(committed), to);
                (group.clone(), unread)
            })
            .collect()
    }

    fn meet_keys(&mut self, keys: &[Name]) {
        for key in keys {
            self.meet_key(&key.as_str().into());
        }
    }

    fn meet_key(&mut self, key: &Payload) {
        if self.keys.len() < KEYS && !self.keys.contains_key(key) {
            let number = self.keys.len() as u32;
            self.keys.insert(key.clone(), number);
        }
    }
}

/// The ledger of a consumer's group, which reads all topics by now that the
/// consumer reads.
fn meet_topics<'a>(
    ledgers: &'a mut Map<Name, Ledger>,
    broker: &Broker,
    consumer: &Consumer,
) -> Option<&'a mut Ledger> {
    let ledger = ledgers.get_or_default(consumer.group()?.clone());
    let owned = consumer.owned().keys().map(|partition| &partition.topic);
    let topics = consumer.subscription().topics().chain(owned);
    topics.for_each(|topic| ledger.meet(topic, broker));
    Some(ledger)
}

/// A poll returned records.
fn hand(ledger: &mut Ledger, records: &[ConsumerRecord]) {
    let follows = |last: &ConsumerRecord, next: &ConsumerRecord| {
        next.offset == last.offset + 1 && next.partition == last.partition
    };
    for run in records.chunk_by(follows) {
        if let (Some(first), Some(last)) = (run.first(), run.last()) {
            let (from, to) = (first.offset, last.offset + 1);
            ledger.hand(&first.partition, Stretch { from, to });
        }
    }
}

/// The position of the consumer of a group that owns a partition and runs: of
/// several the one that is furthest; none within where it is not known yet.
fn position(cluster: Beside, group: &Name, partition: &TopicPartition) -> Option<Option<Offset>> {
    let machines = cluster.machines.values();
    let running = machines.filter(|machine| machine.is_running());
    running
        .filter_map(|machine| machine.client().consumer())
        .filter(|consumer| consumer.group() == Some(group))
        .filter_map(|consumer| consumer.owned().get(partition))
        .map(|owned| owned.unchecked_position())
        .max()
}
