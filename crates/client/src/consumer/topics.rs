//! Which topics a consumer asks about, and what it makes of the answer.
//! Source: `ConsumerMetadata`, `ConsumerCoordinator.updatePatternSubscription`.

use super::{Consumer, FetchState, Subscription};
use crate::call::ConsumerCall;
use crate::metadata::Metadata;
use crate::Step;
use protocol::api::{MetadataRequest, MetadataResponse, RequestBody};
use protocol::error::KafkaError;
use protocol::exception::Exception;
use protocol::java;
use protocol::map::{Map, Set};
use protocol::name::Name;
use protocol::record::Millis;
use protocol::sort::sort_by;
use protocol::topic_name;
use protocol::topic_partition::TopicPartition;

impl Consumer {
    /// The topics that it has to know: those that it subscribed to or was
    /// assigned, as leader those of the whole group, and those of a call that
    /// looks something up.
    pub(super) fn topics_of_interest(&self) -> Vec<Name> {
        let mut topics: Vec<Name> = match &self.subscription {
            Subscription::None | Subscription::Partitions => {
                self.owned.keys().map(|p| p.topic.clone()).collect()
            }
            subscription => subscription.topics().cloned().collect(),
        };
        if self.membership.leads() {
            topics.extend(self.membership.group_subscription().iter().cloned());
        }
        topics.extend(self.looked_up().map(|p| p.topic.clone()));
        sort_by(&mut topics, Ord::cmp);
        topics.dedup();
        topics
    }

    /// Whether something is to be asked of a partition whose leader is not
    /// known.
    fn misses_a_leader(&self) -> bool {
        let owned = self.owned.iter().filter(|(_, owned)| {
            let reads = owned.position().is_some() && !owned.paused();
            owned.is_missing() || reads || matches!(owned.state(), FetchState::AwaitingReset(_))
        });
        let mut all = owned
            .map(|(partition, _)| partition)
            .chain(self.looked_up());
        all.any(|partition| !self.metadata.has_leader(partition))
    }

    /// Asks about its topics where it does not know them, or not any more: for
    /// a call that has to know them.
    pub(super) fn refresh_metadata(&self, now: Millis) -> Option<Step> {
        let wanted =
            self.metadata_is_wanted(now) || self.misses_a_topic() || self.misses_a_leader();
        self.ask_about_topics(now).filter(|_| wanted)
    }

    /// Asks about its topics again when what it knows of them is too old or
    /// wrong, whatever it is that it sees to the network for.
    /// Source: `NetworkClient.poll`, which begins with
    /// `MetadataUpdater.maybeUpdate`.
    pub(super) fn renew_metadata(&self, now: Millis) -> Option<Step> {
        let renews = self.sees_to_the_network() && self.metadata_is_wanted(now);
        self.ask_about_topics(now).filter(|_| renews)
    }

    /// Asks about its topics, if it has any and may ask now.
    fn ask_about_topics(&self, now: Millis) -> Option<Step> {
        if self.link.waits_for("Metadata") || now < self.metadata.retry_at() {
            return None;
        }
        let topics = self.topics_of_interest();
        let nothing = topics.is_empty() && self.subscription.pattern().is_none();
        (!nothing || self.awaits_metadata()).then(|| self.ask_node(self.metadata_request(topics)))
    }

    /// Whether it was never told of a topic. Who asks with a pattern is told of
    /// topics that there are only, and a topic that cannot be does not come to
    /// be by asking again.
    fn misses_a_topic(&self) -> bool {
        let unknown = |topic: &Name| {
            self.metadata.partitions(topic).is_none()
                && self.metadata.error(topic) != Some(KafkaError::InvalidTopicException)
        };
        self.subscription.pattern().is_none() && self.topics_of_interest().iter().any(unknown)
    }

    /// Whether what it knows of topics is too old, or wrong, or has a hole
    /// that may be filled by asking again.
    pub(super) fn metadata_is_wanted(&self, now: Millis) -> bool {
        let mut errors = self.metadata.errors().values();
        self.metadata.is_stale()
            || self.metadata.is_old(now, self.config.metadata_max_age_ms)
            || errors.any(|error| error.retriable())
    }

    /// With a pattern it asks about all topics there are, otherwise about
    /// those of interest.
    pub(super) fn metadata_request(&self, topics: Vec<Name>) -> RequestBody {
        if self.subscription.pattern().is_none() {
            return Metadata::request(topics, self.config.allow_auto_create_topics);
        }
        RequestBody::Metadata(MetadataRequest {
            topics: None,
            topic_ids: Vec::new(),
            allow_auto_topic_creation: true,
        })
    }

