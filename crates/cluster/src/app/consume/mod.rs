//! A program that consumes: poll, work on each record, commit.
//!
//! Java's loop, with one thread, is here, and with other words so are those of
//! kafka-python and confluent-kafka, whose clients differ (`client::library`).
//! Sarama and kafkajs call the application themselves: [`claims`] is the one's
//! session, [`runner`] what the other does between two records. A loop that
//! polls may hand its records over to workers ([`hand_over`]).

mod claims;
mod hand_over;
mod leave;
mod leaving;
mod letter;
mod letters;
mod line;
mod marks;
mod owed;
mod runner;
mod shown;
mod spec;
mod workers;

use super::event::{AppEvent, AppStep};
use super::turn::{ExitStatus, Turn, FAILED, INTERRUPTED, SUCCESS};
use crate::command::CommitMode;
use crate::habit::{Finally, OnCommitFailure};
use claims::Session;
use client::call::{CloseOptions, ConsumerCall, OffsetAndMetadata, OpId};
use client::library::Library;
use client::outcome::{ConsumerRecord, Outcome};
use letter::Letter;
use marks::Marks;
use owed::Owed;
use protocol::map::Map;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;
use std::collections::VecDeque;
use std::sync::Arc;
use workers::Workers;

pub use claims::Claim;
pub use leaving::Leaving;
pub use line::Line;
pub use shown::Shown;
pub use spec::{ConsumeSpec, AUTO_COMMIT};

/// How long the loop's polls wait for records.
const POLL_MS: Millis = 500;
/// How long the loop rests after a call that failed, so that it does not spin.
const REST_MS: Millis = 1_000;

/// A program with one thread, as the consumer demands: it polls, works on the
/// records one after the other, and commits as it was told. What users ask for
/// it does between two records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consuming {
    /// What it is to do.
    pub spec: ConsumeSpec,
    subscribed: bool,
    /// The call that it waits for.
    pub in_call: Option<OpId>,
    /// What the last poll returned.
    pub hand: Arc<[ConsumerRecord]>,
    /// Which of these is next, or being worked on.
    pub next: usize,
    /// When the work on it ends.
    pub working_until: Option<Millis>,
    /// What goes on beside that, where each partition has a thread.
    session: Session,
    /// Who works beside the loop, where it hands its records over.
    workers: Workers,
    /// What is marked as done.
    marks: Marks,
    /// How often the record that is next has failed in a row.
    failures: usize,
    /// How often work has failed in all.
    failed: u32,
    /// Records on their way to the topic for those that failed.
    letters: Vec<Letter>,
    /// Whether a signal came.
    interrupted: bool,
    /// How the loop is being left, if it is.
    leaving: Option<Leaving>,
    /// Whether the call that it waits for is the loop's own.
    own_call: bool,
    owed: Option<Owed>,
    /// The lookups by time whose answers it is to seek.
    lookups: Vec<OpId>,
    /// What it is to seek, one after the other.
    seeks: VecDeque<ConsumerCall>,
    rest_until: Millis,
    /// How it closes its client when it was told to end.
    closing: CloseOptions,
}

impl Consuming {
    pub(super) fn new(spec: ConsumeSpec) -> Self {
        Consuming {
            spec,
            subscribed: false,
            in_call: None,
            hand: Arc::from([]),
            next: 0,
            working_until: None,
            session: Session::default(),
            workers: Workers::default(),
            marks: Marks::default(),
            failures: 0,
            failed: 0,
            letters: Vec::new(),
            interrupted: false,
            leaving: None,
            own_call: false,
            owed: None,
            lookups: Vec::new(),
            seeks: VecDeque::new(),
            rest_until: 0,
            closing: CloseOptions::default(),
        }
    }

    /// The records that are being worked on, or sent away because they cannot
    /// be.
    pub fn working_on(&self) -> impl Iterator<Item = &ConsumerRecord> {
        let one = self.working_until.and_then(|_| self.hand.get(self.next));
        let claims = self.session.claims.iter();
        let others = claims.filter(|claim| claim.working_until.is_some());
        let letters = self.letters.iter().map(|letter| &letter.record);
        one.into_iter()
            .chain(others.filter_map(|claim| claim.undone().first()))
            .chain(self.workers.working())
            .chain(letters.filter(|_| !self.workers.have_work()))
    }

