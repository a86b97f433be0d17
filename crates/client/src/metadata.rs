//! What a client knows of topics.

use protocol::api::{MetadataRequest, MetadataResponse, RequestBody};
use protocol::error::KafkaError;
use protocol::map::Map;
use protocol::name::Name;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;

/// What a client knows of topics, and how old that is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Partition counts of topics that there are.
    pub topics: Map<Name, i32>,
    /// Topics that it asked for and could not get, and why.
    pub errors: Map<Name, KafkaError>,
    /// When it was told last; none before the first time.
    pub updated: Option<Millis>,
    /// When it may ask again after an error.
    pub retry_at: Millis,
    /// Whether something showed that what it knows is wrong.
    pub stale: bool,
    /// How often in a row the answer was the one before: whoever asks for what
    /// is not there asks less and less often.
    pub same: u32,
}

/// How long a client waits before it tries again: `retry.backoff.ms`, and each
/// time twice as long, up to `retry.backoff.max.ms`. Kafka adds up to a fifth
/// by chance, which is left out.
/// Source: `ExponentialBackoff`, KIP-580.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Backoff {
    /// `retry.backoff.ms`.
    pub first_ms: Millis,
    /// `retry.backoff.max.ms`.
    pub longest_ms: Millis,
}

impl Backoff {
    /// How long to wait after so many attempts that failed before.
    pub fn after(self, attempts: u32) -> Millis {
        let longest = self.first_ms.max(self.longest_ms);
        let wait = self.first_ms.saturating_mul(1 << attempts.min(20));
        wait.min(longest)
    }
}

impl Metadata {
    /// Takes in what the broker told.
    pub(crate) fn update(&mut self, at: Millis, backoff_ms: Millis, response: &MetadataResponse) {
        self.updated = Some(at);
        self.stale = false;
        for topic in &response.topics {
            if topic.error.is_none() {
                self.topics.insert(topic.name.clone(), topic.partitions);
                self.errors.remove(&topic.name);
            } else {
                self.topics.remove(&topic.name);
                self.errors.insert(topic.name.clone(), topic.error);
                self.retry_at = at + backoff_ms;
            }
        }
    }

    /// Takes in what the broker told of all that a consumer is interested in;
    /// what it does not name is of no interest any more.
    /// Source: `ConsumerMetadata`, `Metadata.equivalentResponseCount`.
    pub(crate) fn replace(&mut self, at: Millis, backoff: Backoff, response: &MetadataResponse) {
        let topics = std::mem::take(&mut self.topics);
        let errors = std::mem::take(&mut self.errors);
        self.update(at, backoff.first_ms, response);
        let same = topics == self.topics && errors == self.errors;
        self.same = if same { self.same.saturating_add(1) } else { 0 };
        self.retry_at = at + backoff.after(self.same);
    }

    /// Something showed that what it knows is wrong: it asks again as soon as
    /// the last answer is `backoff_ms` old.
    pub(crate) fn request_update(&mut self, backoff_ms: Millis) {
        self.stale = true;
        let updated = self.updated.map_or(0, |updated| updated + backoff_ms);
        self.retry_at = self.retry_at.max(updated);
    }

    /// It is interested in other topics than before: it asks at once.
    /// Source: `Metadata.requestUpdateForNewTopics`.
    pub(crate) fn request_new_topics(&mut self) {
        self.stale = true;
        self.retry_at = 0;
    }

    /// Whether it knows who leads a partition.
    pub fn has_leader(&self, partition: &TopicPartition) -> bool {
        let count = self.topics.get(&partition.topic);
        count.is_some_and(|count| (0..*count).contains(&partition.partition))
    }

    /// Whether it has to ask about these topics now: one of them is not known,
    /// or what it knows is too old or wrong.
    pub fn wanted<'a>(
        &self,
        now: Millis,
        max_age_ms: Millis,
        mut topics: impl Iterator<Item = &'a Name>,
    ) -> bool {
        if now < self.retry_at {
            return false;
        }
        let old = self
            .updated
            .is_none_or(|updated| now - updated >= max_age_ms);
        self.stale || topics.any(|topic| old || !self.topics.contains_key(topic))
    }

    /// The request that asks about topics.
    pub fn request(topics: Vec<Name>, allow_auto_topic_creation: bool) -> RequestBody {
        RequestBody::Metadata(MetadataRequest {
            topics: Some(topics),
            topic_ids: Vec::new(),
            allow_auto_topic_creation,
        })
    }
}
