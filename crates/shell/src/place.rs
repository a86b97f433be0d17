//! An instant of the history, as it is told to programs.

use cluster::instant::Instant;
use protocol::record::Millis;
use serde::Serialize;

/// An instant in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// The millisecond, since the start.
    pub at: Millis,
    /// After how many of its steps; null for after all that is due then.
    pub ordinal: Option<u32>,
}

impl From<Instant> for Place {
    fn from(instant: Instant) -> Self {
        Place {
            at: instant.at(),
            ordinal: instant.ordinal(),
        }
    }
}

impl From<Place> for Instant {
    fn from(place: Place) -> Self {
        match place.ordinal {
            Some(steps) => Instant::after(place.at, steps),
            None => Instant::after_all(place.at),
        }
    }
}
