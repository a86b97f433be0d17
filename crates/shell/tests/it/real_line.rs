//! The lines of the real tools that do what a command does.

use client::call::{AdminCall, OffsetAndMetadata, Offsets};
use cluster::command::Command;
use kafka_playground_shell::parse::Nothing;
use kafka_playground_shell::{parse, real_lines, Line};
use protocol::api::{
    AlterConfigsResource, AlterOperation, AlterableConfig, ConfigResource, ResourceType,
};
use protocol::topic_partition::TopicPartition;

fn command(line: &str) -> Command {
    match parse(line, &Nothing) {
        Ok(Line::Command(command)) => command,
        other => panic!("{line}: {other:?}"),
    }
}

/// The lines without what all of them begin with. Each is one that the terminal
/// reads.
fn lines(command: &Command) -> Vec<String> {
    let lines = real_lines(command).unwrap_or_default();
    for line in &lines {
        assert!(tools::sh::canonical(line).is_ok(), "{line}");
    }
    let short = |line: &String| line.replace(".sh --bootstrap-server localhost:9092", "");
    lines.iter().map(short).collect()
}

#[test]
fn a_line_of_ours_is_a_line_of_the_tools() {
    for (line, real) in [
        (
            "topic create orders --partitions 3",
            &["kafka-topics --create --topic orders --partitions 3 --replication-factor 1"][..],
        ),
        (
            "topic create orders",
            &["kafka-topics --create --topic orders --replication-factor 1"],
        ),
        (
            "topic create \"it's\" --config cleanup.policy=compact,delete --config a=\"b c\"",
            &["kafka-topics --create --topic 'it'\\''s' --replication-factor 1 --config 'a=b c' --config cleanup.policy=compact,delete"],
        ),
        (
            "topic alter my.orders --partitions 6",
            &["kafka-topics --alter --topic 'my\\.orders' --partitions 6"],
        ),
        (
            "topic delete my.orders payments",
            &["kafka-topics --delete --topic 'my\\.orders,payments'"],
        ),
        (
            "topic alter my.orders --config retention.ms=60000 --config cleanup.policy=compact,delete --unset segment.bytes",
            &["kafka-configs --alter --entity-type topics --entity-name my.orders --add-config 'cleanup.policy=[compact,delete],retention.ms=60000' --delete-config segment.bytes"],
        ),
        (
            "topic alter orders --unset retention.ms --unset segment.bytes",
            &["kafka-configs --alter --entity-type topics --entity-name orders --delete-config retention.ms,segment.bytes"],
        ),
        (
            "records delete orders-0=5 orders-1=-1",
            &[
                "echo '{\"partitions\":[{\"topic\":\"orders\",\"partition\":0,\"offset\":5},{\"topic\":\"orders\",\"partition\":1,\"offset\":-1}],\"version\":1}' > records-to-delete.json",
                "kafka-delete-records --offset-json-file records-to-delete.json",
            ],
        ),
        (
            "group delete billing \"my group\"",
            &["kafka-consumer-groups --delete --group billing --group 'my group'"],
        ),
        ("crash c1", &[]),
        ("seek c1 orders-0 5", &[]),
        ("produce --topic orders --value x", &[]),
    ] {
        assert_eq!(lines(&command(line)), real, "{line}");
    }
    let whole = real_lines(&command("topic delete orders"));
    let first = whole.and_then(|lines| lines.first().cloned());
    let expected = "kafka-topics.sh --bootstrap-server localhost:9092 --delete --topic orders";
    assert_eq!(first.as_deref(), Some(expected));
}

fn altered(kind: ResourceType, name: &str, operation: AlterOperation) -> Command {
    let config = AlterableConfig {
        name: "log.retention.ms".into(),
        operation,
        value: Some("5".into()),
    };
    let resource = ConfigResource {
        kind,
        name: name.into(),
    };
    let altered = AlterConfigsResource {
        resource,
        configs: vec![config],
    };
    Command::Admin(AdminCall::IncrementalAlterConfigs(vec![altered]))
}

fn reset(offsets: &[(&str, i32, i64, &str)]) -> Command {
    let offsets: Offsets = offsets
        .iter()
        .map(|(topic, partition, offset, note)| {
            let commit = OffsetAndMetadata {
                metadata: (*note).into(),
                ..OffsetAndMetadata::new(*offset)
            };
            (TopicPartition::new(*topic, *partition), commit)
        })
        .collect();
    Command::Admin(AdminCall::AlterGroupOffsets("billing".into(), offsets))
}

#[test]
fn what_has_no_line_of_ours_has_one_of_the_tools() {
    let set = AlterOperation::Set;
    let partitions = [("orders", 1), ("payments", 0), ("orders", 2)];
    let partitions = partitions.map(|(topic, number)| TopicPartition::new(topic, number));
    let gone = AdminCall::DeleteGroupOffsets("billing".into(), partitions.to_vec());
    for (command, real) in [
        (
            altered(ResourceType::Broker, "0", set),
            &["kafka-configs --alter --entity-type brokers --entity-name 0 --add-config log.retention.ms=5"][..],
        ),
        (
            altered(ResourceType::Broker, "", set),
            &["kafka-configs --alter --entity-type brokers --entity-default --add-config log.retention.ms=5"],
        ),
        (
            altered(ResourceType::Group, "billing", set),
            &["kafka-configs --alter --entity-type groups --entity-name billing --add-config log.retention.ms=5"],
        ),
        (altered(ResourceType::Topic, "t", AlterOperation::Append), &[]),
        (
            reset(&[("orders", 0, 4, "")]),
            &["kafka-consumer-groups --group billing --reset-offsets --to-offset 4 --topic orders:0 --execute"],
        ),
        (
            reset(&[("orders", 0, 4, ""), ("orders", 1, 7, ""), ("orders", 2, 4, "")]),
            &[
                "kafka-consumer-groups --group billing --reset-offsets --to-offset 4 --topic orders:0,2 --execute",
                "kafka-consumer-groups --group billing --reset-offsets --to-offset 7 --topic orders:1 --execute",
            ],
        ),
        (reset(&[("orders", 0, 4, "a note")]), &[]),
        (
            Command::Admin(gone),
            &["kafka-consumer-groups --group billing --delete-offsets --topic orders:1,2 --topic payments:0"],
        ),
    ] {
        assert_eq!(lines(&command), real, "{command:?}");
    }
}
