//! What a client knows of topics.
//!
//! It is as old as the last answer (`metadata.max.age.ms`), and wrong where the cluster has
//! changed since: what a client does then is what one wants to see.
//!
//! *Read next: [`producer`](crate::producer), who writes.*

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
    topics: Map<Name, i32>,
    /// Topics that it asked for and could not get, and why.
    errors: Map<Name, KafkaError>,
    /// When it was told last; none before the first time.
    updated: Option<Millis>,
    /// When it may ask again after an error.
    retry_at: Millis,
    /// Whether it is to ask again as soon as it may: something showed that what
    /// it knows is wrong, or not enough.
    stale: bool,
    /// Whether it came to be interested in other topics after it asked: the
    /// answer is not enough then.
    outgrown: bool,
    /// How often it was told. Source: `Metadata.updateVersion`.
    version: u32,
    /// How often in a row the answer had no new partition: whoever asks for what
    /// is not there asks less and less often.
    same: u32,
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
    pub(crate) fn after(self, attempts: u32) -> Millis {
        let longest = self.first_ms.max(self.longest_ms);
        let wait = self.first_ms.saturating_mul(1 << attempts.min(20));
        wait.min(longest)
    }
}

impl Metadata {
    /// Takes in what the broker told.
    /// Source: `Metadata.equivalentResponseCount`.
    pub(crate) fn update(&mut self, at: Millis, backoff: Backoff, response: &MetadataResponse) {
        self.updated = Some(at);
        self.version += 1;
        self.stale = std::mem::take(&mut self.outgrown);
        self.same = self.same.saturating_add(1);
        for topic in &response.topics {
            if topic.error.is_none() {
                let count = self.topics.insert(topic.name.clone(), topic.partitions);
                if count.is_none_or(|count| topic.partitions > count) {
                    self.same = 0;
                }
                self.errors.remove(&topic.name);
            } else {
                self.topics.remove(&topic.name);
                self.errors.insert(topic.name.clone(), topic.error);
            }
        }
        if response.topics.iter().any(|topic| !topic.error.is_none()) {
            self.rest(at, backoff);
        }
    }

    /// It asks again after the pause that is due.
    fn rest(&mut self, at: Millis, backoff: Backoff) {
        self.retry_at = at + backoff.after(self.same.saturating_sub(1));
    }

    /// Forgets all topics but these.
    pub(crate) fn retain(&mut self, keep: impl Fn(&Name) -> bool) {
        self.topics.retain(|topic, _| keep(topic));
        self.errors.retain(|topic, _| keep(topic));
    }

    /// Takes in what the broker told of all that a consumer is interested in;
    /// what it does not name is of no interest any more.
    /// Source: `ConsumerMetadata`.
    pub(crate) fn replace(&mut self, at: Millis, backoff: Backoff, response: &MetadataResponse) {
        self.update(at, backoff, response);
        self.retain(|topic| response.topics.iter().any(|told| told.name == *topic));
        self.rest(at, backoff);
    }

    /// It asks, about all that it is interested in. Who asks because what it
    /// knows is old has not asked in vain.
    /// Source: `Metadata.timeToAllowUpdate`.
    pub(crate) fn asked(&mut self, at: Millis, max_age_ms: Millis) {
        self.outgrown = false;
        if self.is_old(at, max_age_ms) {
            self.same = 0;
        }
    }

    /// Whether what it knows is as old as `metadata.max.age.ms`, or nothing.
    pub(crate) fn is_old(&self, now: Millis, max_age_ms: Millis) -> bool {
        let updated = self.updated;
        updated.is_none_or(|updated| now - updated >= max_age_ms)
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
        self.outgrown = true;
        self.same = 0;
        self.retry_at = 0;
    }

    /// Something showed that what it knows is wrong, or not enough: it asks
    /// again as soon as it may.
    pub(crate) fn mark_stale(&mut self) {
        self.stale = true;
    }

    /// It asks nobody before this instant.
    pub(crate) fn rest_until(&mut self, instant: Millis) {
        self.retry_at = instant;
    }

    /// Partition counts of the topics that there are, as far as it knows.
    pub fn topics(&self) -> &Map<Name, i32> {
        &self.topics
    }

    /// How many partitions a topic has, if it knows of it.
    pub fn partitions(&self, topic: &Name) -> Option<i32> {
        self.topics.get(topic).copied()
    }

    /// Topics that it asked for and could not get, and why.
    pub(crate) fn errors(&self) -> &Map<Name, KafkaError> {
        &self.errors
    }

    /// Why it could not get a topic that it asked for.
    pub(crate) fn error(&self, topic: &Name) -> Option<KafkaError> {
        self.errors.get(topic).copied()
    }

    /// When it was told last; none before the first time.
    pub(crate) fn updated(&self) -> Option<Millis> {
        self.updated
    }

    /// When it may ask again after an error.
    pub(crate) fn retry_at(&self) -> Millis {
        self.retry_at
    }

    /// Whether it is to ask again as soon as it may.
    pub(crate) fn is_stale(&self) -> bool {
        self.stale
    }

    /// How often it was told.
    pub(crate) fn version(&self) -> u32 {
        self.version
    }

    /// Whether it knows who leads a partition.
    pub(crate) fn has_leader(&self, partition: &TopicPartition) -> bool {
        let count = self.partitions(&partition.topic);
        count.is_some_and(|count| (0..count).contains(&partition.partition))
    }

    /// The request that asks about topics.
    pub(crate) fn request(topics: Vec<Name>, allow_auto_topic_creation: bool) -> RequestBody {
        RequestBody::Metadata(MetadataRequest {
            topics: Some(topics),
            topic_ids: Vec::new(),
            allow_auto_topic_creation,
        })
    }
}
