//! The life of a record, as it can be told afterwards.

use crate::texts::life::{step, Step};
use crate::texts::{counted, text, Noun};
use crate::thing::Thing;
use broker::group::GroupEvent;
use broker::BrokerEvent;
use client::call::{Call, ConsumerCall, OpId, ProducerCall, ProducerRecord};
use client::outcome::{ConsumerRecord, Outcome};
use client::producer::ProducerEvent;
use cluster::app::AppEvent;
use cluster::event::{Event, Happening, MachineEvent, OperationEvent};
use cluster::network::NetworkEvent;
use cluster::{FlightId, MachineId};
use protocol::api::{FetchResponse, Request, RequestBody, Response};
use protocol::batch::Batch;
use protocol::connection::{ConnectionId, CorrelationId};
use protocol::map::Map;
use protocol::name::Name;
use protocol::record::{Millis, Offset, Record};
use protocol::topic_partition::TopicPartition;
use serde::Serialize;

/// The most steps of a life that are told: the first ones.
const MOST: usize = 200;

/// A step in the life of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LifeStep {
    /// `made`, `batched`, `sent`, `appended`, `fetched`, `read`, `worked`,
    /// `done`, `committed`, `deleted`.
    pub what: &'static str,
    /// When, in milliseconds since the start.
    pub at: Millis,
    /// Who did it, such as `machine:c1` or `group:billing`; null for the
    /// broker.
    pub by: Option<String>,
    /// The same in words.
    pub text: String,
    /// The line of the journal that tells of it; null where none does.
    pub journal: Option<usize>,
    /// How many events had happened before.
    pub ordinal: u64,
}

/// A record, and the batch in which it came.
struct Wanted<'a> {
    partition: &'a TopicPartition,
    offset: Offset,
    record: &'a Record,
    batch: &'a Batch,
}

/// The steps of the life of a record, as far as these events go, which are all
/// from the start on. Without lines of the journal; none where no such record
/// was appended.
pub(crate) fn follow(
    events: &[Event],
    start: Millis,
    partition: &TopicPartition,
    offset: Offset,
) -> Option<Vec<LifeStep>> {
    let holds = |batch: &Batch| (batch.base_offset()..batch.end_offset()).contains(&offset);
    // A topic that is made again has other records: the last one counts.
    let batch = events.iter().rev().find_map(|event| match &event.what {
        Happening::Broker(BrokerEvent::BatchAppended {
            partition: to,
            batch,
        }) if to == partition && holds(batch) => Some(batch),
        _ => None,
    })?;
    let (_, record) = batch.offsets_from(offset).next()?;
    let mut teller = LifeTeller {
        wanted: Wanted {
            partition,
            offset,
            record,
            batch,
        },
        start,
        machines: Map::new(),
        connections: Map::new(),
        requests: Map::new(),
        answers: Map::new(),
        calls: Map::new(),
        hands: Map::new(),
        sends: Vec::new(),
        steps: Vec::new(),
    };
    for (ordinal, event) in events.iter().enumerate() {
        teller.see(ordinal as u64, event);
    }
    teller.steps.truncate(MOST);
    Some(teller.steps)
}

