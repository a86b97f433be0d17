//! What the broker says of the cluster: it is all there is of it, has the only
//! replica of every partition, and coordinates no transactions.

use crate::context::Context;
use crate::{Topic, NODE_ID};
use protocol::api::{
    ConfigResource, DescribeClusterResponse, DescribeTopicPartitionsRequest,
    DescribeTopicPartitionsResponse, DescribeTransactionsRequest, DescribeTransactionsResponse,
    DescribedTransaction, ListConfigResourcesRequest, ListConfigResourcesResponse,
    ListPartitionReassignmentsResponse, ListTransactionsResponse, PartitionReplicas, ResourceType,
    TopicDescription,
};
use protocol::error::KafkaError;
use protocol::name::Name;
use protocol::sort::sort_by;
use protocol::topic_name;
use protocol::topic_partition::NO_TOPIC_ID;

/// Answers DescribeCluster.
pub(crate) fn describe_cluster() -> DescribeClusterResponse {
    DescribeClusterResponse {
        brokers: vec![NODE_ID],
    }
}

/// Answers DescribeTopicPartitions. A name is answered once.
/// Source: `DescribeTopicPartitionsRequestHandler`.
pub(crate) fn describe_topic_partitions(
    cx: &Context,
    request: &DescribeTopicPartitionsRequest,
) -> DescribeTopicPartitionsResponse {
    let mut names = request.topics.clone();
    sort_by(&mut names, Ord::cmp);
    names.dedup();
    let topics = names.into_iter().map(|name| {
        let found = cx.broker().topic(&name);
        described(name, found)
    });
    DescribeTopicPartitionsResponse {
        topics: topics.collect(),
    }
}

fn described(name: Name, found: Option<&Topic>) -> TopicDescription {
    let error = match found {
        Some(_) => KafkaError::None,
        None if topic_name::validate(&name).is_err() => KafkaError::InvalidTopicException,
        None => KafkaError::UnknownTopicOrPartition,
    };
    let count = found.map_or(0, |topic| topic.partitions.len());
    TopicDescription {
        topic_id: found.map_or(NO_TOPIC_ID, Topic::uuid),
        is_internal: topic_name::is_internal(&name),
        name,
        error,
        partitions: (0..count as i32)
            .map(|partition| PartitionReplicas {
                partition,
                leader: Some(NODE_ID),
                replicas: vec![NODE_ID],
                isr: vec![NODE_ID],
                elr: Some(Vec::new()),
                last_known_elr: Some(Vec::new()),
            })
            .collect(),
    }
}

/// Answers ListPartitionReassignments: there is nowhere to move to.
pub(crate) fn list_partition_reassignments() -> ListPartitionReassignmentsResponse {
    ListPartitionReassignmentsResponse {
        reassignments: Vec::new(),
    }
}

/// Answers ListConfigResources. Groups and client metrics are there when they
/// have settings, topics and brokers always.
/// Source: `KafkaApis.handleListConfigResources`.
pub(crate) fn list_config_resources(
    cx: &Context,
    request: &ListConfigResourcesRequest,
) -> ListConfigResourcesResponse {
    let wanted = |kind: ResourceType| request.kinds.is_empty() || request.kinds.contains(&kind);
    let broker = cx.broker();
    let mut resources: Vec<ConfigResource> = Vec::new();
    let mut add = |kind, name: &Name| {
        if wanted(kind) {
            let name = name.clone();
            resources.push(ConfigResource { kind, name });
        }
    };
    for (resource, settings) in broker.configs() {
        if resource.kind == ResourceType::Group && !settings.is_empty() {
            add(ResourceType::Group, &resource.name);
        }
    }
    let node = Name::from(NODE_ID.to_string().as_str());
    add(ResourceType::BrokerLogger, &node);
    add(ResourceType::Broker, &node);
    for topic in broker.topics().keys() {
        add(ResourceType::Topic, topic);
    }
    ListConfigResourcesResponse { resources }
}

/// Answers ListTransactions.
pub(crate) fn list_transactions() -> ListTransactionsResponse {
    ListTransactionsResponse {
        error: KafkaError::None,
        transactions: Vec::new(),
    }
}

/// Answers DescribeTransactions.
pub(crate) fn describe_transactions(
    request: &DescribeTransactionsRequest,
) -> DescribeTransactionsResponse {
    let ids = request.transactional_ids.iter();
    let transactions = ids.map(|id| DescribedTransaction {
        error: match id.is_empty() {
            true => KafkaError::InvalidRequest,
            false => KafkaError::TransactionalIdNotFound,
        },
        transactional_id: id.clone(),
        producer_id: 0,
        producer_epoch: 0,
        state: "",
        timeout_ms: 0,
        start_time_ms: 0,
        partitions: Vec::new(),
    });
    DescribeTransactionsResponse {
        transactions: transactions.collect(),
    }
}
