//! Who is shown each event while it happens.

use super::state::State;
use super::Cluster;
use crate::event::Event;
use std::any::Any;
use std::fmt;

/// Is shown each event with the state in which it happens: the one before it is
/// applied, in which what it takes away can still be seen.
pub trait Observer: Any {
    /// Sees an event.
    fn see(&mut self, before: &State, event: &Event);
}

/// Where an observer sits. A copy of the cluster has nobody in it.
#[derive(Default)]
pub(super) struct Seat(Option<Box<dyn Observer>>);

impl Seat {
    pub(super) fn see(&mut self, before: &State, event: &Event) {
        if let Some(observer) = &mut self.0 {
            observer.see(before, event);
        }
    }
}

impl Clone for Seat {
    fn clone(&self) -> Self {
        Seat(None)
    }
}

impl fmt::Debug for Seat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "taken" } else { "free" })
    }
}

impl Cluster {
    /// Does something while an observer looks on; hands it back with the
    /// answer.
    pub fn observed<O: Observer, T>(
        &mut self,
        observer: Box<O>,
        act: impl FnOnce(&mut Cluster) -> T,
    ) -> (Box<O>, T) {
        self.observer = Seat(Some(observer));
        let answer = act(self);
        let observer: Box<dyn Any> = self.observer.0.take().expect("it has not left");
        let observer = observer.downcast().expect("it is the one that came");
        (observer, answer)
    }
}
