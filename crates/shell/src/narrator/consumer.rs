//! Consumers: what they wait for, where they stand, what they do.

use super::group::{is_by_hand, polls};
use super::narration::{say, Boxed};
use super::scene::Scene;
use super::why::policy;
use crate::texts::narrator::{Label, Sentence};
use crate::texts::{stretch, Noun};
use client::consumer::{Consumer, FetchState, MemberState};
use cluster::app::Consuming;
use cluster::{Machine, Status};
use protocol::exception::Exception;
use protocol::name::Name;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;

/// From what time on the end of the work on a record is worth a countdown.
const LONG_WORK_MS: Millis = 1_000;

pub(super) fn tell(scene: &Scene, machine: &Machine, consumer: &Consumer, drafts: &mut Vec<Boxed>) {
    if !machine.is_running() {
        return;
    }
    let one = One {
        scene,
        machine,
        consumer,
        name: machine.name(),
        polls: consumer
            .in_call()
            .is_some_and(|c| c.call().name() == "poll"),
    };
    one.failed(drafts);
    one.positions(drafts);
    one.membership(drafts);
    one.doing(drafts);
}

/// A consumer on a machine that runs.
struct One<'a> {
    scene: &'a Scene<'a>,
    machine: &'a Machine,
    consumer: &'a Consumer,
    name: &'a Name,
    /// Whether it is in a poll.
    polls: bool,
}

