//! The consumer's client, with the classic group protocol.
//!
//! Source: `ClassicKafkaConsumer`, `ConsumerCoordinator`,
//! `AbstractCoordinator`, `SubscriptionState`, `FetchCollector`.
//!
//! All happens in calls, as in Java: a poll joins the group, asks where to begin, commits
//! by itself where it is to, and returns what was fetched. Between calls its heartbeat
//! goes on, and answers are taken in. `membership.rs` and `group.rs` are its part of the group
//! protocol, `positions.rs` says where it reads, `commit.rs` what it commits.
//!
//! *Read next: [`assignor`](crate::assignor), what the leader of a group decides.*

mod calls;
mod commit;
mod committing;
mod event;
mod fetch;
mod group;
mod leave;
mod lookup;
mod membership;
mod observed;
mod pattern;
mod positions;
mod received;
mod sought;
mod step;
mod store;
mod subscription;
mod topics;
mod truncation;
mod validation;

pub use committing::{CommitKind, Committing};
pub use event::{ConsumerEvent, RevokedAt};
pub use membership::{MemberState, Membership};
pub use pattern::Pattern;
pub use sought::{Lookup, LookupFor};
pub use subscription::{FetchState, Owned, ResetStrategy, Subscription};

use super::assignor::{AssignorInstance, RebalanceProtocol};
use super::link::Link;
use super::metadata::{Backoff, Metadata};
use crate::call::{ConsumerCall, OffsetAndMetadata, Offsets, OpId};
use crate::config::ConsumerConfig;
use crate::outcome::{ConsumerRecord, Outcome};
use committing::Callback;
use fetch::{Buffered, FetchSession};
use protocol::connection::{ConnectionId, CorrelationId};
use protocol::exception::Exception;
use protocol::map::Map;
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;
use sought::Found;
use std::collections::VecDeque;
use std::sync::Arc;
use store::Store;
use truncation::Truncations;

/// How long close may take, if it is not told.
/// Source: `ConsumerUtils.DEFAULT_CLOSE_TIMEOUT_MS`.
const DEFAULT_CLOSE_TIMEOUT_MS: Millis = 30_000;

/// The call that the application waits for. A consumer is not safe for
/// several threads, so there is one at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InCall {
    op: OpId,
    call: Arc<ConsumerCall>,
    began: Millis,
    until: Millis,
    /// Whether there was nothing to do for its membership when it was made.
    settled: bool,
    /// What it comes back with, once that is known.
    result: Option<Outcome>,
    /// What it is to commit.
    offsets: Offsets,
    /// Whether its commit is on its way.
    committing: bool,
    /// What it has found of the offsets that it looks up.
    found: Found,
    /// How young the metadata has to be before it looks up the rest.
    metadata_from: Millis,
    /// Which version of the metadata there has to be before it looks for the
    /// coordinator again.
    coordinator_from: u32,
}

/// A consumer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consumer {
    /// `client.id`.
    client_id: Name,
    /// Its settings.
    config: Arc<ConsumerConfig>,
    /// Its connections.
    link: Link,
    /// The connection for data.
    node: Option<ConnectionId>,
    /// The connection to the coordinator.
    coordinator: Option<ConnectionId>,
    /// Whether it knows who the coordinator is.
    coordinator_known: bool,
    /// When it may ask the coordinator again after an error.
    retry_at: Millis,
    /// What it knows of topics.
    metadata: Metadata,
    /// Topics that cannot be, of which no call has thrown yet.
    invalid_topics: Vec<Name>,
    /// What it subscribed to.
    subscription: Subscription,
    /// The partitions that it owns.
    owned: Map<TopicPartition, Owned>,
    /// Positions that the log does not have any more, of which no call has
    /// thrown yet.
    truncations: Truncations,
    /// Its membership in the group.
    membership: Membership,
    /// Its assignors, by preference.
    assignors: Vec<AssignorInstance>,
    /// Generation and member id of its last assignment, also after it left.
    group_metadata: (i32, Name),
    /// Fetched and not yet returned, in the order in which it came.
    buffers: VecDeque<Buffered>,
    /// In which order the broker reads its partitions.
    session: FetchSession,
    /// Whether it may fetch ahead, because a poll has just returned.
    fetch_ahead: bool,
    /// The call that the application waits for.
    call: Option<InCall>,
    /// When it last polled; none before the first time.
    polled: Option<Millis>,
    /// When the next poll commits by itself.
    auto_commit_at: Millis,
    /// Commits that are to be sent.
    outbox: VecDeque<Committing>,
    /// Commits in flight.
    commits: Map<(ConnectionId, CorrelationId), Committing>,
    /// Whether the answer to an asynchronous commit fenced it: polls and
    /// commits fail for good.
    commit_fenced: bool,
    /// What commit callbacks are to be told, at the next poll or commit.
    callbacks: VecDeque<Callback>,
    /// Whether it commits when asked only.
    on_request: bool,
    /// What a timer is to commit.
    store: Store,
    /// How far an iterator is in what the last poll returned.
    yielded: Map<TopicPartition, Offset>,
    /// A lookup that is to be sent.
    lookup: Option<Lookup>,
    /// Lookups in flight.
    lookups: Map<(ConnectionId, CorrelationId), Lookup>,
    /// Whether a call that waits is to throw.
    woken: bool,
    /// The call that woke it.
    waking: Option<OpId>,
    /// Whether the next poll that returns records returns the error that polls
    /// were too far apart as well, in the place of one (librdkafka).
    exceeded: bool,
    /// Whether it was closed.
    closed: bool,
}

