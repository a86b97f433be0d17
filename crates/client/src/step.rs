//! What a client does next.

use crate::call::OpId;
use crate::consumer::ConsumerEvent;
use crate::outcome::Outcome;
use crate::producer::ProducerEvent;
use protocol::api::{Request, RequestBody};
use protocol::connection::ConnectionId;
use std::sync::Arc;

/// The next thing that a client does. Deciding it changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Opens a connection.
    Connect,
    /// Gives a connection up.
    Disconnect(ConnectionId),
    /// Sends a request.
    Send(ConnectionId, RequestBody),
    /// Sends a request in a version of its own.
    SendRequest(ConnectionId, Arc<Request>),
    /// Lets a call come back.
    Complete(OpId, Outcome),
    /// Something in a producer.
    Produce(ProducerEvent),
    /// Something in a producer that used the number drawn by chance.
    ProduceByChance(ProducerEvent),
    /// Something in a consumer.
    Consume(ConsumerEvent),
}
