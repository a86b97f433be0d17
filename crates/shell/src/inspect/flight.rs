//! Requests and responses in the air, with their fields.

use super::{at_offset, listed, named, partitions, say, Inspection, Sheet};
use crate::texts::inspector::{phrase, row, Phrase, Row};
use crate::texts::{counted, Noun};
use cluster::network::Cargo;
use cluster::FlightId;
use cluster::State;
use protocol::api::{
    AdminResponse, ConfigResource, DeleteRecordsResponse, DeleteTopicState, FetchResponse,
    JoinGroupRequest, JoinGroupResponse, LeaveGroupRequest, OffsetCommitRequest,
    OffsetFetchRequest, OffsetFetchResponse, OffsetForLeaderEpochRequest,
    OffsetForLeaderEpochResponse, ProduceRequest, ProduceResponse, RequestBody, Response,
    SyncGroupRequest, EARLIEST_TIMESTAMP, HIGH_WATERMARK, LATEST_TIMESTAMP, MAX_TIMESTAMP,
};
use protocol::batch::{ProducerEpoch, ProducerId, NO_PRODUCER_ID};
use protocol::consumer_protocol::{decode_assignment, Subscription};
use protocol::error::KafkaError;
use protocol::name::Name;
use protocol::topic_partition::TopicPartition;

pub(super) fn flight(state: &State, id: FlightId) -> Option<Inspection> {
    let flight = state.network().flight(id)?;
    let (request, response) = match &flight.cargo {
        Cargo::Request(request) => (request, None),
        Cargo::Response(response, request) => (request, Some(response)),
        Cargo::Close(request) => (request, None),
    };
    let closes = matches!(flight.cargo, Cargo::Close(_));
    let title = match response {
        _ if closes => Row::RefusedTitle,
        Some(_) => Row::ResponseTitle,
        None => Row::RequestTitle,
    };
    let mut sheet = Sheet::new(title, &[request.body.api()]);
    let machine = state.network().machine(flight.connection);
    let machine = machine.and_then(|id| state.machines().get(&id));
    if let Some(machine) = machine {
        let with = match response.is_some() || closes {
            true => Row::To,
            false => Row::From,
        };
        sheet.row(row(with), machine.name().as_str());
    }
    sheet.row("client.id", request.client_id.as_str());
    sheet.number(row(Row::Version), i64::from(request.version));
    sheet.number(row(Row::CorrelationId), i64::from(flight.correlation));
    sheet.number(row(Row::Connection), flight.connection as i64);
    sheet.at(row(Row::Left), state, flight.left);
    sheet.at(row(Row::Arrives), state, flight.arrives);
    match response {
        None if closes => {}
        None => asked(&mut sheet, &request.body),
        Some(response) => {
            sheet.row(row(Row::Error), response.error().name());
            answered(&mut sheet, response);
        }
    }
    sheet.done()
}

