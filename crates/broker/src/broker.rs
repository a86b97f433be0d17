//! The broker's state, as everybody may look at it.

mod apply;

use crate::committed::{CommittedOffset, GroupOffsets};
use crate::config::BrokerConfig;
use crate::group::{ClassicGroup, Group};
use crate::log::Log;
use crate::offsets_topic::OFFSETS_TOPIC;
use crate::parked::ParkedFetch;
use crate::producer_state::{Expiry, ProducerStates};
use crate::topic::Topic;
use protocol::api::{ConfigResource, ResourceType};
use protocol::batch::ProducerId;
use protocol::config::Settings;
use protocol::error::KafkaError;
use protocol::java;
use protocol::map::Map;
use protocol::name::Name;
use protocol::record::Millis;
use protocol::topic_partition::{TopicId, TopicPartition, NO_TOPIC_ID};

/// The broker's state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broker {
    /// Its settings.
    config: BrokerConfig,
    /// Settings made while it runs: of groups, of the broker `1`, and of all
    /// brokers, whose name is empty. Those of topics are with the topics.
    configs: Map<ConfigResource, Settings>,
    /// Topics by name, `__consumer_offsets` among them once it is needed.
    topics: Map<Name, Topic>,
    /// Topics ever made.
    topics_made: u64,
    /// Groups by id.
    groups: Map<Name, Group>,
    /// Groups ever made.
    groups_made: u32,
    /// Committed offsets by group; a group without any has no entry.
    offsets: Map<Name, GroupOffsets>,
    /// Since when it coordinates groups: since there is the topic for their
    /// offsets.
    coordinates_since: Millis,
    /// Fetches that wait, by a number of their own.
    parked: Map<u64, ParkedFetch>,
    /// The number of the next one.
    next_parked: u64,
    /// The producer id that is given out next.
    next_producer_id: ProducerId,
    /// What the logs know of producers with an id.
    producers: Map<TopicPartition, ProducerStates>,
    /// When it started.
    started: Millis,
}

impl Broker {
    /// A broker without topics that starts at `started`.
    pub fn new(config: BrokerConfig, started: Millis) -> Self {
        let all = ConfigResource {
            kind: ResourceType::Broker,
            name: Name::default(),
        };
        let configs = [(all, BrokerConfig::at_format(&config.given))].into();
        Broker {
            config,
            configs,
            topics: Map::new(),
            topics_made: 0,
            groups: Map::new(),
            groups_made: 0,
            offsets: Map::new(),
            coordinates_since: 0,
            parked: Map::new(),
            next_parked: 0,
            next_producer_id: 0,
            producers: Map::new(),
            started,
        }
    }

    /// Its settings, as they count now.
    pub fn config(&self) -> &BrokerConfig {
        &self.config
    }

    /// Settings made while it runs: of groups, of the broker `1`, and of all
    /// brokers, whose name is empty. Those of topics are with the topics.
    pub(crate) fn configs(&self) -> &Map<ConfigResource, Settings> {
        &self.configs
    }

    /// Topics by name, `__consumer_offsets` among them once it is needed.
    pub fn topics(&self) -> &Map<Name, Topic> {
        &self.topics
    }

    /// A topic, if it is there.
    pub fn topic(&self, name: &str) -> Option<&Topic> {
        self.topics.get(name)
    }

    /// Topics ever made: the number of the next one.
    pub(crate) fn topics_made(&self) -> u64 {
        self.topics_made
    }

    /// Groups by id.
    pub fn groups(&self) -> &Map<Name, Group> {
        &self.groups
    }

