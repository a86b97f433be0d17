//! How events change the broker. Nothing else does.

use super::Broker;
use crate::config::TopicConfig;
use crate::event::BrokerEvent;
use crate::group::{Group, GroupEvent};
use crate::log::Log;
use crate::offsets_topic::OFFSETS_TOPIC;
use crate::topic::Topic;
use protocol::api::{ConfigResource, ResourceType};
use protocol::config::Settings;
use protocol::name::Name;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;

impl Broker {
    /// Applies what happened at `at`.
    pub fn apply(&mut self, at: Millis, event: &BrokerEvent) {
        match event {
            BrokerEvent::TopicCreated {
                topic,
                partitions,
                configs,
            } => {
                if **topic == *OFFSETS_TOPIC {
                    self.coordinates_since = at;
                }
                self.create(at, topic, *partitions, configs);
            }
            BrokerEvent::ConfigsAltered { resource, configs } => self.configure(resource, configs),
            BrokerEvent::PartitionsAdded { topic, partitions } => {
                if let Some(topic) = self.topics.get_mut(topic) {
                    let log = Log::new(at, topic.config.index_limits());
                    topic.partitions.resize(*partitions as usize, log);
                }
            }
            BrokerEvent::TopicDeleted { topic } => {
                self.topics.remove(topic);
                self.producers.retain(|of, _| of.topic != *topic);
            }
            BrokerEvent::BatchAppended { partition, batch } => {
                if batch.has_producer_id() {
                    let expiry = self.producer_expiry(at);
                    let producers = self.producers.get_or_default(partition.clone());
                    producers.append(at, batch, expiry);
                }
                let (log, _) = self.log_mut(partition);
                log.append(at, batch.clone());
            }
            BrokerEvent::SegmentRolled { partition, .. } => {
                let (log, config) = self.log_mut(partition);
                log.roll(at, config.index_limits());
            }
            BrokerEvent::SegmentsDeleted {
                partition, up_to, ..
            } => {
                let (log, config) = self.log_mut(partition);
                log.delete_segments(at, *up_to, config.file_delete_delay_ms);
            }
            BrokerEvent::LogStartMoved { partition, to } => {
                self.log_mut(partition).0.move_start(*to)
            }
            BrokerEvent::FetchParked { park, fetch } => {
                self.next_parked = park + 1;
                self.parked.insert(*park, fetch.clone());
            }
            BrokerEvent::FetchUnparked { park } => {
                self.parked.remove(park);
            }
            BrokerEvent::ProducerIdAllocated { producer_id } => {
                self.next_producer_id = producer_id + 1;
            }
            BrokerEvent::Group { group, event } => self.apply_group(at, group, event),
        }
    }

    /// The log of a partition that is there, and its topic's settings.
    fn log_mut(&mut self, partition: &TopicPartition) -> (&mut Log, &TopicConfig) {
        let topic = self.topics.get_mut(&partition.topic);
        let topic = topic.expect("what happens to a log happens while it is there");
        let log = topic.partitions.get_mut(partition.partition as usize);
        let log = log.expect("what happens to a log happens while it is there");
        (log, &topic.config)
    }

    fn create(&mut self, at: Millis, topic: &Name, partitions: i32, configs: &Settings) {
        let config = TopicConfig::read(configs, &self.config);
        let config = config.expect("settings are checked before a topic is made");
        let log = Log::new(at, config.index_limits());
        self.topics.insert(
            topic.clone(),
            Topic {
                id: self.topics_made,
                config,
                partitions: vec![log; partitions as usize],
            },
        );
        self.topics_made += 1;
    }

    /// Gives a topic, a group or the broker these settings of its own.
    fn configure(&mut self, resource: &ConfigResource, configs: &Settings) {
        if resource.kind == ResourceType::Topic {
            if let Some(topic) = self.topics.get_mut(&resource.name) {
                let config = TopicConfig::read(configs, &self.config);
                topic.config = config.expect("settings are checked before they are made");
            }
            return;
        }
        match configs.is_empty() {
            true => self.configs.remove(resource),
            false => self.configs.insert(resource.clone(), configs.clone()),
        };
        if resource.kind == ResourceType::Broker {
            let config = self.config.with_dynamic(&self.configs);
            self.config = config.expect("settings are checked before they are made");
            for topic in self.topics.values_mut() {
                // What a topic set itself may not go with what is new.
                if let Ok(config) = TopicConfig::read(&topic.config.given, &self.config) {
                    topic.config = config;
                }
            }
        }
    }

    fn apply_group(&mut self, at: Millis, id: &Name, event: &GroupEvent) {
        match event {
            GroupEvent::Created => {
                self.groups
                    .insert(id.clone(), Group::new(self.groups_made, at));
                self.groups_made += 1;
            }
            GroupEvent::Deleted | GroupEvent::Unloaded => {
                self.groups.remove(id);
                self.offsets.remove(id);
            }
            GroupEvent::OffsetsCommitted { offsets, .. } => {
                let committed = self.offsets.get_or_default(id.clone());
                for (partition, offset) in offsets {
                    committed.put(partition, offset.clone());
                }
            }
            GroupEvent::OffsetsDeleted { partitions } => {
                if let Some(committed) = self.offsets.get_mut(id) {
                    for partition in partitions {
                        committed.remove(partition);
                    }
                    if committed.is_empty() {
                        self.offsets.remove(id);
                        if let Some(group) = self.groups.get_mut(id) {
                            group.is_bare(at);
                        }
                    }
                }
            }
            GroupEvent::Classic(event) => {
                if let Some(group) = self.groups.get_mut(id) {
                    group.apply(at, event);
                }
            }
        }
    }
}
