//! The same history once more, with something else in some of its commands.

use super::given::Given;
use super::teller::Teller;
use super::tree::BranchId;
use super::History;
use crate::command::{Command, CommandError};
use crate::Cluster;

/// A branch that is another one once more, with something altered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Again {
    /// The branch.
    pub branch: BranchId,
    /// Later commands of the other one that are refused on it, and why.
    pub refused: Vec<(Given, CommandError)>,
    /// Branches that were forgotten, because there were too many.
    pub forgotten: Vec<BranchId>,
}

impl<T: Teller> History<T> {
    /// Plays the present branch once more, to its end, with other commands in
    /// the place of some that start machines: from the first of them on it is a
    /// branch of its own, with later commands at their instants. The present
    /// stays where it is. None where no command comes out otherwise.
    ///
    /// # Errors
    /// Why the altered command cannot be issued; then nothing has changed.
    pub fn again(
        &mut self,
        instead: impl Fn(&Cluster, &Command) -> Option<Command>,
    ) -> Result<Option<Again>, CommandError> {
        let (here, at, end) = (self.branch(), self.instant(), self.end());
        let commands = self.branch_commands();
        let begun = self.begin_again(&instead, &commands);
        let answer = begun.map(|begun| {
            let (first, forgotten) = begun?;
            let mut refused = Vec::new();
            for given in &commands[first + 1..] {
                self.advance_to_instant(given.at);
                let other = instead(self.cluster(), &given.command);
                let command = other.unwrap_or_else(|| (*given.command).clone());
                if let Err(error) = self.give(command) {
                    refused.push((given.clone(), error));
                }
            }
            self.advance_to(end);
            Some(Again {
                branch: self.branch(),
                refused,
                forgotten,
            })
        });
        self.go(here, at);
        answer
    }

    /// Goes to the first command that comes out otherwise, and gives it so on a
    /// branch that begins with it. Answers its number, and which branches were
    /// forgotten.
    fn begin_again(
        &mut self,
        instead: &impl Fn(&Cluster, &Command) -> Option<Command>,
        commands: &[Given],
    ) -> Result<Option<(usize, Vec<BranchId>)>, CommandError> {
        let branch = self.branch();
        for (index, given) in commands.iter().enumerate() {
            let starts = matches!(
                *given.command,
                Command::StartConsumers(_) | Command::StartProducer(_)
            );
            if !starts {
                continue;
            }
            self.go(branch, given.place());
            let other = instead(self.cluster(), &given.command);
            let Some(other) = other.filter(|other| *other != *given.command) else {
                continue;
            };
            // What is refused is to leave nothing behind.
            self.cluster().clone().give(&other)?;
            self.present.fork(&mut self.tree, given.at);
            let forgotten = self.keep_to_limits();
            self.give(other)?;
            return Ok(Some((index, forgotten)));
        }
        Ok(None)
    }
}
