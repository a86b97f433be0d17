//! Peers without manners: whatever they ask, the broker answers or is silent,
//! and does not fall over.

use super::hostile::{orders, World, EXTREMES};
use client::call::ConsumerCall;
use cluster::command::Command;
use cluster::limits::Limits;
use protocol::api::{
    DeleteRecordsRequest, FetchPartition, FetchRequest, HeartbeatRequest, IsolationLevel,
    JoinGroupRequest, LeaveGroupRequest, ListOffsetsRequest, OfTopic, OffsetCommitRequest,
    OffsetToCommit, ProduceRequest, Request, RequestBody, SyncGroupRequest,
};
use protocol::batch::Batch;
use protocol::name::Name;
use protocol::record::Record;
use std::sync::Arc;
use worlds::test;

fn small(number: i64) -> i32 {
    number.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
}

/// Requests about data with a number where one can be.
fn about_data(number: i64) -> Vec<RequestBody> {
    let small = small(number);
    let record = Record {
        key: None,
        value: None,
        headers: Arc::from([]),
        timestamp: number,
    };
    let batch = Arc::new(Batch::seal(vec![record.clone(), record].into()));
    let fetch = |partition, fetch_offset| {
        RequestBody::Fetch(FetchRequest {
            max_wait_ms: number,
            min_bytes: small,
            max_bytes: small,
            isolation_level: IsolationLevel::ReadCommitted,
            session_id: small,
            session_epoch: small.min(-1),
            partitions: vec![FetchPartition::new(orders(partition), fetch_offset, small)],
        })
    };
    vec![
        RequestBody::Produce(ProduceRequest::new(
            small as i16,
            vec![(orders(small), batch.clone()), (orders(0), batch)],
        )),
        fetch(0, number),
        fetch(1, 0),
        RequestBody::ListOffsets(ListOffsetsRequest::new(
            IsolationLevel::ReadUncommitted,
            [(orders(0), number), (orders(small), number)],
        )),
        RequestBody::DeleteRecords(DeleteRecordsRequest {
            partitions: vec![(orders(0), number.min(3)), (orders(small), number)],
        }),
    ]
}

/// Requests of a member with a number where one can be.
fn about_groups(number: i64, member: &Name) -> Vec<RequestBody> {
    let generation_id = small(number);
    let join = JoinGroupRequest {
        group_id: "rude".into(),
        session_timeout_ms: 10_000,
        rebalance_timeout_ms: number,
        member_id: member.clone(),
        group_instance_id: None,
        protocol_type: "consumer".into(),
        protocols: vec![("range".into(), Arc::from([1_u8, 2, 3]))],
    };
    vec![
        RequestBody::JoinGroup(join.clone()),
        RequestBody::JoinGroup(JoinGroupRequest {
            session_timeout_ms: number,
            ..join
        }),
        RequestBody::SyncGroup(SyncGroupRequest {
            group_id: "rude".into(),
            generation_id,
            member_id: member.clone(),
            group_instance_id: None,
            protocol_type: None,
            protocol_name: None,
            assignments: vec![(member.clone(), Arc::from([0xff_u8; 9]))],
        }),
        RequestBody::Heartbeat(HeartbeatRequest {
            group_id: "rude".into(),
            generation_id,
            member_id: member.clone(),
            group_instance_id: None,
        }),
        RequestBody::OffsetCommit(OffsetCommitRequest {
            group_id: Name::from(if number < 0 { "rude" } else { "manners" }),
            generation_id,
            member_id: member.clone(),
            group_instance_id: None,
            retention_time_ms: -1,
            topics: vec![OfTopic::named(
                "orders".into(),
                vec![OffsetToCommit {
                    partition: 0,
                    offset: number,
                    leader_epoch: small(number),
                    metadata: Name::default(),
                }],
            )],
        }),
        RequestBody::LeaveGroup(LeaveGroupRequest {
            group_id: "rude".into(),
            members: vec![(member.clone(), None), ("nobody".into(), None)],
        }),
    ]
}

/// A member id that the group knows, if it has members.
fn member(world: &World) -> Name {
    let group = world.run.cluster.state().broker().classic_group("rude");
    let pending = group.and_then(|group| group.ids_given().keys().next());
    let member = group.and_then(|group| group.members().keys().next());
    member.or(pending).cloned().unwrap_or_default()
}

#[test]
fn rude_peers() {
    for version in [-1, 0, 3, 4, i16::MAX] {
        let mut world = World::new(Limits::page());
        // What they commit, no loop of ours did.
        world.run.watch.hear(&Command::Call {
            machine: "peer".into(),
            call: ConsumerCall::Seek(orders(0), 0).into(),
        });
        for number in EXTREMES {
            let mut requests = about_data(number);
            for member in [Name::default(), member(&world), "nobody".into()] {
                requests.extend(about_groups(number, &member));
            }
            for body in requests {
                let connection = world.run.cluster.connect("peer");
                let request = Request {
                    version,
                    client_id: "peer".into(),
                    body,
                };
                world.run.cluster.send(connection, request);
                world.wait(100);
                if world.dice.one_in(3) {
                    world.run.cluster.close(connection);
                }
            }
        }
        world.wait(20_000);
    }
}
