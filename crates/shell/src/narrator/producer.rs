//! Producers: what their records wait for.

use super::narration::{left, machine as named, machines, partition as at, say, topic, Draft};
use super::scene::Scene;
use crate::texts::narrator::{Label, Rule, Sentence};
use crate::texts::Arg;
use crate::thing::Thing;
use client::partitioner::Unkeyed;
use client::producer::Producer;
use cluster::app::Producing;
use cluster::{Machine, Status};
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;

/// From what `linger.ms` on one sees that a batch waits.
const LONG_LINGER_MS: Millis = 200;
/// So many records in one partition, and none in the others, look odd.
const ODD: Offset = 5;

pub(super) fn told(scene: &Scene) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (machine, producer) in scene.producers() {
        let one = One {
            scene,
            machine,
            producer,
        };
        if !machine.is_running() {
            drafts.extend(one.dead());
            continue;
        }
        drafts.extend(one.failed());
        drafts.extend(one.blocked());
        drafts.extend(one.batches());
        drafts.extend(one.sticks());
        drafts.extend(one.sends());
    }
    drafts.extend(refused(scene));
    drafts.extend(drained(scene));
    drafts
}

/// A machine with a producer.
struct One<'a> {
    scene: &'a Scene<'a>,
    machine: &'a Machine,
    producer: &'a Producer,
}

impl<'a> One<'a> {
    fn me(&self) -> Arg {
        named(self.machine.name())
    }

    fn of(&self) -> Option<Thing> {
        Some(Thing::Machine(self.machine.name().clone()))
    }

    fn program(&self) -> Option<&'a Producing> {
        self.machine.job()?.producing()
    }

    fn dead(&self) -> Option<Draft> {
        let died = self.machine.status() == Status::Crashed;
        died.then(|| {
            let draft = say(Sentence::ProducerDead, &[self.me()]);
            let draft = draft.since(self.scene.at(self.machine.since()));
            draft.run(Label::Start, &[self.machine.name()])
        })
    }

    fn failed(&self) -> Option<Draft> {
        let (call, exception, failed) = self.machine.failure()?;
        (*call == "send").then(|| {
            let draft = say(Sentence::SendFailed, &[self.me(), exception.class.into()]);
            draft.since(self.scene.at(*failed))
        })
    }

    /// A send that blocks.
    fn blocked(&self) -> Option<Draft> {
        let (of, partition, for_memory, until) = self.producer.blocked_send()?;
        let count = self.scene.state.broker().partition_count(of);
        let missing = count.is_none_or(|count| partition.is_some_and(|p| p >= count));
        let block = self.producer.config().max_block_ms;
        let until = self.scene.at(until);
        let draft = if for_memory {
            say(Sentence::AwaitsMemory, &[self.me(), left(until)])
        } else if count.is_none() && !self.scene.state.broker().config().auto_create_topics {
            say(Sentence::AwaitsTopic, &[self.me(), topic(of), left(until)])
                .run(Label::CreateNamed, &[of])
        } else if missing {
            say(
                Sentence::AwaitsPartition,
                &[self.me(), topic(of), left(until)],
            )
        } else {
            return Some(say(Sentence::AsksTopic, &[self.me(), topic(of)]));
        };
        let draft = draft.wait(until.saturating_sub(block), until);
        Some(draft.why(Rule::MaxBlock, self.of(), block))
    }

    /// Batches that came back, or wait for more.
    fn batches(&self) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let config = self.producer.config();
        for (partition, queue) in self.producer.queues() {
            let Some(oldest) = queue.front() else {
                continue;
            };
            let created = self.scene.at(oldest.created());
            let until = created.saturating_add(config.delivery_timeout_ms);
            if self.scene.state.broker().log(&partition).is_none() {
                let args = [self.me(), at(&partition), left(until)];
                let draft = say(Sentence::BatchHomeless, &args).wait(created, until);
                let timeout = config.delivery_timeout_ms;
                drafts.push(draft.why(Rule::DeliveryTimeout, self.of(), timeout));
            } else if oldest.attempts() > 0 {
                let args = [self.me(), at(&partition), left(until)];
                let draft = say(Sentence::BatchRetried, &args).wait(created, until);
                let timeout = config.delivery_timeout_ms;
                drafts.push(draft.why(Rule::DeliveryTimeout, self.of(), timeout));
            } else if config.linger_ms >= LONG_LINGER_MS && queue.len() == 1 {
                let Some(ready) = self.producer.leaves_at(&partition, queue) else {
                    continue;
                };
                let until = self.scene.at(ready);
                let args = [self.me(), at(&partition), left(until)];
                let draft = say(Sentence::Lingers, &args).wait(created, until);
                drafts.push(draft.why(Rule::Linger, self.of(), config.linger_ms));
            }
        }
        drafts
    }

    /// Records without a key that went to one partition so far.
    fn sticks(&self) -> Option<Draft> {
        let program = self.program().filter(|program| !program.paused)?;
        let to = program.spec.topic.as_ref()?;
        let config = self.producer.config();
        let sticks = config.partitioner.unkeyed == Unkeyed::Sticky;
        if !sticks || !program.spec.keys.is_empty() || program.spec.rate.is_none() {
            return None;
        }
        let mut sticky = self.producer.sticky_partitions();
        let (_, partition) = sticky.find(|(topic, _)| *topic == to)?;
        let logs = &self.scene.state.broker().topic(to)?.partitions;
        let only = logs.iter().enumerate().all(|(index, log)| {
            match usize::try_from(partition) == Ok(index) {
                true => log.end() >= ODD,
                false => log.end() == 0,
            }
        });
        (only && logs.len() > 1).then(|| {
            let partition = TopicPartition::new(to.clone(), partition);
            let draft = say(Sentence::Sticky, &[self.me(), at(&partition)]);
            draft.why(Rule::BatchSize, self.of(), config.batch_size)
        })
    }

    /// What it does all the time.
    fn sends(&self) -> Option<Draft> {
        let program = self.program()?;
        let to = program.spec.topic.as_ref()?;
        let name = self.machine.name();
        if program.paused {
            let draft = say(Sentence::ProducerPaused, &[self.me()]);
            return Some(draft.run(Label::Resume, &[name]));
        }
        let sends = program.spec.rate.is_some() && !self.machine.is_stalled();
        sends.then(|| say(Sentence::Sends, &[self.me(), topic(to)]))
    }
}

