//! The sticky assignors where members subscribe to different topics.
//!
//! The source is `AbstractStickyAssignor.GeneralAssignmentBuilder`.

use super::claims::MemberData;
use super::movements::Movements;
use super::AssignorMember;
use protocol::java;
use protocol::map::{Map, Set};
use protocol::name::Name;
use protocol::sort::sort_by;
use protocol::topic_partition::TopicPartition;
use std::cmp::Ordering;

/// An assignment on its way to balance.
struct Balancing<'a> {
    members: &'a [&'a AssignorMember],
    counts: &'a Map<Name, i32>,
    /// Who may get the partitions of a topic.
    potential: Map<Name, Vec<usize>>,
    /// What each member has.
    shares: Vec<Vec<TopicPartition>>,
    /// Who has a partition.
    owners: Map<TopicPartition, usize>,
    /// Whether a member can still give or take something.
    takes_part: Vec<bool>,
    /// Who had a partition in an older generation, and in which.
    previous: Map<TopicPartition, (usize, i32)>,
    movements: Movements,
}

/// Shares out the partitions as evenly as subscriptions allow, and moves as
/// few as it can. `owned` is what members keep at first, `newest` the newest
/// generation.
pub(super) fn assign(
    counts: &Map<Name, i32>,
    members: &[&AssignorMember],
    data: &[MemberData],
    owned: Vec<Vec<TopicPartition>>,
    newest: i32,
) -> Vec<Vec<TopicPartition>> {
    let mut potential: Map<Name, Vec<usize>> = counts
        .iter()
        .map(|(topic, _)| (topic.clone(), Vec::new()))
        .collect();
    for (index, member) in members.iter().enumerate() {
        for topic in &member.subscription.topics {
            if let Some(potential) = potential.get_mut(topic) {
                potential.push(index);
            }
        }
    }
    let mut balancing = Balancing {
        members,
        counts,
        potential,
        shares: owned,
        owners: Map::new(),
        takes_part: vec![true; members.len()],
        previous: previous(data, newest),
        movements: Movements::default(),
    };
    let all = balancing.all_partitions();
    let revokes = balancing.drop_unsubscribed();
    let unassigned = balancing.unassigned(&all);
    balancing.balance(all, unassigned, revokes);
    balancing.shares
}

/// Who had which partition in a generation before the newest: the latest such
/// claim counts (`prepopulateCurrentAssignments`).
fn previous(data: &[MemberData], newest: i32) -> Map<TopicPartition, (usize, i32)> {
    let mut previous: Map<TopicPartition, (usize, i32)> = Map::new();
    for (index, data) in data.iter().enumerate() {
        if data.generation >= newest {
            continue;
        }
        for partition in &data.partitions {
            let known = previous.get(partition);
            if known.is_none_or(|(_, generation)| data.generation > *generation) {
                previous.insert(partition.clone(), (index, data.generation));
            }
        }
    }
    previous
}

