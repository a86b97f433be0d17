//! What a call came back with, as the terminal shows it.
//!
//! A call that threw has Java's exception, with its class and its text; what an admin client
//! was told of several topics has a line each.
//!
//! *Read next: [`terminal`](crate::terminal), what tools have printed.*

use crate::journal::shortened;
use crate::texts::{counted, Noun};
use client::call::{AdminCall, Call, OffsetAndMetadata, ProducerCall};
use client::outcome::{ConsumerRecord, Outcome, Sent};
use protocol::api::{AdminResult, ConfigSource, DescribedConfigs, TopicDescription};
use protocol::exception::Exception;
use protocol::record::Payload;
use protocol::topic_partition::TopicPartition;
use serde::Serialize;

/// How many records a poll's text lists.
const LISTED: usize = 20;

/// The outcome of an operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OutcomeText {
    /// Whether nothing failed in it.
    pub ok: bool,
    /// What there is to say; lines with line breaks between them, or nothing.
    pub text: String,
}

/// Puts an outcome in words.
pub fn outcome_text(call: &Call, outcome: &Outcome) -> OutcomeText {
    if let Some(exception) = outcome.exception() {
        return OutcomeText {
            ok: false,
            text: exception_text(&exception),
        };
    }
    let text = match outcome {
        // What only tools ask for, they print themselves.
        Outcome::Done
        | Outcome::Threw(_)
        | Outcome::Partly(..)
        | Outcome::Response(_)
        | Outcome::Cluster(_)
        | Outcome::Reassignments(_)
        | Outcome::ConfigResources(_)
        | Outcome::Transactions(_)
        | Outcome::DescribedTransactions(_) => String::new(),
        Outcome::Records(records) => records_text(records),
        Outcome::Position(offset) => offset.to_string(),
        Outcome::Committed(offsets) => lines(offsets.iter().map(committed_text)),
        Outcome::Partitions(partitions) => lines(partitions.iter().map(ToString::to_string)),
        Outcome::Topics(topics) => lines(topics.iter().map(ToString::to_string)),
        Outcome::DescribedTopics(topics) => lines(topics.iter().map(topic_text)),
        Outcome::Configs(described) => lines(described.iter().flat_map(config_texts)),
        Outcome::Offsets(offsets) => lines(
            offsets
                .iter()
                .map(|(partition, offset)| spaced(partition, &offset.to_string())),
        ),
        Outcome::OffsetsForTimes(found) => lines(found.iter().map(|(partition, found)| {
            let found = found.as_ref().map_or("-".to_owned(), |found| {
                [&found.offset.to_string(), " ", &found.timestamp.to_string()].concat()
            });
            spaced(partition, &found)
        })),
        Outcome::Lag(lag) => lag.map_or("unknown".to_owned(), |lag| lag.to_string()),
        Outcome::GroupMetadata(group) => lines(
            [
                ["group ", &group.group_id].concat(),
                ["generation ", &group.generation_id.to_string()].concat(),
                ["member ", &group.member_id].concat(),
            ]
            .into_iter(),
        ),
        Outcome::Sent(sent) => sent_text(call, sent),
        Outcome::DeletedRecords(deleted) => lines(
            deleted
                .iter()
                .map(|deleted| spaced(&deleted.partition, &deleted.low_watermark.to_string())),
        ),
        Outcome::ListedOffsets(listed) => lines(
            listed
                .iter()
                .map(|listed| spaced(&listed.partition, &listed.offset.to_string())),
        ),
        Outcome::Groups(groups) => {
            let groups = groups.iter().flatten();
            lines(groups.map(|group| spaced_words(&[&group.group_id, group.state])))
        }
        Outcome::GroupList(groups) => {
            let groups = groups.iter();
            lines(groups.map(|group| spaced_words(&[&group.group_id, group.state])))
        }
        Outcome::PartitionResults(results) => lines(
            results
                .iter()
                .map(|(partition, error)| spaced(partition, error.name())),
        ),
        Outcome::Admin(results) => lines(results.iter().map(|result| admin_text(call, result))),
    };
    OutcomeText { ok: true, text }
}

