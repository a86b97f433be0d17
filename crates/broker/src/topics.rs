//! Topics made, grown and deleted.

use super::configs::effective_topic_configs;
use super::{data, group, group_records, Broker, BrokerEvent, Topic, NODE_ID, OFFSETS_TOPIC};
use crate::config::TopicConfig;
use crate::context::Context;
use protocol::api::{
    AdminResponse, AdminResult, CreatePartitionsRequest, CreateTopicsRequest, CreatedTopic,
    DeleteTopicState, DeleteTopicsRequest, NewPartitions, NewTopic,
};
use protocol::error::KafkaError;
use protocol::java;
use protocol::name::Name;
use protocol::topic_name;
use protocol::topic_partition::{TopicId, NO_TOPIC_ID};
use std::sync::Arc;

type Refusal = (KafkaError, String);

/// The most partitions that one request may make.
const MAX_NEW_PARTITIONS: i64 = 10_000;

/// The topic of the cluster's own records, which nobody makes.
const CLUSTER_METADATA: &str = "__cluster_metadata";

/// The topic of committed offsets is made when a group first needs it.
/// Source: `GroupCoordinator.groupMetadataTopicConfigs`.
pub(super) fn ensure_offsets_topic(cx: &mut Context) {
    if cx.broker().topics().contains_key(OFFSETS_TOPIC) {
        return;
    }
    let config = cx.broker().config();
    // A topic cannot have smaller segments.
    let segment_bytes = config.offsets_segment_bytes.max(1 << 20).to_string();
    let partitions = config.offsets_partitions;
    cx.emit(BrokerEvent::TopicCreated {
        topic: OFFSETS_TOPIC.into(),
        partitions,
        configs: [
            ("cleanup.policy", "compact"),
            ("compression.type", "producer"),
            ("segment.bytes", &segment_bytes),
        ]
        .map(|(key, value)| (key.into(), value.into()))
        .into(),
    });
}

/// Whether some topics more, or one so wide, is more than the playground
/// holds.
pub(super) fn over_limit(cx: &Context, more_topics: usize, partitions: i32) -> bool {
    let users = cx
        .broker()
        .topics()
        .keys()
        .filter(|name| !topic_name::is_internal(name))
        .count();
    users + more_topics > cx.limits().topics || partitions > cx.limits().partitions_per_topic
}

/// The topic that is there whose name differs from this one only by dots and
/// underscores.
pub(super) fn collides(broker: &Broker, name: &str) -> Option<Name> {
    broker
        .topics()
        .keys()
        .find(|other| topic_name::collides(name, other))
        .cloned()
}

/// The sentence for what is over a limit of this playground.
fn limit_sentence(cx: &Context) -> String {
    format!(
        "This playground holds at most {} topics of at most {} partitions each.",
        cx.limits().topics,
        cx.limits().partitions_per_topic
    )
}

/// Names that are in a list more than once.
fn duplicates(names: &[&Name]) -> Vec<Name> {
    let mut twice: Vec<Name> = Vec::new();
    for (index, name) in names.iter().enumerate() {
        if names[..index].contains(name) && !twice.contains(name) {
            twice.push((*name).clone());
        }
    }
    java::name_order(twice)
}

/// Creates topics, each on its own. A topic that is named twice is not made.
/// Source: `ControllerApis.createTopics`, `ReplicationControlManager.createTopics`.
pub(super) fn create_topics(cx: &mut Context, request: &CreateTopicsRequest) -> AdminResponse {
    let names: Vec<&Name> = request.topics.iter().map(|topic| &topic.name).collect();
    let twice = duplicates(&names);
    let wanted =
        |topic: &&NewTopic| !twice.contains(&topic.name) && topic.name.as_str() != CLUSTER_METADATA;
    let topics: Vec<&NewTopic> = request.topics.iter().filter(wanted).collect();
    let too_many = partitions_in_all(cx.broker(), &topics) > MAX_NEW_PARTITIONS;
    let mut results = Vec::new();
    let mut planned = Vec::new();
    for topic in topics {
        let checked = if too_many {
            let text = "Excessively large number of partitions per request.";
            Err((KafkaError::PolicyViolation, text.to_owned()))
        } else {
            check_new(cx, topic, planned.len())
        };
        match checked {
            Ok(created) => {
                planned.push((results.len(), topic));
                let mut result = AdminResult::done(topic.name.clone());
                result.created = Some(Arc::new(created));
                let id = cx.broker().topics_made() + planned.len() as u64 - 1;
                results.push(result.of_topic(Topic::uuid_of(id)));
            }
            Err((error, text)) => {
                results.push(AdminResult::refused(topic.name.clone(), error, text));
            }
        }
    }
    if !request.validate_only {
        for (result, topic) in planned {
            let created = results[result].created.clone();
            cx.emit(BrokerEvent::TopicCreated {
                topic: topic.name.clone(),
                partitions: created.map_or(1, |created| created.num_partitions),
                configs: topic.configs.clone(),
            });
        }
    }
    let invalid =
        |name: Name, text: &str| AdminResult::refused(name, KafkaError::InvalidRequest, text);
    let once = |name: &&&Name| name.as_str() == CLUSTER_METADATA && !twice.contains(**name);
    let cluster = names.iter().find(once).map(|name| {
        let text = "Creation of internal topic __cluster_metadata is prohibited.";
        invalid((*name).clone(), text)
    });
    let twice = twice.iter().cloned();
    results.extend(twice.map(|name| invalid(name, "Duplicate topic name.")));
    results.extend(cluster);
    AdminResponse { results }
}

