//! Commands and lines drawn at random.

use client::call::{AdminCall, CloseOptions, ConsumerCall, GroupMembershipOperation};
use client::call::{OffsetAndMetadata, Offsets, ProducerCall, ProducerRecord};
use cluster::command::{Change, Command, ConsumerSpec, ProducerSpec, Rate};
use kafka_playground_shell::verbs::VERBS;
use protocol::api::{
    AlterConfigsResource, AlterOperation, AlterableConfig, ConfigResource, NewPartitions, NewTopic,
    ResourceType,
};
use protocol::config::Settings;
use protocol::name::Name;
use protocol::record::{Header, Payload};
use protocol::rng::{below, Rng};
use protocol::topic_partition::TopicPartition;

mod habits;

/// Draws commands and lines.
pub(super) struct Draw(pub Rng);

impl Draw {
    fn below(&mut self, bound: u64) -> u64 {
        let draw = self.0.peek();
        self.0.advance();
        below(draw, bound)
    }

    pub(super) fn coin(&mut self) -> bool {
        self.below(2) == 0
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize].clone()
    }

    fn text(&mut self) -> String {
        const ODD: &[&str] = &[
            "",
            "a",
            "orders",
            "two words",
            "--x",
            "-",
            "-1",
            "a,b",
            "a=b",
            "\"",
            "\\",
            "\n",
            "\t\r",
            "ä€😀",
            "\u{a0}",
            "\0",
            "#",
            "x:y",
            "beginning",
            "produce",
            "0",
            "--key",
            "--key=v",
            "---",
            "@12.480+7",
            "$ x",
            "'",
            "\\u{7f}",
            "\u{2028}",
            "\u{feff}",
        ];
        let mut text = String::new();
        for _ in 0..=self.below(2) {
            text.push_str(self.pick(ODD));
        }
        text
    }

    fn name(&mut self) -> Name {
        Name::from(self.text())
    }

    fn list<T>(&mut self, least: u64, mut one: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..least + self.below(3)).map(|_| one(self)).collect()
    }

    fn distinct<T: PartialEq>(&mut self, least: u64, one: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let mut list: Vec<T> = Vec::new();
        for item in self.list(least, one) {
            if !list.contains(&item) {
                list.push(item);
            }
        }
        list
    }

    fn some<T>(&mut self, one: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.coin() {
            Some(one(self))
        } else {
            None
        }
    }

    fn long(&mut self) -> i64 {
        let any = self.0.peek() as i64;
        self.pick(&[0, 1, -1, 5, i64::MAX, i64::MIN, any])
    }

    fn int(&mut self) -> i32 {
        self.long() as i32
    }

    fn ms(&mut self) -> i64 {
        self.pick(&[
            0, 1, 300, 1_000, 1_500, 60_000, 90_000, 3_600_000, 86_400_001,
        ])
    }

    fn rate(&mut self) -> Rate {
        Rate {
            records: self.pick(&[1, 2, 3, 1_000_000]),
            per_ms: self.ms().max(1),
        }
    }

    fn settings(&mut self) -> Settings {
        let pairs = self.list(0, |d| (d.name(), d.name()));
        pairs
            .into_iter()
            .filter(|(key, _)| !key.is_empty())
            .collect()
    }

    fn partition(&mut self) -> TopicPartition {
        let topic = self.name();
        let topic = if topic.is_empty() {
            Name::from("t")
        } else {
            topic
        };
        TopicPartition::new(topic, self.pick(&[0, 1, 17, i32::MAX]))
    }

    fn offsets(&mut self) -> Offsets {
        let offsets = self.list(1, |d| {
            let commit = OffsetAndMetadata {
                metadata: d.name(),
                ..OffsetAndMetadata::new(d.long())
            };
            (d.partition(), commit)
        });
        offsets.into_iter().collect()
    }

    fn header(&mut self) -> Header {
        Header {
            key: self.name(),
            value: self.some(|d| Payload::from(&*d.text())),
        }
    }

    fn call(&mut self) -> Command {
        let partitions = self.distinct(0, Draw::partition);
        let call = match self.below(30) {
            12 => ConsumerCall::SubscribePattern(self.name()),
            13 => ConsumerCall::Position(self.partition(), Some(self.ms())),
            14 => ConsumerCall::Committed(self.distinct(1, Draw::partition)),
            15 => ConsumerCall::BeginningOffsets(self.distinct(1, Draw::partition)),
            16 => ConsumerCall::EndOffsets(self.distinct(1, Draw::partition)),
            17 => self.offsets_for_times(),
            18 => ConsumerCall::CurrentLag(self.partition()),
            19 => ConsumerCall::Assignment,
            20 => ConsumerCall::Subscription,
            21 => ConsumerCall::Paused,
            22 => ConsumerCall::GroupMetadata,
            23 => ConsumerCall::EnforceRebalance,
            24 => ConsumerCall::Wakeup,
            8 => ConsumerCall::Position(self.partition(), None),
            9 => ConsumerCall::Assign(self.distinct(1, Draw::partition)),
            10 => ConsumerCall::Unsubscribe,
            11 => ConsumerCall::Subscribe(self.distinct(1, Draw::name)),
            0 => ConsumerCall::Poll(self.ms()),
            1 => ConsumerCall::CommitSync(self.some(Draw::offsets)),
            2 => ConsumerCall::CommitAsync(self.some(Draw::offsets)),
            3 => ConsumerCall::Seek(self.partition(), self.long()),
            4 => ConsumerCall::SeekToBeginning(partitions),
            5 => ConsumerCall::SeekToEnd(partitions),
            6 if partitions.is_empty() => ConsumerCall::PauseAll,
            6 => ConsumerCall::Pause(partitions),
            _ if partitions.is_empty() => ConsumerCall::ResumeAll,
            _ => ConsumerCall::Resume(partitions),
        };
        let machine = Name::from(["c", &*self.text()].concat());
        Command::Call {
            machine,
            call: call.into(),
        }
    }

    fn offsets_for_times(&mut self) -> ConsumerCall {
        let time = self.long();
        let partitions = self.distinct(1, Draw::partition).into_iter();
        ConsumerCall::OffsetsForTimes(partitions.map(|partition| (partition, time)).collect())
    }

    /// Close options that say something.
    fn close_options(&mut self) -> CloseOptions {
        let membership = self.pick(&[
            GroupMembershipOperation::LeaveGroup,
            GroupMembershipOperation::RemainInGroup,
            GroupMembershipOperation::Default,
        ]);
        let timeout = self.some(Draw::ms);
        let says = membership != GroupMembershipOperation::Default;
        CloseOptions {
            timeout_ms: if says { timeout } else { Some(self.ms()) },
            membership,
            uncommitted: false,
        }
    }

    fn admin(&mut self) -> Command {
        Command::Admin(match self.below(6) {
            0 => AdminCall::CreateTopics(vec![NewTopic {
                name: self.name(),
                partitions: self.int(),
                configs: self.settings(),
                ..NewTopic::default()
            }]),
            1 => AdminCall::CreatePartitions(vec![NewPartitions::increase_to(
                self.name(),
                self.int(),
            )]),
            2 => AdminCall::DeleteTopics(self.list(1, Draw::name)),
            3 => AdminCall::DeleteRecords(vec![(self.partition(), self.long())]),
            4 => self.alter_topic(),
            _ => AdminCall::DeleteGroups(self.list(1, Draw::name)),
        })
    }

    fn alter_topic(&mut self) -> AdminCall {
        let change = |name: &Name, operation, value| AlterableConfig {
            name: name.clone(),
            operation,
            value,
        };
        let set = self.settings();
        let unset = self.distinct(1, Draw::name);
        let unset = unset.iter().filter(|key| !set.contains_key(*key));
        let gone = unset.map(|key| change(key, AlterOperation::Delete, None));
        let given = set.iter();
        let given = given.map(|(key, value)| change(key, AlterOperation::Set, Some(value.clone())));
        let configs: Vec<AlterableConfig> = given.chain(gone).collect();
        let (kind, name) = (ResourceType::Topic, self.name());
        match configs.is_empty() {
            true => AdminCall::DeleteTopics(vec![name]),
            false => AdminCall::IncrementalAlterConfigs(vec![AlterConfigsResource {
                resource: ConfigResource { kind, name },
                configs,
            }]),
        }
    }

    fn consumers(&mut self) -> ConsumerSpec {
        let pattern = self.some(Draw::name);
        let topics = match pattern {
            Some(_) => Vec::new(),
            None => self.distinct(1, Draw::name),
        };
        ConsumerSpec {
            name: self.some(Draw::name),
            members: 1 + self.below(9) as usize,
            group: self.name(),
            topics,
            pattern,
            work_ms: self.ms(),
            commit: self.commit(),
            by_hand: self.coin(),
            habit: self.habit(),
            settings: self.settings(),
        }
    }

    fn program(&mut self) -> Command {
        match self.below(4) {
            0 => Command::StartProducer(ProducerSpec {
                name: self.some(Draw::name),
                topic: self.name(),
                keys: self.list(0, Draw::name),
                rate: self.rate(),
                settings: self.settings(),
            }),
            1 => Command::StartConsumers(self.consumers()),
            2 => Command::Produce {
                from: self.some(Draw::name),
                record: ProducerRecord {
                    topic: self.name(),
                    partition: self.some(Draw::int),
                    key: self.some(|d| Payload::from(&*d.text())),
                    value: self.some(|d| Payload::from(&*d.text())),
                    headers: self.list(0, Draw::header).into(),
                    timestamp: self.some(Draw::long),
                },
            },
            _ => Command::Configure {
                machine: self.name(),
                change: Change {
                    work_ms: Some(self.ms()),
                    commit: self.some(Draw::commit),
                    by_hand: self.some(Draw::coin),
                    habit: self.habit(),
                    rate: self.some(Draw::rate),
                    keys: self.some(|d| d.list(0, Draw::name)),
                    settings: self.settings(),
                },
            },
        }
    }

    pub(super) fn command(&mut self) -> Command {
        let name = self.name();
        match self.below(23) {
            20 => Command::OffsetsForTime {
                machine: name,
                partitions: self.distinct(1, Draw::partition),
                at: self.ms(),
            },
            21 => Command::StopWith {
                machine: name,
                options: self.close_options(),
            },
            22 => Command::Call {
                machine: name,
                call: ProducerCall::Flush.into(),
            },
            0 => Command::Crash(name),
            1 => Command::Stop(name),
            2 => Command::Start(name),
            3 => Command::Stall(name),
            4 => Command::Unstall(name),
            5 => Command::Cut(name),
            6 => Command::Heal(name),
            7 => Command::Remove(name),
            8 => Command::PauseProducing(Name::from(["p", &*name].concat())),
            9 => Command::ResumeProducing(Name::from(["p", &*name].concat())),
            10..=12 => self.admin(),
            13..=15 => self.call(),
            16 => Command::SeekToTime {
                machine: name,
                partitions: self.distinct(1, Draw::partition),
                at: self.ms(),
            },
            _ => self.program(),
        }
    }

    /// Changes a line a little.
    pub(super) fn damage(&mut self, line: &str) -> String {
        let mut chars: Vec<char> = line.chars().collect();
        for _ in 0..=self.below(3) {
            let at = self.below(chars.len() as u64 + 1) as usize;
            let odd = self.pick(&[
                '"', '\\', ' ', '=', ',', '-', ':', '/', '0', '9', 'é', '\u{0}', '\n', '{', 'u',
            ]);
            match self.below(4) {
                0 => chars.insert(at, odd),
                1 if at < chars.len() => {
                    chars.remove(at);
                }
                2 if at < chars.len() => chars[at] = odd,
                _ => chars.truncate(at),
            }
        }
        chars.into_iter().collect()
    }

    pub(super) fn noise(&mut self) -> String {
        let words = self.below(8);
        let mut line = String::new();
        for _ in 0..words {
            let verb = self.below(VERBS.len() as u64) as usize;
            let verb = &VERBS[verb];
            let word = match self.below(4) {
                0 => self.text(),
                1 => verb.name.to_owned(),
                2 if !verb.options.is_empty() => {
                    let option = self.below(verb.options.len() as u64) as usize;
                    verb.options[option].name.to_owned()
                }
                _ => char::from_u32(self.below(0x11_0000) as u32)
                    .unwrap_or('?')
                    .to_string(),
            };
            line.push_str(&word);
            if self.below(8) > 0 {
                line.push(' ');
            }
        }
        line
    }
}
