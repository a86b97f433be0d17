//! The sticky assignors where all members subscribe to the same topics.
//!
//! The source is `AbstractStickyAssignor.ConstrainedAssignmentBuilder`.

use super::claims::{Claims, Transfers};
use super::AssignorMember;
use protocol::java;
use protocol::map::Map;
use protocol::name::Name;
use protocol::sort::sort_by;
use protocol::topic_partition::TopicPartition;
use std::cmp::Ordering;
use std::collections::VecDeque;

/// How the shares are filled.
struct Filling<'a> {
    members: &'a [&'a AssignorMember],
    claims: Claims,
    /// What every member gets at least.
    min_quota: usize,
    /// What some members get: at most one more.
    max_quota: usize,
    shares: Vec<Vec<TopicPartition>>,
    /// What members owned beyond their share, with the member.
    freed: Map<TopicPartition, usize>,
    /// Members that have less than `min_quota`.
    under: Vec<usize>,
    /// Members that have `min_quota` and may get one more.
    exactly: Vec<usize>,
    transfers: Transfers,
}

/// Shares out the partitions: every member gets T / N of them and T % N
/// members one more. Members keep of their own what fits.
///
/// Answers the shares in the order of the members, and which partitions go
/// from one member to another.
pub(super) fn assign(
    counts: &Map<Name, i32>,
    members: &[&AssignorMember],
    claims: Claims,
) -> (Vec<Vec<TopicPartition>>, Transfers) {
    if members.is_empty() {
        return (Vec::new(), Transfers::new());
    }
    let total = counts.values().map(|count| *count as usize).sum::<usize>();
    let mut filling = Filling {
        members,
        claims,
        min_quota: total / members.len(),
        max_quota: total.div_ceil(members.len()),
        shares: vec![Vec::new(); members.len()],
        freed: Map::new(),
        under: Vec::new(),
        exactly: Vec::new(),
        transfers: Transfers::new(),
    };
    filling.keep_owned(total % members.len());
    let by_id = |left: &usize, right: &usize| {
        java::compare_strings(&members[*left].member_id, &members[*right].member_id)
    };
    sort_by(&mut filling.under, by_id);
    sort_by(&mut filling.exactly, by_id);
    let unassigned = unassigned(counts, &filling.shares);
    filling.deal_out(unassigned);
    (filling.shares, filling.transfers)
}

impl Filling<'_> {
    /// Members keep what they owned, up to their share. `expected` members may
    /// have more than the least.
    fn keep_owned(&mut self, expected: usize) {
        let mut over = 0;
        for member in 0..self.members.len() {
            let mut owned = std::mem::take(&mut self.claims.owned[member]);
            sort_by(&mut owned, |left, right| {
                let partitions = left.partition.cmp(&right.partition);
                partitions.then_with(|| java::compare_strings(&left.topic, &right.topic))
            });
            owned.retain(|partition| !self.claims.doubly.contains(partition));
            let keeps = if owned.len() < self.min_quota {
                self.under.push(member);
                owned.len()
            } else if owned.len() >= self.max_quota && over < expected {
                over += 1;
                if over == expected {
                    self.exactly.clear();
                }
                self.max_quota
            } else {
                if over < expected {
                    self.exactly.push(member);
                }
                self.min_quota
            };
            for partition in owned.drain(keeps..) {
                self.freed.insert(partition, member);
            }
            self.shares[member] = owned;
        }
    }

    /// Gives each partition to the next member that has too few; when none
    /// has, one each to those that have the least.
    fn deal_out(&mut self, unassigned: Vec<TopicPartition>) {
        let mut exactly: VecDeque<usize> = std::mem::take(&mut self.exactly).into();
        let mut next = 0;
        for partition in unassigned {
            if self.under.is_empty() {
                // The counts are such that somebody is left. Only members that
                // claim partitions which are not there can upset them; Kafka
                // throws then, here the rest stays with nobody.
                let Some(member) = exactly.pop_front() else {
                    return;
                };
                self.give(partition, member);
                continue;
            }
            if next >= self.under.len() {
                next = 0;
            }
            let member = self.under[next];
            self.give(partition, member);
            if self.shares[member].len() == self.min_quota {
                self.under.remove(next);
                exactly.push_back(member);
            } else {
                next += 1;
            }
        }
    }

    fn give(&mut self, partition: TopicPartition, member: usize) {
        let freed = self.freed.get(&partition);
        if freed.is_some_and(|owner| *owner != member) || self.claims.doubly.contains(&partition) {
            self.transfers.insert(partition.clone(), member);
        }
        self.shares[member].push(partition);
    }
}

/// The partitions that nobody keeps, by topic and number.
///
/// As in Kafka, two sorted lists are compared side by side: a partition that
/// is kept and not there hides those that are kept behind it.
fn unassigned(counts: &Map<Name, i32>, shares: &[Vec<TopicPartition>]) -> Vec<TopicPartition> {
    let mut topics: Vec<(&Name, i32)> = counts.iter().map(|(t, n)| (t, *n)).collect();
    sort_by(&mut topics, |left, right| {
        java::compare_strings(left.0, right.0)
    });
    let mut assigned: Vec<&TopicPartition> = shares.iter().flatten().collect();
    sort_by(&mut assigned, |left, right| by_topic(left, right));
    let mut assigned = assigned.into_iter().peekable();
    let mut unassigned = Vec::new();
    for (topic, count) in topics {
        for number in 0..count {
            let kept = |p: &&TopicPartition| p.topic == *topic && p.partition == number;
            if assigned.next_if(kept).is_none() {
                unassigned.push(TopicPartition::new(topic.clone(), number));
            }
        }
    }
    unassigned
}

fn by_topic(left: &TopicPartition, right: &TopicPartition) -> Ordering {
    let topics = java::compare_strings(&left.topic, &right.topic);
    topics.then(left.partition.cmp(&right.partition))
}
