//! Settings of the cluster.
//!
//! There are two rooms that one wants: that of the page, in which one can follow a flight by
//! eye ([`ClusterConfig::page`]), and one that is as quick as a real network
//! ([`ClusterConfig::fast`]).
//!
//! *Read next: [`limits`](crate::limits), how large all of it may get.*

use broker::config::BrokerConfig;
use protocol::record::Millis;

/// Settings of the whole machine room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClusterConfig {
    /// How long a request or a response is in the air, in milliseconds; at
    /// least 1.
    pub latency_ms: Millis,
    /// The broker's settings.
    pub broker: BrokerConfig,
}

impl ClusterConfig {
    /// A network that one can follow with the eye: 250 ms a flight.
    pub fn page() -> Self {
        ClusterConfig {
            latency_ms: 250,
            broker: BrokerConfig::default(),
        }
    }

    /// A network of 1 ms a flight, for comparing with a real broker.
    pub fn fast() -> Self {
        ClusterConfig {
            latency_ms: 1,
            broker: BrokerConfig::default(),
        }
    }
}
