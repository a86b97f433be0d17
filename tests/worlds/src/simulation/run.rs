//! A cluster to which something is done, step by step, with all that came of
//! it.

use crate::simulation::dice::Dice;
use crate::simulation::watch::Watch;
use cluster::command::Command;
use cluster::config::ClusterConfig;
use cluster::event::Event;
use cluster::limits::Limits;
use cluster::Cluster;
use protocol::record::Millis;
use std::fmt;

/// The first instant of the scenarios, in Unix time.
pub const START: Millis = 1_750_000_000_000;

/// What is done to a cluster.
#[derive(Clone, Debug)]
pub enum Action {
    /// A command is given.
    Give(Command),
    /// Time goes on for so many milliseconds.
    Wait(Millis),
}

/// How a cluster begins.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Its settings.
    pub config: ClusterConfig,
    /// Its limits.
    pub limits: Limits,
    /// Its seed.
    pub seed: u64,
}

impl Setup {
    /// A setup that is made up by chance.
    pub fn by_chance(seed: u64, dice: &mut Dice) -> Self {
        let mut config = ClusterConfig::page();
        config.latency_ms = dice.pick(&[1, 7, 250]);
        config.broker.initial_rebalance_delay_ms = dice.pick(&[0, 500, 3_000]);
        config.broker.auto_create_topics = !dice.one_in(4);
        config.broker.num_partitions = dice.pick(&[1, 3]);
        if dice.one_in(5) {
            config.broker.group_max_size = 2;
            config.broker.offset_metadata_max = 5;
        }
        let mut limits = Limits::page();
        if dice.one_in(4) {
            limits.machines = 4;
            limits.broker.topics = 2;
            limits.waiting_calls = 2;
            limits.outcomes = 3;
        }
        Setup {
            config,
            limits,
            seed,
        }
    }

    /// The cluster at its start.
    pub fn cluster(&self) -> Cluster {
        Cluster::new(self.config.clone(), self.limits.clone(), self.seed, START)
    }

    /// The cluster that events make.
    pub fn rebuild(&self, events: &[Event], now: Millis) -> Cluster {
        let (config, limits) = (self.config.clone(), self.limits.clone());
        Cluster::rebuild(config, limits, self.seed, START, events, now)
    }
}

/// Where in a simulation something was found; a panic on the way there is told
/// too.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The seed.
    pub seed: u64,
    /// The step.
    pub step: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "seed {}, step {}", self.seed, self.step)
    }
}

/// A simulation under way.
pub struct Run {
    /// How it began.
    pub setup: Setup,
    /// The cluster now.
    pub cluster: Cluster,
    /// What was done.
    pub actions: Vec<Action>,
    /// What happened.
    pub events: Vec<Event>,
    /// What watches it.
    pub watch: Watch,
}

impl Run {
    /// A simulation at its start.
    pub fn new(setup: Setup) -> Self {
        Run {
            cluster: setup.cluster(),
            setup,
            actions: Vec::new(),
            events: Vec::new(),
            watch: Watch::default(),
        }
    }

    /// Where it is.
    pub fn place(&self) -> Place {
        Place {
            seed: self.setup.seed,
            step: self.actions.len(),
        }
    }

    /// Does something, and checks that what must hold does. Answers whether the
    /// cluster took it.
    pub fn perform(&mut self, action: Action, dice: &mut Dice) -> bool {
        self.actions.push(action.clone());
        match action {
            Action::Give(command) => {
                self.watch.hear(&command);
                let taken = self.give(&command);
                self.look(dice);
                taken
            }
            Action::Wait(ms) => {
                // A few looks on the way, if it is no long one.
                let until = self.cluster.now() + ms;
                for _ in 0..dice.below(4) {
                    let step = dice.between(0, 400);
                    self.advance_to(until.min(self.cluster.now() + step));
                    self.look(dice);
                }
                self.advance_to(until);
                self.look(dice);
                true
            }
        }
    }

    fn give(&mut self, command: &Command) -> bool {
        let before = self.cluster.state().clone();
        let answer = self.cluster.submit(command);
        let place = self.place();
        match &answer {
            Ok(_) => self.take_events(),
            Err(error) => {
                assert!(!error.to_string().is_empty(), "{place}: a refusal says why");
                let unchanged = before == *self.cluster.state();
                assert!(unchanged, "{place}: refused and changed: {command:?}");
                let events = self.cluster.drain_events();
                assert!(events.is_empty(), "{place}: refused, but {events:?}");
            }
        }
        answer.is_ok()
    }

    fn advance_to(&mut self, to: Millis) {
        self.cluster.advance_to(to);
        assert_eq!(self.cluster.now(), to, "{}", self.place());
        self.take_events();
    }

    fn take_events(&mut self) {
        let place = self.place();
        for event in self.cluster.drain_events() {
            self.watch.see(place, &event);
            self.events.push(event);
        }
    }

    fn look(&mut self, dice: &mut Dice) {
        let place = self.place();
        self.watch.look(place, self.cluster.state(), dice);
    }
}
