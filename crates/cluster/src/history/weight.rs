//! How many bytes something takes, more or less: so that a history can keep to
//! its limit. Every figure is an estimate; a test holds them against what an
//! allocator says.

use crate::event::{Event, Happening, OperationEvent};
use crate::network::NetworkEvent;
use crate::Cluster;
use broker::group::GroupEvent;
use broker::BrokerEvent;
use client::call::ProducerCall;
use client::outcome::Outcome;

/// What stands behind the pointers of an event, of most kinds.
const SMALL: usize = 64;
/// A request or a response, with what is around a list of partitions.
const MESSAGE: usize = 256;

/// The bytes of an event. What it shares with the logs is counted too: the
/// logs may drop it.
pub(super) fn of_event(event: &Event) -> usize {
    let behind = match &event.what {
        Happening::Network(
            NetworkEvent::RequestSent { .. } | NetworkEvent::ResponseSent { .. },
        ) => MESSAGE,
        Happening::Broker(BrokerEvent::BatchAppended { batch, .. }) => {
            MESSAGE + batch.size() + SMALL * batch.records().len()
        }
        Happening::Broker(BrokerEvent::Group {
            event: GroupEvent::OffsetsCommitted { offsets, .. },
            ..
        }) => SMALL * (1 + offsets.len()),
        Happening::Operation(_, OperationEvent::Completed(outcome)) => match &**outcome {
            Outcome::Records(records) => SMALL * (1 + 2 * records.len()),
            Outcome::Sent(sent) => SMALL * (1 + sent.len()),
            _ => SMALL,
        },
        Happening::Operation(_, OperationEvent::Began { call, .. }) => match call.producer() {
            Some(ProducerCall::Send(records)) => SMALL * (1 + 3 * records.len()),
            _ => 2 * SMALL,
        },
        Happening::Drawn => 0,
        _ => SMALL,
    };
    size_of::<Event>() + behind
}

/// The bytes of all records in the logs of a cluster. Copies share them as long
/// as they have the same past.
pub(super) fn of_logs(cluster: &Cluster) -> usize {
    let topics = cluster.state().broker().topics().values();
    let logs = topics.flat_map(|topic| &topic.partitions);
    logs.map(|log| log.bytes() as usize + (log.end() - log.start()) as usize * 4 * SMALL)
        .sum()
}

/// The bytes of a copy of the cluster, without those that copies share.
pub(super) fn of_cluster(cluster: &Cluster) -> usize {
    const MACHINE: usize = 2_500;
    const OPERATION: usize = 140;
    const LOG: usize = 700;
    const MEMBER: usize = 500;
    const FLIGHT: usize = 120;
    let state = cluster.state();
    let topics = state.broker().topics().values();
    let logs = topics.flat_map(|topic| &topic.partitions);
    let logs: usize = logs
        .map(|log| {
            let batches: usize = log.segments().len() * 8;
            LOG + batches
        })
        .sum();
    let groups = state.broker().groups().values();
    let members: usize = groups
        .filter_map(|group| group.classic())
        .map(|group| group.members().len())
        .sum();
    let network = state.network();
    state.machines().len() * MACHINE
        + state.operations().len() * OPERATION
        + logs
        + members * MEMBER
        + (network.flights().len() + network.connections().len()) * FLIGHT
        + state.observed().facts() * SMALL
}
