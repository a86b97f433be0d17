//! ListOffsets.

use super::leader_epoch::{check_leader_epoch, LEADER_EPOCH};
use crate::context::Context;
use protocol::api::{
    IsolationLevel, ListOffsetsPartition, ListOffsetsRequest, ListOffsetsResponse, ListedOffset,
    EARLIEST_LOCAL_TIMESTAMP, EARLIEST_PENDING_UPLOAD_TIMESTAMP, EARLIEST_TIMESTAMP,
    LATEST_TIERED_TIMESTAMP, LATEST_TIMESTAMP, MAX_TIMESTAMP,
};
use protocol::error::KafkaError;
use protocol::java;
use protocol::record::{Millis, Offset};

/// Since which version each of the timestamps that mean something is known.
/// Source: `ReplicaManager.timestampMinSupportedVersion`.
const SINCE: [(Millis, i16); 6] = [
    (LATEST_TIMESTAMP, 1),
    (EARLIEST_TIMESTAMP, 1),
    (MAX_TIMESTAMP, 7),
    (EARLIEST_LOCAL_TIMESTAMP, 8),
    (LATEST_TIERED_TIMESTAMP, 9),
    (EARLIEST_PENDING_UPLOAD_TIMESTAMP, 11),
];

/// Answers ListOffsets. A partition that is named twice is refused, once.
/// Source: `ReplicaManager.fetchOffset`.
pub(crate) fn list_offsets(
    cx: &Context,
    version: i16,
    request: &ListOffsetsRequest,
) -> ListOffsetsResponse {
    let mut partitions: Vec<ListedOffset> = Vec::new();
    for asked in &request.partitions {
        let known = partitions
            .iter_mut()
            .find(|p| p.partition == asked.partition);
        if let Some(known) = known {
            *known = found(asked, Err(KafkaError::InvalidRequest));
            continue;
        }
        let isolation = request.isolation_level;
        let looked_up = look_up(cx, version, isolation, asked);
        partitions.push(found(asked, looked_up));
    }
    ListOffsetsResponse {
        partitions: java::scala_order(partitions, |found| &found.partition),
    }
}

fn found(
    asked: &ListOffsetsPartition,
    looked_up: Result<Option<(Millis, Offset)>, KafkaError>,
) -> ListedOffset {
    let error = looked_up.err().unwrap_or(KafkaError::None);
    let (timestamp, offset) = looked_up.ok().flatten().unwrap_or((-1, -1));
    ListedOffset {
        partition: asked.partition.clone(),
        error,
        timestamp,
        offset,
        leader_epoch: if offset >= 0 { LEADER_EPOCH } else { -1 },
    }
}

/// The timestamp and the offset that are asked for, if there are any.
/// Source: `Partition.fetchOffsetForTimestamp`.
fn look_up(
    cx: &Context,
    version: i16,
    isolation: IsolationLevel,
    asked: &ListOffsetsPartition,
) -> Result<Option<(Millis, Offset)>, KafkaError> {
    let timestamp = asked.timestamp;
    let since = SINCE.iter().find(|(special, _)| *special == timestamp);
    let known = since.map_or(timestamp >= 0, |(_, since)| *since <= version);
    if !known {
        return Err(KafkaError::UnsupportedVersion);
    }
    let log = cx.broker().log(&asked.partition);
    let log = log.ok_or(KafkaError::UnknownTopicOrPartition)?;
    check_leader_epoch(asked.current_leader_epoch)?;
    let below = match isolation {
        IsolationLevel::ReadCommitted => log.last_stable(),
        IsolationLevel::ReadUncommitted => log.high_watermark(),
    };
    Ok(match timestamp {
        LATEST_TIMESTAMP => Some((-1, below)),
        EARLIEST_TIMESTAMP | EARLIEST_LOCAL_TIMESTAMP => Some((-1, log.start())),
        LATEST_TIERED_TIMESTAMP | EARLIEST_PENDING_UPLOAD_TIMESTAMP => None,
        MAX_TIMESTAMP => log.max_timestamp().filter(|(_, offset)| *offset < below),
        timestamp => log
            .offset_for_time(timestamp)
            .filter(|(_, offset)| *offset < below),
    })
}