impl Balancing<'_> {
    /// All partitions: topics with few subscribers first, then by name.
    fn all_partitions(&self) -> Vec<TopicPartition> {
        let mut topics: Vec<(&Name, usize)> = self
            .potential
            .iter()
            .map(|(topic, members)| (topic, members.len()))
            .collect();
        sort_by(&mut topics, |left, right| {
            let subscribers = left.1.cmp(&right.1);
            subscribers.then_with(|| java::compare_strings(left.0, right.0))
        });
        let partitions = topics.into_iter().flat_map(|(topic, _)| {
            (0..self.counts[topic]).map(|number| TopicPartition::new(topic.clone(), number))
        });
        partitions.collect()
    }

    fn subscribes(&self, member: usize, topic: &Name) -> bool {
        self.members[member].subscription.topics.contains(topic)
    }

    /// Takes away what members no longer subscribe to; answers whether there
    /// was any.
    fn drop_unsubscribed(&mut self) -> bool {
        let mut revokes = false;
        for member in 0..self.members.len() {
            let owned = std::mem::take(&mut self.shares[member]);
            for partition in &owned {
                self.owners.insert(partition.clone(), member);
            }
            let before = owned.len();
            let kept: Vec<TopicPartition> = owned
                .into_iter()
                .filter(|partition| self.subscribes(member, &partition.topic))
                .collect();
            revokes |= kept.len() < before;
            self.shares[member] = kept;
        }
        revokes
    }

    /// The partitions that nobody has, in the order of all partitions. As in
    /// Kafka, two sorted lists are compared side by side: a partition that is
    /// kept and not there, because its topic was made again with fewer, hides
    /// those that are kept behind it, and they are given out once more.
    fn unassigned(&self, all: &[TopicPartition]) -> Vec<TopicPartition> {
        let mut assigned: Vec<&TopicPartition> = self.shares.iter().flatten().collect();
        sort_by(&mut assigned, |left, right| {
            let subscribers = |p: &TopicPartition| self.potential[&p.topic].len();
            let order = subscribers(left).cmp(&subscribers(right));
            let order = order.then_with(|| java::compare_strings(&left.topic, &right.topic));
            order.then(left.partition.cmp(&right.partition))
        });
        let mut assigned = assigned.into_iter().peekable();
        let unassigned = all
            .iter()
            .filter(|partition| assigned.next_if(|kept| kept == partition).is_none());
        unassigned.cloned().collect()
    }

    /// The order in which members are considered: the least loaded first.
    fn compare(&self, left: usize, right: usize) -> Ordering {
        let sizes = self.shares[left].len().cmp(&self.shares[right].len());
        let id = |member: usize| &self.members[member].member_id;
        sizes.then_with(|| java::compare_strings(id(left), id(right)))
    }

    /// The least loaded subscriber of a topic that takes part.
    fn least_loaded(&self, topic: &Name) -> Option<usize> {
        let potential = self.potential[topic].iter().copied();
        let potential = potential.filter(|member| self.takes_part[*member]);
        potential.min_by(|left, right| self.compare(*left, *right))
    }

    fn balance(
        &mut self,
        mut all: Vec<TopicPartition>,
        mut unassigned: Vec<TopicPartition>,
        revokes: bool,
    ) {
        let initializing = self.shares.iter().all(Vec::is_empty);
        for partition in &unassigned {
            if let Some(member) = self.least_loaded(&partition.topic) {
                self.shares[member].push(partition.clone());
                self.owners.insert(partition.clone(), member);
            }
        }
        // What has one possible owner stays where it is, and so do members
        // that can neither give nor take.
        let fixed: Set<&Name> = self
            .potential
            .iter()
            .filter(|(_, members)| members.len() < 2)
            .map(|(topic, _)| topic)
            .collect();
        all.retain(|partition| !fixed.contains(&partition.topic));
        unassigned.retain(|partition| !fixed.contains(&partition.topic));
        self.takes_part = (0..self.members.len())
            .map(|member| self.can_take_part(member))
            .collect();
        let shares = self.shares.clone();
        let score = self.score();
        if !revokes {
            self.reassign(&unassigned);
        }
        let moved = self.reassign(&all);
        if !initializing && moved && self.score() >= score {
            self.shares = shares;
        }
    }

    /// How much a member could have at most.
    fn most(&self, member: usize) -> usize {
        let topics = &self.members[member].subscription.topics;
        let counts = topics.iter().filter_map(|topic| self.counts.get(topic));
        counts.map(|count| *count as usize).sum()
    }

    /// Whether a member lacks something, or has something that another could
    /// have.
    fn can_take_part(&self, member: usize) -> bool {
        let share = &self.shares[member];
        share.len() < self.most(member) || {
            let shared = |partition: &TopicPartition| self.potential[&partition.topic].len() >= 2;
            share.iter().any(shared)
        }
    }

    /// The sum of the differences of all pairs of members that take part.
    fn score(&self) -> usize {
        let sizes: Vec<usize> = self.taking_part().map(|m| self.shares[m].len()).collect();
        let pairs = sizes.iter().enumerate();
        let differences = pairs.flat_map(|(index, size)| {
            let others = sizes[index + 1..].iter();
            others.map(|other| size.abs_diff(*other))
        });
        differences.sum()
    }

    fn taking_part(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.members.len()).filter(|member| self.takes_part[*member])
    }

    /// Whether no member could take a partition from one that has at least two
    /// more.
    fn is_balanced(&self) -> bool {
        let sizes = || self.taking_part().map(|member| self.shares[member].len());
        let least = sizes().min().unwrap_or(0);
        if least + 1 >= sizes().max().unwrap_or(0) {
            return true;
        }
        let lacks_nothing = |member: usize| {
            let size = self.shares[member].len();
            let topics = &self.members[member].subscription.topics;
            size == self.most(member)
                || topics.iter().all(|topic| {
                    let count = self.counts.get(topic).copied().unwrap_or(0);
                    (0..count).all(|number| {
                        let partition = TopicPartition::new(topic.clone(), number);
                        let owner = self.owners.get(&partition).copied();
                        let other = owner.filter(|owner| *owner != member);
                        other.is_none_or(|other| size + 1 >= self.shares[other].len())
                    })
                })
        };
        self.taking_part().all(lacks_nothing)
    }

    /// Moves partitions until nothing gets better; answers whether it moved
    /// any.
    fn reassign(&mut self, partitions: &[TopicPartition]) -> bool {
        let mut moved = false;
        loop {
            let mut modified = false;
            for partition in partitions {
                if self.is_balanced() {
                    break;
                }
                if let Some(member) = self.better_owner(partition) {
                    self.move_to(partition, member);
                    modified = true;
                }
            }
            if !modified {
                return moved;
            }
            moved = true;
        }
    }

    /// Who should have a partition instead: who had it before, else the least
    /// loaded, if its owner has at least two more than somebody.
    fn better_owner(&self, partition: &TopicPartition) -> Option<usize> {
        let size = |member: usize| self.shares[member].len();
        let owner = *self.owners.get(partition)?;
        if let Some((before, _)) = self.previous.get(partition) {
            if self.takes_part[*before] && size(owner) > size(*before) + 1 {
                return Some(*before);
            }
        }
        let potential = &self.potential[&partition.topic];
        if potential.iter().any(|other| size(owner) > size(*other) + 1) {
            return self.least_loaded(&partition.topic);
        }
        None
    }

    fn move_to(&mut self, partition: &TopicPartition, member: usize) {
        let Some(&owner) = self.owners.get(partition) else {
            return;
        };
        let moves = self.movements.actual(partition, owner, member);
        let Some(&owner) = self.owners.get(&moves) else {
            return;
        };
        self.movements.record(&moves, owner, member);
        self.shares[owner].retain(|kept| *kept != moves);
        self.shares[member].push(moves.clone());
        self.owners.insert(moves, member);
    }
}
