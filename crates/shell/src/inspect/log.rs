//! Records, partitions and topics.

use super::{at_offset, listed, Inspection, Sheet};
use broker::log::Log;
use broker::offsets_topic::{OffsetValue, OffsetsRecord};
use broker::OFFSETS_TOPIC;
use client::partitioner::murmur2::murmur2;
use cluster::State;
use protocol::batch::increment_sequence;
use protocol::record::{record_size, Offset, Payload, Record};
use protocol::topic_partition::TopicPartition;

pub(super) fn record(
    state: &State,
    partition: &TopicPartition,
    offset: Offset,
) -> Option<Inspection> {
    let log = state.broker().log(partition)?;
    let (record, batch) = log.record(offset)?;
    let mut sheet = Sheet::new(&format!("Record {offset} of {partition}"));
    sheet.row("topic", partition.topic.as_str());
    sheet.number("partition", i64::from(partition.partition));
    sheet.number("offset", offset);
    if *partition.topic == *OFFSETS_TOPIC {
        decoded(&mut sheet, record);
    } else {
        sheet.payload("key", record.key.as_ref());
        sheet.payload("value", record.value.as_ref());
    }
    for header in record.headers.iter() {
        sheet.payload(&["header ", &header.key].concat(), header.value.as_ref());
    }
    let stamp = match batch.log_append_time() {
        true => "timestamp (LogAppendTime)",
        false => "timestamp (CreateTime)",
    };
    sheet.time(stamp, batch.timestamp(record));
    let size = |payload: &Option<Payload>| payload.as_ref().map(Payload::len);
    if let Some(bytes) = size(&record.key) {
        sheet.count("key bytes", bytes);
    }
    if let Some(bytes) = size(&record.value) {
        sheet.count("value bytes", bytes);
    }
    let delta = offset - batch.base_offset();
    let base = batch
        .records()
        .first()
        .map_or(record.timestamp, |r| r.timestamp);
    let bytes = record_size(record, delta as i32, record.timestamp.wrapping_sub(base));
    sheet.number("bytes in its batch", bytes as i64);
    sheet.row(
        "batch",
        format!(
            "offsets {} to {}, {} bytes",
            batch.base_offset(),
            batch.end_offset() - 1,
            batch.size()
        ),
    );
    if batch.has_producer_id() {
        sheet.number("producer id", batch.producer_id);
        sheet.number("producer epoch", i64::from(batch.producer_epoch));
        let sequence = increment_sequence(batch.base_sequence, delta as i32);
        sheet.number("sequence number", i64::from(sequence));
    }
    if batch.compression().compresses() {
        let codec = batch.compression().name();
        sheet.row(
            "compression",
            [codec, ": the batch's bytes are an estimate"].concat(),
        );
    }
    hashed(&mut sheet, state, partition, record);
    work(&mut sheet, state, partition, offset);
    sheet.done()
}

/// Where Java's partitioner puts the key now. The record itself may have come
/// to its partition in another way, which nobody has kept.
fn hashed(sheet: &mut Sheet, state: &State, partition: &TopicPartition, record: &Record) {
    let internal = *partition.topic == *OFFSETS_TOPIC;
    let Some(key) = record.key.as_ref().filter(|_| !internal) else {
        return;
    };
    let count = state.broker().partition_count(&partition.topic);
    let count = count.unwrap_or(1).max(1);
    let hash = murmur2(&key.bytes()) & 0x7fff_ffff;
    let chosen = hash % count;
    let mut text = format!("{hash}; Java's partitioner takes {hash} mod {count} = {chosen}");
    if chosen != partition.partition {
        text.push_str(
            ". This record was placed by another one, by hand, or when there were fewer partitions",
        );
    }
    sheet.row("murmur2 of the key", text);
}

/// How often each group that reads the partition completed the work on a
/// record.
fn work(sheet: &mut Sheet, state: &State, partition: &TopicPartition, offset: Offset) {
    for (group, ledger) in state.observed().ledgers() {
        let reads = state.broker().committed(group, partition).is_some();
        let text = match ledger.times(partition, offset) {
            0 if !reads => continue,
            0 => "not done".to_owned(),
            1 => "done once".to_owned(),
            times => format!("done {times} times"),
        };
        sheet.row(&["work of ", group].concat(), text);
    }
}

