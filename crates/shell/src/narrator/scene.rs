//! What the narrator looks at.

use broker::group::ClassicGroup;
use client::consumer::Consumer;
use cluster::limits::Limits;
use cluster::operation::Progress;
use cluster::view::{ConsumerView, GroupView, View};
use cluster::{Machine, MachineId, State};
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;

/// What was tried on the branch so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tried {
    /// Whether a machine was crashed.
    pub crash: bool,
    /// Whether a position was moved.
    pub seek: bool,
    /// How many commands were given.
    pub commands: usize,
}

/// The state with what follows from it.
pub(crate) struct Scene<'a> {
    pub(super) state: &'a State,
    pub(super) view: View,
    pub(super) limits: &'a Limits,
    pub(super) tried: Tried,
}

impl<'a> Scene<'a> {
    /// A state that is looked at.
    pub(super) fn new(state: &'a State, limits: &'a Limits, tried: Tried) -> Self {
        Scene {
            state,
            view: View::of(state, 0),
            limits,
            tried,
        }
    }

    /// Milliseconds since the start.
    pub(super) fn at(&self, instant: Millis) -> Millis {
        instant.saturating_sub(self.state.start())
    }

    /// A machine that runs.
    pub(super) fn running(&self, name: &str) -> Option<(MachineId, &'a Machine)> {
        self.state
            .machine(name)
            .filter(|found| found.1.is_running())
    }

    /// The consumer of a machine that runs.
    pub(super) fn consumer(&self, name: &str) -> Option<&'a Consumer> {
        self.running(name)?.1.client().consumer()
    }

    /// The group as its coordinator has it.
    pub(super) fn group(&self, id: &str) -> Option<&'a ClassicGroup> {
        self.state.broker().classic_group(id)
    }

    /// A group's view.
    pub(super) fn group_view(&self, id: &str) -> Option<&GroupView> {
        self.view.groups.iter().find(|group| *group.id == *id)
    }

    /// A consumer's view.
    pub(super) fn consumer_view(&self, name: &str) -> Option<&ConsumerView> {
        let mut consumers = self.view.consumers.iter();
        consumers.find(|consumer| *consumer.machine.name == *name)
    }

    /// Whether a consumer of a group runs, but for one.
    pub(super) fn has_peers(&self, group: &str, but: &str) -> bool {
        self.view.consumers.iter().any(|each| {
            *each.group == *group
                && *each.machine.name != *but
                && matches!(each.machine.status, "running" | "stopping")
        })
    }

    /// Whether a machine takes one more call of a user.
    pub(super) fn takes_call(&self, name: &str) -> bool {
        let Some((id, machine)) = self.running(name) else {
            return false;
        };
        let mut queued = 0;
        for operation in self.state.operations().values() {
            let waits = matches!(operation.progress, Progress::Queued);
            queued += usize::from(waits && operation.machine == id);
        }
        let in_call = machine.client().consumer().and_then(Consumer::in_call);
        queued < self.limits.waiting_calls && (machine.job().is_some() || in_call.is_none())
    }

    /// Whether one more machine may be started.
    pub(super) fn takes_machine(&self) -> bool {
        self.view.producers.len() + self.view.consumers.len() < self.limits.machines
    }

    /// Whether all that a consumer reads is read.
    pub(super) fn has_read_all(&self, consumer: &Consumer) -> bool {
        consumer.owned().iter().all(|(partition, owned)| {
            let end = self.end(partition);
            owned.unchecked_position().is_some_and(|at| at >= end)
        })
    }

    /// Where consumers stop reading a partition.
    pub(super) fn end(&self, partition: &TopicPartition) -> i64 {
        let log = self.state.broker().log(partition);
        log.map_or(0, |log| log.high_watermark())
    }
}
