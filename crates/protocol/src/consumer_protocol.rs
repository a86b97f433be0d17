//! What members tell each other through the coordinator, as bytes: their
//! subscriptions and their assignments.
//!
//! The source is Kafka's `ConsumerProtocol` with the message definitions
//! `ConsumerProtocolSubscription` and `ConsumerProtocolAssignment`, versions
//! 0 to 3. Later versions only append fields, so that a version above the
//! newest known one is read as the newest known one.
//!
//! To the coordinator they are bytes that it hands on, and so they are here.
//!
//! ```
//! use protocol::consumer_protocol::{encode_assignment, Subscription};
//! use protocol::topic_partition::TopicPartition;
//!
//! let wanted = Subscription::new(vec!["orders".into()]);
//! assert_eq!(Subscription::decode(&wanted.encode()), Some(wanted));
//!
//! // Version 3, one topic, two partitions of it, no user data: what a real group leader sends.
//! let share = [0, 1].map(|partition| TopicPartition::new("orders", partition));
//! assert_eq!(encode_assignment(&share).len(), 2 + 4 + (2 + 6) + 4 + 2 * 4 + 4);
//! ```
//!
//! *Read next: [`offsets_topic`](crate::offsets_topic), what the coordinator writes down.*

use crate::map::grouped;
use crate::name::Name;
use crate::sort::sort_by;
use crate::topic_partition::TopicPartition;
use crate::wire::{Reader, Writer};
use std::sync::Arc;

/// The type of protocol that consumers name when they join a group.
pub const PROTOCOL_TYPE: &str = "consumer";

/// The newest version, in which everything is written.
const VERSION: i16 = 3;

/// No generation: the member does not say when it got what it owns.
pub const NO_GENERATION: i32 = -1;

/// What a member wants, and what it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// The topics; written in their order as text.
    pub topics: Vec<Name>,
    /// Bytes of the assignor's own, or null.
    pub user_data: Option<Vec<u8>>,
    /// What the member owns, as a cooperative assignor has to know.
    pub owned_partitions: Vec<TopicPartition>,
    /// The generation in which the member got what it owns, or
    /// [`NO_GENERATION`].
    pub generation: i32,
    /// The member's `client.rack`; an empty one is none.
    pub rack: Option<Name>,
}

impl Subscription {
    /// A subscription of topics and nothing else.
    pub fn new(topics: Vec<Name>) -> Self {
        Subscription {
            topics,
            user_data: None,
            owned_partitions: Vec::new(),
            generation: NO_GENERATION,
            rack: None,
        }
    }

    /// The bytes, in version 3: topics sorted, owned partitions sorted.
    pub fn encode(&self) -> Arc<[u8]> {
        let mut topics = self.topics.clone();
        sort_by(&mut topics, Ord::cmp);
        let mut owned = self.owned_partitions.clone();
        sort_by(&mut owned, Ord::cmp);
        let mut writer = Writer::versioned(VERSION);
        writer.list(&topics, |writer, topic| writer.string(topic));
        writer.nullable_bytes(self.user_data.as_deref());
        put_partitions(&mut writer, &owned);
        writer.i32(self.generation);
        writer.nullable_string(self.rack.as_ref());
        Arc::from(writer.into_bytes())
    }

    /// Reads the bytes; `None` if they are not a subscription. Bytes that
    /// follow are ignored.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let version = version(&mut reader)?;
        let mut subscription = Subscription::new(reader.list(Reader::string)?);
        subscription.user_data = reader.nullable_bytes()?.map(|data| data.to_vec());
        if version >= 1 {
            subscription.owned_partitions = partitions(&mut reader)?;
        }
        if version >= 2 {
            subscription.generation = reader.i32()?;
        }
        if version >= 3 {
            let rack = reader.nullable_string()?;
            subscription.rack = rack.filter(|rack| !rack.is_empty());
        }
        Some(subscription)
    }
}

/// The bytes of an assignment, in version 3 and without user data: topics as
/// they first appear, the partitions of a topic in the order given.
pub fn encode_assignment(partitions: &[TopicPartition]) -> Arc<[u8]> {
    let mut writer = Writer::versioned(VERSION);
    put_partitions(&mut writer, partitions);
    writer.nullable_bytes(None);
    Arc::from(writer.into_bytes())
}

/// Reads the bytes of an assignment, topic by topic; `None` if they are none,
/// as no bytes at all are none.
pub fn decode_assignment(bytes: &[u8]) -> Option<Vec<TopicPartition>> {
    let mut reader = Reader::new(bytes);
    version(&mut reader)?;
    let partitions = partitions(&mut reader)?;
    reader.nullable_bytes()?;
    Some(partitions)
}

