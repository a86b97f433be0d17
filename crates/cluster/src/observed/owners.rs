//! Who owned each partition of a group last.

use super::Beside;
use crate::machine::Machine;
use crate::MachineId;
use broker::group::{ClassicGroupEvent, Member};
use protocol::consumer_protocol::decode_assignment;
use protocol::map::Map;
use protocol::name::Name;
use protocol::topic_partition::TopicPartition;

/// The owner of a partition, as the coordinator of its group has it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Owner {
    group: Name,
    partition: TopicPartition,
    member: Name,
    machine: Name,
}

/// The last owners of partitions, one for each group that has or had one. Who
/// is a member no more is remembered until somebody else gets what it had.
/// They are looked at only when partitions are given out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Owners(Vec<Owner>);

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
    fn of(&self, group: &Name, partition: &TopicPartition) -> Option<usize> {
        let mut owners = self.0.iter();
        owners.position(|owner| owner.group == *group && owner.partition == *partition)
    }

    /// What an event gives to whom: an assignment that becomes the group's, or
    /// the place of a static member that goes over to a new id.
    fn given(&self, cluster: Beside, id: &Name, event: &ClassicGroupEvent) -> Vec<Owner> {
        let mut given = Vec::new();
        match event {
            ClassicGroupEvent::AssignmentStored { assignments } => {
                let group = cluster.broker.classic_group(id);
                let members = group.into_iter().flat_map(|group| group.members().values());
                for member in members {
                    let bytes = assignments.iter().find(|(id, _)| id == member.id());
                    let partitions = bytes.and_then(|(_, bytes)| decode_assignment(bytes));
                    let machine = machine_of_member(cluster.machines, member);
                    for partition in partitions.unwrap_or_default() {
                        given.push(Owner {
                            group: id.clone(),
                            partition,
                            member: member.id().clone(),
                            machine: machine.clone(),
                        });
                    }
                }
            }
            ClassicGroupEvent::MemberReplaced { old, new, to, .. } => {
                let machine = cluster.network.machine(to.connection);
                let machine = machine.and_then(|id| cluster.machines.get(&id));
                for owner in &self.0 {
                    if owner.group == *id && owner.member == *old {
                        given.push(Owner {
                            member: new.clone(),
                            machine: machine.map_or(&owner.machine, Machine::name).clone(),
                            ..owner.clone()
                        });
                    }
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
        for new in self.given(cluster, group, event) {
            let taken = self.of(group, &new.partition).is_some_and(|index| {
                let old = &self.0[index];
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
        for new in self.given(cluster, group, event) {
            match self.of(group, &new.partition) {
                Some(index) => self.0[index] = new,
                None => self.0.push(new),
            }
        }
    }

    /// A group is gone, or a topic: one that is made again was nobody's.
    pub(super) fn forget(&mut self, name: &Name, is_group: bool) {
        self.0.retain(|owner| match is_group {
            true => owner.group != *name,
            false => owner.partition.topic != *name,
        });
    }

    /// How many owners it remembers.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}
