//! What commands about topics, records and groups are called in admin clients.

use super::values::{Called, Filled, Row, Values, CLIENTS};
use crate::literal::{list, text};
use client::call::AdminCall;
use protocol::api::{
    AlterConfigsResource, AlterOperation, AlterableConfig, NewTopic, ResourceType,
};

#[rustfmt::skip]
pub(super) fn admin(call: &AdminCall) -> Vec<Called> {
    match call {
        AdminCall::CreateTopics(topics) => match &topics[..] {
            [topic] => created(topic),
            _ => Vec::new(),
        },
        AdminCall::CreatePartitions(topics) => match &topics[..] {
            [grown] => {
                let row: Row = ["admin.createPartitions(Map.of({name}, NewPartitions.increaseTo({number})))", "admin.create_partitions({{name}: NewPartitions({number})})", "admin.create_partitions([NewPartitions({name}, {number})])", "admin.CreatePartitions({name}, {number}, nil, false)"];
                row.filled(&Values { number: i64::from(grown.count), ..Values::names(std::slice::from_ref(&grown.name)) })
            }
            _ => Vec::new(),
        },
        AdminCall::DeleteTopics(topics) => {
            let row: Row = ["admin.deleteTopics(List.of({names}))", "admin.delete_topics([{names}])", "admin.delete_topics([{names}])", "*admin.DeleteTopic({name})"];
            row.filled(&Values::names(topics))
        }
        AdminCall::DeleteGroups(groups) => {
            let row: Row = ["admin.deleteConsumerGroups(List.of({names}))", "admin.delete_groups([{names}])", "admin.delete_consumer_groups([{names}])", "*admin.DeleteConsumerGroup({name})"];
            row.filled(&Values::names(groups))
        }
        AdminCall::DeleteRecords(records) => {
            let row: Row = ["admin.deleteRecords(Map.of({java records}))", "admin.delete_records({{python dict}})", "admin.delete_records([{confluent}])", "*admin.DeleteRecords({go topic}, map[int32]int64{{go records}})"];
            let records = records.iter();
            row.filled(&Values { partitions: records.map(|(at, offset)| (at, *offset, "")).collect(), ..Values::NONE })
        }
        AdminCall::IncrementalAlterConfigs(resources) => match &resources[..] {
            [resource] if resource.resource.kind == ResourceType::Topic => altered(resource),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// A new topic. What is not given is the broker's to choose.
fn created(topic: &NewTopic) -> Vec<Called> {
    let name = text(&topic.name);
    let pairs = |between: &'static str| {
        let configs = topic.configs.iter();
        list(configs.map(move |(key, value)| [&text(key), between, &text(value)].concat()))
    };
    let sized = topic.partitions != -1;
    let count = topic.partitions.to_string();
    let configs = match topic.configs.is_empty() {
        true => String::new(),
        false => [".configs(Map.of(", &pairs(", "), "))"].concat(),
    };
    let size = match sized {
        true => ["Optional.of(", &count, ")"].concat(),
        false => "Optional.empty()".to_owned(),
    };
    let java = [
        "admin.createTopics(List.of(new NewTopic(",
        &name,
        ", ",
        &size,
    ];
    let java = [&java.concat(), ", Optional.empty())", &configs, "))"].concat();
    let python = |key: &str| match topic.configs.is_empty() {
        true => String::new(),
        false => [", ", key, "={", &pairs(": "), "}"].concat(),
    };
    let new = |key| {
        [
            "admin.create_topics([NewTopic(",
            &name,
            ", ",
            &count,
            ", -1",
            &python(key),
            ")])",
        ]
        .concat()
    };
    let mut codes = vec![java, new("topic_configs"), new("config")];
    if topic.configs.is_empty() {
        let detail = [
            "&sarama.TopicDetail{NumPartitions: ",
            &count,
            ", ReplicationFactor: -1}",
        ];
        codes.push(
            [
                "admin.CreateTopic(",
                &name,
                ", ",
                &detail.concat(),
                ", false)",
            ]
            .concat(),
        );
    }
    let all = CLIENTS.into_iter().zip(codes);
    all.map(|(client, code)| Called { client, code }).collect()
}

/// A topic's settings. Sarama takes pointers to the values, which is no line.
fn altered(altered: &AlterConfigsResource) -> Vec<Called> {
    let name = text(&altered.resource.name);
    let configs = || altered.configs.iter();
    let java = [
        "admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, ",
        &name,
        "), List.of(",
        &list(configs().map(java_op)),
        ")))",
    ];
    let confluent = [
        "admin.incremental_alter_configs([ConfigResource(ConfigResource.Type.TOPIC, ",
        &name,
        ", incremental_configs=[",
        &list(configs().map(confluent_op)),
        "])])",
    ];
    let called = |client, code: [&str; 5]| Called {
        client,
        code: code.concat(),
    };
    vec![called(CLIENTS[0], java), called(CLIENTS[2], confluent)]
}

/// Key and value as they are quoted, and the operation.
fn change(config: &AlterableConfig, none: &str) -> (String, String, &'static str) {
    let operation = match config.operation {
        AlterOperation::Set => "SET",
        AlterOperation::Delete => "DELETE",
        AlterOperation::Append => "APPEND",
        AlterOperation::Subtract => "SUBTRACT",
    };
    let value = config.value.as_deref().map(text);
    let value = value.unwrap_or_else(|| none.to_owned());
    (text(&config.name), value, operation)
}

fn java_op(config: &AlterableConfig) -> String {
    let (key, value, operation) = change(config, "null");
    let entry = ["new ConfigEntry(", &key, ", ", &value, ")"].concat();
    [
        "new AlterConfigOp(",
        &entry,
        ", AlterConfigOp.OpType.",
        operation,
        ")",
    ]
    .concat()
}

fn confluent_op(config: &AlterableConfig) -> String {
    let (key, value, operation) = change(config, "None");
    let operation = ["incremental_operation=AlterConfigOpType.", operation].concat();
    ["ConfigEntry(", &key, ", ", &value, ", ", &operation, ")"].concat()
}
