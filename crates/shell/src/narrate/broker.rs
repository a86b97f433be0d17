//! What happens in the broker: topics, appends, and (elsewhere) groups.

use super::{group, lost, network, said, Told};
use crate::texts::journal::Sentence;
use crate::texts::{arg, Arg, Between, Noun};
use broker::log::Breach;
use broker::{BrokerEvent, OFFSETS_TOPIC};
use cluster::State;
use protocol::api::{ConfigResource, ResourceType};
use protocol::batch::Batch;
use protocol::config::Settings;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;

pub(super) fn tell(before: &State, at: Millis, event: &BrokerEvent) -> Option<Told> {
    match event {
        BrokerEvent::TopicCreated {
            topic, partitions, ..
        } => {
            let count = Arg::Count(*partitions as usize, Noun::Partition);
            let args = [arg::topic(topic), count];
            Some(match **topic == *OFFSETS_TOPIC {
                true => Told::quiet("topic").say(Sentence::CreatesOffsetsTopic, &args),
                false => Told::new("topic").say(Sentence::CreatesTopic, &args),
            })
        }
        BrokerEvent::ConfigsAltered { resource, configs } => Some(altered(resource, configs)),
        BrokerEvent::PartitionsAdded { topic, partitions } => {
            let count = Arg::Count(*partitions as usize, Noun::Partition);
            let line = Told::new("topic");
            Some(line.say(Sentence::TopicGrows, &[arg::topic(topic), count]))
        }
        BrokerEvent::TopicDeleted { topic } => {
            Some(Told::new("topic").say(Sentence::DeletesTopic, &[arg::topic(topic)]))
        }
        // Commits have a line of their own.
        BrokerEvent::BatchAppended { partition, .. } if *partition.topic == *OFFSETS_TOPIC => None,
        BrokerEvent::BatchAppended { partition, batch } => Some(appended(partition, batch)),
        BrokerEvent::SegmentRolled { partition, .. } if *partition.topic == *OFFSETS_TOPIC => None,
        BrokerEvent::SegmentRolled {
            partition,
            base_offset,
        } => {
            let args = [arg::partition(partition), arg::number(*base_offset)];
            Some(Told::new("segment").say(Sentence::Rolls, &args))
        }
        BrokerEvent::SegmentsDeleted {
            partition,
            up_to,
            reason,
        } => {
            let id = match reason {
                Breach::LogStart => Sentence::DeletesBelowStart,
                Breach::Size => Sentence::DeletesForSize,
                Breach::Time => Sentence::DeletesForAge,
            };
            Some(starts_later(before, id, partition, *up_to))
        }
        BrokerEvent::LogStartMoved { partition, to } => Some(starts_later(
            before,
            Sentence::LogStartMoves,
            partition,
            *to,
        )),
        BrokerEvent::FetchParked { .. }
        | BrokerEvent::FetchUnparked { .. }
        | BrokerEvent::ProducerIdAllocated { .. } => None,
        BrokerEvent::Group { group, event } => group::tell(before, at, group, event),
    }
}

/// What goes below an offset, and which groups lose by that.
fn starts_later(before: &State, id: Sentence, partition: &TopicPartition, to: Offset) -> Told {
    let args = [arg::partition(partition), arg::number(to)];
    let line = Told::new("segment").say(id, &args);
    lost::deleted(line, before, partition, to)
}

/// `broker appends lea to orders-0 at 10`.
fn appended(partition: &TopicPartition, batch: &Batch) -> Told {
    let keys = network::keys(batch, Some(partition));
    let place = arg::partition(partition);
    let first = batch.base_offset();
    let last = batch.end_offset() - 1;
    let at = |offset| arg::record(partition, offset);
    let line = Told::new("append");
    match last == first {
        true => line.say(Sentence::Appends, &[keys, place, at(first)]),
        false => line.say(
            Sentence::AppendsSeveral,
            &[keys, place, at(first), at(last)],
        ),
    }
}

/// `orders now has retention.ms=1000`.
fn altered(resource: &ConfigResource, configs: &Settings) -> Told {
    let whose = match resource.kind {
        ResourceType::Topic => arg::topic(&resource.name),
        ResourceType::Group => said(Sentence::TheGroup, &[Arg::from(&resource.name)]),
        _ => said(Sentence::TheBroker, &[]),
    };
    let line = Told::new("topic");
    if configs.is_empty() {
        return line.say(Sentence::HasDefaults, &[whose]);
    }
    let pairs = configs.iter();
    let mut pairs = pairs.map(|(key, value)| Arg::Text([key.as_str(), "=", value].concat()));
    let pairs = arg::list(&mut pairs, usize::MAX, Between::Comma);
    line.say(Sentence::NowHas, &[whose, pairs])
}
