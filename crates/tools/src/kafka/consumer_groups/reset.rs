//! `--reset-offsets`.

use super::calls::{self, Offsets};
use super::{csv, error, scenario, scope, Asked};
use crate::kafka::columns;
use crate::script::Io;
use crate::throwable::{Stop, Throwable};
use client::call::{AdminCall, OffsetAndMetadata};
use client::outcome::Outcome;
use protocol::error::KafkaError;
use protocol::exception::Exception;
use protocol::java;
use protocol::name::Name;
use protocol::topic_partition::TopicPartition;

/// What is to be committed for each group.
type Plans = Vec<(Name, Offsets)>;

/// Plans which offsets groups are to have, commits them if it is to, and prints
/// the plan.
pub(super) fn reset(io: &mut Io<'_>, asked: &Asked<'_>) -> Result<(), Stop> {
    let groups = if asked.given.has("all-groups") {
        calls::all_groups(io)?
    } else {
        asked.groups.clone()
    };
    let mut plans = Plans::new();
    for (group, described) in calls::describe_groups(io, &groups)? {
        let plan = match described {
            Ok(described) if !matches!(described.state, "Empty" | "Dead") => {
                let text = [
                    "Assignments can only be reset if the group '",
                    &group,
                    "' is inactive, but the current state is ",
                    described.state,
                    ".",
                ];
                error(io, &text.concat());
                Offsets::new()
            }
            Err(why) if why.is_kafka(KafkaError::GroupIdNotFound) => {
                reset_group(io, asked, &group)?
            }
            Err(why) => return Err(why.of_future().unchecked().into()),
            Ok(_) => reset_group(io, asked, &group)?,
        };
        plans.push((group, plan));
    }
    let hash = |(group, _): &(Name, Offsets)| java::string_hash(group);
    let plans = java::hash_map_order(plans, hash, java::DEFAULT_CAPACITY);
    if asked.given.has("export") {
        export(io, &plans, asked.groups.len() == 1);
    } else {
        print(io, &plans);
    }
    Ok(())
}

/// Resets the offsets of a group without members.
fn reset_group(io: &mut Io<'_>, asked: &Asked<'_>, group: &Name) -> Result<Offsets, Stop> {
    let partitions = scope::to_reset(io, asked, group)?;
    scenario::check(io, &partitions)?;
    let plan = scenario::plan(io, asked, group, &partitions)?;
    if asked.given.has("execute") {
        commit(io, group, &plan)?;
    }
    Ok(plan)
}

/// Commits.
/// Source: `AlterConsumerGroupOffsetsResult.all`.
fn commit(io: &mut Io<'_>, group: &Name, plan: &Offsets) -> Result<(), Stop> {
    let offsets = plan.iter().map(|(partition, offset)| {
        let offset = OffsetAndMetadata::new(*offset);
        (partition.clone(), offset)
    });
    let call = AdminCall::AlterGroupOffsets(group.clone(), offsets.collect());
    let outcome = io.admin(call)?;
    let Outcome::PartitionResults(results) = &*outcome else {
        return Err(Throwable::from(&*outcome).into());
    };
    let failed = || results.iter().filter(|(_, error)| !error.is_none());
    let Some((_, first)) = failed().next() else {
        return Ok(());
    };
    let names: Vec<String> = failed()
        .map(|(partition, _)| partition.to_string())
        .collect();
    let text = "Failed altering group offsets for the following partitions: ";
    let mut exception = Exception::of(*first);
    exception.message = [text, "[", &names.join(", "), "]"].concat();
    Err(Throwable::from(&exception).into())
}

fn print(io: &mut Io<'_>, plans: &Plans) {
    let groups = columns::width(plans.iter().map(|(group, _)| group.as_str()), 15);
    let partitions = plans.iter().flat_map(|(_, plan)| plan);
    let topics = columns::width(partitions.map(|(p, _)| p.topic.as_str()), 15);
    let row = |group: &str, topic: &str, partition: &str, offset: &str| {
        let row = [
            (group, groups),
            (topic, topics),
            (partition, 10),
            (offset, 0),
        ];
        ["\n", &columns::row(row)].concat()
    };
    if !plans.is_empty() {
        io.print(&row("GROUP", "TOPIC", "PARTITION", "NEW-OFFSET"));
    }
    for (group, plan) in plans {
        for (TopicPartition { topic, partition }, offset) in plan {
            io.print(&row(
                group,
                topic,
                &partition.to_string(),
                &offset.to_string(),
            ));
        }
    }
    io.println("");
}

/// Prints plans as CSV; the group is left out where there was one.
fn export(io: &mut Io<'_>, plans: &Plans, one_group: bool) {
    for (group, plan) in plans {
        for (TopicPartition { topic, partition }, offset) in plan {
            let group = (!one_group).then(|| csv::quoted(group));
            let row = [
                csv::quoted(topic),
                partition.to_string(),
                offset.to_string(),
            ];
            let row: Vec<String> = group.into_iter().chain(row).collect();
            io.println(&row.join(","));
        }
    }
    io.println("");
}
