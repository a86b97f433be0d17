//! Requests about committed offsets: OffsetCommit, OffsetFetch and
//! OffsetDelete.
//!
//! They name partitions topic by topic, as Kafka's messages do; what a
//! response looks like follows the request topic by topic.

use super::{first_of, FirstError};
use crate::error::KafkaError;
use crate::map::grouped;
use crate::name::Name;
use crate::record::{Millis, Offset};
use crate::topic_partition::{TopicId, TopicPartition, NO_TOPIC_ID};

/// Partitions of one topic, or what is said of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfTopic<T> {
    /// The topic's name; from version 10 of OffsetCommit and OffsetFetch on it
    /// does not travel, and the broker goes by the id.
    pub name: Name,
    /// The topic's id, [`NO_TOPIC_ID`] where it is not known.
    pub topic_id: TopicId,
    /// One entry per partition, in the order of the message.
    pub partitions: Vec<T>,
}

impl<T> OfTopic<T> {
    /// A topic by its name alone.
    pub fn named(name: Name, partitions: Vec<T>) -> Self {
        OfTopic {
            name,
            topic_id: NO_TOPIC_ID,
            partitions,
        }
    }
}

/// Puts entries under their topics, which come in the order in which they are
/// first named; so do the entries of a topic.
pub fn by_topic<T>(entries: impl IntoIterator<Item = (Name, T)>) -> Vec<OfTopic<T>> {
    let topics = grouped(entries).into_iter();
    topics
        .map(|(name, all)| OfTopic::named(name, all))
        .collect()
}

/// An offset that is to be committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetToCommit {
    /// The partition of its topic.
    pub partition: i32,
    /// The next offset to read. The broker does not compare it with the log.
    pub offset: Offset,
    /// The leader epoch of the last record read, -1 where it is not known.
    pub leader_epoch: i32,
    /// Any text.
    pub metadata: Name,
}

/// OffsetCommit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetCommitRequest {
    /// The group.
    pub group_id: Name,
    /// The member's generation, -1 for one that is no member.
    pub generation_id: i32,
    /// The member, "" for one that is none.
    pub member_id: Name,
    /// `group.instance.id`.
    pub group_instance_id: Option<Name>,
    /// How long the offsets shall be kept (versions 2 to 4), -1 for what the
    /// broker has configured.
    pub retention_time_ms: Millis,
    /// The offsets.
    pub topics: Vec<OfTopic<OffsetToCommit>>,
}

impl OffsetCommitRequest {
    /// The offset of each partition.
    pub fn offsets(&self) -> impl Iterator<Item = (TopicPartition, &OffsetToCommit)> {
        self.topics.iter().flat_map(|topic| {
            topic.partitions.iter().map(|commit| {
                let partition = TopicPartition::new(topic.name.clone(), commit.partition);
                (partition, commit)
            })
        })
    }
}

/// Answer to OffsetCommit: partition and error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetCommitResponse {
    /// Topics of which something is not there come first, and of each topic
    /// the partitions that are not there.
    pub topics: Vec<OfTopic<(i32, KafkaError)>>,
}

impl OffsetCommitResponse {
    /// The error of each partition.
    pub fn partitions(&self) -> impl Iterator<Item = (TopicPartition, KafkaError)> + '_ {
        self.topics.iter().flat_map(|topic| {
            topic.partitions.iter().map(|(partition, error)| {
                let partition = TopicPartition::new(topic.name.clone(), *partition);
                (partition, *error)
            })
        })
    }
}

impl FirstError for OffsetCommitResponse {
    fn first_error(&self) -> KafkaError {
        first_of(self.partitions().map(|(_, error)| error))
    }
}

/// What OffsetFetch asks of one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetFetchGroup {
    /// The group.
    pub group_id: Name,
    /// The member that asks, in a group of the consumer protocol (version 9).
    pub member_id: Option<Name>,
    /// Its epoch, -1 without a member.
    pub member_epoch: i32,
    /// The partitions; `None` asks for all that have a commit.
    pub topics: Option<Vec<OfTopic<i32>>>,
}

/// OffsetFetch. Versions before 8 have one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetFetchRequest {
    /// The groups.
    pub groups: Vec<OffsetFetchGroup>,
    /// Whether an offset that a transaction may yet change is an error.
    pub require_stable: bool,
}

impl OffsetFetchRequest {
    /// Asks for the offsets of one group, as a client does.
    pub fn of_group(group_id: Name, partitions: Option<&[TopicPartition]>) -> Self {
        let topics = partitions.map(|partitions| {
            let entries = partitions.iter();
            by_topic(entries.map(|p| (p.topic.clone(), p.partition)))
        });
        OffsetFetchRequest {
            groups: vec![OffsetFetchGroup {
                group_id,
                member_id: None,
                member_epoch: -1,
                topics,
            }],
            require_stable: true,
        }
    }
}

impl OffsetFetchRequest {
    /// The partitions that are named.
    pub fn partitions(&self) -> impl Iterator<Item = TopicPartition> + '_ {
        let topics = self.groups.iter().flat_map(|group| &group.topics).flatten();
        topics.flat_map(|topic| {
            let partitions = topic.partitions.iter();
            partitions.map(|p| TopicPartition::new(topic.name.clone(), *p))
        })
    }
}

/// A committed offset as it is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchedOffset {
    /// The partition of its topic.
    pub partition: i32,
    /// The committed offset, -1 where nothing was committed.
    pub offset: Offset,
    /// Its leader epoch, or -1.
    pub leader_epoch: i32,
    /// Its text.
    pub metadata: Name,
    /// `NONE`, also where nothing was committed.
    pub error: KafkaError,
}

/// The committed offsets of one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchedGroup {
    /// The group.
    pub group_id: Name,
    /// The offsets.
    pub topics: Vec<OfTopic<FetchedOffset>>,
    /// The group's error.
    pub error: KafkaError,
}

/// Answer to OffsetFetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetFetchResponse {
    /// In the order of the request.
    pub groups: Vec<FetchedGroup>,
}

impl OffsetFetchResponse {
    /// The first error of a group.
    pub fn group_error(&self) -> KafkaError {
        first_of(self.groups.iter().map(|group| group.error))
    }

    /// The offsets of all groups, one after the other.
    pub fn partitions(&self) -> impl Iterator<Item = (TopicPartition, &FetchedOffset)> {
        let topics = self.groups.iter().flat_map(|group| &group.topics);
        topics.flat_map(|topic| {
            topic.partitions.iter().map(|fetched| {
                let partition = TopicPartition::new(topic.name.clone(), fetched.partition);
                (partition, fetched)
            })
        })
    }
}

impl FirstError for OffsetFetchResponse {
    fn first_error(&self) -> KafkaError {
        let errors = self.partitions().map(|(_, fetched)| fetched.error);
        first_of(std::iter::once(self.group_error()).chain(errors))
    }
}

/// OffsetDelete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetDeleteRequest {
    /// The group.
    pub group_id: Name,
    /// The partitions whose offsets go.
    pub topics: Vec<OfTopic<i32>>,
}

/// Answer to OffsetDelete: partition and error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetDeleteResponse {
    /// The group's error; there are no topics with one.
    pub error: KafkaError,
    /// What is not there comes first, as in [`OffsetCommitResponse`].
    pub topics: Vec<OfTopic<(i32, KafkaError)>>,
}

impl FirstError for OffsetDeleteResponse {
    fn first_error(&self) -> KafkaError {
        let partitions = self.topics.iter().flat_map(|topic| &topic.partitions);
        first_of(std::iter::once(self.error).chain(partitions.map(|(_, error)| *error)))
    }
}