    /// Whether the loop itself, or a thread of a partition, works on a record.
    fn works(&self) -> bool {
        let mut claims = self.session.claims.iter();
        self.working_until.is_some() || claims.any(|claim| claim.working_until.is_some())
    }

    /// Records in hand that are not done, by partition where each has a thread.
    pub fn undone(&self) -> impl Iterator<Item = &[ConsumerRecord]> {
        let own = &self.hand[self.next.min(self.hand.len())..];
        let claims = self.session.claims.iter().map(Claim::undone);
        std::iter::once(own)
            .chain(claims)
            .chain(self.workers.undone())
    }

    /// How many records in hand are not done.
    pub fn undone_count(&self) -> usize {
        self.undone().map(<[ConsumerRecord]>::len).sum()
    }

    /// What is marked of a partition: the next offset.
    pub fn marked(&self, partition: &TopicPartition) -> Option<Offset> {
        self.marks.all().get(partition).map(|commit| commit.offset)
    }

    fn library(&self) -> Library {
        self.spec.habit.library()
    }

    pub(super) fn next_due(&self, now: Millis) -> Option<Millis> {
        if self.hands_over() {
            let rest = Some(self.rest_until).filter(|rest| self.in_call.is_none() && *rest > now);
            return rest.into_iter().chain(self.workers.next_due(now)).min();
        }
        let claims = self.session.claims.iter();
        let due = claims.filter_map(|claim| claim.working_until.or(claim.rests_until));
        let works = due.filter(|due| *due > now).min();
        if self.in_call.is_some() || works.is_some() {
            return works;
        }
        self.working_until.or(Some(self.rest_until))
    }

    /// How long the work on a record takes.
    pub fn work_on(&self, record: &ConsumerRecord) -> Millis {
        let spec = &self.spec;
        spec.habit.work_ms(record, self.failed, spec.work_ms)
    }

    /// How the work on a record ends.
    fn outcome_of(&self, record: &ConsumerRecord) -> AppEvent {
        let (partition, offset) = (record.partition.clone(), record.offset);
        match self.spec.habit.fails(record, self.failed) {
            true => AppEvent::WorkFailed { partition, offset },
            false => AppEvent::WorkFinished { partition, offset },
        }
    }

    pub(super) fn step(&self, turn: Turn) -> Option<AppStep> {
        if let Some(step) = self.step_letters() {
            return Some(step);
        }
        if self.library() == Library::Sarama {
            if let Some(step) = self.step_goroutines(&turn) {
                return Some(step);
            }
        }
        if self.workers.have_work() {
            if let Some(step) = self.step_workers(&turn) {
                return Some(step);
            }
        }
        if self.in_call.is_some() || self.awaits_letter() {
            return None;
        }
        if let Some(leaving) = &self.leaving {
            return self.step_leaving(leaving, &turn);
        }
        if !self.subscribed {
            return begin(self.spec.subscribes());
        }
        match self.library() {
            Library::Sarama => self.step_session(&turn),
            _ if self.hands_over() => self.step_hand_over(&turn),
            _ => self.step_loop(&turn),
        }
    }

    fn step_loop(&self, turn: &Turn) -> Option<AppStep> {
        if let Some(until) = self.working_until {
            let record = self.hand.get(self.next).filter(|_| until <= turn.now)?;
            return Some(AppStep::Did(self.outcome_of(record)));
        }
        if let Some(owed) = &self.owed {
            return begin(self.commit(owed));
        }
        if let Some(seek) = self.seeks.front() {
            return begin(seek.clone());
        }
        if self.library() == Library::KafkaJs {
            if let Some(step) = self.step_runner(turn) {
                return step;
            }
        } else if self.marks_are_due(turn) {
            return begin(self.commit(&Owed::Marks));
        }
        if let Some(op) = turn.asked {
            return Some(AppStep::BeginQueued(op));
        }
        if turn.now < self.rest_until {
            return None;
        }
        if let Some(record) = self.hand.get(self.next) {
            let until = turn.now + self.work_on(record);
            return Some(AppStep::Did(AppEvent::WorkStarted { until }));
        }
        if turn.stopping {
            return begin(self.close());
        }
        if self.spec.by_hand {
            return None;
        }
        begin(ConsumerCall::Poll(POLL_MS))
    }

