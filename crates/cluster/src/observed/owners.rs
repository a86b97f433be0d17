//! Who owned each partition of a group last.

use super::Beside;
use crate::machine::Machine;
use crate::MachineId;
use broker::group::{ClassicGroupEvent, Member};
use protocol::consumer_protocol::decode_assignment;
use protocol::map::Map;
use protocol::name::Name;
use protocol::topic_partition::TopicPartition;

/// The owner of a partition, as the coordinator has it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Owner {
    member: Name,
    machine: Name,
}

/// The last owners of partitions, by group. Who is a member no more is
/// remembered until somebody else gets what it had.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Owners(Map<Name, Map<TopicPartition, Owner>>);

/// The name of the machine of a member: of the one that knows itself by that
/// member id, or else of the one with its client's name.
pub(crate) fn machine_of_member(machines: &Map<MachineId, Machine>, member: &Member) -> Name {
    let is_own = |machine: &&Machine| {
        let consumer = machine.client().consumer();
        consumer.is_some_and(|consumer| consumer.membership().member_id() == member.id())
    };
    let of_client = |machine: &&Machine| machine.client().client_id() == member.client_id();
    let own = machines.values().find(is_own);
    let found = own.or_else(|| machines.values().find(of_client));
    found.map_or(member.client_id(), Machine::name).clone()
}

impl Owners {
    /// What an event gives to whom: an assignment that becomes the group's, or
    /// the place of a static member that goes over to a new id.
    fn given(
        &self,
        cluster: Beside,
        group: &Name,
        event: &ClassicGroupEvent,
    ) -> Vec<(TopicPartition, Owner)> {
        let mut given = Vec::new();
        match event {
            ClassicGroupEvent::AssignmentStored { assignments } => {
                let group = cluster.broker.classic_group(group);
                let members = group.into_iter().flat_map(|group| group.members().values());
                for member in members {
                    let bytes = assignments.iter().find(|(id, _)| id == member.id());
                    let partitions = bytes.and_then(|(_, bytes)| decode_assignment(bytes));
                    let owner = Owner {
                        member: member.id().clone(),
                        machine: machine_of_member(cluster.machines, member),
                    };
                    let partitions = partitions.into_iter().flatten();
                    given.extend(partitions.map(|partition| (partition, owner.clone())));
                }
            }
            ClassicGroupEvent::MemberReplaced { old, new, to, .. } => {
                let machine = cluster.network.machine(to.connection);
                let machine = machine.and_then(|id| cluster.machines.get(&id));
                let had = self.0.get(group).into_iter().flat_map(Map::iter);
                for (partition, owner) in had.filter(|(_, owner)| owner.member == *old) {
                    let machine = machine.map_or(&owner.machine, Machine::name).clone();
                    let member = new.clone();
                    given.push((partition.clone(), Owner { member, machine }));
                }
            }
            _ => {}
        }
        given
    }

    /// Who takes partitions over by an event, and how many: from another
    /// machine whose member is no member any more, or was fenced.
    pub(super) fn taken_over(
        &self,
        cluster: Beside,
        group: &Name,
        event: &ClassicGroupEvent,
    ) -> Vec<(Name, usize)> {
        let fences = matches!(event, ClassicGroupEvent::MemberReplaced { .. });
        let members = cluster.broker.classic_group(group).map(|g| g.members());
        let is_member = |id: &Name| members.is_some_and(|members| members.contains_key(id));
        let mut takers: Vec<(Name, usize)> = Vec::new();
        for (partition, new) in self.given(cluster, group, event) {
            let old = self.0.get(group).and_then(|owners| owners.get(&partition));
            let taken = old.is_some_and(|old| {
                old.machine != new.machine && (fences || !is_member(&old.member))
            });
            match takers.iter_mut().find(|(name, _)| *name == new.machine) {
                Some((_, count)) if taken => *count += 1,
                None if taken => takers.push((new.machine, 1)),
                _ => {}
            }
        }
        takers
    }

    /// Takes an event in.
    pub(super) fn fold(&mut self, cluster: Beside, group: &Name, event: &ClassicGroupEvent) {
        let given = self.given(cluster, group, event);
        if !given.is_empty() {
            self.0.get_or_default(group.clone()).extend(given);
        }
    }

    /// A group is gone.
    pub(super) fn forget_group(&mut self, group: &Name) {
        self.0.remove(group);
    }

    /// A topic is gone: one that is made again was nobody's.
    pub(super) fn forget_topic(&mut self, topic: &str) {
        for owners in self.0.values_mut() {
            owners.retain(|partition, _| *partition.topic != *topic);
        }
    }

    /// How many owners it remembers.
    pub(super) fn len(&self) -> usize {
        self.0.values().map(Map::len).sum()
    }
}
