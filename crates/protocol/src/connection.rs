//! How machines tell their conversations apart.
//!
//! Answers on one connection come in the order of the requests, which a correlation id
//! pairs with them.
//!
//! *Read next: [`error`](crate::error), what is answered where something is wrong.*

/// A connection from a client's machine to the broker; never used twice.
pub type ConnectionId = u64;
/// Pairs a response with its request on one connection.
pub type CorrelationId = i32;