fn asked(sheet: &mut Sheet, request: &RequestBody) {
    if let Some(group) = request.group() {
        sheet.row(row(Row::Group), group.as_str());
    }
    match request {
        RequestBody::Produce(body) => produce(sheet, body),
        RequestBody::Fetch(body) => {
            sheet.ms(row(Row::MaxWait), body.max_wait_ms);
            sheet.number(row(Row::MinBytes), i64::from(body.min_bytes));
            sheet.number(row(Row::MaxBytes), i64::from(body.max_bytes));
            let from = body.partitions.iter();
            let from = from.map(|p| at_offset(&p.partition, p.fetch_offset));
            sheet.row(row(Row::FetchOffsets), listed(from));
        }
        RequestBody::ListOffsets(body) => {
            let asked = body.partitions.iter().map(|asked| match asked.timestamp {
                LATEST_TIMESTAMP => [&asked.partition.to_string(), " latest"].concat(),
                EARLIEST_TIMESTAMP => [&asked.partition.to_string(), " earliest"].concat(),
                MAX_TIMESTAMP => [&asked.partition.to_string(), " max-timestamp"].concat(),
                timestamp => at_offset(&asked.partition, timestamp),
            });
            sheet.row(row(Row::Timestamps), listed(asked));
        }
        RequestBody::OffsetForLeaderEpoch(body) => ask_epochs(sheet, body),
        RequestBody::DeleteRecords(body) => {
            let below = body
                .partitions
                .iter()
                .map(|(partition, offset)| match *offset {
                    HIGH_WATERMARK => say(Phrase::AllOf, &[&partition.to_string()]),
                    offset => at_offset(partition, offset),
                });
            sheet.row(row(Row::RecordsBelow), listed(below));
        }
        RequestBody::JoinGroup(body) => join(sheet, body),
        RequestBody::SyncGroup(body) => sync(sheet, body),
        RequestBody::Heartbeat(body) => {
            member(sheet, body.generation_id, &body.member_id);
        }
        RequestBody::LeaveGroup(body) => leave(sheet, body),
        RequestBody::OffsetCommit(body) => commit(sheet, body),
        RequestBody::OffsetFetch(body) => fetch_offsets(sheet, body),
        RequestBody::FindCoordinator(_)
        | RequestBody::ListGroups(_)
        | RequestBody::DescribeCluster(_)
        | RequestBody::ListConfigResources(_)
        | RequestBody::ListTransactions(_) => {}
        RequestBody::OffsetDelete(_)
        | RequestBody::Metadata(_)
        | RequestBody::DescribeTopicPartitions(_)
        | RequestBody::ListPartitionReassignments(_)
        | RequestBody::DescribeTransactions(_) => asked_of_cluster(sheet, request),
        RequestBody::CreateTopics(_)
        | RequestBody::CreatePartitions(_)
        | RequestBody::DeleteTopics(_)
        | RequestBody::DescribeConfigs(_)
        | RequestBody::IncrementalAlterConfigs(_)
        | RequestBody::AlterConfigs(_) => asked_by_admin(sheet, request),
        RequestBody::DeleteGroups(body) => names(sheet, row(Row::Groups), &body.groups),
        RequestBody::DescribeGroups(body) => names(sheet, row(Row::Groups), &body.groups),
        RequestBody::DescribeProducers(body) => {
            sheet.row(row(Row::Partitions), partitions(&body.partitions));
        }
        RequestBody::InitProducerId(body) => {
            let id = body.transactional_id.as_ref();
            let id = id.map_or(phrase(Phrase::None), Name::as_str);
            sheet.row("transactional.id", id);
            producer_id(sheet, body.producer_id, body.producer_epoch);
        }
    }
}

/// Requests about topics and settings.
fn asked_by_admin(sheet: &mut Sheet, request: &RequestBody) {
    match request {
        RequestBody::CreateTopics(body) => {
            let topics = body.topics.iter().map(|topic| topic.name.to_string());
            sheet.row(row(Row::Topics), listed(topics));
        }
        RequestBody::CreatePartitions(body) => {
            let topics = body.topics.iter();
            let topics = topics.map(|new| [&new.name, " ", &new.count.to_string()].concat());
            sheet.row(row(Row::Topics), listed(topics));
        }
        RequestBody::DeleteTopics(body) => {
            let name = |topic: &DeleteTopicState| topic.name.as_ref().map(Name::to_string);
            let topics = body.topics.iter();
            let topics = topics.map(|topic| name(topic).unwrap_or_else(|| say(Phrase::ById, &[])));
            sheet.row(row(Row::Topics), listed(topics));
        }
        RequestBody::DescribeConfigs(body) => {
            let of = body.resources.iter().map(|asked| whose(&asked.resource));
            sheet.row(row(Row::SettingsOf), listed(of));
        }
        RequestBody::IncrementalAlterConfigs(body) | RequestBody::AlterConfigs(body) => {
            for change in &body.resources {
                let keys = change.configs.iter().map(|config| config.name.to_string());
                sheet.row(&whose(&change.resource), listed(keys));
            }
        }
        _ => {}
    }
}

/// How many refused records of a batch are shown.
const RECORD_ERRORS: usize = 3;

/// `topic orders`; the broker without a name is all of them.
fn whose(resource: &ConfigResource) -> String {
    let kind = resource.kind.name().to_ascii_lowercase();
    match resource.name.is_empty() {
        true => say(Phrase::Every, &[&kind]),
        false => [&kind, " ", &resource.name].concat(),
    }
}