    /// A group, if it is there.
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.get(id)
    }

    /// Groups ever made: the number of the next one.
    pub fn groups_made(&self) -> u32 {
        self.groups_made
    }

    /// Committed offsets by group; a group without any has no entry.
    pub fn offsets(&self) -> &Map<Name, GroupOffsets> {
        &self.offsets
    }

    /// Since when it coordinates groups: since there is the topic for their
    /// offsets.
    pub(crate) fn coordinates_since(&self) -> Millis {
        self.coordinates_since
    }

    /// Fetches that wait, by a number of their own.
    pub fn parked(&self) -> &Map<u64, ParkedFetch> {
        &self.parked
    }

    /// The number that the next Fetch gets that waits.
    pub(crate) fn next_parked(&self) -> u64 {
        self.next_parked
    }

    /// The producer id that is given out next.
    pub fn next_producer_id(&self) -> ProducerId {
        self.next_producer_id
    }

    /// What a log knows of producers with an id; none where none ever wrote.
    pub fn producers(&self, partition: &TopicPartition) -> Option<&ProducerStates> {
        self.producers.get(partition)
    }

    /// When it started.
    pub(crate) fn started(&self) -> Millis {
        self.started
    }

    /// The log of a partition, if there is one.
    pub fn log(&self, partition: &TopicPartition) -> Option<&Log> {
        let index = usize::try_from(partition.partition).ok()?;
        self.topics.get(&partition.topic)?.partitions.get(index)
    }

    /// How many partitions a topic has, if it is there.
    pub fn partition_count(&self, topic: &str) -> Option<i32> {
        self.topics.get(topic).map(|t| t.partitions.len() as i32)
    }

    /// A topic's id, or [`NO_TOPIC_ID`] if there is no such topic.
    pub fn topic_id(&self, topic: &str) -> TopicId {
        let id = self.topics.get(topic).map(Topic::uuid);
        id.unwrap_or(NO_TOPIC_ID)
    }

    /// The topic with an id.
    pub fn topic_named(&self, id: &TopicId) -> Option<&Name> {
        let mut topics = self.topics.iter();
        let (name, _) = topics.find(|(_, topic)| topic.uuid() == *id)?;
        Some(name)
    }

    /// When its logs forget producers, as it stands at `now`.
    pub fn producer_expiry(&self, now: Millis) -> Expiry {
        let config = &self.config;
        Expiry::at(
            now,
            self.started,
            config.producer_expiration_check_ms,
            config.producer_expiration_ms,
        )
    }

    /// A classic group that is there.
    pub(crate) fn classic(&self, id: &Name) -> &ClassicGroup {
        let group = self.groups[id].classic();
        group.expect("who handles a classic group has seen that it is one")
    }

    /// A group, if it is there and a classic one.
    pub fn classic_group(&self, id: &str) -> Option<&ClassicGroup> {
        self.groups.get(id)?.classic()
    }

    /// The partition of `__consumer_offsets` in which a group is kept.
    /// Source: `GroupCoordinatorService.partitionFor`.
    pub(crate) fn partition_of_group(&self, group: &str) -> TopicPartition {
        let count = self.config.offsets_partitions;
        TopicPartition::new(OFFSETS_TOPIC, java::group_partition(group, count))
    }

    /// Whether it coordinates a group.
    ///
    /// # Errors
    /// `NOT_COORDINATOR` as long as the partition is not there in which the
    /// group would be kept.
    /// Source: `CoordinatorRuntime.withActiveContextOrThrow`.
    pub(crate) fn coordinates(&self, group: &str) -> Result<(), KafkaError> {
        let kept = self.log(&self.partition_of_group(group));
        kept.map(|_| ()).ok_or(KafkaError::NotCoordinator)
    }

    /// When a group is next due: a phase ends, a member's time is up, or
    /// something that it keeps expires.
    pub fn group_due(&self, id: &Name) -> Option<Millis> {
        let group = self.groups.get(id)?;
        let expiry = self.next_expiry(id);
        group.next_due().into_iter().chain(expiry).min()
    }

    /// The committed offset of a group, if there is one.
    pub fn committed(&self, group: &str, partition: &TopicPartition) -> Option<&CommittedOffset> {
        self.offsets.get(group)?.get(partition)
    }
}
