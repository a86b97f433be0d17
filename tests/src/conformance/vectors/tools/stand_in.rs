//! An admin client that answers out of groups and topics, as a broker would.

use super::run::Answers;
use client::call::{AdminCall, GroupFilter, OffsetAndMetadata};
use client::outcome::Outcome;
use protocol::api::{
    AdminResult, DescribedGroup, DescribedMember, ListedGroup, ListedOffset, PartitionReplicas,
    TopicDescription,
};
use protocol::consumer_protocol::encode_assignment;
use protocol::error::KafkaError;
use protocol::exception::Exception;
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::{TopicId, TopicPartition};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A log.
#[derive(Clone, Debug, Default)]
pub(super) struct Log {
    pub(super) start: Offset,
    pub(super) end: Offset,
    /// The timestamps of the records, from the first on.
    pub(super) timestamps: Vec<Millis>,
    /// Whether nobody leads it.
    pub(super) leaderless: bool,
}

/// A member of a group.
#[derive(Clone, Debug, Default)]
pub(super) struct Member {
    pub(super) id: String,
    pub(super) client_id: String,
    pub(super) instance: Option<String>,
    pub(super) partitions: Vec<TopicPartition>,
}

/// A group.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub(super) id: String,
    /// As Kafka prints it, such as `Classic`.
    pub(super) group_type: String,
    pub(super) protocol_type: String,
    pub(super) state: String,
    pub(super) assignor: String,
    pub(super) subscribed: Vec<String>,
    pub(super) members: Vec<Member>,
    pub(super) committed: BTreeMap<TopicPartition, OffsetAndMetadata>,
}

/// Groups and topics.
#[derive(Clone, Debug, Default)]
pub(super) struct StandIn {
    pub(super) logs: BTreeMap<TopicPartition, Log>,
    /// In the order in which they are listed.
    pub(super) groups: Vec<Group>,
}

/// Names that a group's description has for good.
const NAMES: &[&str] = &[
    "Stable",
    "Empty",
    "Dead",
    "PreparingRebalance",
    "CompletingRebalance",
    "Assigning",
    "Reconciling",
    "classic",
    "consumer",
    "share",
    "streams",
];

fn lasting(name: &str) -> &'static str {
    let mut names = NAMES.iter().copied();
    let found = names.find(|other| other.eq_ignore_ascii_case(name));
    found.unwrap_or_else(|| panic!("{name} is no state and no type of a group"))
}

impl Answers for StandIn {
    fn answer(&mut self, call: &AdminCall) -> Result<Outcome, String> {
        Ok(match call {
            AdminCall::ListGroups(filter) => Outcome::GroupList(self.list(filter)),
            AdminCall::DescribeGroups(groups) => {
                let groups = groups.iter().map(|group| self.describe(group));
                Outcome::Groups(groups.collect::<Result<_, _>>()?)
            }
            AdminCall::DeleteGroups(groups) => {
                Outcome::Admin(groups.iter().map(|group| self.delete(group)).collect())
            }
            AdminCall::ListGroupOffsets(group) => {
                let committed = self.group(group).map(|group| group.committed.clone());
                let committed = committed.unwrap_or_default().into_iter();
                Outcome::Committed(committed.map(|(p, offset)| (p, Some(offset))).collect())
            }
            AdminCall::AlterGroupOffsets(group, offsets) => {
                let group = self.group_or_new(group);
                let mut results = Vec::new();
                for (partition, offset) in offsets.iter() {
                    group.committed.insert(partition.clone(), offset.clone());
                    results.push((partition.clone(), KafkaError::None));
                }
                Outcome::PartitionResults(results)
            }
            AdminCall::DeleteGroupOffsets(group, partitions) => {
                self.delete_offsets(group, partitions)
            }
            AdminCall::DescribeTopics(topics) => {
                let topics = topics.iter().map(|topic| self.topic(topic));
                Outcome::DescribedTopics(topics.collect())
            }
            AdminCall::ListOffsets(asked) => {
                let listed = asked.iter().map(|(p, time)| self.look_up(p, *time));
                Outcome::ListedOffsets(listed.collect())
            }
            other => panic!("{} is not asked of groups", other.name()),
        })
    }
}