impl Consumer {
    /// A consumer that has done nothing yet.
    pub fn new(client_id: Name, config: Arc<ConsumerConfig>, at: Millis) -> Self {
        let assignors = config.assignors.iter();
        let instances = assignors.map(|assignor| AssignorInstance::new(*assignor));
        Consumer {
            client_id,
            link: Link::new(config.request_timeout_ms),
            node: None,
            coordinator: None,
            coordinator_known: false,
            retry_at: 0,
            metadata: Metadata::default(),
            invalid_topics: Vec::new(),
            subscription: Subscription::None,
            owned: Map::new(),
            truncations: Truncations::new(),
            membership: Membership::default(),
            assignors: instances.collect(),
            group_metadata: (-1, Name::default()),
            buffers: VecDeque::new(),
            session: FetchSession::default(),
            fetch_ahead: false,
            call: None,
            polled: None,
            auto_commit_at: at + config.auto_commit_interval_ms,
            outbox: VecDeque::new(),
            commits: Map::new(),
            commit_fenced: false,
            callbacks: VecDeque::new(),
            on_request: false,
            store: Store::default(),
            yielded: Map::new(),
            lookup: None,
            lookups: Map::new(),
            woken: false,
            waking: None,
            exceeded: false,
            closed: false,
            config,
        }
    }

    /// The position of a partition that it owns, if it is known.
    pub fn position(&self, partition: &TopicPartition) -> Option<Offset> {
        let position = self.owned.get(partition).and_then(Owned::position)?;
        Some(self.yielded.get(partition).copied().unwrap_or(position))
    }

    /// The positions of all partitions that have one: what commitSync without
    /// arguments commits.
    pub fn positions(&self) -> Offsets {
        self.owned
            .iter()
            .filter_map(|(partition, owned)| {
                let commit = OffsetAndMetadata {
                    leader_epoch: owned.offset_epoch(),
                    ..OffsetAndMetadata::new(owned.position()?)
                };
                let commit = match self.yielded.get(partition) {
                    Some(offset) => OffsetAndMetadata {
                        offset: *offset,
                        ..commit
                    },
                    None => commit,
                };
                Some((partition.clone(), commit))
            })
            .collect()
    }

    /// Whether it is in a call of this name.
    fn polling(&self) -> bool {
        matches!(&self.call, Some(c) if matches!(*c.call, ConsumerCall::Poll(_)))
    }

    /// How long a call may take.
    fn patience(&self, call: &ConsumerCall) -> Millis {
        let patience = match call {
            ConsumerCall::Poll(timeout) => *timeout,
            ConsumerCall::Position(_, Some(timeout)) => *timeout,
            ConsumerCall::Close(options) => {
                let timeout = options.timeout_ms.unwrap_or(DEFAULT_CLOSE_TIMEOUT_MS);
                timeout.min(self.config.request_timeout_ms)
            }
            _ => self.config.default_api_timeout_ms,
        };
        patience.max(0)
    }

