//! Groups: their states follow each other as they may, a partition has one
//! owner in a generation, and loops commit nothing that is not there.

use super::logs::Logs;
use crate::simulation::run::Place;
use broker::group::{ClassicGroupEvent, Group, GroupEvent, GroupState};
use broker::BrokerEvent;
use client::call::ConsumerCall;
use cluster::command::Command;
use cluster::event::{Event, Happening};
use cluster::State;
use protocol::consumer_protocol::decode_assignment;
use protocol::name::Name;
use protocol::topic_partition::TopicPartition;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A group by its events.
struct Seen {
    state: GroupState,
    generation: i32,
    /// Whether the generation's assignor is one of the sticky ones.
    sticky: bool,
}

impl Seen {
    fn enter(&mut self, place: Place, group: &Name, state: GroupState) {
        let may = state.predecessors().contains(&self.state);
        assert!(may, "{place}: {group} from {:?} to {state:?}", self.state);
        self.state = state;
    }
}

/// All groups.
#[derive(Default)]
pub(super) struct Groups {
    seen: BTreeMap<Name, Seen>,
    /// Partitions with which users did what loops do not do.
    by_hand: BTreeSet<TopicPartition>,
    /// Topics that were made again: positions in the old one say nothing.
    deleted: BTreeSet<Name>,
    /// What a group's leader gave to two members as Kafka's would have: see
    /// [`Groups::one_owner_each`].
    given_twice: BTreeSet<(Name, TopicPartition)>,
}

impl Groups {
    /// A command is about to be given.
    pub(super) fn hear(&mut self, command: &Command) {
        let Command::Call { call, .. } = command else {
            return;
        };
        match call.consumer() {
            Some(ConsumerCall::Seek(partition, _)) => {
                self.by_hand.insert(partition.clone());
            }
            Some(
                ConsumerCall::CommitSync(Some(offsets)) | ConsumerCall::CommitAsync(Some(offsets)),
            ) => {
                self.by_hand.extend(offsets.keys().cloned());
            }
            _ => {}
        }
    }

    /// Something happened.
    pub(super) fn see(&mut self, place: Place, logs: &Logs, event: &Event) {
        match &event.what {
            Happening::Broker(BrokerEvent::Group { group, event }) => {
                self.see_group(place, logs, group, event);
            }
            Happening::Broker(BrokerEvent::TopicDeleted { topic }) => {
                self.deleted.insert(topic.clone());
            }
            _ => {}
        }
    }

    fn see_group(&mut self, place: Place, logs: &Logs, id: &Name, event: &GroupEvent) {
        if *event == GroupEvent::Created {
            let seen = Seen {
                state: GroupState::Empty,
                generation: 0,
                sticky: false,
            };
            let old = self.seen.insert(id.clone(), seen);
            assert!(old.is_none(), "{place}: {id} was made twice");
            return;
        }
        let seen = self.seen.get_mut(id);
        let seen = seen.unwrap_or_else(|| panic!("{place}: {id} is not there: {event:?}"));
        match event {
            GroupEvent::Classic(ClassicGroupEvent::RebalancePrepared { .. }) => {
                seen.enter(place, id, GroupState::PreparingRebalance);
            }
            GroupEvent::Classic(ClassicGroupEvent::GenerationStarted {
                generation,
                protocol,
                leader,
                ..
            }) => {
                assert!(*generation > seen.generation, "{place}: {id} goes back");
                seen.generation = *generation;
                let protocol = protocol.as_deref();
                seen.sticky = matches!(protocol, Some("sticky" | "cooperative-sticky"));
                let state = match leader {
                    Some(_) => GroupState::CompletingRebalance,
                    None => GroupState::Empty,
                };
                seen.enter(place, id, state);
            }
            GroupEvent::Classic(ClassicGroupEvent::AssignmentStored { assignments }) => {
                seen.enter(place, id, GroupState::Stable);
                self.one_owner_each(place, logs, id, assignments);
            }
            GroupEvent::Unloaded => {
                self.seen.remove(id);
            }
            GroupEvent::Deleted => {
                assert_eq!(seen.state, GroupState::Empty, "{place}: {id} had members");
                self.seen.remove(id);
            }
            GroupEvent::OffsetsCommitted { offsets, .. } => {
                for (partition, committed) in offsets {
                    let is_there = (0..=logs.end(partition).unwrap_or(-1))
                        .contains(&committed.offset)
                        || self.by_hand.contains(partition)
                        || self.deleted.contains(&partition.topic);
                    let offset = committed.offset;
                    assert!(is_there, "{place}: {id} committed {offset} for {partition}");
                }
            }
            _ => {}
        }
    }