fn partitions_in_all(broker: &Broker, topics: &[&NewTopic]) -> i64 {
    let each = topics.iter().map(|topic| match topic.partitions {
        _ if !topic.assignments.is_empty() => topic.assignments.len() as i64,
        -1 => i64::from(broker.config().num_partitions),
        n => i64::from(n.max(0)),
    });
    each.sum()
}

/// Checks a new topic in Kafka's order and answers what it will be like;
/// `planned` are made before it.
fn check_new(cx: &Context, topic: &NewTopic, planned: usize) -> Result<CreatedTopic, Refusal> {
    let name = &topic.name;
    let broker = cx.broker();
    if broker.topics().contains_key(name) {
        let text = ["Topic '", name, "' already exists."].concat();
        return Err((KafkaError::TopicAlreadyExists, text));
    }
    if let Some(other) = collides(broker, name) {
        let text = ["Topic '", name, "' collides with existing topic: ", &other];
        return Err((KafkaError::InvalidTopicException, text.concat()));
    }
    topic_name::validate(name).map_err(|text| (KafkaError::InvalidTopicException, text))?;
    if !topic.null_configs.is_empty() {
        let nulls: Vec<&str> = topic.null_configs.iter().map(Name::as_str).collect();
        let text = [
            "Null value not supported for topic configs: ",
            &nulls.join(","),
        ];
        return Err((KafkaError::InvalidConfig, text.concat()));
    }
    TopicConfig::read(&topic.configs, broker.config())
        .map_err(|refused| (KafkaError::InvalidConfig, refused.message))?;
    let (num_partitions, replication_factor) = match topic.assignments.is_empty() {
        true => counted(broker, topic)?,
        false => assigned(topic)?,
    };
    if over_limit(cx, planned + 1, num_partitions) {
        return Err((KafkaError::PolicyViolation, limit_sentence(cx)));
    }
    Ok(CreatedTopic {
        num_partitions,
        replication_factor,
        configs: effective_topic_configs(broker, &topic.configs),
    })
}

/// How many partitions and replicas a topic gets by their numbers.
fn counted(broker: &Broker, topic: &NewTopic) -> Result<(i32, i16), Refusal> {
    let factor = match topic.replication_factor {
        -1 => broker.config().default_replication_factor,
        n if n > 0 => n,
        _ => {
            let text = "Replication factor must be larger than 0, or -1 to use the default value.";
            return Err((KafkaError::InvalidReplicationFactor, text.to_owned()));
        }
    };
    let partitions = match topic.partitions {
        -1 => broker.config().num_partitions,
        n if n > 0 => n,
        _ => {
            let text = "Number of partitions was set to an invalid non-positive value.";
            return Err((KafkaError::InvalidPartitions, text.to_owned()));
        }
    };
    if factor > 1 {
        let n = factor.to_string();
        let text = [
            "Unable to replicate the partition ",
            &n,
            " time(s): The target replication factor of ",
            &n,
            " cannot be reached because only 1 broker(s) are registered or some brokers have all their log directories cordoned.",
        ];
        return Err((KafkaError::InvalidReplicationFactor, text.concat()));
    }
    Ok((partitions, factor))
}

