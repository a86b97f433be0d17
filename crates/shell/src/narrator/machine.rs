//! Machines that are cut off, stand still or stop.

use super::member::is_out;
use super::narration::{group, left, machine as named, say, Draft};
use super::scene::Scene;
use crate::texts::narrator::{Label, Rule, Sentence};
use crate::texts::{Arg, Noun};
use crate::thing::Thing;
use client::consumer::Consumer;
use cluster::view::GroupView;
use cluster::{Machine, Status};
use protocol::record::Millis;

pub(super) fn told(scene: &Scene) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for machine in scene.state.machines().values() {
        if !machine.is_running() {
            continue;
        }
        if machine.is_cut() {
            drafts.extend(cut(scene, machine));
        }
        if machine.is_stalled() {
            drafts.push(stalled(scene, machine));
        }
        if let Some(consumer) = machine.client().consumer() {
            drafts.extend(too_long(scene, machine, consumer));
            drafts.extend(out(scene, machine, consumer));
        }
        if matches!(machine.status(), Status::Stopping { .. }) {
            drafts.push(
                say(Sentence::Stopping, &[named(machine.name())]).since(scene.at(machine.since())),
            );
        }
    }
    drafts
}

/// The group in which a machine's consumer counts.
fn membership<'a>(scene: &'a Scene, of: &Machine) -> Option<&'a GroupView> {
    let view = scene.consumer_view(of.name())?;
    view.member.as_ref()?;
    scene.group_view(&view.group)
}

/// A machine that is cut off. Who counts as a member is said with the members.
fn cut(scene: &Scene, of: &Machine) -> Option<Draft> {
    let name = of.name();
    if membership(scene, of).is_some() {
        return None;
    }
    let draft = match (of.client().consumer(), of.client().producer()) {
        (Some(consumer), _) if consumer.subscription().in_group() => {
            let id = consumer.group()?;
            say(Sentence::CutOut, &[named(name), group(id)])
        }
        (_, Some(producer)) => {
            let open = producer.sent_records() - producer.acknowledged() - producer.failed();
            let batches = producer.queues().flat_map(|(_, queue)| queue.iter());
            let oldest = batches.map(|batch| batch.created()).min();
            match (oldest, usize::try_from(open)) {
                (Some(oldest), Ok(open)) if open > 0 => {
                    let timeout = producer.config().delivery_timeout_ms;
                    let until = scene.at(oldest.saturating_add(timeout));
                    let args = [named(name), Arg::Count(open, Noun::Record), left(until)];
                    say(Sentence::CutProducer, &args)
                        .wait(scene.at(oldest), until)
                        .why(
                            Rule::DeliveryTimeout,
                            Some(Thing::Machine(name.clone())),
                            timeout,
                        )
                }
                _ => say(Sentence::Cut, &[named(name)]),
            }
        }
        _ => say(Sentence::Cut, &[named(name)]),
    };
    Some(draft.run(Label::Heal, &[name]))
}

/// When a consumer's client counts its program as stuck: since the last poll.
fn poll_interval(scene: &Scene, consumer: &Consumer) -> Option<(Millis, Millis)> {
    let until = consumer.gives_up_at()?;
    Some((scene.at(consumer.polled()?), scene.at(until)))
}

fn stalled(scene: &Scene, of: &Machine) -> Draft {
    let name = of.name();
    let consumer = of.client().consumer();
    let pending = consumer.and_then(|consumer| {
        let (since, until) = poll_interval(scene, consumer)?;
        let args = [named(name), group(consumer.group()?), left(until)];
        let draft = say(Sentence::Stalled, &args).wait(since, until);
        let interval = consumer.config().max_poll_interval_ms;
        Some(draft.why(
            Rule::MaxPollInterval,
            Some(Thing::Machine(name.clone())),
            interval,
        ))
    });
    let draft = pending.unwrap_or_else(|| say(Sentence::StandsStill, &[named(name)]));
    draft.run(Label::Unstall, &[name])
}

/// A program whose work in hand takes longer than it may go without a poll.
fn too_long(scene: &Scene, of: &Machine, consumer: &Consumer) -> Option<Draft> {
    let program = of.consuming().filter(|_| !of.is_stalled())?;
    let (since, until) = poll_interval(scene, consumer)?;
    let more = i64::try_from(program.undone().len())
        .ok()?
        .saturating_sub(1);
    let rest = program.spec.work_ms.saturating_mul(more.max(0));
    let done = scene.at(program.working_until?.saturating_add(rest));
    if done <= until {
        return None;
    }
    let name = of.name();
    let args = [named(name), group(consumer.group()?), left(until)];
    let draft = say(Sentence::WorksTooLong, &args).wait(since, until);
    let interval = consumer.config().max_poll_interval_ms;
    Some(draft.why(
        Rule::MaxPollInterval,
        Some(Thing::Machine(name.clone())),
        interval,
    ))
}

/// A consumer that is no member any more and has not polled since.
fn out(scene: &Scene, of: &Machine, consumer: &Consumer) -> Option<Draft> {
    use broker::group::RemovalReason;
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
    let which = match left_itself || leaves {
        true => Sentence::PollTimeout,
        false => Sentence::OutOfGroup,
    };
    let draft = say(which, &[named(name), group(id)]);
    let draft = draft.why(
        Rule::MaxPollInterval,
        Some(Thing::Machine(name.clone())),
        consumer.config().max_poll_interval_ms,
    );
    Some(
        match super::group::is_by_hand(of) && scene.takes_call(name) {
            true => draft.run(Label::Poll, &[name]),
            false => draft,
        },
    )
}
