//! Requests of group members: FindCoordinator, JoinGroup, SyncGroup,
//! Heartbeat, LeaveGroup, and DescribeGroups and ListGroups about them.

use super::{first_of, FirstError};
use crate::error::KafkaError;
use crate::name::Name;
use crate::record::Millis;
use std::sync::Arc;

/// FindCoordinator. Versions before 4 have one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindCoordinatorRequest {
    /// What the keys are: 0 groups, 1 transactional ids, 2 partitions of share
    /// groups.
    pub key_type: i8,
    /// The keys.
    pub keys: Vec<Name>,
}

/// Who coordinates a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coordinator {
    /// The key.
    pub key: Name,
    /// The broker's node id, -1 with an error.
    pub node_id: i32,
    /// `NONE` if the broker coordinates it.
    pub error: KafkaError,
    /// What the broker says beside the error; versions before 4 say `NONE`
    /// where there is none.
    pub error_message: Name,
}

/// Answer to FindCoordinator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindCoordinatorResponse {
    /// In the order of the request.
    pub coordinators: Vec<Coordinator>,
}

impl FirstError for FindCoordinatorResponse {
    fn first_error(&self) -> KafkaError {
        first_of(self.coordinators.iter().map(|c| c.error))
    }
}

/// JoinGroup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinGroupRequest {
    /// The group.
    pub group_id: Name,
    /// How long the member may be silent.
    pub session_timeout_ms: Millis,
    /// How long the join phase may wait for the member.
    pub rebalance_timeout_ms: Millis,
    /// The id that the coordinator gave, or "" for the first time.
    pub member_id: Name,
    /// `group.instance.id`.
    pub group_instance_id: Option<Name>,
    /// `consumer` for consumers.
    pub protocol_type: Name,
    /// Assignors by preference, each with the member's subscription as bytes.
    pub protocols: Vec<(Name, Arc<[u8]>)>,
}

/// A member as the leader is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinedMember {
    /// Its id.
    pub member_id: Name,
    /// `group.instance.id`.
    pub group_instance_id: Option<Name>,
    /// Its subscription as bytes.
    pub metadata: Arc<[u8]>,
}

/// Answer to JoinGroup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinGroupResponse {
    /// `NONE`, or why the member is not in.
    pub error: KafkaError,
    /// The generation, -1 with an error.
    pub generation_id: i32,
    /// The group's protocol type; null with an error.
    pub protocol_type: Option<Name>,
    /// The assignor that was chosen; null with an error.
    pub protocol_name: Option<Name>,
    /// The leader's member id, "" with an error.
    pub leader: Name,
    /// The member's own id.
    pub member_id: Name,
    /// Whether the leader need not assign anybody: the assignment of the
    /// generation stays (version 9).
    pub skip_assignment: bool,
    /// All members, for the leader only.
    pub members: Vec<JoinedMember>,
}

impl JoinGroupResponse {
    /// A refusal.
    pub fn refused(error: KafkaError, member_id: Name) -> Self {
        JoinGroupResponse {
            error,
            generation_id: -1,
            protocol_type: None,
            protocol_name: None,
            leader: Name::default(),
            member_id,
            skip_assignment: false,
            members: Vec::new(),
        }
    }
}

impl FirstError for JoinGroupResponse {
    fn first_error(&self) -> KafkaError {
        self.error
    }
}

/// SyncGroup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyncGroupRequest {
    /// The group.
    pub group_id: Name,
    /// The generation that the member joined.
    pub generation_id: i32,
    /// The member.
    pub member_id: Name,
    /// `group.instance.id`.
    pub group_instance_id: Option<Name>,
    /// The group's protocol type as the member knows it (version 5).
    pub protocol_type: Option<Name>,
    /// The assignor as the member knows it (version 5).
    pub protocol_name: Option<Name>,
    /// From the leader: each member's assignment as bytes.
    pub assignments: Vec<(Name, Arc<[u8]>)>,
}

/// Answer to SyncGroup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyncGroupResponse {
    /// `NONE`, or why there is no assignment.
    pub error: KafkaError,
    /// The group's protocol type; null with an error.
    pub protocol_type: Option<Name>,
    /// The assignor; null with an error.
    pub protocol_name: Option<Name>,
    /// The member's assignment as bytes.
    pub assignment: Arc<[u8]>,
}

