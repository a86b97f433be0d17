//! The lines of Kafka's own tools that do what a command does.

use crate::literal::text;
use client::call::{AdminCall, Offsets};
use cluster::command::Command;
use protocol::api::{AlterConfigsResource, AlterOperation, NewPartitions, NewTopic, ResourceType};
use protocol::name::Name;
use protocol::record::Offset;
use protocol::topic_partition::TopicPartition;

/// Where the tools find the cluster.
const SERVER: &str = "localhost:9092";

/// The lines of tools that do what a command does, one after the other; none
/// where the tools have no way to do it.
pub fn real_lines(command: &Command) -> Option<Vec<String>> {
    let Command::Admin(call) = command else {
        return None;
    };
    match call {
        AdminCall::CreateTopics(topics) => topics.iter().map(create).collect(),
        AdminCall::CreatePartitions(topics) => Some(topics.iter().map(grow).collect()),
        AdminCall::DeleteTopics(topics) => delete_topics(topics),
        AdminCall::IncrementalAlterConfigs(resources) => resources.iter().map(alter).collect(),
        AdminCall::DeleteRecords(records) => delete_records(records),
        AdminCall::DeleteGroups(groups) => delete_groups(groups),
        AdminCall::AlterGroupOffsets(group, offsets) => reset_offsets(group, offsets),
        AdminCall::DeleteGroupOffsets(group, partitions) => delete_offsets(group, partitions),
        _ => None,
    }
}

/// A line that grows word by word.
pub(crate) struct Tool(String);

impl Tool {
    /// One of the tools, which is told where the cluster is.
    fn new(name: &str) -> Self {
        Tool([name, ".sh --bootstrap-server ", SERVER].concat())
    }

    /// As it is called.
    pub(crate) fn named(name: &str) -> Self {
        Tool(name.to_owned())
    }

    pub(crate) fn word(mut self, word: &str) -> Self {
        self.0.push(' ');
        self.0.push_str(&quoted(word));
        self
    }

    pub(crate) fn option(self, name: &str, value: &str) -> Self {
        self.word(name).word(value)
    }

    pub(crate) fn line(self) -> String {
        self.0
    }
}

/// A word as a shell takes it: in single quotes where a character of it means
/// something.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./=:,@%+".contains(c);
    match !word.is_empty() && word.chars().all(plain) {
        true => word.to_owned(),
        false => ["'", &word.replace('\'', "'\\''"), "'"].concat(),
    }
}

/// Where the tools take a pattern, a name stands for itself only.
fn exactly(topic: &str) -> String {
    topic.replace('.', "\\.")
}

fn create(topic: &NewTopic) -> Option<String> {
    if !topic.assignments.is_empty() || !topic.null_configs.is_empty() {
        return None;
    }
    let mut line = Tool::new("kafka-topics").word("--create");
    line = line.option("--topic", &topic.name);
    if topic.partitions != -1 {
        line = line.option("--partitions", &topic.partitions.to_string());
    }
    // There is one broker, and to say so is what everybody does.
    let replicas = match topic.replication_factor {
        -1 => 1,
        replicas => replicas,
    };
    line = line.option("--replication-factor", &replicas.to_string());
    for (key, value) in &topic.configs {
        line = line.option("--config", &[key, "=", value].concat());
    }
    Some(line.0)
}

fn grow(grown: &NewPartitions) -> String {
    let line = Tool::new("kafka-topics").word("--alter");
    let line = line.option("--topic", &exactly(&grown.name));
    line.option("--partitions", &grown.count.to_string()).0
}

/// One line deletes all of them, with one request.
fn delete_topics(topics: &[Name]) -> Option<Vec<String>> {
    let names: Vec<String> = topics.iter().map(|topic| exactly(topic)).collect();
    let line = Tool::new("kafka-topics").word("--delete");
    let line = line.option("--topic", &names.join(","));
    (!topics.is_empty()).then(|| vec![line.0])
}

