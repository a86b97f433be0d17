//! Who is shown each event while it happens.

use crate::event::Event;
use crate::State;
use std::any::Any;
use std::fmt;

/// Is shown each event with the state in which it happens: the one before it is
/// applied.
pub trait Observer: Any + Send + Sync {
    /// Sees an event. The broker is past its own events already: it is where
    /// the handler that emitted this one left it, because all that a handler
    /// does is one step. What they took away they say themselves.
    fn see(&mut self, before: &State, event: &Event);
}

/// Where an observer sits. A copy of the cluster has nobody in it.
#[derive(Default)]
pub(super) struct Seat(Option<Box<dyn Observer>>);

impl Seat {
    pub(super) fn taken_by<O: Observer>(observer: Box<O>) -> Self {
        Seat(Some(observer))
    }

    /// Who sat in it leaves.
    pub(super) fn left<O: Observer>(&mut self) -> Box<O> {
        let observer: Box<dyn Any> = self.0.take().expect("it has not left");
        observer.downcast().expect("it is the one that came")
    }

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
