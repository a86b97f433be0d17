//! Computes a view from the state.

use super::keys;
use super::machines::machines;
use super::source::Source;
use super::{
    flights, CellView, CommitView, DeletedSegmentView, GroupLaneView, GroupView, MemberView,
    NamedOffset, PartitionView, ProducerView, RemovedView, SegmentView, StretchView, TopicView,
    View, GONE, SEGMENTS,
};
use crate::observed::machine_of_member;
use crate::{Machine, State};
use broker::group::{ClassicGroup, Group, Member, RemovalReason};
use broker::log::Log;
use broker::offsets_topic::OffsetsRecord;
use broker::{Topic, OFFSETS_TOPIC};
use client::consumer::Consumer;
use protocol::consumer_protocol;
use protocol::map::Set;
use protocol::name::Name;
use protocol::record::{Offset, Payload, Record};
use protocol::sort::sort_by_key;
use protocol::topic_name;
use protocol::topic_partition::TopicPartition;

/// How many commits a view lists.
const COMMITS: usize = 8;

impl Source<'_> {
    pub(super) fn cell(&self, offset: Offset, record: &Record) -> CellView {
        CellView {
            offset,
            key: self.text(record.key.as_ref()),
            tint: self.tint(record.key.as_ref()),
            value: self.value(record.value.as_ref()),
        }
    }
}

impl View {
    /// The view of a state, with the newest `cells` records of each partition.
    pub fn of(state: &State, cells: usize) -> View {
        let source = Source { state, cells };
        let (producers, consumers) = machines(&source);
        let mut groups: Vec<GroupView> = state
            .broker()
            .groups()
            .iter()
            .map(|(id, group)| match group {
                Group::Classic(group) => source.group(id, group),
            })
            .collect();
        sort_by_key(&mut groups, |group| group.index);
        View {
            now: source.since_start(state.now()),
            start: state.start(),
            revision: state.revision(),
            topics: source.topics(&producers),
            commits: source.commits(),
            commit_records: state.broker().topic(OFFSETS_TOPIC).map_or(0, records_of),
            unknown_groups: source.unknown_groups(&groups),
            groups,
            producers,
            consumers,
            tools: source.tools(),
            flights: flights::flights(&source),
        }
    }

    /// Cells of a partition from an offset on, `max` at the most.
    pub fn cells(
        state: &State,
        partition: &TopicPartition,
        from: Offset,
        max: usize,
    ) -> Vec<CellView> {
        let source = Source { state, cells: max };
        let Some(log) = state.broker().log(partition) else {
            return Vec::new();
        };
        log.records(from)
            .take(max)
            .map(|(offset, record)| source.cell(offset, record))
            .collect()
    }
}

fn records_of(topic: &Topic) -> i64 {
    let logs = topic.partitions.iter();
    logs.map(|log| log.end() - log.start()).sum()
}

fn segments(log: &Log) -> Vec<SegmentView> {
    let all = log.segments();
    let from = all.len().saturating_sub(SEGMENTS);
    (from..all.len())
        .map(|index| SegmentView {
            base: all[index].base(),
            end: log.segment_end(index),
            bytes: all[index].bytes(),
            active: index + 1 == all.len(),
        })
        .collect()
}

