//! Checks of logs for segments that are not kept any longer.

use crate::context::Context;
use crate::event::BrokerEvent;
use crate::log::Breach;
use protocol::topic_partition::TopicPartition;

/// Checks a log, and deletes the segments that retention does not keep. Where
/// all go, a new one is rolled first: a log always has a segment.
pub(crate) fn retention_is_due(cx: &mut Context, partition: &TopicPartition) {
    let reasons = match cx.broker().topic(&partition.topic) {
        Some(topic) => Breach::looked_for(&topic.config),
        None => return,
    };
    for reason in reasons {
        let Some(log) = cx.broker().log(partition) else {
            return;
        };
        let config = &cx.broker().topics()[&partition.topic].config;
        let count = log.deletable(*reason, cx.now(), config);
        if count == 0 {
            continue;
        }
        let up_to = log.segment_end(count - 1);
        if count == log.segments().len() {
            cx.emit(BrokerEvent::SegmentRolled {
                partition: partition.clone(),
                base_offset: up_to,
            });
        }
        cx.emit(BrokerEvent::SegmentsDeleted {
            partition: partition.clone(),
            up_to,
            reason: *reason,
        });
    }
}