    /// What the broker told of topics.
    pub(super) fn metadata_received(&mut self, at: Millis, body: &MetadataResponse) {
        let mut body = body.clone();
        if let Some(pattern) = self.subscription.pattern().cloned() {
            let interest = self.topics_of_interest();
            body.topics.retain(|topic| {
                interest.contains(&topic.name)
                    || (pattern.matches(&topic.name) && !self.passes_over(&topic.name))
            });
        }
        self.metadata.replace(at, self.backoff(), &body);
        let invalid = |(topic, error): (&Name, &KafkaError)| {
            (*error == KafkaError::InvalidTopicException).then(|| topic.clone())
        };
        self.invalid_topics = self.metadata.errors().iter().filter_map(invalid).collect();
        if self.polling() {
            // A poll that waited for this before its join goes on with it, be
            // it enough or not.
            if self.rejoining() {
                self.membership.matched(self.metadata.version());
            }
            self.look_at_metadata();
        }
        self.notice_metadata();
    }

    /// What a poll makes of metadata that is newer than what it looked at last:
    /// which topics its pattern matches now, and how many partitions the topics
    /// have that it watches. Of older metadata it thinks what it thought, even
    /// if it watches other topics by now.
    /// Source: `ConsumerCoordinator.maybeUpdateSubscriptionMetadata`.
    pub(super) fn look_at_metadata(&mut self) {
        if !self.membership.has_seen(self.metadata.version()) {
            self.match_pattern();
            let counts = self.snapshot();
            self.membership.looked_at(self.metadata.version(), counts);
        }
    }

    /// Partition counts of the topics that the group's members watch.
    /// Source: `SubscriptionState.metadataTopics`.
    fn snapshot(&self) -> Map<Name, i32> {
        let own = self.subscription.topics();
        let topics = own.chain(self.membership.group_subscription().iter());
        let count = |topic: &Name| self.metadata.partitions(topic).unwrap_or(0);
        topics.map(|topic| (topic.clone(), count(topic))).collect()
    }

    /// Looks which topics its pattern matches, of those that it knows. Others
    /// than before are another subscription, about which it asks at once, and
    /// with which it joins again.
    /// Source: `ConsumerCoordinator.updatePatternSubscription`.
    pub(super) fn match_pattern(&mut self) {
        let Some(pattern) = self.subscription.pattern().cloned() else {
            return;
        };
        let known = self.metadata.topics().keys();
        let matched: Set<Name> = known
            .filter(|topic| pattern.matches(topic) && !self.passes_over(topic))
            .cloned()
            .collect();
        let subscription = Subscription::Pattern(pattern, matched);
        if self.subscription != subscription {
            self.subscription = subscription;
            self.metadata.request_new_topics();
        }
    }

    /// Whether no pattern matches this topic.
    fn passes_over(&self, topic: &Name) -> bool {
        self.config.exclude_internal_topics && topic_name::is_internal(topic)
    }

    /// Partitions that were missing may be there again.
    fn notice_metadata(&mut self) {
        for (partition, owned) in self.owned.iter_mut() {
            if self.metadata.has_leader(partition) {
                owned.found();
            }
        }
    }

    /// Topics that cannot be: each answer that says so makes one call throw.
    /// Source: `Metadata.maybeThrowAnyException`.
    pub(super) fn invalid_topics(&self) -> Option<Exception> {
        if self.invalid_topics.is_empty() {
            return None;
        }
        let names: Vec<String> = java::name_order(self.invalid_topics.clone())
            .iter()
            .map(ToString::to_string)
            .collect();
        Some(Exception {
            message: ["Invalid topics: [", &names.join(", "), "]"].concat(),
            ..Exception::of(KafkaError::InvalidTopicException)
        })
    }

    /// The partitions that the call which is under way has still to look up.
    pub(super) fn looked_up(&self) -> impl Iterator<Item = &TopicPartition> {
        let in_call = self.call.as_ref();
        let partitions = in_call.map_or(&[][..], |in_call| match &*in_call.call {
            ConsumerCall::BeginningOffsets(partitions) | ConsumerCall::EndOffsets(partitions) => {
                partitions
            }
            _ => &[],
        });
        let times = in_call.map_or(&[][..], |in_call| match &*in_call.call {
            ConsumerCall::OffsetsForTimes(times) => times,
            _ => &[],
        });
        let all = partitions.iter().chain(times.iter().map(|(p, _)| p));
        all.filter(move |p| in_call.is_some_and(|in_call| !in_call.found.contains_key(*p)))
    }
}
