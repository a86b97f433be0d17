//! The round-robin assignor: partitions are dealt out in turn.

use super::{in_member_order, nothing_for, Assignment, AssignorMember};
use protocol::java;
use protocol::map::Map;
use protocol::name::Name;
use protocol::sort::sort_by;
use protocol::topic_partition::TopicPartition;

/// Deals out all partitions of all subscribed topics, topics sorted: each goes
/// to the next member in the ring that subscribes to its topic. The ring goes
/// on from topic to topic.
///
/// The source is Kafka's `RoundRobinAssignor`.
pub(super) fn assign(
    partitions_per_topic: &Map<Name, i32>,
    members: &[AssignorMember],
) -> Assignment {
    let mut assignment = nothing_for(members);
    let ring = in_member_order(members);
    let mut topics: Vec<&Name> = members
        .iter()
        .flat_map(|member| &member.subscription.topics)
        .collect();
    sort_by(&mut topics, |left, right| {
        java::compare_strings(left, right)
    });
    topics.dedup();
    let mut next = 0;
    for topic in topics {
        let count = partitions_per_topic.get(topic).copied().unwrap_or(0);
        for partition in 0..count {
            // Somebody subscribes to the topic, so that the search ends within
            // one round.
            while !ring[next].subscription.topics.contains(topic) {
                next = (next + 1) % ring.len();
            }
            if let Some(partitions) = assignment.get_mut(&ring[next].member_id) {
                partitions.push(TopicPartition::new(topic.clone(), partition));
            }
            next = (next + 1) % ring.len();
        }
    }
    assignment
}

#[cfg(test)]
mod tests {
    use super::super::tests::{got, member, topics};
    use super::*;

    #[test]
    fn the_ring_goes_on_from_topic_to_topic() {
        let members = [
            member("b", None, &["u", "t"]),
            member("a", None, &["t", "u"]),
        ];
        let assignment = assign(&topics(&[("t", 3), ("u", 3)]), &members);
        assert_eq!(got(&assignment, "a"), "t-0 t-2 u-1");
        assert_eq!(got(&assignment, "b"), "t-1 u-0 u-2");
    }

    #[test]
    fn members_that_do_not_subscribe_are_passed_over() {
        let members = [
            member("a", None, &["t"]),
            member("b", None, &["t", "u"]),
            member("c", None, &["t", "u", "v"]),
        ];
        let assignment = assign(&topics(&[("t", 1), ("u", 2), ("v", 3)]), &members);
        assert_eq!(got(&assignment, "a"), "t-0");
        assert_eq!(got(&assignment, "b"), "u-0");
        assert_eq!(got(&assignment, "c"), "u-1 v-0 v-1 v-2");
    }
}
