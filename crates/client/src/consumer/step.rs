//! What a consumer does next.

use super::{CommitKind, Committing, Consumer, ConsumerEvent, InCall, ResetStrategy};
use crate::call::ConsumerCall;
use crate::earliest::Earliest;
use crate::outcome::Outcome;
use crate::Step;
use protocol::exception::Exception;
use protocol::record::Millis;

/// How far a poll is with its group.
enum Coordination {
    /// There is something to do.
    Do(Step),
    /// It waits, and the poll does nothing else meanwhile.
    Blocked,
    /// It waits for the others of the group; what the consumer still owns is
    /// read on.
    Joining,
    /// It is in the group, or needs none.
    Ready,
}

impl Consumer {
    /// What it does next at `now`.
    pub(crate) fn step(&self, now: Millis) -> Option<Step> {
        if let Some(op) = self.waking {
            return Some(Step::Complete(op, Outcome::Done));
        }
        if let Some(connection) = self.link.timed_out(now) {
            return Some(Step::Disconnect(connection));
        }
        if let Some(step) = self.in_the_background(now) {
            return Some(step);
        }
        if let Some(step) = self.step_store(now) {
            return Some(step);
        }
        if self.sees_to_the_network() {
            if let Some(step) = self.send_waiting(now) {
                return Some(step);
            }
        }
        match &self.call {
            Some(in_call) => self.step_call(now, in_call),
            None => {
                let fetch = self.fetch_request().filter(|_| self.fetch_ahead);
                fetch
                    .map(|fetch| self.ask_node(fetch))
                    .or_else(|| self.renew_metadata(now))
            }
        }
    }

    /// Whether requests go out: in calls that wait for the network, and
    /// between calls while heartbeats are sent.
    /// Source: `ConsumerNetworkClient.poll`, and `HeartbeatThread`, which calls
    /// it.
    pub(super) fn sees_to_the_network(&self) -> bool {
        let of_call = self.call.as_ref().is_some_and(|c| uses_network(&c.call));
        of_call || (self.membership.is_joined() && !self.closed)
    }

    /// Sends what was prepared: commits, when the coordinator is known, and
    /// lookups.
    fn send_waiting(&self, now: Millis) -> Option<Step> {
        if let Some(step) = self.send_commit(now) {
            return Some(step);
        }
        if self.lookup.is_some() {
            return self.send_lookup();
        }
        self.end_lookup()
    }

    fn step_call(&self, now: Millis, in_call: &InCall) -> Option<Step> {
        let done = |outcome| Some(Step::Complete(in_call.op, outcome));
        if let Some(outcome) = &in_call.result {
            let tells = matches!(*in_call.call, ConsumerCall::CommitSync(_));
            return match self.next_callback().filter(|_| tells) {
                Some(step) => Some(step),
                None => done(outcome.clone()),
            };
        }
        if let Some(outcome) = self.check(&in_call.call) {
            return done(outcome);
        }
        if self.has_store()
            && *in_call.call == ConsumerCall::CommitSync(None)
            && in_call.offsets.is_empty()
        {
            let text = "KafkaError{code=_NO_OFFSET,val=-168,str=\"Commit failed: Local: No offset stored\"}";
            return done(Outcome::Threw(Exception::new("KafkaException", text)));
        }
        if self.gives_up(&in_call.call) {
            return self.step_leave(now, in_call);
        }
        if matches!(*in_call.call, ConsumerCall::Assign(_)) && self.group().is_some() {
            // assign runs the check of the interval, and commits no more.
            if let Some(step) = self.auto_commit(now) {
                return Some(step);
            }
        }
        if let Some(outcome) = self.immediate(&in_call.call) {
            return done(outcome);
        }
        if let Some(step) = self.interrupted(in_call) {
            return Some(step);
        }
        if let Some(step) = self.renew_metadata(now) {
            return Some(step);
        }
        match &*in_call.call {
            ConsumerCall::Poll(_) => self.step_poll(now, in_call),
            ConsumerCall::Position(partition, _) => self.step_position(now, in_call, partition),
            ConsumerCall::CommitSync(_) => self.step_commit_sync(now, in_call),
            ConsumerCall::CommitAsync(_) => self.step_commit_async(in_call),
            ConsumerCall::Committed(partitions) => self.step_committed(now, in_call, partitions),
            ConsumerCall::BeginningOffsets(_)
            | ConsumerCall::EndOffsets(_)
            | ConsumerCall::OffsetsForTimes(_) => self.step_lookup(now, in_call),
            ConsumerCall::Unsubscribe | ConsumerCall::Close(_) => self.step_leave(now, in_call),
            _ => None,
        }
    }

