//! Assignors: how the leader of a classic group shares out the partitions.
//!
//! The coordinator does not know them: each member says which ones it supports, the group
//! takes one that all support, and the leader runs it on what all members subscribe to.
//! Source: `AbstractPartitionAssignor` and its children, Kafka 4.3, without racks.
//!
//! *Read next: [`library`](crate::library), the readers that are not Java's.*

mod claims;
mod constrained;
mod general;
mod instance;
mod movements;
mod range;
mod roundrobin;
pub mod sticky;

pub use claims::MemberData;
pub(crate) use instance::AssignorInstance;

use protocol::consumer_protocol::{Subscription, NO_GENERATION};
use protocol::java;
use protocol::map::Map;
use protocol::name::Name;
use protocol::sort::sort_by;
use protocol::topic_partition::TopicPartition;
use std::cmp::Ordering;

/// One member as the leader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignorMember {
    /// The member's id, different from that of every other member.
    pub member_id: Name,
    /// The member's `group.instance.id`, if it is a static member.
    pub group_instance_id: Option<Name>,
    /// What the member wants and has.
    pub subscription: Subscription,
}

/// Who gets what: member id to partitions, in the order in which Kafka lists
/// them.
pub type Assignment = Map<Name, Vec<TopicPartition>>;

/// An assignor of Kafka's, as `partition.assignment.strategy` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assignor {
    /// Consecutive partitions of each topic, topic by topic.
    Range,
    /// All partitions of all topics in turn.
    RoundRobin,
    /// Evenly, and members keep what they had; eager.
    Sticky,
    /// The same, in two rounds: what moves is first given up and then handed
    /// over.
    CooperativeSticky,
}

/// How a rebalance goes about (`ConsumerPartitionAssignor.RebalanceProtocol`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RebalanceProtocol {
    /// Members give up everything before they join.
    Eager,
    /// Members keep what they have and give up what they are told to.
    Cooperative,
}

impl RebalanceProtocol {
    /// The highest protocol that all assignors of a consumer support: all
    /// support the eager one.
    pub(crate) fn of(assignors: &[Assignor]) -> Self {
        let cooperative = |assignor: &Assignor| *assignor == Assignor::CooperativeSticky;
        if !assignors.is_empty() && assignors.iter().all(cooperative) {
            RebalanceProtocol::Cooperative
        } else {
            RebalanceProtocol::Eager
        }
    }
}

/// Every assignor, with its name in the protocol and its class in Java.
const ASSIGNORS: [(Assignor, &str, &str); 4] = [
    (
        Assignor::Range,
        "range",
        "org.apache.kafka.clients.consumer.RangeAssignor",
    ),
    (
        Assignor::RoundRobin,
        "roundrobin",
        "org.apache.kafka.clients.consumer.RoundRobinAssignor",
    ),
    (
        Assignor::Sticky,
        "sticky",
        "org.apache.kafka.clients.consumer.StickyAssignor",
    ),
    (
        Assignor::CooperativeSticky,
        "cooperative-sticky",
        "org.apache.kafka.clients.consumer.CooperativeStickyAssignor",
    ),
];

impl Assignor {
    /// The assignor of this name, which is what members vote for.
    pub fn by_name(name: &str) -> Option<Self> {
        ASSIGNORS.iter().find(|row| row.1 == name).map(|row| row.0)
    }

    /// The assignor of this Java class, which is what
    /// `partition.assignment.strategy` lists.
    pub(crate) fn by_class(class: &str) -> Option<Self> {
        ASSIGNORS.iter().find(|row| row.2 == class).map(|row| row.0)
    }

    /// The name that goes over the wire, such as `range`.
    pub fn name(self) -> &'static str {
        ASSIGNORS[self as usize].1
    }

    /// The Java class, as the config names it.
    pub fn class(self) -> &'static str {
        ASSIGNORS[self as usize].2
    }

    /// Shares out the partitions of the topics that somebody subscribes to.
    ///
    /// `partitions_per_topic` holds what the leader's metadata knows; topics
    /// that it lacks are passed over. Every member has an entry in the answer.
    /// Racks are not looked at.
    ///
    /// `max_generation` is the newest generation that the leader's instance of
    /// a sticky assignor learned of in earlier calls, or -1.
    pub fn assign(
        self,
        partitions_per_topic: &Map<Name, i32>,
        members: &[AssignorMember],
        max_generation: i32,
    ) -> Assignment {
        match (self, self.sticky_kind()) {
            (_, Some(kind)) => sticky::assign(kind, partitions_per_topic, members, max_generation),
            (Assignor::RoundRobin, _) => roundrobin::assign(partitions_per_topic, members),
            _ => range::assign(partitions_per_topic, members),
        }
    }

    /// The newest generation that the members of a group tell a sticky
    /// assignor of, or the one known before.
    pub(crate) fn max_generation(self, members: &[AssignorMember], before: i32) -> i32 {
        self.sticky_kind().map_or(NO_GENERATION, |kind| {
            sticky::max_generation(kind, members, before)
        })
    }

    fn sticky_kind(self) -> Option<sticky::Kind> {
        match self {
            Assignor::Sticky => Some(sticky::Kind::Sticky),
            Assignor::CooperativeSticky => Some(sticky::Kind::Cooperative),
            Assignor::Range | Assignor::RoundRobin => None,
        }
    }
}

