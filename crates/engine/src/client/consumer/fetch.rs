//! Fetching ahead, and handing out what was fetched.
//! Source: `AbstractFetch`, `FetchCollector`, `CompletedFetch`.

use super::{Consumer, FetchState, Owned, ResetStrategy};
use crate::broker::batch::Batch;
use crate::client::assignor::RebalanceProtocol;
use crate::config::AutoOffsetReset;
use crate::error::KafkaError;
use crate::exception::Exception;
use crate::name::Name;
use crate::operation::ConsumerRecord;
use crate::protocol::{
    FetchPartition, FetchRequest, FetchResponse, FetchedPartition, IsolationLevel, RequestBody,
};
use crate::record::{Millis, Offset, Record};
use crate::topic_partition::TopicPartition;
use std::sync::Arc;

/// What was fetched of a partition and not yet returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buffered {
    /// The partition.
    pub partition: TopicPartition,
    /// Batches; records below the position are passed over.
    pub batches: Vec<Arc<Batch>>,
}

impl Buffered {
    /// Its records from `from` on.
    fn records(&self, from: Offset) -> impl Iterator<Item = ConsumerRecord> + '_ {
        self.batches
            .iter()
            .filter(move |batch| batch.end_offset() > from)
            .flat_map(move |batch| {
                let skip = (from - batch.base_offset).max(0) as usize;
                let first = batch.base_offset + skip as Offset;
                batch.records[skip..]
                    .iter()
                    .enumerate()
                    .map(move |(index, record)| ConsumerRecord {
                        partition: self.partition.clone(),
                        offset: first + index as Offset,
                        record: Record {
                            timestamp: batch.timestamp(record),
                            ..record.clone()
                        },
                    })
            })
    }

    /// The offset after its last record.
    fn end(&self) -> Offset {
        self.batches.last().map_or(0, |batch| batch.end_offset())
    }
}

impl Consumer {
    /// Records that were fetched and not yet returned.
    pub fn buffered(&self) -> usize {
        self.buffers
            .iter()
            .filter_map(|b| Some((b.end() - self.position(&b.partition)?).max(0) as usize))
            .sum()
    }

    /// What a poll returns now: up to max.poll.records, partition by
    /// partition, in the order in which the fetches came.
    pub(super) fn collect(&self) -> Arc<[ConsumerRecord]> {
        if self.pending_revocation() {
            return [].into();
        }
        self.buffers
            .iter()
            .filter_map(|b| Some((b, self.owned.get(&b.partition)?)))
            .filter(|(_, owned)| !owned.paused)
            .filter_map(|(b, owned)| Some((b, owned.position()?)))
            .flat_map(|(b, position)| b.records(position))
            .take(self.config.max_poll_records)
            .collect()
    }

    /// Whether all its partitions are about to be given up: while the commit
    /// before an eager rebalance is under way, positions must not move on.
    /// Source: `ConsumerCoordinator.maybeMarkPartitionsPendingRevocation`.
    fn pending_revocation(&self) -> bool {
        self.membership.committing && self.rebalance_protocol() == RebalanceProtocol::Eager
    }

    /// Positions move when poll returns the records.
    pub(super) fn return_records(&mut self, records: &[ConsumerRecord]) {
        for record in records {
            if let Some(owned) = self.owned.get_mut(&record.partition) {
                owned.state = FetchState::Fetching(record.offset + 1);
            }
        }
        let owned = &self.owned;
        self.buffers.retain(|b| {
            let position = owned.get(&b.partition).and_then(Owned::position);
            position.is_some_and(|position| b.end() > position)
        });
        self.fetch_ahead = true;
    }

    /// The fetch that can be sent now: partitions with a position, not paused,
    /// of which nothing is buffered; one request is in flight at a time.
    pub(super) fn fetch_request(&self) -> Option<RequestBody> {
        if self.link.waits_for("Fetch") || self.pending_revocation() {
            return None;
        }
        let partitions: Vec<FetchPartition> = self
            .owned
            .iter()
            .filter(|(partition, owned)| {
                !owned.paused
                    && !owned.missing
                    && !self.buffers.iter().any(|b| b.partition == **partition)
            })
            .filter_map(|(partition, owned)| {
                let max_bytes = self.config.max_partition_fetch_bytes;
                let partition = partition.clone();
                Some(FetchPartition::new(partition, owned.position()?, max_bytes))
            })
            .collect();
        if partitions.is_empty() {
            return None;
        }
        Some(RequestBody::Fetch(FetchRequest {
            max_wait_ms: self.config.fetch_max_wait_ms,
            min_bytes: self.config.fetch_min_bytes,
            max_bytes: self.config.fetch_max_bytes,
            isolation_level: IsolationLevel::ReadUncommitted,
            session_id: 0,
            session_epoch: -1,
            partitions,
        }))
    }