fn producer_id(sheet: &mut Sheet, id: ProducerId, epoch: ProducerEpoch) {
    if id == NO_PRODUCER_ID {
        sheet.row(row(Row::ProducerId), phrase(Phrase::None));
    } else {
        sheet.number(row(Row::ProducerId), id);
        sheet.number(row(Row::ProducerEpoch), i64::from(epoch));
    }
}

fn names(sheet: &mut Sheet, name: &str, names: &[Name]) {
    sheet.row(name, listed(names.iter().map(ToString::to_string)));
}

fn member(sheet: &mut Sheet, generation: i32, member_id: &str) {
    sheet.number(row(Row::Generation), i64::from(generation));
    sheet.row(
        row(Row::MemberId),
        if member_id.is_empty() {
            phrase(Phrase::NoneYet)
        } else {
            member_id
        },
    );
}

fn produce(sheet: &mut Sheet, body: &ProduceRequest) {
    sheet.number("acks", i64::from(body.acks));
    for (partition, batch) in &body.batches {
        let keys = batch.records().iter().map(|record| match &record.key {
            Some(key) => key.text().into_owned(),
            None => say(Phrase::NoKey, &[]),
        });
        let (count, bytes) = (batch.records().len(), batch.size());
        let args = [&*count.to_string(), &*bytes.to_string(), &*listed(keys)];
        let name = partition.to_string();
        sheet.row(&name, say(Phrase::BatchSent, &args));
        if batch.has_producer_id() {
            let numbers = [
                batch.producer_id,
                batch.producer_epoch.into(),
                batch.base_sequence.into(),
                batch.last_sequence().into(),
            ];
            let [id, epoch, first, last] = numbers.map(|number: i64| number.to_string());
            let numbers = say(Phrase::Numbers, &[&id, &epoch, &first, &last]);
            sheet.row(&named(Row::NumbersOf, &[&name]), numbers);
        }
    }
}

fn join(sheet: &mut Sheet, body: &JoinGroupRequest) {
    member(sheet, -1, &body.member_id);
    if let Some(instance) = &body.group_instance_id {
        sheet.row("group.instance.id", instance.as_str());
    }
    sheet.ms(row(Row::SessionTimeout), body.session_timeout_ms);
    sheet.ms(row(Row::RebalanceTimeout), body.rebalance_timeout_ms);
    for (assignor, bytes) in &body.protocols {
        let topics = Subscription::decode(bytes).map(|subscription| subscription.topics);
        let topics = topics.unwrap_or_default();
        let topics = listed(topics.iter().map(ToString::to_string));
        sheet.row(assignor, say(Phrase::Subscription, &[&topics]));
    }
}

fn sync(sheet: &mut Sheet, body: &SyncGroupRequest) {
    member(sheet, body.generation_id, &body.member_id);
    for (member_id, bytes) in &body.assignments {
        let assigned = decode_assignment(bytes).unwrap_or_default();
        let to = named(Row::AssignsTo, &[member_id]);
        sheet.row(&to, partitions(&assigned));
    }
}

fn leave(sheet: &mut Sheet, body: &LeaveGroupRequest) {
    let members = body.members.iter().map(|(id, instance)| match instance {
        Some(instance) if id.is_empty() => instance.to_string(),
        _ => id.to_string(),
    });
    sheet.row(row(Row::Members), listed(members));
}

fn fetch_offsets(sheet: &mut Sheet, body: &OffsetFetchRequest) {
    if body.groups.iter().any(|group| group.topics.is_none()) {
        sheet.row(row(Row::Partitions), phrase(Phrase::All));
    } else {
        let asked: Vec<TopicPartition> = body.partitions().collect();
        sheet.row(row(Row::Partitions), partitions(&asked));
    }
}

fn ask_epochs(sheet: &mut Sheet, body: &OffsetForLeaderEpochRequest) {
    let asked = body.partitions.iter().map(|asked| {
        let epoch = asked.leader_epoch.to_string();
        say(Phrase::EpochOf, &[&asked.partition.to_string(), &epoch])
    });
    sheet.row(row(Row::EpochsEnded), listed(asked));
}