impl Source<'_> {
    fn topics(&self, producers: &[ProducerView]) -> Vec<TopicView> {
        let topics = self.state.broker().topics().iter();
        topics
            .filter(|(name, _)| !topic_name::is_internal(name))
            .map(|(name, topic)| TopicView {
                name: name.clone(),
                records: records_of(topic),
                cleanup_policy: topic.config.cleanup_policy(),
                retention_ms: topic.config.retention_ms,
                retention_bytes: topic.config.retention_bytes,
                partitions: topic
                    .partitions
                    .iter()
                    .enumerate()
                    .map(|(partition, log)| self.partition(partition as i32, log))
                    .collect(),
                key_table: keys::table(name, producers),
            })
            .collect()
    }

    fn partition(&self, partition: i32, log: &Log) -> PartitionView {
        let from = log.end().saturating_sub(self.cells as Offset);
        PartitionView {
            partition,
            log_start: log.start(),
            high_watermark: log.high_watermark(),
            last_stable: log.last_stable(),
            log_end: log.end(),
            segments: segments(log),
            deleted: self.deleted(log),
            cells: log
                .records(from)
                .map(|(offset, record)| self.cell(offset, record))
                .collect(),
        }
    }

    fn deleted(&self, log: &Log) -> Vec<DeletedSegmentView> {
        let gone: Vec<DeletedSegmentView> = log
            .deleted(self.state.now())
            .map(|segment| DeletedSegmentView {
                base: segment.base,
                end: segment.end,
                last: segment.end - 1,
                at: self.since_start(segment.at),
            })
            .collect();
        gone[gone.len().saturating_sub(GONE)..].to_vec()
    }

    /// The newest commits over all partitions of the offsets topic, the oldest
    /// of them first.
    fn commits(&self) -> Vec<CommitView> {
        let Some(topic) = self.state.broker().topic(OFFSETS_TOPIC) else {
            return Vec::new();
        };
        let mut commits: Vec<CommitView> = Vec::new();
        for (in_partition, log) in topic.partitions.iter().enumerate() {
            let newest = log.end().saturating_sub(4 * COMMITS as Offset);
            for (at_offset, record) in log.records(newest) {
                let commit = self.commit(in_partition as i32, at_offset, record);
                commits.extend(commit);
            }
        }
        sort_by_key(&mut commits, |c| (c.at, c.in_partition, c.at_offset));
        let first = commits.len().saturating_sub(COMMITS);
        commits.split_off(first)
    }

    fn commit(&self, in_partition: i32, at_offset: Offset, record: &Record) -> Option<CommitView> {
        let key = record.key.as_ref()?.bytes();
        let value = record.value.as_ref().map(Payload::bytes);
        match OffsetsRecord::decode(&key, value.as_deref())? {
            OffsetsRecord::Offset {
                group,
                topic,
                partition,
                value,
            } => Some(CommitView {
                group,
                topic,
                partition,
                offset: value.map(|value| NamedOffset(value.offset)),
                in_partition,
                at_offset,
                at: self.since_start(record.timestamp),
            }),
            OffsetsRecord::Group { .. } => None,
        }
    }

    fn group(&self, id: &Name, group: &ClassicGroup) -> GroupView {
        let account = self.account(id);
        let mut lanes = self.lanes(id, group);
        account.tell(&mut lanes);
        GroupView {
            id: id.clone(),
            index: group.index(),
            state: group.state().name(),
            protocol: group.protocol().cloned().unwrap_or_default(),
            generation: group.generation(),
            rebalance_until: group
                .join_phase()
                .map(|phase| self.since_start(phase.until())),
            removed: (self.state.observed().removed(id))
                // The machine that is running again is no news any more.
                .filter(|removed| {
                    let machine = self.state.machine_of_client(&removed.client_id);
                    removed.reason == RemovalReason::SessionTimeout
                        && !machine
                            .is_some_and(|(_, machine)| machine.is_running() && !machine.is_cut())
                })
                .map(|removed| RemovedView {
                    machine: self.machine_of_client(&removed.client_id),
                    reason: removed.reason.text(),
                    silent_ms: removed.silent_ms,
                    at: self.since_start(removed.at),
                }),
            members: self.members(id, group),
            ledger: account.ledger,
            lanes,
        }
    }

    /// The name of a client's machine.
    fn machine_of_client(&self, client_id: &Name) -> Name {
        let machine = self.state.machine_of_client(client_id);
        machine
            .map_or(client_id, |(_, machine)| machine.name())
            .clone()
    }

    /// The machine of a member.
    pub(super) fn machine_of_member(&self, member: &Member) -> Name {
        machine_of_member(self.state.machines(), member)
    }

    fn members(&self, id: &Name, group: &ClassicGroup) -> Vec<MemberView> {
        let known = self.known_members(id);
        let members = group.members().values();
        members
            .map(|member| MemberView {
                member_id: member.id().clone(),
                machine: self.machine_of_member(member),
                instance_id: member.group_instance_id().cloned(),
                former: !known.contains(member.id()),
                leads: group.leader() == Some(member.id()),
                joining: member.is_joining(),
                assignment: consumer_protocol::decode_assignment(member.assignment())
                    .unwrap_or_default(),
                session_until: self.since_start(member.session_until()),
            })
            .collect()
    }

    /// Running consumers of a group with their machines.
    pub(super) fn consumers<'a>(
        &'a self,
        id: &'a str,
    ) -> impl Iterator<Item = (&'a Machine, &'a Consumer)> {
        let machines = self.state.machines().values();
        machines
            .filter(|machine| machine.is_running())
            .filter_map(|machine| Some((machine, machine.client().consumer()?)))
            .filter(move |(_, consumer)| consumer.group().is_some_and(|group| **group == *id))
    }

    fn lanes(&self, id: &Name, group: &ClassicGroup) -> Vec<GroupLaneView> {
        let mut partitions: Set<TopicPartition> = Set::new();
        if let Some(committed) = self.state.broker().offsets().get(id) {
            partitions.extend(committed.keys().cloned());
        }
        let mut topics: Set<Name> = Set::new();
        for (_, consumer) in self.consumers(id) {
            partitions.extend(consumer.owned().keys().cloned());
            topics.extend(consumer.subscription().topics().cloned());
        }
        for member in group.members().values() {
            if let Some((_, metadata)) = member.protocols().first() {
                let subscription = consumer_protocol::Subscription::decode(metadata);
                topics.extend(subscription.into_iter().flat_map(|s| s.topics));
            }
        }
        // What is committed may be a part of a topic; the whole of it is shown.
        topics.extend(partitions.iter().map(|partition| partition.topic.clone()));
        for topic in topics {
            let count = self.state.broker().partition_count(&topic).unwrap_or(0);
            partitions.extend((0..count).map(|p| TopicPartition::new(topic.clone(), p)));
        }
        let assigned: Vec<(Vec<TopicPartition>, Name)> = group
            .members()
            .values()
            .filter_map(|member| {
                let own = consumer_protocol::decode_assignment(member.assignment())?;
                Some((own, self.machine_of_member(member)))
            })
            .collect();
        let mut lanes: Vec<GroupLaneView> = partitions
            .iter()
            .filter_map(|partition| {
                let assigned = assigned.iter().find(|(own, _)| own.contains(partition));
                let lane = self.lane(id, partition, self.state.broker().log(partition)?);
                Some(GroupLaneView {
                    assigned: assigned.map(|(_, machine)| machine.clone()),
                    ..lane
                })
            })
            .collect();
        let is_assigned = assigned.iter().any(|(own, _)| !own.is_empty());
        self.claim(id, group, is_assigned, &mut lanes);
        lanes
    }

    fn lane(&self, id: &Name, partition: &TopicPartition, log: &Log) -> GroupLaneView {
        // A consumer that was cut off may still believe that it owns what
        // somebody else owns by now; the one whose group agrees comes first.
        let owner = self
            .consumers(id)
            .filter(|(_, consumer)| consumer.owned().contains_key(partition))
            .max_by_key(|(machine, consumer)| {
                (consumer.membership().generation(), !machine.is_cut())
            });
        let owned = owner.and_then(|(_, consumer)| consumer.owned().get(partition));
        let committed = self
            .state
            .broker()
            .committed(id, partition)
            .map(|c| c.offset);
        let working = self
            .consumers(id)
            .filter_map(|(machine, _)| machine.consuming())
            .flat_map(|program| program.working_on())
            .find(|record| record.partition == *partition);
        let from = log
            .end()
            .saturating_sub(self.cells as Offset)
            .max(log.start());
        let position = owned.and_then(|owned| owned.unchecked_position());
        let read_from =
            owner.and_then(|(machine, _)| self.state.read_from(machine.name(), partition));
        let unsaved = committed.or(read_from).unwrap_or(log.start());
        GroupLaneView {
            topic: partition.topic.clone(),
            partition: partition.partition,
            committed: committed.map(NamedOffset),
            position: position.map(NamedOffset),
            read_from: read_from.map(NamedOffset),
            uncommitted: position
                .filter(|position| *position > unsaved)
                .map(|position| StretchView {
                    from: NamedOffset(unsaved),
                    to: NamedOffset(position),
                }),
            unread: NamedOffset(
                [committed, position]
                    .into_iter()
                    .flatten()
                    .fold(log.start(), Offset::max),
            ),
            can_rewind: position.is_some_and(|position| position > log.start()),
            // Java's long arithmetic wraps, and so does the tool's number.
            lag: committed.map(|c| NamedOffset(log.high_watermark().wrapping_sub(c))),
            grown: self.state.observed().grown(id, partition),
            owner: owner.map(|(machine, _)| machine.name().clone()),
            assigned: None,
            settled: false,
            reserved_for: None,
            nobodys: false,
            paused: owned.is_some_and(|owned| owned.paused()),
            working: working.map(|record| record.offset),
            again: self.again(id, partition, from),
            done_again: Vec::new(),
            lost: Vec::new(),
        }
    }
}
