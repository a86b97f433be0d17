//! Dead letters: a record whose work failed is sent to a topic for such
//! records, and is done when that is acknowledged: `producer.send(…).get()`.

use super::letter::Letter;
use super::Consuming;
use crate::app::event::AppStep;
use client::call::{OpId, ProducerRecord};
use client::library::Library;
use client::outcome::ConsumerRecord;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;

impl Consuming {
    /// Whether a record is on its way to the topic for dead letters.
    pub(super) fn is_letter(&self, record: &ConsumerRecord) -> bool {
        let mut letters = self.letters.iter();
        letters.any(|letter| letter.is(&record.partition, record.offset))
    }

    /// A record is to be sent away, as it is.
    pub(super) fn send_letter(&mut self, record: Option<ConsumerRecord>) {
        let letter = |record| Letter { record, send: None };
        self.letters.extend(record.map(letter));
    }

    /// Sends the next one.
    pub(super) fn step_letters(&self) -> Option<AppStep> {
        let mut letters = self.letters.iter();
        let dead = &letters.find(|letter| letter.send.is_none())?.record;
        Some(AppStep::DeadLetter {
            partition: dead.partition.clone(),
            offset: dead.offset,
            record: ProducerRecord {
                topic: self.spec.habit.dead_letter(&dead.partition.topic),
                partition: None,
                key: dead.record.key.clone(),
                value: dead.record.value.clone(),
                headers: dead.record.headers.clone(),
                timestamp: None,
            },
        })
    }

    /// It was sent, or there was no room for it, which is as if it had failed.
    pub(super) fn letter_sent(
        &mut self,
        at: Millis,
        (partition, offset): (&TopicPartition, Offset),
        send: Option<OpId>,
    ) {
        if send.is_none() {
            return self.letter_answered(at, (partition, offset), false);
        }
        let mut letters = self.letters.iter_mut();
        if let Some(letter) = letters.find(|letter| letter.is(partition, offset)) {
            letter.send = send;
        }
    }

    /// The record that a call sends away, if it waits for that.
    pub(crate) fn letter_of(&self, send: OpId) -> Option<(TopicPartition, Offset)> {
        let mut letters = self.letters.iter();
        let letter = letters.find(|letter| letter.send == Some(send))?;
        Some((letter.record.partition.clone(), letter.record.offset))
    }

    /// It was acknowledged, and the record counts as done; or sending it threw.
    pub(super) fn letter_answered(
        &mut self,
        at: Millis,
        (partition, offset): (&TopicPartition, Offset),
        acknowledged: bool,
    ) {
        self.letters.retain(|letter| !letter.is(partition, offset));
        match acknowledged {
            true => self.work_finished(partition, offset),
            false => self.threw(at, partition, offset),
        }
    }

    /// Whether what it does next waits for the answer to a letter: where others
    /// work beside, only the one who sent it waits.
    pub(super) fn awaits_letter(&self) -> bool {
        let alone = self.library() != Library::Sarama && !self.workers.have_work();
        alone && !self.letters.is_empty()
    }
}
