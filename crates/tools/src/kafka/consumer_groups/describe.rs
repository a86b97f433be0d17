//! `--describe`: which groups, and which view of them.

use super::{calls, error, members, rows, state, Asked};
use crate::script::Io;
use crate::throwable::{Stop, Throwable};
use protocol::api::DescribedGroup;
use protocol::consumer_protocol::decode_assignment;
use protocol::java;
use protocol::name::Name;
use protocol::sort::sort_by;
use protocol::topic_partition::TopicPartition;

/// Shows groups.
pub(super) fn describe(io: &mut Io<'_>, asked: &Asked<'_>) -> Result<(), Stop> {
    let given = asked.given;
    let groups = if given.has("all-groups") {
        calls::all_groups(io)?
    } else {
        asked.groups.clone()
    };
    let mut described = Vec::new();
    for (group, found) in calls::describe_groups(io, &groups)? {
        // A group that is not there is the end of it, whatever the others are.
        described.push((group, found.map_err(Throwable::of_future)?));
    }
    let hash = |(group, _): &(Name, DescribedGroup)| java::string_hash(group);
    let described = java::hash_map_order(described, hash, java::DEFAULT_CAPACITY);
    let verbose = given.has("verbose");
    if given.has("members") {
        members::show(io, &by_name(described), verbose)
    } else if given.has("state") {
        state::show(io, &by_name(described), verbose)
    } else {
        let mut offsets = Vec::new();
        for (group, described) in described {
            let rows = rows::collect(io, &group, &described)?;
            offsets.push((group, (described, rows)));
        }
        rows::show(io, &by_name(offsets), verbose)
    }
}

/// Groups in the order of their names.
fn by_name<T>(mut groups: Vec<(Name, T)>) -> Vec<(Name, T)> {
    sort_by(&mut groups, |(one, _), (other, _)| {
        java::compare_strings(one, other)
    });
    groups
}

/// The partitions that a member was assigned, in the order of a `HashSet`.
pub(super) fn assignment(bytes: &[u8]) -> Vec<TopicPartition> {
    let partitions = decode_assignment(bytes).unwrap_or_default();
    let partitions = partitions.into_iter().map(|partition| (partition, ()));
    let hashed = calls::hashed(partitions.collect()).into_iter();
    hashed.map(|(partition, ())| partition).collect()
}

/// Says what there is to say of a group's state, and answers whether its rows
/// are shown, of which there are so many.
/// Source: `shouldPrintMemberState`.
pub(super) fn says_state(
    io: &mut Io<'_>,
    group: &str,
    state: &str,
    rows: usize,
) -> Result<bool, Stop> {
    match state {
        "Dead" => error(
            io,
            &["Consumer group '", group, "' does not exist."].concat(),
        ),
        "Empty" => {
            let text = ["\nConsumer group '", group, "' has no active members."];
            io.eprintln(&text.concat());
        }
        "PreparingRebalance" | "CompletingRebalance" | "Assigning" | "Reconciling" => {
            let text = ["\nWarning: Consumer group '", group, "' is rebalancing."];
            io.eprintln(&text.concat());
        }
        "Stable" => {}
        other => {
            let text = [
                "Expected a valid consumer group state, but found '",
                other,
                "'.",
            ];
            let class = "org.apache.kafka.common.KafkaException";
            return Err(Throwable::new(class, text.concat()).into());
        }
    }
    Ok(state != "Dead" && rows > 0)
}
