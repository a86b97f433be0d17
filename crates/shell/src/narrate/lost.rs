//! What a group loses when it is led past records, or when they go unread.

use super::{said, Told};
use crate::texts::journal::Sentence;
use crate::texts::{arg, Arg, Between};
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
    let line = lost(line, Sentence::Skipped, partition, &there, None);
    lost(line, Sentence::DeletedUnread, partition, &gone, None)
}

/// Adds which groups had not come to what goes from a log: `; orders-0 @ 10 to
/// 15 are deleted unread by billing`.
pub(super) fn deleted(line: Told, before: &State, partition: &TopicPartition, to: Offset) -> Told {
    let unread = before.unread_below(partition, to);
    unread.iter().fold(line, |line, (group, stretches)| {
        let group = Some(arg::group(group));
        lost(line, Sentence::DeletedUnreadBy, partition, stretches, group)
    })
}

fn lost(
    line: Told,
    id: Sentence,
    partition: &TopicPartition,
    offsets: &Stretches,
    group: Option<Arg>,
) -> Told {
    if offsets.is_empty() {
        return line;
    }
    let at = |offset| arg::record(partition, offset);
    let mut stretches = offsets.iter().map(|stretch| match stretch.to - 1 {
        last if last > stretch.from => said(Sentence::Stretch, &[at(stretch.from), at(last)]),
        _ => at(stretch.from),
    });
    let stretches = arg::list(&mut stretches, NAMED, Between::Comma);
    let mut args = vec![arg::partition(partition), stretches];
    args.extend(group);
    let count = usize::try_from(offsets.count()).unwrap_or(usize::MAX);
    line.say_of(id, count, &args)
}
