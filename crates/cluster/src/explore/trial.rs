//! A fault at one instant, and what comes of it.

use super::counted::{ends, once, Counted, Ends, Tally};
use super::rest::{Concerned, Rest};
use super::way::Spot;
use super::without::{look_after, time_of, Without};
use crate::app::Line;
use crate::command::{Command, CommandError};
use crate::instant::Instant;
use crate::Cluster;
use protocol::name::Name;
use protocol::record::Millis;

/// What a fault at one instant leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The instant.
    pub at: Instant,
    /// When it was counted, in milliseconds since the start.
    pub until: Millis,
    /// Whether not all was quiet by then, so that there may be more.
    pub at_least: bool,
    /// Where the loop of the machine that the fault names stands, if it is a
    /// consumer with one.
    pub line: Option<Line>,
    /// Why the fault cannot happen then: nothing is counted.
    pub refused: Option<CommandError>,
    /// What came of it for each group of which something is known, by name.
    pub groups: Vec<(Name, Tally)>,
    /// What came of it for all of them.
    pub sum: Tally,
}

/// How far a trial is.
#[derive(Debug)]
enum Stage {
    /// The cluster goes on with the fault.
    GoesOn,
    /// It was counted at this look, and is compared with what would have been.
    Compares(Box<Counted>),
}

/// A fault at one instant, under way.
#[derive(Debug)]
pub(super) struct Trial {
    spot: Spot,
    cluster: Box<Cluster>,
    concerned: Concerned,
    stage: Stage,
    /// When it is looked at next.
    look: Millis,
    /// The last look.
    last: Millis,
    /// The log ends at the fault.
    there: Ends,
    /// The records below these are waited for; none while the groups are not
    /// settled.
    awaited: Option<Ends>,
    bar: Bar,
}

impl Trial {
    /// Lets a fault happen at a spot.
    ///
    /// # Errors
    /// The bar of a fault that cannot happen there.
    pub(super) fn begin(
        spot: Spot,
        at: Instant,
        fault: &Command,
        most_ms: Millis,
    ) -> Result<Trial, Box<Bar>> {
        let mut cluster = spot.cluster.clone();
        let state = spot.cluster.state();
        let mut bar = Bar {
            at,
            until: at.at(),
            at_least: false,
            line: None,
            refused: None,
            groups: Vec::new(),
            sum: Tally::default(),
        };
        let concerned = Concerned::by(state, fault);
        let longest = concerned.longest_timeout(state).saturating_mul(2);
        if let Err(error) = cluster.give(fault) {
            bar.refused = Some(error);
            return Err(Box::new(bar));
        }
        let machine = fault.machine().and_then(|name| state.machine(name));
        bar.line = machine.and_then(|(_, machine)| machine.line());
        let there = ends(state);
        let look = look_after(&cluster);
        let until = Trial::rounded(longest.min(most_ms));
        Ok(Trial {
            cluster,
            concerned,
            stage: Stage::GoesOn,
            look,
            last: look.saturating_add(until),
            awaited: Some(there.clone()),
            there,
            bar,
            spot,
        })
    }

    /// A time as looks.
    fn rounded(ms: Millis) -> Millis {
        ms / super::without::LOOK_MS
    }

    /// Goes on by one step, or takes a look. Answers the bar when it is known.
    pub(super) fn act(&mut self, without: &mut Option<Without>) -> Option<Bar> {
        match &self.stage {
            Stage::GoesOn => {
                let until = time_of(&self.cluster, self.look);
                if !self.cluster.step_within(until) {
                    self.cluster.forget_events();
                    return self.looked();
                }
                None
            }
            Stage::Compares(with) => {
                if !without.as_ref().is_some_and(|one| one.follows(&self.spot)) {
                    *without = Some(Without::new(&self.spot));
                }
                let other = without.as_mut()?.at(&self.spot, self.look)?;
                with.beyond(&other, &mut self.bar.groups);
                Some(self.told())
            }
        }
    }

    /// Looks whether all is quiet; counts if it is, or if it is too late.
    fn looked(&mut self) -> Option<Bar> {
        let state = self.cluster.state();
        // What comes while the groups are not settled may be done again, too.
        let awaited = self.awaited.take();
        let awaited = awaited.unwrap_or_else(|| ends(state));
        let rest = self.concerned.rest(state, &awaited);
        self.awaited = (rest != Rest::Unsettled).then_some(awaited);
        self.bar.at_least = rest != Rest::Quiet;
        if self.bar.at_least && self.look < self.last {
            self.look += 1;
            return None;
        }
        self.bar.until = self.cluster.now() - state.start();
        self.bar.groups = once(state, &self.there);
        let counted = Counted::of(state);
        if counted.is_nothing() {
            return Some(self.told());
        }
        self.stage = Stage::Compares(Box::new(counted));
        None
    }

    fn told(&mut self) -> Bar {
        for (_, tally) in &self.bar.groups {
            self.bar.sum.add(tally);
        }
        self.bar.clone()
    }
}
