//! What a consumer does next.

use super::{
    CommitKind, Committing, Consumer, ConsumerEvent, FetchState, InCall, MemberState,
    ResetStrategy, RevokedAt, Subscription,
};
use crate::client::metadata::Metadata;
use crate::client::Step;
use crate::exception::Exception;
use crate::name::Name;
use crate::operation::{Call, Offsets, Outcome};
use crate::protocol::{
    IsolationLevel, ListOffsetsRequest, OffsetFetchRequest, RequestBody, EARLIEST_TIMESTAMP,
    LATEST_TIMESTAMP,
};
use crate::record::Millis;
use crate::sort::sort_by;
use crate::timer::Earliest;
use crate::topic_partition::TopicPartition;

impl Consumer {
    /// What it does next at `now`.
    pub(in crate::client) fn step(&self, now: Millis) -> Option<Step> {
        if let Some(connection) = self.link.timed_out(now) {
            return Some(Step::Disconnect(connection));
        }
        if let Some(step) = self.in_the_background(now) {
            return Some(step);
        }
        if let Some(step) = self.send_commit(now) {
            return Some(step);
        }
        match &self.call {
            Some(in_call) => self.step_call(now, in_call),
            None if self.fetch_ahead => self.fetch_request().map(|fetch| self.ask_node(fetch)),
            None => None,
        }
    }

    /// Sends the oldest commit that waits, when the coordinator is known.
    fn send_commit(&self, now: Millis) -> Option<Step> {
        let committing = self.outbox.front()?;
        if !self.coordinator_known {
            return self.find_coordinator(now);
        }
        (now >= self.retry_at).then(|| self.ask_coordinator(self.commit_request(committing)))
    }

    fn step_call(&self, now: Millis, in_call: &InCall) -> Option<Step> {
        let done = |outcome| Some(Step::Complete(in_call.op, outcome));
        if let Some(outcome) = &in_call.result {
            if self.callbacks.front().is_some() {
                return Some(Step::Consume(ConsumerEvent::CallbackInvoked));
            }
            return done(outcome.clone());
        }
        if self.gives_up(&in_call.call) && !self.closed {
            return self.step_leave(now, in_call);
        }
        if matches!(*in_call.call, Call::Assign(_)) && self.group().is_some() {
            // assign runs the check of the interval, and commits no more.
            if let Some(step) = self.auto_commit(now).filter(|_| !self.closed) {
                return Some(step);
            }
        }
        if let Some(outcome) = self.immediate(&in_call.call) {
            return done(outcome);
        }
        match &*in_call.call {
            Call::Poll(_) => self.step_poll(now, in_call),
            Call::Position(partition, _) => self.step_position(now, in_call, partition),
            Call::CommitSync(offsets) => self.step_commit_sync(now, in_call, offsets.as_ref()),
            Call::CommitAsync(offsets) => self.step_commit_async(in_call, offsets.as_ref()),
            Call::Committed(partitions) => self.step_committed(now, in_call, partitions),
            Call::Unsubscribe | Call::Close => self.step_leave(now, in_call),
            _ => None,
        }
    }

    /// A poll: membership, auto commit, positions, and then records.
    fn step_poll(&self, now: Millis, in_call: &InCall) -> Option<Step> {
        let done = |outcome| Some(Step::Complete(in_call.op, outcome));
        if self.callbacks.front().is_some() {
            return Some(Step::Consume(ConsumerEvent::CallbackInvoked));
        }
        if let Some(error) = self.membership.error.clone().or_else(|| self.fetch_error()) {
            return done(Outcome::Threw(error));
        }
        // When the time is over, it returns what it has.
        let in_time = || {
            let over = now >= in_call.until;
            over.then(|| Step::Complete(in_call.op, Outcome::Records(self.collect())))
        };
        if let Some(step) = self.refresh_metadata(now) {
            return Some(step);
        }
        if let Some(error) = self.invalid_topics() {
            return done(Outcome::Threw(error));
        }
        let mut joined = true;
        if self.subscription.in_group() {
            if !self.coordinator_known {
                return self.find_coordinator(now).or_else(in_time);
            }
            if self.rejoining() {
                // Meanwhile it goes on with the partitions that it has.
                match self.join(now) {
                    Ok(step) => return Some(step),
                    Err(()) => joined = false,
                }
            }
        }
        if joined {
            if let Some(step) = self.auto_commit(now).or_else(|| self.find_positions(now)) {
                return Some(step);
            }
            if let Some(error) = self.no_offset() {
                return done(Outcome::Threw(error));
            }
        }
        let records = self.collect();
        if !records.is_empty() {
            return done(Outcome::Records(records));
        }
        if let Some(fetch) = self.fetch_request() {
            return Some(self.ask_node(fetch));
        }
        in_time()
    }

