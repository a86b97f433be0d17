//! What travels: sends, fetches, heartbeats, and answers with an error.

use super::{lost, name};
use crate::journal::Told;
use crate::texts::{counted, Noun};
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
                RequestBody::Heartbeat(_) => Told::quiet("heartbeat")
                    .machine(machine.name())
                    .text(" sends a heartbeat"),
                _ => return None,
            };
            Some(match flight {
                Some(_) => line,
                None => line.text("; it is lost in the cut network"),
            })
        }
        NetworkEvent::ResponseArrived { flight } => arrived(before, *flight),
        NetworkEvent::Cut { machine } => {
            let lost = before.network().flights().values();
            let lost = lost
                .filter(|f| before.network().machine(f.connection) == Some(*machine))
                .count();
            let line = Told::bad("fault")
                .machine(name(before, *machine)?)
                .text("'s network is cut");
            Some(match lost {
                0 => line,
                1 => line.text("; what is in the air is lost"),
                many => line.text(&format!("; {many} things in the air are lost")),
            })
        }
        NetworkEvent::Healed { machine } => Some(
            Told::new("fault")
                .machine(name(before, *machine)?)
                .text("'s network is whole again"),
        ),
        _ => None,
    }
}

fn machine(state: &State, connection: ConnectionId) -> Option<&Machine> {
    state.machines().get(&state.network().machine(connection)?)
}

/// `checkout sends bo; murmur2 chooses orders-1`.
fn sends(machine: &Machine, body: &ProduceRequest, before: &State) -> Told {
    let line = Told::new("produce").machine(machine.name()).text(" sends ");
    if let [(partition, batch)] = &body.batches[..] {
        let line = keys(line, batch, None);
        if came_back(machine, partition) {
            return line.text(" to ").partition(partition).text(" again");
        }
        let how = how_chosen(machine, partition, batch, before);
        return match how {
            Some(how) => line
                .text("; ")
                .text(how)
                .text(" chooses ")
                .partition(partition),
            None => line.text(" to ").partition(partition),
        };
    }
    line.list(&body.batches, NAMED, ", ", |line, (partition, batch)| {
        let line = keys(line, batch, None).text(" to ").partition(partition);
        match came_back(machine, partition) {
            true => line.text(" again"),
            false => line,
        }
    })
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
pub(super) fn keys(line: Told, batch: &Batch, at: Option<&TopicPartition>) -> Told {
    let records = batch.records();
    let keyless = records.iter().all(|record| record.key.is_none());
    if records.len() > NAMED || (keyless && records.len() > 1) {
        return line.text(&counted(records.len(), Noun::Record));
    }
    let numbered: Vec<(Offset, _)> = batch.offsets().collect();
    line.list(&numbered, NAMED, ", ", |line, (offset, record)| {
        let thing = at.map(|p| Thing::Record(p.clone(), *offset));
        line.key(record.key.as_ref(), thing)
    })
}

/// Who chose the partition of a batch; nobody where the application named it,
/// or where its records came there in several ways.
fn how_chosen(
    machine: &Machine,
    partition: &TopicPartition,
    batch: &Batch,
    before: &State,
) -> Option<&'static str> {
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
        Place::Sticky | Place::StickyFor(_) => "the sticky partitioner",
        Place::Drawn => "chance",
        Place::Turn => "round robin",
    };
    let mut hows = batch.records().iter().map(|record| how(place(record)));
    let first = hows.next()?;
    hows.all(|how| how == first).then_some(first)
}

fn how_hashed(partitioner: &Partitioner) -> &'static str {
    match partitioner.keyed {
        Keyed::Murmur2 => "murmur2",
        Keyed::InexactMurmur2 => "KafkaJS's old murmur2",
        Keyed::Crc32 => "CRC-32",
        Keyed::Fnv1aAbsolute | Keyed::Fnv1aRemainder | Keyed::Fnv1aMasked => "FNV-1a",
        Keyed::Random | Keyed::Ignored => "the manual partitioner",
    }
}

