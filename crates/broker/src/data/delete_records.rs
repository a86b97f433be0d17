//! DeleteRecords.

use crate::context::Context;
use crate::log::Log;
use crate::BrokerEvent;
use protocol::api::{DeleteRecordsRequest, DeleteRecordsResponse, DeletedRecords, HIGH_WATERMARK};
use protocol::error::KafkaError;
use protocol::java;
use protocol::record::Offset;
use protocol::topic_name;
use protocol::topic_partition::TopicPartition;

/// Moves log starts. Of a partition that is named twice the last offset
/// counts. Source: `KafkaApis.handleDeleteRecordsRequest`.
pub(crate) fn delete_records(
    cx: &mut Context,
    request: &DeleteRecordsRequest,
) -> DeleteRecordsResponse {
    let mut asked: Vec<(TopicPartition, Offset)> = Vec::new();
    for (partition, offset) in &request.partitions {
        match asked.iter_mut().find(|(known, _)| known == partition) {
            Some((_, known)) => *known = *offset,
            None => asked.push((partition.clone(), *offset)),
        }
    }
    let partitions = asked.into_iter().map(|(partition, offset)| {
        let deleted = delete_below(cx, &partition, offset);
        DeletedRecords {
            error: deleted.err().unwrap_or(KafkaError::None),
            low_watermark: deleted.unwrap_or(-1),
            partition,
        }
    });
    DeleteRecordsResponse {
        partitions: java::scala_order(partitions.collect(), |deleted| &deleted.partition),
    }
}

/// Moves the start of one log, unless it is there or beyond already; answers
/// where it stands.
///
/// # Errors
/// Why the records stay. The topic's policy is looked at before the offset.
/// Source: `Partition.deleteRecordsOnLeader`.
fn delete_below(
    cx: &mut Context,
    partition: &TopicPartition,
    offset: Offset,
) -> Result<Offset, KafkaError> {
    let log = cx.broker().log(partition);
    let log = log.ok_or(KafkaError::UnknownTopicOrPartition)?;
    let (start, high_watermark) = (log.start(), log.high_watermark());
    if topic_name::is_internal(&partition.topic) {
        return Err(KafkaError::InvalidTopicException);
    }
    let config = &cx.broker().topics()[&partition.topic].config;
    if config.compact && !config.delete {
        return Err(KafkaError::PolicyViolation);
    }
    let to = match offset {
        HIGH_WATERMARK => high_watermark,
        offset => offset,
    };
    if !(0..=high_watermark).contains(&to) {
        return Err(KafkaError::OffsetOutOfRange);
    }
    if to > start {
        cx.emit(BrokerEvent::LogStartMoved {
            partition: partition.clone(),
            to,
        });
    }
    Ok(cx.broker().log(partition).map_or(to, Log::start))
}
