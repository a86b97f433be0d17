//! One run of one or two programs, and what was seen of it.

use super::variant::{Variant, WORK_MS};
use client::consumer::ConsumerEvent;
use cluster::app::AppEvent;
use cluster::command::{Command, CommitMode, ConsumerSpec};
use cluster::event::{Event, Happening};
use cluster::habit::Habit;
use cluster::network::NetworkEvent;
use protocol::api::RequestBody;
use protocol::config::Settings;
use protocol::record::{Millis, Offset};
use std::collections::{BTreeMap, BTreeSet};
use worlds::World;

/// The record that is measured.
pub(super) const RECORD: Offset = 13;
/// How many records a partition has.
pub(super) const RECORDS: Offset = 40;
/// How far into the work kills, signals and exceptions come.
pub(super) const INTO_MS: Millis = 150;
/// The session timeout where something dies, and the limit for polls where
/// work is too slow.
pub(super) const SHORT_MS: &str = "6000";

const TOPIC: &str = "t";
const GROUP: &str = "g";
/// The first program.
pub(super) const FIRST: &str = "c1";
/// The one that joins, or is started again.
pub(super) const SECOND: &str = "c2";

/// A record by its place.
pub(super) type Place = (i32, Offset);

/// A run.
pub(super) struct Run {
    world: World,
    machines: BTreeMap<u64, String>,
    /// Who began to work on what, and when.
    pub(super) begun: Vec<(Millis, String, Place)>,
    /// Who finished what.
    pub(super) finished: Vec<(String, Place)>,
    /// The commits that left a program, by partition.
    pub(super) commits: Vec<(Millis, String, BTreeMap<i32, Offset>)>,
    /// When a program said that it leaves the group.
    pub(super) left: Vec<(Millis, String)>,
    /// When a program got partitions.
    pub(super) assigned: Vec<(Millis, String)>,
}

impl Run {
    /// A topic of so many partitions that is there, with its records.
    pub(super) fn new(partitions: i32) -> Self {
        let mut world = World::quick();
        world.topic(TOPIC, partitions);
        for partition in 0..partitions {
            world.fill(&format!("{TOPIC}-{partition}"), RECORDS as usize);
        }
        world.wait(1_000);
        Run {
            world,
            machines: BTreeMap::new(),
            begun: Vec::new(),
            finished: Vec::new(),
            commits: Vec::new(),
            left: Vec::new(),
            assigned: Vec::new(),
        }
    }

    /// Now.
    pub(super) fn now(&self) -> Millis {
        self.world.now()
    }

    /// Starts a program; `short` is for those whose session is.
    pub(super) fn start(&mut self, name: &str, variant: &Variant, habit: Habit, short: bool) {
        let mut settings: Settings = variant.settings.clone();
        settings.insert("auto.offset.reset".into(), "earliest".into());
        if short {
            settings.insert("session.timeout.ms".into(), SHORT_MS.into());
            settings.insert("heartbeat.interval.ms".into(), "2000".into());
        }
        self.start_with(name, (variant.commit, habit), settings);
    }

    /// Starts a program with these settings.
    pub(super) fn start_with(&mut self, name: &str, how: (CommitMode, Habit), settings: Settings) {
        let (commit, habit) = how;
        self.give(Command::StartConsumers(ConsumerSpec {
            name: Some(name.into()),
            members: 1,
            group: GROUP.into(),
            topics: vec![TOPIC.into()],
            pattern: None,
            work_ms: WORK_MS,
            commit,
            by_hand: false,
            habit: Box::new(habit),
            settings,
        }));
        let (id, _) = self.world.cluster.state().machine(name).expect("it began");
        self.machines.insert(u64::from(id), name.to_owned());
        self.look();
    }

    /// Gives a command.
    pub(super) fn give(&mut self, command: Command) {
        self.world
            .cluster
            .submit(&command)
            .unwrap_or_else(|error| panic!("{command:?}: {error}"));
        self.look();
    }

