//! The range assignor: each topic is cut into consecutive ranges.

use super::{in_member_order, nothing_for, Assignment, AssignorMember};
use protocol::java;
use protocol::map::{Map, Set};
use protocol::name::Name;
use protocol::sort::sort_by;
use protocol::topic_partition::TopicPartition;

/// Shares out topic by topic: of P partitions and N subscribers each gets
/// P / N in a row, and the first P % N of them one more. The first members
/// are the same for every topic, so that they get the rest of each.
///
/// The source is Kafka's `RangeAssignor`, without its rack-aware part.
pub(super) fn assign(
    partitions_per_topic: &Map<Name, i32>,
    members: &[AssignorMember],
) -> Assignment {
    let mut assignment = nothing_for(members);
    let ordered = in_member_order(members);
    let known = |topic: &Name| partitions_per_topic.get(topic).is_some_and(|n| *n > 0);
    // Kafka puts all topics into one hash table and the known ones into
    // another, which may be smaller.
    let mut topics = subscribed_topics(members);
    topics.retain(known);
    for topic in java::name_order(topics) {
        let count = partitions_per_topic[&topic];
        let subscribers: Vec<&Name> = ordered
            .iter()
            .filter(|member| member.subscription.topics.contains(&topic))
            .map(|member| &member.member_id)
            .collect();
        // Each of these topics has a subscriber.
        let share = count / subscribers.len() as i32;
        let mut rest = count % subscribers.len() as i32;
        let mut next = 0;
        for member in subscribers {
            let end = next + share + i32::from(rest > 0);
            rest -= 1;
            if let Some(partitions) = assignment.get_mut(member) {
                partitions.extend((next..end).map(|p| TopicPartition::new(topic.clone(), p)));
            }
            next = end;
        }
    }
    assignment
}

/// The topics that somebody subscribes to, in the order of the hash map in
/// which Kafka holds them (`AbstractPartitionAssignor.assign`): it is the
/// order in which a member's topics are listed.
///
/// Topics that share a bucket come as the members first name them, members by
/// id. Kafka's recorded answers were made so; a real leader goes through the
/// members by the hashes of their ids, which end in something random.
fn subscribed_topics(members: &[AssignorMember]) -> Vec<Name> {
    let mut by_id: Vec<&AssignorMember> = members.iter().collect();
    sort_by(&mut by_id, |left, right| {
        left.member_id.cmp(&right.member_id)
    });
    let mut seen = Set::new();
    let mut topics = Vec::new();
    for member in by_id {
        for topic in &member.subscription.topics {
            if seen.insert(topic) {
                topics.push(topic.clone());
            }
        }
    }
    java::name_order(topics)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{got, member, topics};
    use super::*;

    #[test]
    fn the_first_members_get_the_rest_of_every_topic() {
        let members = [
            member("b", None, &["t", "u"]),
            member("a", None, &["t", "u"]),
        ];
        let assignment = assign(&topics(&[("t", 3), ("u", 3)]), &members);
        assert_eq!(got(&assignment, "a"), "t-0 t-1 u-0 u-1");
        assert_eq!(got(&assignment, "b"), "t-2 u-2");
    }

    #[test]
    fn only_subscribers_share_a_topic() {
        let members = [
            member("a", None, &["t"]),
            member("b", None, &["t", "u", "u"]),
            member("c", None, &["t"]),
        ];
        let assignment = assign(&topics(&[("t", 2), ("u", 2), ("v", 9)]), &members);
        assert_eq!(got(&assignment, "a"), "t-0");
        assert_eq!(got(&assignment, "b"), "t-1 u-0 u-1");
        assert_eq!(got(&assignment, "c"), "");
    }

    #[test]
    fn topics_are_listed_in_the_order_of_their_hashes() {
        // The hash of "b1" is 3087 and that of "c0" is 3117: buckets 15 and 13.
        let members = [member("a", None, &["b1", "c0"])];
        let assignment = assign(&topics(&[("b1", 1), ("c0", 1)]), &members);
        assert_eq!(got(&assignment, "a"), "c0-0 b1-0");
    }

    #[test]
    fn topics_of_one_bucket_are_listed_as_members_name_them() {
        // The bucket of both is 14.
        let last = member("b", None, &["beta", "gamma"]);
        for first in ["beta", "gamma"] {
            let members = [last.clone(), member("a", None, &[first])];
            let topics = subscribed_topics(&members);
            assert_eq!((topics.len(), topics[0].as_str()), (2, first));
        }
    }

    #[test]
    fn topics_that_the_leader_does_not_know_do_not_change_the_order() {
        // Thirteen names double the table of 16 buckets, where "days" moves
        // behind "b1".
        let names = [
            "b1", "days", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11",
        ];
        let members = [member("a", None, &names)];
        let assignment = assign(&topics(&[("b1", 1), ("days", 1), ("1", 0)]), &members);
        assert_eq!(got(&assignment, "a"), "days-0 b1-0");
        let mut all = subscribed_topics(&members);
        all.retain(|topic| *topic == "b1" || *topic == "days");
        assert_eq!(all, ["b1", "days"]);
    }
}
