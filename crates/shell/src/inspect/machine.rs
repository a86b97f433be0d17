//! Producers and consumers: their program, their client, their settings.

use super::{at_offset, listed, partitions, Inspection, Sheet};
use crate::duration::{print_duration, print_rate};
use crate::outcome::exception_text;
use client::consumer::Consumer;
use client::partitioner::{Keyed, Partitioner, Unkeyed};
use client::producer::Producer;
use client::Client;
use cluster::app::Program;
use cluster::{Machine, State};

pub(super) fn machine(state: &State, name: &str) -> Option<Inspection> {
    let (_, machine) = state.machine(name)?;
    let kind = match &machine.client() {
        Client::Producer(_) => "Producer ",
        Client::Consumer(_) => "Consumer ",
        Client::Admin(_) => "Admin client ",
        Client::Peer(_) => "Peer ",
    };
    let mut sheet = Sheet::new(&[kind, name].concat());
    sheet.row("client.id", machine.client().client_id().as_str());
    sheet.row("status", machine.status().name());
    sheet.at("since", state, machine.since());
    if machine.is_stalled() {
        sheet.row("application", "stands still");
    }
    if machine.is_cut() {
        sheet.row("network", "cut");
    }
    if let Some((call, exception, at)) = &machine.failure() {
        sheet.row(&["last ", call].concat(), exception_text(exception));
        sheet.at("failed at", state, *at);
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
    sheet.row("requests in flight", listed(waiting));
    sheet.settings(machine.settings());
    sheet.done()
}

fn program(sheet: &mut Sheet, program: &Program) {
    match program {
        Program::Produce(program) => {
            let spec = &program.spec;
            if let Some(topic) = &spec.topic {
                sheet.row("produces to", topic.as_str());
            }
            if let Some(rate) = spec.rate {
                sheet.row("rate", print_rate(rate));
            }
            let keys = spec.keys.iter().map(ToString::to_string);
            sheet.row("keys", listed(keys));
        }
        Program::Consume(program) => {
            let spec = &program.spec;
            let topics = spec.topics.iter().map(ToString::to_string);
            sheet.row("topics", listed(topics));
            sheet.row("work on a record", print_duration(spec.work_ms));
            sheet.row("commits", spec.commit.name());
            let polls = if spec.by_hand { "by hand" } else { "in a loop" };
            sheet.row("polls", polls);
            sheet.count("records in hand", program.undone().len());
            if let Some(record) = program.working_on() {
                sheet.row("works on", at_offset(&record.partition, record.offset));
            }
        }
    }
}

fn producer(sheet: &mut Sheet, producer: &Producer) {
    let config = producer.config();
    sheet.number("records sent", producer.sent_records());
    sheet.number("acknowledged", producer.acknowledged());
    sheet.number("failed", producer.failed());
    let batches = producer.queues().flat_map(|(partition, queue)| {
        let batches = queue.iter().map(move |batch| (partition.clone(), batch));
        batches.map(|(partition, batch)| at_offset(&partition, batch.len() as i64))
    });
    sheet.row("records in open batches", listed(batches));
    let sticky = producer.sticky_partitions();
    let sticky = sticky.map(|(topic, partition)| [topic, "-", &partition.to_string()].concat());
    sheet.row("sticky partitions", listed(sticky));
    if let Some(sequences) = producer.sequences() {
        match sequences.id() {
            None => sheet.row("producer id", "none yet"),
            Some((id, epoch)) => {
                sheet.number("producer id", id);
                sheet.number("producer epoch", i64::from(epoch));
            }
        }
        let next = sequences.counted();
        let next = next.map(|(partition, next)| at_offset(partition, i64::from(next)));
        sheet.row("next sequence numbers", listed(next));
    }
    let partitioner = &config.partitioner;
    sheet.row("client", partitioner.family.name());
    sheet.row(
        "partitioner",
        [partitioner.name, ": ", &told(partitioner)].concat(),
    );
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
    sheet.number("buffer.memory left", producer.free_memory() as i64);
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
        Unkeyed::Sticky => "sticky until batch.size bytes".to_owned(),
        Unkeyed::StickyFor(time) => ["sticky for ", &print_duration(time)].concat(),
        Unkeyed::Random => "by chance".to_owned(),
        Unkeyed::JavaTurns | Unkeyed::Turns | Unkeyed::TurnsFromChance => "in turns".to_owned(),
        Unkeyed::Hashed => "hashed as if it were empty".to_owned(),
        Unkeyed::First => "to the partition that the record names, or 0".to_owned(),
    };
    let keyed = match partitioner.keyed {
        Keyed::Murmur2 => "murmur2 of the key",
        Keyed::InexactMurmur2 => "murmur2 of the key in inexact numbers",
        Keyed::Crc32 => "CRC-32 of the key",
        Keyed::Fnv1aAbsolute => "FNV-1a of the key, made positive first",
        Keyed::Fnv1aRemainder => "FNV-1a of the key, the remainder made positive",
        Keyed::Fnv1aMasked => "FNV-1a of the key without its sign bit",
        Keyed::Random => "by chance with a key",
        Keyed::Ignored => return ["whatever the key, ", &unkeyed].concat(),
    };
    [keyed, "; without one ", &unkeyed].concat()
}

fn consumer(sheet: &mut Sheet, state: &State, machine: &Machine, consumer: &Consumer) {
    let config = consumer.config();
    let member = consumer.membership();
    sheet.row("member id", member.member_id().as_str());
    sheet.row("membership", member.state().name());
    sheet.number("generation", i64::from(member.generation()));
    sheet.flag("leads", member.leads());
    sheet.row("owns", partitions(consumer.owned().keys()));
    let positions =
        consumer
            .owned()
            .iter()
            .map(|(partition, owned)| match owned.unchecked_position() {
                Some(offset) => at_offset(partition, offset),
                None => [&partition.to_string(), " -"].concat(),
            });
    sheet.row("positions", listed(positions));
    let paused = consumer.owned().iter().filter(|(_, owned)| owned.paused());
    sheet.row("paused", partitions(paused.map(|(partition, _)| partition)));
    sheet.count("fetched, not yet polled", consumer.buffered());
    if let Some(in_call) = consumer.in_call().filter(|_| machine.is_running()) {
        sheet.row("is in the call", in_call.call().name());
        sheet.at("until at the latest", state, in_call.until());
    }
    if let Some(polled) = consumer.polled() {
        sheet.at("polled last", state, polled);
    }
    if member.is_joined() {
        sheet.at("next heartbeat", state, member.heartbeat_at());
    } else if machine.is_running() && consumer.poll_overdue(state.now()) {
        sheet.row("next heartbeat", "none: max.poll.interval.ms is exceeded");
    }
    sheet.number("session.timeout.ms", config.session_timeout_ms);
    sheet.number("heartbeat.interval.ms", config.heartbeat_interval_ms);
    sheet.number("max.poll.interval.ms", config.max_poll_interval_ms);
    sheet.count("max.poll.records", config.max_poll_records);
    if config.enable_auto_commit {
        sheet.number("auto.commit.interval.ms", config.auto_commit_interval_ms);
        sheet.at(
            "a poll commits by itself from",
            state,
            consumer.auto_commit_at(),
        );
    }
    let assignors = config
        .assignors
        .iter()
        .map(|assignor| assignor.name().to_owned());
    sheet.row("assignors", listed(assignors));
}
