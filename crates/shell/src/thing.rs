//! Things on the screen and their names, such as `record:orders/0/8`.
//!
//! ```
//! use kafka_playground_shell::thing::Thing;
//! use protocol::topic_partition::TopicPartition;
//!
//! let thing = Thing::parse("record:orders/0/8").unwrap();
//! assert_eq!(thing, Thing::Record(TopicPartition::new("orders", 0), 8));
//! assert_eq!(thing.to_string(), "record:orders/0/8");
//! assert_eq!(Thing::parse("machine:c1"), Some(Thing::Machine("c1".into())));
//! ```
//!
//! *Read next: [`inspect`](mod@crate::inspect), what is known of it.*

use cluster::FlightId;
use protocol::name::Name;
use protocol::record::Offset;
use protocol::topic_partition::TopicPartition;
use std::fmt;

/// Something that can be pointed at: on the stage, in the journal, on the
/// timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A record in a log.
    Record(TopicPartition, Offset),
    /// A partition.
    Partition(TopicPartition),
    /// A topic.
    Topic(Name),
    /// A consumer group.
    Group(Name),
    /// A producer or a consumer.
    Machine(Name),
    /// A request or a response in the air.
    Flight(FlightId),
    /// A group's committed offset.
    Commit(Name, TopicPartition),
    /// A group's position.
    Position(Name, TopicPartition),
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, of, partition) = match self {
            Thing::Record(p, offset) => {
                return write!(f, "record:{}/{}/{offset}", p.topic, p.partition)
            }
            Thing::Flight(id) => return write!(f, "flight:{id}"),
            Thing::Partition(p) => return write!(f, "partition:{}/{}", p.topic, p.partition),
            Thing::Topic(name) => return write!(f, "topic:{name}"),
            Thing::Group(name) => return write!(f, "group:{name}"),
            Thing::Machine(name) => return write!(f, "machine:{name}"),
            Thing::Commit(group, p) => ("commit", group, p),
            Thing::Position(group, p) => ("position", group, p),
        };
        write!(f, "{kind}:{of}/{}/{}", partition.topic, partition.partition)
    }
}

impl Thing {
    /// Reads the name of a thing; none for what is no such name. Whether there
    /// is such a thing is another question.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, name) = text.split_once(':')?;
        Some(match kind {
            "record" => {
                let (partition, offset) = name.rsplit_once('/')?;
                Thing::Record(self::partition(partition)?, offset.parse().ok()?)
            }
            "partition" => Thing::Partition(partition(name)?),
            "topic" => Thing::Topic(name.into()),
            "group" => Thing::Group(name.into()),
            "machine" => Thing::Machine(name.into()),
            "flight" => Thing::Flight(name.parse().ok()?),
            "commit" | "position" => {
                let (group, partition) = of_group(name)?;
                match kind {
                    "commit" => Thing::Commit(group, partition),
                    _ => Thing::Position(group, partition),
                }
            }
            _ => return None,
        })
    }
}

/// Reads `orders/0`.
fn partition(text: &str) -> Option<TopicPartition> {
    let (topic, partition) = text.rsplit_once('/')?;
    Some(TopicPartition::new(topic, partition.parse().ok()?))
}

/// Reads `billing/orders/0`: a group's name may have slashes, a topic's not.
fn of_group(text: &str) -> Option<(Name, TopicPartition)> {
    let (rest, number) = text.rsplit_once('/')?;
    let (group, topic) = rest.rsplit_once('/')?;
    let partition = TopicPartition::new(topic, number.parse().ok()?);
    Some((group.into(), partition))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_things_are_read_and_written() {
        for text in [
            "record:orders/0/8",
            "partition:orders/0",
            "topic:orders",
            "group:billing",
            "group:a/b:c",
            "machine:checkout",
            "flight:12",
            "commit:billing/orders/0",
            "commit:a/b/orders/0",
            "position:billing/orders/2",
        ] {
            assert_eq!(Thing::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_thing_is_none() {
        for text in [
            "",
            "record",
            "record:",
            "record:orders",
            "record:orders/0",
            "record:orders/x/1",
            "record:orders/0/99999999999999999999",
            "partition:orders",
            "partition:orders/-",
            "flight:x",
            "flight:-1",
            "commit:orders/0",
            "cell:1",
            ":",
            "::/",
        ] {
            assert_eq!(Thing::parse(text), None, "{text}");
        }
    }
}
