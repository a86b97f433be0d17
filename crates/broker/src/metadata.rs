//! Metadata, which makes missing topics where both sides allow it.

use super::{topics, BrokerEvent, Topic, OFFSETS_TOPIC};
use crate::context::Context;
use protocol::api::{MetadataRequest, MetadataResponse, TopicMetadata};
use protocol::config::Settings;
use protocol::error::KafkaError;
use protocol::name::Name;
use protocol::topic_name;
use protocol::topic_partition::{TopicId, NO_TOPIC_ID};

/// Answers Metadata. A topic that is made for it is there when the client asks
/// again; this time it is told that it is not there.
/// Source: `KafkaApis.getTopicMetadata`.
pub(super) fn metadata(cx: &mut Context, request: &MetadataRequest) -> MetadataResponse {
    let mut answers: Vec<TopicMetadata> =
        request.topic_ids.iter().map(|id| by_id(cx, *id)).collect();
    let names = match &request.topics {
        Some(names) => names.clone(),
        None => cx.broker().topics().keys().cloned().collect(),
    };
    for name in names {
        let answer = match cx.broker().topic(&name) {
            Some(topic) => known(&name, topic),
            None => {
                let error = missing(cx, request, &name);
                unknown(name, NO_TOPIC_ID, error)
            }
        };
        answers.push(answer);
    }
    MetadataResponse { topics: answers }
}

fn known(name: &Name, topic: &Topic) -> TopicMetadata {
    TopicMetadata {
        topic_id: topic.uuid(),
        is_internal: topic_name::is_internal(name),
        partitions: topic.partitions.len() as i32,
        ..unknown(name.clone(), NO_TOPIC_ID, KafkaError::None)
    }
}

fn unknown(name: Name, topic_id: TopicId, error: KafkaError) -> TopicMetadata {
    TopicMetadata {
        is_internal: topic_name::is_internal(&name),
        name,
        topic_id,
        error,
        partitions: 0,
    }
}

fn by_id(cx: &Context, id: TopicId) -> TopicMetadata {
    let broker = cx.broker();
    let found = broker.topic_named(&id);
    match found.and_then(|name| Some((name, broker.topic(name)?))) {
        Some((name, topic)) => known(name, topic),
        None => unknown(Name::default(), id, KafkaError::UnknownTopicId),
    }
}

/// What is said of a topic that is not there.
fn missing(cx: &mut Context, request: &MetadataRequest, name: &Name) -> KafkaError {
    if topic_name::validate(name).is_err() {
        return KafkaError::InvalidTopicException;
    }
    if request.allow_auto_topic_creation && cx.broker().config().auto_create_topics {
        auto_create(cx, name);
    }
    KafkaError::UnknownTopicOrPartition
}

/// Creates a topic that a client asked for, unless its name collides with
/// another one or it is one too many.
/// Source: `AutoTopicCreationManager`.
fn auto_create(cx: &mut Context, name: &Name) {
    if name.as_str() == OFFSETS_TOPIC {
        return topics::ensure_offsets_topic(cx);
    }
    let config = cx.broker().config();
    let partitions = config.num_partitions;
    let replicas = config.default_replication_factor;
    if replicas > 1
        || topics::over_limit(cx, 1, partitions)
        || topics::collides(cx.broker(), name).is_some()
    {
        return;
    }
    cx.emit(BrokerEvent::TopicCreated {
        topic: name.clone(),
        partitions,
        configs: Settings::new(),
    });
}
