//! Consumers: what they wait for, where they stand, what they do.

use super::group::{is_by_hand, size};
use super::narration::{
    group, left, machine as named, number, partition as at, partitions, say, topic, Draft,
};
use super::scene::Scene;
use crate::journal::shortened;
use crate::texts::narrator::{Label, Rule, Sentence};
use crate::texts::{refusal, stretch, Arg, Noun};
use crate::thing::Thing;
use client::consumer::{Consumer, FetchState, MemberState};
use cluster::view::{ConsumerView, GroupLaneView};
use cluster::{Machine, Status};
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;

/// From what time on the end of the work on a record is worth a countdown.
const LONG_WORK_MS: Millis = 1_000;

pub(super) fn told(scene: &Scene) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (machine, consumer) in scene.consumers() {
        let one = One {
            scene,
            machine,
            consumer,
        };
        drafts.extend(one.failed_poll());
        drafts.extend(one.failed_commit());
        drafts.extend(one.out_of_range());
        drafts.extend(one.joins());
        drafts.extend(one.without_partition());
        drafts.extend(one.paused());
        drafts.extend(one.by_hand());
        drafts.extend(one.looks_up());
        drafts.extend(one.commits());
        drafts.extend(one.works());
        drafts.extend(one.fetches());
    }
    drafts.extend(refused(scene));
    drafts.extend(gone_unread(scene));
    drafts
}

/// `auto.offset.reset` of a machine's consumer.
pub(super) fn policy(machine: &Machine) -> &str {
    let given = machine.settings().get("auto.offset.reset");
    given.map_or("latest", |given| given.trim())
}

/// A consumer on a machine that runs.
struct One<'a> {
    scene: &'a Scene<'a>,
    machine: &'a Machine,
    consumer: &'a Consumer,
}

