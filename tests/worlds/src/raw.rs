//! Peers that speak the protocol by themselves.

use crate::World;
use client::call::OpId;
use client::outcome::Outcome;
use protocol::api::*;
use protocol::batch::Batch;
use protocol::connection::ConnectionId;
use protocol::consumer_protocol::{encode_assignment, Subscription};
use protocol::error::KafkaError;
use protocol::name::Name;
use protocol::record::{Millis, Offset, Payload, Record};
use std::sync::Arc;

/// A batch of records with these timestamps.
pub fn batch(timestamps: &[Millis]) -> Arc<Batch> {
    let record = |timestamp: &Millis| Record {
        key: None,
        value: Some(Payload::from("v")),
        headers: Arc::from([]),
        timestamp: *timestamp,
    };
    let records: Vec<Record> = timestamps.iter().map(record).collect();
    Arc::new(Batch::seal(records.into()))
}

/// One batch with a value of so many bytes.
pub fn big_batch(bytes: u32) -> Arc<Batch> {
    let record = Record {
        key: None,
        value: Some(Payload::Zeros(bytes)),
        headers: Arc::from([]),
        timestamp: 0,
    };
    Arc::new(Batch::seal(vec![record].into()))
}

/// A member that speaks raw requests: its client id and its group.
#[derive(Clone, Debug)]
pub struct RawMember {
    /// `client.id`, which is the connection's name too.
    pub client: &'static str,
    /// The group.
    pub group: &'static str,
    /// The id that the coordinator gave.
    pub id: Name,
    /// `session.timeout.ms`.
    pub session_ms: Millis,
    /// The rebalance timeout.
    pub rebalance_ms: Millis,
    /// Assignors by preference.
    pub protocols: Vec<&'static str>,
    /// Topics subscribed to.
    pub topics: Vec<&'static str>,
    /// `group.instance.id`.
    pub instance: Option<&'static str>,
}

impl RawMember {
    /// One that has no id yet.
    pub fn new(client: &'static str, group: &'static str) -> Self {
        RawMember {
            client,
            group,
            id: Name::default(),
            session_ms: 30_000,
            rebalance_ms: 30_000,
            protocols: vec!["range"],
            topics: vec!["orders"],
            instance: None,
        }
    }

    /// Ann and bob, of group g.
    pub fn two() -> [Self; 2] {
        [RawMember::new("ann", "g"), RawMember::new("bob", "g")]
    }

    /// A static one.
    pub fn of_instance(client: &'static str, group: &'static str, instance: &'static str) -> Self {
        RawMember {
            instance: Some(instance),
            ..RawMember::new(client, group)
        }
    }

    /// Its JoinGroup.
    pub fn join(&self) -> RequestBody {
        let topics = self.topics.iter().map(|t| Name::from(*t)).collect();
        let metadata = Subscription::new(topics).encode();
        let protocols = self.protocols.iter();
        RequestBody::JoinGroup(JoinGroupRequest {
            group_id: self.group.into(),
            session_timeout_ms: self.session_ms,
            rebalance_timeout_ms: self.rebalance_ms,
            member_id: self.id.clone(),
            group_instance_id: self.instance.map(Name::from),
            protocol_type: "consumer".into(),
            protocols: protocols.map(|p| ((*p).into(), metadata.clone())).collect(),
        })
    }

    /// Its SyncGroup; the leader's has assignments.
    pub fn sync(&self, generation: i32, assignments: &[(&RawMember, &[&str])]) -> RequestBody {
        let assignments = assignments
            .iter()
            .map(|(member, partitions)| {
                (
                    member.id.clone(),
                    encode_assignment(&crate::tps(partitions)),
                )
            })
            .collect();
        RequestBody::SyncGroup(SyncGroupRequest {
            group_id: self.group.into(),
            generation_id: generation,
            member_id: self.id.clone(),
            group_instance_id: self.instance.map(Name::from),
            protocol_type: Some("consumer".into()),
            protocol_name: Some(self.protocols[0].into()),
            assignments,
        })
    }

    /// Its Heartbeat.
    pub fn heartbeat(&self, generation: i32) -> RequestBody {
        RequestBody::Heartbeat(HeartbeatRequest {
            group_id: self.group.into(),
            generation_id: generation,
            member_id: self.id.clone(),
            group_instance_id: self.instance.map(Name::from),
        })
    }

    /// Its LeaveGroup.
    pub fn leave(&self) -> RequestBody {
        RequestBody::LeaveGroup(LeaveGroupRequest {
            group_id: self.group.into(),
            members: vec![(self.id.clone(), self.instance.map(Name::from))],
        })
    }

