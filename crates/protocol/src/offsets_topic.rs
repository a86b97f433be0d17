//! The records of `__consumer_offsets`, as the bytes that the log keeps.
//!
//! A key says what the record is about and a value says what is so; no value
//! is a tombstone. The source is Kafka's `GroupCoordinatorRecordHelpers` with
//! the message definitions `OffsetCommitKey`, `OffsetCommitValue`,
//! `GroupMetadataKey` and `GroupMetadataValue`.
//!
//! The log of that topic is a log as all others are: its sizes, its segments and its
//! offsets follow from these bytes. The tools and the view read them back.
//!
//! *Read next: [`wire`](crate::wire), the bytes of both.*

use crate::name::Name;
use crate::record::{Millis, Offset};
use crate::wire::{Reader, Writer};
use std::sync::Arc;

/// The topic that holds committed offsets and groups.
pub const OFFSETS_TOPIC: &str = "__consumer_offsets";

/// The key versions of committed offsets (0 is older and reads the same) and
/// of classic groups.
const OFFSET_KEY: i16 = 1;
const GROUP_KEY: i16 = 2;

/// The value version of a commit that brought its own expiry, the only one
/// with room for it.
const EXPIRING_OFFSET_VALUE: i16 = 1;
/// The value version of every other commit; from here on there are tags.
const OFFSET_VALUE: i16 = 4;
/// The value version of classic groups.
const GROUP_VALUE: i16 = 3;

/// The tag of the topic id in the value of a commit.
const TOPIC_ID_TAG: u32 = 0;

pub use crate::topic_partition::NO_TOPIC_ID;

/// One record of `__consumer_offsets`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OffsetsRecord {
    /// What a group committed for a partition.
    Offset {
        /// The group's id.
        group: Name,
        /// The topic's name.
        topic: Name,
        /// The partition, from 0.
        partition: i32,
        /// The commit, or nothing when it was removed.
        value: Option<OffsetValue>,
    },
    /// What a classic group is made of.
    Group {
        /// The group's id.
        group: Name,
        /// The group, or nothing when it was removed.
        value: Option<GroupValue>,
    },
}

/// A committed offset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetValue {
    /// The offset of the next record to read.
    pub offset: Offset,
    /// The leader epoch of the last record read, or -1.
    pub leader_epoch: i32,
    /// What the application said with its commit; empty if nothing.
    pub metadata: Name,
    /// When the coordinator took the commit.
    pub commit_timestamp: Millis,
    /// When the commit expires, if it said so itself (OffsetCommit up to
    /// version 4 could); such a commit is written without leader epoch and
    /// topic id.
    pub expire_timestamp: Option<Millis>,
    /// The id of the topic, or [`NO_TOPIC_ID`].
    pub topic_id: [u8; 16],
}

/// A classic group after a completed rebalance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupValue {
    /// The type of protocol, `consumer`; empty before the first member.
    pub protocol_type: Name,
    /// The generation, from 0.
    pub generation: i32,
    /// The chosen protocol (for consumers, the assignor's name).
    pub protocol: Option<Name>,
    /// The member id of the leader.
    pub leader: Option<Name>,
    /// Since when the group is in its state, or -1.
    pub current_state_timestamp: Millis,
    /// The members.
    pub members: Vec<GroupMemberValue>,
}

/// A member of a classic group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupMemberValue {
    /// The id that the coordinator gave it.
    pub member_id: Name,
    /// The member's `group.instance.id`, if it is static.
    pub group_instance_id: Option<Name>,
    /// The member's `client.id`.
    pub client_id: Name,
    /// Where it connected from, such as `/127.0.0.1`.
    pub client_host: Name,
    /// How long it may take to rejoin, in milliseconds.
    pub rebalance_timeout: i32,
    /// How long it may be silent, in milliseconds.
    pub session_timeout: i32,
    /// What it wants, as it said in its own words.
    pub subscription: Arc<[u8]>,
    /// What it got, as the leader said in its own words.
    pub assignment: Arc<[u8]>,
}

impl OffsetsRecord {
    /// The group that the record is about.
    pub fn group(&self) -> &Name {
        match self {
            OffsetsRecord::Offset { group, .. } | OffsetsRecord::Group { group, .. } => group,
        }
    }

    /// The bytes of key and value, in the versions that Kafka 4.3 writes.
    pub fn encode(&self) -> (Vec<u8>, Option<Vec<u8>>) {
        match self {
            OffsetsRecord::Offset {
                group,
                topic,
                partition,
                value,
            } => {
                let mut key = Writer::versioned(OFFSET_KEY);
                key.string(group);
                key.string(topic);
                key.i32(*partition);
                (key.into_bytes(), value.as_ref().map(encode_offset))
            }
            OffsetsRecord::Group { group, value } => {
                let mut key = Writer::versioned(GROUP_KEY);
                key.string(group);
                (key.into_bytes(), value.as_ref().map(encode_group))
            }
        }
    }

