//! What happens in a broker.

use crate::group::GroupEvent;
use crate::log::Breach;
use crate::parked::ParkedFetch;
use protocol::api::ConfigResource;
use protocol::batch::{Batch, ProducerId};
use protocol::config::Settings;
use protocol::name::Name;
use protocol::record::Offset;
use protocol::topic_partition::TopicPartition;
use std::sync::Arc;

/// What happens in the broker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BrokerEvent {
    /// A topic was made.
    TopicCreated {
        /// Its name.
        topic: Name,
        /// How many partitions it has.
        partitions: i32,
        /// Its settings as given.
        configs: Settings,
    },
    /// The settings of a topic, a group or the broker changed; it counts at
    /// once.
    ConfigsAltered {
        /// Whose.
        resource: ConfigResource,
        /// All that is set for it now, as it was written.
        configs: Settings,
    },
    /// A topic grew.
    PartitionsAdded {
        /// The topic.
        topic: Name,
        /// How many partitions it has now.
        partitions: i32,
    },
    /// A topic is gone with its logs.
    TopicDeleted {
        /// The topic.
        topic: Name,
    },
    /// A batch was appended to a log.
    BatchAppended {
        /// To which.
        partition: TopicPartition,
        /// The batch, at its offsets.
        batch: Arc<Batch>,
    },
    /// A log began a new segment.
    SegmentRolled {
        /// Which log.
        partition: TopicPartition,
        /// The offset that names the segment: the log end.
        base_offset: Offset,
    },
    /// Retention deleted the oldest segments of a log; the log start moved to
    /// where the oldest that is left begins, if it was below.
    SegmentsDeleted {
        /// Which log.
        partition: TopicPartition,
        /// Where the oldest segment that is left begins.
        up_to: Offset,
        /// Why.
        reason: Breach,
    },
    /// Records were deleted from the beginning of a log: its start moved. What
    /// is in its files stays until a whole segment is below it.
    LogStartMoved {
        /// Which log.
        partition: TopicPartition,
        /// To where.
        to: Offset,
    },
    /// A Fetch waits for bytes.
    FetchParked {
        /// Its number.
        park: u64,
        /// The fetch.
        fetch: ParkedFetch,
    },
    /// A Fetch that waited is being answered.
    FetchUnparked {
        /// Its number.
        park: u64,
    },
    /// A producer id was given out.
    ProducerIdAllocated {
        /// The id; never given out again.
        producer_id: ProducerId,
    },
    /// Something happened to a group.
    Group {
        /// The group.
        group: Name,
        /// What.
        event: GroupEvent,
    },
}
