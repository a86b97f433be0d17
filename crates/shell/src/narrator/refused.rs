//! What the broker refused: answers on their way that say no, and records that
//! are gone.

use super::narration::{say, Boxed};
use super::scene::Scene;
use super::why::policy;
use crate::texts::narrator::Sentence;
use crate::texts::{refusal, stretch};
use cluster::view::{FlightView, GroupLaneView};
use protocol::topic_partition::TopicPartition;

pub(super) fn tell(scene: &Scene, drafts: &mut Vec<Boxed>) {
    for flight in &scene.view.flights {
        if let Some(error) = flight.error.filter(|_| flight.response) {
            match flight.api {
                "OffsetCommit" => drafts.push(commit(flight, error)),
                "Produce" => drafts.extend(batch(flight, error)),
                _ => {}
            }
        }
    }
    for view in &scene.view.groups {
        for lane in &view.lanes {
            drafts.extend(gone_unread(scene, lane));
        }
    }
}

/// A commit that the coordinator refused.
fn commit(flight: &FlightView, error: &str) -> Boxed {
    let draft = say(Sentence::CommitRefused).machine(&flight.machine);
    draft.text(error).text(refusal(error)).since(flight.left)
}

/// A batch that the broker refused.
fn batch(flight: &FlightView, error: &str) -> Option<Boxed> {
    let record = flight.records.first()?;
    let partition = TopicPartition::new(record.topic.clone(), record.partition);
    let draft = say(match error {
        "MESSAGE_TOO_LARGE" => Sentence::BatchTooLarge,
        _ => Sentence::BatchRefused,
    });
    let draft = draft.machine(&flight.machine).partition(&partition);
    Some(draft.text(error).since(flight.left))
}

/// A partition whose owner went on where its reset policy led, because the log
/// had lost what it was to read, until it commits there.
fn gone_unread(scene: &Scene, lane: &GroupLaneView) -> Option<Boxed> {
    let committed = lane.committed?.0;
    let read_from = lane.read_from?.0;
    let mut lost = lane.lost.iter().rev();
    let gone =
        lost.find(|lost| lost.how == "deleted" && lost.from >= committed && lost.to <= read_from)?;
    let owner = lane.owner.as_ref()?;
    let (_, machine) = scene.running(owner)?;
    let partition = TopicPartition::new(lane.topic.clone(), lane.partition);
    let draft = say(Sentence::GoneUnread).machine(owner);
    let draft = draft
        .text(&stretch(gone.from, gone.to))
        .partition(&partition);
    Some(draft.number(read_from).text(policy(machine)))
}
