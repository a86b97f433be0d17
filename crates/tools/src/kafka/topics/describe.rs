//! Describing topics.

use super::options::{
    AT_MIN_ISR, EXCLUDE_INTERNAL, IF_EXISTS, REPORTS, TOPIC_ID, UNAVAILABLE, UNDER_MIN_ISR,
    UNDER_REPLICATED, WITH_OVERRIDES,
};
use super::{existing_topics, missing};
use crate::kafka::described::described;
use crate::kafka::uuid;
use crate::options::Given;
use crate::script::Io;
use crate::throwable::{Stop, Throwable};
use client::call::AdminCall;
use client::outcome::{of_config, Outcome};
use protocol::api::{
    ConfigEntry, ConfigResource, ConfigSource, DescribeConfigsResource, DescribedConfigs,
    PartitionReassignment, PartitionReplicas, ResourceType, TopicDescription,
};
use protocol::error::KafkaError;
use protocol::java;
use protocol::topic_partition::{TopicId, TopicPartition, NO_TOPIC_ID};

/// `--describe`.
pub(super) fn describe(io: &mut Io<'_>, given: &Given) -> Result<(), Stop> {
    let id = match given.value(TOPIC_ID)? {
        Some(text) => Some(uuid::parse(text)?).filter(|id| *id != NO_TOPIC_ID),
        None => None,
    };
    let topics = match id {
        Some(id) => by_id(io, given, id)?,
        None => {
            let names = existing_topics(io, given)?;
            described(io, names)?
        }
    };
    let configs = configs(io, &topics)?;
    let live = match &*io.admin(AdminCall::DescribeCluster)? {
        Outcome::Cluster(brokers) => brokers.clone(),
        other => return Err(Throwable::from(other).into()),
    };
    let partitions = topics.iter().flat_map(|topic| {
        let partitions = topic.partitions.iter();
        partitions.map(|p| TopicPartition::new(topic.name.clone(), p.partition))
    });
    let partitions = AdminCall::ListPartitionReassignments(partitions.collect());
    let moving = match &*io.admin(partitions)? {
        Outcome::Reassignments(moving) => moving.clone(),
        other => return Err(Throwable::from(other).into()),
    };
    for topic in &topics {
        let mut configs = configs.iter();
        let config = configs.find(|config| config.resource.name == topic.name);
        let config = config.map_or_else(Vec::new, |config| config.configs.clone());
        print(io, given, topic, &config, &live, &moving);
    }
    Ok(())
}

/// The topic of an id, if there is one.
fn by_id(io: &mut Io<'_>, given: &Given, id: TopicId) -> Result<Vec<TopicDescription>, Stop> {
    let without_internal = given.has(EXCLUDE_INTERNAL);
    io.admin(AdminCall::ListTopics(!without_internal))?;
    let outcome = io.admin(AdminCall::DescribeTopicIds(vec![id]))?;
    let Outcome::DescribedTopics(topics) = &*outcome else {
        return Err(Throwable::from(&*outcome).into());
    };
    let is_there = |topic: &&TopicDescription| {
        topic.error.is_none() && !(without_internal && topic.is_internal)
    };
    let found: Vec<TopicDescription> = topics.iter().filter(is_there).cloned().collect();
    if found.is_empty() && !given.has(IF_EXISTS) {
        return Err(missing("TopicId", &uuid::text(&id)));
    }
    Ok(found)
}

/// The settings of topics.
fn configs(io: &mut Io<'_>, topics: &[TopicDescription]) -> Result<Vec<DescribedConfigs>, Stop> {
    if topics.is_empty() {
        return Ok(Vec::new());
    }
    let asked = topics.iter().map(|topic| DescribeConfigsResource {
        resource: ConfigResource {
            kind: ResourceType::Topic,
            name: topic.name.clone(),
        },
        keys: None,
    });
    let outcome = io.admin(AdminCall::DescribeConfigs(asked.collect()))?;
    let Outcome::Configs(configs) = &*outcome else {
        return Err(Throwable::from(&*outcome).into());
    };
    match configs.iter().find(|c| c.error != KafkaError::None) {
        Some(failed) => Err(Throwable::from(&of_config(failed)).into()),
        None => Ok(configs.clone()),
    }
}

