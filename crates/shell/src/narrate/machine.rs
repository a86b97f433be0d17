//! What happens to machines, to the programs on them, and in their clients.

use super::{group_of, name, said, thrown, Told};
use crate::duration::{print_duration, print_rate};
use crate::texts::journal::Sentence;
use crate::texts::{arg, Arg, Between};
use crate::thing::Thing;
use client::call::{CloseOptions, GroupMembershipOperation};
use client::consumer::{ConsumerEvent, RevokedAt};
use client::producer::ProducerEvent;
use cluster::app::{AppEvent, AppSpec, Job, ProduceSpec, FAILED, INTERRUPTED};
use cluster::command::{Change, CommitMode};
use cluster::event::{ClientSpec, MachineEvent};
use cluster::{Machine, MachineId, State};
use protocol::name::Name;
use protocol::record::Offset;
use protocol::topic_partition::TopicPartition;
use tools::ToolEvent;

pub(super) fn tell(before: &State, id: MachineId, event: &MachineEvent) -> Option<Told> {
    if let MachineEvent::Added {
        name,
        client,
        settings,
        app,
    } = event
    {
        let known = matches!(client, ClientSpec::Producer | ClientSpec::Consumer);
        let group = settings.get("group.id");
        return known.then(|| added(name, group, app.as_deref()));
    }
    let machine = before.machines().get(&id)?;
    let name = &machine.name();
    let subject = [arg::machine(name)];
    Some(match event {
        MachineEvent::Added { .. } => return None,
        MachineEvent::Restarted => Told::new("member").say(Sentence::StartsAgain, &subject),
        MachineEvent::Crashed => crashed(before, id, machine),
        MachineEvent::Stopping { restart: true } => {
            Told::new("member").say(Sentence::Restarts, &subject)
        }
        MachineEvent::Stopping { restart: false } => {
            Told::quiet("member").say(Sentence::AskedToStop, &subject)
        }
        MachineEvent::Stopped => stopped(machine, &subject),
        MachineEvent::Stalled => {
            let line = Told::warn("fault");
            let consumer = machine.client().consumer();
            match consumer.filter(|consumer| consumer.membership().is_joined()) {
                Some(_) => line.say(Sentence::HeartGoesOn, &subject),
                None => line.say(Sentence::StandsStill, &subject),
            }
        }
        MachineEvent::Unstalled => Told::new("fault").say(Sentence::GoesOn, &subject),
        MachineEvent::Removed if machine.tool().is_some() => return None,
        MachineEvent::Removed => Told::quiet("member").say(Sentence::TakenAway, &subject),
        MachineEvent::Configured(change) => configured(name, change),
    })
}

/// A program ended, by itself or as it was told.
fn stopped(machine: &Machine, subject: &[Arg]) -> Told {
    match machine.job().and_then(Job::exit) {
        Some(FAILED) => Told::bad("member").say(Sentence::EndsFailed, subject),
        Some(INTERRUPTED) => Told::new("member").say(Sentence::EndsInterrupted, subject),
        _ => Told::new("member").say(Sentence::Stops, subject),
    }
}

fn added(name: &Name, group: Option<&Name>, app: Option<&AppSpec>) -> Told {
    let line = Told::new("member");
    let name = arg::machine(name);
    match app {
        Some(AppSpec::Produce(ProduceSpec {
            topic: Some(topic),
            rate: Some(rate),
            ..
        })) => {
            let args = [name, arg::topic(topic), print_rate(*rate).into()];
            line.say(Sentence::StartsProducing, &args)
        }
        Some(AppSpec::Consume(spec)) => {
            let mut topics = spec.topics.iter().map(arg::topic);
            let topics = match &spec.pattern {
                Some(pattern) => said(Sentence::TopicsLike, &[pattern.to_string().into()]),
                None => arg::list(&mut topics, 4, Between::Comma),
            };
            match group {
                Some(group) => {
                    let args = [name, topics, arg::group(group)];
                    line.say(Sentence::StartsConsumingIn, &args)
                }
                None => line.say(Sentence::StartsConsuming, &[name, topics]),
            }
        }
        _ => line.say(Sentence::Starts, &[name]),
    }
}

