//! `--describe --offsets`, which is also what `--describe` alone shows.

use super::describe::{assignment, says_state};
use super::{calls, MISSING};
use crate::kafka::columns;
use crate::script::Io;
use crate::throwable::Stop;
use client::call::OffsetAndMetadata;
use protocol::api::DescribedGroup;
use protocol::java;
use protocol::name::Name;
use protocol::record::Offset;
use protocol::sort::{sort_by, sort_by_key};
use protocol::topic_partition::TopicPartition;
use std::cmp::Reverse;

/// What is shown of a partition.
#[derive(Debug)]
pub(super) struct Row {
    partition: TopicPartition,
    committed: Option<OffsetAndMetadata>,
    /// Where its log ends; none where nobody leads it.
    log_end: Option<Offset>,
    /// Id, host and client id of the member that reads it.
    reader: [Name; 3],
}

/// What is shown of groups.
type Groups = [(Name, (DescribedGroup, Vec<Row>))];

/// The partitions of a group: those of its members, who has most first, and
/// then those that nobody reads.
pub(super) fn collect(
    io: &mut Io<'_>,
    group: &Name,
    described: &DescribedGroup,
) -> Result<Vec<Row>, Stop> {
    let mut committed = calls::committed(io, group)?;
    let members = described.members.iter();
    let mut members: Vec<_> = members
        .map(|member| (member, assignment(&member.assignment)))
        .filter(|(_, partitions)| !partitions.is_empty())
        .collect();
    sort_by_key(&mut members, |(_, partitions)| Reverse(partitions.len()));
    let mut rows = Vec::new();
    for (member, partitions) in &members {
        let reader = [&member.member_id, &member.client_host, &member.client_id];
        let reader = reader.map(Name::clone);
        rows.extend(partitions_of(io, partitions, &committed, &reader)?);
    }
    committed.retain(|(partition, _)| {
        let mut assigned = members.iter().flat_map(|(_, partitions)| partitions);
        !assigned.any(|assigned| assigned == partition)
    });
    let nobody = [MISSING; 3].map(Name::from);
    let unread: Vec<TopicPartition> = committed.iter().map(|(p, _)| p.clone()).collect();
    if !unread.is_empty() {
        rows.extend(partitions_of(io, &unread, &committed, &nobody)?);
    }
    Ok(rows)
}

/// Rows of partitions that have one reader, in the order of their names.
fn partitions_of(
    io: &mut Io<'_>,
    partitions: &[TopicPartition],
    committed: &[(TopicPartition, OffsetAndMetadata)],
    reader: &[Name; 3],
) -> Result<Vec<Row>, Stop> {
    let leaderless = calls::leaderless(io, partitions)?;
    let led = partitions.iter().filter(|p| !leaderless.contains(p));
    let led: Vec<TopicPartition> = led.cloned().collect();
    let ends = calls::log_ends(io, &led)?.into_iter();
    let ends = ends.map(|(partition, end)| (partition, Some(end)));
    let unknown = leaderless.into_iter().map(|partition| (partition, None));
    let mut ends: Vec<(TopicPartition, Option<Offset>)> = ends.chain(unknown).collect();
    sort_by(&mut ends, |(one, _), (other, _)| {
        let topics = java::compare_strings(&one.topic, &other.topic);
        topics.then(one.partition.cmp(&other.partition))
    });
    let rows = ends.into_iter().map(|(partition, log_end)| {
        let mut committed = committed.iter();
        let found = committed.find(|(other, _)| *other == partition);
        Row {
            committed: found.map(|(_, committed)| committed.clone()),
            partition,
            log_end,
            reader: reader.clone(),
        }
    });
    Ok(rows.collect())
}

/// Prints groups.
pub(super) fn show(io: &mut Io<'_>, groups: &Groups, verbose: bool) -> Result<(), Stop> {
    for (group, (described, rows)) in groups {
        if says_state(io, group, described.state, rows.len())? {
            table(io, group, rows, verbose);
        }
    }
    Ok(())
}

fn table(io: &mut Io<'_>, group: &str, rows: &[Row], verbose: bool) {
    let topics = columns::width(rows.iter().map(|row| row.partition.topic.as_str()), 15);
    let ids = columns::width(rows.iter().map(|row| row.reader[0].as_str()), 15);
    let hosts = columns::width(rows.iter().map(|row| row.reader[1].as_str()), 15);
    let groups = columns::width([group].into_iter(), 15);
    let line = |cells: [&str; 10]| {
        let widths = [groups, topics, 10, 15, 15, 15, 15, ids, hosts, 0];
        let cells = cells.into_iter().zip(widths).enumerate();
        let cells = cells.filter(|(at, _)| verbose || *at != 3);
        ["\n", &columns::row(cells.map(|(_, cell)| cell))].concat()
    };
    io.print(&line([
        "GROUP",
        "TOPIC",
        "PARTITION",
        "LEADER-EPOCH",
        "CURRENT-OFFSET",
        "LOG-END-OFFSET",
        "LAG",
        "CONSUMER-ID",
        "HOST",
        "CLIENT-ID",
    ]));
    for row in rows {
        let TopicPartition { topic, partition } = &row.partition;
        let committed = row.committed.as_ref();
        let text = |number: Option<i64>| number.map_or(MISSING.to_owned(), |n| n.to_string());
        let epoch = committed.and_then(|committed| committed.leader_epoch);
        let offset = committed.map(|committed| committed.offset);
        let lag = row.log_end.zip(offset);
        let lag = lag.map(|(end, offset)| end.wrapping_sub(offset));
        let [id, host, client] = &row.reader;
        io.print(&line([
            group,
            topic,
            &partition.to_string(),
            &text(epoch.map(i64::from)),
            &text(offset),
            &text(row.log_end),
            &text(lag),
            id,
            host,
            client,
        ]));
    }
    io.print("\n");
}
