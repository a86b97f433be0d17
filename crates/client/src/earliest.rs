//! The earliest of some instants.

use protocol::record::Millis;

/// The earliest of some instants after a given one. What is due by then has
/// been seen to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Earliest {
    after: Millis,
    found: Option<Millis>,
}

impl Earliest {
    /// No instant yet.
    pub(crate) fn after(after: Millis) -> Self {
        Earliest { after, found: None }
    }

    /// Takes an instant into account.
    pub(crate) fn at(&mut self, instant: Millis) {
        if instant > self.after {
            self.found = Some(self.found.map_or(instant, |found| found.min(instant)));
        }
    }

    /// The earliest, if there was one.
    pub(crate) fn get(self) -> Option<Millis> {
        self.found
    }
}
