//! What differs between two branches at one instant.

use cluster::view::{GroupLaneView, GroupView, NamedOffset, PartitionView, View};
use protocol::name::Name;
use serde::Serialize;

/// What is compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// An offset, or how many.
    Number(NamedOffset),
    /// A word or a name.
    Text(String),
    /// Nothing: the thing is not there, or it has none.
    Nothing(Option<()>),
}

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
    /// How it is on the one branch,
    pub left: Value,
    /// and on the other.
    pub right: Value,
}

impl From<Option<NamedOffset>> for Value {
    fn from(offset: Option<NamedOffset>) -> Self {
        offset.map_or(Value::Nothing(None), Value::Number)
    }
}

impl From<Option<&str>> for Value {
    fn from(text: Option<&str>) -> Self {
        text.map_or(Value::Nothing(None), |text| Value::Text(text.to_owned()))
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Value::Number(NamedOffset(number))
    }
}

/// A thing and all that is compared of it.
type Known = (Option<Name>, String, Vec<(&'static str, Value)>);

/// What differs between two views of one instant: machines in the order in
/// which they were started, then logs, then each group with its lanes. What only
/// the second one has comes after that.
pub(crate) fn differences(left: &View, right: &View) -> Vec<Difference> {
    let [left, right] = [left, right].map(known);
    let mut differences = Vec::new();
    let nothing = || Value::Nothing(None);
    let find = |all: &[Known], (group, thing, _): &Known| {
        let place = all
            .iter()
            .position(|one| (&one.0, &one.1) == (group, thing));
        place
    };
    for one in &left {
        let other = find(&right, one).map(|place| &right[place].2);
        for (index, (what, value)) in one.2.iter().enumerate() {
            let other = other.map_or_else(nothing, |values| values[index].1.clone());
            add(&mut differences, one, what, value.clone(), other);
        }
    }
    for one in right.iter().filter(|one| find(&left, one).is_none()) {
        for (what, value) in &one.2 {
            add(&mut differences, one, what, nothing(), value.clone());
        }
    }
    differences
}

fn add(all: &mut Vec<Difference>, of: &Known, what: &'static str, left: Value, right: Value) {
    if left != right {
        all.push(Difference {
            what,
            group: of.0.clone(),
            thing: of.1.clone(),
            left,
            right,
        });
    }
}

/// All that is compared.
fn known(view: &View) -> Vec<Known> {
    let mut all = Vec::new();
    let producers = view.producers.iter().map(|one| &one.machine);
    let consumers = view.consumers.iter().map(|one| &one.machine);
    for machine in producers.chain(consumers) {
        let thing = ["machine:", &machine.name].concat();
        let status = Value::from(Some(machine.condition));
        all.push((None, thing, vec![("status", status)]));
    }
    for topic in &view.topics {
        let partitions = topic.partitions.iter();
        all.extend(partitions.map(|partition| log(&topic.name, partition)));
    }
    for group in &view.groups {
        all.push(group_of(group));
        all.extend(group.lanes.iter().map(|lane| lane_of(group, lane)));
    }
    all
}

fn partition(topic: &Name, partition: i32) -> String {
    ["partition:", topic, "/", &partition.to_string()].concat()
}

fn log(topic: &Name, log: &PartitionView) -> Known {
    let values = vec![
        ("logStart", log.log_start.into()),
        ("logEnd", log.log_end.into()),
    ];
    (None, partition(topic, log.partition), values)
}

fn group_of(group: &GroupView) -> Known {
    let ledger = &group.ledger;
    let values = vec![
        ("state", Some(group.state).into()),
        ("generation", i64::from(group.generation).into()),
        ("once", ledger.once.into()),
        ("again", ledger.again.into()),
        ("skipped", ledger.skipped.into()),
        ("deleted", ledger.deleted.into()),
        ("never", ledger.never.into()),
    ];
    let thing = ["group:", &group.id].concat();
    (Some(group.id.clone()), thing, values)
}

fn lane_of(group: &GroupView, lane: &GroupLaneView) -> Known {
    let values = vec![
        ("committed", lane.committed.into()),
        ("position", lane.position.into()),
        ("lag", lane.lag.into()),
        ("owner", lane.owner.as_ref().map(Name::as_str).into()),
    ];
    let thing = partition(&lane.topic, lane.partition);
    (Some(group.id.clone()), thing, values)
}
