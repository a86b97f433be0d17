//! What members of a group had, and claim.

use protocol::map::{Map, Set};
use protocol::topic_partition::TopicPartition;

/// What a member says that it had, and in which generation it got it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberData {
    /// The partitions.
    pub partitions: Vec<TopicPartition>,
    /// The generation, or `NO_GENERATION` where the member does not say.
    pub generation: i32,
}

/// What the members claim.
pub(super) struct Claims {
    /// What each member keeps of what it owned, members in the order given.
    pub owned: Vec<Vec<TopicPartition>>,
    /// What two members claim that got it in the same generation.
    pub doubly: Set<TopicPartition>,
    /// Whether all subscribe to the same topics.
    pub equal: bool,
}

/// Partitions that go from one member to another, with the new owner's place
/// among the members.
pub(super) type Transfers = Map<TopicPartition, usize>;
