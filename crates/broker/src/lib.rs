//! A Kafka broker: logs of partitions, and the coordinator of groups.
//!
//! It is a state machine without I/O. Whoever hosts it hands it requests
//! ([`Broker::handle`]) and wakes it when something is due ([`Broker::due`],
//! [`Broker::wake`]); what it did comes out as one ordered list of
//! [`Effect`]s: events, draws, answers. [`Broker::apply`] alone changes it, so
//! that the events rebuild it. It knows no client, no network and no clock.

#![deny(clippy::float_arithmetic)]

mod alarm;
pub mod committed;
pub mod config;
mod configs;
mod context;
mod coordinator;
mod data;
pub mod group;
mod group_records;
mod limits;
pub mod log;
mod metadata;
mod offset_commit;
mod offset_delete;
mod offset_expiry;
mod offset_fetch;
pub mod offsets_topic;
mod producer_id;
pub mod producer_state;
mod topics;

pub use alarm::Alarm;
pub use committed::{CommittedOffset, GroupOffsets};
pub use context::{Effect, Handled, Surroundings};
pub use limits::Limits;

use config::{BrokerConfig, TopicConfig};
use context::Context;
use group::{ClassicGroup, Group, GroupEvent};
use log::{Breach, Log};
use producer_state::{Expiry, ProducerStates};
use protocol::api::{ConfigResource, FetchRequest, Request, RequestBody, ResourceType, Response};
use protocol::batch::{Batch, ProducerId};
use protocol::config::Settings;
use protocol::connection::{ConnectionId, CorrelationId};
use protocol::error::KafkaError;
use protocol::java;
use protocol::map::Map;
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use protocol::rng::Rng;
use protocol::topic_partition::{TopicId, TopicPartition, NO_TOPIC_ID};
use std::sync::Arc;

/// The topic that holds committed offsets and groups.
pub const OFFSETS_TOPIC: &str = "__consumer_offsets";

/// The id of the only broker.
pub const NODE_ID: i32 = 1;

/// A topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Counted from 0 over all topics ever made: one that is made again is
    /// another topic.
    pub id: u64,
    /// Its settings.
    pub config: TopicConfig,
    /// A log per partition.
    pub partitions: Vec<Log>,
}

impl Topic {
    /// Its id as Kafka would write it: one that looks like chance, of version
    /// 4, and is the same in every run.
    pub fn uuid(&self) -> TopicId {
        Topic::uuid_of(self.id)
    }

    /// The id of the topic with this number.
    pub(crate) fn uuid_of(number: u64) -> TopicId {
        let mut rng = Rng::new(number);
        let high = rng.peek();
        rng.advance();
        let mut id = (u128::from(high) << 64 | u128::from(rng.peek())).to_be_bytes();
        id[6] = id[6] & 0x0f | 0x40;
        id[8] = id[8] & 0x3f | 0x80;
        id
    }
}

/// A Fetch that waits for more bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParkedFetch {
    /// Who waits.
    pub connection: ConnectionId,
    /// For which request's answer.
    pub correlation: CorrelationId,
    /// What was asked.
    pub request: Arc<Request>,
    /// When it is answered at the latest.
    pub until: Millis,
}

/// The broker's state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broker {
    /// Its settings.
    pub config: BrokerConfig,
    /// Settings made while it runs: of groups, of the broker `1`, and of all
    /// brokers, whose name is empty. Those of topics are with the topics.
    pub configs: Map<ConfigResource, Settings>,
    /// Topics by name, `__consumer_offsets` among them once it is needed.
    pub topics: Map<Name, Topic>,
    /// Topics ever made.
    pub topics_made: u64,
    /// Groups by id.
    pub groups: Map<Name, Group>,
    /// Groups ever made.
    pub groups_made: u32,
    /// Committed offsets by group; a group without any has no entry.
    pub offsets: Map<Name, GroupOffsets>,
    /// Since when it coordinates groups: since there is the topic for their
    /// offsets.
    pub coordinates_since: Millis,
    /// Fetches that wait, by a number of their own.
    pub parked: Map<u64, ParkedFetch>,
    /// The number of the next one.
    pub next_parked: u64,
    /// The producer id that is given out next.
    pub next_producer_id: ProducerId,
    /// What the logs know of producers with an id.
    pub producers: Map<TopicPartition, ProducerStates>,
    /// When it started.
    pub started: Millis,
}

/// What happens in the broker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BrokerEvent {
    /// A topic was made.
    TopicCreated {
        /// Its name.
        topic: Name,
        /// How many partitions it has.
        partitions: i32,
        /// Its settings as given.
        configs: Settings,
    },
    /// The settings of a topic, a group or the broker changed; it counts at
    /// once.
    ConfigsAltered {
        /// Whose.
        resource: ConfigResource,
        /// All that is set for it now, as it was written.
        configs: Settings,
    },
    /// A topic grew.
    PartitionsAdded {
        /// The topic.
        topic: Name,
        /// How many partitions it has now.
        partitions: i32,
    },
    /// A topic is gone with its logs.
    TopicDeleted {
        /// The topic.
        topic: Name,
    },
    /// A batch was appended to a log.
    BatchAppended {
        /// To which.
        partition: TopicPartition,
        /// The batch, at its offsets.
        batch: Arc<Batch>,
    },
    /// A log began a new segment.
    SegmentRolled {
        /// Which log.
        partition: TopicPartition,
        /// The offset that names the segment: the log end.
        base_offset: Offset,
    },
    /// Retention deleted the oldest segments of a log; the log start moved to
    /// where the oldest that is left begins, if it was below.
    SegmentsDeleted {
        /// Which log.
        partition: TopicPartition,
        /// Where the oldest segment that is left begins.
        up_to: Offset,
        /// Why.
        reason: Breach,
    },
    /// Records were deleted from the beginning of a log: its start moved. What
    /// is in its files stays until a whole segment is below it.
    LogStartMoved {
        /// Which log.
        partition: TopicPartition,
        /// To where.
        to: Offset,
    },
    /// A Fetch waits for bytes.
    FetchParked {
        /// Its number.
        park: u64,
        /// The fetch.
        fetch: ParkedFetch,
    },
    /// A Fetch that waited is being answered.
    FetchUnparked {
        /// Its number.
        park: u64,
    },
    /// A producer id was given out.
    ProducerIdAllocated {
        /// The id; never given out again.
        producer_id: ProducerId,
    },
    /// Something happened to a group.
    Group {
        /// The group.
        group: Name,
        /// What.
        event: GroupEvent,
    },
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