/// What is told of an event: what, by whom, and in words.
type Taken = (&'static str, Option<Thing>, String);

/// A machine's name and its group.
struct Known {
    name: Name,
    group: Option<Name>,
}

/// What it has to remember of the events so far.
struct LifeTeller<'a> {
    wanted: Wanted<'a>,
    start: Millis,
    machines: Map<MachineId, Known>,
    connections: Map<ConnectionId, MachineId>,
    requests: Map<(ConnectionId, CorrelationId), &'a Request>,
    answers: Map<FlightId, (ConnectionId, CorrelationId, &'a Response)>,
    calls: Map<OpId, (MachineId, &'a Call)>,
    /// What the last poll returned, and which of it is next.
    hands: Map<MachineId, (&'a [ConsumerRecord], usize)>,
    /// The sends that may have had the record.
    sends: Vec<OpId>,
    steps: Vec<LifeStep>,
}

impl<'a> LifeTeller<'a> {
    fn see(&mut self, ordinal: u64, event: &'a Event) {
        let told = match &event.what {
            Happening::Machine(id, MachineEvent::Added { name, settings, .. }) => {
                let group = settings.get("group.id").map(|id| id.as_str().into());
                let name = name.clone();
                self.machines.insert(*id, Known { name, group });
                None
            }
            Happening::Network(what) => self.on_network(what),
            Happening::Broker(what) => self.on_broker(what),
            Happening::Producer(id, ProducerEvent::Accumulated { op, partitions }) => {
                let ours = self.sends.contains(op)
                    && partitions.contains(&self.wanted.partition.partition)
                    && self.steps.iter().all(|step| step.what != "appended");
                let to = self.wanted.partition.to_string();
                ours.then(|| self.by_machine(*id, "batched", Step::Batched, &[&to]))
                    .flatten()
            }
            Happening::App(id, what) => self.on_app(*id, what),
            Happening::Operation(op, what) => self.on_call(*op, what),
            _ => None,
        };
        let Some((what, by, text)) = told else {
            return;
        };
        self.steps.push(LifeStep {
            what,
            at: event.at - self.start,
            by: by.map(|by| by.to_string()),
            text,
            journal: None,
            ordinal,
        });
    }

    /// A step that a machine took: it is the sentence's first argument.
    fn by_machine(
        &self,
        id: MachineId,
        what: &'static str,
        said: Step,
        args: &[&str],
    ) -> Option<Taken> {
        let name = &self.machines.get(&id)?.name;
        let args = [&[name.as_str()], args].concat();
        Some((
            what,
            Some(Thing::Machine(name.clone())),
            text(step(said), &args),
        ))
    }

    /// Whether a batch that travels is the one in which the record came.
    fn is_batch(&self, batch: &Batch) -> bool {
        let ours = self.wanted.batch;
        let numbers = |batch: &Batch| (batch.producer_id, batch.producer_epoch);
        let numbered = numbers(batch) == numbers(ours);
        numbered
            && batch.base_sequence == ours.base_sequence
            && (ours.has_producer_id() || batch.records() == ours.records())
    }

    fn on_network(&mut self, what: &'a NetworkEvent) -> Option<Taken> {
        match what {
            NetworkEvent::Connected {
                connection,
                machine,
            } => {
                self.connections.insert(*connection, *machine);
                None
            }
            NetworkEvent::RequestSent {
                connection,
                correlation,
                request,
                ..
            } => {
                self.requests.insert((*connection, *correlation), request);
                let RequestBody::Produce(body) = &request.body else {
                    return None;
                };
                let mut batches = body.batches.iter();
                let carries =
                    batches.any(|(to, batch)| to == self.wanted.partition && self.is_batch(batch));
                let id = *self.connections.get(connection).filter(|_| carries)?;
                let again = self.steps.iter().any(|step| step.what == "sent");
                let records = counted(self.wanted.batch.records().len(), Noun::Record);
                let said = match again {
                    true => Step::SentAgain,
                    false => Step::Sent,
                };
                self.by_machine(id, "sent", said, &[&records])
            }
            NetworkEvent::ResponseSent {
                connection,
                correlation,
                response: Some(response),
                flight: Some((flight, _)),
            } => {
                let answer = (*connection, *correlation, &**response);
                self.answers.insert(*flight, answer);
                None
            }
            NetworkEvent::ResponseArrived { flight } => {
                let (connection, correlation, response) = self.answers.remove(flight)?;
                let request = self.requests.remove(&(connection, correlation))?;
                let (Response::Fetch(body), RequestBody::Fetch(asked)) = (response, &request.body)
                else {
                    return None;
                };
                let mut asked = asked.partitions.iter();
                let from = asked.find(|asked| asked.partition == *self.wanted.partition)?;
                let brings = self.brings(body, from.fetch_offset);
                let id = *self.connections.get(&connection).filter(|_| brings)?;
                let from = from.fetch_offset.to_string();
                let partition = self.wanted.partition.to_string();
                self.by_machine(id, "fetched", Step::Fetched, &[&partition, &from])
            }
            _ => None,
        }
    }

    /// Whether an answer brings the record to who asked from an offset on.
    fn brings(&self, body: &FetchResponse, from: Offset) -> bool {
        let offset = self.wanted.offset;
        let answers = body.partitions.iter();
        let mut answers = answers.filter(|answer| answer.partition == *self.wanted.partition);
        from <= offset
            && answers.any(|answer| {
                let mut batches = answer.batches.iter();
                batches.any(|batch| (batch.base_offset()..batch.end_offset()).contains(&offset))
            })
    }

    fn on_broker(&mut self, what: &'a BrokerEvent) -> Option<Taken> {
        let Wanted {
            partition, offset, ..
        } = self.wanted;
        let gone = |to: Offset| {
            let there = self.steps.iter().any(|step| step.what == "appended");
            let gone = self.steps.iter().any(|step| step.what == "deleted");
            let text = || {
                let args = [&*partition.to_string(), &*to.to_string()];
                text(step(Step::Deleted), &args)
            };
            (to > offset && there && !gone).then(|| ("deleted", None, text()))
        };
        match what {
            BrokerEvent::TopicDeleted { topic } if *topic == partition.topic => {
                self.steps.clear();
                None
            }
            BrokerEvent::BatchAppended {
                partition: to,
                batch,
            } if to == partition && batch.base_offset() == self.wanted.batch.base_offset() => {
                let args = [&*partition.to_string(), &*offset.to_string()];
                Some(("appended", None, text(step(Step::Appended), &args)))
            }
            BrokerEvent::SegmentsDeleted {
                partition: of,
                up_to,
                ..
            } if of == partition => gone(*up_to),
            BrokerEvent::LogStartMoved { partition: of, to } if of == partition => gone(*to),
            BrokerEvent::Group {
                group,
                event: GroupEvent::OffsetsCommitted { offsets, replaced },
            } => {
                let mut commits = offsets.iter().zip(replaced);
                let passes = commits.find(|((of, _), _)| of == partition)?;
                let ((_, committed), old) = passes;
                let passed = committed.offset > offset && old.is_none_or(|old| old <= offset);
                let text = || {
                    let (partition, to) = (partition.to_string(), committed.offset.to_string());
                    text(step(Step::Committed), &[group, &partition, &to])
                };
                passed.then(|| ("committed", Some(Thing::Group(group.clone())), text()))
            }
            _ => None,
        }
    }

    fn on_app(&mut self, id: MachineId, what: &AppEvent) -> Option<Taken> {
        match what {
            AppEvent::WorkStarted { .. } => {
                let (hand, next) = self.hands.get(&id)?;
                let is_it = self.is_record(hand.get(*next)?);
                let again = self.times_done(id) > 0;
                let said = match again {
                    true => Step::WorkedAgain,
                    false => Step::Worked,
                };
                is_it
                    .then(|| self.by_machine(id, "worked", said, &[]))
                    .flatten()
            }
            AppEvent::ClaimStarted {
                partition, offset, ..
            } => {
                let is_it = partition == self.wanted.partition && *offset == self.wanted.offset;
                let said = match self.times_done(id) > 0 {
                    true => Step::WorkedAgain,
                    false => Step::Worked,
                };
                is_it
                    .then(|| self.by_machine(id, "worked", said, &[]))
                    .flatten()
            }
            AppEvent::WorkFinished { partition, offset } => {
                if let Some((_, next)) = self.hands.get_mut(&id) {
                    *next += 1;
                }
                let is_it = partition == self.wanted.partition && *offset == self.wanted.offset;
                let done = || match self.times_done(id) {
                    0 => self.by_machine(id, "done", Step::Done, &[]),
                    times => {
                        let times = (times + 1).to_string();
                        self.by_machine(id, "done", Step::DoneAgain, &[&times])
                    }
                };
                is_it.then(done).flatten()
            }
            _ => None,
        }
    }

    /// How often members of a machine's group have done the work by now.
    fn times_done(&self, id: MachineId) -> usize {
        let group = |id: &MachineId| self.machines.get(id).and_then(|known| known.group.as_ref());
        let ours: Vec<String> = self
            .machines
            .iter()
            .filter(|(other, _)| group(other) == group(&id))
            .map(|(_, known)| Thing::Machine(known.name.clone()).to_string())
            .collect();
        let done = self.steps.iter().filter(|step| step.what == "done");
        done.filter(|step| step.by.as_ref().is_some_and(|by| ours.contains(by)))
            .count()
    }

    fn is_record(&self, record: &ConsumerRecord) -> bool {
        record.partition == *self.wanted.partition && record.offset == self.wanted.offset
    }

    /// Whether what is handed to a producer may be the record.
    fn is_made(&self, made: &ProducerRecord) -> bool {
        let (wanted, record) = (&self.wanted, self.wanted.record);
        made.topic == wanted.partition.topic
            && made
                .partition
                .is_none_or(|number| number == wanted.partition.partition)
            && (&made.key, &made.value) == (&record.key, &record.value)
            && made.timestamp.is_none_or(|at| at == record.timestamp)
    }

    fn on_call(&mut self, op: OpId, what: &'a OperationEvent) -> Option<Taken> {
        match what {
            OperationEvent::Queued { .. } => None,
            OperationEvent::Began { machine, call } => {
                self.calls.insert(op, (*machine, call));
                let Some(ProducerCall::Send(records)) = call.producer() else {
                    return None;
                };
                let made = records.iter().any(|record| self.is_made(record));
                if !made || self.steps.iter().any(|step| step.what == "appended") {
                    return None;
                }
                self.sends.push(op);
                self.by_machine(*machine, "made", Step::Made, &[])
            }
            OperationEvent::Completed(outcome) => {
                let (id, call) = self.calls.remove(&op)?;
                let (Some(ConsumerCall::Poll(_)), Outcome::Records(records)) =
                    (call.consumer(), &**outcome)
                else {
                    return None;
                };
                if !records.is_empty() {
                    self.hands.insert(id, (records, 0));
                }
                let returned = records.iter().any(|record| self.is_record(record));
                let count = counted(records.len(), Noun::Record);
                returned
                    .then(|| self.by_machine(id, "read", Step::Read, &[&count]))
                    .flatten()
            }
        }
    }
}
