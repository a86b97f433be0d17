//! What travels: sends, fetches, heartbeats, and answers with an error.

use super::{lost, name, said, Told};
use crate::texts::journal::Sentence;
use crate::texts::{arg, Arg, Between, Noun};
use crate::thing::Thing;
use client::call::{OpId, ProducerCall};
use client::consumer::{FetchState, ResetStrategy};
use client::partitioner::{Keyed, Partitioner, Place};
use cluster::network::{Cargo, NetworkEvent};
use cluster::FlightId;
use cluster::{Machine, State};
use protocol::api::{
    EpochEndOffset, FetchRequest, FetchResponse, FetchedPartition, ListOffsetsResponse,
    OffsetFetchResponse, OffsetForLeaderEpochResponse, ProduceRequest, RequestBody, Response,
};
use protocol::batch::Batch;
use protocol::connection::ConnectionId;
use protocol::error::KafkaError;
use protocol::name::Name;
use protocol::record::{Offset, Payload, Record};
use protocol::topic_partition::TopicPartition;

/// How many records a line names.
const NAMED: usize = 4;

pub(super) fn tell(before: &State, event: &NetworkEvent) -> Option<Told> {
    match event {
        NetworkEvent::RequestSent {
            connection,
            request,
            flight,
            ..
        } => {
            let machine = machine(before, *connection)?;
            let line = match &request.body {
                RequestBody::Produce(body) => sends(machine, body, before),
                RequestBody::Heartbeat(_) => {
                    let name = arg::machine(machine.name());
                    Told::quiet("heartbeat").say(Sentence::SendsHeartbeat, &[name])
                }
                _ => return None,
            };
            Some(match flight {
                Some(_) => line,
                None => line.say(Sentence::IsLost, &[]),
            })
        }
        NetworkEvent::ResponseArrived { flight } => arrived(before, *flight),
        NetworkEvent::Cut { machine } => {
            let lost = before.network().flights().values();
            let lost = lost
                .filter(|f| before.network().machine(f.connection) == Some(*machine))
                .count();
            let line = Told::bad("fault");
            let name = arg::machine(name(before, *machine)?);
            Some(match lost {
                0 => line.say(Sentence::IsCut, &[name]),
                many => {
                    let args = [name, arg::number(many as i64)];
                    line.say_of(Sentence::IsCutLosing, many, &args)
                }
            })
        }
        NetworkEvent::Healed { machine } => {
            let name = arg::machine(name(before, *machine)?);
            Some(Told::new("fault").say(Sentence::IsWhole, &[name]))
        }
        _ => None,
    }
}

fn machine(state: &State, connection: ConnectionId) -> Option<&Machine> {
    state.machines().get(&state.network().machine(connection)?)
}

/// `checkout sends bo; murmur2 chooses orders-1`.
fn sends(machine: &Machine, body: &ProduceRequest, before: &State) -> Told {
    let line = Told::new("produce");
    let name = arg::machine(machine.name());
    if let [(partition, batch)] = &body.batches[..] {
        let keys = keys(batch, None);
        let place = arg::partition(partition);
        if came_back(machine, partition) {
            return line.say(Sentence::SendsAgain, &[name, keys, place]);
        }
        return match how_chosen(machine, partition, batch, before) {
            Some(how) => {
                let args = [name, keys, said(how, &[]), place];
                line.say(Sentence::SendsChosen, &args)
            }
            None => line.say(Sentence::SendsTo, &[name, keys, place]),
        };
    }
    let mut batches = body.batches.iter().map(|(partition, batch)| {
        let id = match came_back(machine, partition) {
            true => Sentence::ToAgain,
            false => Sentence::To,
        };
        said(id, &[keys(batch, None), arg::partition(partition)])
    });
    let batches = arg::list(&mut batches, NAMED, Between::Comma);
    line.say(Sentence::SendsSeveral, &[name, batches])
}

