//! What happens in the broker: topics, appends, and (elsewhere) groups.

use super::{group, network};
use crate::journal::{counted, Told};
use kafka_playground_engine::broker::{batch::Batch, BrokerEvent, OFFSETS_TOPIC};
use kafka_playground_engine::cluster::State;
use kafka_playground_engine::record::Millis;
use kafka_playground_engine::topic_partition::TopicPartition;

pub(super) fn tell(before: &State, at: Millis, event: &BrokerEvent) -> Option<Told> {
    match event {
        BrokerEvent::TopicCreated {
            topic, partitions, ..
        } => {
            let count = counted(*partitions as usize, "partition");
            if **topic == *OFFSETS_TOPIC {
                let line = Told::quiet("topic").text("broker creates ").topic(topic);
                let line = line.text(" with ").text(&count);
                return Some(line.text(": committed offsets live there"));
            }
            let line = Told::new("topic").text("broker creates ").topic(topic);
            Some(line.text(" with ").text(&count))
        }
        BrokerEvent::PartitionsAdded { topic, partitions } => Some(
            Told::new("topic")
                .topic(topic)
                .text(" grows to ")
                .text(&counted(*partitions as usize, "partition")),
        ),
        BrokerEvent::TopicDeleted { topic } => Some(
            Told::new("topic")
                .text("broker deletes ")
                .topic(topic)
                .text(" with its records"),
        ),
        // Commits have a line of their own.
        BrokerEvent::BatchAppended { partition, .. } if *partition.topic == *OFFSETS_TOPIC => None,
        BrokerEvent::BatchAppended { partition, batch } => Some(appended(partition, batch)),
        BrokerEvent::FetchParked { .. }
        | BrokerEvent::FetchUnparked { .. }
        | BrokerEvent::ProducerIdAllocated { .. } => None,
        BrokerEvent::Group { group, event } => group::tell(before, at, group, event),
    }
}

/// `broker appends lea to orders-0 at 10`.
fn appended(partition: &TopicPartition, batch: &Batch) -> Told {
    let line = Told::new("append").text("broker appends ");
    let line = network::keys(line, batch, Some(partition));
    let line = line.text(" to ").partition(partition).text(" at ");
    let first = batch.base_offset;
    let last = batch.end_offset() - 1;
    let line = line.record(&first.to_string(), partition, first);
    match last {
        _ if last == first => line,
        last => line.text(" to ").record(&last.to_string(), partition, last),
    }
}