/// `c1 crashes; orders-0 @ 6, 7, 8 done, not committed`.
fn crashed(before: &State, id: MachineId, machine: &Machine) -> Told {
    let line = Told::bad("fault");
    let name = arg::machine(machine.name());
    let done = uncommitted(before, id, machine);
    if done.is_empty() {
        return line.say(Sentence::Crashes, &[name]);
    }
    let mut done = done.iter().map(|(partition, offsets)| {
        let offsets = offsets.iter();
        let mut offsets = offsets.map(|offset| arg::record(partition, *offset));
        let offsets = arg::list(&mut offsets, 6, Between::Comma);
        said(Sentence::Done, &[arg::partition(partition), offsets])
    });
    let done = arg::list(&mut done, 4, Between::Semicolon);
    line.say(Sentence::CrashesHolding, &[name, done])
}

/// Records that a program finished and that its group's committed offset does
/// not cover.
fn uncommitted<'a>(
    before: &'a State,
    id: MachineId,
    machine: &'a Machine,
) -> Vec<(&'a TopicPartition, Vec<Offset>)> {
    let group = machine.client().consumer().and_then(|c| c.group());
    let finished = before.observed().finished(id);
    let mut done: Vec<(&TopicPartition, Vec<Offset>)> = Vec::new();
    for (partition, offset) in finished {
        let committed = group.and_then(|group| before.broker().committed(group, partition));
        if committed.is_some_and(|committed| committed.offset > *offset) {
            continue;
        }
        match done.iter_mut().find(|(other, _)| *other == partition) {
            Some((_, offsets)) if offsets.contains(offset) => {}
            Some((_, offsets)) => offsets.push(*offset),
            None => done.push((partition, vec![*offset])),
        }
    }
    done
}

fn configured(name: &Name, change: &Change) -> Told {
    let mut what: Vec<Arg> = Vec::new();
    if let Some(work) = change.work_ms {
        what.push(said(Sentence::Works, &[print_duration(work).into()]));
    }
    if let Some(mode) = change.commit {
        what.push(match mode {
            CommitMode::Never => said(Sentence::NeverCommits, &[]),
            CommitMode::Auto => said(Sentence::CommitsByItself, &[]),
            CommitMode::Before => said(Sentence::CommitsBefore, &[]),
            CommitMode::Record | CommitMode::Batch => {
                said(Sentence::CommitsAfterEach, &[mode.name().into()])
            }
            mode => ["--commit ", mode.name()].concat().into(),
        });
    }
    if let Some(by_hand) = change.by_hand {
        let id = match by_hand {
            true => Sentence::PollsByHand,
            false => Sentence::PollsInALoop,
        };
        what.push(said(id, &[]));
    }
    let written = crate::print::habit_words(&change.habit);
    if !written.is_empty() {
        what.push(said(Sentence::IsWritten, &[written.into()]));
    }
    if let Some(rate) = change.rate {
        what.push(said(Sentence::Sends, &[print_rate(rate).into()]));
    }
    match change.keys.as_deref() {
        Some([]) => what.push(said(Sentence::SendsWithoutKeys, &[])),
        Some(keys) => what.push(said(Sentence::HasKeys, &[keys.join(", ").into()])),
        None => {}
    }
    for (key, value) in &change.settings {
        what.push([key, "=", value].concat().into());
    }
    let what = arg::list(&mut what.into_iter(), 8, Between::Comma);
    Told::new("command").say(Sentence::Changes, &[arg::machine(name), what])
}

