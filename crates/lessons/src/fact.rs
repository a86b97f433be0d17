//! Facts: what can be asked of a cluster at an instant, in a few words.
//!
//! `committed billing orders-0` is a fact; its value is a number, a word, a list
//! or none. Nothing is worked out here that the view does not say.

use crate::present::Present;
use crate::value::Value;
use crate::words::{quoted, Word, Wrong};
use protocol::near::nearest;
use protocol::topic_partition::TopicPartition;
use std::fmt;

/// What an operand of a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operand {
    /// A consumer group; left out where there is one.
    Group,
    /// A consumer group that is named, or a consumer that is in none.
    Reader,
    /// A partition, such as `orders-0`.
    Partition,
    /// A topic.
    Topic,
    /// A machine.
    Machine,
    /// The key of a record.
    Key,
    /// An offset.
    Offset,
    /// Any text.
    Text,
}

use Operand::{Group, Key, Machine, Offset, Partition, Reader, Text, Topic};

/// What a fact is asked with.
pub(crate) type Ask = fn(&Present<'_>, &Operands) -> Value;

/// A fact that there is, with one way to write its operands.
#[derive(Debug)]
pub(crate) struct FactKind {
    pub name: &'static str,
    pub operands: &'static [Operand],
    pub ask: Ask,
}

const fn fact(name: &'static str, operands: &'static [Operand], ask: Ask) -> FactKind {
    FactKind {
        name,
        operands,
        ask,
    }
}

/// All facts. Where a name stands twice, the number of operands and whether the
/// last one is a partition decide.
pub(crate) const FACTS: &[FactKind] = &[
    fact("log-start", &[Partition], |at, of| at.log_start(of)),
    fact("log-end", &[Partition], |at, of| at.log_end(of)),
    fact("records", &[Partition], |at, of| at.records(of)),
    fact("records", &[Topic], |at, of| at.topic_records(of)),
    fact("partitions", &[Topic], |at, of| at.partitions(of)),
    fact("count", &[Partition, Key], |at, of| at.count(of)),
    fact("where", &[Topic, Key], |at, of| at.where_is(of)),
    fact("key", &[Partition, Offset], |at, of| at.key(of)),
    fact("value", &[Partition, Offset], |at, of| at.value(of)),
    fact("committed", &[Group, Partition], |at, of| at.committed(of)),
    fact("lag", &[Group, Partition], |at, of| at.lag(of)),
    fact("lag", &[Group], |at, of| at.group_lag(of)),
    fact("position", &[Reader, Partition], |at, of| at.position(of)),
    fact("from", &[Group, Partition], |at, of| at.read_from(of)),
    fact("owner", &[Group, Partition], |at, of| at.owner(of)),
    fact("working", &[Group, Partition], |at, of| at.working(of)),
    fact("times", &[Group, Partition, Offset], |at, of| at.times(of)),
    fact("once", &[Group], |at, of| at.ledger(of, |all| all.once)),
    fact("again", &[Group], |at, of| at.ledger(of, |all| all.again)),
    fact("lost", &[Group], |at, of| at.ledger(of, |all| all.lost)),
    fact("skipped", &[Group], |at, of| {
        at.ledger(of, |all| all.skipped)
    }),
    fact("deleted", &[Group], |at, of| {
        at.ledger(of, |all| all.deleted)
    }),
    fact("never", &[Group], |at, of| at.ledger(of, |all| all.never)),
    fact("state", &[Group], |at, of| at.group_state(of)),
    fact("generation", &[Group], |at, of| at.generation(of)),
    fact("members", &[Group], |at, of| at.members(of)),
    fact("leader", &[Group], |at, of| at.leader(of)),
    fact("assignor", &[Group], |at, of| at.assignor(of)),
    fact("status", &[Machine], |at, of| at.status(of)),
    fact("assigned", &[Machine], |at, of| at.assigned(of)),
    fact("uncommitted", &[Machine], |at, of| at.uncommitted(of)),
    fact("hand", &[Machine], |at, of| at.hand(of)),
    fact("doing", &[Machine], |at, of| at.doing(of)),
    fact("calling", &[Machine], |at, of| at.calling(of)),
    fact("error", &[Machine], |at, of| at.error(of)),
    fact("setting", &[Machine, Text], |at, of| at.setting(of)),
    fact("commits-by", &[Machine], |at, of| at.commits_by(of)),
    fact("sent", &[Machine], |at, of| at.sent(of)),
    fact("acknowledged", &[Machine], |at, of| at.acknowledged(of)),
    fact("failed", &[Machine], |at, of| at.failed(of)),
    fact("commits", &[], |at, _| at.commits()),
    fact("printed", &[Text], |at, of| at.printed(of)),
    fact("exit", &[], |at, _| at.exit()),
    fact("time", &[], |at, _| at.time()),
];

/// The operands of a fact, each at the place of its meaning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Operands {
    /// The group; none for the only one.
    pub group: Option<String>,
    /// The partition.
    pub partition: Option<TopicPartition>,
    /// The topic, the machine or the consumer,
    pub name: String,
    /// and the key, text or offset.
    pub text: String,
}

