//! The epoch of the leader.

use protocol::api::NO_LEADER_EPOCH;
use protocol::error::KafkaError;

/// The epoch of the leader: there is one broker, so that it never changes.
pub(super) const LEADER_EPOCH: i32 = 0;

/// Whether a client knows of the leader what the broker knows.
///
/// # Errors
/// `UNKNOWN_LEADER_EPOCH` for one to come, `FENCED_LEADER_EPOCH` for an old
/// one. Source: `Partition.checkCurrentLeaderEpoch`.
pub(super) fn check_leader_epoch(known: i32) -> Result<(), KafkaError> {
    match known {
        NO_LEADER_EPOCH | LEADER_EPOCH => Ok(()),
        known if known > LEADER_EPOCH => Err(KafkaError::UnknownLeaderEpoch),
        _ => Err(KafkaError::FencedLeaderEpoch),
    }
}