pub(super) fn tell_app(before: &State, id: MachineId, event: &AppEvent) -> Option<Told> {
    let machine = before.machines().get(&id)?;
    let name = arg::machine(machine.name());
    match event {
        AppEvent::Made { .. } | AppEvent::SeekAsked { .. } => None,
        AppEvent::CloseAsked { options } => Some(to_close(name, *options)),
        AppEvent::ProducingPaused => Some(Told::new("produce").say(Sentence::Rests, &[name])),
        AppEvent::ProducingResumed => Some(Told::new("produce").say(Sentence::GoesOn, &[name])),
        AppEvent::ProducingRefused { limit, max } => {
            let args = [name, arg::number(*max as i64), (*limit).into()];
            Some(Told::bad("error").say(Sentence::RestsAtLimit, &args))
        }
        AppEvent::WorkStarted { .. } => {
            let app = machine.consuming()?;
            let record = app.hand.get(app.next)?;
            works_again(before, id, &record.partition, record.offset)
        }
        AppEvent::ClaimStarted {
            partition, offset, ..
        } => works_again(before, id, partition, *offset),
        AppEvent::WorkFailed { partition, offset } => {
            let record = record_at(machine, partition, *offset);
            Some(Told::bad("work").say(Sentence::Throws, &[name, record]))
        }
        AppEvent::DeadLettered {
            partition,
            offset,
            topic,
            send,
        } => {
            let record = record_at(machine, partition, *offset);
            let args = [name, record, arg::topic(topic)];
            Some(match send {
                Some(_) => Told::warn("work").say(Sentence::DeadLetters, &args),
                None => Told::bad("error").say(Sentence::NoDeadLetter, &args),
            })
        }
        AppEvent::LetterAnswered {
            partition,
            offset,
            acknowledged,
        } => {
            let args = [name, record_at(machine, partition, *offset)];
            let fails = || Told::bad("error").say(Sentence::LetterFails, &args);
            (!acknowledged).then(fails)
        }
        AppEvent::Interrupted => Some(Told::new("command").say(Sentence::GetsSignal, &[name])),
        AppEvent::SessionEnded => Some(Told::new("rebalance").say(Sentence::EndsSession, &[name])),
        AppEvent::Died => Some(Told::bad("fault").say(Sentence::EndsUnclosed, &[name])),
        AppEvent::Tool(ToolEvent::Exited(0)) => {
            Some(Told::quiet("member").say(Sentence::ToolEnds, &[name]))
        }
        AppEvent::Tool(ToolEvent::Exited(status)) => {
            let args = [name, arg::number(i64::from(*status))];
            Some(Told::warn("member").say(Sentence::ToolFails, &args))
        }
        AppEvent::Tool(_) => None,
        AppEvent::WorkFinished { partition, offset } => {
            let line = Told::new("work");
            let record = record_at(machine, partition, *offset);
            Some(match times_done(before, id, partition, *offset) {
                0 => line.say(Sentence::Finishes, &[name, record]),
                times => {
                    let times = arg::number(i64::from(times) + 1);
                    line.say(Sentence::FinishesAgain, &[name, record, times])
                }
            })
        }
    }
}

/// How a client is to close, where it is not as usual.
fn to_close(name: Arg, options: CloseOptions) -> Told {
    let membership = match options.membership {
        GroupMembershipOperation::Default => None,
        GroupMembershipOperation::LeaveGroup => Some(Sentence::LeavesItsGroup),
        GroupMembershipOperation::RemainInGroup => Some(Sentence::StaysInItsGroup),
    };
    let membership = membership.map(|id| said(id, &[]));
    let timeout = options.timeout_ms.map(print_duration);
    let timeout = timeout.map(|time| said(Sentence::ClosesWithin, &[time.into()]));
    let mut how = membership.into_iter().chain(timeout);
    let how = arg::list(&mut how, 2, Between::Comma);
    Told::quiet("member").say(Sentence::IsToClose, &[name, how])
}

/// The work on a record has one line, when it is done. That it is done again is
/// worth one when it begins.
fn works_again(
    before: &State,
    id: MachineId,
    partition: &TopicPartition,
    offset: Offset,
) -> Option<Told> {
    if times_done(before, id, partition, offset) == 0 {
        return None;
    }
    let machine = before.machines().get(&id)?;
    let record = record_at(machine, partition, offset);
    let args = [arg::machine(machine.name()), record];
    Some(Told::warn("work").say(Sentence::WorksAgain, &args))
}

fn times_done(before: &State, id: MachineId, partition: &TopicPartition, offset: Offset) -> u16 {
    let ledger = group_of(before, id).and_then(|group| before.observed().ledger(group));
    ledger.map_or(0, |ledger| ledger.times(partition, offset))
}

/// `kim (orders-2 @ 6)`.
fn record_at(machine: &Machine, partition: &TopicPartition, offset: Offset) -> Arg {
    let hand = machine.consuming().into_iter().flat_map(|app| app.undone());
    let record = hand
        .flatten()
        .find(|record| record.offset == offset && record.partition == *partition);
    let thing = Thing::Record(partition.clone(), offset);
    let key = record.and_then(|record| record.record.key.as_ref());
    let place = arg::record_of(partition, offset);
    said(Sentence::RecordAt, &[arg::key(key, Some(thing)), place])
}

