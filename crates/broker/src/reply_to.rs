//! Where an answer goes.

use protocol::connection::{ConnectionId, CorrelationId};

/// Where an answer goes: which request on which connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplyTo {
    /// The connection.
    pub connection: ConnectionId,
    /// The request's correlation id.
    pub correlation: CorrelationId,
}