    /// Reads key and value; `None` if they are not such a record, or one of a
    /// version that Kafka 4.3 does not write.
    pub fn decode(key: &[u8], value: Option<&[u8]>) -> Option<Self> {
        let mut reader = Reader::new(key);
        match reader.i16()? {
            0 | OFFSET_KEY => Some(OffsetsRecord::Offset {
                group: reader.string()?,
                topic: reader.string()?,
                partition: reader.i32()?,
                value: match value {
                    Some(value) => Some(decode_offset(value)?),
                    None => None,
                },
            }),
            GROUP_KEY => Some(OffsetsRecord::Group {
                group: reader.string()?,
                value: match value {
                    Some(value) => Some(decode_group(value)?),
                    None => None,
                },
            }),
            _ => None,
        }
    }
}

/// The value of a commit.
fn encode_offset(value: &OffsetValue) -> Vec<u8> {
    if let Some(expire_timestamp) = value.expire_timestamp {
        let mut writer = Writer::versioned(EXPIRING_OFFSET_VALUE);
        writer.i64(value.offset);
        writer.string(&value.metadata);
        writer.i64(value.commit_timestamp);
        writer.i64(expire_timestamp);
        return writer.into_bytes();
    }
    let mut writer = Writer::versioned(OFFSET_VALUE);
    writer.i64(value.offset);
    writer.i32(value.leader_epoch);
    writer.compact_string(&value.metadata);
    writer.i64(value.commit_timestamp);
    // Tagged fields that have their default are left out.
    if value.topic_id == NO_TOPIC_ID {
        writer.unsigned_varint(0);
    } else {
        writer.unsigned_varint(1);
        writer.unsigned_varint(TOPIC_ID_TAG);
        writer.unsigned_varint(value.topic_id.len() as u32);
        writer.raw(&value.topic_id);
    }
    writer.into_bytes()
}

/// Reads the value of a commit.
fn decode_offset(bytes: &[u8]) -> Option<OffsetValue> {
    let mut reader = Reader::new(bytes);
    match reader.i16()? {
        EXPIRING_OFFSET_VALUE => Some(OffsetValue {
            offset: reader.i64()?,
            leader_epoch: -1,
            metadata: reader.string()?,
            commit_timestamp: reader.i64()?,
            expire_timestamp: Some(reader.i64()?),
            topic_id: NO_TOPIC_ID,
        }),
        OFFSET_VALUE => Some(OffsetValue {
            offset: reader.i64()?,
            leader_epoch: reader.i32()?,
            metadata: reader.compact_string()?,
            commit_timestamp: reader.i64()?,
            expire_timestamp: None,
            topic_id: decode_topic_id(&mut reader)?,
        }),
        _ => None,
    }
}

/// Reads the tagged fields of a commit; unknown ones are skipped.
fn decode_topic_id(reader: &mut Reader) -> Option<[u8; 16]> {
    let mut topic_id = NO_TOPIC_ID;
    for _ in 0..reader.unsigned_varint()? {
        let tag = reader.unsigned_varint()?;
        let length = reader.unsigned_varint()?;
        let field = reader.take(length as usize)?;
        if tag == TOPIC_ID_TAG {
            topic_id = field.try_into().ok()?;
        }
    }
    Some(topic_id)
}

/// The value of a group.
fn encode_group(value: &GroupValue) -> Vec<u8> {
    let mut writer = Writer::versioned(GROUP_VALUE);
    writer.string(&value.protocol_type);
    writer.i32(value.generation);
    writer.nullable_string(value.protocol.as_ref());
    writer.nullable_string(value.leader.as_ref());
    writer.i64(value.current_state_timestamp);
    writer.list(&value.members, |writer, member| {
        writer.string(&member.member_id);
        writer.nullable_string(member.group_instance_id.as_ref());
        writer.string(&member.client_id);
        writer.string(&member.client_host);
        writer.i32(member.rebalance_timeout);
        writer.i32(member.session_timeout);
        writer.nullable_bytes(Some(&member.subscription));
        writer.nullable_bytes(Some(&member.assignment));
    });
    writer.into_bytes()
}

/// Reads the value of a group.
fn decode_group(bytes: &[u8]) -> Option<GroupValue> {
    let mut reader = Reader::new(bytes);
    if reader.i16()? != GROUP_VALUE {
        return None;
    }
    Some(GroupValue {
        protocol_type: reader.string()?,
        generation: reader.i32()?,
        protocol: reader.nullable_string()?,
        leader: reader.nullable_string()?,
        current_state_timestamp: reader.i64()?,
        members: reader.list(decode_member)?,
    })
}

