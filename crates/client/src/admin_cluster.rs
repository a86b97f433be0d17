//! The admin client's calls about the cluster, its topics and its
//! transactions: what they send, and what becomes of the answers.
//!
//! Source: `KafkaAdminClient`, and `AllBrokersStrategy` and
//! `DescribeTransactionsHandler` in `clients/admin/internals` of Kafka 4.3.

use super::admin_groups::Next;
use crate::call::AdminCall;
use crate::outcome::Outcome;
use protocol::api::{
    ConfigResource, DescribeClusterRequest, DescribeTopicPartitionsRequest,
    DescribeTransactionsRequest, ListConfigResourcesRequest, ListPartitionReassignmentsRequest,
    ListTransactionsRequest, MetadataRequest, PartitionReplicas, RequestBody, ResourceType,
    Response, TopicDescription, TopicMetadata,
};
use protocol::error::KafkaError;
use protocol::name::Name;
use protocol::record::Millis;
use protocol::topic_partition::NO_TOPIC_ID;

/// The one broker that there is.
const NODE: i32 = 1;

/// How long `kafka-configs`, the only one to ask, waits for a broker that is
/// not there.
pub(super) const NODE_TIMEOUT_MS: Millis = 30_000;

/// What a call is called that goes to a broker by its id, when there is no
/// such broker.
/// Source: `KafkaAdminClient.nodeFor`.
pub(super) fn without_node(call: &AdminCall) -> Option<&'static str> {
    let is_elsewhere = |resource: &ConfigResource| {
        let name = resource.name.as_str();
        resource.kind == ResourceType::Broker
            && !name.is_empty()
            && name.parse::<i32>().is_ok_and(|id| id != NODE)
    };
    match call {
        AdminCall::IncrementalAlterConfigs(all)
            if all.iter().any(|r| is_elsewhere(&r.resource)) =>
        {
            Some("incrementalAlterConfigs")
        }
        AdminCall::DescribeConfigs(all) if all.iter().any(|r| is_elsewhere(&r.resource)) => {
            Some("describeBrokerConfigs")
        }
        _ => None,
    }
}

/// What a call about the cluster asks first; none for other calls.
pub(super) fn first(call: &AdminCall) -> Option<RequestBody> {
    Some(match call {
        // Who the brokers are is asked anew before topics are described.
        AdminCall::DescribeCluster | AdminCall::DescribeTopics(_) => {
            RequestBody::DescribeCluster(DescribeClusterRequest)
        }
        AdminCall::DescribeTopicIds(ids) => RequestBody::Metadata(MetadataRequest {
            topics: Some(Vec::new()),
            topic_ids: ids.clone(),
            allow_auto_topic_creation: false,
        }),
        AdminCall::ListPartitionReassignments(partitions) => {
            RequestBody::ListPartitionReassignments(ListPartitionReassignmentsRequest {
                partitions: partitions.clone(),
            })
        }
        AdminCall::ListConfigResources(kinds) => {
            RequestBody::ListConfigResources(ListConfigResourcesRequest {
                kinds: kinds.clone(),
            })
        }
        // All brokers are asked, so they have to be known.
        AdminCall::ListTransactions(_) => RequestBody::Metadata(MetadataRequest {
            topics: Some(Vec::new()),
            topic_ids: Vec::new(),
            allow_auto_topic_creation: false,
        }),
        AdminCall::DescribeTransactions(ids) => {
            RequestBody::DescribeTransactions(DescribeTransactionsRequest {
                transactional_ids: ids.clone(),
            })
        }
        _ => return None,
    })
}

/// What an answer to such a call means; none for other calls.
pub(super) fn answered(call: &AdminCall, response: &Response) -> Option<Next> {
    let outcome = match (call, response) {
        (AdminCall::DescribeCluster, Response::DescribeCluster(body)) => {
            Outcome::Cluster(body.brokers.clone())
        }
        (AdminCall::DescribeTopics(names), Response::DescribeCluster(_)) => {
            let names = names.iter().filter(|name| !name.is_empty());
            let topics: Vec<Name> = names.cloned().collect();
            if topics.is_empty() {
                return Some(Next::Ends(described(call, &[])));
            }
            let ask = DescribeTopicPartitionsRequest { topics };
            return Some(Next::Asks(RequestBody::DescribeTopicPartitions(ask)));
        }
        (AdminCall::DescribeTopics(_), Response::DescribeTopicPartitions(body)) => {
            described(call, &body.topics)
        }
        (AdminCall::DescribeTopicIds(_), Response::Metadata(body)) => {
            Outcome::DescribedTopics(body.topics.iter().map(of_metadata).collect())
        }
        (AdminCall::ListPartitionReassignments(_), Response::ListPartitionReassignments(body)) => {
            Outcome::Reassignments(body.reassignments.clone())
        }
        (AdminCall::ListConfigResources(_), Response::ListConfigResources(body)) => {
            Outcome::ConfigResources(body.resources.clone())
        }
        (AdminCall::ListTransactions(filter), Response::Metadata(_)) => {
            let ask = ListTransactionsRequest {
                duration_filter: filter.duration_filter,
                transactional_id_pattern: filter.transactional_id_pattern.clone(),
            };
            return Some(Next::Asks(RequestBody::ListTransactions(ask)));
        }
        (AdminCall::ListTransactions(_), Response::ListTransactions(body)) => {
            Outcome::Transactions(body.transactions.clone())
        }
        (AdminCall::DescribeTransactions(_), Response::DescribeTransactions(body)) => {
            Outcome::DescribedTransactions(body.transactions.clone())
        }
        _ => return None,
    };
    Some(Next::Ends(outcome))
}

/// The topics in the order of the call; a name that no request can have is
/// refused here.
fn described(call: &AdminCall, found: &[TopicDescription]) -> Outcome {
    let AdminCall::DescribeTopics(names) = call else {
        return Outcome::DescribedTopics(found.to_vec());
    };
    let described = names.iter().map(|name| {
        let mut found = found.iter();
        let found = found.find(|topic| topic.name == *name);
        found.cloned().unwrap_or_else(|| TopicDescription {
            name: name.clone(),
            topic_id: NO_TOPIC_ID,
            is_internal: false,
            error: KafkaError::InvalidTopicException,
            partitions: Vec::new(),
        })
    });
    Outcome::DescribedTopics(described.collect())
}

/// What Metadata says of a topic: nothing of replicas that might lead.
fn of_metadata(topic: &TopicMetadata) -> TopicDescription {
    let partitions = (0..topic.partitions).map(|partition| PartitionReplicas {
        partition,
        leader: Some(NODE),
        replicas: vec![NODE],
        isr: vec![NODE],
        elr: None,
        last_known_elr: None,
    });
    TopicDescription {
        name: topic.name.clone(),
        topic_id: topic.topic_id,
        is_internal: topic.is_internal,
        error: topic.error,
        partitions: partitions.collect(),
    }
}
