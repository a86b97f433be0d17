//! The cluster of the golden cases about topics: three brokers, of which the
//! third lags behind in one topic. The file has it in the outputs only.

use super::run::Answers;
use client::call::AdminCall;
use client::outcome::Outcome;
use protocol::api::{
    AdminResult, ConfigEntry, ConfigSource, DeletedRecords, DescribeConfigsResource,
    DescribedConfigs, NewPartitions, NewTopic, PartitionReplicas, TopicDescription,
};
use protocol::error::KafkaError;
use protocol::name::Name;
use protocol::topic_name;
use protocol::topic_partition::{TopicId, TopicPartition};

/// The brokers.
const BROKERS: [i32; 3] = [1, 2, 3];

/// Where the logs end.
const END: i64 = 100;

/// The topics, as they are described, and what is set for them.
pub(super) struct TopicsCluster(Vec<(TopicDescription, Vec<(&'static str, &'static str)>)>);

/// A topic with the replicas of each partition, all of them in sync.
fn topic(name: &str, topic_id: TopicId, replicas: &[&[i32]]) -> TopicDescription {
    let partitions = (0..).zip(replicas).map(|(partition, replicas)| {
        let replicas = replicas.to_vec();
        PartitionReplicas {
            partition,
            leader: replicas.first().copied(),
            isr: replicas.clone(),
            replicas,
            elr: Some(Vec::new()),
            last_known_elr: Some(Vec::new()),
        }
    });
    TopicDescription {
        name: name.into(),
        topic_id,
        is_internal: topic_name::is_internal(name),
        error: KafkaError::None,
        partitions: partitions.collect(),
    }
}

/// An id of the file; all of them end with `QxqJ8l0a1b2c3Q`.
fn id(first: [u8; 6]) -> TopicId {
    let rest = [0x43, 0x1a, 0x89, 0xf2, 0x5d, 0x1a, 0xd5, 0xbd, 0x9c, 0xdd];
    let mut id = [0; 16];
    id[..6].copy_from_slice(&first);
    id[6..].copy_from_slice(&rest);
    id
}

impl TopicsCluster {
    pub(super) fn new() -> Self {
        let of_orders = id([0x5f, 0x2d, 0xe6, 0x57, 0x49, 0x36]);
        let of_payments = id([0xa4, 0x0c, 0x8c, 0x78, 0xdb, 0x79]);
        let of_degraded = id([0x6d, 0x1d, 0x24, 0x12, 0x74, 0xf9]);
        let mut degraded = topic("degraded", of_degraded, &[&[1, 2, 3], &[2, 3, 1]]);
        degraded.partitions[0].isr = vec![1, 2];
        let lost = &mut degraded.partitions[1];
        (lost.leader, lost.isr) = (None, Vec::new());
        (lost.elr, lost.last_known_elr) = (Some(vec![2]), Some(vec![3]));
        let in_three: [&[i32]; 3] = [&[1, 2, 3], &[2, 3, 1], &[3, 1, 2]];
        let set = vec![("cleanup.policy", "compact"), ("retention.ms", "86400000")];
        TopicsCluster(vec![
            (topic("__consumer_offsets", [1; 16], &[&[1]]), Vec::new()),
            (degraded, Vec::new()),
            (topic("orders", of_orders, &in_three), Vec::new()),
            (topic("payments", of_payments, &[&[1], &[2]]), set),
        ])
    }

    fn find(&self, name: &str) -> Option<&TopicDescription> {
        let mut topics = self.0.iter().map(|(topic, _)| topic);
        topics.find(|topic| *topic.name == *name)
    }

