//! The scene in whose history one goes back and forth: a pair of consumers.

/// Its start, in milliseconds since the epoch.
pub(super) const START: i64 = 1_767_603_600_000;

/// Its lines,
pub(super) const OPENING: &str = "topic create orders --partitions 3
produce --topic orders --keys ana,bo,kim --rate 2/s --name checkout
consume --topic orders --group billing --members 2 --commit batch --from-beginning --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000
";
/// and how many they are.
pub(super) const KEPT: usize = 3;
