//! Where offsets are reset to.
//!
//! Source: `org.apache.kafka.tools.OffsetsUtils`.

use super::calls::{self, duplicate, hashed, Offsets};
use super::options::SCENARIOS_LISTED;
use super::{datetime, duration, error, plan_file, refuse, Asked};
use crate::kafka::words::log;
use crate::script::Io;
use crate::throwable::{Stop, Throwable};
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;

/// Whether there are such partitions. Kafka asks twice: whether they are there,
/// and whether somebody leads them.
pub(super) fn check(io: &mut Io<'_>, partitions: &[TopicPartition]) -> Result<(), Stop> {
    let existing = calls::topics_of_partitions(io, partitions)?;
    let exists = |partition: &&TopicPartition| {
        let mut existing = existing.iter();
        existing.any(|(other, _)| other == *partition)
    };
    let missing = partitions.iter().filter(|partition| !exists(partition));
    refuse_any(
        missing,
        "UnknownTopicOrPartitionException",
        "\" do not exist",
    )?;
    let leaderless = calls::leaderless(io, partitions)?;
    refuse_any(
        leaderless.iter(),
        "LeaderNotAvailableException",
        "\" have no leader",
    )?;
    Ok(())
}

/// Partitions of which there should be none.
fn refuse_any<'a>(
    partitions: impl Iterator<Item = &'a TopicPartition>,
    class: &str,
    why: &str,
) -> Result<(), Throwable> {
    let names: Vec<String> = partitions.map(ToString::to_string).collect();
    if names.is_empty() {
        return Ok(());
    }
    let text = ["The partitions \"", &names.join(","), why];
    Err(Throwable::kafka(class, text.concat()))
}

/// The offsets that a group is to have.
pub(super) fn plan(
    io: &mut Io<'_>,
    asked: &Asked<'_>,
    group: &Name,
    partitions: &[TopicPartition],
) -> Result<Offsets, Stop> {
    let given = asked.given;
    if let Some(offset) = asked.to_offset {
        let wished = to_map(partitions, |_| Ok(offset))?;
        return within_log(io, wished);
    }
    if given.has("to-earliest") {
        return calls::log_starts(io, partitions);
    }
    if given.has("to-latest") {
        return calls::log_ends(io, partitions);
    }
    if let Some(by) = asked.shift_by {
        let committed = calls::committed(io, group)?;
        let wished = to_map(partitions, |partition| {
            let mut committed = committed.iter();
            match committed.find(|(other, _)| other == partition) {
                Some((_, committed)) => Ok(committed.offset.wrapping_add(by)),
                None => {
                    let text = [
                        "Cannot shift offset for partition ",
                        &partition.to_string(),
                        " since there is no current committed offset",
                    ];
                    Err(Throwable::java("IllegalArgumentException", text.concat()))
                }
            }
        })?;
        return within_log(io, wished);
    }
    if let Some(text) = given.values("to-datetime").next() {
        let time = datetime::parse(text).map_err(Throwable::unchecked)?;
        return to_time(io, partitions, time);
    }
    if let Some(text) = given.value("by-duration")? {
        let time = duration::before(io.now(), text)?;
        return to_time(io, partitions, time);
    }
    if let Some(file) = given.values("from-file").next() {
        return from_file(io, asked, group, file);
    }
    if given.has("to-current") {
        return to_current(io, group, partitions);
    }
    let text = "Option '[reset-offsets]' requires one of the following scenarios: ";
    refuse(io, &[text, SCENARIOS_LISTED].concat())
}

/// A map from partitions to offsets, which takes none of them twice.
fn to_map(
    partitions: &[TopicPartition],
    offset: impl Fn(&TopicPartition) -> Result<Offset, Throwable>,
) -> Result<Offsets, Throwable> {
    let mut map = Offsets::new();
    for partition in partitions {
        let value = offset(partition)?;
        if let Some((_, before)) = map.iter().find(|(other, _)| other == partition) {
            return Err(duplicate(
                partition,
                &before.to_string(),
                &value.to_string(),
            ));
        }
        map.push((partition.clone(), value));
    }
    Ok(hashed(map))
}

