//! What to try next, from what is there now.

use super::narration::{say, Boxed, Moment};
use super::producer::drained;
use super::scene::Scene;
use crate::texts::narrator::{Label, Sentence};
use crate::texts::Noun;
use cluster::view::{ConsumerView, GroupView};
use protocol::topic_partition::TopicPartition;

/// The group that a scene's second one is called, or else the one after.
const GROUPS: [&str; 2] = ["audit", "audit-2"];

pub(super) fn tell(scene: &Scene, drafts: &mut Vec<Boxed>) {
    let view = &scene.view;
    drafts.extend(drained(scene));
    if view.topics.is_empty() {
        drafts.push(say(Sentence::Empty).form(Label::CreateTopic, "topic"));
    } else if view.producers.is_empty() && view.topics.iter().all(|topic| topic.records == 0) {
        drafts.push(say(Sentence::Produce).form(Label::AddProducer, "producer"));
    } else if view.consumers.is_empty() {
        drafts.push(say(Sentence::Consume).form(Label::AddConsumer, "consumer"));
    }
    let mut crashed = false;
    for consumer in &view.consumers {
        if consumer.machine.status == "crashed" && consumer.member.is_none() {
            let draft = became(scene, consumer);
            crashed |= draft.is_some();
            drafts.extend(draft);
        }
    }
    if !crashed {
        drafts.extend(story(scene));
    }
}

/// What became of the work of a dead consumer that is no member any more.
fn became(scene: &Scene, dead: &ConsumerView) -> Option<Boxed> {
    let view = scene.group_view(&dead.group)?;
    let name = &dead.machine.name;
    if !scene.has_peers(&dead.group, name) || view.state != "Stable" {
        return None;
    }
    let (id, _) = scene.state.machine(name)?;
    let observed = scene.state.observed();
    let ledger = observed.ledger(&dead.group);
    let (mut all, mut again) = (0, 0);
    for (partition, offset) in observed.finished(id) {
        all += 1;
        let repeated = ledger.map(|ledger| ledger.again_from(partition, *offset));
        let first = repeated.and_then(|repeated| repeated.first().copied());
        again += usize::from(first.is_some_and(|(at, _)| at == *offset));
    }
    let about = |which: Sentence| say(which).group(&view.id).machine(name);
    if again < all {
        let draft = about(Sentence::Coming).number(again as i64);
        return Some(draft.count(all, Noun::Record));
    }
    let draft = match all {
        0 => about(Sentence::OverNothing),
        _ => about(Sentence::Over).count(all, Noun::Record),
    };
    Some(draft.run_on(Label::Start, name))
}

/// The next of the stories that the page tells.
fn story(scene: &Scene) -> Option<Boxed> {
    let mut groups = scene.view.groups.iter();
    let group = groups.find(|group| !group.members.is_empty() && group.state == "Stable")?;
    let (mut victim, mut running) = (None, 0);
    for each in &scene.view.consumers {
        let runs = each.machine.status == "running" && !each.assignment.is_empty();
        if runs && each.group == group.id {
            running += 1;
            victim = victim.or(Some(each));
        }
    }
    let victim = victim?;
    let name = &victim.machine.name;
    let peers = running > 1;
    if peers && !scene.tried.crash && victim.commit != "never" {
        let draft = say(Sentence::AfterCommit).machine(name);
        return Some(draft.run_when(Label::Crash, name, Moment::Committed));
    }
    // Who commits each record, or before the work, is never caught with work
    // that is done and in no commit.
    let caught = !matches!(victim.commit, "record" | "before");
    if peers && group.ledger.again == 0 && caught {
        let draft = say(Sentence::BeforeCommit).machine(name);
        return Some(draft.run_when(Label::CrashBefore, name, Moment::Uncommitted));
    }
    match scene.tried.seek {
        true => second_group(scene, group),
        false => rewind(scene, group),
    }
}

fn rewind(scene: &Scene, group: &GroupView) -> Option<Boxed> {
    for lane in &group.lanes {
        let owner = lane.owner.as_ref().filter(|_| lane.can_rewind);
        let Some(owner) = owner.filter(|owner| scene.takes_call(owner)) else {
            continue;
        };
        let partition = TopicPartition::new(lane.topic.clone(), lane.partition);
        let place = partition.to_string();
        let draft = say(Sentence::Rewind).partition(&partition).machine(owner);
        return Some(draft.run(Label::Rewind, &place, &[owner, &place, "beginning"]));
    }
    None
}

fn second_group(scene: &Scene, group: &GroupView) -> Option<Boxed> {
    let view = &scene.view;
    if view.groups.len() > 1 || !view.unknown_groups.is_empty() || !scene.takes_machine() {
        return None;
    }
    let topic = &group.lanes.first()?.topic;
    let id = GROUPS.iter().find(|id| *group.id != ***id)?;
    let draft = say(Sentence::SecondGroup).run(Label::AddGroup, "", &[]);
    Some(draft.with(&[
        ["--topic", topic],
        ["--group", id],
        ["--work", "100ms"],
        ["--from-beginning", ""],
    ]))
}
