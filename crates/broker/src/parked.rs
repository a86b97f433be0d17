//! Fetches that wait.

use protocol::api::Request;
use protocol::connection::{ConnectionId, CorrelationId};
use protocol::record::Millis;
use std::sync::Arc;

/// A Fetch that waits for more bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParkedFetch {
    /// Who waits.
    pub connection: ConnectionId,
    /// For which request's answer.
    pub correlation: CorrelationId,
    /// What was asked.
    pub request: Arc<Request>,
    /// When it is answered at the latest.
    pub until: Millis,
}
