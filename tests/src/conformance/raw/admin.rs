//! Requests about topics and settings.

use super::super::values::{list, names, number, text};
use super::super::world::World;
use super::{nullable, nullable_list, topic_id, with_error};
use protocol::api::*;
use protocol::name::Name;
use protocol::topic_partition::{TopicId, NO_TOPIC_ID};
use serde_json::{json, Value};

/// The numbers of a field.
fn numbers(value: &Value, field: &str) -> Vec<i32> {
    let all = list(value, field).iter();
    all.map(|n| n.as_i64().unwrap_or_default() as i32).collect()
}

pub(super) fn create_topics_request(request: &Value) -> CreateTopicsRequest {
    let topics = list(request, "topics").iter().map(|topic| {
        let mut new = NewTopic {
            name: text(topic, "name").into(),
            partitions: number(topic, "numPartitions").unwrap_or_default() as i32,
            replication_factor: number(topic, "replicationFactor").unwrap_or_default() as i16,
            ..NewTopic::default()
        };
        for assigned in list(topic, "assignments") {
            let partition = number(assigned, "partitionIndex").unwrap_or_default() as i32;
            new.assignments
                .push((partition, numbers(assigned, "brokerIds")));
        }
        for config in list(topic, "configs") {
            let name: Name = text(config, "name").into();
            match config["value"].as_str() {
                Some(value) => {
                    new.configs.insert(name, value.into());
                }
                None => new.null_configs.push(name),
            }
        }
        new
    });
    CreateTopicsRequest {
        topics: topics.collect(),
        validate_only: request["validateOnly"] == json!(true),
    }
}

/// A topic's id, the name of the topic for one that is there.
fn id(id: &TopicId) -> Value {
    match *id {
        NO_TOPIC_ID => json!("AAAAAAAAAAAAAAAAAAAAAA"),
        _ => json!(topic_id::text(id)),
    }
}

pub(super) fn create_topics_json(body: &AdminResponse, version: i16) -> Value {
    let topics = body.results.iter().map(|result| {
        let mut json = json!({"name": result.name.as_str()});
        if version >= 1 {
            json["errorMessage"] = json!(result.message);
        }
        if version >= 5 {
            let created = result.created.as_deref();
            let configs = created.map_or(&[][..], |created| &created.configs);
            json["numPartitions"] = json!(created.map_or(-1, |created| created.num_partitions));
            json["replicationFactor"] =
                json!(created.map_or(-1, |created| created.replication_factor));
            json["configs"] = configs.iter().map(created_config).collect();
        }
        if version >= 7 {
            json["topicId"] = id(&result.topic_id);
        }
        with_error(result.error, json)
    });
    json!({"topics": topics.collect::<Vec<_>>()})
}

fn created_config(entry: &ConfigEntry) -> Value {
    json!({
        "name": entry.name.as_str(),
        "value": nullable(entry.value.as_ref()),
        "readOnly": entry.read_only,
        "configSource": entry.source as i8,
        "isSensitive": entry.is_sensitive,
    })
}

