//! Groups: what their rebalances wait for, and how far they are.

use super::member::{by_session, fate, session_end, Fate};
use super::narration::{group as named, left, machine, machines, number, partitions, say, Draft};
use super::scene::Scene;
use crate::texts::narrator::{Label, Rule, Sentence};
use crate::texts::{Arg, Noun};
use crate::thing::Thing;
use broker::group::{ClassicGroup, GroupState, JoinPhase};
use client::assignor::RebalanceProtocol;
use client::consumer::{Consumer, MemberState};
use cluster::view::{GroupView, MemberView};
use cluster::{Machine, Status};
use protocol::name::Name;
use protocol::topic_partition::TopicPartition;

pub(super) fn told(scene: &Scene) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for view in &scene.view.groups {
        if let Some(group) = scene.group(&view.id) {
            drafts.extend(phase(scene, view, group));
            drafts.extend(between_rounds(view));
            drafts.extend(taking(scene, view));
        }
    }
    drafts.extend(left_alone(scene));
    drafts
}

fn phase(scene: &Scene, view: &GroupView, group: &ClassicGroup) -> Option<Draft> {
    match (group.state(), group.join_phase()) {
        (GroupState::PreparingRebalance, Some(phase)) => match phase {
            JoinPhase::Initial { .. } => Some(initial(scene, view, phase)),
            JoinPhase::Rejoin { .. } => joining(scene, view, group),
        },
        (GroupState::CompletingRebalance, _) => sharing(scene, view),
        _ => None,
    }
}

/// A group that had no members waits for more.
fn initial(scene: &Scene, view: &GroupView, phase: &JoinPhase) -> Draft {
    let delay = scene.state.broker().config().initial_rebalance_delay_ms;
    let mut until = phase.until();
    let mut since = until.saturating_sub(delay);
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
    let (since, until) = (scene.at(since), scene.at(until));
    say(Sentence::InitialDelay, &[named(&view.id), left(until)])
        .wait(since, until)
        .why(Rule::InitialRebalanceDelay, None, delay)
}

/// Whether members keep their partitions while they join.
fn is_cooperative(scene: &Scene, id: &Name) -> bool {
    let mut own = scene
        .consumers()
        .into_iter()
        .filter(|(_, consumer)| consumer.group() == Some(id))
        .peekable();
    own.peek().is_some()
        && own.all(|(_, c)| c.rebalance_protocol() == RebalanceProtocol::Cooperative)
}

/// A join phase: what it waits for, the gravest first.
fn joining(scene: &Scene, view: &GroupView, group: &ClassicGroup) -> Option<Draft> {
    let awaited: Vec<&MemberView> = view.members.iter().filter(|m| !m.joining).collect();
    let until = view.rebalance_until?;
    let since = scene.at(group.state_since());
    let Some(first) = awaited.first() else {
        // Somebody has an id and is to come back with it.
        let lapses = group.ids_given().values().max()?;
        let until = until.min(scene.at(*lapses));
        let draft = say(Sentence::AwaitsNewcomer, &[named(&view.id), left(until)]);
        return Some(draft.wait(since, until));
    };
    let gone = awaited
        .iter()
        .find(|member| matches!(fate(scene, member), Fate::Dead | Fate::Former));
    if let Some(member) = gone {
        let cooperative = is_cooperative(scene, &view.id);
        return Some(waits_for_gone(scene, view, member, cooperative));
    }
    let reason = awaited
        .iter()
        .filter(|member| fate(scene, member) == Fate::There)
        .find_map(|member| reason(scene, view, member));
    Some(reason.unwrap_or_else(|| {
        let names: Vec<&Name> = awaited.iter().map(|member| &member.machine).collect();
        let which = match is_cooperative(scene, &view.id) {
            true => Sentence::RebalanceCooperative,
            false => Sentence::RebalanceEager,
        };
        let args = [named(&view.id), machines(names), left(until)];
        let draft = say(which, &args).wait(since, until);
        by_poll_interval(scene, &first.machine, draft)
    }))
}

fn by_poll_interval(scene: &Scene, name: &Name, draft: Draft) -> Draft {
    match scene.consumer(name) {
        Some(consumer) => draft.why(
            Rule::RebalanceTimeout,
            Some(Thing::Machine(name.clone())),
            consumer.config().max_poll_interval_ms,
        ),
        None => draft,
    }
}

/// A join phase that waits for a member that is gone.
fn waits_for_gone(
    scene: &Scene,
    view: &GroupView,
    member: &MemberView,
    cooperative: bool,
) -> Draft {
    let name = &member.machine;
    let (seen, ends) = session_end(scene, view, member).unwrap_or((0, member.session_until));
    let until = ends.min(view.rebalance_until.unwrap_or(ends));
    let group = named(&view.id);
    let draft = if fate(scene, member) == Fate::Former {
        let args = [machine(name), group, left(until)];
        say(Sentence::AwaitsFormer, &args)
    } else if cooperative {
        let args = [group, machine(name), left(until)];
        say(Sentence::AwaitsDeadCooperative, &args)
    } else {
        let args = [group, machine(name), left(until)];
        say(Sentence::AwaitsDead, &args)
    };
    by_session(scene, member, draft.wait(seen, until))
}