/// Batches that the broker refused, while the answer is on its way.
fn refused(scene: &Scene) -> Vec<Draft> {
    let flights = scene.view.flights.iter();
    let refused = flights.filter(|flight| flight.api == "Produce" && flight.response);
    refused
        .filter_map(|flight| {
            let error = flight.error?;
            let record = flight.records.first()?;
            let partition = TopicPartition::new(record.topic.clone(), record.partition);
            let (me, to) = (named(&flight.machine), at(&partition));
            if error != "MESSAGE_TOO_LARGE" {
                let draft = say(Sentence::BatchRefused, &[me, to, error.into()]);
                return Some(draft.since(flight.left));
            }
            let topic = scene.state.broker().topic(&partition.topic)?;
            let draft = say(Sentence::BatchTooLarge, &[me, to]).since(flight.left);
            let of = Some(Thing::Topic(partition.topic.clone()));
            Some(draft.why(Rule::MaxMessageBytes, of, topic.config.max_message_bytes))
        })
        .collect()
}

/// Nothing is left to read, and who would send is paused.
fn drained(scene: &Scene) -> Option<Draft> {
    let mut paused = Vec::new();
    for (machine, producer) in scene.producers() {
        let program = machine.job().and_then(|job| job.producing());
        let sends = program.is_some_and(|program| program.spec.topic.is_some());
        if !machine.is_running() || !sends {
            continue;
        }
        if !program?.paused || producer.queues().next().is_some() {
            return None;
        }
        paused.push(machine.name());
    }
    let first = *paused.first()?;
    let consumers = scene.consumers();
    let reads = consumers.iter().any(|(_, c)| !c.owned().is_empty());
    let all_read = consumers.iter().all(|(machine, consumer)| {
        let works = machine.consuming().is_some_and(|p| !p.undone().is_empty());
        !works && scene.has_read_all(consumer)
    });
    (reads && all_read && scene.view.flights.iter().all(|f| f.api != "Produce")).then(|| {
        let draft = say(Sentence::Drained, &[machines(paused)]);
        draft.run(Label::Resume, &[first])
    })
}
