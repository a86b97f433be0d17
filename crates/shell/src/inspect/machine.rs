//! Producers and consumers: their program, their client, their settings.

use super::{at_offset, listed, named, partitions, say, Inspection, Sheet};
use crate::duration::{print_duration, print_rate};
use crate::outcome::exception_text;
use crate::texts::inspector::{phrase, row, Phrase, Row};
use client::consumer::Consumer;
use client::partitioner::{Keyed, Partitioner, Unkeyed};
use client::producer::Producer;
use client::Client;
use cluster::app::Program;
use cluster::{Machine, State};

pub(super) fn machine(state: &State, name: &str) -> Option<Inspection> {
    let (_, machine) = state.machine(name)?;
    let kind = match &machine.client() {
        Client::Producer(_) => Row::ProducerTitle,
        Client::Consumer(_) => Row::ConsumerTitle,
        Client::Admin(_) => Row::AdminTitle,
        Client::Peer(_) => Row::PeerTitle,
    };
    let mut sheet = Sheet::new(kind, &[name]);
    sheet.row("client.id", machine.client().client_id().as_str());
    sheet.row(row(Row::Status), machine.status().name());
    sheet.at(row(Row::Since), state, machine.since());
    if machine.is_stalled() {
        sheet.row(row(Row::Application), phrase(Phrase::StandsStill));
    }
    if machine.is_cut() {
        sheet.row(row(Row::Network), phrase(Phrase::Cut));
    }
    if let Some((call, exception, at)) = &machine.failure() {
        sheet.row(&named(Row::LastCall, &[call]), exception_text(exception));
        sheet.at(row(Row::FailedAt), state, *at);
    }
    if let Some(job) = machine.job() {
        program(&mut sheet, job.program());
    }
    match &machine.client() {
        Client::Producer(client) => producer(&mut sheet, client),
        Client::Consumer(client) => consumer(&mut sheet, state, machine, client),
        Client::Admin(_) | Client::Peer(_) => {}
    }
    let waiting = machine.client().link().in_flight();
    let waiting = waiting.map(|waiting| waiting.body.api().to_owned());
    sheet.row(row(Row::InFlight), listed(waiting));
    sheet.settings(machine.settings());
    sheet.done()
}

fn program(sheet: &mut Sheet, program: &Program) {
    match program {
        Program::Produce(program) => {
            let spec = &program.spec;
            if let Some(topic) = &spec.topic {
                sheet.row(row(Row::ProducesTo), topic.as_str());
            }
            if let Some(rate) = spec.rate {
                sheet.row(row(Row::Rate), print_rate(rate));
            }
            let keys = spec.keys.iter().map(ToString::to_string);
            sheet.row(row(Row::Keys), listed(keys));
        }
        Program::Tool(spec, _) => sheet.row(row(Row::RunsLine), spec.line()),
        Program::Consume(program) => {
            let spec = &program.spec;
            let topics = spec.topics.iter().map(ToString::to_string);
            match &spec.pattern {
                Some(pattern) => sheet.row(row(Row::Pattern), pattern.as_str()),
                None => sheet.row(row(Row::Topics), listed(topics)),
            };
            sheet.row(row(Row::WorkOnRecord), print_duration(spec.work_ms));
            sheet.row(row(Row::CommitMode), spec.commit.name());
            let polls = match spec.by_hand {
                true => Phrase::ByHand,
                false => Phrase::InALoop,
            };
            sheet.row(row(Row::Polls), phrase(polls));
            sheet.count(row(Row::InHand), program.undone_count());
            for record in program.working_on() {
                sheet.row(
                    row(Row::WorksOn),
                    at_offset(&record.partition, record.offset),
                );
            }
        }
    }
}

fn producer(sheet: &mut Sheet, producer: &Producer) {
    let config = producer.config();
    sheet.number(row(Row::Sent), producer.sent_records());
    sheet.number(row(Row::Acknowledged), producer.acknowledged());
    sheet.number(row(Row::Failed), producer.failed());
    let batches = producer.queues().flat_map(|(partition, queue)| {
        let batches = queue.iter().map(move |batch| (partition.clone(), batch));
        batches.map(|(partition, batch)| at_offset(&partition, batch.len() as i64))
    });
    sheet.row(row(Row::OpenBatches), listed(batches));
    let sticky = producer.sticky_partitions();
    let sticky = sticky.map(|(topic, partition)| [topic, "-", &partition.to_string()].concat());
    sheet.row(row(Row::StickyPartitions), listed(sticky));
    if let Some(sequences) = producer.sequences() {
        match sequences.id() {
            None => sheet.row(row(Row::ProducerId), phrase(Phrase::NoneYet)),
            Some((id, epoch)) => {
                sheet.number(row(Row::ProducerId), id);
                sheet.number(row(Row::ProducerEpoch), i64::from(epoch));
            }
        }
        let next = sequences.counted();
        let next = next.map(|(partition, next)| at_offset(partition, i64::from(next)));
        sheet.row(row(Row::NextSequences), listed(next));
    }
    let partitioner = &config.partitioner;
    sheet.row(row(Row::Client), partitioner.family.name());
    sheet.row(row(Row::Partitioner), told(partitioner));
    sheet.row(
        "acks",
        if config.acks == -1 {
            "all".to_owned()
        } else {
            config.acks.to_string()
        },
    );
    sheet.flag("enable.idempotence", config.enable_idempotence);
    sheet.row("compression.type", config.compression.name());
    sheet.number(row(Row::MemoryLeft), producer.free_memory() as i64);
    sheet.number("linger.ms", config.linger_ms);
    sheet.count("batch.size", config.batch_size);
    sheet.count(
        "max.in.flight.requests.per.connection",
        config.max_in_flight,
    );
    sheet.number("delivery.timeout.ms", config.delivery_timeout_ms);
}

