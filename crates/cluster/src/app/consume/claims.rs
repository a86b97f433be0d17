//! Sarama's session: a goroutine for each claimed partition, all at the same
//! time, marks, and one connection.
//!
//! Commits of this client wait for the connection, which the fetch under way
//! holds. When that ends, the next fetch mostly takes it before whoever waits;
//! then the waiter has its turn. So a commit goes out at the second end of a
//! poll after it was wanted.

use super::{Consuming, Leaving};
use crate::app::event::{AppEvent, AppStep};
use crate::app::turn::{Turn, INTERRUPTED, SUCCESS};
use crate::command::CommitMode;
use crate::habit::Style;
use client::call::ConsumerCall;
use client::outcome::ConsumerRecord;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;
use std::sync::Arc;

/// How many records wait for one goroutine at most (`ChannelBufferSize`).
const BUFFERED: usize = 256;
/// How many ends of polls a commit waits for.
const WAITS: u8 = 2;
/// How long a session has lasted when its first record is there.
const JUST_NOW_MS: Millis = 10;

/// A partition with its goroutine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Which partition.
    pub partition: TopicPartition,
    /// What was fetched of it.
    pub hand: Arc<[ConsumerRecord]>,
    /// Which of these is next, or being worked on.
    pub next: usize,
    /// When the work on it ends.
    pub working_until: Option<Millis>,
    /// Until when its handler rests before it tries its record again; none where
    /// it does not.
    pub(super) rests_until: Option<Millis>,
    /// Whether its handler has returned.
    returned: bool,
    /// Whether it waits for its commit.
    pub(super) commits: bool,
}

impl Claim {
    /// Records that are not done.
    pub fn undone(&self) -> &[ConsumerRecord] {
        &self.hand[self.next.min(self.hand.len())..]
    }
}

/// A session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Session {
    pub claims: Vec<Claim>,
    /// Whether a handler returned an error.
    failed: bool,
    /// Whether it is to join again, as its session ended by an error.
    rejoins: bool,
    /// The ends of polls that a commit still waits for, if there is one.
    waits: Option<u8>,
}

impl Consuming {
    pub(super) fn claim(&mut self, partition: &TopicPartition) -> Option<&mut Claim> {
        let mut claims = self.session.claims.iter_mut();
        claims.find(|claim| claim.partition == *partition)
    }

    /// What its goroutines do next, whatever else goes on.
    pub(super) fn step_goroutines(&self, turn: &Turn) -> Option<AppStep> {
        let claims = &self.session.claims;
        for claim in claims {
            if claim.working_until.is_some_and(|until| until <= turn.now) {
                let record = claim.undone().first()?;
                return Some(AppStep::Did(self.outcome_of(record)));
            }
        }
        let ends = self.session_ends(turn);
        let goes_on = self.spec.habit.style() == Style::Range || !ends;
        let free = claims.iter().find(|claim| {
            let idle = claim.working_until.is_none() && !claim.returned && !claim.commits;
            // While it rests it hears of the session's end, in every style.
            let rested = claim
                .rests_until
                .is_none_or(|until| until <= turn.now && !ends);
            idle && rested && claim.undone().first().is_some_and(|r| !self.is_letter(r))
        });
        let record = free.filter(|_| goes_on)?.undone().first()?;
        Some(AppStep::Did(AppEvent::ClaimStarted {
            partition: record.partition.clone(),
            offset: record.offset,
            until: turn.now + self.work_on(record),
        }))
    }

    fn session_ends(&self, turn: &Turn) -> bool {
        self.session.failed || turn.facts.rejoining || self.interrupted || turn.stopping
    }

