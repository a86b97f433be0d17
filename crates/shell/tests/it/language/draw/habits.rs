//! How programs are written, by chance.

use super::Draw;
use client::library::Library;
use cluster::command::CommitMode;
use cluster::habit::{Finally, Habit, OnAssign, OnCommitFailure, OnFailure, OnRevoke, Style};

impl Draw {
    pub(super) fn commit(&mut self) -> CommitMode {
        self.pick(&CommitMode::ALL)
    }

    /// How a program is written, whatever goes with what.
    pub(super) fn habit(&mut self) -> Box<Habit> {
        Box::new(Habit {
            library: self.some(|d| d.pick(&Library::ALL)),
            style: self.some(|d| d.pick(Style::ALL)),
            fail_at: self.some(|d| (d.partition(), d.long())),
            fail_times: self.some(|d| d.below(9) as u32 + 1),
            on_failure: self.some(|d| d.pick(OnFailure::ALL)),
            dead_letter: self.some(Draw::name),
            slow_at: self.some(|d| (d.partition(), d.long())),
            slow_work_ms: self.some(Draw::ms),
            finally: self.some(|d| d.pick(Finally::ALL)),
            on_revoke: self.some(|d| d.pick(OnRevoke::ALL)),
            on_assign: self.some(|d| d.pick(OnAssign::ALL)),
            on_commit_failure: self.some(|d| d.pick(OnCommitFailure::ALL)),
            workers: self.some(|d| d.below(17) as usize),
        })
    }
}
