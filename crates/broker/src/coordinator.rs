//! FindCoordinator.
//! Source: `KafkaApis.handleFindCoordinatorRequest`.

use super::{topics, NODE_ID, OFFSETS_TOPIC};
use crate::context::Context;
use protocol::api::{Coordinator, FindCoordinatorRequest, FindCoordinatorResponse};
use protocol::error::KafkaError;
use protocol::name::Name;

/// From this version on there are several keys, each with its own answer.
const SEVERAL_KEYS: i16 = 4;
/// From this version on partitions of share groups have coordinators.
const SHARE_GROUPS: i16 = 6;

/// What keys are: groups, transactional ids, and partitions of share groups.
const GROUP: i8 = 0;
const TRANSACTION: i8 = 1;
const SHARE: i8 = 2;

/// Answers FindCoordinator: the one broker coordinates everything that can be
/// coordinated. The topic of committed offsets is made when somebody first
/// asks, who is told to ask again.
pub(crate) fn find_coordinator(
    cx: &mut Context,
    version: i16,
    request: &FindCoordinatorRequest,
) -> FindCoordinatorResponse {
    let is_group = request.key_type == GROUP;
    let was_there = cx.broker().topics().contains_key(OFFSETS_TOPIC);
    let coordinators = request.keys.iter().map(|key| {
        let checked = check(version, request.key_type, key);
        if checked.is_ok() && is_group {
            topics::ensure_offsets_topic(cx);
        }
        let ready = was_there && cx.broker().coordinates(key).is_ok();
        let found = match ready || !is_group {
            true => KafkaError::None,
            false => KafkaError::CoordinatorNotAvailable,
        };
        let (error, message) = match checked {
            Ok(()) if version < SEVERAL_KEYS => (found, found.message()),
            Ok(()) => (found, ""),
            Err(message) => (KafkaError::InvalidRequest, message),
        };
        Coordinator {
            key: key.clone(),
            node_id: if error.is_none() { NODE_ID } else { -1 },
            error,
            error_message: Name::from(message),
        }
    });
    FindCoordinatorResponse {
        coordinators: coordinators.collect(),
    }
}

/// Whether a key can have a coordinator; if not, what is said of it. A type
/// that does not exist fails the whole request, which says more.
fn check(version: i16, key_type: i8, key: &str) -> Result<(), &'static str> {
    match key_type {
        GROUP | TRANSACTION => Ok(()),
        SHARE if version >= SHARE_GROUPS && is_share_partition(key) => Ok(()),
        SHARE if version >= SEVERAL_KEYS => Err(""),
        _ => Err(KafkaError::InvalidRequest.message()),
    }
}

/// Whether a key is `group:topic id:partition`.
/// Source: `SharePartitionKey.validate`.
fn is_share_partition(key: &str) -> bool {
    let mut parts = key.split(':');
    let (Some(group), Some(topic_id), Some(partition), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let is_base64 = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    !group.trim().is_empty()
        && topic_id.len() == 22
        && topic_id.chars().all(is_base64)
        && partition.parse::<i32>().is_ok()
}
