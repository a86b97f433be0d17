//! How much of everything a broker holds.

/// The broker's limits. What would go past one is refused and changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Topics that users made.
    pub topics: usize,
    /// Partitions of one topic.
    pub partitions_per_topic: i32,
}
