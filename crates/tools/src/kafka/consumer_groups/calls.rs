//! The calls of the admin client that the actions are made of, with what Java's
//! collections make of their answers.
//!
//! Source: `ConsumerGroupService` and `OffsetsUtils`.

use crate::script::Io;
use crate::throwable::{Stop, Throwable};
use client::call::{AdminCall, GroupFilter, OffsetAndMetadata};
use client::outcome::{of_listed, Outcome};
use protocol::api::{DescribedGroup, ListedGroup, PartitionReplicas};
use protocol::consumer_protocol::PROTOCOL_TYPE;
use protocol::error::KafkaError;
use protocol::exception::Exception;
use protocol::java;
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;

/// Where a log ends, as ListOffsets calls it.
const LATEST: Millis = -1;

/// Where a log begins, as ListOffsets calls it.
const EARLIEST: Millis = -2;

/// What became of each name of a call: what was asked for, or why not.
pub(super) type Named<T> = Vec<(Name, Result<T, Throwable>)>;

/// Offsets by partition, in the order of a `HashMap`.
pub(super) type Offsets = Vec<(TopicPartition, Offset)>;

/// Entries in the order of a `HashMap` by partition, into which they were put
/// in the order given.
pub(super) fn hashed<T>(entries: Vec<(TopicPartition, T)>) -> Vec<(TopicPartition, T)> {
    let hash = |(partition, _): &(TopicPartition, T)| java::topic_partition_hash(partition);
    java::hash_map_order(entries, hash, java::DEFAULT_CAPACITY)
}

/// The topics of partitions, in the order of a `HashSet`.
fn topics_of<'a>(partitions: impl Iterator<Item = &'a TopicPartition>) -> Vec<Name> {
    let mut topics: Vec<Name> = Vec::new();
    for partition in partitions {
        if !topics.contains(&partition.topic) {
            topics.push(partition.topic.clone());
        }
    }
    java::name_order(topics)
}

/// Groups of consumers, of whichever protocol and in any state, or in these.
pub(super) fn list_groups(
    io: &mut Io<'_>,
    types: Vec<Name>,
    states: Vec<Name>,
) -> Result<Vec<ListedGroup>, Stop> {
    let filter = GroupFilter {
        states,
        types,
        protocol_types: vec![Name::default(), PROTOCOL_TYPE.into()],
    };
    let outcome = io.admin(AdminCall::ListGroups(filter))?;
    match &*outcome {
        Outcome::GroupList(groups) => Ok(groups.clone()),
        other => Err(Throwable::from(other).of_future().into()),
    }
}

/// The ids of all groups of consumers.
pub(super) fn all_groups(io: &mut Io<'_>) -> Result<Vec<Name>, Stop> {
    let types = vec!["Classic".into(), "Consumer".into()];
    match list_groups(io, types, Vec::new()) {
        Ok(groups) => Ok(groups.into_iter().map(|group| group.group_id).collect()),
        Err(Stop::Threw(throwable)) => Err(throwable.unchecked().into()),
        Err(other) => Err(other),
    }
}

/// Groups with what is known of each, in the order of a `HashMap` that was
/// copied from another.
pub(super) fn describe_groups(
    io: &mut Io<'_>,
    groups: &[Name],
) -> Result<Named<DescribedGroup>, Stop> {
    let groups = without_repetitions(groups);
    let outcome = io.admin(AdminCall::DescribeGroups(groups.clone()))?;
    let described = match &*outcome {
        Outcome::Groups(described) => described
            .iter()
            .map(|group| group.clone().map_err(|e| Throwable::from(&e)))
            .collect(),
        other => vec![Err(Throwable::from(other)); groups.len()],
    };
    let capacity = java::capacity_of_copy(groups.len());
    let entries = groups.into_iter().zip(described).collect();
    let hash = |(group, _): &(Name, _)| java::string_hash(group);
    Ok(java::hash_map_order(entries, hash, capacity))
}

/// Names, each once, where it stands first.
pub(super) fn without_repetitions(names: &[Name]) -> Vec<Name> {
    let mut once: Vec<Name> = Vec::new();
    for name in names {
        if !once.contains(name) {
            once.push(name.clone());
        }
    }
    once
}

/// What a group committed, in the order of a `HashMap`.
pub(super) fn committed(
    io: &mut Io<'_>,
    group: &Name,
) -> Result<Vec<(TopicPartition, OffsetAndMetadata)>, Stop> {
    let outcome = io.admin(AdminCall::ListGroupOffsets(group.clone()))?;
    match &*outcome {
        Outcome::Committed(committed) => {
            let offsets = committed.iter().cloned();
            let offsets = offsets.filter_map(|(partition, offset)| Some((partition, offset?)));
            Ok(hashed(offsets.collect()))
        }
        other => Err(Throwable::from(other).of_future().unchecked().into()),
    }
}

