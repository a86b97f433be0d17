//! The words of a client's call become the call.

use crate::refusal::ParseError;
use crate::values::{self, Target, Time};
use crate::words::Word;
use client::call::{CloseOptions, ConsumerCall, GroupMembershipOperation};
use cluster::command::Command;
use protocol::api::{AlterOperation, AlterableConfig};
use protocol::config::Settings;
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;

/// A call of a machine's client.
pub(crate) fn of(machine: Name, call: ConsumerCall) -> Command {
    Command::Call {
        machine,
        call: call.into(),
    }
}

/// Where to seek, in which partitions.
pub(crate) fn seek(machine: Name, of_which: &[Word], to: &Word) -> Result<Command, ParseError> {
    let partitions = values::partitions(of_which)?;
    Ok(match (values::target(to)?, &partitions[..]) {
        (Target::Beginning, _) => of(machine, ConsumerCall::SeekToBeginning(partitions)),
        (Target::End, _) => of(machine, ConsumerCall::SeekToEnd(partitions)),
        (Target::Offset(offset), [one]) => of(machine, ConsumerCall::Seek(one.clone(), offset)),
        (Target::Time(at), [_, ..]) => Command::SeekToTime {
            machine,
            partitions,
            at,
        },
        (Target::Offset(_) | Target::Time(_), []) => {
            let hint = format!("Write seek {machine} orders-0 {}.", to.text());
            let message = match to.text().starts_with('@') {
                true => "An instant needs its partitions",
                false => "An offset needs its partition",
            };
            return Err(ParseError::at(to, message).hint(Some(hint)));
        }
        (Target::Offset(_), _) => {
            let message = "An offset is sought in one partition at a time";
            return Err(ParseError::at(to, message));
        }
    })
}

/// A lookup by time: an instant belongs to the cluster's clock, so that it is a
/// command, and Unix time is the client's own.
pub(crate) fn offsets_for_times(
    machine: Name,
    of_which: &[Word],
    at: &Word,
) -> Result<Command, ParseError> {
    let partitions = values::partitions(of_which)?;
    Ok(match values::time(at)? {
        Time::Instant(at) => Command::OffsetsForTime {
            machine,
            partitions,
            at,
        },
        Time::Unix(time) => {
            let times = partitions.into_iter().map(|partition| (partition, time));
            of(machine, ConsumerCall::OffsetsForTimes(times.collect()))
        }
    })
}

/// Names, each once.
pub(crate) fn topics(words: &[Word]) -> Result<Vec<Name>, ParseError> {
    let mut topics: Vec<Name> = Vec::new();
    for word in words {
        add_topic(&mut topics, values::name(word), word)?;
    }
    Ok(topics)
}

/// One more topic, which must not be among them.
pub(crate) fn add_topic(
    topics: &mut Vec<Name>,
    topic: Name,
    word: &Word,
) -> Result<(), ParseError> {
    if topics.contains(&topic) {
        return Err(ParseError::at(word, format!("{topic} is named twice")));
    }
    topics.push(topic);
    Ok(())
}

/// Offsets below which records go, by partition.
pub(crate) fn records_below(words: &[Word]) -> Result<Vec<(TopicPartition, Offset)>, ParseError> {
    let mut partitions: Vec<(TopicPartition, Offset)> = Vec::new();
    for word in words {
        let Some((place, offset)) = word.split_once('=') else {
            let message = format!("\"{}\" has no offset", word.text());
            let hint = "The offset up to which records go is written orders-0=5.".to_owned();
            return Err(ParseError::at(word, message).hint(Some(hint)));
        };
        let partition = values::partition(&place)?;
        if partitions.iter().any(|(named, _)| *named == partition) {
            return Err(ParseError::at(word, format!("{partition} is named twice")));
        }
        partitions.push((partition, values::long(&offset)?));
    }
    Ok(partitions)
}

/// The end of a program: as it likes, or with options of its client's `close`.
pub(crate) fn stop(machine: Name, leave: Option<bool>, timeout_ms: Option<Millis>) -> Command {
    if leave.is_none() && timeout_ms.is_none() {
        return Command::Stop(machine);
    }
    let membership = match leave {
        Some(true) => GroupMembershipOperation::LeaveGroup,
        Some(false) => GroupMembershipOperation::RemainInGroup,
        None => GroupMembershipOperation::Default,
    };
    Command::StopWith {
        machine,
        options: CloseOptions {
            timeout_ms,
            membership,
            uncommitted: false,
        },
    }
}

/// What changes of a topic's settings, each key once.
pub(crate) fn changes<'a>(
    mut keys: Settings,
    unset: impl Iterator<Item = &'a Word>,
) -> Result<Vec<AlterableConfig>, ParseError> {
    let mut configs: Vec<AlterableConfig> = keys
        .iter()
        .map(|(key, value)| AlterableConfig {
            name: key.clone(),
            operation: AlterOperation::Set,
            value: Some(value.clone()),
        })
        .collect();
    for word in unset {
        let key = values::name(word);
        values::add_setting(&mut keys, &key, "", word)?;
        configs.push(AlterableConfig {
            name: key,
            operation: AlterOperation::Delete,
            value: None,
        });
    }
    Ok(configs)
}
