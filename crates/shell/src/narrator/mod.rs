//! The narrator: one sentence that says what is happening, or why nothing does,
//! with its cause and the way on.
//!
//! What can be said follows from the state, and from what was tried on the
//! branch so far; nothing of it is remembered. It changes only when something
//! happens: a time that is left is an instant, which whoever shows it counts
//! down to. A file says what there is to say of one noun; the words are in
//! `texts`.
//!
//! *Read next: [`thing`](crate::thing), the names of what one can point at.*

mod broker;
mod call;
mod consumer;
mod group;
mod machine;
mod member;
mod narration;
mod next;
mod producer;
mod refused;
mod scene;
mod why;

pub use narration::{Command, Moment, Narration, Offer, When, Why};
pub use scene::Tried;

use crate::texts::narrator::Sentence;
use crate::texts::sentences;
use ::cluster::command::Command as Given;
use ::cluster::limits::Limits;
use ::cluster::State;
use client::call::ConsumerCall;
use narration::{say, Boxed};
use protocol::sort::sort_by_key;
use scene::Scene;

/// All that can be said of a state, most urgent first; there is always
/// something.
pub fn narrations(state: &State, limits: &Limits, tried: Tried) -> Vec<Narration> {
    let scene = Scene::new(state, limits, tried);
    let mut drafts = drafts(&scene);
    sort_by_key(&mut drafts, |draft| draft.sentence);
    let done = drafts.into_iter().map(|draft| done(&scene, draft));
    done.collect()
}

/// The most urgent that can be said of a state.
pub fn narration(state: &State, limits: &Limits, tried: Tried) -> Narration {
    let scene = Scene::new(state, limits, tried);
    let mut first = say(Sentence::Quiet);
    for draft in drafts(&scene) {
        if draft.sentence < first.sentence {
            first = draft;
        }
    }
    done(&scene, first)
}

fn done(scene: &Scene, draft: Boxed) -> Narration {
    let why = why::why(scene, &draft);
    draft.done(why)
}

fn drafts(scene: &Scene) -> Vec<Boxed> {
    let mut drafts = vec![say(Sentence::Quiet)];
    broker::tell(scene, &mut drafts);
    member::tell(scene, &mut drafts);
    group::tell(scene, &mut drafts);
    for machine in scene.state.machines().values() {
        machine::tell(scene, machine, &mut drafts);
        if let Some(consumer) = machine.client().consumer() {
            consumer::tell(scene, machine, consumer, &mut drafts);
        }
        if let Some(producer) = machine.client().producer() {
            producer::tell(scene, machine, producer, &mut drafts);
        }
    }
    refused::tell(scene, &mut drafts);
    call::tell(scene, &mut drafts);
    next::tell(scene, &mut drafts);
    drafts
}

/// The ids of all sentences, most urgent first.
pub fn ids() -> impl Iterator<Item = &'static str> {
    sentences().map(Sentence::id)
}

impl Tried {
    /// Takes note of a command.
    pub fn take(&mut self, given: &Given) {
        self.commands += 1;
        match given {
            Given::Crash(_) => self.crash = true,
            Given::SeekToTime { .. } => self.seek = true,
            Given::Call { call, .. } => {
                self.seek |= matches!(
                    call.consumer(),
                    Some(
                        ConsumerCall::Seek(..)
                            | ConsumerCall::SeekToBeginning(_)
                            | ConsumerCall::SeekToEnd(_)
                    )
                );
            }
            _ => {}
        }
    }
}