    pub(super) fn began(&mut self, at: Millis, op: OpId, call: &Arc<ConsumerCall>) {
        if matches!(**call, ConsumerCall::Wakeup) {
            self.woken = true;
            self.waking = Some(op);
            return;
        }
        if matches!(**call, ConsumerCall::Poll(_)) {
            self.polled = Some(at);
        }
        if matches!(**call, ConsumerCall::Poll(_) | ConsumerCall::Position(..)) {
            // Somebody may have committed meanwhile.
            for owned in self.owned.values_mut() {
                owned.look_again();
            }
        }
        self.fetch_ahead = false;
        if matches!(**call, ConsumerCall::Poll(_)) && self.group().is_some() {
            self.look_at_metadata();
        }
        if step::uses_network(call) {
            if let Some(answer) = self.membership.take_answer() {
                self.joined(at, &answer);
            }
        }
        let offsets = match &**call {
            ConsumerCall::CommitSync(offsets) | ConsumerCall::CommitAsync(offsets) => match offsets
            {
                Some(offsets) => offsets.clone(),
                None => self.commit_of_all(),
            },
            _ => Offsets::new(),
        };
        if self.has_store() && **call == ConsumerCall::CommitSync(None) {
            self.store.goes_out();
        }
        self.call = Some(InCall {
            op,
            call: call.clone(),
            began: at,
            settled: !self.rejoining(),
            until: at.saturating_add(self.patience(call)),
            result: None,
            offsets,
            committing: false,
            found: Found::new(),
            metadata_from: Millis::MIN,
            coordinator_from: 0,
        });
        let new = |p: &TopicPartition| self.metadata.partitions(&p.topic).is_none();
        if self.looked_up().any(new) {
            self.metadata.request_new_topics();
        }
    }

    pub(super) fn completed(&mut self, at: Millis, op: OpId, outcome: &Outcome) {
        if self.waking == Some(op) {
            self.waking = None;
            return;
        }
        let Some(in_call) = self.call.take_if(|c| c.op == op) else {
            return;
        };
        let own = CommitKind::Sync(op);
        self.outbox.retain(|committing| committing.kind != own);
        if step::reads_network(&in_call.call) {
            for callback in &mut self.callbacks {
                callback.is_seen();
            }
        }
        if matches!(*in_call.call, ConsumerCall::Poll(_)) {
            self.polled = Some(at);
        }
        match (&*in_call.call, outcome) {
            (ConsumerCall::Poll(_), Outcome::Records(records)) => {
                self.take_collected();
                self.hand_out(at, records);
                // A poll that returns records sends the next fetch, unless one
                // is under way.
                let busy = self.config.manner.library.nature().busy_at_work;
                self.fetch_ahead = busy && !records.is_empty() && !self.link.waits_for("Fetch");
            }
            (call, Outcome::Threw(exception)) => self.thrown(at, call, exception),
            (ConsumerCall::CurrentLag(partition), Outcome::Lag(None)) => {
                self.ask_for_end(partition)
            }
            (call, Outcome::Done) => self.take_effect(at, call),
            _ => {}
        }
    }

    /// A poll has returned records.
    fn hand_out(&mut self, at: Millis, records: &[ConsumerRecord]) {
        let manner = self.config.manner;
        self.yielded.clear();
        self.exceeded = false;
        for record in records {
            if manner.iterates && !self.yielded.contains_key(&record.partition) {
                self.yielded.insert(record.partition.clone(), record.offset);
            }
            if manner.stores {
                self.store(at, &record.partition, record.offset + 1);
            }
        }
    }

    /// A call has thrown: what it threw of is not thrown again.
    fn thrown(&mut self, at: Millis, call: &ConsumerCall, exception: &Exception) {
        match exception.class {
            "WakeupException" => self.woken = false,
            "InvalidTopicException" => self.invalid_topics.clear(),
            "OffsetOutOfRangeException" => self.take_collected(),
            "LogTruncationException" => self.truncations.clear(),
            _ if matches!(call, ConsumerCall::Poll(_)) => self.membership.has_thrown(),
            _ => self.take_effect_in_part(at, call),
        }
    }