/// An assignment in which every member has nothing.
fn nothing_for(members: &[AssignorMember]) -> Assignment {
    members
        .iter()
        .map(|member| (member.member_id.clone(), Vec::new()))
        .collect()
}

/// The members in Kafka's order: static members by instance id, then the
/// others by member id (`AbstractPartitionAssignor.MemberInfo.compareTo`).
fn in_member_order(members: &[AssignorMember]) -> Vec<&AssignorMember> {
    let mut ordered: Vec<&AssignorMember> = members.iter().collect();
    sort_by(&mut ordered, |left, right| compare_members(left, right));
    ordered
}

/// Which of two members comes first.
fn compare_members(left: &AssignorMember, right: &AssignorMember) -> Ordering {
    match (&left.group_instance_id, &right.group_instance_id) {
        (Some(left), Some(right)) => java::compare_strings(left, right),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => java::compare_strings(&left.member_id, &right.member_id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A member for the tests of this folder.
    pub(super) fn member(id: &str, instance: Option<&str>, topics: &[&str]) -> AssignorMember {
        AssignorMember {
            member_id: Name::from(id),
            group_instance_id: instance.map(Name::from),
            subscription: Subscription::new(topics.iter().map(|t| Name::from(*t)).collect()),
        }
    }

    /// Partition counts for the tests of this folder.
    pub(super) fn topics(counts: &[(&str, i32)]) -> Map<Name, i32> {
        counts.iter().map(|(t, n)| (Name::from(*t), *n)).collect()
    }

    /// What a member got, as text.
    pub(super) fn got(assignment: &Assignment, member: &str) -> String {
        let partitions: Vec<String> = assignment[member].iter().map(|p| p.to_string()).collect();
        partitions.join(" ")
    }

    #[test]
    fn names_and_classes_lead_back_to_the_assignor() {
        for (index, (assignor, name, class)) in ASSIGNORS.into_iter().enumerate() {
            assert_eq!(assignor as usize, index);
            assert_eq!(Assignor::by_name(name), Some(assignor));
            assert_eq!(Assignor::by_class(class), Some(assignor));
            assert_eq!((assignor.name(), assignor.class()), (name, class));
        }
        assert_eq!(Assignor::by_name("Range"), None);
        assert_eq!(Assignor::by_class("range"), None);
    }

    #[test]
    fn the_highest_protocol_of_all_assignors_is_used() {
        use Assignor::{CooperativeSticky, Range, RoundRobin, Sticky};
        for (assignors, protocol) in [
            (&[Range, CooperativeSticky][..], RebalanceProtocol::Eager),
            (&[], RebalanceProtocol::Eager),
            (&[Range, RoundRobin, Sticky], RebalanceProtocol::Eager),
            (&[CooperativeSticky], RebalanceProtocol::Cooperative),
            (&[CooperativeSticky, Sticky], RebalanceProtocol::Eager),
        ] {
            assert_eq!(RebalanceProtocol::of(assignors), protocol, "{assignors:?}");
        }
    }

    #[test]
    fn static_members_come_first_in_the_order_of_their_instances() {
        let members = [
            member("a", None, &[]),
            member("c-10", None, &[]),
            member("c-9", None, &[]),
            member("x", Some("i2"), &[]),
            member("y", Some("i1"), &[]),
        ];
        let order: Vec<&str> = in_member_order(&members)
            .iter()
            .map(|member| member.member_id.as_str())
            .collect();
        assert_eq!(order, ["y", "x", "a", "c-10", "c-9"]);
    }

    #[test]
    fn members_without_partitions_have_an_entry() {
        for (assignor, _, _) in ASSIGNORS {
            let assign = |counts: &[(&str, i32)], members: &[AssignorMember]| {
                assignor.assign(&topics(counts), members, NO_GENERATION)
            };
            assert!(assign(&[("t", 3)], &[]).is_empty());
            let members = [member("a", None, &[]), member("b", None, &["gone"])];
            for counts in [vec![("t", 3)], vec![("gone", 0)], vec![("gone", -1)]] {
                let assignment = assign(&counts, &members);
                assert_eq!(assignment.len(), 2);
                assert!(assignment.values().all(Vec::is_empty), "{counts:?}");
            }
        }
    }
}