impl SyncGroupResponse {
    /// A refusal.
    pub fn refused(error: KafkaError) -> Self {
        SyncGroupResponse {
            error,
            protocol_type: None,
            protocol_name: None,
            assignment: Arc::from([]),
        }
    }
}

impl FirstError for SyncGroupResponse {
    fn first_error(&self) -> KafkaError {
        self.error
    }
}

/// Heartbeat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeartbeatRequest {
    /// The group.
    pub group_id: Name,
    /// The member's generation.
    pub generation_id: i32,
    /// The member.
    pub member_id: Name,
    /// `group.instance.id`.
    pub group_instance_id: Option<Name>,
}

/// Answer to Heartbeat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeartbeatResponse {
    /// `NONE`, or what the member has to do.
    pub error: KafkaError,
}

impl FirstError for HeartbeatResponse {
    fn first_error(&self) -> KafkaError {
        self.error
    }
}

/// LeaveGroup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeaveGroupRequest {
    /// The group.
    pub group_id: Name,
    /// Who leaves: member id and `group.instance.id`; one member in versions
    /// before 3. An empty member id with an instance id names whoever has it.
    pub members: Vec<(Name, Option<Name>)>,
}

/// Answer to LeaveGroup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeaveGroupResponse {
    /// The group's error; in versions before 3 that of the one member.
    pub error: KafkaError,
    /// For each member its id, instance id and error.
    pub members: Vec<(Name, Option<Name>, KafkaError)>,
}

impl FirstError for LeaveGroupResponse {
    fn first_error(&self) -> KafkaError {
        first_of(std::iter::once(self.error).chain(self.members.iter().map(|m| m.2)))
    }
}

/// DescribeGroups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribeGroupsRequest {
    /// The groups.
    pub groups: Vec<Name>,
}

/// A group as the coordinator describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribedGroup {
    /// `NONE` or `GROUP_ID_NOT_FOUND`.
    pub error: KafkaError,
    /// What the broker says beside the error.
    pub error_message: Option<String>,
    /// The group.
    pub group_id: Name,
    /// Its state.
    pub state: &'static str,
    /// `consumer`, or "" for a group that only commits.
    pub protocol_type: Name,
    /// The assignor in Stable, else "".
    pub protocol_data: Name,
    /// Its members.
    pub members: Vec<DescribedMember>,
}

/// A member as the coordinator describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribedMember {
    /// Its id.
    pub member_id: Name,
    /// `group.instance.id` (version 4).
    pub group_instance_id: Option<Name>,
    /// `client.id`.
    pub client_id: Name,
    /// Where it connected from.
    pub client_host: Name,
    /// Its subscription for the assignor of the generation, in Stable.
    pub metadata: Arc<[u8]>,
    /// What it was assigned last.
    pub assignment: Arc<[u8]>,
}

/// Answer to DescribeGroups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribeGroupsResponse {
    /// In the order of the request.
    pub groups: Vec<DescribedGroup>,
}

impl FirstError for DescribeGroupsResponse {
    fn first_error(&self) -> KafkaError {
        first_of(self.groups.iter().map(|g| g.error))
    }
}

/// ListGroups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListGroupsRequest {
    /// States of interest, none for all (version 4); case does not count.
    pub states_filter: Vec<Name>,
    /// Types of interest, none for all (version 5); case does not count.
    pub types_filter: Vec<Name>,
}

/// A group in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedGroup {
    /// The group.
    pub group_id: Name,
    /// `consumer`, or "" for a group that never had a member.
    pub protocol_type: Name,
    /// Its state (version 4).
    pub state: &'static str,
    /// Its type, in lower case (version 5).
    pub group_type: &'static str,
}

/// Answer to ListGroups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListGroupsResponse {
    /// Always `NONE` here.
    pub error: KafkaError,
    /// In the order of the coordinator's hash tables.
    pub groups: Vec<ListedGroup>,
}

impl FirstError for ListGroupsResponse {
    fn first_error(&self) -> KafkaError {
        self.error
    }
}