/// Takes the version; one above the newest counts as the newest.
fn version(reader: &mut Reader) -> Option<i16> {
    reader.i16().filter(|version| *version >= 0)
}

/// Puts partitions, grouped by topic.
pub fn put_partitions(writer: &mut Writer, partitions: &[TopicPartition]) {
    let topics = grouped(partitions.iter().map(|p| (&p.topic, p.partition)));
    writer.list(&topics, |writer, (topic, numbers)| {
        writer.string(topic);
        writer.list(numbers, |writer, number| writer.i32(*number));
    });
}

/// Takes partitions that are grouped by topic.
pub fn partitions(reader: &mut Reader) -> Option<Vec<TopicPartition>> {
    let topics = reader.list(|reader| {
        let topic = reader.string()?;
        Some((topic, reader.list(Reader::i32)?))
    })?;
    let mut partitions = Vec::new();
    for (topic, numbers) in topics {
        for number in numbers {
            partitions.push(TopicPartition::new(topic.clone(), number));
        }
    }
    Some(partitions)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn partitions_of(list: &[(&str, i32)]) -> Vec<TopicPartition> {
        list.iter()
            .map(|(topic, number)| TopicPartition::new(*topic, *number))
            .collect()
    }

    fn full_subscription() -> Subscription {
        Subscription {
            topics: vec![Name::from("a"), Name::from("b")],
            user_data: Some(vec![7, 8]),
            owned_partitions: partitions_of(&[("a", 0), ("a", 2), ("b", 1)]),
            generation: 5,
            rack: Some(Name::from("r1")),
        }
    }

    #[test]
    fn a_subscription_has_kafkas_bytes() {
        #[rustfmt::skip]
        let bytes = [
            0, 3,
            0, 0, 0, 1, 0, 1, b't',
            0xff, 0xff, 0xff, 0xff,
            0, 0, 0, 1, 0, 1, b't', 0, 0, 0, 1, 0, 0, 0, 2,
            0xff, 0xff, 0xff, 0xff,
            0xff, 0xff,
        ];
        let mut subscription = Subscription::new(vec![Name::from("t")]);
        subscription.owned_partitions = partitions_of(&[("t", 2)]);
        assert_eq!(*subscription.encode(), bytes);
        assert_eq!(Subscription::decode(&bytes), Some(subscription));
    }

    #[test]
    fn a_subscription_comes_back_sorted() {
        let subscription = full_subscription();
        let mut shuffled = subscription.clone();
        shuffled.topics.reverse();
        shuffled.owned_partitions.reverse();
        assert_eq!(Subscription::decode(&shuffled.encode()), Some(subscription));
    }

    #[test]
    fn older_versions_lack_fields_and_newer_ones_may_have_more() {
        let mut bytes = full_subscription().encode().to_vec();
        for (version, owned, generation, rack) in [
            (0, 0, NO_GENERATION, None),
            (1, 3, NO_GENERATION, None),
            (2, 3, 5, None),
            (3, 3, 5, Some(Name::from("r1"))),
            (9, 3, 5, Some(Name::from("r1"))),
        ] {
            bytes[1] = version;
            bytes.push(0);
            let subscription = Subscription::decode(&bytes).expect("a subscription");
            assert_eq!(subscription.owned_partitions.len(), owned, "{version}");
            assert_eq!(subscription.generation, generation, "{version}");
            assert_eq!(subscription.rack, rack, "{version}");
        }
    }

    #[test]
    fn an_assignment_keeps_the_order_of_topics_and_partitions() {
        for (given, read) in [
            (vec![], vec![]),
            (vec![("b", 1), ("a", 0)], vec![("b", 1), ("a", 0)]),
            (
                vec![("b", 1), ("a", 0), ("b", 0)],
                vec![("b", 1), ("b", 0), ("a", 0)],
            ),
        ] {
            let bytes = encode_assignment(&partitions_of(&given));
            assert_eq!(decode_assignment(&bytes), Some(partitions_of(&read)));
        }
    }

    #[test]
    fn bytes_that_end_early_are_nothing() {
        let subscription = full_subscription().encode();
        for length in 0..subscription.len() {
            assert_eq!(Subscription::decode(&subscription[..length]), None);
        }
        let assignment = encode_assignment(&partitions_of(&[("a", 0), ("b", 3)]));
        for length in 0..assignment.len() {
            assert_eq!(decode_assignment(&assignment[..length]), None);
        }
        assert_eq!(decode_assignment(&[0xff; 40]), None);
        assert_eq!(Subscription::decode(&[0x7f; 40]), None);
    }
}
