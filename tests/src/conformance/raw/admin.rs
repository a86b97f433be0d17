//! Requests about topics.

use super::super::play::Stop;
use super::super::values::{list, number, text};
use super::super::world::World;
use super::offsets::id_of_topic;
use super::with_error;
use kafka_playground_engine::config::Settings;
use kafka_playground_engine::protocol::*;
use serde_json::{json, Value};

/// The id of no topic.
const NO_ID: &str = "AAAAAAAAAAAAAAAAAAAAAA";

pub(super) fn create_topics_request(request: &Value) -> CreateTopicsRequest {
    let topics = list(request, "topics").iter().map(|topic| {
        let mut configs = Settings::new();
        for config in list(topic, "configs") {
            configs.insert(text(config, "name").into(), text(config, "value").into());
        }
        NewTopic {
            name: text(topic, "name").into(),
            partitions: number(topic, "numPartitions").unwrap_or_default() as i32,
            configs,
        }
    });
    CreateTopicsRequest {
        topics: topics.collect(),
    }
}

pub(super) fn create_topics_json(world: &World, body: &AdminResponse, version: i16) -> Value {
    let topics = body.results.iter().map(|result| {
        let mut json = json!({
            "name": result.name.as_str(),
            "errorMessage": result.message,
        });
        if version >= 5 {
            json["numPartitions"] = json!(-1);
            json["replicationFactor"] = json!(-1);
            json["configs"] = json!([]);
        }
        if version >= 7 {
            json["topicId"] = if result.error.is_none() {
                id_of_topic(world, &result.name)
            } else {
                json!(NO_ID)
            };
        }
        with_error(result.error, json)
    });
    json!({"topics": topics.collect::<Vec<_>>()})
}

pub(super) fn create_partitions_request(request: &Value) -> CreatePartitionsRequest {
    let topics = list(request, "topics").iter().map(|topic| {
        let count = number(topic, "count").unwrap_or_default() as i32;
        (text(topic, "name").into(), count)
    });
    CreatePartitionsRequest {
        topics: topics.collect(),
    }
}

pub(super) fn create_partitions_json(body: &AdminResponse) -> Value {
    let results = body.results.iter().map(|result| {
        let json = json!({"name": result.name.as_str(), "errorMessage": result.message});
        with_error(result.error, json)
    });
    json!({"results": results.collect::<Vec<_>>()})
}

pub(super) fn delete_topics_request(
    version: i16,
    request: &Value,
) -> Result<DeleteTopicsRequest, Stop> {
    if version < 6 {
        return Ok(DeleteTopicsRequest {
            topics: super::values::names(request, "topicNames"),
        });
    }
    let mut topics = Vec::new();
    for topic in list(request, "topics") {
        match topic["name"].as_str() {
            Some(name) => topics.push(name.into()),
            None => return Err(Stop::NotYet("DeleteTopics by id".to_owned())),
        }
    }
    Ok(DeleteTopicsRequest { topics })
}

pub(super) fn delete_topics_json(world: &World, body: &AdminResponse, version: i16) -> Value {
    let results = body.results.iter().map(|result| {
        let mut json = json!({"name": result.name.as_str()});
        if version >= 5 {
            json["errorMessage"] = json!(result.message);
        }
        if version >= 6 {
            json["topicId"] = if result.error.is_none() {
                id_of_topic(world, &result.name)
            } else {
                json!(NO_ID)
            };
        }
        with_error(result.error, json)
    });
    json!({"responses": results.collect::<Vec<_>>()})
}
