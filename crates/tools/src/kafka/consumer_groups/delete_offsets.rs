//! `--delete-offsets`.

use super::{calls, error, scope, Asked, MISSING};
use crate::kafka::columns;
use crate::script::Io;
use crate::throwable::{Stop, Throwable};
use client::call::AdminCall;
use client::outcome::Outcome;
use protocol::error::KafkaError;
use protocol::exception::Exception;
use protocol::java;
use protocol::name::Name;
use protocol::sort::sort_by;
use protocol::topic_partition::TopicPartition;

/// What became of a partition: none if its offset was deleted.
type Results = Vec<(TopicPartition, Option<Throwable>)>;

/// The partition of a topic that is not there.
const NO_PARTITION: i32 = -1;

/// Deletes committed offsets of a group.
pub(super) fn delete(io: &mut Io<'_>, asked: &Asked<'_>) -> Result<(), Stop> {
    let group = asked.given.value("group")?;
    let group = Name::from(group.map_or("", |group| group));
    let (partitions, mut results) = partitions(io, asked)?;
    let call = AdminCall::DeleteGroupOffsets(group.clone(), partitions.clone());
    let outcome = io.admin(call)?;
    let mut first = None;
    for partition in partitions {
        let failed = failure(&outcome, &partition);
        if let Some(failed) = &failed {
            let code = failed.error.unwrap_or(KafkaError::UnknownServerError);
            first.get_or_insert(code);
        }
        results.push((partition, failed.as_ref().map(Throwable::from)));
    }
    if let Outcome::Threw(exception) = &*outcome {
        first = exception.error.or(Some(KafkaError::UnknownServerError));
    }
    match first {
        None => {
            let text = [
                "Request succeeded for deleting offsets from group ",
                &group,
                ".",
            ];
            io.println(&text.concat());
        }
        Some(first) => error(io, &summary(first)),
    }
    print(io, results);
    Ok(())
}

/// Why a partition's offset was not deleted; none if it was.
fn failure(outcome: &Outcome, partition: &TopicPartition) -> Option<Exception> {
    let Outcome::PartitionResults(answers) = outcome else {
        return outcome.exception();
    };
    let mut answers = answers.iter();
    let (_, error) = answers.find(|(answered, _)| answered == partition)?;
    (!error.is_none()).then(|| Exception::of(*error))
}

/// The partitions whose offsets are to go, and topics that are not there.
fn partitions(io: &mut Io<'_>, asked: &Asked<'_>) -> Result<(Vec<TopicPartition>, Results), Stop> {
    let topics: Vec<Name> = asked
        .given
        .values("topic")
        .map(|t| Name::from(&**t))
        .collect();
    let topics = java::name_order(calls::without_repetitions(&topics));
    let (with, without): (Vec<Name>, Vec<Name>) =
        topics.into_iter().partition(|topic| topic.contains(':'));
    let mut partitions = Vec::new();
    for topic in with {
        partitions.extend(scope::partitions_of(&topic)?);
    }
    let mut unknown = Vec::new();
    for (topic, described) in calls::describe_topics(io, without)? {
        match described {
            Ok(described) => partitions.extend(calls::partitions_of(&topic, &described)),
            Err(why) => unknown.push((TopicPartition::new(topic, NO_PARTITION), Some(why))),
        }
    }
    let mut once: Vec<(TopicPartition, ())> = Vec::new();
    for partition in partitions {
        if !once.iter().any(|(other, ())| *other == partition) {
            once.push((partition, ()));
        }
    }
    let partitions = calls::hashed(once).into_iter();
    Ok((
        partitions.map(|(partition, ())| partition).collect(),
        unknown,
    ))
}

/// What is said of the first error.
fn summary(first: KafkaError) -> String {
    match first {
        KafkaError::InvalidGroupId
        | KafkaError::GroupIdNotFound
        | KafkaError::GroupAuthorizationFailed
        | KafkaError::NonEmptyGroup => first.message().to_owned(),
        KafkaError::GroupSubscribedToTopic
        | KafkaError::TopicAuthorizationFailed
        | KafkaError::UnknownTopicOrPartition => {
            "Encountered some partition-level error, see the follow-up details.".to_owned()
        }
        other => ["Encountered some unknown error: ", other.name()].concat(),
    }
}

fn print(io: &mut Io<'_>, mut results: Results) {
    let width = columns::width(results.iter().map(|(p, _)| p.topic.as_str()), 15);
    let row = |topic: &str, partition: &str, status: &str| {
        let row = columns::row([(topic, width), (partition, 10), (status, 15)]);
        ["\n", &row].concat()
    };
    io.print(&row("TOPIC", "PARTITION", "STATUS"));
    let key = |p: &TopicPartition| [&*p.topic, &*p.partition.to_string()].concat();
    sort_by(&mut results, |(one, _), (other, _)| {
        java::compare_strings(&key(one), &key(other))
    });
    for (partition, failed) in &results {
        let number = match partition.partition {
            number if number >= 0 => number.to_string(),
            _ => MISSING.to_owned(),
        };
        let status = match failed {
            None => "Successful".to_owned(),
            Some(why) => ["Error: ", &why.to_string()].concat(),
        };
        io.print(&row(&partition.topic, &number, &status));
    }
    io.println("");
}