pub(super) fn create_partitions_request(request: &Value) -> CreatePartitionsRequest {
    let topics = list(request, "topics").iter().map(|topic| NewPartitions {
        name: text(topic, "name").into(),
        count: number(topic, "count").unwrap_or_default() as i32,
        assignments: nullable_list(topic, "assignments").map(|all| {
            all.iter()
                .map(|assigned| numbers(assigned, "brokerIds"))
                .collect()
        }),
    });
    CreatePartitionsRequest {
        topics: topics.collect(),
        validate_only: request["validateOnly"] == json!(true),
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
    world: &World,
    version: i16,
    request: &Value,
) -> DeleteTopicsRequest {
    let topics = match version {
        ..=5 => names(request, "topicNames")
            .into_iter()
            .map(DeleteTopicState::from)
            .collect(),
        _ => list(request, "topics")
            .iter()
            .map(|topic| DeleteTopicState {
                name: topic["name"].as_str().map(Name::from),
                topic_id: topic_id::read(world, &topic["topicId"]),
            })
            .collect(),
    };
    DeleteTopicsRequest { topics }
}

pub(super) fn delete_topics_json(body: &AdminResponse, version: i16) -> Value {
    let results = body.results.iter().map(|result| {
        let name = result.named.then_some(&result.name);
        let mut json = json!({"name": nullable(name)});
        if version >= 5 {
            json["errorMessage"] = json!(result.message);
        }
        if version >= 6 {
            json["topicId"] = id(&result.topic_id);
        }
        with_error(result.error, json)
    });
    json!({"responses": results.collect::<Vec<_>>()})
}

fn resource(resource: &Value) -> ConfigResource {
    let kind = number(resource, "resourceType").unwrap_or_default();
    ConfigResource {
        kind: ResourceType::of(kind as i8),
        name: text(resource, "resourceName").into(),
    }
}

pub(super) fn describe_configs_request(request: &Value) -> DescribeConfigsRequest {
    let resources = list(request, "resources").iter();
    DescribeConfigsRequest {
        resources: resources
            .map(|asked| DescribeConfigsResource {
                resource: resource(asked),
                keys: nullable_list(asked, "configurationKeys")
                    .map(|_| names(asked, "configurationKeys")),
            })
            .collect(),
        include_synonyms: request["includeSynonyms"] == json!(true),
    }
}

pub(super) fn describe_configs_json(body: &DescribeConfigsResponse, version: i16) -> Value {
    let results = body.results.iter().map(|described| {
        let configs = described.configs.iter().map(|entry| {
            let synonyms = entry.synonyms.iter().map(|synonym| {
                json!({
                    "name": synonym.name.as_str(),
                    "value": nullable(synonym.value.as_ref()),
                    "source": synonym.source as i8,
                })
            });
            let mut json = created_config(entry);
            json["synonyms"] = synonyms.collect();
            if version >= 3 {
                json["configType"] = json!(config_type(&described.resource, entry));
                json["documentation"] = Value::Null;
            }
            json
        });
        let json = json!({
            "resourceType": described.resource.kind as i8,
            "resourceName": described.resource.name.as_str(),
            "errorMessage": described.error_message,
            "configs": configs.collect::<Vec<_>>(),
        });
        with_error(described.error, json)
    });
    json!({"results": results.collect::<Vec<_>>()})
}

/// The number of a setting's type in an answer; 0 is unknown.
fn config_type(resource: &ConfigResource, entry: &ConfigEntry) -> i8 {
    use protocol::config::{BROKER, GROUP, TOPIC};
    let def = match resource.kind {
        ResourceType::Topic => &TOPIC,
        ResourceType::Group => &GROUP,
        _ => &BROKER,
    };
    def.find(&entry.name).map_or(0, |d| d.kind as i8 + 1)
}

pub(super) fn alter_configs_request(request: &Value) -> AlterConfigsRequest {
    let resources = list(request, "resources").iter().map(|change| {
        let configs = list(change, "configs").iter();
        AlterConfigsResource {
            resource: resource(change),
            configs: configs
                .map(|config| AlterableConfig {
                    name: text(config, "name").into(),
                    operation: match number(config, "configOperation") {
                        Some(1) => AlterOperation::Delete,
                        Some(2) => AlterOperation::Append,
                        Some(3) => AlterOperation::Subtract,
                        _ => AlterOperation::Set,
                    },
                    value: config["value"].as_str().map(Name::from),
                })
                .collect(),
        }
    });
    AlterConfigsRequest {
        resources: resources.collect(),
        validate_only: request["validateOnly"] == json!(true),
    }
}

pub(super) fn alter_configs_json(body: &AlterConfigsResponse) -> Value {
    let responses = body.responses.iter().map(|altered| {
        let json = json!({
            "resourceType": altered.resource.kind as i8,
            "resourceName": altered.resource.name.as_str(),
            "errorMessage": altered.error_message,
        });
        with_error(altered.error, json)
    });
    json!({"responses": responses.collect::<Vec<_>>()})
}