    /// A call that waits for the network throws when the consumer was woken,
    /// and when the broker says that a topic cannot be.
    fn interrupted(&self, in_call: &InCall) -> Option<Step> {
        let waits = match &*in_call.call {
            ConsumerCall::Poll(_) | ConsumerCall::Position(..) => true,
            // What it was to commit goes out first, if that is possible.
            ConsumerCall::CommitSync(_) => {
                let prepared = in_call.committing || !self.coordinator_known;
                let refused = self.commit_refusal().is_some();
                ((prepared || refused) && !in_call.offsets.is_empty()) || self.commits_in_flight()
            }
            ConsumerCall::Committed(partitions) => !partitions.is_empty(),
            ConsumerCall::BeginningOffsets(_)
            | ConsumerCall::EndOffsets(_)
            | ConsumerCall::OffsetsForTimes(_) => self.looked_up().next().is_some(),
            _ => false,
        };
        let threw = if !waits {
            None
        } else if self.woken {
            Some(Exception::new("WakeupException", ""))
        } else {
            self.invalid_topics()
        };
        threw.map(|exception| Step::Complete(in_call.op, Outcome::Threw(exception)))
    }

    /// A poll: membership, auto commit, positions, and then records.
    /// Source: `ClassicKafkaConsumer.poll`.
    fn step_poll(&self, now: Millis, in_call: &InCall) -> Option<Step> {
        let done = |outcome| Some(Step::Complete(in_call.op, outcome));
        if let Some(exception) = self.fenced() {
            return done(Outcome::Threw(exception));
        }
        if let Some(step) = self.next_callback() {
            return Some(step);
        }
        if let Some(error) = self.membership.error().cloned() {
            return done(Outcome::Threw(error));
        }
        if let Some(step) = self.refresh_metadata(now) {
            return Some(step);
        }
        let fetches = match self.coordinate(now, in_call) {
            Coordination::Do(step) => return Some(step),
            Coordination::Blocked => false,
            Coordination::Joining => true,
            Coordination::Ready => {
                if let Some(truncated) = self.log_truncation() {
                    return done(Outcome::Threw(truncated));
                }
                if let Some(step) = self.auto_commit(now).or_else(|| self.find_positions(now)) {
                    return Some(step);
                }
                if let Some(error) = self.no_offset() {
                    return done(Outcome::Threw(error));
                }
                !self.awaits_committed()
            }
        };
        if !fetches && now < in_call.until {
            return None;
        }
        let collected = self.collect();
        if let Some((partition, offset)) = &collected.out_of_range {
            if ResetStrategy::of(self.config.auto_offset_reset).is_none() {
                return done(Outcome::Threw(self.out_of_range(partition, *offset)));
            }
            return Some(Step::Consume(ConsumerEvent::ResetNeeded {
                partitions: vec![partition.clone()],
            }));
        }
        if !collected.records.is_empty() {
            return done(Outcome::Records(collected.records.into()));
        }
        if self.tidies(&collected) {
            return Some(Step::Consume(ConsumerEvent::BuffersTidied));
        }
        if let Some(fetch) = self.fetch_request() {
            return Some(self.ask_node(fetch));
        }
        if now >= in_call.until {
            return done(Outcome::Records([].into()));
        }
        // It waits for the network, which shows it the answers to commits.
        let callback = self.callbacks.front()?;
        Some(callback.invoked())
    }

