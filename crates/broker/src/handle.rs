//! Who handles what: requests, and what is due.

use crate::alarm::Alarm;
use crate::broker::Broker;
use crate::cluster::{
    describe_cluster, describe_topic_partitions, describe_transactions, list_config_resources,
    list_partition_reassignments, list_transactions,
};
use crate::configs::{alter_configs, describe_configs};
use crate::context::{Context, Handled, Surroundings};
use crate::coordinator::find_coordinator;
use crate::data::{
    delete_records, fetch, fetch_waited, list_offsets, offset_for_leader_epoch, produce,
};
use crate::group::deadline::group_is_due;
use crate::group::delete::delete_groups;
use crate::group::describe::{describe_groups, list_groups};
use crate::group::heartbeat::heartbeat;
use crate::group::join::join_group;
use crate::group::leave::leave_group;
use crate::group::sync::sync_group;
use crate::metadata::metadata;
use crate::offset_commit::offset_commit;
use crate::offset_delete::offset_delete;
use crate::offset_fetch::offset_fetch;
use crate::producer_id::{describe_producers, init_producer_id};
use crate::reply_to::ReplyTo;
use crate::retention::retention_is_due;
use crate::topics::{create_partitions, create_topics, delete_topics};
use protocol::api::{Request, RequestBody as Body, Response};
use std::sync::Arc;

impl Broker {
    /// Handles a request that the broker has taken up.
    pub fn handle(
        &mut self,
        around: &Surroundings,
        to: ReplyTo,
        request: &Arc<Request>,
    ) -> Handled {
        let mut cx = Context::new(self, around);
        handle(&mut cx, to, request);
        cx.done()
    }

    /// Does what is due.
    pub fn wake(&mut self, around: &Surroundings, alarm: &Alarm) -> Handled {
        let mut cx = Context::new(self, around);
        match alarm {
            Alarm::Fetch(park) => fetch_waited(&mut cx, *park),
            Alarm::Group(group) => group_is_due(&mut cx, group),
            Alarm::Log(partition) => retention_is_due(&mut cx, partition),
        }
        cx.done()
    }
}

fn handle(cx: &mut Context, to: ReplyTo, request: &Arc<Request>) {
    let Some(response) = answer(cx, to, request) else {
        return;
    };
    let one_way = request.body.is_one_way();
    if one_way && !response.error().is_none() {
        cx.hang_up(to);
    } else {
        cx.respond(to, (!one_way).then_some(response));
    }
}

/// The answer to a request; none where it may have to wait, so that its
/// handler answers it itself.
fn answer(cx: &mut Context, to: ReplyTo, request: &Arc<Request>) -> Option<Response> {
    let version = request.version;
    Some(match &request.body {
        Body::Fetch(_) => {
            fetch(cx, to, request);
            return None;
        }
        Body::JoinGroup(body) => {
            join_group(cx, to, version, &request.client_id, body);
            return None;
        }
        Body::SyncGroup(body) => {
            sync_group(cx, to, version, body);
            return None;
        }

        Body::Produce(body) => Response::Produce(produce(cx, version, body)),
        Body::ListOffsets(body) => Response::ListOffsets(list_offsets(cx, version, body)),
        Body::OffsetForLeaderEpoch(body) => {
            Response::OffsetForLeaderEpoch(offset_for_leader_epoch(cx, body))
        }
        Body::DeleteRecords(body) => Response::DeleteRecords(delete_records(cx, body)),
        Body::InitProducerId(body) => Response::InitProducerId(init_producer_id(cx, version, body)),
        Body::DescribeProducers(body) => Response::DescribeProducers(describe_producers(cx, body)),

        Body::Metadata(body) => Response::Metadata(metadata(cx, body)),
        Body::FindCoordinator(body) => {
            Response::FindCoordinator(find_coordinator(cx, version, body))
        }
        Body::Heartbeat(body) => Response::Heartbeat(heartbeat(cx, body)),
        Body::LeaveGroup(body) => Response::LeaveGroup(leave_group(cx, version, body)),
        Body::OffsetCommit(body) => Response::OffsetCommit(offset_commit(cx, version, body)),
        Body::OffsetFetch(body) => Response::OffsetFetch(offset_fetch(cx, version, body)),

        Body::DescribeCluster(_) => Response::DescribeCluster(describe_cluster()),
        Body::DescribeTopicPartitions(body) => {
            Response::DescribeTopicPartitions(describe_topic_partitions(cx, body))
        }
        Body::ListPartitionReassignments(_) => {
            Response::ListPartitionReassignments(list_partition_reassignments())
        }
        Body::ListConfigResources(body) => {
            Response::ListConfigResources(list_config_resources(cx, body))
        }
        Body::ListTransactions(_) => Response::ListTransactions(list_transactions()),
        Body::DescribeTransactions(body) => {
            Response::DescribeTransactions(describe_transactions(body))
        }

        Body::DeleteGroups(body) => Response::DeleteGroups(delete_groups(cx, body)),
        Body::DescribeGroups(body) => Response::DescribeGroups(describe_groups(cx, version, body)),
        Body::ListGroups(body) => Response::ListGroups(list_groups(cx, body)),
        Body::OffsetDelete(body) => Response::OffsetDelete(offset_delete(cx, body)),

        Body::CreateTopics(body) => Response::CreateTopics(create_topics(cx, body)),
        Body::CreatePartitions(body) => Response::CreatePartitions(create_partitions(cx, body)),
        Body::DeleteTopics(body) => Response::DeleteTopics(delete_topics(cx, version, body)),
        Body::DescribeConfigs(body) => Response::DescribeConfigs(describe_configs(cx, body)),
        Body::AlterConfigs(body) => Response::AlterConfigs(alter_configs(cx, body, true)),
        Body::IncrementalAlterConfigs(body) => {
            Response::IncrementalAlterConfigs(alter_configs(cx, body, false))
        }
    })
}