    /// Asks about its topics where it does not know them, or not any more.
    fn refresh_metadata(&self, now: Millis) -> Option<Step> {
        let mut topics: Vec<Name> = match &self.subscription {
            Subscription::Topics(topics) => topics.iter().cloned().collect(),
            _ => self.owned.keys().map(|p| p.topic.clone()).collect(),
        };
        if self.membership.leads {
            // The leader watches what the other members subscribed to as well.
            topics.extend(self.membership.assigned_with.keys().cloned());
        }
        sort_by(&mut topics, Ord::cmp);
        topics.dedup();
        let max_age = self.config.metadata_max_age_ms;
        if self.link.waits_for("Metadata") || !self.metadata.wanted(now, max_age, topics.iter()) {
            return None;
        }
        let allow = self.config.allow_auto_create_topics;
        Some(self.ask_node(Metadata::request(topics, allow)))
    }

    /// Auto commit, when its interval is over: what earlier polls returned.
    fn auto_commit(&self, now: Millis) -> Option<Step> {
        if !self.config.enable_auto_commit || now < self.auto_commit_at {
            return None;
        }
        Some(Step::Consume(ConsumerEvent::CommitPrepared(Committing {
            kind: CommitKind::Auto,
            offsets: self.positions(),
        })))
    }

    /// Looks up where to read: the committed offset, else the reset policy.
    fn find_positions(&self, now: Millis) -> Option<Step> {
        let in_state = |wanted: FetchState| -> Vec<TopicPartition> {
            let owned = self.owned.iter().filter(|(_, o)| o.state == wanted);
            owned.map(|(partition, _)| partition.clone()).collect()
        };
        let initializing = in_state(FetchState::Initializing);
        if !initializing.is_empty() {
            if self.group().is_none() {
                return Some(Step::Consume(ConsumerEvent::ResetNeeded {
                    partitions: initializing,
                }));
            }
            if let Some(step) = self.ask_committed(now, initializing) {
                return Some(step);
            }
        }
        let mut partitions = Vec::new();
        for (strategy, timestamp) in [
            (ResetStrategy::Earliest, EARLIEST_TIMESTAMP),
            (ResetStrategy::Latest, LATEST_TIMESTAMP),
        ] {
            let waiting = in_state(FetchState::AwaitingReset(strategy));
            partitions.extend(waiting.into_iter().map(|p| (p, timestamp)));
        }
        let may_ask = !self.link.waits_for("ListOffsets") && now >= self.lookup_retry_at;
        (may_ask && !partitions.is_empty()).then(|| {
            let request = ListOffsetsRequest::new(IsolationLevel::ReadUncommitted, partitions);
            self.ask_node(RequestBody::ListOffsets(request))
        })
    }

    fn ask_committed(&self, now: Millis, partitions: Vec<TopicPartition>) -> Option<Step> {
        if !self.coordinator_known {
            return self.find_coordinator(now);
        }
        if self.link.waits_for("OffsetFetch") || now < self.retry_at {
            return None;
        }
        Some(
            self.ask_coordinator(RequestBody::OffsetFetch(OffsetFetchRequest::of_group(
                self.group()?.clone(),
                Some(&partitions),
            ))),
        )
    }

    fn step_position(
        &self,
        now: Millis,
        in_call: &InCall,
        partition: &TopicPartition,
    ) -> Option<Step> {
        if let Some(step) = self.find_positions(now) {
            return Some(step);
        }
        if let Some(error) = self.no_offset() {
            return Some(Step::Complete(in_call.op, Outcome::Threw(error)));
        }
        let waited = in_call.until - in_call.began;
        (now >= in_call.until).then(|| {
            let text = format!("Timeout of {waited}ms expired before the position for partition {partition} could be determined");
            Step::Complete(in_call.op, Outcome::Threw(Exception::timeout(text)))
        })
    }

    fn step_commit_sync(
        &self,
        now: Millis,
        in_call: &InCall,
        offsets: Option<&Offsets>,
    ) -> Option<Step> {
        let done = |outcome| Some(Step::Complete(in_call.op, outcome));
        let offsets = offsets.cloned().unwrap_or_else(|| self.positions());
        if offsets.is_empty() {
            return done(Outcome::Done);
        }
        if !in_call.committing {
            if let Some(error) = self.commit_refusal() {
                return done(Outcome::Threw(error));
            }
            return Some(Step::Consume(ConsumerEvent::CommitPrepared(Committing {
                kind: CommitKind::Sync(in_call.op),
                offsets,
            })));
        }
        if now < in_call.until {
            return None;
        }
        let names: Vec<String> = offsets
            .iter()
            .map(|(p, o)| {
                let epoch = o
                    .leader_epoch
                    .map_or("null".to_owned(), |epoch| epoch.to_string());
                format!(
                    "{p}=OffsetAndMetadata{{offset={}, leaderEpoch={epoch}, metadata='{}'}}",
                    o.offset, o.metadata
                )
            })
            .collect();
        let waited = in_call.until - in_call.began;
        done(Outcome::Threw(Exception::timeout(format!(
            "Timeout of {waited}ms expired before successfully committing offsets {{{}}}",
            names.join(", ")
        ))))
    }