/// What a partitioner does, in words.
fn told(partitioner: &Partitioner) -> String {
    let unkeyed = match partitioner.unkeyed {
        Unkeyed::Sticky => say(Phrase::Sticky, &[]),
        Unkeyed::StickyFor(time) => say(Phrase::StickyFor, &[&print_duration(time)]),
        Unkeyed::Random => say(Phrase::ByChance, &[]),
        Unkeyed::JavaTurns | Unkeyed::Turns | Unkeyed::TurnsFromChance => say(Phrase::InTurns, &[]),
        Unkeyed::Hashed => say(Phrase::HashedEmpty, &[]),
        Unkeyed::First => say(Phrase::Named, &[]),
    };
    let keyed = match partitioner.keyed {
        Keyed::Murmur2 => Phrase::Murmur2,
        Keyed::InexactMurmur2 => Phrase::InexactMurmur2,
        Keyed::Crc32 => Phrase::Crc32,
        Keyed::Fnv1aAbsolute => Phrase::Fnv1aAbsolute,
        Keyed::Fnv1aRemainder => Phrase::Fnv1aRemainder,
        Keyed::Fnv1aMasked => Phrase::Fnv1aMasked,
        Keyed::Random => Phrase::ByChanceKeyed,
        Keyed::Ignored => {
            return say(Phrase::PartitionerKeyless, &[partitioner.name, &unkeyed]);
        }
    };
    say(
        Phrase::PartitionerIs,
        &[partitioner.name, phrase(keyed), &unkeyed],
    )
}

fn consumer(sheet: &mut Sheet, state: &State, machine: &Machine, consumer: &Consumer) {
    let config = consumer.config();
    let member = consumer.membership();
    sheet.row(row(Row::MemberId), member.member_id().as_str());
    sheet.row(row(Row::Membership), member.state().name());
    sheet.number(row(Row::Generation), i64::from(member.generation()));
    sheet.flag(row(Row::Leads), member.leads());
    sheet.row(row(Row::Owns), partitions(consumer.owned().keys()));
    let positions =
        consumer
            .owned()
            .iter()
            .map(|(partition, owned)| match owned.unchecked_position() {
                Some(offset) => at_offset(partition, offset),
                None => [&partition.to_string(), " -"].concat(),
            });
    sheet.row(row(Row::Positions), listed(positions));
    let paused = consumer.owned().iter().filter(|(_, owned)| owned.paused());
    sheet.row(
        row(Row::Paused),
        partitions(paused.map(|(partition, _)| partition)),
    );
    sheet.count(row(Row::Buffered), consumer.buffered());
    if let Some(in_call) = consumer.in_call().filter(|_| machine.is_running()) {
        sheet.row(row(Row::InCall), in_call.call().name());
        sheet.at(row(Row::UntilAtTheLatest), state, in_call.until());
    }
    if let Some(polled) = consumer.polled() {
        sheet.at(row(Row::PolledLast), state, polled);
    }
    if member.is_joined() {
        sheet.at(row(Row::NextHeartbeat), state, member.heartbeat_at());
    } else if machine.is_running() && consumer.poll_overdue(state.now()) {
        sheet.row(row(Row::NextHeartbeat), phrase(Phrase::NoHeartbeat));
    }
    sheet.number("session.timeout.ms", config.session_timeout_ms);
    sheet.number("heartbeat.interval.ms", config.heartbeat_interval_ms);
    sheet.number("max.poll.interval.ms", config.max_poll_interval_ms);
    sheet.count("max.poll.records", config.max_poll_records);
    if config.enable_auto_commit {
        sheet.number("auto.commit.interval.ms", config.auto_commit_interval_ms);
        sheet.at(row(Row::AutoCommitsFrom), state, consumer.auto_commit_at());
    }
    let assignors = config
        .assignors
        .iter()
        .map(|assignor| assignor.name().to_owned());
    sheet.row(row(Row::Assignors), listed(assignors));
}