fn topic_text(topic: &TopicDescription) -> String {
    let what = match topic.error.is_none() {
        true => counted(topic.partitions.len(), Noun::Partition),
        false => topic.error.name().to_owned(),
    };
    [&topic.name, " ", &what].concat()
}

/// The settings that are not Kafka's defaults.
fn config_texts(described: &DescribedConfigs) -> impl Iterator<Item = String> + '_ {
    let own = described.configs.iter();
    let own = own.filter(|entry| entry.source != ConfigSource::DefaultConfig);
    own.map(|entry| {
        let value = entry.value.as_deref().unwrap_or("null");
        [&entry.name, "=", value, " (", entry.source.name(), ")"].concat()
    })
}

fn sent_text(call: &Call, sent: &[Sent]) -> String {
    lines(sent.iter().enumerate().map(|(index, sent)| {
        let topic = match call.producer() {
            Some(ProducerCall::Send(records)) => {
                records.get(index).map(|record| record.topic.clone())
            }
            _ => None,
        };
        match sent {
            // With acks=0 nobody says where a record went.
            Ok(sent) if sent.offset < 0 => {
                let to = TopicPartition::new(topic.unwrap_or_default(), sent.partition);
                ["sent to ", &to.to_string()].concat()
            }
            Ok(sent) => {
                let to = TopicPartition::new(topic.unwrap_or_default(), sent.partition);
                [&to.to_string(), " @ ", &sent.offset.to_string()].concat()
            }
            Err(why) => exception_text(why),
        }
    }))
}

fn lines(texts: impl Iterator<Item = String>) -> String {
    texts.collect::<Vec<_>>().join("\n")
}

/// `CommitFailedException: Commit cannot be completed ...`, with what caused
/// it.
pub(crate) fn exception_text(exception: &Exception) -> String {
    let mut text = [exception.class, ": ", &exception.message].concat();
    if let Some(cause) = &exception.cause {
        text.push_str("\nCaused by: ");
        text.push_str(&exception_text(cause));
    }
    text
}

fn records_text(records: &[ConsumerRecord]) -> String {
    if records.is_empty() {
        return "no records".to_owned();
    }
    let text = |payload: Option<&Payload>| match payload {
        Some(payload) => shortened(&payload.text()),
        None => "null".to_owned(),
    };
    let mut all = vec![counted(records.len(), Noun::Record)];
    for record in records.iter().take(LISTED) {
        let key = text(record.record.key.as_ref());
        let value = text(record.record.value.as_ref());
        let place = record.partition.to_string();
        let offset = record.offset.to_string();
        all.push([&place, " @ ", &offset, "  ", &key, "  ", &value].concat());
    }
    if records.len() > LISTED {
        all.push(["and ", &(records.len() - LISTED).to_string(), " more"].concat());
    }
    all.join("\n")
}

fn committed_text((partition, offset): &(TopicPartition, Option<OffsetAndMetadata>)) -> String {
    let offset = match offset {
        Some(committed) => committed.offset.to_string(),
        None => "-".to_owned(),
    };
    spaced(partition, &offset)
}

fn spaced_words(words: &[&str]) -> String {
    words.join(" ")
}

fn spaced(partition: &TopicPartition, text: &str) -> String {
    [&partition.to_string(), " ", text].concat()
}

fn admin_text(call: &Call, result: &AdminResult) -> String {
    let name = &result.name;
    match call.admin() {
        Some(AdminCall::CreateTopics(_)) => ["Created topic ", name, "."].concat(),
        Some(AdminCall::CreatePartitions(topics)) => {
            let count = topics.iter().find(|topic| topic.name == *name);
            let count = count.map_or(0, |topic| topic.count);
            [
                "Topic ",
                name,
                " has ",
                &count.to_string(),
                " partitions now.",
            ]
            .concat()
        }
        Some(AdminCall::DeleteTopics(_)) => ["Deleted topic ", name, "."].concat(),
        Some(AdminCall::IncrementalAlterConfigs(_)) => ["Altered ", name, "."].concat(),
        _ => ["Deleted group ", name, "."].concat(),
    }
}
