//! Worlds that several tests begin with.

use crate::{settings, World, START};
use broker::config::BrokerConfig;
use cluster::config::ClusterConfig;
use protocol::record::Millis;

impl World {
    /// A broker whose groups do not wait for others at their first join, and
    /// flights that take so long.
    pub fn with_flights_of(latency_ms: Millis) -> Self {
        let delay = ("group.initial.rebalance.delay.ms", "0");
        let broker = BrokerConfig::read(&settings(&[delay])).unwrap();
        Self::begun(ClusterConfig { latency_ms, broker }, 7, START)
    }

    /// A broker whose groups do not wait for others at their first join, and
    /// whose members may have sessions of a second.
    pub fn short_sessions() -> Self {
        Self::with_broker(&[
            ("group.initial.rebalance.delay.ms", "0"),
            ("group.min.session.timeout.ms", "1000"),
        ])
    }

    /// One partition, `orders-0`, with ten records, and groups that do not wait
    /// for others.
    pub fn ten() -> Self {
        let mut world = Self::quick();
        world.topic("orders", 1);
        world.fill("orders-0", 10);
        world
    }

    /// One topic, `orders`, of three partitions with 3, 2 and 1 records.
    pub fn filled() -> Self {
        let mut world = Self::quick();
        world.topic("orders", 3);
        for (partition, records) in [("orders-0", 3), ("orders-1", 2), ("orders-2", 1)] {
            world.fill(partition, records);
        }
        world
    }

    /// A topic `t` of one partition with these settings, and groups that do not
    /// wait for others.
    pub fn configured(pairs: &[(&str, &str)]) -> Self {
        let mut world = Self::quick();
        world.topic_with("t", pairs);
        world
    }
}
