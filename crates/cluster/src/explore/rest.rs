//! When all is quiet again.

use super::counted::Ends;
use crate::command::Command;
use crate::operation::Progress;
use crate::{Machine, MachineId, State, Status};
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

    fn consumers<'a>(
        &'a self,
        state: &'a State,
    ) -> impl Iterator<Item = (MachineId, &'a Machine, &'a Consumer)> {
        let machines = state.machines().iter();
        machines
            .filter_map(|(id, machine)| Some((*id, machine, machine.client().consumer()?)))
            .filter(|(_, _, consumer)| self.is(consumer.group()))
    }

    /// The longest time after which one of them is no member any more.
    pub(super) fn longest_timeout(&self, state: &State) -> Millis {
        let configs = self.consumers(state).map(|(_, _, one)| one.config());
        let longest =
            configs.map(|config| config.session_timeout_ms.max(config.max_poll_interval_ms));
        longest.max().unwrap_or(0)
    }

    /// How far from quiet things are, if one waits for the records below these
    /// ends.
    pub(super) fn rest(&self, state: &State, ends: &Ends) -> Rest {
        if !self.is_settled(state) {
            return Rest::Unsettled;
        }
        let asked = state.operations().values().any(|operation| {
            let ended = matches!(operation.progress, Progress::Completed(..));
            !ended
                && !is_of_loop(&operation.call, &operation.progress)
                && (state.machines().get(&operation.machine)).is_some_and(is_live)
        });
        let busy = asked
            || self
                .consumers(state)
                .any(|(_, machine, consumer)| is_busy(machine, consumer, ends));
        match busy {
            true => Rest::Busy,
            false => Rest::Quiet,
        }
    }

    /// Whether every group stands as it will until something else happens: no
    /// rebalance is open, each of its members is a consumer that runs, and each
    /// consumer that polls by itself is a member.
    fn is_settled(&self, state: &State) -> bool {
        let groups = state.broker().groups().iter();
        let mut concerned = groups.filter(|(id, _)| self.is(Some(id)));
        let stands = concerned.all(|(_, group)| {
            group.classic().is_none_or(|group| {
                let members = group.members().keys();
                let still = !matches!(
                    group.state(),
                    GroupState::PreparingRebalance | GroupState::CompletingRebalance
                );
                let mut members = members.map(|member| {
                    self.consumers(state).any(|(_, machine, consumer)| {
                        is_live(machine) && consumer.membership().member_id() == member
                    })
                });
                still && members.all(|there| there)
            })
        });
        stands
            && self.consumers(state).all(|(_, machine, consumer)| {
                if !is_live(machine) {
                    return true;
                }
                let group = consumer.group().and_then(|id| state.broker().group(id));
                let group = group.and_then(|group| group.classic());
                machine.status() == Status::Running
                    && (!polls(machine) || is_member(consumer, group))
            })
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
    let undone = machine.consuming().map(|program| program.undone());
    let mut undone = undone.unwrap_or_default().iter();
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
