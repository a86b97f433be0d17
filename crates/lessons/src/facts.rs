//! All facts at each place of a lesson, for who writes one.

use crate::fact::{FactKind, Operand, Operands, FACTS};
use crate::play::play;
use crate::present::Present;
use crate::value::Value;
use cluster::State;
use protocol::topic_partition::TopicPartition;

/// All facts at each place of a lesson, as lines of text.
pub fn facts(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let compiled = play(text, &mut |place, state| {
        let at = cluster::instant::Instant::after_all(state.now() - state.start());
        lines.push(["== ", place, ", ", &at.to_string()].concat());
        at_instant(state, &mut lines);
    });
    lines.extend(compiled.mistakes.iter().map(ToString::to_string));
    lines
}

fn at_instant(state: &State, lines: &mut Vec<String>) {
    let present = Present::of(state);
    let view = present.view();
    let partitions: Vec<TopicPartition> = view
        .topics
        .iter()
        .flat_map(|topic| {
            topic
                .partitions
                .iter()
                .map(|one| TopicPartition::new(&*topic.name, one.partition))
        })
        .collect();
    let groups: Vec<String> = view
        .groups
        .iter()
        .map(|group| group.id.to_string())
        .collect();
    let producers = view
        .producers
        .iter()
        .map(|one| one.machine.name.to_string());
    let consumers = view
        .consumers
        .iter()
        .map(|one| one.machine.name.to_string());
    let machines: Vec<String> = producers.chain(consumers).collect();
    let topics: Vec<String> = view
        .topics
        .iter()
        .map(|topic| topic.name.to_string())
        .collect();
    for kind in FACTS {
        for operands in all_operands(kind, &groups, &partitions, &topics, &machines) {
            let value = (kind.ask)(&present, &operands);
            if value != Value::None && value != Value::List(Vec::new()) {
                lines.push(line(kind, &operands, &value));
            }
        }
    }
    for partition in &partitions {
        let cells = cluster::view::View::cells(state, partition, 0, 40);
        let keys = cells
            .iter()
            .map(|cell| cell.key.as_deref().unwrap_or("none"));
        let keys: Vec<&str> = keys.collect();
        let first = cells.first().map_or(0, |cell| cell.offset).to_string();
        lines.push(
            [
                "keys ",
                &partition.to_string(),
                " from ",
                &first,
                ": ",
                &keys.join(" "),
            ]
            .concat(),
        );
    }
}

/// The operands with which a fact can be asked, where these are few.
fn all_operands(
    kind: &FactKind,
    groups: &[String],
    partitions: &[TopicPartition],
    topics: &[String],
    machines: &[String],
) -> Vec<Operands> {
    let mut all = vec![Operands::default()];
    for operand in kind.operands {
        all = match operand {
            Operand::Group => cross(&all, groups, |one, group| one.group = Some(group.clone())),
            Operand::Reader => cross(&all, groups, |one, group| one.name.clone_from(group)),
            Operand::Partition => cross(&all, partitions, |one, partition| {
                one.partition = Some(partition.clone())
            }),
            Operand::Topic => cross(&all, topics, |one, topic| one.name.clone_from(topic)),
            Operand::Machine => cross(&all, machines, |one, machine| one.name.clone_from(machine)),
            Operand::Key | Operand::Offset | Operand::Text => Vec::new(),
        };
    }
    all
}

fn cross<T>(all: &[Operands], with: &[T], set: impl Fn(&mut Operands, &T)) -> Vec<Operands> {
    let pairs = all
        .iter()
        .flat_map(|one| with.iter().map(move |other| (one, other)));
    pairs
        .map(|(one, other)| {
            let mut operands = one.clone();
            set(&mut operands, other);
            operands
        })
        .collect()
}

fn line(kind: &FactKind, operands: &Operands, value: &Value) -> String {
    let mut words = vec![kind.name.to_owned()];
    words.extend(operands.group.clone());
    words.extend((!operands.name.is_empty()).then(|| operands.name.clone()));
    words.extend(operands.partition.as_ref().map(ToString::to_string));
    [&words.join(" "), " = ", &value.text()].concat()
}