/// Offsets, those that are outside of the log moved to its nearer end.
fn within_log(io: &mut Io<'_>, wished: Offsets) -> Result<Offsets, Stop> {
    let partitions: Vec<TopicPartition> = wished.iter().map(|(p, _)| p.clone()).collect();
    let starts = calls::log_starts(io, &partitions)?;
    let ends = calls::log_ends(io, &partitions)?;
    let mut plan = Offsets::new();
    for (partition, offset) in wished {
        let of = |offsets: &Offsets| {
            let mut offsets = offsets.iter();
            let found = offsets.find(|(other, _)| *other == partition);
            found.map_or(offset, |(_, found)| *found)
        };
        let (start, end) = (of(&starts), of(&ends));
        let (than, within) = if offset > end {
            ("higher than latest", end)
        } else if offset < start {
            ("lower than earliest", start)
        } else {
            plan.push((partition, offset));
            continue;
        };
        let text = format!("New offset ({offset}) is {than} offset for topic partition {partition}. Value will be set to {within}");
        log(io, "WARN", &text, "org.apache.kafka.tools.OffsetsUtils");
        plan.push((partition, within));
    }
    Ok(hashed(plan))
}

/// To the first records that are not older than an instant, and to the end of
/// logs that have none.
fn to_time(io: &mut Io<'_>, partitions: &[TopicPartition], time: Millis) -> Result<Offsets, Stop> {
    let found = calls::at_time(io, partitions, time)?;
    let (found, none): (Offsets, Offsets) =
        found.into_iter().partition(|(_, offset)| *offset != -1);
    let none = hashed(none);
    for (partition, _) in &none {
        let text = format!(
            "\nWarn: Partition {} from topic {} is empty. Falling back to latest known offset.",
            partition.partition, partition.topic
        );
        io.println(&text);
    }
    let none: Vec<TopicPartition> = none.into_iter().map(|(partition, _)| partition).collect();
    let mut plan = calls::log_ends(io, &none)?;
    plan.extend(found);
    // What is planned is put together in the order of the partitions.
    let of = |partition: &TopicPartition| {
        let mut plan = plan.iter();
        let (_, offset) = plan.find(|(other, _)| other == partition)?;
        Some((partition.clone(), *offset))
    };
    Ok(hashed(partitions.iter().filter_map(of).collect()))
}

/// To what a file says for the group.
fn from_file(
    io: &mut Io<'_>,
    asked: &Asked<'_>,
    group: &Name,
    file: &str,
) -> Result<Offsets, Stop> {
    let one_group = match &asked.groups[..] {
        [group] => Some(group),
        _ => None,
    };
    let plans = plan_file::read(io, file, one_group)?;
    // Kafka looks whether there is a plan before it asks for it.
    plan_file::read(io, file, one_group)?;
    match plans.into_iter().find(|(planned, _)| planned == group) {
        Some((_, wished)) => within_log(io, hashed(wished)),
        None => {
            let text = ["No reset plan for group ", group, " found"];
            error(io, &text.concat());
            Ok(Offsets::new())
        }
    }
}

/// To what is committed, and to the end where nothing is.
fn to_current(
    io: &mut Io<'_>,
    group: &Name,
    partitions: &[TopicPartition],
) -> Result<Offsets, Stop> {
    let committed = calls::committed(io, group)?;
    let of = |partition: &TopicPartition| {
        let mut committed = committed.iter();
        let found = committed.find(|(other, _)| other == partition);
        found.map(|(_, committed)| committed.offset)
    };
    let mut plan = Offsets::new();
    let mut rest = Vec::new();
    for partition in partitions {
        match of(partition) {
            None => rest.push(partition.clone()),
            Some(offset) => {
                if plan.iter().any(|(other, _)| other == partition) {
                    let value = format!(
                        "OffsetAndMetadata{{offset={offset}, leaderEpoch=null, metadata=''}}"
                    );
                    return Err(duplicate(partition, &value, &value).into());
                }
                plan.push((partition.clone(), offset));
            }
        }
    }
    let mut plan = hashed(plan);
    plan.extend(calls::log_ends(io, &rest)?);
    Ok(hashed(plan))
}