pub(super) fn tell_consumer(before: &State, id: MachineId, event: &ConsumerEvent) -> Option<Told> {
    let machine = before.machines().get(&id)?;
    let owned = || machine.client().consumer().map(|c| c.owned_partitions());
    let name = arg::machine(machine.name());
    match event {
        ConsumerEvent::Revoked {
            partitions,
            lost,
            point,
        } if !partitions.is_empty() => {
            let kept = kept(&owned()?, partitions);
            let line = match lost {
                true => Told::warn("rebalance"),
                false => Told::new("rebalance"),
            };
            let id = match lost {
                true => Sentence::Loses,
                false => Sentence::GivesBack,
            };
            let line = line.say(id, &[name, arg::partitions(partitions)]);
            let line = match kept.is_empty() {
                true => line,
                false => line.say(Sentence::AndKeeps, &[arg::partitions(&kept)]),
            };
            Some(match point {
                RevokedAt::Assignment => line.say(Sentence::JoinsForOthers, &[]),
                RevokedAt::Join | RevokedAt::Leave => line,
            })
        }
        ConsumerEvent::Assigned { partitions } => Some(assigned(name, partitions, &owned()?)),
        ConsumerEvent::MembershipGivenUp => {
            Some(Told::warn("rebalance").say(Sentence::PollsTooLate, &[name]))
        }
        ConsumerEvent::JoinPrepared => {
            let kept = owned()?;
            let line = || {
                let args = [name, arg::partitions(&kept)];
                Told::quiet("rebalance").say(Sentence::JoinsKeeping, &args)
            };
            (!kept.is_empty()).then(line)
        }
        ConsumerEvent::AssignmentRejected => {
            Some(Told::warn("rebalance").say(Sentence::TurnsDown, &[name]))
        }
        ConsumerEvent::CallbackInvoked { error, .. } => {
            let why = thrown(error.as_ref()?).into();
            Some(Told::bad("error").say(Sentence::CommitAsyncFails, &[name, why]))
        }
        ConsumerEvent::CoordinatorLost => {
            Some(Told::warn("error").say(Sentence::LosesCoordinator, &[name]))
        }
        ConsumerEvent::CommitGivenUp => {
            Some(Told::warn("commit").say(Sentence::GoesOnUncommitted, &[name]))
        }
        ConsumerEvent::Revoked { .. }
        | ConsumerEvent::CommitPrepared(_)
        | ConsumerEvent::CommitRefused
        | ConsumerEvent::LookupPrepared(_)
        | ConsumerEvent::BuffersTidied
        | ConsumerEvent::ResetNeeded { .. } => None,
    }
}

/// What a member gets, and what it had before.
fn assigned(name: Arg, partitions: &[TopicPartition], kept: &[TopicPartition]) -> Told {
    let line = Told::quiet("rebalance");
    let (new, old) = (arg::partitions(partitions), arg::partitions(kept));
    match (partitions.is_empty(), kept.is_empty()) {
        (true, true) => line.say(Sentence::OwnsNothing, &[name]),
        (true, false) => line.say(Sentence::Keeps, &[name, old]),
        (false, true) => line.say(Sentence::Owns, &[name, new]),
        (false, false) => line.say(Sentence::GetsMore, &[name, new, old]),
    }
}

/// What is left of partitions without some of them.
fn kept(owned: &[TopicPartition], without: &[TopicPartition]) -> Vec<TopicPartition> {
    let kept = owned.iter().filter(|p| !without.contains(p));
    kept.cloned().collect()
}

pub(super) fn tell_producer(before: &State, id: MachineId, event: &ProducerEvent) -> Option<Told> {
    let name = || name(before, id).map(arg::machine);
    match event {
        ProducerEvent::StickyChosen { topic, partition } => {
            let partition = TopicPartition::new(topic.clone(), *partition);
            let args = [name()?, arg::partition(&partition)];
            Some(Told::quiet("produce").say(Sentence::Sticks, &args))
        }
        ProducerEvent::TurnChosen { topic, .. } => {
            let args = [name()?, topic.into()];
            Some(Told::quiet("produce").say(Sentence::TakesTurns, &args))
        }
        ProducerEvent::MemoryAwaited { bytes, .. } => {
            let args = [name()?, bytes.to_string().into()];
            Some(Told::warn("produce").say(Sentence::AwaitsMemory, &args))
        }
        ProducerEvent::Expired { partition, .. } => {
            let args = [name()?, arg::partition(partition)];
            Some(Told::bad("error").say(Sentence::GivesUpBatch, &args))
        }
        ProducerEvent::EpochBumped => {
            let producer = before.machines().get(&id)?.client().producer()?;
            let (_, epoch) = producer.sequences()?.id()?;
            let args = [name()?, arg::number(i64::from(epoch) + 1)];
            Some(Told::warn("produce").say(Sentence::BeginsEpoch, &args))
        }
        ProducerEvent::Accumulated { .. }
        | ProducerEvent::Refused { .. }
        | ProducerEvent::SequenceResolved { .. } => None,
    }
}
