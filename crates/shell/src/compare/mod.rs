//! What differs between two branches at one instant: for programs, as a table
//! and in a sentence.
//!
//! What is compared is what the view shows: log ends, committed offsets, owners, and how
//! often work was done. Which branches, and at which instant, a [question](crate::question)
//! says.
//!
//! *Read next: [`facts`](crate::facts), whether an engine still arrives where it did.*

mod sentence;
mod table;

pub(crate) use sentence::sentence;
pub(crate) use table::table;

use crate::place::Place;
use cluster::history::BranchId;
use cluster::view::{NamedOffset, View};
use protocol::name::Name;
use serde::Serialize;

/// Something that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// What: `status`, `logStart`, `logEnd`, `state`, `generation`, `once`,
    /// `again`, `skipped`, `deleted`, `never`, `committed`, `position`, `lag`,
    /// `owner`.
    pub what: &'static str,
    /// The group that it is about; null for machines and logs.
    pub group: Option<Name>,
    /// The thing: `machine:c1`, `partition:orders/0`, `group:billing`.
    pub thing: String,
    /// How it is on the one branch: a number in digits, a word or a name; null
    /// where the thing is not there, or has none.
    pub left: Option<String>,
    /// How it is on the other.
    pub right: Option<String>,
}

/// Two branches and the instant at which they are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Compared {
    /// The one,
    pub left: BranchId,
    /// the other,
    pub right: BranchId,
    /// and when.
    pub at: Place,
}

/// What is said of two branches side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Beside {
    /// All that differs,
    pub differences: Vec<Difference>,
    /// and what matters most of it in a sentence, in which they are A and B.
    pub sentence: String,
}

/// What differs between two views of one instant: machines in the order in
/// which they were started, then logs, then each group with its lanes. What only
/// the second one has comes after that.
pub(crate) fn differences(left: &View, right: &View) -> Vec<Difference> {
    let mut all = known(left);
    for other in known(right) {
        let of = |one: &&mut Difference| {
            one.what == other.what && one.thing == other.thing && one.group == other.group
        };
        match all.iter_mut().find(of) {
            Some(one) => one.right = other.left,
            None => all.push(Difference {
                left: None,
                right: other.left,
                ..other
            }),
        }
    }
    all.retain(|one| one.left != one.right);
    all
}

/// All that is compared, as it is on the one branch.
fn known(view: &View) -> Vec<Difference> {
    let mut all = Vec::new();
    let mut group: Option<&Name> = None;
    let mut add = |group: Option<&Name>, what, thing: &str, left: Option<String>| {
        all.push(Difference {
            what,
            group: group.cloned(),
            thing: thing.to_owned(),
            left,
            right: None,
        });
    };
    let number = |offset: Option<NamedOffset>| offset.map(|offset| offset.0.to_string());
    let producers = view.producers.iter().map(|one| &one.machine);
    for machine in producers.chain(view.consumers.iter().map(|one| &one.machine)) {
        let thing = ["machine:", &machine.name].concat();
        add(group, "status", &thing, Some(machine.condition.to_owned()));
    }
    for topic in &view.topics {
        for log in &topic.partitions {
            let thing = partition(&topic.name, log.partition);
            add(group, "logStart", &thing, Some(log.log_start.to_string()));
            add(group, "logEnd", &thing, Some(log.log_end.to_string()));
        }
    }
    for one in &view.groups {
        group = Some(&one.id);
        let (thing, ledger) = (["group:", &one.id].concat(), &one.ledger);
        add(group, "state", &thing, Some(one.state.to_owned()));
        for (what, count) in [
            ("generation", one.generation.into()),
            ("once", ledger.once),
            ("again", ledger.again),
            ("skipped", ledger.skipped),
            ("deleted", ledger.deleted),
            ("never", ledger.never),
        ] {
            add(group, what, &thing, Some(i64::to_string(&count)));
        }
        for lane in &one.lanes {
            let thing = partition(&lane.topic, lane.partition);
            add(group, "committed", &thing, number(lane.committed));
            add(group, "position", &thing, number(lane.position));
            add(group, "lag", &thing, number(lane.lag));
            let owner = lane.owner.as_ref().map(ToString::to_string);
            add(group, "owner", &thing, owner);
        }
    }
    all
}

fn partition(topic: &Name, partition: i32) -> String {
    ["partition:", topic, "/", &partition.to_string()].concat()
}
