//! What is shown of the records in a program's hands.

use super::workers::Workers;
use super::Consuming;
use client::outcome::ConsumerRecord;
use protocol::record::Millis;

/// What a program has in hand; where each partition has a thread, of the first
/// that works.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    hand: Hand<'a>,
    /// Which record is next, or the first that is worked on.
    pub next: usize,
    /// When the work on that ends.
    pub until: Option<Millis>,
}

#[derive(Clone, Copy, Debug)]
enum Hand<'a> {
    /// One after the other; the next one may be sent away as a dead letter.
    One(&'a [ConsumerRecord], bool),
    Several(&'a Workers),
}

impl<'a> Shown<'a> {
    /// How many records there are.
    pub fn count(&self) -> usize {
        match self.hand {
            Hand::One(hand, _) => hand.len(),
            Hand::Several(workers) => workers.len(),
        }
    }

    /// One of them, and whether it is `done`, `working` or `waiting`.
    pub fn get(&self, index: usize) -> Option<(&'a ConsumerRecord, &'static str)> {
        let (hand, sends) = match self.hand {
            Hand::One(hand, sends) => (hand, sends),
            Hand::Several(workers) => return workers.get(index),
        };
        let state = match index {
            index if index < self.next => "done",
            index if index == self.next && (self.until.is_some() || sends) => "working",
            _ => "waiting",
        };
        Some((hand.get(index)?, state))
    }
}

impl Consuming {
    /// What is shown of its hand.
    pub fn shown(&self) -> Shown<'_> {
        if self.hands_over() {
            let (next, until) = self.workers.first();
            let hand = Hand::Several(&self.workers);
            return Shown { hand, next, until };
        }
        let claims = || self.session.claims.iter();
        let busy = claims().find(|claim| claim.working_until.is_some());
        let (hand, next, until) = match busy.or_else(|| claims().next()) {
            Some(claim) => (&claim.hand, claim.next, claim.working_until),
            None => (&self.hand, self.next, self.working_until),
        };
        let sends = hand.get(next).is_some_and(|record| self.is_letter(record));
        let hand = Hand::One(hand, sends);
        Shown { hand, next, until }
    }
}
