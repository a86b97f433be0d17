//! What a group loses when it is led past records, or when they go unread.

use crate::journal::Told;
use cluster::observed::Stretches;
use cluster::{Machine, State};
use protocol::record::Offset;
use protocol::topic_partition::TopicPartition;

/// How many stretches of one partition a line names.
const NAMED: usize = 3;

/// Adds what a consumer's group loses where its position becomes another one:
/// `; orders-0 @ 8 to 67 are skipped`.
pub(super) fn passed_over(
    line: Told,
    before: &State,
    machine: &Machine,
    (partition, to): (&TopicPartition, Offset),
) -> Told {
    let consumer = machine.client().consumer();
    let group = consumer.and_then(|consumer| consumer.group());
    let ledger = group.and_then(|group| before.observed().ledger(group));
    let (Some(ledger), Some(log)) = (ledger, before.broker().log(partition)) else {
        return line;
    };
    let from = consumer.and_then(|consumer| consumer.position(partition));
    let (gone, there) = ledger.passed_over(partition, from, to, log);
    let line = lost(line, partition, &there, "skipped");
    lost(line, partition, &gone, "deleted unread")
}

/// Adds which groups had not come to what goes from a log: `; orders-0 @ 10 to
/// 15 are deleted unread by billing`.
pub(super) fn deleted(line: Told, before: &State, partition: &TopicPartition, to: Offset) -> Told {
    let unread = before.unread_below(partition, to);
    unread.iter().fold(line, |line, (group, stretches)| {
        let line = lost(line, partition, stretches, "deleted unread by ");
        line.group(group)
    })
}

fn lost(line: Told, partition: &TopicPartition, offsets: &Stretches, how: &str) -> Told {
    if offsets.is_empty() {
        return line;
    }
    let all: Vec<_> = offsets.iter().collect();
    let line = line.text("; ").partition(partition).text(" @ ");
    let line = line.list(&all, NAMED, ", ", |line, stretch| {
        let last = stretch.to - 1;
        let line = line.record(&stretch.from.to_string(), partition, stretch.from);
        match last > stretch.from {
            true => line.text(" to ").record(&last.to_string(), partition, last),
            false => line,
        }
    });
    let verb = if offsets.count() == 1 {
        " is "
    } else {
        " are "
    };
    line.text(verb).text(how)
}