    /// What a poll does for its membership.
    /// Source: `ConsumerCoordinator.poll`.
    fn coordinate(&self, now: Millis, in_call: &InCall) -> Coordination {
        if !self.subscription.in_group() {
            return Coordination::Ready;
        }
        if !self.coordinator_known {
            let find = self.look_for_coordinator(now);
            return find.map_or(Coordination::Blocked, Coordination::Do);
        }
        let waits = in_call.settled && self.config.manner.library.nature().says_rebalance;
        if !self.rejoining() || waits {
            return Coordination::Ready;
        }
        let matched = self.membership.matched_with(self.metadata.version());
        let goes_on = matched && self.metadata.updated() == Some(now);
        if self.subscription.pattern().is_some() && !goes_on {
            // A pattern is looked at again before its topics are named.
            if self.metadata.is_stale() || self.link.waits_for("Metadata") {
                return Coordination::Blocked;
            }
            if self.looks_for_matches(now, in_call) {
                let request = self.metadata_request(self.topics_of_interest());
                return Coordination::Do(self.ask_node(request));
            }
        }
        match self.join(now) {
            Ok(step) => Coordination::Do(step),
            Err(()) => Coordination::Joining,
        }
    }

    /// Whether it asks about all topics once more before it goes on with its
    /// join, because it may: each turn of a poll begins with that. While it
    /// waits for the answer to its join there is none, but those of further
    /// polls; who has not read anything yet does not sleep long.
    /// Source: `ConsumerCoordinator.poll`, `ClassicKafkaConsumer.pollForFetches`.
    fn looks_for_matches(&self, now: Millis, in_call: &InCall) -> bool {
        let member = &self.membership;
        let waits = member.assignment().is_none() && member.awaits_join();
        let sleeps = waits && self.group_metadata.0 >= 0;
        let turns = !sleeps || in_call.began >= self.metadata.retry_at();
        now >= self.metadata.retry_at() && turns
    }

    /// Auto commit, when its interval is over: what earlier polls returned.
    fn auto_commit(&self, now: Millis) -> Option<Step> {
        if !self.commits_by_itself() || self.has_store() || now < self.auto_commit_at {
            return None;
        }
        Some(Step::Consume(ConsumerEvent::CommitPrepared(
            Committing::new(CommitKind::Auto, self.positions()),
        )))
    }

    /// When it wants to be woken, of the instants after `now`.
    pub(crate) fn next_due_after(&self, now: Millis) -> Option<Millis> {
        let mut due = Earliest::after(now);
        let mut at = |instant: Millis| due.at(instant);
        if let Some(timeout) = self.link.next_timeout() {
            at(timeout);
        }
        let member = &self.membership;
        if member.is_joined() && !self.closed {
            at(member.heartbeat_at() + self.behind_fetch());
            at(member
                .heard()
                .saturating_add(self.config.session_timeout_ms));
            if let Some(late) = self.late_at() {
                at(late);
            }
            at(self.retry_at);
        }
        if !self.outbox.is_empty() && self.sees_to_the_network() {
            at(self.retry_at);
        }
        if self.call.is_some() || self.sees_to_the_network() {
            at(self.metadata.retry_at());
            if let Some(updated) = self.metadata.updated() {
                at(updated.saturating_add(self.config.metadata_max_age_ms));
            }
        }
        if let Some(in_call) = &self.call {
            at(in_call.until);
            at(self.retry_at);
            for owned in self.owned.values() {
                at(owned.retry_at());
            }
            if self.polling() && self.commits_by_itself() && !self.has_store() {
                at(self.auto_commit_at);
            }
            if let Some(until) = member.commits_until() {
                at(until);
            }
        }
        if let Some(tick) = self.store_due() {
            at(tick);
        }
        due.get()
    }
}

/// Whether a call sends and receives, at least without waiting for it.
pub(super) fn uses_network(call: &ConsumerCall) -> bool {
    matches!(
        call,
        ConsumerCall::Poll(_)
            | ConsumerCall::Position(..)
            | ConsumerCall::CommitSync(_)
            | ConsumerCall::CommitAsync(_)
            | ConsumerCall::Committed(_)
            | ConsumerCall::BeginningOffsets(_)
            | ConsumerCall::EndOffsets(_)
            | ConsumerCall::OffsetsForTimes(_)
            | ConsumerCall::Assign(_)
            | ConsumerCall::Unsubscribe
            | ConsumerCall::Close(_)
    )
}

/// Whether a call shows the consumer the answers that have arrived. Kafka's
/// assign and unsubscribe send what they have to, and look at nothing.
pub(super) fn reads_network(call: &ConsumerCall) -> bool {
    uses_network(call) && !matches!(call, ConsumerCall::Assign(_) | ConsumerCall::Unsubscribe)
}
