//! Who belongs to whom: which of the coordinator's members a consumer is, and
//! whose a partition is while it changes hands.

use super::source::Source;
use super::{GroupLaneView, GroupView, UnknownGroupView};
use crate::{Machine, MachineId, Status};
use broker::group::{ClassicGroup, GroupState, Member};
use client::assignor::RebalanceProtocol;
use client::consumer::Consumer;
use protocol::map::Set;
use protocol::name::Name;

impl<'a> Source<'a> {
    /// The consumers of a group, whether their machines run or not.
    fn all_consumers(
        &self,
        id: &'a str,
    ) -> impl Iterator<Item = (MachineId, &'a Machine, &'a Consumer)> {
        let machines = self.state.machines().iter();
        machines
            .filter_map(|(machine_id, machine)| {
                Some((*machine_id, machine, machine.client().consumer()?))
            })
            .filter(move |(_, _, consumer)| consumer.group().is_some_and(|group| **group == *id))
    }

    /// The member that a consumer is to its coordinator.
    pub(super) fn member_of(
        &self,
        id: MachineId,
        machine: &Machine,
        consumer: &'a Consumer,
    ) -> Option<&'a Member> {
        let group_id = consumer.group()?;
        let group = self.state.broker().group(group_id)?.classic()?;
        let own = group.members().get(consumer.membership().member_id());
        own.or_else(|| {
            let free = |member: &&Member| {
                self.all_consumers(group_id).all(|(other, _, peer)| {
                    other == id || peer.membership().member_id() != member.id()
                })
            };
            // Before it has heard its id it may wait in a join already.
            let joins = |member: &&Member| {
                member.is_joining() && self.machine_of_member(member) == *machine.name()
            };
            // Who left without a word is still a member by its instance id.
            let instance = consumer.config().group_instance_id.as_ref();
            let stays =
                |member: &&Member| instance.is_some() && member.group_instance_id() == instance;
            // Who leaves in good order forgets its id when it says so, and is a
            // member until the coordinator has heard it.
            let leaves = |member: &&Member| {
                matches!(machine.status(), Status::Stopping { .. })
                    && self.machine_of_member(member) == *machine.name()
            };
            let members = || group.members().values();
            members()
                .find(|member| joins(member) && free(member))
                .or_else(|| members().find(|member| stays(member) && free(member)))
                .or_else(|| {
                    members()
                        .filter(|m| leaves(m) && free(m))
                        .max_by_key(|m| m.seen())
                })
        })
    }

    /// The ids of the members of a group that one of its consumers is.
    pub(super) fn known_members(&self, id: &'a str) -> Set<Name> {
        self.all_consumers(id)
            .filter_map(|(machine_id, machine, consumer)| {
                Some(self.member_of(machine_id, machine, consumer)?.id().clone())
            })
            .collect()
    }

    /// Groups that consumers name and that their coordinator does not know.
    pub(super) fn unknown_groups(&self, known: &[GroupView]) -> Vec<UnknownGroupView> {
        let mut unknown: Vec<UnknownGroupView> = Vec::new();
        for consumer in self.state.machines().values() {
            let Some(consumer) = consumer.client().consumer() else {
                continue;
            };
            let id = consumer.group().cloned().unwrap_or_default();
            let is_listed = known.iter().any(|group| group.id == id)
                || unknown.iter().any(|group| group.id == id);
            if !is_listed {
                let index = self.state.broker().groups_made() + unknown.len() as u32;
                unknown.push(UnknownGroupView { id, index });
            }
        }
        unknown
    }

    /// Says of a group's lanes, whose owners and assignments are known, whose
    /// the partitions are; `is_assigned` is whether the last assignment gave
    /// anything to anybody.
    pub(super) fn claim(
        &self,
        id: &'a str,
        group: &ClassicGroup,
        is_assigned: bool,
        lanes: &mut [GroupLaneView],
    ) {
        let cooperates =
            |consumer: &Consumer| consumer.rebalance_protocol() == RebalanceProtocol::Cooperative;
        let is_cooperative = self
            .all_consumers(id)
            .any(|(_, _, consumer)| cooperates(consumer));
        let named = |name: &Name| self.state.machine(name)?.1.client().consumer();
        for lane in lanes {
            let owner = lane.owner.as_ref().and_then(named);
            lane.settled = owner.is_some_and(|owner| {
                if cooperates(owner) {
                    lane.assigned == lane.owner
                } else {
                    group.state() == GroupState::Stable
                }
            });
            if lane.owner.is_some() {
                continue;
            }
            lane.nobodys = is_cooperative && is_assigned && lane.assigned.is_none();
            // Whoever prepares a rebalance will assign anew.
            let heir = lane.assigned.as_ref().and_then(named);
            let waits = heir
                .is_some_and(|heir| cooperates(heir) || heir.config().group_instance_id.is_some());
            if waits && group.state() != GroupState::PreparingRebalance {
                lane.reserved_for = lane.assigned.clone();
            }
        }
    }
}
