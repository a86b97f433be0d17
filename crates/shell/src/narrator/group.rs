//! Groups: what their rebalances wait for, and how far they are.

use super::member::{fate, session, Fate};
use super::narration::{say, Boxed};
use super::scene::Scene;
use crate::texts::narrator::{Label, Sentence};
use crate::texts::Noun;
use broker::group::{ClassicGroup, GroupState, JoinPhase};
use client::assignor::RebalanceProtocol;
use client::consumer::MemberState;
use cluster::app::{Job, FAILED, INTERRUPTED};
use cluster::view::{ConsumerView, GroupView, MemberView};
use cluster::{Machine, Status};
use protocol::name::Name;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;

pub(super) fn tell(scene: &Scene, drafts: &mut Vec<Boxed>) {
    for view in &scene.view.groups {
        if let Some(group) = scene.group(&view.id) {
            drafts.extend(phase(scene, view, group));
            drafts.extend(between_rounds(view));
            drafts.extend(taking(scene, view));
        }
    }
    for consumer in &scene.view.consumers {
        drafts.extend(left_alone(scene, consumer));
    }
}

fn phase(scene: &Scene, view: &GroupView, group: &ClassicGroup) -> Option<Boxed> {
    match (group.state(), group.join_phase()) {
        (GroupState::PreparingRebalance, Some(phase @ JoinPhase::Initial { .. })) => {
            Some(initial(scene, view, phase))
        }
        (GroupState::PreparingRebalance, Some(_)) => joining(scene, view, group),
        (GroupState::CompletingRebalance, _) => sharing(scene, view),
        _ => None,
    }
}

/// A group that had no members waits for more.
fn initial(scene: &Scene, view: &GroupView, phase: &JoinPhase) -> Boxed {
    let delay = scene.state.broker().config().initial_rebalance_delay_ms;
    let mut until = scene.at(phase.until());
    let mut since = until;
    if let JoinPhase::Initial {
        remaining_ms,
        delay_ms,
        member_added,
        ..
    } = phase
    {
        since = until.saturating_sub(*delay_ms);
        if *member_added {
            until = until.saturating_add(delay.min(*remaining_ms));
        }
    }
    let draft = say(Sentence::InitialDelay).group(&view.id).left(until);
    draft.wait(since, until)
}

/// Whether all consumers of a group that run keep their partitions while they
/// join.
fn is_cooperative(scene: &Scene, id: &Name) -> bool {
    let mut any = false;
    for machine in scene.state.machines().values() {
        let consumer = machine.client().consumer();
        let Some(consumer) = consumer.filter(|_| machine.is_running()) else {
            continue;
        };
        if consumer.group() == Some(id) {
            any = true;
            if consumer.rebalance_protocol() != RebalanceProtocol::Cooperative {
                return false;
            }
        }
    }
    any
}

/// A join phase: what it waits for, the gravest first.
fn joining(scene: &Scene, view: &GroupView, group: &ClassicGroup) -> Option<Boxed> {
    let until = view.rebalance_until?;
    let since = scene.at(group.state_since());
    let mut awaited: Vec<&Name> = Vec::new();
    let mut reason = None;
    for member in &view.members {
        if member.joining {
            continue;
        }
        let fate = fate(scene, view, member);
        if matches!(fate, Fate::Dead | Fate::Former) {
            return Some(waits_for_gone(scene, view, member, fate));
        }
        awaited.push(&member.machine);
        if fate == Fate::There && reason.is_none() {
            reason = has_reason(scene, view, member);
        }
    }
    if awaited.is_empty() {
        // Somebody has an id and is to come back with it.
        let lapses = group.ids_given().values().max()?;
        let until = until.min(scene.at(*lapses));
        let draft = say(Sentence::AwaitsNewcomer).group(&view.id).left(until);
        return Some(draft.wait(since, until));
    }
    Some(reason.unwrap_or_else(|| {
        let draft = say(match is_cooperative(scene, &view.id) {
            true => Sentence::RebalanceCooperative,
            false => Sentence::RebalanceEager,
        });
        let draft = draft.group(&view.id).machines(&awaited).left(until);
        draft.wait(since, until)
    }))
}

/// A join phase that waits for a member that is gone.
fn waits_for_gone(scene: &Scene, view: &GroupView, member: &MemberView, fate: Fate) -> Boxed {
    let name = &member.machine;
    let (seen, ends) = session(scene, view, member).unwrap_or((0, member.session_until));
    let until = ends.min(view.rebalance_until.unwrap_or(ends));
    let draft = match fate {
        Fate::Former => say(Sentence::AwaitsFormer).machine(name).group(&view.id),
        _ => {
            let draft = say(match is_cooperative(scene, &view.id) {
                true => Sentence::AwaitsDeadCooperative,
                false => Sentence::AwaitsDead,
            });
            draft.group(&view.id).machine(name)
        }
    };
    draft.left(until).wait(seen, until)
}

