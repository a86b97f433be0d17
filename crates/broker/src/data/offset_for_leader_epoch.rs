//! OffsetForLeaderEpoch.

use super::leader_epoch::{check_leader_epoch, LEADER_EPOCH};
use crate::context::Context;
use protocol::api::{
    EpochEndOffset, OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse,
    OffsetForLeaderPartition, NO_LEADER_EPOCH,
};
use protocol::error::KafkaError;
use protocol::record::Offset;

/// Answers OffsetForLeaderEpoch.
/// Source: `ReplicaManager.lastOffsetForLeaderEpoch`.
pub(crate) fn offset_for_leader_epoch(
    cx: &Context,
    request: &OffsetForLeaderEpochRequest,
) -> OffsetForLeaderEpochResponse {
    let partitions = request.partitions.iter().map(|asked| {
        let ended = look_up(cx, asked);
        let (leader_epoch, end_offset) = ended.ok().flatten().unwrap_or((-1, -1));
        EpochEndOffset {
            partition: asked.partition.clone(),
            error: ended.err().unwrap_or(KafkaError::None),
            leader_epoch,
            end_offset,
        }
    });
    OffsetForLeaderEpochResponse {
        partitions: partitions.collect(),
    }
}

/// The epoch that the log has, up to the one that is asked about, and where it
/// ended: the only epoch there ever was goes on, so that its end is the log's.
/// An epoch before it ended where it began; of one to come nothing is known.
/// Source: `Partition.lastOffsetForLeaderEpoch`,
/// `LeaderEpochFileCache.endOffsetFor`.
fn look_up(
    cx: &Context,
    asked: &OffsetForLeaderPartition,
) -> Result<Option<(i32, Offset)>, KafkaError> {
    let log = cx.broker().log(&asked.partition);
    let log = log.ok_or(KafkaError::UnknownTopicOrPartition)?;
    check_leader_epoch(asked.current_leader_epoch)?;
    Ok(match asked.leader_epoch {
        LEADER_EPOCH => Some((LEADER_EPOCH, log.end())),
        epoch if epoch < NO_LEADER_EPOCH => Some((epoch, log.start())),
        _ => None,
    })
}
