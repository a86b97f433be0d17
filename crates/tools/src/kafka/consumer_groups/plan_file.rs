//! The file of `--from-file`.
//!
//! Source: `OffsetsUtils.parseResetPlan`.

use super::calls::Offsets;
use super::csv::{self, Row};
use crate::kafka::words::split;
use crate::script::Io;
use crate::throwable::Throwable;
use protocol::name::Name;
use protocol::topic_partition::TopicPartition;

/// What the file says for each group. Where one group was named, rows may be
/// without one; Kafka finds that out by reading the first row, and prints what
/// is wrong with it.
pub(super) fn read(
    io: &mut Io<'_>,
    file: &str,
    one_group: Option<&Name>,
) -> Result<Vec<(Name, Offsets)>, Throwable> {
    let Some(text) = io.file(file) else {
        let cause = Throwable::new("java.nio.file.NoSuchFileException", file);
        let text = ["Unable to read file ", file].concat();
        let cannot = Throwable::new("java.io.IOException", text).because(cause);
        return Err(cannot.unchecked());
    };
    let lines = split(text, '\n');
    let mut without_group = false;
    if let Some(first) = lines.first() {
        match csv::read(first, false) {
            Ok(_) => without_group = true,
            Err(why) => why.print(io),
        }
    }
    let one_group = one_group.filter(|_| without_group);
    let mut plans: Vec<(Name, Offsets)> = Vec::new();
    for line in lines {
        let row = csv::read(line, one_group.is_none()).map_err(Throwable::unchecked)?;
        let group = match one_group {
            Some(group) => group.clone(),
            None => row.group.as_deref().unwrap_or_default().into(),
        };
        let at = plans.iter().position(|(planned, _)| *planned == group);
        let at = at.unwrap_or_else(|| {
            plans.push((group, Offsets::new()));
            plans.len() - 1
        });
        add(&mut plans[at].1, &row)?;
    }
    Ok(plans)
}

/// Adds a row to a plan; the last one for a partition counts.
fn add(plan: &mut Offsets, row: &Row) -> Result<(), Throwable> {
    if row.offset < 0 {
        let text = "Invalid negative offset";
        return Err(Throwable::java("IllegalArgumentException", text));
    }
    let topic = row.topic.as_deref().unwrap_or_default();
    let partition = TopicPartition::new(Name::from(topic), row.partition);
    match plan.iter_mut().find(|(planned, _)| *planned == partition) {
        Some((_, offset)) => *offset = row.offset,
        None => plan.push((partition, row.offset)),
    }
    Ok(())
}
