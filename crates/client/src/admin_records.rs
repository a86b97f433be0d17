//! deleteRecords: whoever leads a partition is looked up, again and again,
//! until the partition is there or the time of the call is up.
//!
//! Source: `AdminApiDriver`, `PartitionLeaderStrategy` and
//! `DeleteRecordsHandler` in `clients/admin/internals` of Kafka 4.3.

use crate::metadata::{Backoff, Metadata};
use protocol::api::{
    DeleteRecordsRequest, DeleteRecordsResponse, DeletedRecords, MetadataResponse, RequestBody,
};
use protocol::connection::CorrelationId;
use protocol::error::KafkaError;
use protocol::exception::Exception;
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use protocol::sort::sort_by;
use protocol::topic_partition::TopicPartition;

/// `default.api.timeout.ms` of the admin client.
const DEFAULT_API_TIMEOUT_MS: Millis = 60_000;

/// What lookups are counted by, if something has to wait for them.
const BACKOFF: Backoff = Backoff {
    first_ms: 100,
    longest_ms: 1_000,
};

/// The partitions of a call, and below which offset their records go.
pub(super) type Asked = [(TopicPartition, Offset)];

/// A call of deleteRecords that has not come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Deletion {
    /// The last instant of the call.
    pub(super) deadline: Millis,
    /// How often it has looked for leaders.
    lookups: u32,
    /// What became of its partitions so far.
    pub(super) done: Vec<DeletedRecords>,
}

/// The request that looks for the leaders of partitions.
pub(super) fn find_leaders<'a>(
    partitions: impl Iterator<Item = &'a (TopicPartition, Offset)>,
) -> RequestBody {
    let topics = partitions.map(|(partition, _)| partition.topic.clone());
    let mut topics: Vec<Name> = topics.collect();
    sort_by(&mut topics, Ord::cmp);
    topics.dedup();
    Metadata::request(topics, false)
}

impl Deletion {
    /// A call that was made at `at`.
    pub(super) fn new(at: Millis) -> Self {
        Deletion {
            deadline: at + DEFAULT_API_TIMEOUT_MS,
            lookups: 0,
            done: Vec::new(),
        }
    }

    fn left<'a>(
        &'a self,
        asked: &'a Asked,
    ) -> impl Iterator<Item = &'a (TopicPartition, Offset)> + 'a {
        let is_done = |partition: &TopicPartition| {
            let mut done = self.done.iter();
            done.any(|done| done.partition == *partition)
        };
        asked
            .iter()
            .filter(move |(partition, _)| !is_done(partition))
    }

    /// Looks for the leaders of what is left; none where nothing is. There is
    /// no pause between lookups.
    pub(super) fn look_up(&mut self, asked: &Asked) -> Option<RequestBody> {
        self.left(asked).next()?;
        let request = find_leaders(self.left(asked));
        self.lookups += 1;
        Some(request)
    }

    /// Leaders were looked up: what is to be asked next, if anything is.
    pub(super) fn looked_up(
        &mut self,
        asked: &Asked,
        found: &MetadataResponse,
    ) -> Option<RequestBody> {
        let topic = |partition: &TopicPartition| {
            let mut topics = found.topics.iter();
            topics.find(|topic| topic.name == partition.topic)
        };
        let led = |partition: &TopicPartition| {
            topic(partition)
                .is_some_and(|topic| (0..topic.partitions).contains(&partition.partition))
        };
        let impossible: Vec<DeletedRecords> = self
            .left(asked)
            .filter_map(|(partition, _)| {
                let error = topic(partition)?.error;
                (!error.is_none() && !error.retriable()).then(|| DeletedRecords {
                    partition: partition.clone(),
                    error,
                    low_watermark: -1,
                })
            })
            .collect();
        self.done.extend(impossible);
        let left = self.left(asked);
        let partitions: Vec<(TopicPartition, Offset)> = left
            .filter(|(partition, _)| led(partition))
            .cloned()
            .collect();
        if partitions.is_empty() {
            return self.look_up(asked);
        }
        Some(RequestBody::DeleteRecords(DeleteRecordsRequest {
            partitions,
        }))
    }

    /// Records were deleted, or not: what is to be asked next, if anything is.
    pub(super) fn deleted(
        &mut self,
        asked: &Asked,
        answer: &DeleteRecordsResponse,
    ) -> Option<RequestBody> {
        let moved =
            |deleted: &&DeletedRecords| deleted.error == KafkaError::UnknownTopicOrPartition;
        let answers = answer.partitions.iter().filter(|deleted| !moved(deleted));
        self.done.extend(answers.cloned());
        self.look_up(asked)
    }

    /// What the call throws at `now`, when its time is up and this request is
    /// in flight. Source: `KafkaAdminClient.Call.handleTimeoutFailure`.
    pub(super) fn timed_out(&self, now: Millis, in_flight: Option<CorrelationId>) -> Exception {
        let name = "deleteRecords(api=METADATA)";
        let (deadline, tries) = (self.deadline, self.lookups);
        let next = now + BACKOFF.after(tries.saturating_sub(1));
        let timeout = Exception::timeout(format!("Call(callName={name}, deadlineMs={deadline}, tries={tries}, nextAllowedTryMs={next}) timed out at {now} after {tries} attempt(s)"));
        match in_flight {
            None => timeout,
            Some(id) => timeout.because(Exception::new(
                "DisconnectException",
                format!("Cancelled {name} request with correlation id {id} due to node 1 being disconnected"),
            )),
        }
    }
}
