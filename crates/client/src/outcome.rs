//! What client calls come back with.
//!
//! A call that threw has come back, too ([`Outcome::Threw`]).
//!
//! *Read next: [`link`](crate::link), how a client speaks.*

use crate::call::OffsetAndMetadata;
use protocol::api::{
    AdminResult, ConfigResource, DeletedRecords, DescribedConfigs, DescribedGroup,
    DescribedTransaction, ListedGroup, ListedOffset, ListedTransaction, PartitionReassignment,
    Response, TopicDescription,
};
use protocol::error::KafkaError;
use protocol::exception::Exception;
use protocol::name::Name;
use protocol::record::{Millis, Offset, Record};
use protocol::topic_partition::TopicPartition;
use std::sync::Arc;

/// A record that was found by its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OffsetAndTimestamp {
    /// Its offset.
    pub offset: Offset,
    /// Its timestamp.
    pub timestamp: Millis,
}

/// What a consumer says of its membership: the generation that it took its
/// last assignment in, also after it left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsumerGroupMetadata {
    /// `group.id`.
    pub group_id: Name,
    /// The generation, -1 before the first.
    pub generation_id: i32,
    /// The member id, "" before the first join.
    pub member_id: Name,
    /// `group.instance.id`.
    pub group_instance_id: Option<Name>,
}

/// A record as a poll returns it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsumerRecord {
    /// Where it is.
    pub partition: TopicPartition,
    /// Its offset there.
    pub offset: Offset,
    /// Whether its timestamp is that of the append (LogAppendTime).
    pub log_append_time: bool,
    /// The record.
    pub record: Record,
}

/// Where a record that was sent ended up, or why it did not.
pub type Sent = Result<RecordMetadata, Arc<Exception>>;

/// What a producer learns of a record that was sent.
/// Source: `RecordMetadata`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordMetadata {
    /// Its partition.
    pub partition: i32,
    /// Its offset there, or -1 where nobody said it, as with acks=0.
    pub offset: Offset,
    /// Its timestamp: the one that the broker answered with, which is that of
    /// the append with LogAppendTime, and otherwise its own.
    pub timestamp: Millis,
    /// When the producer learned it, and would have called a callback.
    pub acknowledged_at: Millis,
}

/// What a call came back with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It succeeded, and there is nothing to say.
    Done,
    /// It threw.
    Threw(Exception),
    /// From poll.
    Records(Arc<[ConsumerRecord]>),
    /// From position.
    Position(Offset),
    /// From assignment and paused, sorted.
    Partitions(Vec<TopicPartition>),
    /// From subscription and listTopics, sorted.
    Topics(Vec<Name>),
    /// From describeTopics, in the order of the call.
    DescribedTopics(Vec<TopicDescription>),
    /// From describeConfigs, in the order of the call.
    Configs(Vec<DescribedConfigs>),
    /// From beginningOffsets and endOffsets, in the order of the call.
    Offsets(Vec<(TopicPartition, Offset)>),
    /// From offsetsForTimes, in the order of the call: null where no record
    /// is that young.
    OffsetsForTimes(Vec<(TopicPartition, Option<OffsetAndTimestamp>)>),
    /// From currentLag: empty while the position or the end is not known.
    Lag(Option<Offset>),
    /// From groupMetadata.
    GroupMetadata(ConsumerGroupMetadata),
    /// From committed: null where nothing was committed.
    Committed(Vec<(TopicPartition, Option<OffsetAndMetadata>)>),
    /// From send, in the order of the records.
    Sent(Arc<[Sent]>),
    /// From the admin client.
    Admin(Vec<AdminResult>),
    /// From describeCluster: the ids of the brokers.
    Cluster(Vec<i32>),
    /// From listPartitionReassignments.
    Reassignments(Vec<PartitionReassignment>),
    /// From listConfigResources.
    ConfigResources(Vec<ConfigResource>),
    /// From listTransactions.
    Transactions(Vec<ListedTransaction>),
    /// From describeTransactions, in the order of the call.
    DescribedTransactions(Vec<DescribedTransaction>),
    /// From deleteRecords of the admin client, in the order of the call.
    DeletedRecords(Vec<DeletedRecords>),
    /// From listOffsets of the admin client, what was found or an error for
    /// each partition, in the order of the call.
    ListedOffsets(Vec<ListedOffset>),
    /// From describeConsumerGroups, a description or an exception for each, in
    /// the order of the call.
    Groups(Vec<Result<DescribedGroup, Exception>>),
    /// From listGroups.
    GroupList(Vec<ListedGroup>),
    /// From alterConsumerGroupOffsets and deleteConsumerGroupOffsets.
    PartitionResults(Vec<(TopicPartition, KafkaError)>),
    /// Some parts of a call came back, and the others threw.
    Partly(Box<Outcome>, Exception),
    /// To a raw peer.
    Response(Arc<Response>),
}

