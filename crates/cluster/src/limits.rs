//! How much of everything there may be.
//!
//! The playground never lets a browser's tab die of what somebody types into it.
//!
//! *Read next: [`instant`](crate::instant), a place in time.*

use serde::Serialize;

/// The limits that a cluster keeps. What would go past one is refused by name
/// and changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The broker's own.
    pub broker: broker::Limits,
    /// Machines that were started and not removed.
    pub machines: usize,
    /// Bytes of one record's key, value and headers.
    pub record_bytes: usize,
    /// Records that all logs hold together.
    pub records: u64,
    /// Characters of a name that a user gives.
    pub name_length: usize,
    /// Settings given to one machine or topic.
    pub settings: usize,
    /// Records an application may produce in a second.
    pub records_per_second: i64,
    /// Lines of the command line tools that run at the same time.
    pub jobs: usize,
    /// What one of these lines may use.
    pub shell: tools::sh::Limits,
    /// Calls that wait for one application.
    pub waiting_calls: usize,
    /// Finished operations whose outcome can still be asked for.
    pub outcomes: usize,
    /// Commands in a history.
    pub commands: usize,
    /// Events along one branch of a history.
    pub events: usize,
    /// Branches of a history; those that nobody visited for longest are
    /// forgotten first.
    pub branches: usize,
    /// Bytes, more or less, of what a history can make again from its commands:
    /// events, lines, copies of the cluster. What is furthest from the present
    /// is dropped first.
    pub history_bytes: usize,
}

/// A limit that is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// Which: `events`, `records`, `commands`, as [`Limits`] has them.
    pub name: &'static str,
    /// How many there may be.
    pub max: u64,
    /// Whether time stands still: nothing more happens on this branch. Else
    /// what would go past the limit is refused, and the rest goes on.
    pub stops: bool,
}

impl Limits {
    /// Limits of a page: what a browser's tab holds without effort.
    pub fn page() -> Self {
        Limits {
            broker: broker::Limits {
                topics: 12,
                partitions_per_topic: 24,
            },
            machines: 40,
            record_bytes: 4096,
            records: 60_000,
            name_length: 80,
            settings: 40,
            records_per_second: 200,
            jobs: 16,
            shell: tools::sh::Limits::default(),
            waiting_calls: 32,
            outcomes: 256,
            commands: 5_000,
            events: 400_000,
            branches: 24,
            history_bytes: 32 << 20,
        }
    }

    /// Limits of tests and measurements.
    pub fn large() -> Self {
        Limits {
            broker: broker::Limits {
                topics: 1_000,
                partitions_per_topic: 1_000,
            },
            machines: 1_000,
            record_bytes: 64 << 20,
            records: 50_000_000,
            name_length: 1_000,
            settings: 1_000,
            records_per_second: 1_000_000,
            jobs: 1_000,
            shell: tools::sh::Limits {
                files: 1_000,
                pipelines: 100_000,
                ..tools::sh::Limits::default()
            },
            waiting_calls: 100_000,
            outcomes: 1_000_000,
            commands: 1_000_000,
            events: 100_000_000,
            branches: 1_000,
            history_bytes: 1 << 30,
        }
    }
}
