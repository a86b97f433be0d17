//! When all is quiet again.

use super::counted::Ends;
use crate::command::Command;
use crate::operation::Progress;
use crate::{Machine, State, Status};
use broker::group::{ClassicGroup, GroupState};
use client::call::{Call, ConsumerCall};
use client::consumer::{Consumer, MemberState};
use protocol::name::Name;
use protocol::record::Millis;

/// How far from quiet things are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    /// A rebalance is open, or is to come because a member is not there any
    /// more.
    Unsettled,
    /// Somebody works on a record, has one in hand or will fetch one of those
    /// that are waited for.
    Busy,
    /// Nobody does.
    Quiet,
}

/// The consumers that something concerns: those of one group, or all.
#[derive(Clone, Debug)]
pub(super) struct Concerned(Option<Name>);

impl Concerned {
    /// Those that a command concerns: the group of the consumer that it names,
    /// and all where it names none.
    pub(super) fn by(state: &State, command: &Command) -> Self {
        let machine = command.machine().and_then(|name| state.machine(name));
        let consumer = machine.and_then(|(_, machine)| machine.client().consumer());
        Concerned(consumer.and_then(|consumer| consumer.group()).cloned())
    }

    fn is(&self, group: Option<&Name>) -> bool {
        self.0.is_none() || self.0.as_ref() == group
    }

    /// The longest time after which one of them is no member any more.
    pub(super) fn longest_timeout(&self, state: &State) -> Millis {
        let mut longest = 0;
        for machine in state.machines().values() {
            if let Some(consumer) = self.consumer(machine) {
                let config = consumer.config();
                longest = longest
                    .max(config.session_timeout_ms)
                    .max(config.max_poll_interval_ms);
            }
        }
        longest
    }

    fn consumer<'a>(&self, machine: &'a Machine) -> Option<&'a Consumer> {
        let consumer = machine.client().consumer()?;
        self.is(consumer.group()).then_some(consumer)
    }

    /// How far from quiet things are, if one waits for the records below these
    /// ends.
    pub(super) fn rest(&self, state: &State, ends: &Ends) -> Rest {
        if !self.is_settled(state) {
            return Rest::Unsettled;
        }
        for operation in state.operations().values() {
            let ended = matches!(operation.progress, Progress::Completed(..));
            if !ended && !is_of_loop(&operation.call, &operation.progress) {
                let machine = state.machines().get(&operation.machine);
                if machine.is_some_and(is_live) {
                    return Rest::Busy;
                }
            }
        }
        for machine in state.machines().values() {
            if let Some(consumer) = self.consumer(machine) {
                if is_busy(machine, consumer, ends) {
                    return Rest::Busy;
                }
            }
        }
        Rest::Quiet
    }

    /// Whether every group stands as it will until something else happens: no
    /// rebalance is open, each of its members is a consumer that runs, and each
    /// consumer that polls by itself is a member.
    fn is_settled(&self, state: &State) -> bool {
        for (id, group) in state.broker().groups() {
            if let Some(group) = group.classic().filter(|_| self.is(Some(id))) {
                if !self.stands(state, group) {
                    return false;
                }
            }
        }
        for machine in state.machines().values() {
            let Some(consumer) = self.consumer(machine).filter(|_| is_live(machine)) else {
                continue;
            };
            let group = consumer.group().and_then(|id| state.broker().group(id));
            let group = group.and_then(|group| group.classic());
            if machine.status() != Status::Running || polls(machine) && !is_member(consumer, group)
            {
                return false;
            }
        }
        true
    }

    /// Whether no rebalance is open, and each member is a consumer that runs.
    fn stands(&self, state: &State, group: &ClassicGroup) -> bool {
        if matches!(
            group.state(),
            GroupState::PreparingRebalance | GroupState::CompletingRebalance
        ) {
            return false;
        }
        for member in group.members().keys() {
            let mut machines = state.machines().values();
            let there = machines.any(|machine| {
                let consumer = self.consumer(machine).filter(|_| is_live(machine));
                consumer.is_some_and(|consumer| consumer.membership().member_id() == member)
            });
            if !there {
                return false;
            }
        }
        true
    }
}

/// Whether a machine runs, does not stand still, and is heard.
fn is_live(machine: &Machine) -> bool {
    machine.is_running() && !machine.is_stalled() && !machine.is_cut()
}

/// Whether a consumer's program polls by itself.
fn polls(machine: &Machine) -> bool {
    let program = machine.consuming();
    program.is_some_and(|program| !program.spec.by_hand)
}

/// Whether a consumer is in the present generation of its group, and has taken
/// what it was assigned; one that is in no group needs none.
fn is_member(consumer: &Consumer, group: Option<&ClassicGroup>) -> bool {
    if !consumer.subscription().in_group() {
        return consumer.group().is_none();
    }
    let membership = consumer.membership();
    membership.state() == MemberState::Stable
        && membership.assignment().is_none()
        && !consumer.rejoining()
        && group.is_some_and(|group| group.generation() == membership.generation())
}

/// Whether a call is one of those that a loop makes all the time: what comes of
/// them is seen in positions.
fn is_of_loop(call: &Call, progress: &Progress) -> bool {
    let called = matches!(
        call.consumer(),
        Some(ConsumerCall::Poll(_) | ConsumerCall::CommitSync(_) | ConsumerCall::CommitAsync(_))
    );
    let produced = call.producer().is_some();
    produced || called && *progress == Progress::Running
}

/// Whether a consumer works on one of the records below these ends, has one in
/// hand, or will fetch one. One that is cut off goes on with what it has.
fn is_busy(machine: &Machine, consumer: &Consumer, ends: &Ends) -> bool {
    if !machine.is_running() || machine.is_stalled() {
        return false;
    }
    let end = |partition| ends.get(partition).copied().unwrap_or(0);
    let programs = machine.consuming().into_iter();
    let mut undone = programs.flat_map(|program| program.undone().flatten());
    if undone.any(|record| record.offset < end(&record.partition)) {
        return true;
    }
    if !polls(machine) {
        return false;
    }
    if machine.is_cut() {
        return consumer.buffered() > 0 && !consumer.owned().is_empty();
    }
    consumer.owned().iter().any(|(partition, owned)| {
        let position = owned.unchecked_position();
        !owned.paused() && position.is_none_or(|position| position < end(partition))
    })
}