    /// A look at the state in between.
    pub(super) fn look(&self, place: Place, state: &State) {
        let groups = state.broker().groups();
        assert!(groups.keys().eq(self.seen.keys()), "{place}: groups");
        for (id, group) in groups {
            let Group::Classic(group) = group;
            let seen = &self.seen[id];
            let ours = (seen.state, seen.generation);
            assert_eq!(ours, (group.state(), group.generation()), "{place}: {id}");
            let leads = group.leader();
            let led = leads.is_none_or(|leader| group.members().contains_key(leader));
            assert!(led, "{place}: {id} is led by nobody");
            if group.state() == GroupState::Empty {
                assert!(group.members().is_empty(), "{place}: {id} is not empty");
            }
            self.beliefs(place, state, id);
        }
    }

    /// A leader gives a partition to one member, but for one case that is
    /// Kafka's own. Its sticky assignors let members keep what they had of a
    /// topic that is there, and ask for the topic only, not for the number of
    /// the partition. Where a topic was made again with fewer partitions they
    /// keep some that are not there any more, and then the comparison of two
    /// sorted lists takes what is kept behind one of those for unassigned.
    /// Source: `AbstractStickyAssignor.allSubscriptionsEqual`,
    /// `assignOwnedPartitions` and `getUnassignedPartitions`.
    fn one_owner_each(
        &mut self,
        place: Place,
        logs: &Logs,
        id: &Name,
        assignments: &[(Name, Arc<[u8]>)],
    ) {
        let mut owners: BTreeMap<TopicPartition, &Name> = BTreeMap::new();
        let mut twice = Vec::new();
        for (member, bytes) in assignments {
            for partition in decode_assignment(bytes).unwrap_or_default() {
                if let Some(other) = owners.insert(partition.clone(), member) {
                    twice.push((partition, member, other));
                }
            }
        }
        let keeps_what_is_gone = self.seen[id].sticky
            && owners.keys().any(|partition| {
                self.deleted.contains(&partition.topic) && logs.end(partition).is_none()
            });
        for (partition, member, other) in twice {
            assert!(
                keeps_what_is_gone,
                "{place}: {id}: {partition} is {member}'s and {other}'s"
            );
            self.given_twice.insert((id.clone(), partition));
        }
    }

    /// What members believe that they own: never two the same, whatever their
    /// generation. Who keeps partitions while it joins gives up what others are
    /// to have before they get it. A static member that was cut off keeps its
    /// place when others are given what it had: it counts in the group's
    /// generation only. What a leader gave to two members is theirs.
    fn beliefs(&self, place: Place, state: &State, id: &Name) {
        let group = state.broker().classic_group(id).unwrap();
        let mut owners: BTreeMap<&TopicPartition, &Name> = BTreeMap::new();
        for machine in state.machines().values().filter(|m| m.is_running()) {
            let Some(consumer) = machine.client().consumer() else {
                continue;
            };
            let member = consumer.membership();
            let is_member = consumer.group() == Some(id)
                && consumer.subscription().in_group()
                && group.members().contains_key(member.member_id());
            let is_behind = member.generation() != group.generation();
            if !is_member || (consumer.config().group_instance_id.is_some() && is_behind) {
                continue;
            }
            for partition in consumer.owned().keys() {
                let other = owners.insert(partition, machine.name());
                let name = &machine.name();
                let given_twice = (id.clone(), partition.clone());
                assert!(
                    other.is_none() || self.given_twice.contains(&given_twice),
                    "{place}: {id}: {name} and {other:?} own {partition}"
                );
            }
        }
    }
}
