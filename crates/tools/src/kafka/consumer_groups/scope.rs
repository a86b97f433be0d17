//! Which partitions are meant: `--topic orders:0,1` and `--all-topics`.

use super::{calls, refuse, Asked};
use crate::kafka::words::split;
use crate::script::Io;
use crate::throwable::{Stop, Throwable};
use protocol::java;
use protocol::name::Name;
use protocol::topic_partition::TopicPartition;

/// The partitions of `topic:0,1`.
pub(super) fn partitions_of(arg: &str) -> Result<Vec<TopicPartition>, Throwable> {
    let illegal = |text: String| Throwable::java("IllegalArgumentException", text);
    let [topic, partitions] = split(arg, ':')[..] else {
        let text = [
            "Invalid topic arg '",
            arg,
            "', expected topic name and partitions",
        ];
        return Err(illegal(text.concat()));
    };
    let partitions = split(partitions, ',').into_iter().map(|word| {
        let number = word.parse().map_err(|_| {
            let text = [
                "Invalid partition '",
                word,
                "' specified in topic arg '",
                arg,
                "''",
            ];
            illegal(text.concat())
        })?;
        Ok(TopicPartition::new(Name::from(topic), number))
    });
    partitions.collect()
}

/// The partitions whose offsets are to be reset for a group.
pub(super) fn to_reset(
    io: &mut Io<'_>,
    asked: &Asked<'_>,
    group: &Name,
) -> Result<Vec<TopicPartition>, Stop> {
    let given = asked.given;
    if given.has("all-topics") {
        let committed = calls::committed(io, group)?.into_iter();
        return Ok(committed.map(|(partition, _)| partition).collect());
    }
    if given.has("topic") {
        return of_topics(io, asked);
    }
    if !given.has("from-file") {
        return refuse(
            io,
            "One of the reset scopes should be defined: --all-topics, --topic.",
        );
    }
    Ok(Vec::new())
}

/// The partitions that are named, and then all of the topics of which none is.
fn of_topics(io: &mut Io<'_>, asked: &Asked<'_>) -> Result<Vec<TopicPartition>, Stop> {
    let mut partitions = Vec::new();
    let mut topics: Vec<Name> = Vec::new();
    for arg in asked.given.values("topic") {
        if arg.contains(':') {
            partitions.extend(partitions_of(arg)?);
        } else {
            topics.push(Name::from(&**arg));
        }
    }
    if topics.is_empty() {
        return Ok(partitions);
    }
    let topics = calls::without_repetitions(&topics);
    let capacity = topics.len();
    let described = calls::describe_topics(io, topics)?;
    let hash = |(topic, _): &(Name, _)| java::string_hash(topic);
    for (topic, described) in java::hash_map_order(described, hash, capacity) {
        partitions.extend(calls::partitions_of(&topic, &described?));
    }
    Ok(partitions)
}
