//! What a client knows of topics.

use crate::error::KafkaError;
use crate::map::Map;
use crate::name::Name;
use crate::protocol::{MetadataRequest, MetadataResponse, RequestBody};
use crate::record::Millis;

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
            allow_auto_topic_creation,
        })
    }
}