/// Whether the batch that goes out next to a partition was sent before.
fn came_back(machine: &Machine, partition: &TopicPartition) -> bool {
    let producer = machine.client().producer();
    let queue = producer.and_then(|producer| producer.queue(partition));
    let first = queue.and_then(|queue| queue.front());
    first.is_some_and(|batch| batch.attempts() > 0)
}

/// The keys of a batch, or how many records it has. Records of a log stand for
/// themselves.
pub(super) fn keys(batch: &Batch, at: Option<&TopicPartition>) -> Arg {
    let records = batch.records();
    let keyless = records.iter().all(|record| record.key.is_none());
    if records.len() > NAMED || (keyless && records.len() > 1) {
        return Arg::Count(records.len(), Noun::Record);
    }
    let mut keys = batch.offsets().map(|(offset, record)| {
        let thing = at.map(|p| Thing::Record(p.clone(), offset));
        arg::key(record.key.as_ref(), thing)
    });
    arg::list(&mut keys, NAMED, Between::Comma)
}

/// Who chose the partition of a batch; nobody where the application named it,
/// or where its records came there in several ways.
fn how_chosen(
    machine: &Machine,
    partition: &TopicPartition,
    batch: &Batch,
    before: &State,
) -> Option<Sentence> {
    let producer = machine.client().producer()?;
    let queue = producer.queue(partition)?;
    let origin = queue.front()?.origin();
    let named = |(op, index): &(OpId, u32)| {
        let operation = before.operations().get(op);
        match operation.and_then(|operation| operation.call.producer()) {
            Some(ProducerCall::Send(records)) => {
                let record = records.get(*index as usize);
                record.is_some_and(|record| record.partition.is_some())
            }
            _ => false,
        }
    };
    if origin.iter().any(named) {
        return None;
    }
    let partitioner = &producer.config().partitioner;
    let place = |record: &Record| {
        let key = record.key.as_ref().map(Payload::bytes);
        partitioner.place(key.as_deref(), 1)
    };
    let how = |place| match place {
        Place::At(_) => how_hashed(partitioner),
        Place::Sticky | Place::StickyFor(_) => Sentence::StickyPartitioner,
        Place::Drawn => Sentence::Chance,
        Place::Turn => Sentence::RoundRobin,
    };
    let mut hows = batch.records().iter().map(|record| how(place(record)));
    let first = hows.next()?;
    hows.all(|how| how == first).then_some(first)
}

fn how_hashed(partitioner: &Partitioner) -> Sentence {
    match partitioner.keyed {
        Keyed::Murmur2 => Sentence::Murmur2,
        Keyed::InexactMurmur2 => Sentence::OldMurmur2,
        Keyed::Crc32 => Sentence::Crc32,
        Keyed::Fnv1aAbsolute | Keyed::Fnv1aRemainder | Keyed::Fnv1aMasked => Sentence::Fnv1a,
        Keyed::Random | Keyed::Ignored => Sentence::ManualPartitioner,
    }
}

fn arrived(before: &State, flight: FlightId) -> Option<Told> {
    let flight = before.network().flight(flight)?;
    before.network().open(flight.connection)?;
    let machine = machine(before, flight.connection)?;
    let (response, request) = match &flight.cargo {
        Cargo::Response(response, request) => (response, request),
        Cargo::Close(request) => {
            let args = [arg::machine(machine.name()), request.body.api().into()];
            return Some(Told::warn("error").say(Sentence::ConnectionClosed, &args));
        }
        Cargo::Request(_) => return None,
    };
    match (&request.body, &**response) {
        (RequestBody::Fetch(asked), Response::Fetch(body)) => fetched(machine, asked, body),
        (RequestBody::OffsetFetch(asked), Response::OffsetFetch(body)) => {
            committed(machine, &asked.groups.first()?.group_id, body)
        }
        (_, Response::InitProducerId(body)) if body.error.is_none() => {
            let args = [arg::machine(machine.name()), arg::number(body.producer_id)];
            Some(Told::quiet("produce").say(Sentence::IsProducer, &args))
        }
        (_, Response::ListOffsets(body)) => looked_up(machine, body, before),
        (_, Response::OffsetForLeaderEpoch(body)) if response.error().is_none() => {
            checked(machine, body)
        }
        (RequestBody::FindCoordinator(_), response)
            if response.error() == KafkaError::CoordinatorNotAvailable =>
        {
            let name = arg::machine(machine.name());
            Some(Told::quiet("member").say(Sentence::NoCoordinatorYet, &[name]))
        }
        (request, response) => refused(machine, request, response.error()),
    }
}