fn epochs_ended(sheet: &mut Sheet, body: &OffsetForLeaderEpochResponse) {
    let ends = body.partitions.iter();
    let ends = ends.map(|ended| at_offset(&ended.partition, ended.end_offset));
    sheet.row(row(Row::Ends), listed(ends));
}

/// Requests about the cluster, or that only name topics.
fn asked_of_cluster(sheet: &mut Sheet, request: &RequestBody) {
    match request {
        RequestBody::OffsetDelete(body) => {
            let topics = body.topics.iter().map(|topic| topic.name.to_string());
            sheet.row(row(Row::Topics), listed(topics));
        }
        RequestBody::Metadata(body) => {
            let all = body.topics.iter().flatten().map(ToString::to_string);
            sheet.row(row(Row::Topics), listed(all));
        }
        RequestBody::DescribeTopicPartitions(body) => {
            names(sheet, row(Row::Topics), &body.topics);
        }
        RequestBody::ListPartitionReassignments(body) => {
            sheet.row(row(Row::Partitions), partitions(&body.partitions));
        }
        RequestBody::DescribeTransactions(body) => {
            names(sheet, "transactional.id", &body.transactional_ids);
        }
        _ => {}
    }
}

/// Answers about the cluster and its topics.
fn answered_of_cluster(sheet: &mut Sheet, response: &Response) {
    match response {
        Response::Metadata(body) => {
            let topics = body.topics.iter();
            let topics = topics
                .map(|topic| topic_row(&topic.name, topic.error, &topic.partitions.to_string()));
            sheet.row(row(Row::TopicsAndPartitions), listed(topics));
        }
        Response::DescribeTopicPartitions(body) => {
            let topics = body.topics.iter().map(|topic| {
                let count = topic.partitions.len().to_string();
                topic_row(&topic.name, topic.error, &count)
            });
            sheet.row(row(Row::TopicsAndPartitions), listed(topics));
        }
        Response::DescribeTransactions(body) => {
            let all = body.transactions.iter();
            let all = all.map(|each| [&each.transactional_id, " ", each.error.name()].concat());
            sheet.row("transactional.id", listed(all));
        }
        _ => {}
    }
}

/// A topic with its number of partitions, or why it has none.
fn topic_row(name: &Name, error: KafkaError, partitions: &str) -> String {
    match error.is_none() {
        true => [name, " ", partitions].concat(),
        false => [name, " ", error.name()].concat(),
    }
}

fn commit(sheet: &mut Sheet, body: &OffsetCommitRequest) {
    member(sheet, body.generation_id, &body.member_id);
    let offsets = body.offsets();
    let offsets = offsets.map(|(partition, commit)| at_offset(&partition, commit.offset));
    sheet.row(row(Row::Offsets), listed(offsets));
}

fn answered(sheet: &mut Sheet, response: &Response) {
    match response {
        Response::Produce(body) => produced(sheet, body),
        Response::Fetch(body) => fetched(sheet, body),
        Response::ListOffsets(body) => {
            let offsets = body
                .partitions
                .iter()
                .map(|p| at_offset(&p.partition, p.offset));
            sheet.row(row(Row::Offsets), listed(offsets));
        }
        Response::OffsetForLeaderEpoch(body) => epochs_ended(sheet, body),
        Response::DeleteRecords(body) => deleted(sheet, body),
        Response::DescribeConfigs(body) => {
            for described in &body.results {
                let count = described.configs.len();
                sheet.row(&whose(&described.resource), counted(count, Noun::Setting));
            }
        }
        Response::IncrementalAlterConfigs(body) | Response::AlterConfigs(body) => {
            for altered in &body.responses {
                sheet.row(&whose(&altered.resource), altered.error.name());
            }
        }
        Response::JoinGroup(body) => joined(sheet, body),
        Response::SyncGroup(body) => {
            let assigned = decode_assignment(&body.assignment).unwrap_or_default();
            sheet.row(row(Row::Assignment), partitions(&assigned));
        }
        Response::OffsetCommit(body) => {
            let errors = body
                .partitions()
                .map(|(partition, error)| [&partition.to_string(), " ", error.name()].concat());
            sheet.row(row(Row::Partitions), listed(errors));
        }
        Response::OffsetFetch(body) => offsets(sheet, body),
        Response::Metadata(_)
        | Response::DescribeTopicPartitions(_)
        | Response::DescribeTransactions(_) => answered_of_cluster(sheet, response),
        Response::DescribeProducers(body) => {
            for described in &body.partitions {
                let ids = described.producers.iter();
                let ids = listed(ids.map(|producer| producer.producer_id.to_string()));
                let name = described.partition.to_string();
                sheet.row(&named(Row::ProducersOf, &[&name]), ids);
            }
        }
        Response::InitProducerId(body) => {
            producer_id(sheet, body.producer_id, body.producer_epoch);
        }
        Response::CreateTopics(body)
        | Response::CreatePartitions(body)
        | Response::DeleteTopics(body)
        | Response::DeleteGroups(body) => admin(sheet, body),
        Response::ListGroups(body) => {
            let groups = body.groups.iter().map(|group| group.group_id.to_string());
            sheet.row(row(Row::Groups), listed(groups));
        }
        Response::FindCoordinator(_)
        | Response::OffsetDelete(_)
        | Response::Heartbeat(_)
        | Response::LeaveGroup(_)
        | Response::DescribeGroups(_)
        | Response::DescribeCluster(_)
        | Response::ListPartitionReassignments(_)
        | Response::ListConfigResources(_)
        | Response::ListTransactions(_) => {}
    }
}

