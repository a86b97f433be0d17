//! The facts of an instant, and their digest: a link carries it, so that whoever
//! opens the link can tell whether the engine still arrives where its author was.
//!
//! The list is fixed for ever, and so is how it is written: it is neither the
//! form of the view nor what Rust prints of a value, which change. It has, each
//! in a row,
//!
//! - of each partition of a topic: log start and log end;
//! - of each group: state, generation, and how many records were completed once,
//!   again, and never;
//! - of each partition that a group reads or has committed: who owns it, the
//!   committed offset, and the position of whoever reads it;
//! - of each producer: records sent, acknowledged and failed.
//!
//! *Read next: [`recording`](crate::recording), a session for who has no engine.*

use crate::recording::fnv;
use cluster::view::{GroupView, View};
use cluster::State;

/// The digest: 8 hexadecimal digits, the upper half of FNV-1a with 64 bits.
pub fn digest(state: &State) -> String {
    format!("{:08x}", fnv(&facts(state)) >> 32)
}

/// The facts as they go into the digest. Topics are in the order of their names,
/// the rest in that in which it came to be.
pub fn facts(state: &State) -> String {
    let view = View::of(state, 0);
    let mut rows = String::new();
    for topic in &view.topics {
        for log in &topic.partitions {
            let ends = [log.log_start, log.log_end].map(Some);
            let partition = log.partition.to_string();
            row(&mut rows, &["log", &topic.name, &partition], &ends);
        }
    }
    for group in &view.groups {
        group_facts(&mut rows, group);
    }
    for producer in &view.producers {
        let counts = [producer.sent, producer.acknowledged, producer.failed].map(Some);
        row(&mut rows, &["producer", &producer.machine.name], &counts);
    }
    rows
}

fn group_facts(rows: &mut String, group: &GroupView) {
    let done = &group.ledger;
    let counts = [
        i64::from(group.generation),
        done.once,
        done.again,
        done.never,
    ];
    row(rows, &["group", &group.id, group.state], &counts.map(Some));
    for lane in &group.lanes {
        let offsets = [lane.committed, lane.position].map(|offset| Some(offset?.0));
        let owner = lane.owner.as_ref().map_or("-", |owner| owner);
        let partition = lane.partition.to_string();
        row(rows, &["lane", &lane.topic, &partition, owner], &offsets);
    }
}

/// A row of words and numbers.
fn row(rows: &mut String, words: &[&str], numbers: &[Option<i64>]) {
    for word in words {
        rows.push_str(word);
        rows.push(' ');
    }
    for number in numbers {
        rows.push_str(&number.map_or("-".to_owned(), |number| number.to_string()));
        rows.push(' ');
    }
    rows.push('\n');
}