    /// Its OffsetCommit of one partition of `orders`.
    pub fn commit(&self, generation: i32, offset: Offset) -> RequestBody {
        RequestBody::OffsetCommit(OffsetCommitRequest {
            group_id: self.group.into(),
            generation_id: generation,
            member_id: self.id.clone(),
            group_instance_id: self.instance.map(Name::from),
            retention_time_ms: -1,
            topics: vec![OfTopic::named(
                "orders".into(),
                vec![OffsetToCommit {
                    partition: 0,
                    offset,
                    leader_epoch: -1,
                    metadata: Name::default(),
                }],
            )],
        })
    }
}

impl World {
    /// The same, where somebody has looked for a coordinator before, so that
    /// there is one.
    pub fn coordinating(mut self) -> Self {
        let looked_for = FindCoordinatorRequest {
            key_type: 0,
            keys: vec!["somebody".into()],
        };
        self.ask("finder", RequestBody::FindCoordinator(looked_for));
        self
    }

    /// Sends a request on a connection of its own, and does not wait.
    pub fn start(&mut self, client: &str, body: RequestBody) -> OpId {
        let version = body.version_to_send();
        self.start_version(client, version, body)
    }

    /// The same in an older version.
    pub fn start_version(&mut self, client: &str, version: i16, body: RequestBody) -> OpId {
        let connection = self.cluster.connect(client);
        self.start_on(connection, client, version, body)
    }

    /// Sends a request on an open connection, and does not wait.
    pub fn start_on(
        &mut self,
        connection: ConnectionId,
        client: &str,
        version: i16,
        body: RequestBody,
    ) -> OpId {
        let sent = self.request(connection, client, version, body);
        sent.expect("the connection is open")
    }

    /// Sends a request on a connection, if it is still open, and does not wait.
    pub fn request(
        &mut self,
        connection: ConnectionId,
        client_id: &str,
        version: i16,
        body: RequestBody,
    ) -> Option<OpId> {
        let request = Request {
            version,
            client_id: client_id.into(),
            body,
        };
        let op = self.cluster.send(connection, request);
        self.keep_events();
        op
    }

    /// Sends a request and waits for its answer.
    pub fn ask(&mut self, client: &str, body: RequestBody) -> Response {
        let op = self.start(client, body);
        self.answer(op)
    }

    /// The same in an older version.
    pub fn ask_version(&mut self, client: &str, version: i16, body: RequestBody) -> Response {
        let op = self.start_version(client, version, body);
        self.answer(op)
    }

    /// Waits for an answer.
    pub fn answer(&mut self, op: OpId) -> Response {
        match self.until(op) {
            Outcome::Response(response) => (*response).clone(),
            other => panic!("{other:?}"),
        }
    }

    /// The first error of an answer, by its name.
    pub fn error(&mut self, client: &str, body: RequestBody) -> &'static str {
        self.ask(client, body).error().name()
    }

    /// Waits for the answer to a JoinGroup.
    pub fn joined(&mut self, op: OpId) -> JoinGroupResponse {
        match self.answer(op) {
            Response::JoinGroup(body) => body,
            other => panic!("{other:?}"),
        }
    }

    /// Waits for the answer to a SyncGroup.
    pub fn synced(&mut self, op: OpId) -> SyncGroupResponse {
        match self.answer(op) {
            Response::SyncGroup(body) => body,
            other => panic!("{other:?}"),
        }
    }

    /// Asks for a member id, and then joins with it; the answer is not waited
    /// for.
    pub fn start_join(&mut self, member: &mut RawMember) -> OpId {
        let op = self.start(member.client, member.join());
        let asked = self.joined(op);
        assert_eq!(asked.error, KafkaError::MemberIdRequired);
        member.id = asked.member_id;
        self.start(member.client, member.join())
    }

    /// A group of these members, Stable; the first leads and is given
    /// `orders-0`. Answers the generation.
    pub fn stable_group(&mut self, members: &mut [RawMember]) -> i32 {
        self.completing_group(members);
        let generation = self.group(members[0].group).generation();
        let assignments: [(&RawMember, &[&str]); 1] = [(&members[0], &["orders-0"])];
        let followers: Vec<OpId> = members[1..]
            .iter()
            .map(|m| self.start(m.client, m.sync(generation, &[])))
            .collect();
        let op = self.start(members[0].client, members[0].sync(generation, &assignments));
        assert_eq!(self.synced(op).error, KafkaError::None);
        for op in followers {
            assert_eq!(self.synced(op).error, KafkaError::None);
        }
        generation
    }

    /// The same, in CompletingRebalance. Answers the generation.
    pub fn completing_group(&mut self, members: &mut [RawMember]) -> i32 {
        for newcomer in 0..members.len() {
            self.start_join(&mut members[newcomer]);
            for earlier in &members[..newcomer] {
                self.start(earlier.client, earlier.join());
            }
            self.wait(10);
        }
        self.group(members[0].group).generation()
    }
}
