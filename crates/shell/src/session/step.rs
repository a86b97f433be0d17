//! How a session goes from one instant to the next that is worth a look.

use super::{Session, LONGEST_WAIT_MS};
use crate::json::write;
use crate::marks::Awaited;
use cluster::instant::Instant;
use cluster::view::View;
use protocol::record::Millis;

/// The most milliseconds at which nothing can be seen that a step passes over.
const MOST_PASSED: usize = 5_000;

impl Session {
    /// Lets time go on to the first millisecond at which what is awaited comes,
    /// and lets all of that happen; answers it. At most to `until`: then there
    /// is no answer, and time goes on from there where one asks again. What the
    /// branch has in between happens again, as it does for
    /// [`Session::advance`].
    pub fn skip(&mut self, to: Awaited, until: Millis) -> Option<Millis> {
        self.settle();
        self.history.advance_to_sign(until, |sign| to.is(sign))
    }

    /// Goes to the next millisecond at which one sees something change, after
    /// all that happens then; answers it. Where nothing more is due, time stands
    /// still. Where nothing can be seen for an hour, it stops there.
    pub fn step(&mut self) -> Millis {
        self.settle();
        let (begun, shown) = (self.instant(), self.seen());
        let until = self.now() + LONGEST_WAIT_MS;
        for _ in 0..MOST_PASSED {
            let before = (self.now(), self.revision());
            let at = self.history.step();
            if (at, self.revision()) == before {
                self.history.go(self.history.branch(), begun);
                break;
            }
            if at >= until || self.seen() != shown {
                break;
            }
        }
        self.now()
    }

    /// Goes back to the last millisecond at which one began to see something
    /// else than now; answers it. While something flies, one sees time go on:
    /// then it may be where what is seen now began.
    pub fn step_back(&mut self) -> Millis {
        self.settle();
        let found = self.back_to_a_change(self.now(), |session| session.history.step_back());
        if let Some(first) = found {
            self.history.seek(first);
        }
        self.now()
    }

    /// Goes on to the next step of the cluster that changes what one sees,
    /// within a millisecond, too; answers the instant after it. Ends as
    /// [`Session::step`] does.
    pub fn step_fine(&mut self) -> Instant {
        let (begun, shown) = (self.instant(), self.seen());
        let until = self.now() + LONGEST_WAIT_MS;
        for _ in 0..MOST_PASSED {
            let before = (self.instant(), self.revision());
            let at = self.step_once();
            if (at, self.revision()) == before {
                self.history.go(self.history.branch(), begun);
                break;
            }
            if at.at() >= until || self.seen() != shown {
                break;
            }
        }
        self.rest_if_nothing_happens();
        self.instant()
    }

    /// After the last step at which something happens is after all of them, so
    /// that a place has one name.
    fn rest_if_nothing_happens(&mut self) {
        let (here, revision) = (self.instant(), self.revision());
        if here.ordinal().is_some() {
            self.history.settle();
            if self.revision() != revision {
                self.history.go(self.history.branch(), here);
            }
        }
    }

    /// Goes back to the last step at which one began to see something else than
    /// now; answers the instant. While something flies, it may be where what is
    /// seen now began.
    pub fn step_fine_back(&mut self) -> Instant {
        let found = self.back_to_a_change(self.instant(), Session::step_once_back);
        if let Some(first) = found {
            self.history.go(self.history.branch(), first);
        }
        self.instant()
    }

    /// The first place, of those that `back` goes to one after the other, from
    /// which on one sees what was seen before it was as it is here.
    fn back_to_a_change<P: Copy + Ord>(
        &mut self,
        mut at: P,
        back: impl Fn(&mut Self) -> P,
    ) -> Option<P> {
        let here = self.picture();
        let (still, here) = (here.flights.is_empty(), write(&here));
        // From when on one sees the same, and what.
        let mut found: Option<(P, String)> = None;
        for _ in 0..MOST_PASSED {
            let last = back(self);
            if last >= std::mem::replace(&mut at, last) {
                break;
            }
            let seen = self.seen();
            match &mut found {
                Some((first, shown)) if seen == *shown => *first = last,
                Some(_) => break,
                None if still && seen == here => {}
                None => found = Some((last, seen)),
            }
        }
        found.map(|(first, _)| first)
    }

    /// Goes to the next millisecond at which something happens, whether one
    /// sees it or not; answers it.
    pub(crate) fn step_unseen(&mut self) -> Millis {
        self.settle();
        self.history.step()
    }

    /// All that one sees, but for the clock. Cells come and go with the ends of
    /// their logs, so that none are looked at.
    fn picture(&self) -> View {
        View {
            now: 0,
            revision: 0,
            ..View::of(self.state(), 0)
        }
    }

    fn seen(&self) -> String {
        write(&self.picture())
    }

    /// Takes one step of the cluster; answers the instant after it.
    pub fn step_once(&mut self) -> Instant {
        self.unsettled = false;
        self.history.step_once()
    }

    /// Goes back to before the last step of the cluster; answers the instant.
    pub fn step_once_back(&mut self) -> Instant {
        self.unsettled = false;
        self.history.step_once_back()
    }
}
