//! Producers: what their records wait for.

use super::narration::{say, Boxed};
use super::scene::Scene;
use crate::texts::narrator::{Label, Sentence};
use client::partitioner::Unkeyed;
use client::producer::Producer;
use cluster::app::Producing;
use cluster::{Machine, Status};
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;

/// From what `linger.ms` on one sees that a batch waits.
const LONG_LINGER_MS: Millis = 200;
/// and from here on it looks stuck.
const VERY_LONG_LINGER_MS: Millis = 1_000;
/// So many records in one partition, and none in the others, look odd,
const ODD: Offset = 5;
/// and from here on one has been told why.
const TOLD: Offset = 50;

pub(super) fn tell(scene: &Scene, machine: &Machine, producer: &Producer, drafts: &mut Vec<Boxed>) {
    let one = One {
        scene,
        machine,
        producer,
        name: machine.name(),
    };
    if machine.is_running() {
        drafts.extend(one.blocked());
        one.batches(drafts);
        if let Some(program) = machine.job().and_then(|job| job.producing()) {
            drafts.extend(one.failed(program));
            drafts.extend(one.sends(program));
        }
    } else if machine.status() == Status::Crashed {
        let draft = one.say(Sentence::ProducerDead);
        let draft = draft.since(scene.at(machine.since()));
        drafts.push(draft.run_on(Label::Start, machine.name()));
    }
}

/// A machine with a producer.
struct One<'a> {
    scene: &'a Scene<'a>,
    machine: &'a Machine,
    producer: &'a Producer,
    name: &'a Name,
}

impl One<'_> {
    fn say(&self, which: Sentence) -> Boxed {
        say(which).machine(self.name)
    }

    /// Its program's last send failed. Who sends by hand is answered by hand.
    fn failed(&self, program: &Producing) -> Option<Boxed> {
        let (call, exception, at) = self.machine.failure()?;
        (*call == "send" && program.spec.topic.is_some()).then(|| {
            let draft = self.say(Sentence::SendFailed).text(exception.class);
            draft.since(self.scene.at(*at))
        })
    }

    /// A send that blocks.
    fn blocked(&self) -> Option<Boxed> {
        let (of, partition, for_memory, until) = self.producer.blocked_send()?;
        let broker = self.scene.state.broker();
        let until = self.scene.at(until);
        let draft = match broker.partition_count(of) {
            _ if for_memory => self.say(Sentence::AwaitsMemory),
            Some(count) if partition.is_some_and(|named| named >= count) => {
                self.say(Sentence::AwaitsPartition).topic(of)
            }
            None if !broker.config().auto_create_topics => {
                let draft = self.say(Sentence::AwaitsTopic).topic(of);
                draft.run_on(Label::CreateNamed, of)
            }
            _ => return Some(self.say(Sentence::AsksTopic).topic(of)),
        };
        let block = self.producer.config().max_block_ms;
        Some(draft.left(until).wait(until.saturating_sub(block), until))
    }

    /// Batches that came back, or wait for more.
    fn batches(&self, drafts: &mut Vec<Boxed>) {
        let config = self.producer.config();
        for (partition, queue) in self.producer.queues() {
            let Some(oldest) = queue.front() else {
                continue;
            };
            let created = self.scene.at(oldest.created());
            let mut until = created.saturating_add(config.delivery_timeout_ms);
            let which = if self.scene.state.broker().log(&partition).is_none() {
                Sentence::BatchHomeless
            } else if oldest.attempts() > 0 {
                Sentence::BatchRetried
            } else if config.linger_ms >= LONG_LINGER_MS && queue.len() == 1 {
                let Some(leaves) = self.producer.leaves_at(&partition, queue) else {
                    continue;
                };
                until = self.scene.at(leaves);
                match config.linger_ms >= VERY_LONG_LINGER_MS {
                    true => Sentence::LingersLong,
                    false => Sentence::Lingers,
                }
            } else {
                continue;
            };
            let draft = self.say(which).partition(&partition).left(until);
            drafts.push(draft.wait(created, until));
        }
    }

    /// What its program does all the time.
    fn sends(&self, program: &Producing) -> Option<Boxed> {
        let to = program.spec.topic.as_ref()?;
        if program.paused {
            let draft = self.say(Sentence::ProducerPaused);
            return Some(draft.run_on(Label::Resume, self.name));
        }
        if program.spec.rate.is_none() || self.machine.is_stalled() {
            return None;
        }
        let stuck = self.sticks(program, to);
        Some(stuck.unwrap_or_else(|| self.say(Sentence::Sends).topic(to)))
    }

    /// Records without a key that went to one partition so far.
    fn sticks(&self, program: &Producing, to: &Name) -> Option<Boxed> {
        let config = self.producer.config();
        if config.partitioner.unkeyed != Unkeyed::Sticky || !program.spec.keys.is_empty() {
            return None;
        }
        let mut sticky = self.producer.sticky_partitions();
        let (_, partition) = sticky.find(|(topic, _)| *topic == to)?;
        let logs = &self.scene.state.broker().topic(to)?.partitions;
        let mut records = 0;
        for (index, log) in logs.iter().enumerate() {
            if index as i32 == partition {
                records = log.end();
            } else if log.end() > 0 {
                return None;
            }
        }
        (logs.len() > 1 && records >= ODD).then(|| {
            let partition = TopicPartition::new(to.clone(), partition);
            let draft = self.say(match records < TOLD {
                true => Sentence::Sticky,
                false => Sentence::StickyStill,
            });
            let draft = draft.partition(&partition);
            match self.scene.view.consumers.is_empty() {
                true => draft.form(Label::AddConsumer, "consumer"),
                false => draft,
            }
        })
    }
}

/// Nothing is left to read, and who would send is paused.
pub(super) fn drained(scene: &Scene) -> Option<Boxed> {
    let mut paused = Vec::new();
    let mut reads = false;
    for machine in scene.state.machines().values() {
        if !machine.is_running() {
            continue;
        }
        if let Some(consumer) = machine.client().consumer() {
            let works = machine.consuming().is_some_and(|p| p.undone_count() > 0);
            if works || !scene.has_read_all(consumer) {
                return None;
            }
            reads |= !consumer.owned().is_empty();
        }
        let producing = machine.job().and_then(|job| job.producing());
        if let Some(program) = producing.filter(|program| program.spec.topic.is_some()) {
            let producer = machine.client().producer()?;
            let open = producer.sent_records() - producer.acknowledged() - producer.failed();
            if !program.paused || open > 0 {
                return None;
            }
            paused.push(machine.name());
        }
    }
    let first = paused.first().filter(|_| reads)?;
    let draft = say(Sentence::Drained).machines(&paused);
    Some(draft.run_on(Label::Resume, first))
}