/// A record of `__consumer_offsets`, in words.
pub(super) fn decoded(sheet: &mut Sheet, record: &Record) {
    let key = record.key.as_ref().map(Payload::bytes).unwrap_or_default();
    let value = record.value.as_ref().map(Payload::bytes);
    match OffsetsRecord::decode(&key, value.as_deref()) {
        Some(OffsetsRecord::Offset {
            group,
            topic,
            partition,
            value,
        }) => {
            let partition = TopicPartition::new(topic, partition);
            sheet.row("key", format!("offset of {group} in {partition}"));
            match value {
                Some(value) => offset_value(sheet, &value),
                None => sheet.row("value", "null: a tombstone"),
            }
        }
        Some(OffsetsRecord::Group { group, value }) => {
            sheet.row("key", ["group ", &group].concat());
            match value {
                None => sheet.row("value", "null: a tombstone"),
                Some(value) => {
                    let protocol = value.protocol.unwrap_or_default();
                    let text = format!("generation {}, {protocol}", value.generation);
                    sheet.row("value", text);
                    let members = value.members.iter().map(|m| m.member_id.to_string());
                    sheet.row("members", listed(members));
                }
            }
        }
        None => {
            sheet.payload("key", record.key.as_ref());
            sheet.payload("value", record.value.as_ref());
        }
    }
}

pub(super) fn offset_value(sheet: &mut Sheet, value: &OffsetValue) {
    sheet.number("committed offset", value.offset);
    sheet.number("leader epoch", i64::from(value.leader_epoch));
    sheet.row("metadata", value.metadata.as_str());
    sheet.time("commit timestamp", value.commit_timestamp);
}

fn markers(sheet: &mut Sheet, log: &Log) {
    sheet.number("log start offset", log.start());
    sheet.number("last stable offset", log.last_stable());
    sheet.number("high watermark", log.high_watermark());
    sheet.number("log end offset", log.end());
}

pub(super) fn partition(state: &State, partition: &TopicPartition) -> Option<Inspection> {
    let log = state.broker().log(partition)?;
    let mut sheet = Sheet::new(&format!("Partition {partition}"));
    markers(&mut sheet, log);
    sheet.number("records", log.end() - log.start());
    sheet.count("batches", log.batches().count());
    sheet.count("segments", log.segments().len());
    sheet.number("active segment from", log.active().base());
    sheet.number("bytes of the active segment", log.active().bytes() as i64);
    sheet.number("bytes", log.bytes() as i64);
    if let Some((at, offset)) = log.max_timestamp() {
        sheet.time("largest timestamp", at);
        sheet.number("its offset", offset);
    }
    for (group, offsets) in state.broker().offsets().iter() {
        if let Some(committed) = offsets.get(partition) {
            let lag = log.end().saturating_sub(committed.offset);
            let text = format!("committed {}, lag {lag}", committed.offset);
            sheet.row(&["group ", group].concat(), text);
        }
    }
    for machine in state
        .machines()
        .values()
        .filter(|machine| machine.is_running())
    {
        let consumer = machine.client().consumer();
        if let Some(position) = consumer.and_then(|c| c.position(partition)) {
            sheet.row(
                &["position of ", machine.name()].concat(),
                position.to_string(),
            );
        }
    }
    sheet.done()
}

pub(super) fn topic(state: &State, name: &str) -> Option<Inspection> {
    let topic = state.broker().topic(name)?;
    let mut sheet = Sheet::new(&["Topic ", name].concat());
    let records: i64 = topic
        .partitions
        .iter()
        .map(|log| log.end() - log.start())
        .sum();
    let bytes: u64 = topic.partitions.iter().map(Log::bytes).sum();
    sheet.count("partitions", topic.partitions.len());
    sheet.number("records", records);
    sheet.number("bytes", bytes as i64);
    let ends = topic
        .partitions
        .iter()
        .zip(0..)
        .map(|(log, number)| at_offset(&TopicPartition::new(name, number), log.end()));
    sheet.row("log end offsets", listed(ends));
    sheet.row("cleanup.policy", topic.config.cleanup_policy());
    sheet.number("retention.ms", topic.config.retention_ms);
    sheet.count("max.message.bytes", topic.config.max_message_bytes);
    for (key, value) in &topic.config.given {
        sheet.row(&[key, " (as set)"].concat(), value.as_str());
    }
    sheet.done()
}
