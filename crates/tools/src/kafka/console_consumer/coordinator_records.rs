//! Records of `__consumer_offsets` as JSON.
//! Source: `CoordinatorRecordMessageFormatter` and the JSON converters of the
//! messages.

use super::json::{base64, uuid, Object};
use protocol::offsets_topic::{
    GroupMemberValue, GroupValue, OffsetValue, OffsetsRecord, NO_TOPIC_ID,
};

/// Which records are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Committed offsets.
    Offsets,
    /// Groups.
    Groups,
}

/// The record as JSON; empty where it is of another kind.
pub(super) fn text(kind: Kind, key: Option<&[u8]>, value: Option<&[u8]>) -> String {
    let record = key.and_then(|key| OffsetsRecord::decode(key, value));
    match record {
        Some(OffsetsRecord::Offset {
            group,
            topic,
            partition,
            value,
        }) if kind == Kind::Offsets => {
            let key = Object::new()
                .string("group", &group)
                .string("topic", &topic)
                .number("partition", partition.into());
            whole(1, &key.end(), value.as_ref().map(offset))
        }
        Some(OffsetsRecord::Group { group, value }) if kind == Kind::Groups => {
            let key = Object::new().string("group", &group);
            whole(
                2,
                &key.end(),
                value.as_ref().map(|value| (3, of_group(value))),
            )
        }
        _ => String::new(),
    }
}

fn whole(kind: i64, key: &str, value: Option<(i64, String)>) -> String {
    let key = Object::new().number("type", kind).put("data", key);
    let value = value.map(|(version, data)| {
        let value = Object::new().number("version", version);
        value.put("data", &data).end()
    });
    let whole = Object::new().put("key", &key.end());
    whole.put("value", value.as_deref().unwrap_or("null")).end()
}

fn offset(value: &OffsetValue) -> (i64, String) {
    let data = Object::new().number("offset", value.offset);
    if let Some(expires) = value.expire_timestamp {
        let data = data
            .string("metadata", &value.metadata)
            .number("commitTimestamp", value.commit_timestamp)
            .number("expireTimestamp", expires);
        return (1, data.end());
    }
    let data = data
        .number("leaderEpoch", value.leader_epoch.into())
        .string("metadata", &value.metadata)
        .number("commitTimestamp", value.commit_timestamp);
    let data = match value.topic_id {
        NO_TOPIC_ID => data,
        id => data.string("topicId", &uuid(&id)),
    };
    (4, data.end())
}

fn of_group(value: &GroupValue) -> String {
    let members: Vec<String> = value.members.iter().map(member).collect();
    let members = ["[", &members.join(","), "]"].concat();
    Object::new()
        .string("protocolType", &value.protocol_type)
        .number("generation", value.generation.into())
        .nullable("protocol", value.protocol.as_deref())
        .nullable("leader", value.leader.as_deref())
        .number("currentStateTimestamp", value.current_state_timestamp)
        .put("members", &members)
        .end()
}

fn member(member: &GroupMemberValue) -> String {
    Object::new()
        .string("memberId", &member.member_id)
        .nullable("groupInstanceId", member.group_instance_id.as_deref())
        .string("clientId", &member.client_id)
        .string("clientHost", &member.client_host)
        .number("rebalanceTimeout", member.rebalance_timeout.into())
        .number("sessionTimeout", member.session_timeout.into())
        .string("subscription", &base64(&member.subscription))
        .string("assignment", &base64(&member.assignment))
        .end()
}