/// Reads one member of a group.
fn decode_member(reader: &mut Reader) -> Option<GroupMemberValue> {
    Some(GroupMemberValue {
        member_id: reader.string()?,
        group_instance_id: reader.nullable_string()?,
        client_id: reader.string()?,
        client_host: reader.string()?,
        rebalance_timeout: reader.i32()?,
        session_timeout: reader.i32()?,
        subscription: reader.nullable_bytes()??,
        assignment: reader.nullable_bytes()??,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commit() -> OffsetValue {
        OffsetValue {
            offset: 42,
            leader_epoch: 0,
            metadata: Name::from("hi"),
            commit_timestamp: 0x0102,
            expire_timestamp: None,
            topic_id: NO_TOPIC_ID,
        }
    }

    fn offset(value: Option<OffsetValue>) -> OffsetsRecord {
        OffsetsRecord::Offset {
            group: Name::from("g"),
            topic: Name::from("t"),
            partition: 3,
            value,
        }
    }

    fn group(members: Vec<GroupMemberValue>) -> OffsetsRecord {
        OffsetsRecord::Group {
            group: Name::from("g"),
            value: Some(GroupValue {
                protocol_type: Name::from("consumer"),
                generation: 7,
                protocol: Some(Name::from("range")),
                leader: None,
                current_state_timestamp: 1_795_231_881_794,
                members,
            }),
        }
    }

    fn member(instance: Option<&str>) -> GroupMemberValue {
        GroupMemberValue {
            member_id: Name::from("c-1"),
            group_instance_id: instance.map(Name::from),
            client_id: Name::from("c"),
            client_host: Name::from("/127.0.0.1"),
            rebalance_timeout: 300_000,
            session_timeout: 45_000,
            subscription: Arc::from([1, 2, 3]),
            assignment: Arc::from([]),
        }
    }

    fn all_kinds() -> Vec<OffsetsRecord> {
        let with_topic = OffsetValue {
            topic_id: *b"sixteen-bytes-id",
            ..commit()
        };
        let expiring = OffsetValue {
            leader_epoch: -1,
            expire_timestamp: Some(-5),
            ..commit()
        };
        vec![
            offset(None),
            offset(Some(commit())),
            offset(Some(with_topic)),
            offset(Some(expiring)),
            OffsetsRecord::Group {
                group: Name::from(""),
                value: None,
            },
            group(vec![]),
            group(vec![member(None), member(Some("i"))]),
        ]
    }

    #[test]
    fn records_come_back_as_they_were() {
        for record in all_kinds() {
            let (key, value) = record.encode();
            assert_eq!(OffsetsRecord::decode(&key, value.as_deref()), Some(record));
        }
    }

    #[test]
    fn a_commit_has_kafkas_bytes() {
        let topic_id = *b"sixteen-bytes-id";
        let (key, value) = offset(Some(OffsetValue {
            topic_id,
            ..commit()
        }))
        .encode();
        assert_eq!(key, [0, 1, 0, 1, b'g', 0, 1, b't', 0, 0, 0, 3]);
        #[rustfmt::skip]
        let mut bytes = vec![
            0, 4,
            0, 0, 0, 0, 0, 0, 0, 42,
            0, 0, 0, 0,
            3, b'h', b'i',
            0, 0, 0, 0, 0, 0, 1, 2,
            1, 0, 16,
        ];
        bytes.extend_from_slice(&topic_id);
        assert_eq!(value, Some(bytes));
    }

    #[test]
    fn a_group_has_kafkas_bytes() {
        let record = OffsetsRecord::Group {
            group: Name::from("g"),
            value: Some(GroupValue {
                protocol_type: Name::from(""),
                generation: 0,
                protocol: None,
                leader: None,
                current_state_timestamp: -1,
                members: vec![],
            }),
        };
        let (key, value) = record.encode();
        assert_eq!(key, [0, 2, 0, 1, b'g']);
        #[rustfmt::skip]
        let bytes = vec![
            0, 3,
            0, 0,
            0, 0, 0, 0,
            0xff, 0xff,
            0xff, 0xff,
            0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
            0, 0, 0, 0,
        ];
        assert_eq!(value, Some(bytes));
    }

    #[test]
    fn unknown_tags_are_skipped() {
        let (key, value) = offset(Some(commit())).encode();
        let mut value = value.expect("a value");
        value.pop();
        value.extend_from_slice(&[1, 9, 2, 0xaa, 0xbb]);
        assert_eq!(
            OffsetsRecord::decode(&key, Some(&value)),
            Some(offset(Some(commit())))
        );
    }

    #[test]
    fn bytes_that_end_early_or_mean_something_else_are_nothing() {
        for record in all_kinds() {
            let (key, value) = record.encode();
            for length in 0..key.len() {
                assert_eq!(OffsetsRecord::decode(&key[..length], None), None);
            }
            let value = value.unwrap_or_default();
            for length in 0..value.len() {
                assert_eq!(OffsetsRecord::decode(&key, Some(&value[..length])), None);
            }
        }
        for version in [-1, 3, 9] {
            let key = Writer::versioned(version).into_bytes();
            assert_eq!(OffsetsRecord::decode(&key, None), None, "{version}");
        }
        assert_eq!(OffsetsRecord::decode(&[0x7f; 30], Some(&[0x7f; 30])), None);
    }
}
