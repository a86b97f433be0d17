//! Several consumers that poll side by side.

use crate::{names, World};
use broker::group::GroupState;
use client::call::{ConsumerCall, OpId};
use client::outcome::Outcome;
use protocol::record::Millis;
use std::collections::BTreeMap;

/// Records by consumer, as `orders-0@3`.
pub type Received = BTreeMap<String, Vec<String>>;

impl World {
    /// One round: all poll at the same time.
    pub fn round(&mut self, machines: &[&str], ms: Millis, received: &mut Received) {
        let polls: Vec<(String, OpId)> = machines
            .iter()
            .map(|m| ((*m).to_owned(), self.begin(m, ConsumerCall::Poll(ms))))
            .collect();
        for (machine, op) in polls {
            match self.until(op) {
                Outcome::Records(records) => {
                    received.entry(machine).or_default().extend(names(&records));
                }
                other => panic!("{machine} poll: {other:?}"),
            }
        }
    }

    /// Polls them all, round after round, for so long.
    pub fn pump(&mut self, machines: &[&str], ms: Millis) -> Received {
        let mut received = Received::new();
        let end = self.now() + ms;
        while self.now() < end {
            self.round(machines, 50, &mut received);
        }
        received
    }

    /// Polls them all until the group is Stable with just them, each owns what
    /// it was assigned, and nothing more comes.
    pub fn settle(&mut self, group: &str, machines: &[&str]) -> Received {
        let mut received = Received::new();
        let mut quiet = 0;
        for _ in 0..10_000 {
            let before: usize = received.values().map(Vec::len).sum();
            self.round(machines, 100, &mut received);
            let after: usize = received.values().map(Vec::len).sum();
            quiet = match self.is_settled(group, machines) && before == after {
                true => quiet + 1,
                false => 0,
            };
            if quiet == 40 {
                return received;
            }
        }
        panic!("{group} never settled: {:?}", self.group_is(group));
    }

    fn is_settled(&self, id: &str, machines: &[&str]) -> bool {
        let Some(group) = self.cluster.state().broker().classic_group(id) else {
            return false;
        };
        group.state() == GroupState::Stable
            && group.members().len() == machines.len()
            && machines.iter().all(|machine| {
                let consumer = self.consumer_of(machine);
                consumer.membership().generation() == group.generation() && !consumer.rejoining()
            })
    }
}
