//! What holds at instants of a script that was played: what captions and articles
//! say beside a figure is judged by it.

use crate::mistake::Mistake;
use crate::predicate::{Judged, Predicate};
use crate::present::Present;
use crate::stage::Stage;
use crate::words::Wrong;
use protocol::record::Millis;

/// A script, played.
pub struct Moments {
    stage: Stage,
}

impl Moments {
    /// Plays a script, and lets time go on to `until`, in milliseconds since the
    /// start.
    ///
    /// # Errors
    /// The first row that is refused.
    pub fn of(script: &str, until: Millis) -> Result<Moments, Mistake> {
        let stage = Stage::again(script, until)?;
        Ok(Moments { stage })
    }

    /// Judges a predicate at an instant, after all that is due and done at its
    /// millisecond, as a recording shows it.
    ///
    /// # Errors
    /// Where it is none.
    pub fn judge(&mut self, at: Millis, predicate: &str) -> Result<Judged, Wrong> {
        let predicate = Predicate::read(predicate)?;
        self.stage.seek(at);
        Ok(predicate.judge(&Present::of(self.stage.state())))
    }
}
