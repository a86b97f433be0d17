//! Programs around clients, in few words.

use crate::{settings, World};
use cluster::command::{Command, CommitMode, ConsumerSpec, ProducerSpec, Rate};
use protocol::config::Settings;
use protocol::record::Millis;

impl World {
    /// Starts a consumer program.
    pub fn program(&mut self, name: &str, spec: Program) {
        self.submit(Command::StartConsumers(ConsumerSpec {
            name: Some(name.into()),
            members: 1,
            group: spec.group.into(),
            topics: vec![spec.topic.into()],
            pattern: None,
            work_ms: spec.work_ms,
            commit: spec.commit,
            by_hand: spec.by_hand,
            habit: Default::default(),
            settings: spec.all_settings(),
        }));
    }

    /// Starts a producer program that sends a record every so often.
    pub fn produces(&mut self, name: &str, topic: &str, keys: &[&str], every_ms: Millis) {
        self.submit(Command::StartProducer(ProducerSpec {
            name: Some(name.into()),
            topic: topic.into(),
            keys: keys.iter().map(|k| (*k).into()).collect(),
            rate: Rate {
                records: 1,
                per_ms: every_ms,
            },
            settings: Settings::new(),
        }));
    }

    /// A fault, or its way back.
    pub fn order(&mut self, command: fn(protocol::name::Name) -> Command, who: &str) {
        self.submit(command(who.into()));
    }
}

/// A consumer program in few words.
#[derive(Clone, Copy)]
pub struct Program {
    /// `group.id`.
    pub group: &'static str,
    /// The topic.
    pub topic: &'static str,
    /// Milliseconds of work per record.
    pub work_ms: Millis,
    /// When it commits.
    pub commit: CommitMode,
    /// Whether the user polls.
    pub by_hand: bool,
    /// Further settings.
    pub settings: &'static [(&'static str, &'static str)],
}

impl Program {
    /// A loop that reads `orders` from the beginning as the group `g`.
    pub fn new(work_ms: Millis, commit: CommitMode) -> Self {
        Program {
            group: "g",
            topic: "orders",
            work_ms,
            commit,
            by_hand: false,
            settings: &[],
        }
    }

    /// The same with further settings.
    pub fn with(self, settings: &'static [(&'static str, &'static str)]) -> Self {
        Program { settings, ..self }
    }

    /// The same, polled by hand.
    pub fn by_hand(self) -> Self {
        Program {
            by_hand: true,
            ..self
        }
    }

    fn all_settings(&self) -> Settings {
        let mut all = settings(&[("auto.offset.reset", "earliest")]);
        all.extend(settings(self.settings));
        all
    }
}
