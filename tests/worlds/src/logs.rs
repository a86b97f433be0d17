//! Words about logs: topics with settings, batches of raw peers, segments.

use crate::{settings, tp, World};
use client::call::AdminCall;
use client::outcome::Outcome;
use protocol::api::*;
use protocol::batch::Batch;
use protocol::config::Settings;
use protocol::record::{Millis, Offset, Payload, Record};
use std::sync::Arc;

/// A batch of these records: key, value and timestamp of each.
pub fn batch_of(records: &[(Option<&str>, &str, Millis)]) -> Batch {
    let records = records.iter().map(|(key, value, timestamp)| Record {
        key: key.map(Payload::from),
        value: Some(Payload::from(*value)),
        headers: Arc::from([]),
        timestamp: *timestamp,
    });
    Batch::seal(records.collect())
}

/// A batch of one record that takes exactly so many bytes, at least 70.
pub fn batch_of_size(bytes: usize, timestamp: Millis) -> Batch {
    let of = |value: usize| batch_of(&[(None, &"x".repeat(value), timestamp)]);
    let mut value = bytes - 70;
    while of(value).size() < bytes {
        value += 1;
    }
    let batch = of(value);
    assert_eq!(
        batch.size(),
        bytes,
        "no value makes a batch of so many bytes"
    );
    batch
}

impl World {
    /// Creates a topic of one partition with settings.
    pub fn topic_with(&mut self, name: &str, pairs: &[(&str, &str)]) {
        self.topic_of(name, 1, settings(pairs));
    }

    /// Creates a topic with settings.
    pub fn topic_of(&mut self, name: &str, partitions: i32, configs: Settings) {
        let created = self.admin_error(AdminCall::CreateTopics(vec![NewTopic {
            name: name.into(),
            partitions,
            configs,
            ..NewTopic::default()
        }]));
        assert_eq!(created.0, "NONE", "{}", created.1);
    }

    /// Produces a batch to partition 0 of a topic, and answers what became of
    /// it.
    pub fn produce(&mut self, topic: &str, batch: Batch) -> ProducedPartition {
        let batches = vec![(tp(topic, 0), Arc::new(batch))];
        let request = RequestBody::Produce(ProduceRequest::new(-1, batches));
        match self.ask("raw", request) {
            Response::Produce(mut body) => body.partitions.remove(0),
            other => panic!("{other:?}"),
        }
    }

    /// Produces a batch that is accepted: its base offset.
    pub fn appended(&mut self, topic: &str, batch: Batch) -> Offset {
        let produced = self.produce(topic, batch);
        assert_eq!(produced.error.name(), "NONE");
        produced.base_offset
    }

    /// Bases and bytes of a partition's segments.
    pub fn segments(&self, partition: &str) -> Vec<(Offset, u64)> {
        let segments = self.log(partition).segments().iter();
        segments.map(|s| (s.base(), s.bytes())).collect()
    }

    /// deleteRecords of the admin client: the error's name and the low
    /// watermark.
    pub fn delete_records(&mut self, partition: &str, below: Offset) -> (&'static str, Offset) {
        let partition = crate::tps(&[partition]).remove(0);
        let call = AdminCall::DeleteRecords(vec![(partition, below)]);
        match self.admin_call(call) {
            Outcome::DeletedRecords(deleted) => (deleted[0].error.name(), deleted[0].low_watermark),
            other => panic!("{other:?}"),
        }
    }

    /// ListOffsets for partition 0 of a topic: error, timestamp and offset.
    pub fn listed(
        &mut self,
        topic: &str,
        version: i16,
        timestamp: Millis,
    ) -> (&'static str, Millis, Offset) {
        let request = ListOffsetsRequest::new(Default::default(), [(tp(topic, 0), timestamp)]);
        let request = RequestBody::ListOffsets(request);
        match self.ask_version("raw", version, request) {
            Response::ListOffsets(body) => {
                let found = &body.partitions[0];
                (found.error.name(), found.timestamp, found.offset)
            }
            other => panic!("{other:?}"),
        }
    }
}
