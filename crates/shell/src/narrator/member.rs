//! Members that are not where their group believes them to be.

use super::narration::{group, left, machine, partitions, say, Draft};
use super::scene::Scene;
use crate::texts::narrator::{Label, Rule, Sentence};
use crate::thing::Thing;
use client::consumer::Consumer;
use cluster::view::{GroupView, MemberView};
use cluster::Machine;
use protocol::record::Millis;

/// What became of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is there, as far as one can see.
    There,
    /// Its machine does not run.
    Dead,
    /// Its machine does not run, and its place is kept.
    Away,
    /// Its machine runs again, as another member.
    Former,
    /// Its machine is cut off.
    Cut,
}

/// What became of a member.
pub(super) fn fate(scene: &Scene, member: &MemberView) -> Fate {
    match scene.running(&member.machine) {
        None if member.instance_id.is_some() => Fate::Away,
        None => Fate::Dead,
        Some((_, machine)) if member.former && is_older(scene, member, machine) => Fate::Former,
        Some((_, machine)) if machine.is_cut() => Fate::Cut,
        Some(_) => Fate::There,
    }
}

/// Whether a member was last heard of before its machine was started again.
fn is_older(scene: &Scene, member: &MemberView, machine: &Machine) -> bool {
    let groups = scene.view.groups.iter();
    let mut members = groups.filter_map(|group| {
        let members = scene.group(&group.id)?.members();
        members.get(&member.member_id)
    });
    members.any(|found| found.seen() < machine.since())
}

/// Since when a member is silent, and when it is removed if it stays so; none for
/// one whose request is parked, which counts as alive. One that is new could be
/// removed all the same, but in minutes; its join ends before.
pub(super) fn session_end(
    scene: &Scene,
    group: &GroupView,
    member: &MemberView,
) -> Option<(Millis, Millis)> {
    let found = scene.group(&group.id)?.members().get(&member.member_id)?;
    let expires = found.can_expire() && !found.is_joining();
    let until = expires.then_some(member.session_until)?;
    Some((scene.at(found.seen()), until))
}

/// Says why a session decides: that of a member's machine, if it is there.
pub(super) fn by_session(scene: &Scene, member: &MemberView, draft: Draft) -> Draft {
    let found = scene.state.machine(&member.machine);
    match found.and_then(|(_, machine)| machine.client().consumer()) {
        Some(consumer) => draft.why(
            Rule::SessionTimeout,
            Some(Thing::Machine(member.machine.clone())),
            consumer.config().session_timeout_ms,
        ),
        None => draft,
    }
}

pub(super) fn told(scene: &Scene) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for group in &scene.view.groups {
        for member in &group.members {
            drafts.extend(absent(scene, group, member));
            drafts.extend(silent(scene, member));
        }
    }
    drafts
}

/// A member whose machine is not there as that member.
fn absent(scene: &Scene, of: &GroupView, member: &MemberView) -> Option<Draft> {
    let name = &member.machine;
    let fate = fate(scene, member);
    if matches!(fate, Fate::There) {
        return None;
    }
    let Some((seen, until)) = session_end(scene, of, member) else {
        let dead = matches!(fate, Fate::Dead | Fate::Away);
        return dead.then(|| say(Sentence::DeadJoining, &[machine(name), group(&of.id)]));
    };
    let ends = left(until);
    let since = scene
        .state
        .machine(name)
        .map_or(seen, |(_, machine)| scene.at(machine.since()));
    let owned = || partitions(&member.assignment);
    let nothing = member.assignment.is_empty();
    let draft = match fate {
        Fate::There => return None,
        Fate::Away if nothing => say(Sentence::StaticAwayIdle, &[machine(name), ends]),
        Fate::Away => say(Sentence::StaticAway, &[machine(name), owned(), ends]),
        Fate::Former => say(Sentence::FormerMember, &[machine(name), ends]),
        Fate::Cut => say(Sentence::CutMember, &[machine(name), ends]).run(Label::Heal, &[name]),
        Fate::Dead if scene.peers(&of.id, name).is_empty() => {
            say(Sentence::DeadAlone, &[machine(name), group(&of.id), ends])
        }
        Fate::Dead if nothing => say(Sentence::DeadIdle, &[machine(name), ends, group(&of.id)]),
        Fate::Dead => say(Sentence::DeadUnnoticed, &[machine(name), ends, owned()]),
    };
    let draft = by_session(scene, member, draft).wait(since.max(seen).min(until), until);
    let starts = matches!(fate, Fate::Away)
        || matches!(fate, Fate::Dead) && scene.peers(&of.id, name).is_empty();
    Some(match scene.state.machine(name) {
        Some((_, found)) if starts && !found.is_running() => draft.run(Label::Start, &[name]),
        _ => draft,
    })
}

/// A static member that runs, and whose client gave its membership up.
fn silent(scene: &Scene, member: &MemberView) -> Option<Draft> {
    let instance = member.instance_id.as_ref()?;
    let mut same = scene
        .consumers()
        .into_iter()
        .filter(|(_, consumer)| consumer.config().group_instance_id.as_ref() == Some(instance));
    let (found, consumer) = same.next()?;
    if same.next().is_some() || !is_out(consumer) || found.is_cut() {
        return None;
    }
    let until = member.session_until;
    let ends = left(until);
    let draft = say(Sentence::StaticSilent, &[machine(found.name()), ends]);
    let of = Some(Thing::Machine(found.name().clone()));
    let since = consumer.polled().map_or(0, |polled| scene.at(polled));
    Some(draft.wait(since, until).why(
        Rule::MaxPollInterval,
        of,
        consumer.config().max_poll_interval_ms,
    ))
}

/// Whether a consumer believes that it owns partitions, and has no generation
/// to which they belong: it learns that at its next poll.
pub(super) fn is_out(consumer: &Consumer) -> bool {
    use client::consumer::MemberState;
    consumer.subscription().in_group()
        && consumer.membership().state() == MemberState::Unjoined
        && consumer.membership().generation() < 0
        && consumer.in_call().is_none()
        && !consumer.owned().is_empty()
}