fn arrived(before: &State, flight: FlightId) -> Option<Told> {
    let flight = before.network().flight(flight)?;
    before.network().open(flight.connection)?;
    let machine = machine(before, flight.connection)?;
    let (response, request) = match &flight.cargo {
        Cargo::Response(response, request) => (response, request),
        Cargo::Close(request) => {
            let line = Told::warn("error").machine(machine.name());
            let line = line.text(" finds its connection closed: the broker refused its ");
            return Some(line.text(request.body.api()).text(" and owes no answer"));
        }
        Cargo::Request(_) => return None,
    };
    match (&request.body, &**response) {
        (RequestBody::Fetch(asked), Response::Fetch(body)) => fetched(machine, asked, body),
        (RequestBody::OffsetFetch(asked), Response::OffsetFetch(body)) => {
            committed(machine, &asked.groups.first()?.group_id, body)
        }
        (_, Response::InitProducerId(body)) if body.error.is_none() => {
            let line = Told::quiet("produce").machine(machine.name());
            let id = body.producer_id.to_string();
            Some(line.text(" is producer ").text(&id).text(" to the broker"))
        }
        (_, Response::ListOffsets(body)) => looked_up(machine, body, before),
        (_, Response::OffsetForLeaderEpoch(body)) if response.error().is_none() => {
            checked(machine, body)
        }
        (RequestBody::FindCoordinator(_), response)
            if response.error() == KafkaError::CoordinatorNotAvailable =>
        {
            let line = Told::quiet("member").machine(machine.name());
            Some(line.text(" finds no coordinator yet, and asks again"))
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
    let line = match (request, rejoin) {
        (RequestBody::Heartbeat(_), true) => Told::new("rebalance"),
        _ => Told::warn("error"),
    };
    let line = line
        .machine(machine.name())
        .text("'s ")
        .text(request.api())
        .text(" is answered ")
        .text(error.name());
    Some(match request {
        RequestBody::Heartbeat(_) if rejoin => line.text(": its next poll joins again"),
        _ => line,
    })
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
    let error = told.iter().any(|(answer, _)| !answer.error.is_none());
    let line = if error {
        Told::warn("error")
    } else {
        Told::new("fetch")
    };
    let line = line.machine(machine.name()).text(" fetches ");
    let group = machine.client().consumer().and_then(|c| c.group());
    (!told.is_empty()).then(|| {
        line.list(&told, NAMED, "; ", |line, (answer, from)| {
            let line = line.partition(&answer.partition).text(" from ");
            let line = match group {
                Some(group) => line.position(group, &answer.partition, *from),
                None => line.text(&from.to_string()),
            };
            if !answer.error.is_none() {
                return line.text(": ").text(answer.error.name());
            }
            let end = answer.batches.last().map_or(*from, |b| b.end_offset());
            let count = usize::try_from(end - from).unwrap_or(0);
            line.text(": ").text(&counted(count, Noun::Record))
        })
    })
}

/// `c2 asks for committed offsets: 6, 8, 10`.
fn committed(machine: &Machine, group: &Name, body: &OffsetFetchResponse) -> Option<Told> {
    let error = body.group_error();
    if !error.is_none() {
        return refused_by_name(machine, "OffsetFetch", error);
    }
    let fetched: Vec<_> = body.partitions().collect();
    if fetched.is_empty() {
        return None;
    }
    let line = Told::new("member").machine(machine.name());
    if fetched.iter().all(|(_, fetched)| fetched.offset < 0) {
        return Some(line.text(" asks for committed offsets: there are none"));
    }
    let line = line.text(" asks for committed offsets: ");
    Some(line.list(
        &fetched,
        8,
        ", ",
        |line, (partition, fetched)| match fetched.offset {
            -1 => line.partition(partition).text(" has none"),
            offset => line.commit(group, partition, offset),
        },
    ))
}

fn refused_by_name(machine: &Machine, api: &str, error: KafkaError) -> Option<Told> {
    let line = Told::warn("error").machine(machine.name());
    Some(
        line.text("'s ")
            .text(api)
            .text(" is answered ")
            .text(error.name()),
    )
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
    let line = Told::warn("seek")
        .machine(machine.name())
        .text(" finds that ");
    (!beyond.is_empty()).then(|| {
        line.list(&beyond, NAMED, ", ", |line, (ended, position)| {
            let ends = ended.end_offset.to_string();
            let line = line.partition(&ended.partition).text(" ends at ");
            let line = line.text(&ends).text(", before its position ");
            line.text(&position.to_string())
        })
    })
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
    let line = Told::new("seek").machine(machine.name()).text(" starts ");
    let same = reset
        .iter()
        .all(|(listed, _)| listed.offset == first.offset);
    let line = if same && reset.len() > 1 {
        let line = line.partitions(reset.iter().map(|(listed, _)| &listed.partition));
        line.text(" at ").text(&first.offset.to_string())
    } else {
        line.list(&reset, NAMED, ", ", |line, (listed, _)| {
            let line = line.partition(&listed.partition).text(" at ");
            line.position(&group, &listed.partition, listed.offset)
        })
    };
    let nothing = reset.iter().all(|(listed, _)| {
        before
            .broker()
            .committed(&group, &listed.partition)
            .is_none()
    });
    let word = match strategy {
        ResetStrategy::Earliest => "earliest",
        ResetStrategy::Latest => "latest",
        ResetStrategy::ByDuration(_) => "by_duration",
    };
    let why = if nothing {
        ": nothing committed, "
    } else {
        ": "
    };
    let line = line.text(why).text(word);
    Some(reset.iter().fold(line, |line, (listed, _)| {
        lost::passed_over(line, before, machine, (&listed.partition, listed.offset))
    }))
}