fn alter(altered: &AlterConfigsResource) -> Option<String> {
    let kind = match altered.resource.kind {
        ResourceType::Topic => "topics",
        ResourceType::Broker => "brokers",
        ResourceType::Group => "groups",
        _ => return None,
    };
    let line = Tool::new("kafka-configs").word("--alter");
    let line = line.option("--entity-type", kind);
    let mut line = match altered.resource.name.as_str() {
        // Of the broker that has no name, all are meant.
        "" if altered.resource.kind == ResourceType::Broker => line.word("--entity-default"),
        name => line.option("--entity-name", name),
    };
    let (mut add, mut delete) = (Vec::new(), Vec::new());
    for config in &altered.configs {
        match (config.operation, &config.value) {
            (AlterOperation::Set, Some(value)) => add.push(pair(&config.name, value)),
            (AlterOperation::Delete, None) => delete.push(config.name.to_string()),
            _ => return None,
        }
    }
    if !add.is_empty() {
        line = line.option("--add-config", &add.join(","));
    }
    if !delete.is_empty() {
        line = line.option("--delete-config", &delete.join(","));
    }
    (!altered.configs.is_empty()).then_some(line.0)
}

/// A list is written in brackets, because commas part settings.
fn pair(key: &str, value: &str) -> String {
    match value.contains(',') {
        true => [key, "=[", value, "]"].concat(),
        false => [key, "=", value].concat(),
    }
}

/// The tool reads a file.
fn delete_records(records: &[(TopicPartition, Offset)]) -> Option<Vec<String>> {
    const FILE: &str = "records-to-delete.json";
    let records = records.iter().map(|(at, offset)| {
        let topic = text(&at.topic);
        let (partition, offset) = (at.partition.to_string(), offset.to_string());
        let parts = ["{\"topic\":", &topic, ",\"partition\":", &partition];
        [&parts.concat(), ",\"offset\":", &offset, "}"].concat()
    });
    let records: Vec<String> = records.collect();
    let json = ["{\"partitions\":[", &records.join(","), "],\"version\":1}"].concat();
    let write = ["echo ", &quoted(&json), " > ", FILE].concat();
    let run = Tool::new("kafka-delete-records").option("--offset-json-file", FILE);
    (!records.is_empty()).then(|| vec![write, run.0])
}

fn delete_groups(groups: &[Name]) -> Option<Vec<String>> {
    let mut line = Tool::new("kafka-consumer-groups").word("--delete");
    for group in groups {
        line = line.option("--group", group);
    }
    (!groups.is_empty()).then(|| vec![line.0])
}

/// A line for each offset. What the tool commits has no text beside it.
fn reset_offsets(group: &Name, offsets: &Offsets) -> Option<Vec<String>> {
    let mut targets: Vec<(Offset, Vec<&TopicPartition>)> = Vec::new();
    for (partition, commit) in offsets {
        if !commit.metadata.is_empty() {
            return None;
        }
        match targets
            .iter_mut()
            .find(|(offset, _)| *offset == commit.offset)
        {
            Some((_, partitions)) => partitions.push(partition),
            None => targets.push((commit.offset, vec![partition])),
        }
    }
    let lines = targets.iter().map(|(offset, partitions)| {
        let line = Tool::new("kafka-consumer-groups").option("--group", group);
        let line = line.word("--reset-offsets");
        let line = line.option("--to-offset", &offset.to_string());
        of_topics(line, partitions).word("--execute").0
    });
    (!targets.is_empty()).then(|| lines.collect())
}

fn delete_offsets(group: &Name, partitions: &[TopicPartition]) -> Option<Vec<String>> {
    let line = Tool::new("kafka-consumer-groups").option("--group", group);
    let partitions: Vec<&TopicPartition> = partitions.iter().collect();
    let line = of_topics(line.word("--delete-offsets"), &partitions);
    (!partitions.is_empty()).then(|| vec![line.0])
}

/// `--topic orders:0,1` for each topic.
fn of_topics(mut line: Tool, partitions: &[&TopicPartition]) -> Tool {
    let mut topics: Vec<(&Name, Vec<String>)> = Vec::new();
    for at in partitions {
        let number = at.partition.to_string();
        match topics.iter_mut().find(|(topic, _)| **topic == at.topic) {
            Some((_, numbers)) => numbers.push(number),
            None => topics.push((&at.topic, vec![number])),
        }
    }
    for (topic, numbers) in topics {
        line = line.option("--topic", &[topic, ":", &numbers.join(",")].concat());
    }
    line
}