fn produced(sheet: &mut Sheet, body: &ProduceResponse) {
    for answer in &body.partitions {
        let name = answer.partition.to_string();
        if answer.error.is_none() {
            let base = answer.base_offset.to_string();
            sheet.row(&name, say(Phrase::BaseOffset, &[&base]));
        } else {
            sheet.row(&name, answer.error.name());
        }
        for error in answer.record_errors.iter().take(RECORD_ERRORS) {
            let index = error.batch_index.to_string();
            sheet.row(
                &named(Row::RecordOfBatch, &[&index]),
                error.message.as_str(),
            );
        }
    }
}

fn deleted(sheet: &mut Sheet, body: &DeleteRecordsResponse) {
    for answer in &body.partitions {
        let name = answer.partition.to_string();
        match answer.error.is_none() {
            true => sheet.row(
                &name,
                say(Phrase::LowWatermark, &[&answer.low_watermark.to_string()]),
            ),
            false => sheet.row(&name, answer.error.name()),
        }
    }
}

fn fetched(sheet: &mut Sheet, body: &FetchResponse) {
    for answer in &body.partitions {
        let name = answer.partition.to_string();
        if !answer.error.is_none() {
            sheet.row(&name, answer.error.name());
            continue;
        }
        let (first, last) = (answer.batches.first(), answer.batches.last());
        let watermark = answer.high_watermark.to_string();
        let text = match first.zip(last) {
            None => say(Phrase::NoBatches, &[&watermark]),
            Some((first, last)) => {
                let first = first.base_offset().to_string();
                let last = (last.end_offset() - 1).to_string();
                say(Phrase::BatchesFrom, &[&first, &last, &watermark])
            }
        };
        sheet.row(&name, text);
    }
}

fn joined(sheet: &mut Sheet, body: &JoinGroupResponse) {
    member(sheet, body.generation_id, &body.member_id);
    sheet.row(
        row(Row::Assignor),
        body.protocol_name
            .as_deref()
            .unwrap_or(phrase(Phrase::None)),
    );
    sheet.row(row(Row::Leader), body.leader.as_str());
    let members = body
        .members
        .iter()
        .map(|member| member.member_id.to_string());
    sheet.row(row(Row::MembersForLeader), listed(members));
}

fn offsets(sheet: &mut Sheet, body: &OffsetFetchResponse) {
    let offsets = body
        .partitions()
        .map(|(partition, fetched)| match fetched.offset {
            -1 => say(Phrase::NoneOf, &[&partition.to_string()]),
            offset => at_offset(&partition, offset),
        });
    sheet.row(row(Row::CommittedOffsets), listed(offsets));
}

fn admin(sheet: &mut Sheet, body: &AdminResponse) {
    for result in &body.results {
        let error = result.error.name();
        match &result.message {
            Some(message) => sheet.row(&result.name, say(Phrase::Pair, &[error, message])),
            None => sheet.row(&result.name, error),
        }
    }
}
