//! What happens in a consumer.

use super::committing::Committing;
use super::sought::Lookup;
use crate::call::Offsets;
use protocol::exception::Exception;
use protocol::topic_partition::TopicPartition;

/// What happens in a consumer, beside what it does on the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsumerEvent {
    /// Partitions are given up, and the rebalance listener is told. With an
    /// eager protocol it may be told of none.
    Revoked {
        /// Which.
        partitions: Vec<TopicPartition>,
        /// Whether they were lost: somebody else may have them already.
        lost: bool,
        /// At which point.
        point: RevokedAt,
    },
    /// It is ready to join, and there was nothing to give up.
    JoinPrepared,
    /// It took its assignment, and the rebalance listener was told.
    Assigned {
        /// Which partitions are new: with an eager protocol, all. What else it
        /// owns it has kept.
        partitions: Vec<TopicPartition>,
    },
    /// Its assignment has topics that it does not subscribe to any more: it
    /// takes nothing of it and joins again.
    AssignmentRejected,
    /// A static member polled too late: it is in no generation any more, and
    /// tells nobody.
    MembershipGivenUp,
    /// A commit was prepared; it goes out when the coordinator is known.
    CommitPrepared(Committing),
    /// A commit was refused before it was sent: the consumer is in no
    /// generation.
    CommitRefused,
    /// A commit callback was told.
    CallbackInvoked {
        /// What was to be committed.
        offsets: Offsets,
        /// What went wrong, if something did.
        error: Option<Exception>,
    },
    /// Offsets are to be looked up.
    LookupPrepared(Lookup),
    /// A poll threw away what it had fetched of positions that it left.
    BuffersTidied,
    /// The coordinator was silent for too long.
    CoordinatorLost,
    /// A partition without a valid offset starts over by its reset policy.
    ResetNeeded {
        /// Which partitions.
        partitions: Vec<TopicPartition>,
    },
    /// It stopped waiting for a commit that was to precede the rebalance.
    CommitGivenUp,
}

/// At which point of a rebalance partitions are given up.
/// Source: `ConsumerCoordinator.onJoinPrepare`, `onJoinComplete` and
/// `onLeavePrepare`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevokedAt {
    /// Before it joins.
    Join,
    /// When it has its assignment: with a cooperative protocol, what it is not
    /// to have any more. It joins again at once, so that others get it.
    Assignment,
    /// Before it leaves.
    Leave,
}
