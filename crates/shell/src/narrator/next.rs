//! What to try next, from what is there now.

use super::narration::{group as named, machine, number, partition as at, say, Draft, Moment};
use super::scene::Scene;
use crate::texts::narrator::{Label, Sentence};
use crate::texts::{Arg, Noun};
use cluster::view::{ConsumerView, GroupView};
use protocol::name::Name;
use protocol::record::Offset;
use protocol::topic_partition::TopicPartition;

/// The group that a scene's second one is called, or else the one after.
const GROUPS: [&str; 2] = ["audit", "audit-2"];

pub(super) fn told(scene: &Scene) -> Vec<Draft> {
    let view = &scene.view;
    if view.topics.is_empty() {
        let draft = say(Sentence::Empty, &[]).form(Label::CreateTopic, "topic");
        return vec![draft];
    }
    let mut drafts = Vec::new();
    if view.producers.is_empty() && view.topics.iter().all(|topic| topic.records == 0) {
        let draft = say(Sentence::Produce, &[]).form(Label::AddProducer, "producer");
        drafts.push(draft);
    } else if view.consumers.is_empty() {
        let draft = say(Sentence::Consume, &[]).form(Label::AddConsumer, "consumer");
        drafts.push(draft);
    }
    let crashed = after_crash(scene);
    match crashed.is_empty() {
        true => drafts.extend(story(scene)),
        false => drafts.extend(crashed),
    }
    drafts
}

/// What became of the work of dead consumers that are no members any more.
fn after_crash(scene: &Scene) -> Vec<Draft> {
    let dead = scene.view.consumers.iter();
    let dead = dead.filter(|each| each.machine.status == "crashed" && each.member.is_none());
    dead.filter_map(|dead| became(scene, dead)).collect()
}

fn became(scene: &Scene, dead: &ConsumerView) -> Option<Draft> {
    let view = scene.group_view(&dead.group)?;
    let name = &dead.machine.name;
    if scene.peers(&dead.group, name).is_empty() || view.state != "Stable" {
        return None;
    }
    let (id, _) = scene.state.machine(name)?;
    let ledger = scene.state.observed().ledger(&dead.group);
    let (mut all, mut again) = (0, 0);
    for (partition, offset) in scene.state.observed().finished(id) {
        all += 1;
        let times = ledger.map_or(0, |ledger| {
            times(ledger.again_from(partition, *offset), *offset)
        });
        again += usize::from(times > 1);
    }
    let (group, of) = (named(&view.id), machine(name));
    let count = |count: usize| Arg::Count(count, Noun::Record);
    let draft = if all == 0 {
        say(Sentence::OverNothing, &[group, of])
    } else if again < all {
        return Some(say(
            Sentence::Coming,
            &[group, of, number(again), count(all)],
        ));
    } else {
        say(Sentence::Over, &[group, of, count(all)])
    };
    Some(draft.run(Label::Start, &[name]))
}

/// How often the work on a record was done, if it was done again.
fn times(again: Vec<(Offset, u16)>, of: Offset) -> u16 {
    let found = again.iter().find(|(offset, _)| *offset == of);
    found.map_or(0, |(_, times)| *times)
}

/// The next of the stories that the page tells.
fn story(scene: &Scene) -> Option<Draft> {
    let groups = scene.view.groups.iter();
    let mut settled = groups.filter(|group| !group.members.is_empty() && group.state == "Stable");
    let group = settled.next()?;
    let owners = scene.view.consumers.iter();
    let running: Vec<&ConsumerView> = owners
        .filter(|each| each.group == group.id && each.machine.status == "running")
        .filter(|each| !each.assignment.is_empty())
        .collect();
    let victim = *running.first()?;
    let name = &victim.machine.name;
    let peers = running.len() > 1;
    if peers && !scene.tried.crash && victim.commit != "never" {
        let draft = say(Sentence::AfterCommit, &[machine(name)]);
        return Some(draft.run_when(Label::Crash, name, Moment::Committed));
    }
    // Who commits each record, or before the work, is never caught with work
    // that is done and in no commit.
    let caught = !matches!(victim.commit, "record" | "before");
    if peers && group.ledger.again == 0 && caught {
        let draft = say(Sentence::BeforeCommit, &[machine(name)]);
        return Some(draft.run_when(Label::CrashBefore, name, Moment::Uncommitted));
    }
    if !scene.tried.seek {
        return rewind(scene, group);
    }
    second_group(scene, group)
}

fn rewind(scene: &Scene, group: &GroupView) -> Option<Draft> {
    let mut lanes = group.lanes.iter();
    let lane = lanes.find(|lane| {
        let owner = lane.owner.as_ref();
        lane.can_rewind && owner.is_some_and(|owner| scene.takes_call(owner))
    })?;
    let owner: &Name = lane.owner.as_ref()?;
    let partition = TopicPartition::new(lane.topic.clone(), lane.partition);
    let place = partition.to_string();
    let draft = say(Sentence::Rewind, &[at(&partition), machine(owner)]);
    Some(draft.run_of(Label::Rewind, &place, &[owner, &place, "beginning"]))
}

fn second_group(scene: &Scene, group: &GroupView) -> Option<Draft> {
    if scene.view.groups.len() > 1
        || !scene.view.unknown_groups.is_empty()
        || !scene.takes_machine()
    {
        return None;
    }
    let topic = &group.lanes.first()?.topic;
    let id = *GROUPS.iter().find(|id| group.id != **id)?;
    let draft = say(Sentence::SecondGroup, &[]);
    Some(draft.run_with(
        Label::AddGroup,
        &[],
        &[
            ("--topic", topic),
            ("--group", id),
            ("--work", "100ms"),
            ("--from-beginning", ""),
        ],
    ))
}