    fn create(&self, topic: &NewTopic) -> AdminResult {
        let name = topic.name.clone();
        if let Err(text) = topic_name::validate(&name) {
            return AdminResult::refused(name, KafkaError::InvalidTopicException, text);
        }
        if self.find(&name).is_some() {
            let text = format!("Topic '{name}' already exists.");
            return AdminResult::refused(name, KafkaError::TopicAlreadyExists, text);
        }
        let (factor, brokers) = (topic.replication_factor, BROKERS.len());
        if factor as usize > brokers && factor > 0 {
            let text = format!("Unable to replicate the partition {factor} time(s): The target replication factor of {factor} cannot be reached because only {brokers} broker(s) are registered or some brokers have all their log directories cordoned.");
            return AdminResult::refused(name, KafkaError::InvalidReplicationFactor, text);
        }
        AdminResult::done(name)
    }

    fn grow(&self, topic: &NewPartitions) -> AdminResult {
        let name = topic.name.clone();
        let there = self.find(&name).map_or(0, |topic| topic.partitions.len());
        if topic.count as usize == there {
            let text = format!("Topic already has {there} partition(s).");
            return AdminResult::refused(name, KafkaError::InvalidPartitions, text);
        }
        AdminResult::done(name)
    }

    fn configs(&self, asked: &DescribeConfigsResource) -> DescribedConfigs {
        let mut topics = self.0.iter();
        let found = topics.find(|(topic, _)| topic.name == asked.resource.name);
        let own = found.map_or(&[][..], |(_, own)| own);
        let least = ("min.insync.replicas", "1");
        let entry = |(name, value): (&str, &str), source| ConfigEntry {
            name: name.into(),
            value: Some(value.into()),
            source,
            read_only: false,
            is_sensitive: false,
            synonyms: Vec::new(),
        };
        let own = own
            .iter()
            .map(|own| entry(*own, ConfigSource::DynamicTopicConfig));
        let default = entry(least, ConfigSource::DefaultConfig);
        DescribedConfigs {
            resource: asked.resource.clone(),
            error: KafkaError::None,
            error_message: None,
            configs: own.chain([default]).collect(),
        }
    }

    fn delete(&self, partition: &TopicPartition, below: i64) -> DeletedRecords {
        let error = match self.find(&partition.topic) {
            None => KafkaError::UnknownTopicOrPartition,
            Some(_) if below > END => KafkaError::OffsetOutOfRange,
            Some(_) => KafkaError::None,
        };
        DeletedRecords {
            partition: partition.clone(),
            error,
            low_watermark: if error.is_none() { below } else { -1 },
        }
    }
}

impl Answers for TopicsCluster {
    fn answer(&mut self, call: &AdminCall) -> Result<Outcome, String> {
        Ok(match call {
            AdminCall::ListTopics(internal) => {
                let topics = self.0.iter().map(|(topic, _)| topic);
                let topics = topics.filter(|topic| *internal || !topic.is_internal);
                Outcome::Topics(topics.map(|topic| topic.name.clone()).collect())
            }
            AdminCall::DescribeTopics(names) => {
                let found = names.iter().filter_map(|name| self.find(name));
                Outcome::DescribedTopics(found.cloned().collect())
            }
            AdminCall::CreateTopics(topics) => {
                Outcome::Admin(topics.iter().map(|topic| self.create(topic)).collect())
            }
            AdminCall::CreatePartitions(topics) => {
                Outcome::Admin(topics.iter().map(|topic| self.grow(topic)).collect())
            }
            AdminCall::DeleteTopics(names) => {
                let done = |name: &Name| AdminResult::done(name.clone());
                Outcome::Admin(names.iter().map(done).collect())
            }
            AdminCall::DescribeConfigs(asked) => {
                Outcome::Configs(asked.iter().map(|asked| self.configs(asked)).collect())
            }
            AdminCall::DescribeCluster => Outcome::Cluster(BROKERS.to_vec()),
            AdminCall::ListPartitionReassignments(_) => Outcome::Reassignments(Vec::new()),
            AdminCall::DeleteRecords(asked) => {
                let deleted = asked.iter().map(|(p, below)| self.delete(p, *below));
                Outcome::DeletedRecords(deleted.collect())
            }
            other => panic!("{} is not asked of topics", other.name()),
        })
    }
}