/// A fact that is asked for.
#[derive(Clone)]
pub struct Fact {
    kind: &'static FactKind,
    operands: Operands,
}

impl fmt::Debug for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_string())
    }
}

impl Fact {
    /// Reads a fact of its words.
    pub(crate) fn read(words: &[Word]) -> Result<Fact, Wrong> {
        let Some((name, given)) = words.split_first() else {
            return Err(Wrong::at(
                0,
                "A predicate begins with a fact, such as committed billing orders-0.",
            ));
        };
        let mut kinds = FACTS
            .iter()
            .filter(|kind| kind.name == name.text)
            .peekable();
        if kinds.peek().is_none() {
            let names = FACTS.iter().map(|kind| kind.name);
            let near = match nearest(&name.text, names) {
                Some(near) => ["; did you mean ", near, "?"].concat(),
                None => "; crates/lessons/README.md lists them.".to_owned(),
            };
            let message = ["\"", &name.text, "\" is no fact", &near].concat();
            return Err(Wrong::at(name.column, &message));
        }
        let mut wrong = None;
        for kind in kinds {
            match take(kind, given) {
                Ok(operands) => return Ok(Fact { kind, operands }),
                Err(error) => wrong = wrong.or(Some(error)),
            }
        }
        Err(wrong.unwrap_or_else(|| Wrong::at(name.column, "This is no fact.")))
    }

    /// Its value at an instant.
    pub fn ask(&self, present: &Present<'_>) -> Value {
        (self.kind.ask)(present, &self.operands)
    }

    /// Whether it is true or false by itself.
    pub(crate) fn is_plain(&self) -> bool {
        self.kind.name == "printed"
    }

    /// Whether its value is a time.
    pub(crate) fn is_time(&self) -> bool {
        self.kind.name == "time"
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.name)?;
        for operand in self.kind.operands {
            let operands = &self.operands;
            let text = match operand {
                Group => operands.group.as_deref().unwrap_or_default().to_owned(),
                Partition => operands
                    .partition
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
                Topic | Machine | Reader => operands.name.clone(),
                Key | Offset | Text => operands.text.clone(),
            };
            if !(text.is_empty() && *operand == Group) {
                f.write_str(" ")?;
                f.write_str(&quoted(&text))?;
            }
        }
        Ok(())
    }
}

/// Takes the words for the operands of a kind of fact.
fn take(kind: &FactKind, given: &[Word]) -> Result<Operands, Wrong> {
    let mut operands = Operands::default();
    let wanted = kind.operands;
    let optional = wanted.first() == Some(&Group) && given.len() + 1 == wanted.len();
    let wanted = if optional { &wanted[1..] } else { wanted };
    if wanted.len() != given.len() {
        let column = given
            .get(wanted.len())
            .or(given.last())
            .map_or(0, |word| word.column);
        return Err(Wrong::at(column, &usage(kind)));
    }
    for (operand, word) in wanted.iter().zip(given) {
        let text = word.text.clone();
        match operand {
            Group => operands.group = Some(text),
            Topic | Machine | Reader => operands.name = text,
            Key | Text => operands.text = text,
            Offset if text.parse::<i64>().is_ok() => operands.text = text,
            Offset => {
                return Err(Wrong::at(
                    word.column,
                    "This is no offset, which is a whole number.",
                ))
            }
            Partition => match partition(&text) {
                Some(partition) => operands.partition = Some(partition),
                None => {
                    return Err(Wrong::at(
                        word.column,
                        &[&usage(kind), " A partition is written orders-0."].concat(),
                    ))
                }
            },
        }
    }
    Ok(operands)
}

/// A partition as it is written: the topic, a hyphen and its number.
pub(crate) fn partition(text: &str) -> Option<TopicPartition> {
    let (topic, partition) = text.rsplit_once('-')?;
    let digits = !partition.is_empty() && partition.bytes().all(|byte| byte.is_ascii_digit());
    let partition = partition.parse().ok().filter(|_| digits)?;
    (!topic.is_empty()).then(|| TopicPartition::new(topic, partition))
}

/// How a fact is written.
fn usage(kind: &FactKind) -> String {
    let mut usage = ["This fact is written ", kind.name].concat();
    for operand in kind.operands {
        usage.push_str(match operand {
            Group => " [GROUP]",
            Reader => " GROUP-OR-CONSUMER",
            Partition => " PARTITION",
            Topic => " TOPIC",
            Machine => " MACHINE",
            Key => " KEY",
            Offset => " OFFSET",
            Text => " TEXT",
        });
    }
    usage.push('.');
    usage
}
