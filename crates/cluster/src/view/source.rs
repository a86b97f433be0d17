//! What a view is computed from.

use crate::State;
use protocol::record::{Millis, Payload};

/// The state, and how many cells of each
/// partition are wanted.
pub(super) struct Source<'a> {
    pub state: &'a State,
    pub cells: usize,
}

impl Source<'_> {
    /// Milliseconds since the start.
    pub(super) fn since_start(&self, at: Millis) -> Millis {
        at - self.state.start()
    }

    /// The number by which a key is told from others.
    pub(super) fn tint(&self, key: Option<&Payload>) -> Option<u32> {
        let key = key?;
        // Keys beyond those that are numbered still have a number that is
        // theirs alone as far as a hash can tell.
        Some(self.state.observed().key_number(key).unwrap_or_else(|| {
            1_000 + (client::partitioner::murmur2::murmur2(&key.bytes()) as u32 >> 16)
        }))
    }

    /// A key as text.
    pub(super) fn text(&self, key: Option<&Payload>) -> Option<String> {
        key.map(|key| key.text().into_owned())
    }
}
