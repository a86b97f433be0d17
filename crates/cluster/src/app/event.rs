//! What happens in a program, and what it does next.

use client::call::{Call, CloseOptions, OpId, ProducerRecord};
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;
use tools::ToolEvent;

/// What happens in a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppEvent {
    /// A producer made a record and is about to send it.
    Made {
        /// Its key, chosen by chance.
        key: Option<Name>,
    },
    /// A producer's own sending rests.
    ProducingPaused,
    /// A producer's own sending goes on.
    ProducingResumed,
    /// A user wants a consumer to seek what a lookup by time will find.
    SeekAsked {
        /// The lookup.
        lookup: OpId,
    },
    /// A user says how a consumer is to close its client when it ends.
    CloseAsked {
        /// How.
        options: CloseOptions,
    },
    /// A producer did not make its next record, because the playground has no
    /// room for it. Its own sending rests from now on.
    ProducingRefused {
        /// Which limit is reached, as [`crate::command::CommandError`] names it.
        limit: &'static str,
        /// How many there may be.
        max: u64,
    },
    /// A consumer began to work on the next record in its hands.
    WorkStarted {
        /// When it will be done.
        until: Millis,
    },
    /// A consumer that works on several records at the same time, because it
    /// has a thread for each partition or workers, began to work on one.
    ClaimStarted {
        /// Which partition.
        partition: TopicPartition,
        /// At which offset.
        offset: Offset,
        /// When it will be done.
        until: Millis,
    },
    /// A consumer's work on a record threw an exception.
    WorkFailed {
        /// Which.
        partition: TopicPartition,
        /// At which offset.
        offset: Offset,
    },
    /// A consumer's program sent a record that it cannot work on to a topic for
    /// such records.
    DeadLettered {
        /// Which.
        partition: TopicPartition,
        /// At which offset.
        offset: Offset,
        /// Where it was sent.
        topic: Name,
        /// The call that sends it; none if the playground had no room for it.
        send: Option<OpId>,
    },
    /// A consumer's program heard what became of a record that it sent to a
    /// topic for such records.
    LetterAnswered {
        /// Which.
        partition: TopicPartition,
        /// At which offset.
        offset: Offset,
        /// Whether it was acknowledged.
        acknowledged: bool,
    },
    /// A consumer's program got a signal to end.
    Interrupted,
    /// What was done for the members of the group ends, as the group
    /// rebalances.
    SessionEnded,
    /// A consumer's process ended without closing its client.
    Died,
    /// A consumer has done its work on a record.
    WorkFinished {
        /// Which.
        partition: TopicPartition,
        /// At which offset.
        offset: Offset,
    },
    /// A tool printed, took its input, ended, or went on.
    Tool(ToolEvent),
}

/// The next thing that a program does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppStep {
    /// Makes a call of its own.
    Begin(Call),
    /// Makes the call that a user asked for.
    BeginQueued(OpId),
    /// Sends a record that it cannot work on to a topic for such records.
    DeadLetter {
        /// Where from.
        partition: TopicPartition,
        /// At which offset.
        offset: Offset,
        /// What is sent.
        record: ProducerRecord,
    },
    /// Something in itself.
    Did(AppEvent),
    /// Something in itself that used the number drawn by chance.
    DidByChance(AppEvent),
}
