//! How machines tell their conversations apart.

/// A connection from a client's machine to the broker; never used twice.
pub type ConnectionId = u64;
/// Pairs a response with its request on one connection.
pub type CorrelationId = i32;