impl One<'_> {
    fn me(&self) -> Arg {
        named(self.machine.name())
    }

    fn of(&self) -> Option<Thing> {
        Some(Thing::Machine(self.machine.name().clone()))
    }

    fn owned(&self) -> Arg {
        partitions(self.consumer.owned().keys())
    }

    fn view(&self) -> Option<&ConsumerView> {
        self.scene.consumer_view(self.machine.name())
    }

    fn by_policy(&self, draft: Draft) -> Draft {
        draft.why(Rule::AutoOffsetReset, self.of(), policy(self.machine))
    }

    /// The last poll threw.
    fn failed_poll(&self) -> Option<Draft> {
        let (call, exception, at_instant) = self.machine.failure()?;
        let class = Arg::from(exception.class);
        if exception.class == "FencedInstanceIdException" {
            let id = self.consumer.config().group_instance_id.as_ref()?;
            let draft = say(Sentence::Fenced, &[self.me(), Arg::from(id.as_str())]);
            let draft = draft.why(Rule::GroupInstanceId, self.of(), id);
            let stops = self.machine.status() == Status::Running
                && !self.machine.is_stalled()
                && self.machine.job().is_some();
            return Some(match stops {
                true => draft.run(Label::Stop, &[self.machine.name()]),
                false => draft,
            });
        }
        if *call != "poll" {
            return None;
        }
        let name = self.machine.name();
        let start = |draft: Draft, partition: &TopicPartition| {
            let place = partition.to_string();
            match self.scene.takes_call(name) {
                true => draft.run(Label::ToBeginning, &[name, &place, "beginning"]),
                false => draft,
            }
        };
        let draft = match exception.class {
            "NoOffsetForPartitionException" => {
                let mut owned = self.consumer.owned().iter();
                let nowhere =
                    |state| matches!(state, FetchState::NoCommit | FetchState::Initializing);
                let (partition, _) = owned.find(|(_, owned)| nowhere(owned.state()))?;
                let draft = say(Sentence::NoOffset, &[self.me(), at(partition), class]);
                self.by_policy(start(draft, partition))
            }
            "OffsetOutOfRangeException" => {
                let draft = say(Sentence::NoReset, &[self.me(), class]);
                let mut owned = self.consumer.owned().iter();
                let beyond = owned.find(|(partition, owned)| {
                    let log = self.scene.state.broker().log(partition);
                    let position = owned.unchecked_position();
                    position
                        .zip(log)
                        .is_some_and(|(p, log)| p < log.start() || p > log.end())
                });
                self.by_policy(match beyond {
                    Some((partition, _)) => start(draft, partition),
                    None => draft,
                })
            }
            _ => {
                let draft = say(Sentence::PollFailed, &[self.me(), class]);
                match self.is_idle_by_hand() {
                    true => draft.run(Label::Poll, &[name]),
                    false => draft,
                }
            }
        };
        Some(draft.since(self.scene.at(*at_instant)))
    }

    /// The last commit threw, and it has not been at a poll as a member since.
    fn failed_commit(&self) -> Option<Draft> {
        let (call, exception, failed) = self.machine.failure()?;
        let polled = self
            .consumer
            .polled()
            .is_some_and(|polled| polled > *failed);
        let member = self.consumer.membership().state() == MemberState::Stable;
        if *call != "commitSync"
            || polled && member
            || exception.class == "FencedInstanceIdException"
        {
            return None;
        }
        let class = Arg::from(exception.class);
        let draft = say(Sentence::CommitFailed, &[self.me(), class]);
        let interval = self.consumer.config().max_poll_interval_ms;
        Some(
            draft
                .since(self.scene.at(*failed))
                .why(Rule::MaxPollInterval, self.of(), interval),
        )
    }

    /// A position that the log does not have.
    fn out_of_range(&self) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for (partition, owned) in self.consumer.owned().iter() {
            let log = self.scene.state.broker().log(partition);
            let Some((position, log)) = owned.unchecked_position().zip(log) else {
                continue;
            };
            let draft = if position < log.start() {
                let gone = Arg::from(stretch(position, log.start()));
                let args = [
                    self.me(),
                    gone,
                    at(partition),
                    number(position),
                    number(log.start()),
                ];
                say(Sentence::BelowStart, &args)
            } else if position > log.end() {
                let args = [
                    self.me(),
                    number(position),
                    at(partition),
                    number(log.end()),
                    policy(self.machine).into(),
                ];
                say(Sentence::BeyondEnd, &args)
            } else {
                continue;
            };
            drafts.push(self.by_policy(draft));
        }
        drafts
    }

    /// It polls, and is on its way into its group.
    fn joins(&self) -> Option<Draft> {
        let member = self.consumer.membership();
        let id = self.consumer.group()?;
        let polls = self
            .consumer
            .in_call()
            .is_some_and(|c| c.call().name() == "poll");
        let apart = matches!(member.state(), MemberState::Unjoined | MemberState::Joining)
            && self.view().is_some_and(|view| view.member.is_none());
        let joins = polls && apart && self.consumer.subscription().in_group();
        (joins && !self.machine.is_cut()).then(|| say(Sentence::Joins, &[self.me(), group(id)]))
    }

    /// It is a member, and has nothing to read.
    fn without_partition(&self) -> Option<Draft> {
        let member = self.consumer.membership();
        let settled = member.state() == MemberState::Stable && member.assignment().is_none();
        let id = self.consumer.group()?;
        let view = self.scene.group_view(id)?;
        let idle = settled && self.consumer.owned().is_empty() && view.state == "Stable";
        if !idle || self.machine.is_cut() || !self.consumer.subscription().in_group() {
            return None;
        }
        let broker = self.scene.state.broker();
        let mut topics = self.consumer.subscription().topics();
        if let Some(missing) = topics.find(|topic| broker.topic(topic).is_none()) {
            let draft = say(Sentence::NoTopic, &[self.me(), topic(missing)]);
            return Some(draft.run(Label::CreateNamed, &[missing]));
        }
        let named: Vec<_> = self.consumer.subscription().topics().collect();
        let counts = named
            .iter()
            .map(|topic| broker.partition_count(topic).unwrap_or(0));
        let count: i32 = counts.sum();
        let partitions = usize::try_from(count).unwrap_or(0);
        let alike = self.scene.consumers().iter().all(|(_, other)| {
            let topics = || other.subscription().topics();
            other.group() != Some(id) || topics().eq(named.iter().copied())
        });
        if view.members.len() <= partitions || !alike {
            return Some(say(Sentence::NoPartitionYet, &[self.me(), group(id)]));
        }
        let args = [
            self.me(),
            size(view),
            Arg::Count(partitions, Noun::Partition),
        ];
        let draft = say(Sentence::NoPartition, &args);
        let assignor = view.protocol.as_str();
        let draft = draft.why(Rule::Assignor, self.of(), assignor);
        let grown = named.first().map(|topic| {
            let count = broker.partition_count(topic).unwrap_or(0);
            (topic.as_str(), count + 1)
        });
        let most = self.scene.limits.broker.partitions_per_topic;
        Some(match grown {
            Some((topic, count)) if count <= most => draft.run_with(
                Label::AddPartition,
                &[topic],
                &[("--partitions", &count.to_string())],
            ),
            _ => draft,
        })
    }

    fn paused(&self) -> Option<Draft> {
        let owned = self.consumer.owned().iter();
        let paused: Vec<&TopicPartition> = owned
            .filter(|(_, owned)| owned.paused())
            .map(|(partition, _)| partition)
            .collect();
        let first = paused.first()?.to_string();
        let name = self.machine.name();
        let draft = say(Sentence::Paused, &[self.me(), partitions(paused)]);
        Some(match self.scene.takes_call(name) {
            true => draft.run_of(Label::Resume, &first, &[name, &first]),
            false => draft,
        })
    }

    /// Whether it does nothing until a user has it make a call.
    fn is_idle_by_hand(&self) -> bool {
        let idle = self.consumer.in_call().is_none() && !self.machine.is_stalled();
        let mut hand = self
            .machine
            .consuming()
            .into_iter()
            .flat_map(|p| p.undone());
        let takes = self.scene.takes_call(self.machine.name());
        is_by_hand(self.machine) && idle && hand.next().is_none() && takes
    }

    /// It does nothing unless a user says so.
    fn by_hand(&self) -> Option<Draft> {
        let waits = self.is_idle_by_hand();
        let name = self.machine.name();
        waits.then(|| say(Sentence::ByHand, &[self.me()]).run(Label::Poll, &[name]))
    }

    /// It does not know yet where to begin.
    fn looks_up(&self) -> Option<Draft> {
        let owned = self.consumer.owned().iter();
        let open: Vec<&TopicPartition> = owned
            .filter(|(_, owned)| owned.unchecked_position().is_none())
            .map(|(partition, _)| partition)
            .collect();
        let polls = self
            .consumer
            .in_call()
            .is_some_and(|c| c.call().name() == "poll");
        (polls && !open.is_empty()).then(|| {
            let draft = say(Sentence::LooksUp, &[self.me(), partitions(open)]);
            self.by_policy(draft)
        })
    }

    fn commits(&self) -> Option<Draft> {
        let commits = self.view()?.commit_in_air
            || self
                .consumer
                .in_call()
                .is_some_and(|c| c.call().name() == "commitSync");
        let auto = self.consumer.config().enable_auto_commit;
        commits.then(|| {
            let draft = say(Sentence::Commits, &[self.me()]);
            draft.why(Rule::AutoCommit, self.of(), auto)
        })
    }

    fn works(&self) -> Option<Draft> {
        let program = self
            .machine
            .consuming()
            .filter(|_| !self.machine.is_stalled())?;
        let record = program.working_on()?;
        let thing = Thing::Record(record.partition.clone(), record.offset);
        let place = [
            &record.partition.to_string(),
            " @ ",
            &record.offset.to_string(),
        ]
        .concat();
        let key = match &record.record.key {
            Some(key) => Arg::Key(shortened(&key.text()), Some(thing.clone())),
            None => Arg::from(crate::texts::without_key()),
        };
        let draft = say(Sentence::Works, &[self.me(), key, Arg::Thing(place, thing)]);
        let until = self.scene.at(program.working_until?);
        Some(match program.spec.work_ms >= LONG_WORK_MS {
            true => draft.until(until),
            false => draft,
        })
    }

    /// When a fetch of its that the broker holds is answered at the latest.
    fn held_fetch(&self) -> Option<Millis> {
        let network = self.scene.state.network();
        let broker = self.scene.state.broker();
        let mut parked = broker.parked().values();
        let held = parked.find(|fetch| {
            let connection = network.connection(fetch.connection);
            let machine = connection.map(|connection| connection.machine());
            machine
                .and_then(|id| self.scene.state.machines().get(&id))
                .is_some_and(|machine| machine.name() == self.machine.name())
        })?;
        Some(self.scene.at(held.until))
    }

    /// What becomes of its fetch.
    fn fetches(&self) -> Option<Draft> {
        if self.consumer.owned().is_empty() || self.machine.is_cut() {
            return None;
        }
        let polls = self
            .consumer
            .in_call()
            .is_some_and(|c| c.call().name() == "poll");
        let config = self.consumer.config();
        if let Some(until) = self.held_fetch() {
            let wait = config.fetch_max_wait_ms;
            if self.scene.has_read_all(self.consumer) {
                return Some(self.has_read_all());
            }
            let args = [self.me(), number(config.fetch_min_bytes), left(until)];
            let draft = say(Sentence::FetchWaits, &args);
            let since = until.saturating_sub(wait);
            return (config.fetch_min_bytes > 1).then(|| {
                draft
                    .wait(since, until)
                    .why(Rule::FetchMinBytes, self.of(), config.fetch_min_bytes)
            });
        }
        if polls && self.scene.has_read_all(self.consumer) {
            return Some(self.has_read_all());
        }
        polls.then(|| say(Sentence::Fetches, &[self.me(), self.owned()]))
    }

    /// It has read all, and perhaps committed it.
    fn has_read_all(&self) -> Draft {
        let id = self.consumer.group();
        let committed = |partition: &TopicPartition| {
            let committed = id.and_then(|id| self.scene.state.broker().committed(id, partition));
            committed.is_some_and(|committed| committed.offset >= self.scene.end(partition))
        };
        let all = self.consumer.owned().keys().all(committed);
        let draft = match all {
            true => say(Sentence::CaughtUp, &[self.me(), self.owned()]),
            false => say(Sentence::ReadAll, &[self.me(), self.owned()]),
        };
        let config = self.consumer.config();
        match all {
            true => draft.why(Rule::FetchMaxWait, self.of(), config.fetch_max_wait_ms),
            false => draft.why(Rule::AutoCommit, self.of(), config.enable_auto_commit),
        }
    }
}