impl StandIn {
    fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }

    fn group_or_new(&mut self, id: &str) -> &mut Group {
        if self.group(id).is_none() {
            self.groups.push(Group {
                id: id.to_owned(),
                group_type: "Classic".to_owned(),
                state: "Empty".to_owned(),
                ..Group::default()
            });
        }
        let mut groups = self.groups.iter_mut();
        groups.find(|group| group.id == id).expect("it is there")
    }

    fn list(&self, filter: &GroupFilter) -> Vec<ListedGroup> {
        let wanted = |filter: &[Name], name: &str| {
            filter.is_empty() || filter.iter().any(|f| f.eq_ignore_ascii_case(name))
        };
        let groups = self.groups.iter().filter(|group| {
            wanted(&filter.states, &group.state)
                && wanted(&filter.types, &group.group_type)
                && wanted(&filter.protocol_types, &group.protocol_type)
        });
        let listed = groups.map(|group| ListedGroup {
            group_id: Name::from(&*group.id),
            protocol_type: Name::from(&*group.protocol_type),
            state: lasting(&group.state),
            group_type: lasting(&group.group_type),
        });
        listed.collect()
    }

    fn describe(&self, id: &Name) -> Result<Result<DescribedGroup, Exception>, String> {
        let Some(group) = self.group(id) else {
            let text = format!("Group {id} not found.");
            return Ok(Err(Exception::new("GroupIdNotFoundException", text)));
        };
        match &*group.group_type {
            "Classic" => {}
            "Consumer" => return Err("the consumer protocol".to_owned()),
            other => return Err(format!("groups of type {other}")),
        }
        let members = group.members.iter().map(|member| DescribedMember {
            member_id: Name::from(&*member.id),
            group_instance_id: member.instance.as_deref().map(Name::from),
            client_id: Name::from(&*member.client_id),
            client_host: "/127.0.0.1".into(),
            metadata: Arc::from([]),
            assignment: match member.partitions.is_empty() {
                true => Arc::from([]),
                false => encode_assignment(&member.partitions),
            },
        });
        Ok(Ok(DescribedGroup {
            error: KafkaError::None,
            error_message: None,
            group_id: id.clone(),
            state: lasting(&group.state),
            protocol_type: Name::from(&*group.protocol_type),
            protocol_data: Name::from(&*group.assignor),
            members: members.collect(),
        }))
    }

    fn delete(&mut self, id: &Name) -> AdminResult {
        let error = match self.group(id) {
            None => KafkaError::GroupIdNotFound,
            Some(group) if group.state != "Empty" => KafkaError::NonEmptyGroup,
            Some(_) => {
                self.groups.retain(|group| *group.id != **id);
                KafkaError::None
            }
        };
        AdminResult::failed(id.clone(), error)
    }

    fn delete_offsets(&mut self, id: &str, partitions: &[TopicPartition]) -> Outcome {
        let logs = &self.logs;
        let mut groups = self.groups.iter_mut();
        let Some(group) = groups.find(|group| group.id == id) else {
            return Outcome::Threw(Exception::of(KafkaError::GroupIdNotFound));
        };
        let mut results = Vec::new();
        for partition in partitions {
            let subscribed = group.subscribed.iter();
            let error = if !logs.contains_key(partition) {
                KafkaError::UnknownTopicOrPartition
            } else if subscribed.clone().any(|topic| *topic == *partition.topic) {
                KafkaError::GroupSubscribedToTopic
            } else {
                group.committed.remove(partition);
                KafkaError::None
            };
            results.push((partition.clone(), error));
        }
        Outcome::PartitionResults(results)
    }

    fn topic(&self, name: &Name) -> TopicDescription {
        let logs = self.logs.iter().filter(|(p, _)| p.topic == *name);
        let partitions: Vec<_> = logs.map(|(p, log)| replicas(p, log)).collect();
        TopicDescription {
            name: name.clone(),
            topic_id: TopicId::default(),
            is_internal: false,
            error: match partitions.is_empty() {
                true => KafkaError::UnknownTopicOrPartition,
                false => KafkaError::None,
            },
            partitions,
        }
    }

    fn look_up(&self, partition: &TopicPartition, time: Millis) -> ListedOffset {
        let found = self.logs.get(partition).map(|log| match time {
            -1 => (log.end, -1),
            -2 => (log.start, -1),
            time => {
                let mut records = (log.start..).zip(log.timestamps.iter().copied());
                records.find(|(_, at)| *at >= time).unwrap_or((-1, -1))
            }
        });
        let (offset, timestamp) = found.unwrap_or((-1, -1));
        ListedOffset {
            partition: partition.clone(),
            error: match found {
                None => KafkaError::UnknownTopicOrPartition,
                Some(_) => KafkaError::None,
            },
            timestamp,
            offset,
            leader_epoch: -1,
        }
    }
}

/// A partition of the one broker, which leads it if anybody does.
fn replicas(partition: &TopicPartition, log: &Log) -> PartitionReplicas {
    let leader = (!log.leaderless).then_some(1);
    PartitionReplicas {
        partition: partition.partition,
        leader,
        replicas: vec![1],
        isr: leader.into_iter().collect(),
        elr: Some(Vec::new()),
        last_known_elr: Some(Vec::new()),
    }
}
