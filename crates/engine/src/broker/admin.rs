//! Metadata, and topics and groups made, grown and deleted.

use super::{data, offset_commit, topic_name, BrokerEvent, OFFSETS_TOPIC};
use crate::cluster::Context;
use crate::config::{Settings, TopicConfig};
use crate::error::KafkaError;
use crate::name::Name;
use crate::protocol::{
    AdminResponse, AdminResult, CreatePartitionsRequest, CreateTopicsRequest, DeleteTopicsRequest,
    MetadataRequest, MetadataResponse, NewTopic, TopicMetadata,
};

/// Answers Metadata, and creates missing topics where both sides allow it.
pub(super) fn metadata(cx: &mut Context, request: &MetadataRequest) -> MetadataResponse {
    let names = match &request.topics {
        Some(names) => names.clone(),
        None => cx.broker().topics.keys().cloned().collect(),
    };
    let topics = names
        .into_iter()
        .map(|name| {
            let known = cx.broker().partition_count(&name);
            let error = match known {
                Some(_) => KafkaError::None,
                None if topic_name::validate(&name).is_err() => KafkaError::InvalidTopicException,
                None if request.allow_auto_topic_creation && auto_create(cx, &name) => {
                    // The client asks again; then the topic is there.
                    KafkaError::UnknownTopicOrPartition
                }
                None => KafkaError::UnknownTopicOrPartition,
            };
            TopicMetadata {
                name,
                error,
                partitions: known.unwrap_or(0),
            }
        })
        .collect();
    MetadataResponse { topics }
}

/// Creates a topic that a client asked for, where the broker does that.
fn auto_create(cx: &mut Context, name: &Name) -> bool {
    let config = &cx.broker().config;
    let partitions = config.num_partitions;
    if !config.auto_create_topics || over_limit(cx, 1, partitions) || collides(cx, name).is_some() {
        return false;
    }
    cx.emit(BrokerEvent::TopicCreated {
        topic: name.clone(),
        partitions,
        configs: Settings::new(),
    });
    true
}

/// The topic of committed offsets is made when a group first needs it.
pub(super) fn ensure_offsets_topic(cx: &mut Context) {
    if cx.broker().topics.contains_key(OFFSETS_TOPIC) {
        return;
    }
    cx.emit(BrokerEvent::TopicCreated {
        topic: OFFSETS_TOPIC.into(),
        partitions: cx.broker().config.offsets_partitions,
        configs: [("cleanup.policy", "compact")]
            .map(|(key, value)| (key.into(), value.into()))
            .into(),
    });
}

/// Whether one topic more, or one so wide, is more than the playground holds.
fn over_limit(cx: &Context, more_topics: usize, partitions: i32) -> bool {
    let users = cx
        .broker()
        .topics
        .keys()
        .filter(|name| !topic_name::is_internal(name))
        .count();
    users + more_topics > cx.limits().topics || partitions > cx.limits().partitions_per_topic
}

fn collides(cx: &Context, name: &str) -> Option<Name> {
    let topics = &cx.broker().topics;
    topics
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

/// Creates topics.
pub(super) fn create_topics(cx: &mut Context, request: &CreateTopicsRequest) -> AdminResponse {
    let results = request
        .topics
        .iter()
        .map(|topic| match check_new(cx, topic) {
            Err((error, message)) => AdminResult::refused(topic.name.clone(), error, message),
            Ok(partitions) => {
                cx.emit(BrokerEvent::TopicCreated {
                    topic: topic.name.clone(),
                    partitions,
                    configs: topic.configs.clone(),
                });
                AdminResult::done(topic.name.clone())
            }
        })
        .collect();
    AdminResponse { results }
}

/// Checks a new topic in Kafka's order and answers how many partitions it gets.
fn check_new(cx: &Context, topic: &NewTopic) -> Result<i32, (KafkaError, String)> {
    let name = &topic.name;
    topic_name::validate(name).map_err(|text| (KafkaError::InvalidTopicException, text))?;
    if cx.broker().topics.contains_key(name) {
        return Err((
            KafkaError::TopicAlreadyExists,
            format!("Topic '{name}' already exists."),
        ));
    }
    if let Some(other) = collides(cx, name) {
        return Err((
            KafkaError::InvalidTopicException,
            format!("Topic '{name}' collides with existing topic: {other}"),
        ));
    }
    let partitions = match topic.partitions {
        -1 => cx.broker().config.num_partitions,
        n if n > 0 => n,
        _ => {
            return Err((
                KafkaError::InvalidPartitions,
                "Number of partitions was set to an invalid non-positive value.".to_owned(),
            ))
        }
    };
    if over_limit(cx, 1, partitions) {
        return Err((KafkaError::PolicyViolation, limit_sentence(cx)));
    }
    TopicConfig::read(&topic.configs, &cx.broker().config)
        .map_err(|refused| (KafkaError::InvalidConfig, refused.message))?;
    Ok(partitions)
}

/// Adds partitions. Nothing that is in the log moves.
pub(super) fn create_partitions(
    cx: &mut Context,
    request: &CreatePartitionsRequest,
) -> AdminResponse {
    let results = request
        .topics
        .iter()
        .map(|(name, to)| {
            let refused = match cx.broker().partition_count(name) {
                None => Some((
                    KafkaError::UnknownTopicOrPartition,
                    KafkaError::UnknownTopicOrPartition.message().to_owned(),
                )),
                Some(now) if *to == now => Some((
                    KafkaError::InvalidPartitions,
                    format!("Topic already has {now} partition(s)."),
                )),
                Some(now) if *to < now => Some((
                    KafkaError::InvalidPartitions,
                    format!("The topic {name} currently has {now} partition(s); {to} would not be an increase."),
                )),
                Some(_) if over_limit(cx, 0, *to) => {
                    Some((KafkaError::PolicyViolation, limit_sentence(cx)))
                }
                Some(_) => None,
            };
            match refused {
                Some((error, message)) => AdminResult::refused(name.clone(), error, message),
                None => {
                    cx.emit(BrokerEvent::PartitionsAdded {
                        topic: name.clone(),
                        partitions: *to,
                    });
                    AdminResult::done(name.clone())
                }
            }
        })
        .collect();
    AdminResponse { results }
}

/// Deletes topics, with the offsets that groups committed for them.
pub(super) fn delete_topics(cx: &mut Context, request: &DeleteTopicsRequest) -> AdminResponse {
    let results = request
        .topics
        .iter()
        .map(|name| {
            if !cx.broker().topics.contains_key(name) {
                let error = KafkaError::UnknownTopicOrPartition;
                return AdminResult::refused(name.clone(), error, error.message());
            }
            if topic_name::is_internal(name) {
                // Kafka would delete it; then no group could ever commit here.
                return AdminResult::refused(
                    name.clone(),
                    KafkaError::PolicyViolation,
                    "This playground keeps its internal topics.",
                );
            }
            offset_commit::forget_topic(cx, name);
            cx.emit(BrokerEvent::TopicDeleted {
                topic: name.clone(),
            });
            data::topic_is_gone(cx);
            AdminResult::done(name.clone())
        })
        .collect();
    AdminResponse { results }
}