/// How many partitions and replicas a topic gets by naming their brokers.
fn assigned(topic: &NewTopic) -> Result<(i32, i16), Refusal> {
    let invalid = |what: &str| {
        let start = "A manual partition assignment was specified, but ";
        let text = [start, what, " was not set to -1."].concat();
        Err((KafkaError::InvalidRequest, text))
    };
    if topic.replication_factor != -1 {
        return invalid("replication factor");
    }
    if topic.partitions != -1 {
        return invalid("numPartitions");
    }
    let assignments = &topic.assignments;
    let mut factor = None;
    for (index, (partition, brokers)) in assignments.iter().enumerate() {
        if assignments[..index].iter().any(|(p, _)| p == partition) {
            let text = "Found multiple manual partition assignments for partition ";
            let text = [text, &partition.to_string()].concat();
            return Err((KafkaError::InvalidReplicaAssignment, text));
        }
        check_brokers(brokers, factor)?;
        factor = Some(brokers.len());
    }
    let count = assignments.len() as i32;
    let is_there = |n: i32| assignments.iter().any(|(partition, _)| *partition == n);
    if !(0..count).all(is_there) {
        let text = "partitions should be a consecutive 0-based integer sequence";
        return Err((KafkaError::InvalidReplicaAssignment, text.to_owned()));
    }
    Ok((count, factor.unwrap_or(1) as i16))
}

/// Checks the brokers of one partition; each partition has to have as many.
/// Source: `ReplicationControlManager.validateManualPartitionAssignment`.
fn check_brokers(brokers: &[i32], factor: Option<usize>) -> Result<(), Refusal> {
    let refuse = |parts: &[&str]| {
        let start = "The manual partition assignment includes ";
        let text = [start, &parts.concat()].concat();
        Err((KafkaError::InvalidReplicaAssignment, text))
    };
    if brokers.is_empty() {
        return refuse(&["an empty replica list."]);
    }
    let mut sorted: Vec<i32> = brokers.to_vec();
    protocol::sort::sort_by(&mut sorted, Ord::cmp);
    for (index, broker) in sorted.iter().enumerate() {
        let id = broker.to_string();
        if *broker != NODE_ID {
            return refuse(&["broker ", &id, ", but no such broker is registered."]);
        }
        if index > 0 && sorted[index - 1] == *broker {
            return refuse(&["the broker ", &id, " more than once."]);
        }
    }
    match factor {
        Some(factor) if factor != brokers.len() => refuse(&[
            "a partition with ",
            &brokers.len().to_string(),
            " replica(s), but this is not consistent with previous partitions, which have ",
            &factor.to_string(),
            " replica(s).",
        ]),
        _ => Ok(()),
    }
}

/// Adds partitions. Nothing that is in the log moves. The answers come in the
/// order of Java's set of the names, behind those for names given twice.
/// Source: `ControllerApis.createPartitions`, `ReplicationControlManager.createPartitions`.
pub(super) fn create_partitions(
    cx: &mut Context,
    request: &CreatePartitionsRequest,
) -> AdminResponse {
    let names: Vec<&Name> = request.topics.iter().map(|topic| &topic.name).collect();
    let twice = duplicates(&names);
    let once = names.into_iter().filter(|name| !twice.contains(name));
    let order = java::name_order(once.cloned().collect());
    let mut results: Vec<AdminResult> = twice
        .iter()
        .map(|name| {
            let text = "Duplicate topic name.";
            AdminResult::refused(name.clone(), KafkaError::InvalidRequest, text)
        })
        .collect();
    for name in order {
        let asked = request.topics.iter().find(|topic| topic.name == name);
        let Some(asked) = asked else {
            continue;
        };
        if !cx.broker().topics().contains_key(&name) {
            let error = KafkaError::UnknownTopicOrPartition;
            results.push(AdminResult::failed(name, error));
            continue;
        }
        match check_growth(cx, asked) {
            Err((error, text)) => results.push(AdminResult::refused(name, error, text)),
            Ok(()) => {
                if !request.validate_only {
                    cx.emit(BrokerEvent::PartitionsAdded {
                        topic: name.clone(),
                        partitions: asked.count,
                    });
                }
                results.push(AdminResult::done(name));
            }
        }
    }
    AdminResponse { results }
}

fn check_growth(cx: &Context, asked: &NewPartitions) -> Result<(), Refusal> {
    let now = cx.broker().partition_count(&asked.name).unwrap_or_default();
    let (count, count_now) = (asked.count.to_string(), now.to_string());
    if asked.count == now {
        let text = ["Topic already has ", &count_now, " partition(s)."];
        return Err((KafkaError::InvalidPartitions, text.concat()));
    }
    if asked.count < now {
        let text = [
            "The topic ",
            &asked.name,
            " currently has ",
            &count_now,
            " partition(s); ",
            &count,
            " would not be an increase.",
        ];
        return Err((KafkaError::InvalidPartitions, text.concat()));
    }
    if let Some(assignments) = &asked.assignments {
        let more = (asked.count - now) as usize;
        if assignments.len() != more {
            let text = [
                "Attempted to add ",
                &more.to_string(),
                " additional partition(s), but only ",
                &assignments.len().to_string(),
                " assignment(s) were specified.",
            ];
            return Err((KafkaError::InvalidReplicaAssignment, text.concat()));
        }
        for brokers in assignments {
            check_brokers(brokers, Some(1))?;
        }
    }
    if over_limit(cx, 0, asked.count) {
        return Err((KafkaError::PolicyViolation, limit_sentence(cx)));
    }
    Ok(())
}

