//! The narrator: one sentence that says what is happening, or why nothing does,
//! with its cause and the way on.
//!
//! What can be said follows from the state, and from what was tried on the
//! branch so far; nothing of it is remembered. It changes only when something
//! happens: a time that is left is an instant, which whoever shows it counts
//! down to. A file says what there is to say of one noun; the words are in
//! `texts`.

mod broker;
mod call;
mod consumer;
mod group;
mod machine;
mod member;
mod narration;
mod next;
mod producer;
mod scene;

pub use narration::{Command, Moment, Narration, Offer, When, Why};
pub use scene::Tried;

use crate::texts::narrator::Sentence;
use crate::texts::sentences;
use ::cluster::command::Command as Given;
use ::cluster::limits::Limits;
use ::cluster::State;
use client::call::ConsumerCall;
use narration::{say, Draft};
use protocol::sort::sort_by_key;
use scene::Scene;

/// All that can be said of a state, most urgent first; there is always
/// something.
pub fn narrations(state: &State, limits: &Limits, tried: Tried) -> Vec<Narration> {
    let scene = Scene::new(state, limits, tried);
    let rooms = [
        broker::told,
        member::told,
        group::told,
        machine::told,
        consumer::told,
        producer::told,
        call::told,
        next::told,
    ];
    let mut drafts: Vec<Draft> = rooms.iter().flat_map(|told| told(&scene)).collect();
    drafts.push(say(Sentence::Quiet, &[]));
    sort_by_key(&mut drafts, |draft| draft.sentence);
    drafts.into_iter().map(|draft| draft.narration).collect()
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
