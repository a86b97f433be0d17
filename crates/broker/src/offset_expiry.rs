//! Committed offsets that expire, and groups that go with their last one.
//!
//! Kafka looks every `offsets.retention.check.interval.ms` from the moment on
//! at which it began to coordinate. Here nothing happens until the first such
//! instant at which something is to go.
//! Source: `OffsetMetadataManager.cleanupExpiredOffsets`,
//! `ClassicGroup.offsetExpirationCondition`, `GroupMetadataManager.maybeDeleteGroup`.

use super::committed::CommittedOffset;
use super::group::{Group, GroupState};
use super::{group_records, Broker};
use crate::context::Context;
use protocol::name::Name;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;

/// From when on the age of a group's offsets counts.
enum Age {
    /// Since all members left.
    SinceEmpty(Millis),
    /// Since each commit.
    SinceCommit,
}

/// How the offsets of a group grow old; none where they do not.
fn age(group: &Group) -> Option<Age> {
    let Group::Classic(group) = group;
    match (&group.protocol_type(), group.state()) {
        (None, _) => Some(Age::SinceCommit),
        (Some(_), GroupState::Empty) => Some(Age::SinceEmpty(group.state_since())),
        // Topics can be known to be read by consumers only.
        (Some(_), GroupState::Stable) if group.knows_subscriptions() => Some(Age::SinceCommit),
        _ => None,
    }
}

impl Broker {
    /// When an offset of a group expires; none if it does not.
    fn expires(&self, group: &Group, topic: &str, committed: &CommittedOffset) -> Option<Millis> {
        let age = age(group)?;
        if group.is_subscribed_to(topic) {
            return None;
        }
        if let Some(expires) = committed.expires {
            return Some(expires);
        }
        let since = match age {
            Age::SinceEmpty(since) => since,
            Age::SinceCommit => committed.at,
        };
        Some(since.saturating_add(self.config().offsets_retention_ms))
    }

    /// The first instant, of those at which Kafka looks, at which something of
    /// a group is to go.
    pub fn next_expiry(&self, id: &Name) -> Option<Millis> {
        let Group::Classic(group) = self.group(id)?;
        let due = match self.offsets().get(id) {
            // A group that keeps nothing goes as soon as somebody looks.
            None => group.is_empty().then_some(group.bare_since())?,
            Some(offsets) => {
                let expire = offsets.iter().filter_map(|(partition, committed)| {
                    let expires = self.expires(&self.groups()[id], &partition.topic, committed)?;
                    Some(expires.max(committed.at))
                });
                expire.min()?
            }
        };
        Some(self.look_from(due.max(group.state_since())))
    }

    /// The first look at an instant or after it.
    fn look_from(&self, instant: Millis) -> Millis {
        let interval = self.config().offsets_retention_check_interval_ms.max(1);
        let since = self.coordinates_since();
        let passed = instant.saturating_sub(since).max(1);
        let looks = (passed - 1) / interval + 1;
        since.saturating_add(interval.saturating_mul(looks))
    }
}

/// Takes back what of a group has expired, and the group with its last offset.
pub(super) fn expire(cx: &mut Context, id: &Name) {
    let now = cx.now();
    let broker = cx.broker();
    let group = &broker.groups()[id];
    let Some(offsets) = broker.offsets().get(id) else {
        if group.is_empty() {
            group_records::delete_group(cx, id);
        }
        return;
    };
    let expired: Vec<TopicPartition> = offsets
        .in_table_order()
        .into_iter()
        .filter(|p| {
            let expires = broker.expires(group, &p.topic, &offsets[p]);
            expires.is_some_and(|at| at <= now)
        })
        .collect();
    let all = expired.len() == offsets.len();
    if all && group.is_empty() {
        group_records::delete_group(cx, id);
    } else {
        group_records::delete_offsets(cx, id, expired);
    }
}
