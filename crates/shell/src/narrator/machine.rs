//! Machines that are cut off, stand still or stop.

use super::group::{is_by_hand, polls};
use super::member::is_out;
use super::narration::{say, Boxed};
use super::scene::Scene;
use crate::texts::narrator::{Label, Sentence};
use crate::texts::Noun;
use broker::group::RemovalReason;
use client::consumer::Consumer;
use client::producer::Producer;
use cluster::{Machine, Status};

pub(super) fn tell(scene: &Scene, machine: &Machine, drafts: &mut Vec<Boxed>) {
    if !machine.is_running() {
        return;
    }
    let name = machine.name();
    if machine.is_cut() {
        drafts.extend(cut(scene, machine));
    }
    if machine.is_stalled() {
        drafts.push(stalled(scene, machine));
    }
    if let Some(consumer) = machine.client().consumer() {
        drafts.extend(too_long(scene, machine, consumer));
        drafts.extend(out(scene, machine, consumer));
        let retried = machine.consuming().and_then(|program| program.retried());
        drafts.extend(retried.map(|record| say(Sentence::Retries).machine(name).record(record)));
    }
    if matches!(machine.status(), Status::Stopping { .. }) {
        let draft = say(Sentence::Stopping).machine(name);
        drafts.push(draft.since(scene.at(machine.since())));
    }
}

/// A machine that is cut off. Who counts as a member is said with the members.
fn cut(scene: &Scene, of: &Machine) -> Option<Boxed> {
    let name = of.name();
    if scene
        .consumer_view(name)
        .is_some_and(|view| view.member.is_some())
    {
        return None;
    }
    let consumer = of.client().consumer();
    let in_group = consumer.filter(|consumer| consumer.subscription().in_group());
    let producer = of.client().producer();
    let draft = if let Some(id) = in_group.and_then(Consumer::group) {
        say(Sentence::CutOut).machine(name).group(id)
    } else {
        let waiting = producer.and_then(|producer| cut_producer(scene, of, producer));
        waiting.unwrap_or_else(|| say(Sentence::Cut).machine(name))
    };
    Some(draft.run_on(Label::Heal, name))
}

/// A producer that is cut off, with records that wait in it.
fn cut_producer(scene: &Scene, of: &Machine, producer: &Producer) -> Option<Boxed> {
    let open = producer.sent_records() - producer.acknowledged() - producer.failed();
    let open = usize::try_from(open).ok().filter(|open| *open > 0)?;
    let until = scene.at(producer.gives_up_at()?);
    let since = until.saturating_sub(producer.config().delivery_timeout_ms);
    let draft = say(Sentence::CutProducer).machine(of.name());
    let draft = draft.count(open, Noun::Record).left(until);
    Some(draft.wait(since, until))
}

/// What ends when a consumer's client counts its program as stuck.
fn until_it_leaves(
    scene: &Scene,
    which: Sentence,
    of: &Machine,
    consumer: &Consumer,
) -> Option<Boxed> {
    let until = scene.at(consumer.gives_up_at()?);
    let draft = say(which).machine(of.name()).group(consumer.group()?);
    let since = scene.at(consumer.polled()?);
    Some(draft.left(until).wait(since, until))
}

fn stalled(scene: &Scene, of: &Machine) -> Boxed {
    let name = of.name();
    let consumer = of.client().consumer();
    let pending =
        consumer.and_then(|consumer| until_it_leaves(scene, Sentence::Stalled, of, consumer));
    let draft = pending.unwrap_or_else(|| say(Sentence::StandsStill).machine(name));
    draft.run_on(Label::Unstall, name)
}

/// A program whose work in hand takes longer than it may go without a poll.
fn too_long(scene: &Scene, of: &Machine, consumer: &Consumer) -> Option<Boxed> {
    let program = of.consuming().filter(|_| !of.is_stalled())?;
    // Where workers work, the loop polls on.
    let waits = of.status() != Status::Running || program.spec.habit.workers() == 0;
    let program = Some(program).filter(|_| waits)?;
    let more = program.undone_count().saturating_sub(1) as i64;
    let rest = program.spec.work_ms.saturating_mul(more);
    let done = program.shown().until?.saturating_add(rest);
    if done <= consumer.gives_up_at()? {
        return None;
    }
    until_it_leaves(scene, Sentence::WorksTooLong, of, consumer)
}

/// A consumer that is no member any more and has not polled since.
fn out(scene: &Scene, of: &Machine, consumer: &Consumer) -> Option<Boxed> {
    if !is_out(consumer) || of.is_cut() || consumer.config().group_instance_id.is_some() {
        return None;
    }
    let name = of.name();
    let id = consumer.group()?;
    let removed = scene.state.observed().removed(id);
    let left_itself = removed.is_some_and(|removed| {
        removed.reason == RemovalReason::Left && removed.client_id == *of.client().client_id()
    });
    let mut flights = scene.view.flights.iter();
    let leaves = flights.any(|f| f.api == "LeaveGroup" && f.machine == *name);
    let draft = say(match left_itself || leaves {
        true => Sentence::PollTimeout,
        false => Sentence::OutOfGroup,
    });
    let draft = draft.machine(name).group(id);
    Some(match is_by_hand(of) {
        true => polls(scene, name, draft),
        false => draft,
    })
}