impl One<'_> {
    fn say(&self, which: Sentence) -> Boxed {
        say(which).machine(self.name)
    }

    /// Partitions that it owns and that are like this.
    fn owned(&self, fits: &dyn Fn(&TopicPartition) -> bool) -> Vec<TopicPartition> {
        let mut fitting = Vec::new();
        for partition in self.consumer.owned().keys() {
            if fits(partition) {
                fitting.push(partition.clone());
            }
        }
        fitting
    }

    /// Its position in a partition, if it is known.
    fn position(&self, partition: &TopicPartition) -> Option<i64> {
        self.consumer.owned().get(partition)?.unchecked_position()
    }

    /// Its last call that failed.
    fn failed(&self, drafts: &mut Vec<Boxed>) {
        let Some((call, exception, at)) = self.machine.failure() else {
            return;
        };
        let fenced = exception.class == "FencedInstanceIdException";
        let draft = match *call {
            _ if fenced => self.fenced(),
            "poll" => self.failed_poll(exception),
            "commitSync" => self.failed_commit(exception, *at),
            _ => None,
        };
        drafts.extend(draft.map(|draft| draft.since(self.scene.at(*at))));
    }

    fn fenced(&self) -> Option<Boxed> {
        let id = self.consumer.config().group_instance_id.as_ref()?;
        let draft = self.say(Sentence::Fenced).text(id);
        let stops = self.machine.status() == Status::Running
            && !self.machine.is_stalled()
            && self.machine.job().is_some();
        Some(match stops {
            true => draft.run_on(Label::Stop, self.name),
            false => draft,
        })
    }

    fn failed_poll(&self, exception: &Exception) -> Option<Boxed> {
        let class = exception.class;
        let lost = match class {
            "NoOffsetForPartitionException" => self.owned(&|partition| {
                let owned = self.consumer.owned().get(partition);
                let nowhere =
                    |state| matches!(state, FetchState::NoCommit | FetchState::Initializing);
                owned.is_some_and(|owned| nowhere(owned.state()))
            }),
            "OffsetOutOfRangeException" => self.owned(&|partition| {
                let log = self.scene.state.broker().log(partition);
                let position = self.position(partition);
                position
                    .zip(log)
                    .is_some_and(|(at, log)| at < log.start() || at > log.end())
            }),
            _ => {
                let draft = self.say(Sentence::PollFailed).text(class);
                return Some(match self.is_idle_by_hand() {
                    true => polls(self.scene, self.name, draft),
                    false => draft,
                });
            }
        };
        let first = lost.first()?;
        let draft = self.say(match class {
            "OffsetOutOfRangeException" => Sentence::NoReset,
            _ => Sentence::NoOffset,
        });
        let draft = draft.partition(first).text(class);
        let place = first.to_string();
        Some(match self.scene.takes_call(self.name) {
            true => draft.run(
                Label::ToBeginning,
                &place,
                &[self.name, &place, "beginning"],
            ),
            false => draft,
        })
    }

    /// A commit threw, and it has not been at a poll as a member since.
    fn failed_commit(&self, exception: &Exception, failed: Millis) -> Option<Boxed> {
        let polled = self.consumer.polled().is_some_and(|polled| polled > failed);
        let member = self.consumer.membership().state() == MemberState::Stable;
        (!polled || !member).then(|| self.say(Sentence::CommitFailed).text(exception.class))
    }

    /// Where it stands: where the log does not reach, or nowhere yet.
    fn positions(&self, drafts: &mut Vec<Boxed>) {
        for partition in self.consumer.owned().keys() {
            let log = self.scene.state.broker().log(partition);
            let Some((position, log)) = self.position(partition).zip(log) else {
                continue;
            };
            let draft = if position < log.start() {
                let draft = self.say(Sentence::BelowStart);
                let draft = draft
                    .text(&stretch(position, log.start()))
                    .partition(partition);
                draft.number(position).number(log.start())
            } else if position > log.end() {
                let draft = self.say(Sentence::BeyondEnd).number(position);
                let draft = draft.partition(partition).number(log.end());
                draft.text(policy(self.machine))
            } else {
                continue;
            };
            drafts.push(draft);
        }
        let open = self.owned(&|partition| self.position(partition).is_none());
        if self.polls && !open.is_empty() {
            drafts.push(self.say(Sentence::LooksUp).partitions(&open));
        }
        let paused = self.owned(&|partition| {
            let owned = self.consumer.owned().get(partition);
            owned.is_some_and(|owned| owned.paused())
        });
        let program = self.machine.consuming();
        let full = program.and_then(Consuming::paused_over);
        if let Some(waiting) = full.filter(|_| !paused.is_empty()) {
            let draft = self.say(Sentence::PausedFull).partitions(&paused);
            drafts.push(draft.count(waiting, Noun::Record));
        } else if let Some(first) = paused.first() {
            let first = first.to_string();
            let draft = self.say(Sentence::Paused).partitions(&paused);
            drafts.push(match self.scene.takes_call(self.name) {
                true => draft.run(Label::Resume, &first, &[self.name, &first]),
                false => draft,
            });
        }
    }

    /// How it is in its group.
    fn membership(&self, drafts: &mut Vec<Boxed>) {
        let Some(id) = self.consumer.group() else {
            return;
        };
        if self.machine.is_cut() || !self.consumer.subscription().in_group() {
            let all = self.owned(&|_| true);
            if !all.is_empty() && !self.machine.is_cut() {
                drafts.push(self.say(Sentence::Assigned).partitions(&all));
            }
            return;
        }
        let member = self.consumer.membership();
        let view = self.scene.consumer_view(self.name);
        let apart = matches!(member.state(), MemberState::Unjoined | MemberState::Joining)
            && view.is_some_and(|view| view.member.is_none());
        if self.polls && apart {
            drafts.push(self.say(Sentence::Joins).group(id));
        }
        let settled = member.state() == MemberState::Stable && member.assignment().is_none();
        if settled && self.consumer.owned().is_empty() {
            drafts.extend(self.without_partition(id));
        }
    }

    /// It is a member, and has nothing to read.
    fn without_partition(&self, id: &Name) -> Option<Boxed> {
        let view = self
            .scene
            .group_view(id)
            .filter(|view| view.state == "Stable")?;
        let broker = self.scene.state.broker();
        let mut partitions = 0;
        let mut first = None;
        for topic in self.consumer.subscription().topics() {
            let Some(count) = broker.partition_count(topic) else {
                let draft = self.say(Sentence::NoTopic).topic(topic);
                return Some(draft.run_on(Label::CreateNamed, topic));
            };
            first = first.or(Some((topic, count + 1)));
            partitions += count as usize;
        }
        let mut alike = true;
        for machine in self.scene.state.machines().values() {
            if let Some(other) = machine.client().consumer() {
                let same = other.subscription() == self.consumer.subscription();
                alike &= same || other.group() != Some(id) || !machine.is_running();
            }
        }
        if view.members.len() <= partitions || !alike {
            return Some(self.say(Sentence::NoPartitionYet).group(id));
        }
        let draft = self
            .say(Sentence::NoPartition)
            .number(view.members.len() as i64);
        let draft = draft.count(partitions, Noun::Partition);
        let most = self.scene.limits.broker.partitions_per_topic;
        Some(match first {
            Some((topic, count)) if count <= most => draft
                .run_on(Label::AddPartition, topic)
                .with(&[["--partitions", &count.to_string()]]),
            _ => draft,
        })
    }

    /// Whether it does nothing until a user has it make a call.
    fn is_idle_by_hand(&self) -> bool {
        let works = self
            .machine
            .consuming()
            .is_some_and(|p| p.undone_count() > 0);
        let idle = self.consumer.in_call().is_none() && !self.machine.is_stalled();
        is_by_hand(self.machine) && idle && !works && self.scene.takes_call(self.name)
    }

    /// What it does, or waits for.
    fn doing(&self, drafts: &mut Vec<Boxed>) {
        if self.is_idle_by_hand() {
            drafts.push(self.say(Sentence::ByHand).run_on(Label::Poll, self.name));
        }
        let view = self.scene.consumer_view(self.name);
        let in_call = self.consumer.in_call();
        if view.is_some_and(|view| view.commit_in_air)
            || in_call.is_some_and(|c| c.call().name() == "commitSync")
        {
            drafts.push(self.say(Sentence::Commits));
        }
        if !self.machine.is_stalled() {
            drafts.extend(self.works());
        }
        if !self.consumer.owned().is_empty() && !self.machine.is_cut() {
            drafts.extend(self.fetches());
        }
    }

    fn works(&self) -> Option<Boxed> {
        let program = self.machine.consuming()?;
        let draft = self
            .say(Sentence::Works)
            .record(program.working_on().next()?);
        let until = self.scene.at(program.shown().until?);
        Some(match program.spec.work_ms >= LONG_WORK_MS {
            true => draft.until(until),
            false => draft,
        })
    }

    /// When a fetch of its that the broker holds is answered at the latest.
    fn held_fetch(&self) -> Option<Millis> {
        let network = self.scene.state.network();
        for fetch in self.scene.state.broker().parked().values() {
            let machine = network.connection(fetch.connection)?.machine();
            let machine = self.scene.state.machines().get(&machine)?;
            if machine.name() == self.name {
                return Some(self.scene.at(fetch.until));
            }
        }
        None
    }

    /// What becomes of its fetch.
    fn fetches(&self) -> Option<Boxed> {
        let config = self.consumer.config();
        let held = self.held_fetch();
        let all = self.owned(&|_| true);
        if (held.is_some() || self.polls) && self.scene.has_read_all(self.consumer) {
            return Some(self.has_read_all(&all));
        }
        let Some(until) = held else {
            let draft = || self.say(Sentence::Fetches).partitions(&all);
            return self.polls.then(draft);
        };
        let bytes = i64::from(config.fetch_min_bytes);
        (bytes > 1).then(|| {
            let draft = self.say(Sentence::FetchWaits).number(bytes).left(until);
            draft.wait(until.saturating_sub(config.fetch_max_wait_ms), until)
        })
    }

    /// It has read all, and perhaps committed it.
    fn has_read_all(&self, all: &[TopicPartition]) -> Boxed {
        let broker = self.scene.state.broker();
        let open = self.owned(&|partition| {
            let id = self.consumer.group();
            let committed = id.and_then(|id| broker.committed(id, partition));
            committed.is_none_or(|committed| committed.offset < self.scene.end(partition))
        });
        let draft = self.say(match open.is_empty() {
            true => Sentence::CaughtUp,
            false => Sentence::ReadAll,
        });
        draft.partitions(all)
    }
}