/// Deletes topics, given by name or by id, with the offsets that groups
/// committed for them. Kafka shuffles its answers; here what is refused comes
/// first.
/// Source: `ControllerApis.deleteTopics`.
pub(super) fn delete_topics(
    cx: &mut Context,
    version: i16,
    request: &DeleteTopicsRequest,
) -> AdminResponse {
    if !cx.broker().config().delete_topic_enable {
        let error = match version {
            ..=2 => KafkaError::InvalidRequest,
            _ => KafkaError::TopicDeletionDisabled,
        };
        let each = request.topics.iter().map(|topic| answer(topic, error));
        return AdminResponse {
            results: each.collect(),
        };
    }
    let invalid = |topic: &DeleteTopicState, text: &str| AdminResult {
        message: Some(text.to_owned()),
        ..answer(topic, KafkaError::InvalidRequest)
    };
    let mut results = Vec::new();
    let (mut once, mut twice): (Vec<&DeleteTopicState>, Vec<&DeleteTopicState>) =
        (Vec::new(), Vec::new());
    for topic in &request.topics {
        match (&topic.name, topic.topic_id == NO_TOPIC_ID) {
            (None, true) => {
                results.push(invalid(topic, "Neither topic name nor id were specified."));
            }
            (Some(_), false) => {
                let text = "You may not specify both topic name and topic id.";
                results.push(invalid(topic, text));
            }
            _ if twice.contains(&topic) => {}
            _ if once.contains(&topic) => {
                once.retain(|other| *other != topic);
                twice.push(topic);
            }
            _ => once.push(topic),
        }
    }
    for topic in &twice {
        results.push(match topic.name {
            Some(_) => invalid(topic, "Duplicate topic name."),
            None => invalid(topic, "Duplicate topic id."),
        });
    }
    let (gone, refused) = to_delete(cx.broker(), &once);
    results.extend(refused);
    for (name, id) in gone {
        results.push(delete(cx, name).of_topic(id));
    }
    AdminResponse { results }
}

/// The answer for a topic that is not deleted.
fn answer(topic: &DeleteTopicState, error: KafkaError) -> AdminResult {
    let name = topic.name.clone();
    AdminResult {
        named: name.is_some(),
        ..AdminResult::failed(name.unwrap_or_default(), error).of_topic(topic.topic_id)
    }
}

/// Which topics a request means, and the answers for what is not there.
fn to_delete(
    broker: &Broker,
    topics: &[&DeleteTopicState],
) -> (Vec<(Name, TopicId)>, Vec<AdminResult>) {
    let mut found: Vec<(Name, TopicId)> = Vec::new();
    let mut refused = Vec::new();
    let unknown = |topic: &DeleteTopicState, error: KafkaError| AdminResult {
        message: Some(error.message().to_owned()),
        ..answer(topic, error)
    };
    let by_name = |topic: &&&DeleteTopicState| topic.name.is_some();
    for topic in topics.iter().filter(|topic| !by_name(topic)) {
        match broker.topic_named(&topic.topic_id) {
            Some(name) => found.push((name.clone(), topic.topic_id)),
            None => refused.push(unknown(topic, KafkaError::UnknownTopicId)),
        }
    }
    let ids: Vec<TopicId> = found.iter().map(|(_, id)| *id).collect();
    for topic in topics.iter().filter(by_name) {
        let name = topic.name.clone().unwrap_or_default();
        match broker.topic_id(&name) {
            NO_TOPIC_ID => refused.push(unknown(topic, KafkaError::UnknownTopicOrPartition)),
            id if ids.contains(&id) => {
                found.retain(|(_, other)| *other != id);
                let text = "The provided topic name maps to an ID that was already supplied.";
                let error = KafkaError::InvalidRequest;
                refused.push(AdminResult::refused(name, error, text).of_topic(id));
            }
            id => found.push((name, id)),
        }
    }
    (found, refused)
}

fn delete(cx: &mut Context, name: Name) -> AdminResult {
    if *name == *OFFSETS_TOPIC {
        group::unload::unload_groups(cx);
    } else {
        group_records::forget_topic(cx, &name);
    }
    cx.emit(BrokerEvent::TopicDeleted {
        topic: name.clone(),
    });
    data::topic_is_gone(cx);
    AdminResult::done(name)
}
