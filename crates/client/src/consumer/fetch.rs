//! Fetching ahead, and handing out what was fetched.
//! Source: `AbstractFetch`, `FetchCollector`, `CompletedFetch`, `FetchBuffer`,
//! `FetchSessionHandler`.

use super::{Consumer, FetchState, Owned};
use crate::assignor::RebalanceProtocol;
use crate::config::AutoOffsetReset;
use crate::outcome::ConsumerRecord;
use protocol::api::{FetchPartition, FetchRequest, FetchResponse, FetchedPartition, RequestBody};
use protocol::batch::Batch;
use protocol::error::KafkaError;
use protocol::exception::Exception;
use protocol::java;
use protocol::record::{Offset, Record};
use protocol::topic_partition::TopicPartition;
use std::collections::VecDeque;
use std::sync::Arc;

/// The leader epoch of whatever is read: with one broker, leadership never
/// moves.
pub(super) const LEADER_EPOCH: i32 = 0;

/// What was fetched of a partition and not yet returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Buffered {
    partition: TopicPartition,
    /// The position that it continues; at another one it is of no use.
    next: Offset,
    /// Batches; records below the position are passed over.
    batches: Vec<Arc<Batch>>,
    /// High watermark and last stable offset, until a poll has taken note.
    ends: Option<(Offset, Offset)>,
    /// Whether the answer was that there is no such offset.
    out_of_range: bool,
}

impl Buffered {
    /// The partition.
    pub(super) fn partition(&self) -> &TopicPartition {
        &self.partition
    }