/// The partitions of topics, or what the call fails with for each.
pub(super) fn describe_topics(
    io: &mut Io<'_>,
    topics: Vec<Name>,
) -> Result<Named<Vec<PartitionReplicas>>, Stop> {
    let outcome = io.admin(AdminCall::DescribeTopics(topics.clone()))?;
    let described = match &*outcome {
        Outcome::DescribedTopics(described) => described,
        other => {
            let failed = Throwable::from(other);
            let failed = topics.into_iter().map(|topic| (topic, Err(failed.clone())));
            return Ok(failed.collect());
        }
    };
    let described = described.iter().map(|topic| {
        let partitions = match topic.error {
            KafkaError::None => Ok(topic.partitions.clone()),
            error => Err(Throwable::from(&Exception::of(error))),
        };
        (topic.name.clone(), partitions)
    });
    Ok(described.collect())
}

/// The partitions of a topic.
pub(super) fn partitions_of<'a>(
    topic: &'a Name,
    described: &'a [PartitionReplicas],
) -> impl Iterator<Item = TopicPartition> + 'a {
    let partitions = described.iter();
    partitions.map(|described| TopicPartition::new(topic.clone(), described.partition))
}

/// All partitions of the topics of some partitions, each with whether somebody
/// leads it. That one of the topics is not there is thrown as
/// `RuntimeException`.
pub(super) fn topics_of_partitions(
    io: &mut Io<'_>,
    partitions: &[TopicPartition],
) -> Result<Vec<(TopicPartition, bool)>, Stop> {
    let mut found = Vec::new();
    for (topic, described) in describe_topics(io, topics_of(partitions.iter()))? {
        let described = described.map_err(|cause| cause.of_future().unchecked())?;
        let led = described.iter().map(|partition| partition.leader.is_some());
        found.extend(partitions_of(&topic, &described).zip(led));
    }
    Ok(found)
}

/// Those of some partitions that nobody leads.
pub(super) fn leaderless(
    io: &mut Io<'_>,
    partitions: &[TopicPartition],
) -> Result<Vec<TopicPartition>, Stop> {
    let found = topics_of_partitions(io, partitions)?.into_iter();
    let leaderless = found.filter(|(partition, led)| !led && partitions.contains(partition));
    Ok(leaderless.map(|(partition, _)| partition).collect())
}

/// Where logs end.
pub(super) fn log_ends(io: &mut Io<'_>, partitions: &[TopicPartition]) -> Result<Offsets, Stop> {
    look_up(io, partitions, LATEST, "LatestSpec")
}

/// Where logs begin.
pub(super) fn log_starts(io: &mut Io<'_>, partitions: &[TopicPartition]) -> Result<Offsets, Stop> {
    look_up(io, partitions, EARLIEST, "EarliestSpec")
}

/// The first records that are not older than an instant; -1 where there is
/// none. The order is that of the map of the client's answers.
pub(super) fn at_time(
    io: &mut Io<'_>,
    partitions: &[TopicPartition],
    time: Millis,
) -> Result<Offsets, Stop> {
    let found = look_up(io, partitions, time, "TimestampSpec")?;
    let capacity = found.len();
    let hash = |(partition, _): &(TopicPartition, Offset)| java::topic_partition_hash(partition);
    Ok(java::hash_map_order(found, hash, capacity))
}

fn look_up(
    io: &mut Io<'_>,
    partitions: &[TopicPartition],
    time: Millis,
    spec: &str,
) -> Result<Offsets, Stop> {
    let mut asked: Vec<(TopicPartition, Millis)> = Vec::new();
    for partition in partitions {
        if asked.iter().any(|(other, _)| other == partition) {
            // What such an object is called says where it lies in memory.
            let spec = ["org.apache.kafka.clients.admin.OffsetSpec$", spec, "@1"].concat();
            return Err(duplicate(partition, &spec, &spec).into());
        }
        asked.push((partition.clone(), time));
    }
    let asked = hashed(asked);
    let outcome = io.admin(AdminCall::ListOffsets(asked))?;
    let listed = match &*outcome {
        Outcome::ListedOffsets(listed) => listed,
        other => return Err(Throwable::from(other).of_future().unchecked().into()),
    };
    if let Some(failed) = listed.iter().find(|listed| !listed.error.is_none()) {
        let cause = Throwable::from(&of_listed(failed));
        return Err(cause.of_future().unchecked().into());
    }
    let found = partitions.iter().filter_map(|partition| {
        let mut listed = listed.iter();
        let found = listed.find(|listed| listed.partition == *partition)?;
        Some((partition.clone(), found.offset))
    });
    Ok(hashed(found.collect()))
}

/// A partition was named twice.
/// Source: `Collectors.toMap`.
pub(super) fn duplicate(partition: &TopicPartition, one: &str, other: &str) -> Throwable {
    let text = [
        "Duplicate key ",
        &partition.to_string(),
        " (attempted merging values ",
        one,
        " and ",
        other,
        ")",
    ];
    Throwable::java("IllegalStateException", text.concat())
}