    fn step_commit_async(&self, in_call: &InCall, offsets: Option<&Offsets>) -> Option<Step> {
        if in_call.committing {
            return Some(Step::Complete(in_call.op, Outcome::Done));
        }
        if self.callbacks.front().is_some_and(|callback| callback.seen) {
            return Some(Step::Consume(ConsumerEvent::CallbackInvoked));
        }
        let offsets = offsets.cloned().unwrap_or_else(|| self.positions());
        Some(Step::Consume(ConsumerEvent::CommitPrepared(Committing {
            kind: CommitKind::Async,
            offsets,
        })))
    }

    fn step_committed(
        &self,
        now: Millis,
        in_call: &InCall,
        partitions: &[TopicPartition],
    ) -> Option<Step> {
        if let Some(step) = self.ask_committed(now, partitions.to_vec()) {
            return Some(step);
        }
        let waited = in_call.until - in_call.began;
        (now >= in_call.until).then(|| {
            let text = format!("Timeout of {waited}ms expired before the last committed offset for partitions {partitions:?} could be determined. Try tuning default.api.timeout.ms larger to relax the threshold.");
            Step::Complete(in_call.op, Outcome::Threw(Exception::timeout(text)))
        })
    }

    /// unsubscribe and close: close commits (with auto commit), both give the
    /// partitions back and leave the group.
    fn step_leave(&self, now: Millis, in_call: &InCall) -> Option<Step> {
        let late = now >= in_call.until;
        let done = Some(Step::Complete(in_call.op, Outcome::Done));
        let own = |kind| kind == CommitKind::Sync(in_call.op) || kind == CommitKind::Async;
        let commits = self.closing()
            && self.config.enable_auto_commit
            && !in_call.committing
            && !self.positions().is_empty()
            && self.commit_refusal().is_none()
            && !self.membership.lost;
        if commits && !late {
            return Some(Step::Consume(ConsumerEvent::CommitPrepared(Committing {
                kind: CommitKind::Sync(in_call.op),
                offsets: self.positions(),
            })));
        }
        if self.awaits(own) && !late {
            return None;
        }
        let member = &self.membership;
        if self.subscription.in_group() && !self.owned.is_empty() {
            return Some(Step::Consume(ConsumerEvent::Revoked {
                partitions: self.owned_partitions(),
                lost: member.without_generation() || member.rebalancing(),
                point: RevokedAt::Leave,
            }));
        }
        let is_member = member.generation >= 0 || member.state != MemberState::Unjoined;
        if self.subscription.in_group()
            && is_member
            && !member.member_id.is_empty()
            && self.coordinator_known
            && !late
        {
            return Some(self.leave());
        }
        if self.closing() {
            // Sockets close once the good-bye has been answered.
            if self.link.waits_for("LeaveGroup") && !late {
                return None;
            }
            if let Some(connection) = self.link.connections.first() {
                return Some(Step::Disconnect(*connection));
            }
        }
        done
    }

    /// When it wants to be woken, of the instants after `now`.
    pub fn next_due_after(&self, now: Millis) -> Option<Millis> {
        let mut due = Earliest::after(now);
        let mut at = |instant: Millis| due.at(instant);
        if let Some(timeout) = self.link.next_timeout() {
            at(timeout);
        }
        let member = &self.membership;
        if member.joined() && !self.closed {
            at(member.heartbeat_at);
            at(member.heard.saturating_add(self.config.session_timeout_ms));
            if let Some(polled) = self.polled.filter(|_| !self.polling()) {
                at(polled.saturating_add(self.config.max_poll_interval_ms));
            }
            at(self.retry_at);
        }
        if !self.outbox.is_empty() {
            at(self.retry_at);
        }
        if let Some(in_call) = &self.call {
            at(in_call.until);
            at(self.retry_at);
            at(self.lookup_retry_at);
            at(self.metadata.retry_at);
            if self.polling() && self.config.enable_auto_commit {
                at(self.auto_commit_at);
            }
            if member.committing {
                at(member.commit_until);
            }
        }
        due.get()
    }
}