/// Answers to commits that say no.
fn refused(scene: &Scene) -> Vec<Draft> {
    let flights = scene.view.flights.iter();
    let refused = flights.filter(|f| f.api == "OffsetCommit" && f.response);
    refused
        .filter_map(|flight| {
            let error = flight.error?;
            let args = [named(&flight.machine), error.into(), refusal(error).into()];
            let draft = say(Sentence::CommitRefused, &args).since(flight.left);
            let consumer = scene.consumer(&flight.machine)?;
            let of = Some(Thing::Machine(flight.machine.clone()));
            let interval = consumer.config().max_poll_interval_ms;
            Some(draft.why(Rule::MaxPollInterval, of, interval))
        })
        .collect()
}

/// Partitions whose owner went on where its reset policy led, because the log
/// had lost what it was to read, until it commits there.
fn gone_unread(scene: &Scene) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for view in &scene.view.groups {
        drafts.extend(view.lanes.iter().filter_map(|lane| skipped(scene, lane)));
    }
    drafts
}

fn skipped(scene: &Scene, lane: &GroupLaneView) -> Option<Draft> {
    let committed = lane.committed?.0;
    let read_from = lane.read_from?.0;
    let gone = lane
        .lost
        .iter()
        .rev()
        .find(|lost| lost.how == "deleted" && lost.from >= committed && lost.to <= read_from)?;
    let owner = lane.owner.as_ref()?;
    let (_, machine) = scene.running(owner)?;
    let partition = TopicPartition::new(lane.topic.clone(), lane.partition);
    let policy = policy(machine);
    let args = [
        named(owner),
        stretch(gone.from, gone.to).into(),
        at(&partition),
        number(read_from),
        policy.into(),
    ];
    let draft = say(Sentence::GoneUnread, &args);
    Some(draft.why(
        Rule::AutoOffsetReset,
        Some(Thing::Machine(owner.clone())),
        policy,
    ))
}
