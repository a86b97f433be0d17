//! Records, partitions and topics.

use super::{at_offset, listed, named, say, Inspection, Sheet};
use crate::texts::inspector::{phrase, row, Phrase, Row};
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
    let mut sheet = Sheet::new(
        Row::RecordTitle,
        &[&offset.to_string(), &partition.to_string()],
    );
    sheet.row(row(Row::Topic), partition.topic.as_str());
    sheet.number(row(Row::Partition), i64::from(partition.partition));
    sheet.number(row(Row::Offset), offset);
    if *partition.topic == *OFFSETS_TOPIC {
        decoded(&mut sheet, record);
    } else {
        sheet.payload(row(Row::Key), record.key.as_ref());
        sheet.payload(row(Row::Value), record.value.as_ref());
    }
    for header in record.headers.iter() {
        sheet.payload(&named(Row::Header, &[&header.key]), header.value.as_ref());
    }
    let stamp = match batch.log_append_time() {
        true => Row::LogAppendTime,
        false => Row::CreateTime,
    };
    sheet.time(row(stamp), batch.timestamp(record));
    let size = |payload: &Option<Payload>| payload.as_ref().map(Payload::len);
    if let Some(bytes) = size(&record.key) {
        sheet.count(row(Row::KeyBytes), bytes);
    }
    if let Some(bytes) = size(&record.value) {
        sheet.count(row(Row::ValueBytes), bytes);
    }
    let delta = offset - batch.base_offset();
    let base = batch
        .records()
        .first()
        .map_or(record.timestamp, |r| r.timestamp);
    let bytes = record_size(record, delta as i32, record.timestamp.wrapping_sub(base));
    sheet.number(row(Row::BytesInBatch), bytes as i64);
    sheet.row(
        row(Row::Batch),
        say(
            Phrase::BatchOf,
            &[
                &batch.base_offset().to_string(),
                &(batch.end_offset() - 1).to_string(),
                &batch.size().to_string(),
            ],
        ),
    );
    if batch.has_producer_id() {
        sheet.number(row(Row::ProducerId), batch.producer_id);
        sheet.number(row(Row::ProducerEpoch), i64::from(batch.producer_epoch));
        let sequence = increment_sequence(batch.base_sequence, delta as i32);
        sheet.number(row(Row::SequenceNumber), i64::from(sequence));
    }
    if batch.compression().compresses() {
        let codec = batch.compression().name();
        sheet.row(row(Row::Compression), say(Phrase::Estimated, &[codec]));
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
    let said = match chosen == partition.partition {
        true => Phrase::JavaTakes,
        false => Phrase::JavaWouldTake,
    };
    let [hash, count, chosen] = [hash, count, chosen].map(|number| number.to_string());
    sheet.row(row(Row::Murmur2), say(said, &[&hash, &count, &chosen]));
}

/// How often each group that reads the partition completed the work on a
/// record.
fn work(sheet: &mut Sheet, state: &State, partition: &TopicPartition, offset: Offset) {
    for (group, ledger) in state.observed().ledgers() {
        let reads = state.broker().committed(group, partition).is_some();
        let text = match ledger.times(partition, offset) {
            0 if !reads => continue,
            0 => say(Phrase::NotDone, &[]),
            1 => say(Phrase::DoneOnce, &[]),
            times => say(Phrase::DoneTimes, &[&times.to_string()]),
        };
        sheet.row(&named(Row::WorkOf, &[group]), text);
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
            sheet.row(
                row(Row::Key),
                say(Phrase::OffsetOf, &[&group, &partition.to_string()]),
            );
            match value {
                Some(value) => offset_value(sheet, &value),
                None => sheet.row(row(Row::Value), phrase(Phrase::Tombstone)),
            }
        }
        Some(OffsetsRecord::Group { group, value }) => {
            sheet.row(row(Row::Key), say(Phrase::GroupOf, &[&group]));
            match value {
                None => sheet.row(row(Row::Value), phrase(Phrase::Tombstone)),
                Some(value) => {
                    let protocol = value.protocol.unwrap_or_default();
                    let generation = value.generation.to_string();
                    let text = say(Phrase::GenerationOf, &[&generation, &protocol]);
                    sheet.row(row(Row::Value), text);
                    let members = value.members.iter().map(|m| m.member_id.to_string());
                    sheet.row(row(Row::Members), listed(members));
                }
            }
        }
        None => {
            sheet.payload(row(Row::Key), record.key.as_ref());
            sheet.payload(row(Row::Value), record.value.as_ref());
        }
    }
}

