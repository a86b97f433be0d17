//! The admin client's calls about groups: what they send, and what becomes of
//! the answers.
//!
//! Source: the handlers in `clients/admin/internals` of Kafka 4.3, such as
//! `AlterConsumerGroupOffsetsHandler`.

use super::commit_order::commit_as_given;
use crate::call::{AdminCall, GroupFilter, OffsetAndMetadata, Offsets};
use crate::outcome::Outcome;
use protocol::api::{
    by_topic, DeleteGroupsRequest, DescribeGroupsRequest, DescribedGroup, LeaveGroupRequest,
    ListGroupsRequest, ListedGroup, MetadataRequest, OffsetCommitRequest, OffsetDeleteRequest,
    OffsetFetchRequest, RequestBody, Response,
};
use protocol::consumer_protocol::PROTOCOL_TYPE;
use protocol::error::KafkaError;
use protocol::exception::Exception;
use protocol::java;
use protocol::name::Name;
use protocol::topic_partition::TopicPartition;

/// The groups that a call is about, whose coordinators it has to know.
pub(super) fn groups(call: &AdminCall) -> Vec<Name> {
    match call {
        AdminCall::DeleteGroups(groups) | AdminCall::DescribeGroups(groups) => groups.clone(),
        AdminCall::ListGroupOffsets(group)
        | AdminCall::AlterGroupOffsets(group, _)
        | AdminCall::DeleteGroupOffsets(group, _)
        | AdminCall::RemoveMembers(group, _) => vec![group.clone()],
        _ => Vec::new(),
    }
}

/// What a call about groups throws before anybody is asked.
/// Source: `RemoveMembersFromConsumerGroupOptions`'s constructor.
pub(super) fn impossible(call: &AdminCall) -> Option<Exception> {
    let nobody =
        matches!(call, AdminCall::RemoveMembers(_, Some(instances)) if instances.is_empty());
    nobody.then(|| Exception::illegal_argument("Invalid empty members has been provided"))
}

/// The request that asks which brokers there are, and nothing of topics.
/// Source: `KafkaAdminClient.listGroups`.
pub(super) fn find_brokers() -> RequestBody {
    RequestBody::Metadata(MetadataRequest {
        topics: Some(Vec::new()),
        topic_ids: Vec::new(),
        allow_auto_topic_creation: true,
    })
}

pub(super) fn list(filter: &GroupFilter) -> RequestBody {
    RequestBody::ListGroups(ListGroupsRequest {
        states_filter: filter.states.clone(),
        types_filter: filter.types.clone(),
    })
}

pub(super) fn delete(groups: &[Name]) -> RequestBody {
    RequestBody::DeleteGroups(DeleteGroupsRequest {
        groups: groups.to_vec(),
    })
}

pub(super) fn describe(groups: Vec<Name>) -> RequestBody {
    RequestBody::DescribeGroups(DescribeGroupsRequest { groups })
}

pub(super) fn fetch_offsets(group: &Name) -> RequestBody {
    let mut fetch = OffsetFetchRequest::of_group(group.clone(), None);
    fetch.require_stable = false;
    RequestBody::OffsetFetch(fetch)
}

pub(super) fn commit(group: &Name, offsets: &Offsets) -> RequestBody {
    RequestBody::OffsetCommit(OffsetCommitRequest {
        group_id: group.clone(),
        generation_id: -1,
        member_id: Name::default(),
        group_instance_id: None,
        retention_time_ms: -1,
        topics: commit_as_given(offsets),
    })
}

pub(super) fn delete_offsets(group: &Name, partitions: &[TopicPartition]) -> RequestBody {
    let partitions = partitions.iter();
    RequestBody::OffsetDelete(OffsetDeleteRequest {
        group_id: group.clone(),
        topics: by_topic(partitions.map(|p| (p.topic.clone(), p.partition))),
    })
}

/// Removes static members by their instance ids. To remove all members it has
/// to know first who they are.
pub(super) fn remove(group: &Name, instances: Option<&[Name]>) -> RequestBody {
    match instances {
        Some(instances) => {
            let members = instances.iter();
            let members = members.map(|instance| (Name::default(), Some(instance.clone())));
            leave(group, members.collect())
        }
        None => describe(vec![group.clone()]),
    }
}

fn leave(group: &Name, members: Vec<(Name, Option<Name>)>) -> RequestBody {
    RequestBody::LeaveGroup(LeaveGroupRequest {
        group_id: group.clone(),
        members,
    })
}

/// What an answer means to a call.
pub(super) enum Next {
    /// The call comes back.
    Ends(Outcome),
    /// It has to send this as well.
    Asks(RequestBody),
}