    /// Whether a loop without a timer of its client commits its marks now.
    fn marks_are_due(&self, turn: &Turn) -> bool {
        let due = self.marks.due(turn.facts.commit_every);
        let over = turn.stopping && self.next == self.hand.len() || self.leaving.is_some();
        let over = over && !self.workers.have_work();
        self.marks.are_new() && (over || due.is_some_and(|due| due <= turn.now))
    }

    pub(super) fn apply(&mut self, at: Millis, event: &AppEvent) {
        match event {
            AppEvent::SeekAsked { lookup } => self.lookups.push(*lookup),
            AppEvent::CloseAsked { options } => self.closing = *options,
            AppEvent::WorkStarted { until } => self.working_until = Some(*until),
            AppEvent::ClaimStarted {
                partition,
                offset,
                until,
            } => match self.library() {
                Library::Sarama => self.claim_started(partition, *until),
                _ => self.worker_started((partition, *offset), *until),
            },
            AppEvent::WorkFinished { partition, offset } => {
                self.work_finished(partition, *offset);
            }
            AppEvent::WorkFailed { partition, offset } => {
                self.work_failed(at, partition, *offset);
            }
            AppEvent::DeadLettered {
                partition,
                offset,
                send,
                ..
            } => self.letter_sent(at, (partition, *offset), *send),
            AppEvent::LetterAnswered {
                partition,
                offset,
                acknowledged,
            } => self.letter_answered(at, (partition, *offset), *acknowledged),
            AppEvent::Interrupted => self.interrupt(),
            AppEvent::SessionEnded => match self.library() {
                Library::Sarama => self.session_ended(),
                _ => self.runner_ended(),
            },
            _ => {}
        }
    }

    fn work_finished(&mut self, partition: &TopicPartition, offset: Offset) {
        if self.library() == Library::Sarama {
            return self.claim_finished(partition, offset);
        }
        if self.workers.have_work() {
            return self.worker_finished(partition, offset);
        }
        self.working_until = None;
        self.next += 1;
        if self.library() == Library::KafkaJs {
            return self.resolve();
        }
        self.owed = match self.spec.commit {
            CommitMode::Record => Some(Owed::After(partition.clone(), offset)),
            CommitMode::RecordNoargs => Some(Owed::Positions),
            CommitMode::Marks if self.library() != Library::ConfluentKafka => {
                self.marks.mark(partition, offset + 1);
                None
            }
            _ => self.owed_at_end(),
        };
    }

    /// What is committed when all that is in hand is done.
    fn owed_at_end(&self) -> Option<Owed> {
        let ends = self.next == self.hand.len();
        match self.spec.commit {
            CommitMode::Batch | CommitMode::Contiguous if ends => Some(Owed::Positions),
            CommitMode::Async if ends => Some(Owed::PositionsAsync),
            _ => None,
        }
    }

    /// A record failed, and nobody looks at it again.
    fn passed_over(&mut self) {
        self.next += 1;
        self.owed = self.owed_at_end();
    }

    pub(super) fn began(&mut self, at: Millis, op: OpId, asked: bool, call: &ConsumerCall) {
        self.in_call = Some(op);
        self.own_call = !asked;
        if asked {
            return;
        }
        match call {
            ConsumerCall::CommitSync(Some(offsets)) | ConsumerCall::CommitAsync(Some(offsets))
                if offsets == self.marks.all() =>
            {
                self.marks.go_out();
                if self.library() != Library::Sarama {
                    self.marks.restart(at);
                }
            }
            _ => {}
        }
        self.began_hand_over(call);
        if matches!(
            call,
            ConsumerCall::CommitSync(_) | ConsumerCall::CommitAsync(_)
        ) {
            self.owed = None;
            self.began_leaving();
        }
        if self.seeks.front() == Some(call) {
            self.seeks.pop_front();
        }
    }