fn print(
    io: &mut Io<'_>,
    given: &Given,
    topic: &TopicDescription,
    config: &[ConfigEntry],
    live: &[i32],
    moving: &[PartitionReassignment],
) {
    let whole = !REPORTS.iter().any(|report| given.has(report));
    let moving = |partition: &PartitionReplicas| {
        let mut moving = moving.iter();
        moving.find(|moving| {
            moving.partition.topic == topic.name
                && moving.partition.partition == partition.partition
        })
    };
    // The client has settings in a hash map, all of them.
    let hash = |entry: &&ConfigEntry| java::string_hash(&entry.name);
    let all = java::hash_map_order(config.iter().collect(), hash, java::DEFAULT_CAPACITY);
    let own: Vec<&ConfigEntry> = all.into_iter().filter(|entry| is_own(entry)).collect();
    if whole && (!given.has(WITH_OVERRIDES) || !own.is_empty()) {
        let first = topic.partitions.first();
        let factor = first.map_or(0, |first| replication_factor(first, moving(first)));
        io.println(&topic_line(topic, factor, &own));
    }
    if given.has(WITH_OVERRIDES) {
        return;
    }
    for partition in &topic.partitions {
        let state = State {
            partition,
            moving: moving(partition),
            config,
        };
        let reported = (given.has(UNDER_REPLICATED) && state.is_under_replicated())
            || (given.has(UNAVAILABLE) && state.is_unavailable(live))
            || (given.has(UNDER_MIN_ISR) && state.is_under_min_isr())
            || (given.has(AT_MIN_ISR) && state.is_at_min_isr());
        if whole || reported {
            io.println(&state.line(&topic.name));
        }
    }
}

fn is_own(entry: &ConfigEntry) -> bool {
    entry.source != ConfigSource::DefaultConfig
}

fn topic_line(topic: &TopicDescription, factor: usize, own: &[&ConfigEntry]) -> String {
    let own = own.iter().map(|entry| {
        let value = entry.value.as_deref().unwrap_or("null");
        [&entry.name, "=", value].concat()
    });
    let mut line = ["Topic: ", &topic.name].concat();
    if topic.topic_id != NO_TOPIC_ID {
        line += "\tTopicId: ";
        line += &uuid::text(&topic.topic_id);
    }
    line += "\tPartitionCount: ";
    line += &topic.partitions.len().to_string();
    line += "\tReplicationFactor: ";
    line += &factor.to_string();
    line += "\tConfigs: ";
    line += &own.collect::<Vec<String>>().join(",");
    line
}

/// How many replicas a partition is to have: those that it gets or loses just
/// now do not count.
/// Source: `TopicCommand.getReplicationFactor`.
fn replication_factor(
    partition: &PartitionReplicas,
    moving: Option<&PartitionReassignment>,
) -> usize {
    let in_progress = moving.filter(|moving| {
        let mut replicas = partition.replicas.iter();
        replicas.any(|id| moving.adding.contains(id) || moving.removing.contains(id))
    });
    match in_progress {
        Some(moving) => moving.replicas.len() - moving.adding.len().min(moving.replicas.len()),
        None => partition.replicas.len(),
    }
}

/// A partition, and what is judged of it.
struct State<'a> {
    partition: &'a PartitionReplicas,
    moving: Option<&'a PartitionReassignment>,
    config: &'a [ConfigEntry],
}

impl State<'_> {
    fn min_isr(&self) -> usize {
        let mut config = self.config.iter();
        let entry = config.find(|entry| entry.name.as_str() == "min.insync.replicas");
        let value = entry.and_then(|entry| entry.value.as_ref());
        value.and_then(|value| value.parse().ok()).unwrap_or(1)
    }

    fn is_under_replicated(&self) -> bool {
        replication_factor(self.partition, self.moving) > self.partition.isr.len()
    }

    fn is_under_min_isr(&self) -> bool {
        self.partition.leader.is_none() || self.partition.isr.len() < self.min_isr()
    }

    fn is_at_min_isr(&self) -> bool {
        self.partition.isr.len() == self.min_isr()
    }

    fn is_unavailable(&self, live: &[i32]) -> bool {
        self.partition
            .leader
            .is_none_or(|leader| !live.contains(&leader))
    }

    fn line(&self, topic: &str) -> String {
        let ids = |ids: &[i32]| {
            let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
            ids.join(",")
        };
        let or_unknown = |list: &Option<Vec<i32>>| match list {
            Some(list) => ids(list),
            None => "N/A".to_owned(),
        };
        let partition = self.partition;
        let leader = partition.leader.map(|leader| leader.to_string());
        let mut cells = vec![
            ("Topic", topic.to_owned()),
            ("Partition", partition.partition.to_string()),
            ("Leader", leader.unwrap_or_else(|| "none".to_owned())),
            ("Replicas", ids(&partition.replicas)),
            ("Isr", ids(&partition.isr)),
        ];
        if let Some(moving) = self.moving {
            cells.push(("Adding Replicas", ids(&moving.adding)));
            cells.push(("Removing Replicas", ids(&moving.removing)));
        }
        cells.push(("Elr", or_unknown(&partition.elr)));
        cells.push(("LastKnownElr", or_unknown(&partition.last_known_elr)));
        let mut line = String::new();
        for (name, value) in cells {
            line += "\t";
            line += name;
            line += ": ";
            line += &value;
        }
        line
    }
}