    /// A fetch was answered.
    pub(super) fn fetched(&mut self, at: Millis, request: &FetchRequest, response: &FetchResponse) {
        for asked in &request.partitions {
            let answer = response
                .partitions
                .iter()
                .find(|answer| answer.partition == asked.partition);
            // What was asked before a seek or a rebalance is of no use now.
            let current = self.position(&asked.partition) == Some(asked.fetch_offset);
            if let Some(answer) = answer.filter(|_| current) {
                self.fetched_partition(at, asked.fetch_offset, answer);
            }
        }
    }

    fn fetched_partition(&mut self, at: Millis, offset: Offset, answer: &FetchedPartition) {
        let Some(owned) = self.owned.get_mut(&answer.partition) else {
            return;
        };
        match answer.error {
            KafkaError::None => {
                owned.high_watermark = Some(answer.high_watermark);
                if !answer.batches.is_empty() {
                    self.buffers.push_back(Buffered {
                        partition: answer.partition.clone(),
                        batches: answer.batches.clone(),
                    });
                }
            }
            KafkaError::OffsetOutOfRange => {
                match ResetStrategy::of(self.config.auto_offset_reset) {
                    Some(strategy) => owned.state = FetchState::AwaitingReset(strategy),
                    None => self.errors.push_back((answer.partition.clone(), offset)),
                }
            }
            _ => {
                owned.missing = true;
                if !self.metadata.stale {
                    self.metadata.stale = true;
                    self.metadata.retry_at = at + self.config.retry_backoff_ms;
                }
            }
        }
    }

    /// What a poll throws of offsets that were out of range and still are
    /// where it reads.
    pub(super) fn fetch_error(&self) -> Option<Exception> {
        let still = |error: &&(TopicPartition, Offset)| self.position(&error.0) == Some(error.1);
        let (partition, offset) = self.errors.iter().find(still)?;
        Some(out_of_range(*offset, partition))
    }

    /// A poll has thrown what there was to throw.
    pub(super) fn forget_error(&mut self) {
        if self.membership.error.take().is_none() {
            let owned = &self.owned;
            self.errors.retain(|(partition, offset)| {
                let position = owned.get(partition).and_then(Owned::position);
                position == Some(*offset)
            });
            self.errors.pop_front();
        }
    }

    /// Topics that cannot be: a poll throws their names.
    pub(super) fn invalid_topics(&self) -> Option<Exception> {
        if self.link.waits_for("Metadata") {
            return None;
        }
        let invalid = |topic: &&Name| {
            self.metadata.errors.get(*topic) == Some(&KafkaError::InvalidTopicException)
        };
        let names: Vec<&str> = self
            .subscription
            .topics()
            .filter(invalid)
            .map(|topic| topic.as_str())
            .collect();
        (!names.is_empty()).then(|| Exception {
            message: format!("Invalid topics: [{}]", names.join(", ")),
            ..Exception::of(KafkaError::InvalidTopicException)
        })
    }

    /// Partitions for which nothing was committed and no policy helps.
    pub(super) fn no_offset(&self) -> Option<Exception> {
        if self.config.auto_offset_reset != AutoOffsetReset::None {
            return None;
        }
        let without: Vec<TopicPartition> = self
            .owned
            .iter()
            .filter(|(_, owned)| owned.state == FetchState::NoCommit)
            .map(|(partition, _)| partition.clone())
            .collect();
        if without.is_empty() {
            return None;
        }
        // Kafka lists them in the order of a hash set.
        let ordered = crate::java::hash_map_order(
            without,
            crate::java::topic_partition_hash,
            crate::java::DEFAULT_CAPACITY,
        );
        let names: Vec<String> = ordered.iter().map(ToString::to_string).collect();
        Some(Exception::new(
            "NoOffsetForPartitionException",
            format!(
                "Undefined offset with no reset policy for partitions: [{}]",
                names.join(", ")
            ),
        ))
    }
}

fn out_of_range(offset: Offset, partition: &TopicPartition) -> Exception {
    Exception {
        // The consumer's own exception is another class than the protocol's.
        error: None,
        ..Exception::new("OffsetOutOfRangeException", format!("Fetch position FetchPosition{{offset={offset}, offsetEpoch=Optional.empty, currentLeader=LeaderAndEpoch{{leader=Optional[localhost:9092 (id: 1 rack: null isFenced: false)], epoch=0}}}} is out of range for partition {partition}"))
    }
}