/// Why a member that runs has not joined again.
fn reason(scene: &Scene, view: &GroupView, member: &MemberView) -> Option<Draft> {
    let name = &member.machine;
    let (_, found) = scene.running(name)?;
    let consumer = found.client().consumer()?;
    let of = Some(Thing::Machine(name.clone()));
    let config = consumer.config();
    let arg = [named(&view.id), machine(name)];
    let with = |more: Arg| [arg[0].clone(), arg[1].clone(), more];
    let idle = consumer.in_call().is_none();
    if found.is_stalled() && idle {
        let polled = consumer.polled()?;
        let until = scene.at(consumer.gives_up_at()?);
        let draft = say(Sentence::AwaitsStalled, &with(left(until)))
            .wait(scene.at(polled), until)
            .why(Rule::MaxPollInterval, of, config.max_poll_interval_ms);
        return Some(draft.run(Label::Unstall, &[name]));
    }
    if idle && is_by_hand(found) {
        let draft = say(Sentence::AwaitsByHand, &arg);
        let draft = draft.why(Rule::RebalanceTimeout, of, config.max_poll_interval_ms);
        return Some(match scene.takes_call(name) {
            true => draft.run(Label::Poll, &[name]),
            false => draft,
        });
    }
    let has_heard = consumer.rejoining() || !consumer.membership().is_joined();
    if !has_heard {
        let beat = scene.at(consumer.next_heartbeat()?);
        let draft = say(Sentence::AwaitsHeartbeat, &with(left(beat)));
        let interval = config.heartbeat_interval_ms;
        return Some(draft.wait(beat.saturating_sub(interval), beat).why(
            Rule::HeartbeatInterval,
            of,
            interval,
        ));
    }
    let undone = found
        .consuming()
        .map_or(0, |program| program.undone().len());
    (idle && undone > 0).then(|| {
        let draft = say(
            Sentence::AwaitsWork,
            &with(Arg::Count(undone, Noun::Record)),
        );
        draft.why(Rule::RebalanceTimeout, of, config.max_poll_interval_ms)
    })
}

/// Whether a user polls, and no loop.
pub(super) fn is_by_hand(machine: &Machine) -> bool {
    machine
        .consuming()
        .is_none_or(|program| program.spec.by_hand)
}

/// All have joined, and the leader is to share out.
fn sharing(scene: &Scene, view: &GroupView) -> Option<Draft> {
    let leader = view.members.iter().find(|member| member.leads)?;
    let name = &leader.machine;
    if fate(scene, leader) == Fate::Dead {
        let (seen, until) = session_end(scene, view, leader)?;
        let args = [named(&view.id), machine(name), left(until)];
        let draft = say(Sentence::LeaderDead, &args).wait(seen, until);
        return Some(by_session(scene, leader, draft));
    }
    let protocol = Arg::from(view.protocol.as_str());
    let draft = say(
        Sentence::Sharing,
        &[named(&view.id), machine(name), protocol],
    );
    Some(by_assignor(scene, name, view, draft))
}

fn by_assignor(scene: &Scene, name: &Name, view: &GroupView, draft: Draft) -> Draft {
    match scene.consumer(name) {
        Some(_) => {
            let of = Some(Thing::Machine(name.clone()));
            draft.why(Rule::Assignor, of, &view.protocol)
        }
        None => draft,
    }
}

/// What was given up in the first round of a cooperative rebalance.
fn between_rounds(view: &GroupView) -> Option<Draft> {
    let lanes = view.lanes.iter().filter(|lane| lane.nobodys);
    let waiting: Vec<TopicPartition> = lanes
        .map(|lane| TopicPartition::new(lane.topic.clone(), lane.partition))
        .collect();
    let rebalances = view.state != "Stable" || !waiting.is_empty();
    (rebalances && !waiting.is_empty()).then(|| {
        let draft = say(
            Sentence::BetweenRounds,
            &[partitions(&waiting), named(&view.id)],
        );
        let of = Some(Thing::Group(view.id.clone()));
        draft.why(Rule::Assignor, of, &view.protocol)
    })
}

/// Members whose assignment is known to the group and not yet to them.
fn taking(scene: &Scene, view: &GroupView) -> Option<Draft> {
    if view.state != "Stable" {
        return None;
    }
    let members = view.members.iter().filter(|m| !m.assignment.is_empty());
    let of_group: Vec<(&Name, &Consumer)> = members
        .filter_map(|m| Some((&m.machine, scene.consumer(&m.machine)?)))
        .collect();
    let named_of = |fits: &dyn Fn(&Consumer) -> bool| -> Vec<&Name> {
        let fitting = of_group.iter().filter(|(_, consumer)| fits(consumer));
        fitting.map(|(name, _)| *name).collect()
    };
    let syncs = |c: &Consumer| c.membership().state() == MemberState::Syncing;
    let at_poll = named_of(&|c| c.membership().assignment().is_some());
    let on_way = named_of(&|c| c.membership().assignment().is_none() && syncs(c));
    if !at_poll.is_empty() {
        return Some(say(
            Sentence::TakesAtPoll,
            &[named(&view.id), machines(at_poll)],
        ));
    }
    (!on_way.is_empty()).then(|| {
        say(
            Sentence::AssignmentOnWay,
            &[named(&view.id), machines(on_way)],
        )
    })
}

/// Groups of which no consumer runs any more and that have no members.
fn left_alone(scene: &Scene) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for consumer in &scene.view.consumers {
        let name = &consumer.machine.name;
        let id = &consumer.group;
        let counts = consumer.member.is_some();
        let Some((_, found)) = scene.state.machine(name) else {
            continue;
        };
        if counts || found.is_running() || !scene.peers(id, name).is_empty() {
            continue;
        }
        let draft = match found.status() {
            Status::Crashed => say(Sentence::Alone, &[machine(name), named(id)])
                .since(scene.at(found.since()))
                .why(
                    Rule::AutoOffsetReset,
                    Some(Thing::Machine(name.clone())),
                    super::consumer::policy(found),
                ),
            _ => say(Sentence::Stopped, &[named(id)]),
        };
        drafts.push(draft.run(Label::Start, &[name]));
    }
    drafts
}

/// `7 members`, as a number.
pub(super) fn size(view: &GroupView) -> Arg {
    number(view.members.len())
}
