//! Members that are not where their group believes them to be.

use super::narration::{say, Boxed};
use super::scene::Scene;
use crate::texts::narrator::{Label, Sentence};
use client::consumer::{Consumer, MemberState};
use cluster::view::{GroupView, MemberView};
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;

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

/// What became of a member of a group.
pub(super) fn fate(scene: &Scene, of: &GroupView, member: &MemberView) -> Fate {
    let Some((_, machine)) = scene.running(&member.machine) else {
        return match member.instance_id {
            Some(_) => Fate::Away,
            None => Fate::Dead,
        };
    };
    // It was last heard of before its machine was started again.
    let members = scene.group(&of.id).map(|group| group.members());
    let found = members.and_then(|members| members.get(&member.member_id));
    if member.former && found.is_some_and(|found| found.seen() < machine.since()) {
        return Fate::Former;
    }
    match machine.is_cut() {
        true => Fate::Cut,
        false => Fate::There,
    }
}

/// Since when a member is silent, and when it is removed if it stays so; none for
/// one whose request is parked, which counts as alive. One that is new could be
/// removed all the same, but in minutes; its join ends before.
pub(super) fn session(
    scene: &Scene,
    of: &GroupView,
    member: &MemberView,
) -> Option<(Millis, Millis)> {
    let found = scene.group(&of.id)?.members().get(&member.member_id)?;
    let expires = found.can_expire() && !found.is_joining();
    expires.then(|| (scene.at(found.seen()), member.session_until))
}

pub(super) fn tell(scene: &Scene, drafts: &mut Vec<Boxed>) {
    for group in &scene.view.groups {
        for member in &group.members {
            let fate = fate(scene, group, member);
            if fate != Fate::There {
                drafts.extend(absent(scene, group, member, fate));
            }
            drafts.extend(silent(scene, member));
        }
    }
}

/// A member whose machine is not there as that member.
fn absent(scene: &Scene, of: &GroupView, member: &MemberView, fate: Fate) -> Option<Boxed> {
    let name = &member.machine;
    let Some((seen, until)) = session(scene, of, member) else {
        let dead = matches!(fate, Fate::Dead | Fate::Away);
        return dead.then(|| say(Sentence::DeadJoining).machine(name).group(&of.id));
    };
    let owned: &[TopicPartition] = &member.assignment;
    let alone = !scene.has_peers(&of.id, name);
    let draft = match fate {
        Fate::Away if owned.is_empty() => say(Sentence::StaticAwayIdle).machine(name).left(until),
        Fate::Away => {
            let draft = say(Sentence::StaticAway).machine(name);
            draft.partitions(owned).left(until)
        }
        Fate::Former => say(Sentence::FormerMember).machine(name).left(until),
        Fate::Cut => {
            let draft = say(Sentence::CutMember).machine(name).left(until);
            draft.run_on(Label::Heal, name)
        }
        _ if alone => {
            let draft = say(Sentence::DeadAlone).machine(name);
            draft.group(&of.id).left(until)
        }
        _ if owned.is_empty() => {
            let draft = say(Sentence::DeadIdle).machine(name);
            draft.left(until).group(&of.id)
        }
        _ => {
            let draft = say(Sentence::DeadUnnoticed).machine(name);
            draft.left(until).partitions(owned)
        }
    };
    let machine = scene.state.machine(name).map(|(_, machine)| machine);
    let since = machine.map_or(seen, |machine| scene.at(machine.since()).max(seen));
    let draft = draft.wait(since.min(until), until);
    let starts = fate == Fate::Away || fate == Fate::Dead && alone;
    Some(match machine.is_some_and(|machine| !machine.is_running()) {
        true if starts => draft.run_on(Label::Start, name),
        _ => draft,
    })
}

/// A static member that runs, and whose client gave its membership up.
fn silent(scene: &Scene, member: &MemberView) -> Option<Boxed> {
    let instance = member.instance_id.as_ref()?;
    let mut holder = None;
    for machine in scene.state.machines().values() {
        let Some(consumer) = machine.client().consumer() else {
            continue;
        };
        let holds = consumer.config().group_instance_id.as_ref() == Some(instance);
        if holds && machine.is_running() && holder.replace((machine, consumer)).is_some() {
            return None;
        }
    }
    let (machine, consumer) = holder?;
    if !is_out(consumer) || machine.is_cut() {
        return None;
    }
    let until = member.session_until;
    let draft = say(Sentence::StaticSilent).machine(machine.name());
    let draft = draft.left(until);
    Some(draft.wait(scene.at(consumer.polled()?), until))
}

/// Whether a consumer believes that it owns partitions, and has no generation
/// to which they belong: it learns that at its next poll.
pub(super) fn is_out(consumer: &Consumer) -> bool {
    consumer.subscription().in_group()
        && consumer.membership().state() == MemberState::Unjoined
        && consumer.membership().generation() < 0
        && consumer.in_call().is_none()
        && !consumer.owned().is_empty()
}
