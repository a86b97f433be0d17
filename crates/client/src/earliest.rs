//! The earliest of some instants.

use protocol::record::Millis;

/// The earliest of some instants after a given one. What is due by then has
/// been seen to.
#[derive(Clone, Copy, Debug)]
pub struct Earliest {
    after: Millis,
    found: Option<Millis>,
}

impl Earliest {
    /// No instant yet.
    pub fn after(after: Millis) -> Self {
        Earliest { after, found: None }
    }

    /// Takes an instant into account.
    pub fn at(&mut self, instant: Millis) {
        if instant > self.after {
            self.found = Some(self.found.map_or(instant, |found| found.min(instant)));
        }
    }

    /// The earliest, if there was one.
    pub fn get(self) -> Option<Millis> {
        self.found
    }
}
