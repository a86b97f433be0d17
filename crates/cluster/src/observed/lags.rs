//! How lags have grown.

use broker::Broker;
use protocol::map::Map;
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;
use std::collections::VecDeque;

/// Over which time a lag is said to have grown.
const OVER_MS: Millis = 10_000;
/// So exactly it is remembered when a lag was what.
const EXACT_MS: Millis = 1_000;
/// From so many records on a lag has grown by one degree, two, three.
const DEGREES: [Offset; 3] = [5, 20, 80];

/// The lags of groups over the last seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lags(Map<(Name, TopicPartition), Lag>);

/// One group's lag at one partition.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Lag {
    now: Offset,
    /// When it changed, and what it was before that: the first change of each
    /// second, the newest last.
    before: VecDeque<(Millis, Offset)>,
}

impl Lags {
    /// How many small facts it holds.
    pub(super) fn len(&self) -> usize {
        self.0.values().map(|lag| 1 + lag.before.len()).sum()
    }

    /// Forgets what is about a group, or about a topic.
    pub(super) fn forget(&mut self, name: &str, is_group: bool) {
        self.0.retain(|(group, partition), _| match is_group {
            true => **group != *name,
            false => *partition.topic != *name,
        });
    }

    /// Looks at the lag of a group that has committed something.
    pub(super) fn look(
        &mut self,
        broker: &Broker,
        at: Millis,
        group: &Name,
        partition: &TopicPartition,
    ) {
        let committed = broker.committed(group, partition);
        let (Some(committed), Some(log)) = (committed, broker.log(partition)) else {
            return;
        };
        let now = log.end().saturating_sub(committed.offset);
        let key = (group.clone(), partition.clone());
        let Some(lag) = self.0.get_mut(&key) else {
            let before = VecDeque::new();
            self.0.insert(key, Lag { now, before });
            return;
        };
        lag.before.retain(|(changed, _)| at - changed < OVER_MS);
        let newest = lag.before.back().map(|(changed, _)| changed / EXACT_MS);
        if now != lag.now && newest != Some(at / EXACT_MS) {
            lag.before.push_back((at, lag.now));
        }
        lag.now = now;
    }

    /// By how many degrees a lag has grown.
    pub(super) fn grown(&self, group: &Name, partition: &TopicPartition) -> u8 {
        let lag = self.0.get(&(group.clone(), partition.clone()));
        let by = lag.map_or(0, |lag| {
            lag.before
                .front()
                .map_or(0, |(_, first)| lag.now.saturating_sub(*first))
        });
        DEGREES.iter().filter(|degree| by >= **degree).count() as u8
    }
}
