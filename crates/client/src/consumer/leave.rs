//! unsubscribe and close: what a consumer gives back, and how it says
//! good-bye.
//! Source: `ConsumerCoordinator.close`, `onLeavePrepare`,
//! `AbstractCoordinator.maybeLeaveGroup`.

use super::{CommitKind, Committing, Consumer, ConsumerEvent, InCall, RevokedAt};
use crate::call::{ConsumerCall, GroupMembershipOperation};
use crate::outcome::Outcome;
use crate::Step;
use protocol::record::Millis;

impl Consumer {
    /// Whether it is closing.
    pub(super) fn closing(&self) -> bool {
        let in_call = self.call.as_ref();
        in_call.is_some_and(|c| matches!(*c.call, ConsumerCall::Close(_)))
    }

    /// unsubscribe and close: close commits (with auto commit), both give the
    /// partitions back and leave the group. What does not come to an end in
    /// time is sent all the same.
    pub(super) fn step_leave(&self, now: Millis, in_call: &InCall) -> Option<Step> {
        let late = now >= in_call.until;
        let own = |kind| kind == CommitKind::Sync(in_call.op);
        let commits = self.commits_by_itself() || self.config.manner.commits_on_revoke;
        if self.closing() && commits {
            if let Some(step) = self.next_callback() {
                return Some(step);
            }
            if let Some(step) = self.commit_at_close(in_call) {
                return Some(step);
            }
            if self.awaits(own) && !late {
                return None;
            }
            if let Some(step) = self.next_callback() {
                return Some(step);
            }
        }
        // Commits that wait for the coordinator are still sent.
        if self.closing() && !self.outbox.is_empty() && !late {
            return None;
        }
        if self.subscription.in_group() && !self.owned.is_empty() {
            return Some(Step::Consume(ConsumerEvent::Revoked {
                partitions: self.owned_partitions(),
                lost: self.membership.without_generation() || self.membership.rebalancing(),
                point: RevokedAt::Leave,
            }));
        }
        if self.leaves(in_call) {
            return Some(self.leave());
        }
        if self.closing() {
            // Sockets close once all has been answered.
            let waits = self.link.waits_for("LeaveGroup") || self.link.waits_for("OffsetCommit");
            if waits && !late {
                return None;
            }
            if let Some(connection) = self.link.connections().first() {
                return Some(Step::Disconnect(*connection));
            }
        }
        Some(Step::Complete(in_call.op, Outcome::Done))
    }

    fn commit_at_close(&self, in_call: &InCall) -> Option<Step> {
        let positions = self.own_commit();
        let says = match &*in_call.call {
            ConsumerCall::Close(options) => !options.uncommitted,
            _ => true,
        };
        if in_call.committing || !says || positions.is_empty() || self.membership.is_lost() {
            return None;
        }
        Some(Step::Consume(ConsumerEvent::CommitPrepared(
            Committing::new(CommitKind::Sync(in_call.op), positions),
        )))
    }

    /// Whether it tells the coordinator that it leaves.
    fn leaves(&self, in_call: &InCall) -> bool {
        let membership = match &*in_call.call {
            ConsumerCall::Close(options) => options.membership,
            _ => GroupMembershipOperation::Default,
        };
        // A static member keeps its place, unless it is told otherwise.
        let stays = match membership {
            GroupMembershipOperation::Default => self.is_static(),
            GroupMembershipOperation::LeaveGroup => false,
            GroupMembershipOperation::RemainInGroup => true,
        };
        let member = &self.membership;
        self.subscription.in_group()
            && member.may_be_known()
            && !stays
            && !member.member_id().is_empty()
            && self.coordinator_known
    }
}