    /// What it does when it is in no call and no goroutine has anything to do.
    pub(super) fn step_session(&self, turn: &Turn) -> Option<AppStep> {
        let session = &self.session;
        let begin = |call: ConsumerCall| Some(AppStep::Begin(call.into()));
        let commit = || begin(ConsumerCall::CommitSync(Some(self.marks.all().clone())));
        let ends = self.session_ends(turn) && !session.claims.is_empty();
        if session.waits == Some(0) || ends && session.waits.is_some() {
            return commit();
        }
        let busy = |claim: &Claim| claim.working_until.is_some() || claim.commits;
        let busy = session.claims.iter().any(busy) || !self.letters.is_empty();
        if ends && busy {
            // Nothing more is fetched.
            return None;
        }
        if self.session_ends(turn) {
            if self.marks.are_new() && self.spec.commit != CommitMode::Never {
                return commit();
            }
            if !session.claims.is_empty() {
                return Some(AppStep::Did(AppEvent::SessionEnded));
            }
            if turn.stopping || self.interrupted {
                return begin(self.close());
            }
        }
        if session.rejoins {
            return begin(ConsumerCall::EnforceRebalance);
        }
        if let Some(seek) = self.seeks.front() {
            return begin(seek.clone());
        }
        if let Some(op) = turn.asked {
            return Some(AppStep::BeginQueued(op));
        }
        let full = session.claims.iter().any(|c| c.undone().len() > BUFFERED);
        if turn.now < self.rest_until || self.spec.by_hand || full {
            return None;
        }
        begin(ConsumerCall::Poll(turn.facts.fetch_wait))
    }

    /// A poll has come back with records.
    pub(super) fn feed(&mut self, at: Millis, records: &[ConsumerRecord]) {
        self.marks.begin(at - JUST_NOW_MS);
        for record in records {
            if self.claim(&record.partition).is_none() {
                self.session.claims.push(Claim {
                    partition: record.partition.clone(),
                    hand: Arc::from([]),
                    next: 0,
                    working_until: None,
                    rests_until: None,
                    returned: false,
                    commits: false,
                });
            }
        }
        for claim in &mut self.session.claims {
            let new = records.iter().filter(|r| r.partition == claim.partition);
            let all: Vec<ConsumerRecord> = claim.undone().iter().chain(new).cloned().collect();
            claim.hand = all.into();
            claim.next = 0;
        }
    }

    /// A poll has come back: whoever waits for the connection is a turn nearer.
    pub(super) fn fetch_ended(&mut self, at: Millis, every: Millis) {
        if let Some(waits) = &mut self.session.waits {
            *waits = waits.saturating_sub(1);
        } else if matches!(self.spec.commit, CommitMode::Auto | CommitMode::Marks)
            && self.marks.due(every).is_some_and(|due| due <= at)
        {
            self.marks.hear(at);
            self.session.waits = self.marks.are_new().then_some(WAITS - 1);
        }
    }

    /// What was marked has been committed, or was refused.
    pub(super) fn session_committed(&mut self) {
        self.session.waits = None;
        for claim in &mut self.session.claims {
            claim.commits = false;
        }
    }

    /// Joins again.
    pub(super) fn session_rejoined(&mut self) {
        self.session.rejoins = false;
    }

    pub(super) fn claim_started(&mut self, partition: &TopicPartition, until: Millis) {
        if let Some(claim) = self.claim(partition) {
            claim.working_until = Some(until);
            claim.rests_until = None;
        }
    }

    pub(super) fn claim_finished(&mut self, partition: &TopicPartition, offset: Offset) {
        self.marks.mark(partition, offset + 1);
        let each = self.spec.commit == CommitMode::Record;
        let waits = u8::from(self.in_call.is_some()) * WAITS;
        if let Some(claim) = self.claim(partition) {
            claim.working_until = None;
            claim.next += 1;
            claim.commits = each;
        }
        if each {
            self.session.waits.get_or_insert(waits);
        }
    }

    /// A handler's error, or what it swallowed.
    pub(super) fn claim_failed(&mut self, partition: &TopicPartition, skips: bool) {
        if let Some(claim) = self.claim(partition) {
            claim.working_until = None;
            claim.next += usize::from(skips);
            claim.returned = !skips;
        }
        self.session.failed |= !skips;
    }

    /// The session is over.
    pub(super) fn session_ended(&mut self) {
        self.session = Session {
            rejoins: self.session.failed,
            ..Session::default()
        };
        self.marks.forget();
        if self.interrupted {
            self.leaving = Some(Leaving::closing(INTERRUPTED));
        }
    }

    /// How the program ends when its client has closed.
    pub(super) fn exit_of_close(&self) -> i32 {
        self.leaving
            .as_ref()
            .map_or(SUCCESS, |leaving| leaving.status)
    }
}
