//! A stretch of history, which all branches that go through it share.

use super::given::Given;
use super::teller::{Scribe, Teller};
use super::weight;
use crate::event::Event;
use crate::instant::Instant;
use crate::Cluster;
use protocol::record::Millis;
use std::sync::Arc;

/// Which stretch; never used twice.
pub(super) type StretchId = u32;

/// How many events a stretch has, more or less, before the next one begins. To
/// play so many again takes a few milliseconds.
pub(super) const STRETCH_EVENTS: usize = 500;

/// A place on a branch, between two steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// How many events had happened.
    pub events: usize,
    /// How many commands had been given.
    pub commands: usize,
    /// The millisecond of the last event, since the start.
    pub at: Millis,
    /// The last millisecond before that one that had events.
    pub before: Millis,
}

impl Place {
    /// After so many events more, at `at`.
    pub(super) fn after(self, events: usize, commands: usize, at: Millis) -> Self {
        Place {
            events: self.events + events,
            commands: self.commands + commands,
            at,
            before: if at > self.at { self.at } else { self.before },
        }
    }
}

/// A copy of the cluster where a stretch begins.
#[derive(Clone, Debug)]
pub(super) struct Checkpoint {
    pub cluster: Arc<Cluster>,
    pub bytes: usize,
    /// The bytes of the records in its logs, which it shares with those that
    /// come after it on a branch.
    pub logs: usize,
}

impl Checkpoint {
    pub(super) fn of(cluster: &Cluster) -> Self {
        Checkpoint {
            bytes: weight::of_cluster(cluster),
            logs: weight::of_logs(cluster),
            cluster: Arc::new(cluster.clone()),
        }
    }

    /// Where the copy was taken.
    pub(super) fn instant(&self) -> Instant {
        steps_taken(&self.cluster)
    }
}

/// The place of a cluster as a number of steps, also where it is at rest.
pub(super) fn steps_taken(cluster: &Cluster) -> Instant {
    Instant::after(cluster.instant().at(), cluster.steps())
}

/// A line and where it belongs.
#[derive(Clone, Debug)]
pub(super) struct Line<L> {
    /// How many events of the stretch had happened.
    pub events: u32,
    /// After which step of its millisecond it can be told.
    pub step: u32,
    pub line: L,
}

/// What happened in a stretch, from its beginning on. It may be dropped and
/// made again.
#[derive(Clone, Debug)]
pub(super) struct Told<T: Teller> {
    pub events: Vec<Event>,
    pub lines: Vec<Line<T::Line>>,
    pub bytes: usize,
}

impl<T: Teller> Default for Told<T> {
    fn default() -> Self {
        Told {
            events: Vec::new(),
            lines: Vec::new(),
            bytes: 0,
        }
    }
}

/// A stretch of history: some steps of one line of it, one after the other.
#[derive(Clone, Debug)]
pub(super) struct Stretch<T: Teller> {
    pub from: Place,
    /// How many lines were told before it.
    pub lines_before: usize,
    /// The furthest place that was reached in it.
    pub to: Place,
    /// Kept as long as the stretch is.
    pub commands: Vec<Given>,
    /// Kept as long as the stretch is; each with how many of its events had
    /// happened.
    pub signs: Vec<(u32, T::Sign)>,
    pub told: Option<Arc<Told<T>>>,
    pub checkpoint: Option<Checkpoint>,
}

impl<T: Teller> Stretch<T> {
    pub(super) fn new(from: Place, lines_before: usize, checkpoint: Option<Checkpoint>) -> Self {
        Stretch {
            from,
            lines_before,
            to: from,
            commands: Vec::new(),
            signs: Vec::new(),
            told: None,
            checkpoint,
        }
    }

    /// How many of its events are known.
    pub(super) fn known(&self) -> usize {
        self.told.as_ref().map_or(0, |told| told.events.len())
    }

    /// How many events of it had happened at a place in it.
    pub(super) fn offset(&self, place: Place) -> usize {
        place.events - self.from.events
    }

    /// How many lines were told up to a place in it, if that much is known.
    pub(super) fn lines(&self, place: Place) -> Option<usize> {
        let offset = self.offset(place);
        if offset == 0 {
            return Some(self.lines_before);
        }
        let told = self.told.as_ref().filter(|t| t.events.len() >= offset)?;
        let here = told.lines.partition_point(|l| (l.events as usize) < offset);
        Some(self.lines_before + here)
    }

    /// Takes in what a step brought that ended at `to` as the `step`th of its
    /// millisecond; answers by how many bytes it grew. Signs are taken in where
    /// it was never before.
    pub(super) fn take(
        &mut self,
        to: Place,
        step: u32,
        events: &mut Vec<Event>,
        scribe: &mut Scribe<T>,
    ) -> usize {
        let new = to.events > self.to.events;
        let told = Arc::make_mut(self.told.get_or_insert_with(Arc::default));
        let first = told.events.len() as u32;
        let lines = scribe.lines.drain(..).map(|(place, line)| Line {
            events: first + place,
            step,
            line,
        });
        let before = told.bytes;
        for line in lines {
            told.bytes += T::bytes(&line.line) + size_of::<Line<T::Line>>();
            told.lines.push(line);
        }
        told.bytes += events.iter().map(weight::of_event).sum::<usize>();
        told.events.append(events);
        if new {
            let signs = scribe.signs.drain(..);
            self.signs
                .extend(signs.map(|(place, sign)| (first + place, sign)));
            self.to = to;
        }
        told.bytes - before
    }
}
