//! How a session comes to be of a text, and what its branches are called.

use super::Session;
use crate::saved::{Restoring, Saved};
use crate::script::ScriptError;
use cluster::history::BranchId;
use cluster::instant::Instant;
use protocol::map::Map;

impl Session {
    /// Plays a script: each line at its instant, or right after the one before
    /// it, with its branches where it has any ([`mod@crate::saved`]). What its
    /// header says of seed and start is for whoever makes the session.
    ///
    /// # Errors
    /// The first row that is wrong: then nothing of the script was run. Or the
    /// first command that is refused: then those before it were.
    pub fn load(&mut self, script: &str) -> Result<(), ScriptError> {
        let mut restoring = self.restoring(script)?;
        let mut done = Ok(None);
        while done.is_ok() && !restoring.is_done() {
            done = restoring.try_on(self);
        }
        self.settle();
        done.map(|_| ())
    }

    /// What leads to a saved session, on this one, in which nothing has
    /// happened.
    ///
    /// # Errors
    /// The first row that is wrong.
    pub fn restoring(&self, saved: &str) -> Result<Restoring, ScriptError> {
        let most = self.history.cluster().limits().branches;
        let saved = Saved::read(saved, self.header(), most)?;
        Ok(Restoring::new(saved, self.history.branch()))
    }

    /// What somebody called branches.
    pub(crate) fn names(&self) -> &Map<BranchId, String> {
        &self.names
    }

    pub(crate) fn set_name(&mut self, branch: BranchId, name: &str) {
        match name {
            "" => drop(self.names.remove(&branch)),
            name => drop(self.names.insert(branch, name.to_owned())),
        }
    }

    /// Begins a branch as [`History::branch_off`] does.
    pub(crate) fn branch_off(
        &mut self,
        parent: BranchId,
        place: Instant,
        left: Instant,
    ) -> Option<BranchId> {
        self.settle();
        self.history.branch_off(parent, place, left)
    }
}