/// What an answer to a call about groups means; none for other calls.
pub(super) fn answered(call: &AdminCall, response: &Response) -> Option<Next> {
    let outcome = match (call, response) {
        (AdminCall::RemoveMembers(group, None), Response::DescribeGroups(body)) => {
            return Some(found_members(group, &body.groups));
        }
        (AdminCall::RemoveMembers(_, instances), Response::LeaveGroup(body)) => {
            let errors = body.members.iter();
            let failed = errors.map(|(id, instance, error)| (id, instance.as_ref(), *error));
            removed(instances.is_none(), body.error, failed)
        }
        (AdminCall::DescribeGroups(asked), Response::DescribeGroups(body)) => {
            let described = asked.iter().filter_map(|asked| {
                let mut groups = body.groups.iter();
                groups.find(|group| group.group_id == *asked)
            });
            Outcome::Groups(described.map(|group| description(group).cloned()).collect())
        }
        (AdminCall::ListGroups(filter), Response::ListGroups(body)) => listed(filter, &body.groups),
        (AdminCall::ListGroupOffsets(_), Response::OffsetFetch(body)) => {
            let error = body.group_error();
            if error.is_none() {
                let offsets = body.partitions().map(|(partition, found)| {
                    let committed = (found.offset >= 0).then(|| OffsetAndMetadata {
                        offset: found.offset,
                        leader_epoch: (found.leader_epoch >= 0).then_some(found.leader_epoch),
                        metadata: found.metadata.clone(),
                    });
                    (partition, committed)
                });
                Outcome::Committed(offsets.collect())
            } else {
                Outcome::Threw(Exception::of(error))
            }
        }
        (AdminCall::AlterGroupOffsets(..), Response::OffsetCommit(body)) => {
            Outcome::PartitionResults(body.partitions().collect())
        }
        (AdminCall::DeleteGroupOffsets(_, partitions), Response::OffsetDelete(body)) => {
            Outcome::PartitionResults(match body.error {
                KafkaError::None => {
                    let topics = body.topics.iter();
                    let results = topics.flat_map(|topic| {
                        let results = topic.partitions.iter();
                        results.map(|(p, e)| (TopicPartition::new(topic.name.clone(), *p), *e))
                    });
                    results.collect()
                }
                error if partitions.is_empty() => return Some(Next::Ends(threw(error))),
                // An error of the group is one of each partition.
                error => partitions.iter().map(|p| (p.clone(), error)).collect(),
            })
        }
        _ => return None,
    };
    Some(Next::Ends(outcome))
}

fn threw(error: KafkaError) -> Outcome {
    Outcome::Threw(Exception::of(error))
}

/// Groups as they are listed, in the order of a `HashMap` of their ids.
/// Source: `KafkaAdminClient.ListGroupsResults`.
fn listed(filter: &GroupFilter, groups: &[ListedGroup]) -> Outcome {
    let kinds = &filter.protocol_types;
    let wanted = groups
        .iter()
        .filter(|group| kinds.is_empty() || kinds.contains(&group.protocol_type))
        .cloned();
    let hash = |group: &ListedGroup| java::string_hash(&group.group_id);
    let in_order = java::hash_map_order(wanted.collect(), hash, java::DEFAULT_CAPACITY);
    Outcome::GroupList(in_order)
}

/// A group of consumers as it is described, or why it is not. Kafka's client
/// asks for it in ConsumerGroupDescribe first, which refuses an empty group id;
/// it goes on to DescribeGroups, which has one, only where there is no such
/// group.
/// Source: `DescribeConsumerGroupsHandler`,
/// `GroupCoordinatorService.consumerGroupDescribe`.
fn description(group: &DescribedGroup) -> Result<&DescribedGroup, Exception> {
    if group.group_id.is_empty() {
        return Err(Exception::of(KafkaError::InvalidGroupId));
    }
    if !group.error.is_none() {
        let mut exception = Exception::of(group.error);
        if let Some(message) = &group.error_message {
            exception.message.clone_from(message);
        }
        return Err(exception);
    }
    let kind = &group.protocol_type;
    if !kind.is_empty() && **kind != *PROTOCOL_TYPE {
        return Err(Exception::illegal_argument(
            [
                "GroupId ",
                &group.group_id,
                " is not a consumer group (",
                kind,
                ").",
            ]
            .concat(),
        ));
    }
    Ok(group)
}

/// All members of a group are to be removed: static ones go by their instance
/// ids. Source: `KafkaAdminClient.getMembersFromGroup`.
fn found_members(group: &Name, described: &[DescribedGroup]) -> Next {
    let Some(found) = described.first() else {
        return Next::Ends(Outcome::Done);
    };
    match description(found) {
        Err(cause) => {
            let text = [
                "Encounter exception when trying to get members from group: ",
                group,
            ];
            let exception = Exception::new("KafkaException", text.concat());
            Next::Ends(Outcome::Threw(exception.because(cause)))
        }
        Ok(found) => {
            let members = found
                .members
                .iter()
                .map(|member| match &member.group_instance_id {
                    Some(instance) => (Name::default(), Some(instance.clone())),
                    None => (member.member_id.clone(), None),
                })
                .collect();
            leave_together(group, members)
        }
    }
}

/// The members leave, if there are any: a request without one cannot be made.
/// Source: `LeaveGroupRequest.Builder`.
fn leave_together(group: &Name, members: Vec<(Name, Option<Name>)>) -> Next {
    if members.is_empty() {
        let nobody = Exception::illegal_argument("leaving members should not be empty");
        return Next::Ends(Outcome::Threw(nobody));
    }
    Next::Asks(leave(group, members))
}

/// Source: `RemoveMembersFromConsumerGroupResult.all`.
fn removed<'a>(
    all: bool,
    error: KafkaError,
    members: impl Iterator<Item = (&'a Name, Option<&'a Name>, KafkaError)>,
) -> Outcome {
    if !error.is_none() {
        return Outcome::Threw(Exception::of(error));
    }
    let mut members = members;
    match members.find(|(.., error)| !error.is_none()) {
        None => Outcome::Done,
        Some((.., error)) if !all => Outcome::Threw(Exception::of(error)),
        Some((id, instance, error)) => {
            let instance = instance.map_or_else(
                || "null".to_owned(),
                |instance| ["'", instance, "'"].concat(),
            );
            let text = [
                "Encounter exception when trying to remove: MemberIdentity(memberId='",
                id,
                "', groupInstanceId=",
                &instance,
                ", reason=null)",
            ];
            let exception = Exception::new("KafkaException", text.concat());
            Outcome::Threw(exception.because(Exception::of(error)))
        }
    }
}
