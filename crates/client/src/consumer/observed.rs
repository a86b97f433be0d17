//! What can be seen of a consumer from outside. Nobody changes it there.

use super::committing::Callback;
use super::{Consumer, InCall, Membership, Owned, Subscription};
use crate::call::{ConsumerCall, Offsets, OpId};
use crate::config::ConsumerConfig;
use crate::link::Link;
use crate::metadata::Metadata;
use protocol::exception::Exception;
use protocol::map::Map;
use protocol::name::Name;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;

impl InCall {
    /// The operation.
    pub fn op(&self) -> OpId {
        self.op
    }

    /// The call.
    pub fn call(&self) -> &ConsumerCall {
        &self.call
    }

    /// When it was made.
    pub fn began(&self) -> Millis {
        self.began
    }

    /// When it comes back at the latest.
    pub fn until(&self) -> Millis {
        self.until
    }
}

impl Consumer {
    /// `client.id`.
    pub(crate) fn client_id(&self) -> &Name {
        &self.client_id
    }

    /// Its settings.
    pub fn config(&self) -> &ConsumerConfig {
        &self.config
    }

    /// Its connections.
    pub fn link(&self) -> &Link {
        &self.link
    }

    /// What it knows of topics.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// What it subscribed to.
    pub fn subscription(&self) -> &Subscription {
        &self.subscription
    }

    /// The partitions that it owns, and how far it is with each.
    pub fn owned(&self) -> &Map<TopicPartition, Owned> {
        &self.owned
    }

    /// Its membership in the group.
    pub fn membership(&self) -> &Membership {
        &self.membership
    }

    /// The call that the application waits for.
    pub fn in_call(&self) -> Option<&InCall> {
        self.call.as_ref()
    }

    /// What commit callbacks are to be told, at the next poll or commit: what
    /// was to be committed, and what went wrong, if something did.
    pub fn callbacks(&self) -> impl Iterator<Item = (&Offsets, Option<&Exception>)> {
        self.callbacks.iter().map(Callback::told)
    }

    /// When it last polled; none before the first time.
    pub fn polled(&self) -> Option<Millis> {
        self.polled
    }

    /// Whether it is out of its generation and has not polled for
    /// `max.poll.interval.ms`: it sends no heartbeats until it polls again.
    pub fn poll_overdue(&self, now: Millis) -> bool {
        let member = &self.membership;
        member.is_lost() && !member.rebalancing() && self.poll_interval_passed(now)
    }

    /// Whether its background goes on: it is in a generation, and knows the
    /// coordinator.
    fn beats(&self) -> bool {
        self.membership.is_joined() && !self.closed && self.coordinator_known
    }

    /// When its next heartbeat leaves; none while one is on its way, or while
    /// there is none to send.
    pub fn next_heartbeat(&self) -> Option<Millis> {
        let busy = self.call.is_some() || self.config.manner.library.nature().busy_at_work;
        self.heartbeat_due().filter(|_| busy)
    }

    /// When its next heartbeat is due; who sends none at work sends it after
    /// that.
    pub fn heartbeat_due(&self) -> Option<Millis> {
        let beats = self.beats() && !self.link.waits_for("Heartbeat");
        beats.then(|| self.membership.heartbeat_at() + self.behind_fetch())
    }

    /// When it gives its membership up, because nobody has polled since.
    pub fn gives_up_at(&self) -> Option<Millis> {
        self.late_at().filter(|_| self.beats())
    }

    /// From when on a poll commits by itself.
    pub fn auto_commit_at(&self) -> Millis {
        self.auto_commit_at
    }
}
