//! Retention: which segments go, and when it is looked.

use super::Log;
use crate::broker::Broker;
use crate::config::TopicConfig;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;

/// Why segments are deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breach {
    /// They are below the log start.
    LogStart,
    /// The log is larger than `retention.bytes`.
    Size,
    /// Their records are older than `retention.ms`.
    Time,
}

impl Breach {
    /// The order in which a check looks for them. Without delete in
    /// `cleanup.policy` it looks for the first one only.
    /// Source: `UnifiedLog.deleteOldSegments`.
    pub(crate) fn looked_for(config: &TopicConfig) -> &'static [Breach] {
        match config.delete {
            true => &[Breach::LogStart, Breach::Size, Breach::Time],
            false => &[Breach::LogStart],
        }
    }
}

impl Log {
    /// How many segments a check would delete for this reason at `now`,
    /// oldest first. The walk ends at the first one that stays. The active one
    /// may be among them, unless it is empty.
    ///
    /// Source: `UnifiedLog.deletableSegments` and its three predicates.
    pub fn deletable(&self, breach: Breach, now: Millis, config: &TopicConfig) -> usize {
        let mut over = match breach {
            Breach::Size => self.over_size(config),
            _ => None,
        };
        let mut count = 0;
        while count < self.segments.len() {
            let segment = &self.segments[count];
            let last = count + 1 == self.segments.len();
            let goes = match breach {
                Breach::LogStart => !last && self.segment_end(count) <= self.start,
                Breach::Size => {
                    over = over.and_then(|over| over.checked_sub(segment.bytes()));
                    over.is_some()
                }
                Breach::Time => {
                    let age = now.saturating_sub(segment.largest_timestamp());
                    config.retention_ms >= 0 && age > config.retention_ms
                }
            };
            let empty = last && segment.bytes() == 0;
            if !goes || empty || self.high_watermark() < self.segment_end(count) {
                break;
            }
            count += 1;
        }
        count
    }

    /// How many bytes the log has beyond `retention.bytes`, if it has as many.
    fn over_size(&self, config: &TopicConfig) -> Option<u64> {
        let limit = u64::try_from(config.retention_bytes).ok()?;
        self.bytes.checked_sub(limit)
    }

    /// From when on a check would delete something, if nothing else happens.
    /// The walk begins at the oldest segment, so that it decides.
    fn breached_from(&self, config: &TopicConfig) -> Option<Millis> {
        let reasons = Breach::looked_for(config);
        let now = |breach: &&Breach| self.deletable(**breach, Millis::MIN, config) > 0;
        if reasons
            .iter()
            .filter(|b| **b != Breach::Time)
            .any(|b| now(&b))
        {
            return Some(Millis::MIN);
        }
        let oldest = &self.segments[0];
        let timed = config.delete && config.retention_ms >= 0 && self.bytes > 0;
        timed.then(|| {
            let expires = oldest
                .largest_timestamp()
                .saturating_add(config.retention_ms);
            expires.saturating_add(1)
        })
    }
}

/// When the next check of a log that changes something is due: the first one
/// after `now` that finds something. Checks that find nothing are skipped.
///
/// The broker checks logs that are not compacted every
/// `log.retention.check.interval.ms` from `log.initial.task.delay.ms` after
/// its start on; the log cleaner checks the compacted ones each
/// time that it has rested for `log.cleaner.backoff.ms`.
/// Source: `LogManager.startup`, `LogManager.cleanupLogs`, `LogCleaner`.
pub(crate) fn retention_tick(
    broker: &Broker,
    partition: &TopicPartition,
    now: Millis,
) -> Option<Millis> {
    let start = broker.started();
    let log = broker.log(partition)?;
    let config = &broker.topic(&partition.topic)?.config;
    let from = log.breached_from(config)?.max(now.saturating_add(1));
    let (first, interval) = match config.compact {
        true => (start, broker.config().cleaner_backoff_ms.max(1)),
        false => (
            start.saturating_add(broker.config().initial_task_delay_ms),
            broker.config().retention_check_interval_ms.max(1),
        ),
    };
    let wait = from.saturating_sub(first).max(0);
    let checks = wait / interval + Millis::from(wait % interval > 0);
    first.checked_add(checks.checked_mul(interval)?)
}