/// Says that a request was answered with an error, where that is no part of
/// the protocol's ordinary course.
fn refused(machine: &Machine, request: &RequestBody, error: KafkaError) -> Option<Told> {
    // A first JoinGroup without a member id is always answered so; admin
    // calls tell themselves what became of them.
    let ordinary = matches!(error, KafkaError::None | KafkaError::MemberIdRequired)
        || matches!(request, RequestBody::Metadata(_))
        || matches!(
            request,
            RequestBody::CreateTopics(_)
                | RequestBody::CreatePartitions(_)
                | RequestBody::DeleteTopics(_)
                | RequestBody::DescribeConfigs(_)
                | RequestBody::IncrementalAlterConfigs(_)
                | RequestBody::AlterConfigs(_)
                | RequestBody::DeleteGroups(_)
                | RequestBody::DeleteRecords(_)
        );
    if ordinary {
        return None;
    }
    let rejoin = error == KafkaError::RebalanceInProgress;
    Some(match request {
        RequestBody::Heartbeat(_) if rejoin => Told::new("rebalance").say(
            Sentence::IsAnsweredRejoin,
            &answered(machine, request.api(), error),
        ),
        _ => refused_by_name(machine, request.api(), error),
    })
}

fn answered(machine: &Machine, api: &str, error: KafkaError) -> [Arg; 3] {
    [
        arg::machine(machine.name()),
        api.into(),
        error.name().into(),
    ]
}

fn refused_by_name(machine: &Machine, api: &str, error: KafkaError) -> Told {
    let args = answered(machine, api, error);
    Told::warn("error").say(Sentence::IsAnswered, &args)
}

/// `c1 fetches orders-0 from 6: three records`.
fn fetched(machine: &Machine, asked: &FetchRequest, body: &FetchResponse) -> Option<Told> {
    let told: Vec<(&FetchedPartition, Offset)> = body
        .partitions
        .iter()
        .filter(|answer| !answer.batches.is_empty() || !answer.error.is_none())
        .filter_map(|answer| {
            let asked = asked.partitions.iter();
            let mut asked = asked.filter(|asked| asked.partition == answer.partition);
            Some((answer, asked.next()?.fetch_offset))
        })
        .collect();
    if told.is_empty() {
        return None;
    }
    let error = told.iter().any(|(answer, _)| !answer.error.is_none());
    let line = match error {
        true => Told::warn("error"),
        false => Told::new("fetch"),
    };
    let group = machine.client().consumer().and_then(|c| c.group());
    let mut fetched = told.iter().map(|(answer, from)| {
        let position = match group {
            Some(group) => arg::position(group, &answer.partition, *from),
            None => arg::number(*from),
        };
        let what = match answer.error.is_none() {
            true => {
                let end = answer.batches.last().map_or(*from, |b| b.end_offset());
                Arg::Count(usize::try_from(end - from).unwrap_or(0), Noun::Record)
            }
            false => answer.error.name().into(),
        };
        let args = [arg::partition(&answer.partition), position, what];
        said(Sentence::FetchedFrom, &args)
    });
    let fetched = arg::list(&mut fetched, NAMED, Between::Semicolon);
    let args = [arg::machine(machine.name()), fetched];
    Some(line.say(Sentence::Fetches, &args))
}

