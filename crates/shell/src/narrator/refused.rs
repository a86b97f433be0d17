//! What the broker refused: answers on their way that say no, and records that
//! are gone.

use super::group::policy;
use super::narration::{say, Boxed};
use super::scene::Scene;
use crate::texts::narrator::{Rule, Sentence};
use crate::texts::{refusal, stretch};
use crate::thing::Thing;
use cluster::view::{FlightView, GroupLaneView};
use protocol::topic_partition::TopicPartition;

pub(super) fn tell(scene: &Scene, drafts: &mut Vec<Boxed>) {
    for flight in &scene.view.flights {
        if let Some(error) = flight.error.filter(|_| flight.response) {
            drafts.extend(match flight.api {
                "OffsetCommit" => commit(scene, flight, error),
                "Produce" => batch(scene, flight, error),
                _ => None,
            });
        }
    }
    for view in &scene.view.groups {
        for lane in &view.lanes {
            drafts.extend(gone_unread(scene, lane));
        }
    }
}

/// A commit that the coordinator refused.
fn commit(scene: &Scene, flight: &FlightView, error: &str) -> Option<Boxed> {
    let draft = say(Sentence::CommitRefused).machine(&flight.machine);
    let draft = draft.text(error).text(refusal(error)).since(flight.left);
    let interval = scene
        .consumer(&flight.machine)?
        .config()
        .max_poll_interval_ms;
    Some(draft.why_of(Rule::MaxPollInterval, &flight.machine, interval))
}

/// A batch that the broker refused.
fn batch(scene: &Scene, flight: &FlightView, error: &str) -> Option<Boxed> {
    let record = flight.records.first()?;
    let partition = TopicPartition::new(record.topic.clone(), record.partition);
    let too_large = error == "MESSAGE_TOO_LARGE";
    let draft = say(match too_large {
        true => Sentence::BatchTooLarge,
        false => Sentence::BatchRefused,
    });
    let draft = draft.machine(&flight.machine).partition(&partition);
    let draft = draft.text(error).since(flight.left);
    let topic = scene.state.broker().topic(&partition.topic);
    let Some(topic) = topic.filter(|_| too_large) else {
        return Some(draft);
    };
    let most = topic.config.max_message_bytes.to_string();
    let of = Some(Thing::Topic(partition.topic));
    Some(draft.why(Rule::MaxMessageBytes, of, &most))
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
    let policy = policy(machine);
    let draft = say(Sentence::GoneUnread).machine(owner);
    let draft = draft
        .text(&stretch(gone.from, gone.to))
        .partition(&partition);
    let draft = draft.number(read_from).text(policy);
    let of = Some(Thing::Machine(owner.clone()));
    Some(draft.why(Rule::AutoOffsetReset, of, policy))
}