/// Where an answer goes: which request on which connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplyTo {
    /// The connection.
    pub connection: ConnectionId,
    /// The request's correlation id.
    pub correlation: CorrelationId,
}

impl Broker {
    /// Handles a request that the broker has taken up.
    pub fn handle(
        &mut self,
        around: &Surroundings,
        to: ReplyTo,
        request: &Arc<Request>,
    ) -> Handled {
        let mut cx = Context::new(self, around);
        handle(&mut cx, to, request);
        cx.done()
    }

    /// Does what is due.
    pub fn wake(&mut self, around: &Surroundings, alarm: &Alarm) -> Handled {
        let mut cx = Context::new(self, around);
        match alarm {
            Alarm::Fetch(park) => data::fetch_waited(&mut cx, *park),
            Alarm::Group(group) => group::deadline::group_is_due(&mut cx, group),
            Alarm::Log(partition) => log::retention_is_due(&mut cx, partition),
        }
        cx.done()
    }
}

fn handle(cx: &mut Context, to: ReplyTo, request: &Arc<Request>) {
    let version = request.version;
    let response = match &request.body {
        RequestBody::Produce(body) => Response::Produce(data::produce(cx, version, body)),
        RequestBody::Fetch(_) => return data::fetch(cx, to, request),
        RequestBody::ListOffsets(body) => {
            Response::ListOffsets(data::list_offsets(cx, version, body))
        }
        RequestBody::OffsetForLeaderEpoch(body) => {
            Response::OffsetForLeaderEpoch(data::offset_for_leader_epoch(cx, body))
        }
        RequestBody::DeleteRecords(body) => Response::DeleteRecords(data::delete_records(cx, body)),
        RequestBody::Metadata(body) => Response::Metadata(metadata::metadata(cx, body)),
        RequestBody::FindCoordinator(body) => {
            Response::FindCoordinator(coordinator::find_coordinator(cx, version, body))
        }
        RequestBody::JoinGroup(body) => {
            return group::join::join_group(cx, to, version, &request.client_id, body)
        }
        RequestBody::SyncGroup(body) => return group::sync::sync_group(cx, to, version, body),
        RequestBody::Heartbeat(body) => Response::Heartbeat(group::heartbeat::heartbeat(cx, body)),
        RequestBody::LeaveGroup(body) => {
            Response::LeaveGroup(group::leave::leave_group(cx, version, body))
        }
        RequestBody::OffsetCommit(body) => {
            Response::OffsetCommit(offset_commit::offset_commit(cx, version, body))
        }
        RequestBody::OffsetFetch(body) => {
            Response::OffsetFetch(offset_fetch::offset_fetch(cx, version, body))
        }
        RequestBody::CreateTopics(body) => Response::CreateTopics(topics::create_topics(cx, body)),
        RequestBody::CreatePartitions(body) => {
            Response::CreatePartitions(topics::create_partitions(cx, body))
        }
        RequestBody::DeleteTopics(body) => {
            Response::DeleteTopics(topics::delete_topics(cx, version, body))
        }
        RequestBody::DescribeConfigs(body) => {
            Response::DescribeConfigs(configs::describe_configs(cx, body))
        }
        RequestBody::IncrementalAlterConfigs(body) => {
            Response::IncrementalAlterConfigs(configs::alter_configs(cx, body, false))
        }
        RequestBody::AlterConfigs(body) => {
            Response::AlterConfigs(configs::alter_configs(cx, body, true))
        }
        RequestBody::DeleteGroups(body) => {
            Response::DeleteGroups(group::delete::delete_groups(cx, body))
        }
        RequestBody::DescribeGroups(body) => {
            Response::DescribeGroups(group::describe::describe_groups(cx, version, body))
        }
        RequestBody::ListGroups(body) => {
            Response::ListGroups(group::describe::list_groups(cx, body))
        }
        RequestBody::OffsetDelete(body) => {
            Response::OffsetDelete(offset_delete::offset_delete(cx, body))
        }
        RequestBody::InitProducerId(body) => {
            Response::InitProducerId(producer_id::init_producer_id(cx, version, body))
        }
        RequestBody::DescribeProducers(body) => {
            Response::DescribeProducers(producer_id::describe_producers(cx, body))
        }
    };
    let one_way = request.body.is_one_way();
    if one_way && !response.error().is_none() {
        cx.hang_up(to);
    } else {
        cx.respond(to, (!one_way).then_some(response));
    }
}

/// The body of a request that is known to be a Fetch.
pub(crate) fn fetch_body(request: &Request) -> Option<&FetchRequest> {
    match &request.body {
        RequestBody::Fetch(body) => Some(body),
        _ => None,
    }
}