    /// Applies what happened in the client at `at`.
    pub fn apply(&mut self, at: Millis, event: &ConsumerEvent) {
        match event {
            ConsumerEvent::Revoked {
                partitions, point, ..
            } => self.give_up(partitions, *point),
            ConsumerEvent::JoinPrepared => self.membership.has_prepared(),
            ConsumerEvent::Assigned { .. } => self.take_assignment(at),
            ConsumerEvent::AssignmentRejected => self.membership.reject_assignment(),
            ConsumerEvent::MembershipGivenUp => self.membership.lose_membership(),
            ConsumerEvent::CommitPrepared(committing) => self.prepare_commit(at, committing),
            ConsumerEvent::CommitRefused => self.refuse_commit(at),
            ConsumerEvent::CallbackInvoked { .. } => {
                self.callbacks.pop_front();
            }
            ConsumerEvent::LookupPrepared(lookup) => self.prepare_lookup(at, lookup),
            ConsumerEvent::BuffersTidied => self.take_collected(),
            ConsumerEvent::CoordinatorLost => self.lose_coordinator(at),
            ConsumerEvent::ResetNeeded { partitions } => {
                let policy = ResetStrategy::of(self.config.auto_offset_reset);
                for partition in partitions {
                    if let Some(owned) = self.owned.get_mut(partition) {
                        match policy {
                            Some(policy) => owned.reset(policy),
                            None => owned.nothing_committed(),
                        }
                    }
                }
            }
            ConsumerEvent::CommitGivenUp => {
                self.outbox.retain(|c| c.kind != CommitKind::Rebalance);
                self.commits.retain(|_, c| c.kind != CommitKind::Rebalance);
                self.membership.commit_ended();
            }
        }
    }

    fn give_up(&mut self, partitions: &[TopicPartition], point: RevokedAt) {
        for partition in partitions {
            self.owned.remove(partition);
            self.yielded.remove(partition);
            self.store.drop(partition);
        }
        self.buffers.retain(|b| !partitions.contains(b.partition()));
        match point {
            RevokedAt::Join => self.membership.has_prepared(),
            RevokedAt::Assignment => self.membership.hands_over(partitions),
            RevokedAt::Leave => self.membership.gave_back(),
        }
    }

    /// What it had already it keeps with its position and its records.
    fn take_assignment(&mut self, at: Millis) {
        let partitions = self.membership.take_assignment();
        let generation = self.membership.generation();
        if let Some(assignor) = self.chosen_assignor() {
            assignor.on_assignment(&partitions, generation);
        }
        let mut old = std::mem::take(&mut self.owned);
        let owned = partitions.into_iter().map(|partition| {
            let kept = old.remove(&partition).unwrap_or_else(|| self.begun());
            (partition, kept)
        });
        self.owned = owned.collect();
        self.group_metadata = (generation, self.membership.member_id().clone());
        self.auto_commit_at = at + self.config.auto_commit_interval_ms;
        self.store.begin(at);
    }

    /// A partition that is new, when its listener has been told.
    fn begun(&self) -> Owned {
        let mut owned = Owned::default();
        let sought = self.config.manner.seeks_on_assign;
        if let Some(strategy) = sought.and_then(ResetStrategy::of) {
            owned.reset(strategy);
        }
        owned
    }

    pub(super) fn lose_coordinator(&mut self, at: Millis) {
        self.coordinator_known = false;
        self.retry_at = at + self.config.retry_backoff_ms;
    }

    /// Its instance of the assignor of this generation.
    fn chosen_assignor(&mut self) -> Option<&mut AssignorInstance> {
        let name = self.membership.protocol().map(Name::as_str);
        let chosen = |instance: &&mut AssignorInstance| Some(instance.assignor().name()) == name;
        self.assignors.iter_mut().find(chosen)
    }

    /// How its rebalances go about.
    pub fn rebalance_protocol(&self) -> RebalanceProtocol {
        RebalanceProtocol::of(&self.config.assignors)
    }

    /// How long it waits before it tries something again.
    pub(super) fn backoff(&self) -> Backoff {
        Backoff {
            first_ms: self.config.retry_backoff_ms,
            longest_ms: self.config.retry_backoff_max_ms,
        }
    }

    /// The group that it is in, or commits to.
    pub fn group(&self) -> Option<&Name> {
        self.config.group_id.as_ref()
    }
}