pub(super) fn offset_value(sheet: &mut Sheet, value: &OffsetValue) {
    sheet.number(row(Row::CommittedOffset), value.offset);
    sheet.number(row(Row::LeaderEpoch), i64::from(value.leader_epoch));
    sheet.row(row(Row::Metadata), value.metadata.as_str());
    sheet.time(row(Row::CommitTimestamp), value.commit_timestamp);
}

fn markers(sheet: &mut Sheet, log: &Log) {
    sheet.number(row(Row::LogStart), log.start());
    sheet.number(row(Row::LastStable), log.last_stable());
    sheet.number(row(Row::HighWatermark), log.high_watermark());
    sheet.number(row(Row::LogEnd), log.end());
}

pub(super) fn partition(state: &State, partition: &TopicPartition) -> Option<Inspection> {
    let log = state.broker().log(partition)?;
    let mut sheet = Sheet::new(Row::PartitionTitle, &[&partition.to_string()]);
    markers(&mut sheet, log);
    sheet.number(row(Row::Records), log.end() - log.start());
    sheet.count(row(Row::Batches), log.batches().count());
    sheet.count(row(Row::Segments), log.segments().len());
    sheet.number(row(Row::ActiveFrom), log.active().base());
    sheet.number(row(Row::ActiveBytes), log.active().bytes() as i64);
    sheet.number(row(Row::Bytes), log.bytes() as i64);
    if let Some((at, offset)) = log.max_timestamp() {
        sheet.time(row(Row::LargestTimestamp), at);
        sheet.number(row(Row::ItsOffset), offset);
    }
    for (group, offsets) in state.broker().offsets().iter() {
        if let Some(committed) = offsets.get(partition) {
            let lag = log.end().saturating_sub(committed.offset).to_string();
            let text = say(Phrase::CommittedLag, &[&committed.offset.to_string(), &lag]);
            sheet.row(&named(Row::OfGroup, &[group]), text);
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
                &named(Row::PositionOf, &[machine.name()]),
                position.to_string(),
            );
        }
    }
    sheet.done()
}

pub(super) fn topic(state: &State, name: &str) -> Option<Inspection> {
    let topic = state.broker().topic(name)?;
    let mut sheet = Sheet::new(Row::TopicTitle, &[name]);
    let records: i64 = topic
        .partitions
        .iter()
        .map(|log| log.end() - log.start())
        .sum();
    let bytes: u64 = topic.partitions.iter().map(Log::bytes).sum();
    sheet.count(row(Row::Partitions), topic.partitions.len());
    sheet.number(row(Row::Records), records);
    sheet.number(row(Row::Bytes), bytes as i64);
    let ends = topic
        .partitions
        .iter()
        .zip(0..)
        .map(|(log, number)| at_offset(&TopicPartition::new(name, number), log.end()));
    sheet.row(row(Row::LogEnds), listed(ends));
    sheet.row("cleanup.policy", topic.config.cleanup_policy());
    sheet.number("retention.ms", topic.config.retention_ms);
    sheet.count("max.message.bytes", topic.config.max_message_bytes);
    for (key, value) in &topic.config.given {
        sheet.row(&named(Row::AsSet, &[key]), value.as_str());
    }
    sheet.done()
}
