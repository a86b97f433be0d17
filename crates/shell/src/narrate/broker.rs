//! What happens in the broker: topics, appends, and (elsewhere) groups.

use super::{group, lost, network};
use crate::journal::Told;
use crate::texts::{counted, Noun};
use broker::log::Breach;
use broker::{BrokerEvent, OFFSETS_TOPIC};
use cluster::State;
use protocol::api::{ConfigResource, ResourceType};
use protocol::batch::Batch;
use protocol::config::Settings;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;

pub(super) fn tell(before: &State, at: Millis, event: &BrokerEvent) -> Option<Told> {
    match event {
        BrokerEvent::TopicCreated {
            topic, partitions, ..
        } => {
            let count = counted(*partitions as usize, Noun::Partition);
            if **topic == *OFFSETS_TOPIC {
                let line = Told::quiet("topic").text("broker creates ").topic(topic);
                let line = line.text(" with ").text(&count);
                return Some(line.text(": committed offsets live there"));
            }
            let line = Told::new("topic").text("broker creates ").topic(topic);
            Some(line.text(" with ").text(&count))
        }
        BrokerEvent::ConfigsAltered { resource, configs } => Some(altered(resource, configs)),
        BrokerEvent::PartitionsAdded { topic, partitions } => Some(
            Told::new("topic")
                .topic(topic)
                .text(" grows to ")
                .text(&counted(*partitions as usize, Noun::Partition)),
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
        BrokerEvent::SegmentRolled { partition, .. } if *partition.topic == *OFFSETS_TOPIC => None,
        BrokerEvent::SegmentRolled {
            partition,
            base_offset,
        } => Some(
            Told::new("segment")
                .partition(partition)
                .text(" begins a new segment at ")
                .text(&base_offset.to_string()),
        ),
        BrokerEvent::SegmentsDeleted {
            partition,
            up_to,
            reason,
        } => {
            let line = Told::new("segment")
                .text("retention deletes the segments of ")
                .partition(partition)
                .text(" below ")
                .text(&up_to.to_string())
                .text(why(*reason));
            Some(lost::deleted(line, before, partition, *up_to))
        }
        BrokerEvent::LogStartMoved { partition, to } => {
            let line = Told::new("segment")
                .text("the log start of ")
                .partition(partition)
                .text(" moves to ")
                .text(&to.to_string());
            Some(lost::deleted(line, before, partition, *to))
        }
        BrokerEvent::FetchParked { .. }
        | BrokerEvent::FetchUnparked { .. }
        | BrokerEvent::ProducerIdAllocated { .. } => None,
        BrokerEvent::Group { group, event } => group::tell(before, at, group, event),
    }
}

/// Why segments go, after what happened.
fn why(reason: Breach) -> &'static str {
    match reason {
        Breach::LogStart => ": they are below the log start",
        Breach::Size => ": the log is larger than retention.bytes",
        Breach::Time => ": their records are older than retention.ms",
    }
}

/// `broker appends lea to orders-0 at 10`.
fn appended(partition: &TopicPartition, batch: &Batch) -> Told {
    let line = Told::new("append").text("broker appends ");
    let line = network::keys(line, batch, Some(partition));
    let line = line.text(" to ").partition(partition).text(" at ");
    let first = batch.base_offset();
    let last = batch.end_offset() - 1;
    let line = line.record(&first.to_string(), partition, first);
    match last {
        _ if last == first => line,
        last => line.text(" to ").record(&last.to_string(), partition, last),
    }
}

/// `topic orders now has retention.ms=1000`.
fn altered(resource: &ConfigResource, configs: &Settings) -> Told {
    let line = Told::new("topic");
    let line = match (resource.kind, resource.name.as_str()) {
        (ResourceType::Topic, _) => line.topic(&resource.name),
        (ResourceType::Group, group) => line.text("group ").text(group),
        _ => line.text("broker"),
    };
    if configs.is_empty() {
        return line.text(" has Kafka's settings again");
    }
    let pairs = configs.iter();
    let pairs = pairs.map(|(key, value)| [key.as_str(), "=", value].concat());
    let pairs: Vec<String> = pairs.collect();
    line.text(" now has ").text(&pairs.join(", "))
}