/// `c2 asks for committed offsets: 6, 8, 10`.
fn committed(machine: &Machine, group: &Name, body: &OffsetFetchResponse) -> Option<Told> {
    let error = body.group_error();
    if !error.is_none() {
        return Some(refused_by_name(machine, "OffsetFetch", error));
    }
    let fetched: Vec<_> = body.partitions().collect();
    if fetched.is_empty() {
        return None;
    }
    let line = Told::new("member");
    let name = arg::machine(machine.name());
    if fetched.iter().all(|(_, fetched)| fetched.offset < 0) {
        return Some(line.say(Sentence::AsksForNone, &[name]));
    }
    let mut offsets = fetched
        .iter()
        .map(|(partition, fetched)| match fetched.offset {
            -1 => said(Sentence::HasNone, &[arg::partition(partition)]),
            offset => arg::commit(group, partition, offset),
        });
    let offsets = arg::list(&mut offsets, 8, Between::Comma);
    Some(line.say(Sentence::AsksFor, &[name, offsets]))
}

/// `c1 finds that orders-0 ends at 3, before its position 10`.
fn checked(machine: &Machine, body: &OffsetForLeaderEpochResponse) -> Option<Told> {
    let consumer = machine.client().consumer()?;
    let beyond: Vec<(&EpochEndOffset, Offset)> = body
        .partitions
        .iter()
        .filter_map(
            |ended| match consumer.owned().get(&ended.partition)?.state() {
                FetchState::AwaitingValidation(position) => Some((ended, position)),
                _ => None,
            },
        )
        .filter(|(ended, position)| ended.end_offset < *position)
        .collect();
    if beyond.is_empty() {
        return None;
    }
    let mut ends = beyond.iter().map(|(ended, position)| {
        let end = arg::number(ended.end_offset);
        let args = [
            arg::partition(&ended.partition),
            end,
            arg::number(*position),
        ];
        said(Sentence::EndsBefore, &args)
    });
    let ends = arg::list(&mut ends, NAMED, Between::Comma);
    let args = [arg::machine(machine.name()), ends];
    Some(Told::warn("seek").say(Sentence::FindsTruncated, &args))
}

/// `c1 starts orders-0 at 0: nothing committed, earliest`.
fn looked_up(machine: &Machine, body: &ListOffsetsResponse, before: &State) -> Option<Told> {
    let consumer = machine.client().consumer()?;
    let group = consumer.group().cloned().unwrap_or_default();
    let reset: Vec<_> = body
        .partitions
        .iter()
        .filter(|listed| listed.error.is_none() && listed.offset >= 0)
        .filter_map(|listed| {
            let owned = consumer.owned().get(&listed.partition)?;
            match owned.state() {
                FetchState::AwaitingReset(strategy) => Some((listed, strategy)),
                _ => None,
            }
        })
        .collect();
    let (first, strategy) = reset.first()?;
    let same = reset
        .iter()
        .all(|(listed, _)| listed.offset == first.offset);
    let places = if same && reset.len() > 1 {
        let mut all = reset
            .iter()
            .map(|(listed, _)| arg::partition(&listed.partition));
        let all = arg::list(&mut all, 8, Between::Comma);
        said(Sentence::At, &[all, arg::number(first.offset)])
    } else {
        let mut places = reset.iter().map(|(listed, _)| {
            let at = arg::position(&group, &listed.partition, listed.offset);
            said(Sentence::At, &[arg::partition(&listed.partition), at])
        });
        arg::list(&mut places, NAMED, Between::Comma)
    };
    // A seek to an edge leads there too, whatever is committed.
    let policy = ResetStrategy::of(consumer.config().auto_offset_reset);
    let nothing = policy == Some(*strategy)
        && reset.iter().all(|(listed, _)| {
            let committed = before.broker().committed(&group, &listed.partition);
            committed.is_none()
        });
    let policy = match strategy {
        ResetStrategy::Earliest => "earliest",
        ResetStrategy::Latest => "latest",
        ResetStrategy::ByDuration(_) => "by_duration",
    };
    let id = match nothing {
        true => Sentence::StartsAtUncommitted,
        false => Sentence::StartsAt,
    };
    let args = [arg::machine(machine.name()), places, policy.into()];
    let line = Told::new("seek").say(id, &args);
    Some(reset.iter().fold(line, |line, (listed, _)| {
        lost::passed_over(line, before, machine, (&listed.partition, listed.offset))
    }))
}