/// Why a member that runs has not joined again.
fn has_reason(scene: &Scene, view: &GroupView, member: &MemberView) -> Option<Boxed> {
    let name = &member.machine;
    let (_, machine) = scene.running(name)?;
    let consumer = machine.client().consumer()?;
    let config = consumer.config();
    let idle = consumer.in_call().is_none();
    let because = |which: Sentence| say(which).group(&view.id).machine(name);
    if machine.is_stalled() && idle {
        let until = scene.at(consumer.gives_up_at()?);
        let draft = because(Sentence::AwaitsStalled).left(until);
        let draft = draft.wait(scene.at(consumer.polled()?), until);
        return Some(draft.run_on(Label::Unstall, name));
    }
    if idle && is_by_hand(machine) {
        let draft = because(Sentence::AwaitsByHand);
        return Some(polls(scene, name, draft));
    }
    let undone = machine
        .consuming()
        .map_or(0, |program| program.undone_count());
    let works =
        || (idle && undone > 0).then(|| because(Sentence::AwaitsWork).count(undone, Noun::Record));
    // Who sends no heartbeats at work hears of nothing meanwhile.
    let hears = config.manner.library.nature().busy_at_work || undone == 0;
    if hears && !consumer.rejoining() && consumer.membership().is_joined() {
        let beat = scene.at(consumer.next_heartbeat()?);
        let interval = config.heartbeat_interval_ms + consumer.behind_fetch();
        let draft = because(Sentence::AwaitsHeartbeat).left(beat);
        return Some(draft.wait(beat.saturating_sub(interval), beat));
    }
    works()
}

/// Offers a poll, where the machine takes one.
pub(super) fn polls(scene: &Scene, name: &Name, draft: Boxed) -> Boxed {
    match scene.takes_call(name) {
        true => draft.run_on(Label::Poll, name),
        false => draft,
    }
}

/// Whether a user polls, and no loop.
pub(super) fn is_by_hand(machine: &Machine) -> bool {
    let program = machine.consuming();
    program.is_none_or(|program| program.spec.by_hand)
}

/// All have joined, and the leader is to share out.
fn sharing(scene: &Scene, view: &GroupView) -> Option<Boxed> {
    let leader = view.members.iter().find(|member| member.leads)?;
    let name = &leader.machine;
    if fate(scene, view, leader) == Fate::Dead {
        let (seen, until): (Millis, Millis) = session(scene, view, leader)?;
        let draft = say(Sentence::LeaderDead).group(&view.id).machine(name);
        return Some(draft.left(until).wait(seen, until));
    }
    let draft = say(Sentence::Sharing).group(&view.id).machine(name);
    Some(draft.text(&view.protocol))
}

/// What was given up in the first round of a cooperative rebalance.
fn between_rounds(view: &GroupView) -> Option<Boxed> {
    let mut waiting = Vec::new();
    for lane in &view.lanes {
        if lane.nobodys {
            waiting.push(TopicPartition::new(lane.topic.clone(), lane.partition));
        }
    }
    (!waiting.is_empty()).then(|| {
        let draft = say(Sentence::BetweenRounds).partitions(&waiting);
        draft.group(&view.id)
    })
}

/// Members whose assignment is known to the group and not yet to them.
fn taking(scene: &Scene, view: &GroupView) -> Option<Boxed> {
    if view.state != "Stable" {
        return None;
    }
    let (mut at_poll, mut on_way) = (Vec::new(), Vec::new());
    for member in &view.members {
        let consumer = scene.consumer(&member.machine);
        let Some(consumer) = consumer.filter(|_| !member.assignment.is_empty()) else {
            continue;
        };
        if consumer.membership().assignment().is_some() {
            at_poll.push(&member.machine);
        } else if consumer.membership().state() == MemberState::Syncing {
            on_way.push(&member.machine);
        }
    }
    let (which, names) = match (at_poll.is_empty(), on_way.is_empty()) {
        (false, _) => (Sentence::TakesAtPoll, at_poll),
        (true, false) => (Sentence::AssignmentOnWay, on_way),
        (true, true) => return None,
    };
    Some(say(which).group(&view.id).machines(&names))
}

/// A consumer that does not run, in a group in which nobody does.
fn left_alone(scene: &Scene, consumer: &ConsumerView) -> Option<Boxed> {
    let name = &consumer.machine.name;
    let id = &consumer.group;
    let (_, machine) = scene.state.machine(name)?;
    let counts = consumer.member.is_some() || machine.is_running();
    if counts || scene.has_peers(id, name) {
        return None;
    }
    let draft = match machine.status() {
        Status::Crashed => {
            let draft = say(Sentence::Alone).machine(name).group(id);
            draft.since(scene.at(machine.since()))
        }
        _ => match machine.job().and_then(Job::exit) {
            Some(FAILED) => say(Sentence::Failed).machine(name).group(id),
            Some(INTERRUPTED) => say(Sentence::Interrupted).machine(name).group(id),
            _ => say(Sentence::Stopped).group(id),
        },
    };
    Some(draft.run_on(Label::Start, name))
}