    pub(super) fn completed(
        &mut self,
        (at, commit_every): (Millis, Millis),
        op: OpId,
        call: &ConsumerCall,
        outcome: &Outcome,
    ) -> Option<ExitStatus> {
        if self.in_call != Some(op) {
            return None;
        }
        self.in_call = None;
        let threw = matches!(outcome, Outcome::Threw(_));
        if let Some(place) = self.lookups.iter().position(|lookup| *lookup == op) {
            self.lookups.remove(place);
            self.seeks.extend(found(outcome));
        }
        match (call, outcome) {
            (ConsumerCall::Subscribe(_) | ConsumerCall::SubscribePattern(_), _) => {
                self.subscribed = true
            }
            (ConsumerCall::Poll(_), Outcome::Records(records)) if !records.is_empty() => {
                self.took(at, records);
            }
            // Who commits before the work does no work that is not committed.
            (ConsumerCall::CommitSync(_), Outcome::Threw(_))
                if self.spec.commit == CommitMode::Before =>
            {
                self.next = self.hand.len();
            }
            _ => {}
        }
        match call {
            ConsumerCall::Poll(_) if self.library() == Library::Sarama => {
                self.fetch_ended(at, commit_every);
            }
            ConsumerCall::CommitSync(_) => self.session_committed(),
            ConsumerCall::EnforceRebalance => self.session_rejoined(),
            _ => {}
        }
        if let Outcome::Threw(exception) = outcome {
            self.caught(call, exception.class);
        }
        let commits = matches!(
            call,
            ConsumerCall::CommitSync(_) | ConsumerCall::CommitAsync(_)
        );
        if threw && !commits && !matches!(call, ConsumerCall::Close(_)) {
            self.rest_until = at + REST_MS;
        }
        self.heard_by_workers(call, threw);
        let ended = matches!(call, ConsumerCall::Close(_));
        ended.then(|| self.runner_status())
    }

    /// A poll of its own, or a user's, has come back with records.
    fn took(&mut self, at: Millis, records: &Arc<[ConsumerRecord]>) {
        match self.library() {
            Library::Sarama => return self.feed(at, records),
            _ if self.hands_over() => return self.hand_over(at, records),
            _ => {
                self.hand = records.clone();
                self.next = 0;
            }
        }
        self.marks.begin(at);
        if self.spec.commit == CommitMode::Before {
            self.owed = Some(Owed::Positions);
        }
    }

    /// Partitions were given back.
    pub(crate) fn gave_back(&mut self, partitions: &[TopicPartition]) {
        self.workers.forget(partitions);
    }

    /// A call threw: the signal, or a commit that nobody takes care of.
    fn caught(&mut self, call: &ConsumerCall, class: &str) {
        if class == "WakeupException" && self.leaving.is_none() {
            if self.interrupted {
                return self.leave(INTERRUPTED);
            }
            if self.own_call {
                return self.leave(self.status_of_wakeup());
            }
        }
        let commits = matches!(call, ConsumerCall::CommitSync(_)) && self.own_call;
        let ends = self.spec.habit.on_commit_failure() == OnCommitFailure::End;
        // What kafkajs's runner commits by itself it takes care of.
        let own = self.library() != Library::KafkaJs || self.spec.commit == CommitMode::Record;
        let ends = ends && own;
        if commits && ends && self.leaving.is_none() && self.library() != Library::Sarama {
            self.leave(FAILED);
        }
    }

    /// Who closes its client catches the exception of a wakeup, too.
    fn status_of_wakeup(&self) -> ExitStatus {
        match self.spec.habit.finally() {
            Finally::Nothing => FAILED,
            _ => SUCCESS,
        }
    }

    /// Its client closes as it was asked to.
    fn close(&self) -> ConsumerCall {
        ConsumerCall::Close(self.closing)
    }

    fn commit(&self, owed: &Owed) -> ConsumerCall {
        match owed {
            Owed::Positions => ConsumerCall::CommitSync(None),
            Owed::PositionsAsync => ConsumerCall::CommitAsync(None),
            Owed::Marks => ConsumerCall::CommitAsync(Some(self.marks.all().clone())),
            Owed::After(partition, offset) => ConsumerCall::CommitSync(Some(Map::from([(
                partition.clone(),
                OffsetAndMetadata::new(offset + 1),
            )]))),
        }
    }
}

fn begin(call: ConsumerCall) -> Option<AppStep> {
    Some(AppStep::Begin(call.into()))
}

/// Where a lookup by time leads.
fn found(outcome: &Outcome) -> Vec<ConsumerCall> {
    let Outcome::OffsetsForTimes(found) = outcome else {
        return Vec::new();
    };
    let seeks = found.iter().map(|(partition, found)| match found {
        Some(found) => ConsumerCall::Seek(partition.clone(), found.offset),
        None => ConsumerCall::SeekToEnd(vec![partition.clone()]),
    });
    seeks.collect()
}
