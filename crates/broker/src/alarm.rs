//! When the broker acts by itself.

use crate::{Broker, BrokerEvent};
use protocol::api::ResourceType;
use protocol::name::Name;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;

/// What in the broker is woken. The order of the variants is the order of
/// ties, and is frozen, because scripts depend on it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alarm {
    /// A fetch that waits for bytes, by its number.
    Fetch(u64),
    /// A group at its coordinator.
    Group(Name),
    /// A log that retention checks.
    Log(TopicPartition),
}

impl BrokerEvent {
    /// Adds the alarms whose instant this event may change; `before` is the
    /// broker before it.
    pub(crate) fn touches(&self, before: &Broker, touched: &mut Vec<Alarm>) {
        match self {
            BrokerEvent::Group { group, .. } => touched.push(Alarm::Group(group.clone())),
            BrokerEvent::FetchParked { park, .. } | BrokerEvent::FetchUnparked { park } => {
                touched.push(Alarm::Fetch(*park));
            }
            BrokerEvent::BatchAppended { partition, .. }
            | BrokerEvent::SegmentRolled { partition, .. }
            | BrokerEvent::SegmentsDeleted { partition, .. }
            | BrokerEvent::LogStartMoved { partition, .. } => {
                touched.push(Alarm::Log(partition.clone()));
            }
            BrokerEvent::TopicDeleted { topic } => touched.extend(before.logs_of(topic)),
            // What retention keeps may change.
            BrokerEvent::ConfigsAltered { resource, .. } => match resource.kind {
                ResourceType::Topic => touched.extend(before.logs_of(&resource.name)),
                ResourceType::Broker => {
                    let topics = before.topics().keys();
                    touched.extend(topics.flat_map(|topic| before.logs_of(topic)));
                }
                // No alarm hangs on a setting of these.
                ResourceType::Unknown
                | ResourceType::BrokerLogger
                | ResourceType::ClientMetrics
                | ResourceType::Group => {}
            },
            // New logs are empty, and an id that was given out waits for nothing.
            BrokerEvent::TopicCreated { .. }
            | BrokerEvent::PartitionsAdded { .. }
            | BrokerEvent::ProducerIdAllocated { .. } => {}
        }
    }
}

impl Broker {
    /// The alarms of a topic's logs.
    fn logs_of<'a>(&self, topic: &'a Name) -> impl Iterator<Item = Alarm> + use<'a> {
        let count = self.partition_count(topic).unwrap_or(0);
        (0..count).map(move |partition| Alarm::Log(TopicPartition::new(topic.clone(), partition)))
    }

    /// When something is due, of the instants after `now`; none where it waits
    /// for nothing.
    pub fn due(&self, alarm: &Alarm, now: Millis) -> Option<Millis> {
        match alarm {
            Alarm::Fetch(park) => self.parked().get(park).map(|fetch| fetch.until),
            Alarm::Group(group) => self.group_due(group),
            Alarm::Log(partition) => crate::log::retention_tick(self, partition, now),
        }
    }

    /// All alarms that may be set.
    pub fn alarms(&self) -> Vec<Alarm> {
        let groups = self.groups().keys().cloned().map(Alarm::Group);
        let parked = self.parked().keys().map(|park| Alarm::Fetch(*park));
        let logs = self.topics().keys().flat_map(|topic| self.logs_of(topic));
        groups.chain(parked).chain(logs).collect()
    }
}
