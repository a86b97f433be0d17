//! How a past is played again, as it was or with another setting.

use crate::command::{Command, CommandError, CommitMode};
use crate::history::Given;
use crate::instant::Instant;
use crate::Cluster;
use protocol::config::Settings;
use protocol::name::Name;
use std::sync::Arc;

/// Something else in the command that starts a machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Altered {
    /// The machine; an empty name is every consumer.
    pub machine: Name,
    /// When its program commits.
    pub commit: Option<CommitMode>,
    /// Settings of its client.
    pub settings: Settings,
}

impl Altered {
    /// What is given in the place of a command; none where that does not start
    /// the machine.
    pub fn instead(&self, cluster: &Cluster, command: &Command) -> Option<Command> {
        let altered = |settings: &mut Settings| {
            for (key, value) in &self.settings {
                settings.insert(key.clone(), value.clone());
            }
        };
        let instead = match command {
            Command::StartConsumers(spec) => {
                let mut spec = spec.clone();
                spec.commit = self.commit.unwrap_or(spec.commit);
                altered(&mut spec.settings);
                Command::StartConsumers(spec)
            }
            Command::StartProducer(spec) if !self.machine.is_empty() => {
                let mut spec = spec.clone();
                altered(&mut spec.settings);
                Command::StartProducer(spec)
            }
            _ => return None,
        };
        if self.machine.is_empty() {
            return Some(instead);
        }
        // What a machine is called is known when it is there.
        let there = |cluster: &Cluster| cluster.state().machine(&self.machine).is_some();
        let mut tried = cluster.clone();
        let starts = !there(cluster) && tried.give(command).is_ok() && there(&tried);
        starts.then_some(instead)
    }
}

/// A command of the past that is refused where something is altered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Which command of the branch, from 0.
    pub index: usize,
    /// When it was given.
    pub at: Instant,
    /// What.
    pub command: Arc<Command>,
    /// Why it cannot be issued.
    pub error: CommandError,
}

/// A cluster on its way along a past.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub cluster: Box<Cluster>,
    /// How many commands of the past are behind it.
    pub given: usize,
}

/// The commands of a past, with what is altered in them.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub commands: Arc<[Given]>,
    pub altered: Option<Altered>,
    /// Commands that were refused.
    pub refused: Vec<Refused>,
}

impl Way {
    /// Takes the next step on the way to an instant, if there is one; answers
    /// whether it did.
    pub(super) fn step(&mut self, spot: &mut Spot, to: Instant) -> bool {
        loop {
            let next = self.commands.get(spot.given);
            let next = next.filter(|given| given.place() < to);
            let goal = next.map_or(to, |given| given.at);
            if spot.cluster.step_to(goal) {
                return true;
            }
            let Some(given) = next.cloned() else {
                return false;
            };
            let index = spot.given;
            spot.given += 1;
            if self.give(&mut spot.cluster, index, &given) {
                return true;
            }
        }
    }

    /// Gives a command of the past; answers whether the cluster took it.
    fn give(&mut self, cluster: &mut Cluster, index: usize, given: &Given) -> bool {
        let altered = self.altered.as_ref();
        let instead = altered.and_then(|altered| altered.instead(cluster, &given.command));
        let command = instead.map_or_else(|| Arc::clone(&given.command), Arc::new);
        let Err(error) = cluster.give(&command) else {
            return true;
        };
        // The same part is played more than once.
        if self.refused.iter().all(|refused| refused.index != index) {
            self.refused.push(Refused {
                index,
                at: given.at,
                command,
                error,
            });
        }
        false
    }

    /// The same spot at rest, if nothing more happens in its millisecond.
    pub(super) fn rested(&self, spot: Spot) -> Spot {
        let now = spot.cluster.now();
        let mut rested = spot.clone();
        match rested.cluster.step_within(now) {
            true => spot,
            false => rested,
        }
    }

    /// The instant at which a spot is: after all that is due only where that is
    /// so and no command of this millisecond is to come.
    pub(super) fn instant(&self, spot: &Spot) -> Instant {
        let instant = spot.cluster.instant();
        let next = self.commands.get(spot.given);
        match next.filter(|given| given.at.at() == instant.at()) {
            Some(_) => Instant::after(instant.at(), spot.cluster.steps()),
            None => instant,
        }
    }
}
