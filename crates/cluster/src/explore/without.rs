//! The future that would have been.

use super::counted::Counted;
use super::way::Spot;
use crate::Cluster;
use protocol::record::Millis;
use std::sync::Arc;

/// How often one looks, in milliseconds since the start: futures are compared
/// at these instants only.
pub(super) const LOOK_MS: Millis = 250;

/// The number of the first look after an instant.
pub(super) fn look_after(cluster: &Cluster) -> Millis {
    (cluster.now() - cluster.state().start()) / LOOK_MS + 1
}

/// The instant of a look, in Unix time.
pub(super) fn time_of(cluster: &Cluster, look: Millis) -> Millis {
    cluster.state().start() + look * LOOK_MS
}

/// What is counted at one look after the other along one future.
#[derive(Debug)]
struct Watched {
    cluster: Box<Cluster>,
    /// The first look.
    first: Millis,
    counted: Vec<Arc<Counted>>,
}

impl Watched {
    fn new(cluster: Box<Cluster>) -> Self {
        Watched {
            first: look_after(&cluster),
            cluster,
            counted: Vec::new(),
        }
    }

    /// The look that comes next.
    fn next(&self) -> Millis {
        self.first + self.counted.len() as Millis
    }

    /// Goes on by one step, or takes a look.
    fn act(&mut self) {
        let until = time_of(&self.cluster, self.next());
        if self.cluster.step_within(until) {
            return;
        }
        self.cluster.forget_events();
        let counted = Counted::of(self.cluster.state());
        // From look to look there is mostly nothing new.
        let counted = match self.counted.last().filter(|last| ***last == counted) {
            Some(last) => Arc::clone(last),
            None => Arc::new(counted),
        };
        self.counted.push(counted);
    }
}

/// What comes after the instants of a past between two of its commands, if
/// nothing more is done: it is one future, which is played once for all of them.
#[derive(Debug)]
pub(super) struct Without {
    /// How many commands are behind it.
    given: usize,
    known: Watched,
    /// What comes before that which is known, as far as it was played.
    before: Option<Watched>,
}

impl Without {
    pub(super) fn new(spot: &Spot) -> Self {
        Without {
            given: spot.given,
            known: Watched::new(spot.cluster.clone()),
            before: None,
        }
    }

    /// Whether it is what comes after a spot.
    pub(super) fn follows(&self, spot: &Spot) -> bool {
        self.given == spot.given
    }

    /// What is counted at a look that comes after a spot; none where it is not
    /// known yet: then it has gone on by one step.
    pub(super) fn at(&mut self, spot: &Spot, look: Millis) -> Option<Arc<Counted>> {
        if look < self.known.first {
            let before = self.before.take();
            let mut before = before.unwrap_or_else(|| Watched::new(spot.cluster.clone()));
            before.act();
            if before.next() < self.known.first {
                self.before = Some(before);
            } else {
                self.known.first = before.first;
                before.counted.append(&mut self.known.counted);
                self.known.counted = before.counted;
            }
            return None;
        }
        let index = (look - self.known.first) as usize;
        if let Some(known) = self.known.counted.get(index) {
            return Some(Arc::clone(known));
        }
        self.known.act();
        None
    }
}