    /// Lets so many milliseconds pass.
    pub(super) fn wait(&mut self, ms: Millis) {
        self.until(ms, |_| false);
    }

    /// Lets time go on step by step until something holds, at most so long.
    pub(super) fn until(&mut self, ms: Millis, holds: impl Fn(&Run) -> bool) -> bool {
        let deadline = self.world.cluster.now() + ms;
        loop {
            if holds(self) {
                return true;
            }
            if !self.world.cluster.step_within(deadline) {
                return holds(self);
            }
            self.look();
        }
    }

    /// Takes in what the last step did.
    fn look(&mut self) {
        let start = self.world.cluster.state().start();
        for Event { at, what } in self.world.cluster.drain_events() {
            self.note(at - start, &what);
        }
    }

    fn name(&self, id: impl Into<u64>) -> Option<String> {
        self.machines.get(&id.into()).cloned()
    }

    fn note(&mut self, at: Millis, what: &Happening) {
        match what {
            Happening::App(id, AppEvent::WorkStarted { .. }) => {
                let machine = self.world.cluster.state().machines().get(id);
                let program = machine.and_then(|machine| machine.consuming());
                let record = program.and_then(|program| program.working_on().next());
                if let (Some(name), Some(record)) = (self.name(*id), record) {
                    let place = (record.partition.partition, record.offset);
                    self.begun.push((at, name, place));
                }
            }
            Happening::App(
                id,
                AppEvent::ClaimStarted {
                    partition, offset, ..
                },
            ) => {
                if let Some(name) = self.name(*id) {
                    self.begun.push((at, name, (partition.partition, *offset)));
                }
            }
            Happening::App(id, AppEvent::WorkFinished { partition, offset }) => {
                if let Some(name) = self.name(*id) {
                    self.finished.push((name, (partition.partition, *offset)));
                }
            }
            Happening::Consumer(id, ConsumerEvent::Assigned { partitions }) => {
                if let Some(name) = self.name(*id).filter(|_| !partitions.is_empty()) {
                    self.assigned.push((at, name));
                }
            }
            Happening::Network(NetworkEvent::RequestSent {
                connection,
                request,
                ..
            }) => {
                let network = self.world.cluster.state().network();
                let Some(name) = network.machine(*connection).and_then(|id| self.name(id)) else {
                    return;
                };
                match &request.body {
                    RequestBody::OffsetCommit(commit) => {
                        let partitions = commit.topics.iter().flat_map(|topic| &topic.partitions);
                        let offsets = partitions.map(|p| (p.partition, p.offset));
                        self.commits.push((at, name, offsets.collect()));
                    }
                    RequestBody::LeaveGroup(_) => self.left.push((at, name)),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// Whether a program has begun with a record of partition 0.
    pub(super) fn has_begun(&self, name: &str, offset: Offset) -> bool {
        self.begun
            .iter()
            .any(|(_, who, place)| who == name && *place == (0, offset))
    }

    /// Whether somebody has finished a record.
    pub(super) fn is_finished(&self, place: Place) -> bool {
        self.finished.iter().any(|(_, done)| *done == place)
    }

    /// Whether a program runs.
    pub(super) fn runs(&self, name: &str) -> bool {
        self.world.machine(name).is_running()
    }

    /// The committed offset of a partition.
    pub(super) fn committed(&self, partition: i32) -> Option<Offset> {
        self.world.committed(GROUP, &format!("{TOPIC}-{partition}"))
    }

    /// The records that were begun more than once.
    pub(super) fn again(&self) -> BTreeSet<Place> {
        let mut seen = BTreeSet::new();
        let twice = self.begun.iter().filter(|(.., place)| !seen.insert(*place));
        twice.map(|(.., place)| *place).collect()
    }

    /// The records of some partitions that nobody has finished.
    pub(super) fn unfinished(&self, partitions: i32) -> BTreeSet<Place> {
        let all = (0..partitions).flat_map(|p| (0..RECORDS).map(move |offset| (p, offset)));
        all.filter(|place| !self.is_finished(*place)).collect()
    }
}