    /// Its records.
    fn records(&self) -> impl Iterator<Item = ConsumerRecord> + '_ {
        let from = self.next;
        self.batches
            .iter()
            .filter(move |batch| batch.end_offset() > from)
            .flat_map(move |batch| {
                let records = batch.offsets_from(from);
                records.map(move |(offset, record)| ConsumerRecord {
                    partition: self.partition.clone(),
                    offset,
                    log_append_time: batch.log_append_time(),
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

/// The order in which the broker reads a client's partitions: that of its
/// fetch session (KIP-227). A partition that gave records goes to the end, and
/// so does one that comes (again) into the session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FetchSession {
    /// The partitions of the session.
    order: Vec<TopicPartition>,
    /// Whether the session has had an answer.
    established: bool,
}

/// What a poll takes out of the buffers.
pub(super) struct Collected {
    /// The records that it returns.
    pub records: Vec<ConsumerRecord>,
    /// What stays buffered.
    left: VecDeque<Buffered>,
    /// What was begun: new positions, and ends that were noted.
    begun: Vec<Begun>,
    /// A position that is out of range, before any record.
    pub out_of_range: Option<(TopicPartition, Offset)>,
}

struct Begun {
    partition: TopicPartition,
    ends: Option<(Offset, Offset)>,
    position: Option<Offset>,
}

impl Consumer {
    /// Records that were fetched and not yet returned.
    pub fn buffered(&self) -> usize {
        self.buffers
            .iter()
            .filter(|b| self.position(&b.partition) == Some(b.next) && !b.out_of_range)
            .map(|b| b.records().count())
            .sum()
    }

    /// What a poll returns now: up to `max.poll.records`, partition by
    /// partition, in the order in which the fetches came. What is paused goes
    /// to the back of the queue; what continues another position is dropped.
    /// Source: `FetchCollector.collectFetch`.
    pub(super) fn collect(&self) -> Collected {
        let mut queue = self.buffers.clone();
        let mut paused = VecDeque::new();
        let mut collected = Collected {
            records: Vec::new(),
            left: VecDeque::new(),
            begun: Vec::new(),
            out_of_range: None,
        };
        if self.pending_revocation() {
            collected.left = queue;
            return collected;
        }
        while collected.records.len() < self.at_most() {
            let Some(mut next) = queue.pop_front() else {
                break;
            };
            let Some(owned) = self.owned.get(&next.partition) else {
                continue;
            };
            if owned.position() != Some(next.next) {
                continue;
            }
            if next.out_of_range {
                if collected.records.is_empty() {
                    collected.out_of_range = Some((next.partition, next.next));
                } else {
                    queue.push_front(next);
                }
                break;
            }
            let ends = next.ends.take();
            if owned.paused() {
                paused.extend((!next.batches.is_empty()).then_some(next.clone()));
                collected.begun.extend(ends.map(|ends| Begun {
                    partition: next.partition.clone(),
                    ends: Some(ends),
                    position: None,
                }));
                continue;
            }
            let room = self.at_most() - collected.records.len();
            let before = collected.records.len();
            collected.records.extend(next.records().take(room));
            let taken = &collected.records[before..];
            // Behind the last record is where its batch ends, also when the
            // log cleaner took out what stood there (`CompletedFetch`).
            let position = match taken.last() {
                Some(last) if taken.len() == room => Some(last.offset + 1),
                _ => (!next.batches.is_empty()).then(|| next.end().max(next.next)),
            };
            collected.begun.push(Begun {
                partition: next.partition.clone(),
                ends,
                position,
            });
            if let Some(position) = position.filter(|position| *position < next.end()) {
                next.next = position;
                queue.push_front(next);
            }
        }
        queue.extend(paused);
        collected.left = queue;
        collected
    }

    /// Whether all its partitions are about to be given up: while the commit
    /// before an eager rebalance is under way, positions must not move on.
    /// Source: `ConsumerCoordinator.maybeMarkPartitionsPendingRevocation`.
    fn pending_revocation(&self) -> bool {
        self.membership.commits_until().is_some()
            && self.rebalance_protocol() == RebalanceProtocol::Eager
    }

    /// Whether a poll that returns nothing would still leave the buffers
    /// otherwise than it found them.
    pub(super) fn tidies(&self, collected: &Collected) -> bool {
        collected.left.len() != self.buffers.len()
    }

    /// How many records a poll returns at most. An error has the place of one.
    fn at_most(&self) -> usize {
        let most = self.config.max_poll_records;
        match self.exceeded && most > 1 {
            true => most - 1,
            false => most,
        }
    }

    /// A poll has taken from the buffers: positions move when it returns.
    pub(super) fn take_collected(&mut self) {
        let collected = self.collect();
        for begun in collected.begun {
            let Some(owned) = self.owned.get_mut(&begun.partition) else {
                continue;
            };
            if let Some((high_watermark, last_stable)) = begun.ends {
                owned.note_ends(high_watermark, last_stable);
            }
            if let Some(position) = begun.position {
                owned.read_to(position, LEADER_EPOCH);
            }
        }
        self.buffers = collected.left;
    }

    /// Whether the partition may be fetched: it has a position and a leader,
    /// and neither the application nor a rebalance holds it back.
    fn is_fetchable(&self, partition: &TopicPartition, owned: &Owned) -> bool {
        !owned.paused()
            && !owned.is_missing()
            && owned.position().is_some()
            && self.metadata.has_leader(partition)
            && !self.buffers.iter().any(|b| b.partition == *partition)
    }

    /// The fetch that can be sent now: partitions with a position, not paused,
    /// of which nothing is buffered; one request is in flight at a time.
    /// Source: `AbstractFetch.prepareFetchRequests`.
    pub(super) fn fetch_request(&self) -> Option<RequestBody> {
        if self.link.waits_for("Fetch") || self.pending_revocation() {
            return None;
        }
        let owned = self.owned.iter();
        let mut fetchable: Vec<TopicPartition> = owned
            .filter(|(partition, owned)| self.is_fetchable(partition, owned))
            .map(|(partition, _)| partition.clone())
            .collect();
        if fetchable.is_empty() {
            return None;
        }
        let session = &self.session.order;
        let mut order: Vec<TopicPartition> = session
            .iter()
            .filter(|partition| fetchable.contains(partition))
            .cloned()
            .collect();
        fetchable.retain(|partition| !order.contains(partition));
        // The client walks them in the order of a hash set.
        let capacity = java::capacity_of_copy(fetchable.len()).max(java::DEFAULT_CAPACITY);
        order.extend(java::hash_map_order(
            fetchable,
            java::topic_partition_hash,
            capacity,
        ));
        let partitions = order
            .into_iter()
            .filter_map(|partition| {
                let position = self.position(&partition)?;
                let max_bytes = self.config.max_partition_fetch_bytes;
                Some(FetchPartition {
                    current_leader_epoch: LEADER_EPOCH,
                    ..FetchPartition::new(partition, position, max_bytes)
                })
            })
            .collect();
        Some(RequestBody::Fetch(FetchRequest {
            max_wait_ms: self.config.fetch_max_wait_ms,
            min_bytes: self.config.fetch_min_bytes,
            max_bytes: self.config.fetch_max_bytes,
            isolation_level: self.config.isolation_level,
            session_id: 0,
            session_epoch: -1,
            partitions,
        }))
    }

    /// A fetch was sent: the session has its partitions, in its order.
    pub(super) fn fetch_sent(&mut self, request: &FetchRequest) {
        let partitions = request.partitions.iter();
        self.session.order = partitions.map(|p| p.partition.clone()).collect();
        self.fetch_ahead = false;
    }

    /// A fetch was answered.
    pub(super) fn fetched(&mut self, request: &FetchRequest, response: &FetchResponse) {
        for answer in &response.partitions {
            let asked = request.partitions.iter();
            let asked = asked.clone().find(|p| p.partition == answer.partition);
            if let Some(asked) = asked {
                self.fetched_partition(asked.fetch_offset, answer);
            }
        }
        if self.session.established {
            for answer in &response.partitions {
                let order = &mut self.session.order;
                let place = order.iter().position(|p| *p == answer.partition);
                if let Some(place) = place.filter(|_| !answer.batches.is_empty()) {
                    let moved = order.remove(place);
                    order.push(moved);
                }
            }
        }
        self.session.established = true;
    }

    fn fetched_partition(&mut self, offset: Offset, answer: &FetchedPartition) {
        let polling = self.polling() && self.buffers.is_empty();
        let Some(owned) = self.owned.get_mut(&answer.partition) else {
            return;
        };
        match answer.error {
            KafkaError::None if answer.batches.is_empty() && polling => {
                if owned.position() == Some(offset) {
                    owned.note_ends(answer.high_watermark, answer.last_stable);
                }
            }
            KafkaError::None | KafkaError::OffsetOutOfRange => {
                self.buffers.push_back(Buffered {
                    partition: answer.partition.clone(),
                    next: offset,
                    batches: answer.batches.clone(),
                    ends: Some((answer.high_watermark, answer.last_stable)),
                    out_of_range: !answer.error.is_none(),
                });
            }
            _ => {
                owned.not_found();
                self.metadata.request_update(self.config.retry_backoff_ms);
            }
        }
    }

    /// What a poll throws of a position that is out of range.
    /// Source: `FetchCollector.handleInitializeErrors`.
    pub(super) fn out_of_range(&self, partition: &TopicPartition, offset: Offset) -> Exception {
        let epoch = self.owned.get(partition).and_then(Owned::offset_epoch);
        let epoch = epoch.map_or("Optional.empty".to_owned(), |epoch| {
            ["Optional[", &epoch.to_string(), "]"].concat()
        });
        Exception {
            // The consumer's own exception is another class than the protocol's.
            error: None,
            ..Exception::new("OffsetOutOfRangeException", format!("Fetch position FetchPosition{{offset={offset}, offsetEpoch={epoch}, currentLeader=LeaderAndEpoch{{leader=Optional[localhost:9092 (id: 1 rack: null isFenced: false)], epoch={LEADER_EPOCH}}}}} is out of range for partition {partition}"))
        }
    }

    /// Partitions for which nothing was committed and no policy helps.
    pub(super) fn no_offset(&self) -> Option<Exception> {
        if self.config.auto_offset_reset != AutoOffsetReset::None {
            return None;
        }
        let without: Vec<TopicPartition> = self
            .owned
            .iter()
            .filter(|(_, owned)| owned.state() == FetchState::NoCommit)
            .map(|(partition, _)| partition.clone())
            .collect();
        if without.is_empty() {
            return None;
        }
        // Kafka lists them in the order of a hash set.
        let ordered =
            java::hash_map_order(without, java::topic_partition_hash, java::DEFAULT_CAPACITY);
        let names: Vec<String> = ordered.iter().map(ToString::to_string).collect();
        Some(Exception::new(
            "NoOffsetForPartitionException",
            [
                "Undefined offset with no reset policy for partitions: [",
                &names.join(", "),
                "]",
            ]
            .concat(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::batch::Batch;

    #[test]
    fn a_buffer_passes_over_gaps() {
        let record = |timestamp| Record {
            key: None,
            value: None,
            headers: Arc::from([]),
            timestamp,
        };
        let whole = Batch::seal((0..5).map(record).collect()).at(10);
        let left = whole.retain(|offset, _| offset == 11 || offset == 13);
        let mut buffered = Buffered {
            partition: TopicPartition::new("orders", 0),
            next: 10,
            batches: vec![Arc::new(left.unwrap())],
            ends: None,
            out_of_range: false,
        };
        let offsets = |buffered: &Buffered| -> Vec<Offset> {
            buffered.records().map(|record| record.offset).collect()
        };
        assert_eq!(offsets(&buffered), [11, 13]);
        buffered.next = 12;
        assert_eq!(offsets(&buffered), [13]);
        assert_eq!(buffered.records().next().unwrap().record.timestamp, 3);
        buffered.next = 14;
        assert!(offsets(&buffered).is_empty());
        assert_eq!(buffered.end(), 15);
    }
}
