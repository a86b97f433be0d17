//! `--describe --members`.

use super::describe::{assignment, says_state};
use super::MISSING;
use crate::kafka::columns;
use crate::script::Io;
use crate::throwable::Stop;
use protocol::api::{DescribedGroup, DescribedMember};
use protocol::java;
use protocol::name::Name;
use protocol::sort::{sort_by, sort_by_key};
use protocol::topic_partition::TopicPartition;

/// A cell that has a blank after it.
type Cells<'a> = Vec<(&'a str, usize)>;

/// What is shown of a member, and nowhere as it is.
struct Row<'a> {
    member: &'a DescribedMember,
    partitions: String,
    assignment: String,
}

/// Prints groups.
pub(super) fn show(
    io: &mut Io<'_>,
    groups: &[(Name, DescribedGroup)],
    verbose: bool,
) -> Result<(), Stop> {
    for (group, described) in groups {
        let shown = says_state(io, group, described.state, described.members.len())?;
        let rows: Vec<Row<'_>> = described.members.iter().map(row).collect();
        // Where nothing is to be shown, columns are as narrow as can be.
        let measured = if shown { &rows[..] } else { &[] };
        table(io, group, &rows, measured, verbose);
    }
    Ok(())
}

fn row(member: &DescribedMember) -> Row<'_> {
    let partitions = assignment(&member.assignment);
    Row {
        member,
        partitions: partitions.len().to_string(),
        assignment: assignment_text(&partitions),
    }
}

fn table(io: &mut Io<'_>, group: &str, rows: &[Row<'_>], measured: &[Row<'_>], verbose: bool) {
    let width = |text: fn(&DescribedMember) -> &str, least| {
        columns::width(measured.iter().map(|row| text(row.member)), least)
    };
    let groups = columns::width(measured.iter().map(|_| group), 15);
    let ids = width(|member| &member.member_id, 15);
    let instances = width(instance, 17);
    let hosts = width(|member| &member.client_host, 15);
    let clients = width(|member| &member.client_id, 15);
    let assignments = columns::width(measured.iter().map(|row| &*row.assignment), 20);
    let static_ones = measured.iter().any(|row| !instance(row.member).is_empty());
    let line = |cells: [&str; 6], further: [&str; 4]| {
        let widths = [groups, ids, instances, hosts, clients, 15];
        let cells = cells.into_iter().zip(widths).enumerate();
        let mut cells: Cells<'_> = cells
            .filter(|(at, _)| static_ones || *at != 2)
            .map(|(_, cell)| cell)
            .collect();
        let widths = [15, assignments, 15, 20];
        // Nothing at all is a blank after the last column.
        match verbose {
            true => cells.extend(further.into_iter().zip(widths)),
            false => cells.push(("", 0)),
        }
        columns::row(cells)
    };
    let header = line(
        [
            "GROUP",
            "CONSUMER-ID",
            "GROUP-INSTANCE-ID",
            "HOST",
            "CLIENT-ID",
            "#PARTITIONS",
        ],
        [
            "CURRENT-EPOCH",
            "CURRENT-ASSIGNMENT",
            "TARGET-EPOCH",
            "TARGET-ASSIGNMENT",
        ],
    );
    io.println(&["\n", &header].concat());
    for row in rows {
        let member = row.member;
        let cells = [
            group,
            &member.member_id,
            instance(member),
            &member.client_host,
            &member.client_id,
            &row.partitions,
        ];
        // Members of classic groups have no epochs and no target.
        io.println(&line(cells, [MISSING, &row.assignment, MISSING, MISSING]));
    }
}

fn instance(member: &DescribedMember) -> &str {
    member.group_instance_id.as_ref().map_or("", Name::as_str)
}

/// Partitions as `orders:0,1;payments:2`.
fn assignment_text(partitions: &[TopicPartition]) -> String {
    let mut topics: Vec<(&str, Vec<i32>)> = Vec::new();
    for TopicPartition { topic, partition } in partitions {
        match topics
            .iter_mut()
            .find(|(other, _)| *other == topic.as_str())
        {
            Some((_, partitions)) => partitions.push(*partition),
            None => topics.push((topic, vec![*partition])),
        }
    }
    let topics = topics.into_iter().map(|(topic, mut partitions)| {
        sort_by_key(&mut partitions, |partition| *partition);
        let partitions = partitions.iter().map(ToString::to_string);
        let partitions: Vec<String> = partitions.collect();
        [topic, ":", &partitions.join(",")].concat()
    });
    let mut texts: Vec<String> = topics.collect();
    sort_by(&mut texts, |one, other| java::compare_strings(one, other));
    match texts.is_empty() {
        true => MISSING.to_owned(),
        false => texts.join(";"),
    }
}
