//! What the admin client is told of the cluster: brokers, topics with who has
//! them, what has settings, transactions; and calls of which a part comes back.

use client::call::AdminCall;
use client::outcome::Outcome;
use protocol::api::*;
use protocol::error::KafkaError;
use worlds::{thrown_text, tp, World};

fn described(outcome: Outcome) -> Vec<TopicDescription> {
    match outcome {
        Outcome::DescribedTopics(topics) => topics,
        other => panic!("{other:?}"),
    }
}

#[test]
fn topics_are_described_in_the_order_of_the_call_after_the_brokers() {
    let mut world = World::new();
    world.topic("b", 2);
    world.topic("a", 1);
    let names = ["b", "no topic", "", "nowhere", "a"].map(Into::into);
    let topics = described(world.admin_call(AdminCall::DescribeTopics(names.to_vec())));
    let told = topics.iter().map(|t| (t.error.name(), t.partitions.len()));
    let invalid = "INVALID_TOPIC_EXCEPTION";
    let expected = [
        ("NONE", 2),
        (invalid, 0),
        (invalid, 0),
        ("UNKNOWN_TOPIC_OR_PARTITION", 0),
        ("NONE", 1),
    ];
    assert_eq!(told.collect::<Vec<_>>(), expected);
    let second = &topics[0].partitions[1];
    assert_eq!((second.partition, second.leader), (1, Some(1)));
    assert_eq!((&second.replicas, &second.isr), (&vec![1], &vec![1]));
    assert_eq!(second.elr, Some(Vec::new()));
    let asked = world.requests("admin", "DescribeTopicPartitions");
    assert_eq!(world.requests("admin", "DescribeCluster").len(), 1);
    // A name that no request can have is not asked for.
    let RequestBody::DescribeTopicPartitions(body) = &asked[0].1.body else {
        panic!("{asked:?}");
    };
    assert_eq!(body.topics.len(), 4);
}

#[test]
fn a_topic_that_is_given_by_its_id_is_described_without_eligible_leaders() {
    let mut world = World::new();
    world.topic("a", 2);
    let id = world.cluster.state().broker().topic_id("a");
    let topics = described(world.admin_call(AdminCall::DescribeTopicIds(vec![id, [7; 16]])));
    assert_eq!(topics[0].name.as_str(), "a");
    assert_eq!(topics[0].partitions.len(), 2);
    assert_eq!(topics[0].partitions[0].elr, None);
    assert_eq!(topics[1].error, KafkaError::UnknownTopicId);
}

#[test]
fn the_broker_is_the_cluster_and_has_no_transactions() {
    let mut world = World::new();
    world.topic("a", 1);
    let cluster = world.admin_call(AdminCall::DescribeCluster);
    assert_eq!(cluster, Outcome::Cluster(vec![1]));
    let moving = AdminCall::ListPartitionReassignments(vec![tp("a", 0)]);
    assert_eq!(world.admin_call(moving), Outcome::Reassignments(Vec::new()));
    let list = AdminCall::ListTransactions(ListTransactionsRequest::default());
    assert_eq!(world.admin_call(list), Outcome::Transactions(Vec::new()));
    let describe = AdminCall::DescribeTransactions(vec!["x".into(), "".into()]);
    let Outcome::DescribedTransactions(ids) = world.admin_call(describe) else {
        panic!("no transactions");
    };
    let errors = ids.iter().map(|id| id.error.name());
    let expected = ["TRANSACTIONAL_ID_NOT_FOUND", "INVALID_REQUEST"];
    assert_eq!(errors.collect::<Vec<_>>(), expected);
}

fn set(kind: ResourceType, name: &str, key: &str, value: &str) -> AdminCall {
    AdminCall::IncrementalAlterConfigs(vec![AlterConfigsResource {
        resource: ConfigResource {
            kind,
            name: name.into(),
        },
        configs: vec![AlterableConfig {
            name: key.into(),
            operation: AlterOperation::Set,
            value: Some(value.into()),
        }],
    }])
}

#[test]
fn groups_with_settings_are_listed() {
    let mut world = World::new();
    let kinds = || AdminCall::ListConfigResources(vec![ResourceType::Group]);
    assert_eq!(
        world.admin_call(kinds()),
        Outcome::ConfigResources(Vec::new())
    );
    let key = "consumer.session.timeout.ms";
    world.admin(set(ResourceType::Group, "g", key, "50000"));
    let Outcome::ConfigResources(found) = world.admin_call(kinds()) else {
        panic!("no list");
    };
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].name.as_str(), "g");
}

#[test]
fn a_broker_that_is_not_there_is_waited_for() {
    let mut world = World::new();
    let began = world.now();
    let call = set(ResourceType::Broker, "7", "log.retention.ms", "1000");
    let outcome = world.admin_call(call);
    let text = "Timed out waiting for a node assignment. Call: incrementalAlterConfigs";
    assert_eq!(thrown_text(&outcome), ("TimeoutException", text));
    assert_eq!(world.now() - began, 30_000);
    assert!(world
        .requests("admin", "IncrementalAlterConfigs")
        .is_empty());
}

#[test]
fn of_a_call_that_gives_up_the_partitions_that_were_there_come_back() {
    let mut world = World::new();
    world.topic("t", 1);
    world.fill("t-0", 3);
    let asked = vec![
        (tp("nowhere", 0), 0),
        (tp("no topic", 0), 0),
        (tp("t", 0), 2),
    ];
    let outcome = world.admin_call(AdminCall::DeleteRecords(asked));
    let Outcome::Partly(done, exception) = &outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(exception.class, "TimeoutException");
    let Outcome::DeletedRecords(deleted) = &**done else {
        panic!("{done:?}");
    };
    let told = deleted
        .iter()
        .map(|d| (d.partition.to_string(), d.low_watermark));
    let expected = [("no topic-0".to_owned(), -1), ("t-0".to_owned(), 2)];
    assert_eq!(told.collect::<Vec<_>>(), expected);
    assert_eq!(
        done.exception().unwrap().message,
        "Failed to fetch metadata for partition no topic-0 due to invalid topic `no topic`"
    );
}