impl Outcome {
    /// What failed in it, if anything did.
    pub fn exception(&self) -> Option<Exception> {
        match self {
            Outcome::Threw(exception) | Outcome::Partly(_, exception) => Some(exception.clone()),
            Outcome::Sent(sent) => sent
                .iter()
                .find_map(|sent| sent.as_ref().err())
                .map(|exception| (**exception).clone()),
            Outcome::Admin(results) => {
                let failed = results.iter().find(|result| !result.error.is_none())?;
                let mut exception = Exception::of(failed.error);
                if let Some(message) = &failed.message {
                    exception.message.clone_from(message);
                }
                Some(exception)
            }
            Outcome::Configs(described) => {
                let mut described = described.iter();
                let failed = described.find(|described| !described.error.is_none())?;
                Some(of_config(failed))
            }
            Outcome::DeletedRecords(deleted) => {
                let failed = deleted.iter().find(|deleted| !deleted.error.is_none())?;
                Some(of_deleted(failed))
            }
            Outcome::ListedOffsets(listed) => {
                let failed = listed.iter().find(|listed| !listed.error.is_none())?;
                Some(of_listed(failed))
            }
            Outcome::Groups(groups) => groups.iter().find_map(|group| group.clone().err()),
            Outcome::PartitionResults(results) => {
                let mut errors = results.iter().map(|(_, error)| *error);
                errors.find(|error| !error.is_none()).map(Exception::of)
            }
            _ => None,
        }
    }
}

/// Why the records of a partition were not deleted.
pub fn of_deleted(deleted: &DeletedRecords) -> Exception {
    match deleted.error {
        error @ KafkaError::InvalidTopicException => not_looked_up(&deleted.partition, error),
        error => Exception::of(error),
    }
}

/// Why no offset was looked up in a partition.
pub fn of_listed(listed: &ListedOffset) -> Exception {
    match listed.error {
        error @ (KafkaError::InvalidTopicException | KafkaError::UnknownTopicOrPartition) => {
            not_looked_up(&listed.partition, error)
        }
        error => Exception::of(error),
    }
}

/// Why it was not found who leads a partition.
/// Source: `PartitionLeaderStrategy.handleTopicError`.
fn not_looked_up(partition: &TopicPartition, error: KafkaError) -> Exception {
    let mut exception = Exception::of(error);
    let (topic, partition) = (&partition.topic, partition.to_string());
    let (why, end) = match error {
        KafkaError::UnknownTopicOrPartition => {
            (" because metadata for topic `", "` could not be found")
        }
        _ => (" due to invalid topic `", "`"),
    };
    let start = "Failed to fetch metadata for partition ";
    exception.message = [start, &partition, why, topic, end].concat();
    exception
}

/// Why the settings of a resource were not told.
pub fn of_config(described: &DescribedConfigs) -> Exception {
    let mut exception = Exception::of(described.error);
    if let Some(message) = &described.error_message {
        exception.message.clone_from(message);
    }
    exception
}
