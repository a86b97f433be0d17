//! The language as a whole: what lines mean, what is said about wrong ones,
//! and that printing and parsing are each other's inverse.

use client::call::{AdminCall, ConsumerCall, OffsetAndMetadata, Offsets, ProducerRecord};
use cluster::command::{Change, ClientKind, Command, ConsumerSpec, ProducerSpec, Rate};
use kafka_playground_shell::parse::{parse, Known, Line, LONGEST_LINE};
use kafka_playground_shell::print::print;
use kafka_playground_shell::verbs::VERBS;
use kafka_playground_shell::ParseError;
use protocol::api::{
    AlterConfigsResource, AlterOperation, AlterableConfig, ConfigResource, NewTopic, ResourceType,
};
use protocol::config::Settings;
use protocol::name::Name;
use protocol::record::{Header, Payload};
use protocol::rng::{below, Rng};
use protocol::topic_partition::TopicPartition;

mod habits;

/// Knows that what begins with `p` is a producer, and the rest are consumers.
struct ByLetter;

impl Known for ByLetter {
    fn kind(&self, machine: &str) -> Option<ClientKind> {
        Some(if machine.starts_with('p') {
            ClientKind::Producer
        } else {
            ClientKind::Consumer
        })
    }
}

fn read(line: &str) -> Result<Line, ParseError> {
    parse(line, &ByLetter)
}

fn command(line: &str) -> Command {
    match read(line) {
        Ok(Line::Command(command)) => command,
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn lines_are_read_and_written_in_one_form() {
    for (line, canonical) in [
        ("topic create orders --partitions 3", ""),
        ("  topic   create --partitions=3 orders ", "topic create orders --partitions 3"),
        ("topic create orders --config retention.ms=-1", ""),
        ("topic alter orders --partitions 6", ""),
        ("topic alter orders --config retention.ms=1 --unset segment.bytes", ""),
        ("records delete orders-0=5 \"odd name-1\"=-1", ""),
        ("topic delete orders payments", ""),
        ("group delete billing", ""),
        ("produce --topic orders --keys ana,bo --rate 2/s --name checkout --set linger.ms=5", ""),
        ("produce --topic orders --rate 0.5/s", "produce --topic orders --rate 1/2s"),
        (
            "produce --topic orders --rate 1/s --partitioner roundrobin",
            "produce --topic orders --rate 1/s --set partitioner.class=org.apache.kafka.clients.producer.RoundRobinPartitioner",
        ),
        ("produce --topic orders --rate 1/s --partitioner default", "produce --topic orders --rate 1/s"),
        (
            "produce --topic orders --rate 1/s --client librdkafka --partitioner murmur2_random",
            "produce --topic orders --rate 1/s --set client.software.name=librdkafka --set partitioner=murmur2_random",
        ),
        (
            "produce --topic orders --rate 1/s --client sarama --partitioner roundrobin",
            "produce --topic orders --rate 1/s --set Producer.Partitioner=NewRoundRobinPartitioner --set client.software.name=sarama",
        ),
        (
            "produce --topic orders --rate 1/s --client kafkajs --partitioner legacy",
            "produce --topic orders --rate 1/s --set client.software.name=kafkajs --set createPartitioner=Partitioners.LegacyPartitioner",
        ),
        ("produce --topic orders", ""),
        ("produce --topic orders --from checkout --key lea --value \"two words\" --header a=b --header c --partition 1 --timestamp -5", ""),
        ("produce --topic orders --key \"\"", ""),
        ("produce --topic orders --key=--x", "produce --topic orders --key \"--x\""),
        ("produce --topic orders --key \"--x\"", ""),
        ("consume --topic orders --group billing", ""),
        ("consume --topic a --topic b,c --group g --members 1 --work 300 --commit auto", "consume --topic a,b,c --group g"),
        ("consume --topic a --group g --members 2 --work 1.5s --commit batch --by-hand", "consume --topic a --group g --members 2 --work 1500ms --commit batch --by-hand"),
        ("consume --topic a --group g --from-beginning --assignor range", "consume --topic a --group g --set auto.offset.reset=earliest --set partition.assignment.strategy=org.apache.kafka.clients.consumer.RangeAssignor"),
        ("poll c1", ""),
        ("poll c1 --timeout 1s", "poll c1"),
        ("poll c1 --timeout 0", "poll c1 --timeout 0ms"),
        ("commit c1", ""),
        ("commit c1 --async orders-0=5", ""),
        ("commit c1 orders-0=-5 orders-1=9223372036854775807:\"a note\"", ""),
        ("seek c1 orders-0 5", ""),
        ("seek c1 a-b-1 beginning", ""),
        ("seek c1 end", ""),
        ("seek c1 orders-0 @12.5", "seek c1 orders-0 @12.500"),
        ("position c1 orders-0", ""),
        ("assign c1 orders-0 \"odd name-1\"", ""),
        ("unsubscribe c1", ""),
        ("subscribe c1 orders \"odd name\"", ""),
        ("consume --topic a --group g --workers 3 --commit contiguous", "consume --topic a --group g --commit contiguous --workers 3"),
        ("set c1 --workers 0", ""),
        ("pause c1", ""),
        ("pause c1 orders-0 orders-1", ""),
        ("pause p1", ""),
        ("resume p1", ""),
        ("crash c1", ""),
        ("stop c1", ""),
        ("start c1", ""),
        ("stall c1", ""),
        ("unstall c1", ""),
        ("cut c1", ""),
        ("heal c1", ""),
        ("remove c1", ""),
        ("set c1 --work 100ms --commit batch --by-hand max.poll.records=1", ""),
        ("set c1 --no-by-hand --set a=b c=", "set c1 --no-by-hand a=b c="),
        ("set p1 --rate 4/s --keys a,b linger.ms=5", ""),
        ("set p1 --no-keys", ""),
        ("crash \"my consumer\"", ""),
    ] {
        let printed = print(&command(line));
        let canonical = if canonical.is_empty() { line } else { canonical };
        assert_eq!(printed, canonical);
        assert_eq!(print(&command(&printed)), printed);
    }
}

#[test]
fn lines_that_are_no_commands() {
    for line in ["", "   ", "# crash c1", "  #"] {
        assert_eq!(read(line), Ok(Line::Empty), "{line}");
    }
    assert_eq!(read("wait 3s"), Ok(Line::Wait(3_000)));
    assert_eq!(read("help"), Ok(Line::Help(None)));
    assert_eq!(
        read("help topic create"),
        Ok(Line::Help(Some("topic create")))
    );
    assert_eq!(read("help topic"), Ok(Line::Help(Some("topic"))));
    assert_eq!(read("help poll"), Ok(Line::Help(Some("poll"))));
}

#[test]
fn a_pause_without_partitions_depends_on_the_machine() {
    assert_eq!(command("pause p1"), Command::PauseProducing("p1".into()));
    let call = |call: ConsumerCall| Command::Call {
        machine: "c1".into(),
        call: call.into(),
    };
    assert_eq!(command("pause c1"), call(ConsumerCall::PauseAll));
    let all = vec![TopicPartition::new("orders", 0)];
    assert_eq!(
        command("resume c1 orders-0"),
        call(ConsumerCall::Resume(all))
    );
}

/// A wrong line with what its caret stands under, and what is said.
const WRONG: &[(&str, &str, &str)] = &[
    ("prodcue --topic orders", "prodcue", "There is no command \"prodcue\". Did you mean produce?"),
    ("xyzzy", "xyzzy", "There is no command \"xyzzy\". help lists the commands."),
    ("topic", "", "After topic comes create, alter or delete."),
    ("topic craete orders", "craete", "After topic comes create, alter or delete, not \"craete\". Did you mean create?"),
    ("topic create", "", "topic create needs a topic."),
    ("topic create orders payments", "payments", "topic create does not know what to do with \"payments\". Words with blanks are quoted."),
    ("topic create orders --partitoins 3", "--partitoins", "topic create has no option --partitoins. Did you mean --partitions?"),
    ("topic create orders --replicas 3", "--replicas", "topic create has no option --replicas. It has --partitions, --config."),
    ("crash c1 --now", "--now", "crash has no option --now. It has no options."),
    ("topic create orders --partitions", "", "After --partitions comes its value, N."),
    ("produce --topic a --key --x", "", "After --key comes its value, KEY. Or is it --x? Then write --key \"--x\"."),
    ("produce --topic a --key --x=\"y z\"", "", "After --key comes its value, KEY. Or is it --x=y z? Then write --key \"--x=y z\"."),
    ("produce --topic a --key --value x", "", "After --key comes its value, KEY."),
    ("@12.480 crash c1", "@12.480", "There is no command \"@12.480\". Instants stand in scripts; here a line runs now."),
    ("topic create orders --partitions three", "three", "\"three\" is no whole number."),
    ("topic create orders --partitions 2147483648", "2147483648", "2147483648 is out of range: this number goes from -2147483648 to 2147483647."),
    ("topic create orders --partitions 1 --partitions 2", "--partitions", "--partitions is given twice."),
    ("topic create orders --config a", "a", "\"a\" has no value. It is written KEY=VALUE, without blanks around the =."),
    ("topic create orders --config =a", "=a", "A setting needs a key before the =."),
    ("topic create orders --config a=1 --config a=2", "a=2", "a is set twice."),
    ("topic alter orders", "", "topic alter needs --partitions N, --config KEY=VALUE or --unset KEY."),
    ("topic alter orders --partitions 6 --config a=b", "--partitions", "Partitions and settings are changed by a line each."),
    ("topic alter orders --config a=b --unset a", "a", "a is set twice."),
    ("records delete", "", "records delete needs a partition with an offset, such as orders-0=5."),
    ("records delete orders-0", "orders-0", "\"orders-0\" has no offset. The offset up to which records go is written orders-0=5."),
    ("records delete orders-0=5 orders-0=6", "orders-0=6", "orders-0 is named twice."),
    ("topic alter orders partitions", "partitions", "topic alter does not know what to do with \"partitions\". Did you mean --partitions?"),
    ("produce", "", "produce needs --topic TOPIC."),
    ("produce --topic orders --keys a,b", "--keys", "--keys belongs to a program, which has a --rate. Or did you mean --key?"),
    ("produce --topic orders --rate 1/s --key a", "--key", "--key belongs to a record sent by hand, without --rate. Or did you mean --keys?"),
    ("produce --topic orders --rate fast", "fast", "\"fast\" is no rate. A rate is written 2/s, 0.5/s, 1/m or 3/500ms, and is above 0."),
    ("produce --topic orders --rate 1/s --keys a,,b", "a,,b", "There is nothing between two commas. Write \"\" for the empty text."),
    ("consume --topic orders", "", "consume needs --group GROUP."),
    ("consume --group g", "", "consume needs --topic TOPIC,TOPIC."),
    ("consume --topic a,a --group g", "a,a", "a is named twice."),
    ("consume --topic a --group g --members 0", "0", "0 is out of range: this number goes from 1 to 2147483647."),
    ("consume --topic a --group g --work soon", "soon", "\"soon\" is no time. A time is written 300ms, 2s, 1.5s, 1m or 1h, in whole milliseconds."),
    ("produce --topic a --rate 1/s --client kafka.js", "kafka.js", "\"kafka.js\" is not java, librdkafka, sarama, kafka-python or kafkajs. Did you mean kafkajs?"),
    ("produce --topic a --rate 1/s --client librdkafka --partitioner crc32", "crc32", "librdkafka has consistent_random, random, consistent, murmur2, murmur2_random, fnv1a or fnv1a_random, not \"crc32\"."),
    ("produce --topic a --rate 1/s --partitioner roundrobbin", "roundrobbin", "Java has default or roundrobin, not \"roundrobbin\". Did you mean roundrobin?"),
    ("consume --topic a --group g --commit allways", "allways", "\"allways\" is not auto, record, batch, record-noargs, async, marks, contiguous, before or never."),
    ("consume --topic a --group g --commit bach", "bach", "\"bach\" is not auto, record, batch, record-noargs, async, marks, contiguous, before or never. Did you mean batch?"),
    ("consume --topic a --group g --by-hand=yes", "--by-hand=yes", "--by-hand takes no value."),
    ("consume --topic a --group g --from-beginning --set auto.offset.reset=none", "--from-beginning", "auto.offset.reset is set twice."),
    ("poll", "", "poll needs the name of a machine, such as c1."),
    ("commit c1 orders-0", "orders-0", "\"orders-0\" has no offset. An offset to commit is written orders-0=5."),
    ("commit c1 orders=5", "orders=5", "\"orders\" is no partition. A partition is written orders-0: topic, hyphen, number."),
    ("commit c1 orders-0=1 orders-0=2", "orders-0=2", "orders-0 is named twice."),
    ("commit c1 orders-0=9223372036854775808", "orders-0=9223372036854775808", "9223372036854775808 is out of range: this number goes from -9223372036854775808 to 9223372036854775807."),
    ("seek c1", "", "seek needs an offset, an instant, beginning or end."),
    ("seek c1 5", "5", "An offset needs its partition. Write seek c1 orders-0 5."),
    ("seek c1 orders-0 begining", "begining", "\"begining\" is not an offset, an instant, beginning or end. Did you mean beginning?"),
    ("seek c1 orders 5", "orders", "\"orders\" is no partition. A partition is written orders-0: topic, hyphen, number."),
    ("seek c1 orders-00 5", "orders-00", "\"orders-00\" is no partition. A partition is written orders-0: topic, hyphen, number."),
    ("seek c1 @5", "@5", "An instant needs its partitions. Write seek c1 orders-0 @5."),
    ("seek c1 orders-0 @x", "@x", "\"@x\" is no instant. It is written @12.480: seconds since the start."),
    ("seek c1 a-0 a-1 5", "5", "An offset is sought in one partition at a time."),
    ("set c1", "", "set needs something to change. Such as --work 100ms or max.poll.records=1; help set lists more."),
    ("set c1 --by-hand --no-by-hand", "--no-by-hand", "--by-hand and --no-by-hand exclude each other."),
    ("set p1 --keys a --no-keys", "--keys", "--no-keys and --keys exclude each other."),
    ("wait", "", "wait needs a time, such as 3s."),
    ("help cosume", "cosume", "There is no command \"cosume\". Did you mean consume?"),
    ("crash \"c1", "\"c1", "This quote is never closed."),
];

#[test]
fn wrong_lines_are_told_what_is_wrong_and_where() {
    for (line, under, text) in WRONG {
        let error = read(line).expect_err(line);
        let marked: String = line.chars().skip(error.column).take(error.length).collect();
        assert_eq!((&*error.to_string(), &*marked), (*text, *under), "{line}");
        if error.length == 0 {
            let before: String = line.chars().take(error.column).collect();
            let missing = before == *line || before.ends_with("--key");
            assert!(missing, "{line}");
        }
    }
}

#[test]
fn lines_have_a_longest_length() {
    let longest = ["crash ", &"x".repeat(LONGEST_LINE - 6)].concat();
    assert!(read(&longest).is_ok());
    let error = read(&[&*longest, "x"].concat()).unwrap_err();
    assert_eq!((error.column, error.length), (LONGEST_LINE, 0));
}

#[test]
fn every_example_is_a_line() {
    for verb in VERBS {
        assert!(read(verb.example).is_ok(), "{}", verb.example);
    }
}

/// Draws commands and lines.
struct Draw(Rng);

impl Draw {
    fn below(&mut self, bound: u64) -> u64 {
        let draw = self.0.peek();
        self.0.advance();
        below(draw, bound)
    }

    fn coin(&mut self) -> bool {
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
        let call = match self.below(12) {
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

    fn admin(&mut self) -> Command {
        Command::Admin(match self.below(6) {
            0 => AdminCall::CreateTopics(vec![NewTopic {
                name: self.name(),
                partitions: self.int(),
                configs: self.settings(),
                ..NewTopic::default()
            }]),
            1 => AdminCall::CreatePartitions(vec![(self.name(), self.int())]),
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

    fn program(&mut self) -> Command {
        match self.below(4) {
            0 => Command::StartProducer(ProducerSpec {
                name: self.some(Draw::name),
                topic: self.name(),
                keys: self.list(0, Draw::name),
                rate: self.rate(),
                settings: self.settings(),
            }),
            1 => Command::StartConsumers(ConsumerSpec {
                name: self.some(Draw::name),
                members: 1 + self.below(9) as usize,
                group: self.name(),
                topics: self.distinct(1, Draw::name),
                work_ms: self.ms(),
                commit: self.commit(),
                by_hand: self.coin(),
                habit: self.habit(),
                settings: self.settings(),
            }),
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

    fn command(&mut self) -> Command {
        let name = self.name();
        match self.below(20) {
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
    fn damage(&mut self, line: &str) -> String {
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

    fn noise(&mut self) -> String {
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

#[test]
fn what_is_printed_reads_as_what_it_was() {
    let mut draw = Draw(Rng::new(1));
    for round in 0..20_000 {
        let command = draw.command();
        let line = print(&command);
        assert_eq!(read(&line), Ok(Line::Command(command)), "{round}: {line}");
    }
}

#[test]
fn no_line_makes_it_panic_and_errors_point_into_the_line() {
    let mut draw = Draw(Rng::new(2));
    let mut read_well = 0;
    for _ in 0..200_000 {
        let line = if draw.coin() {
            let line = print(&draw.command());
            draw.damage(&line)
        } else {
            draw.noise()
        };
        match read(&line) {
            Ok(Line::Command(command)) => {
                read_well += 1;
                let printed = print(&command);
                assert_eq!(print(&self::command(&printed)), printed, "{line}");
            }
            Ok(_) => {}
            Err(error) => {
                let end = line.chars().count();
                assert!(error.column + error.length <= end, "{line}: {error:?}");
                assert!(!error.message.is_empty() && !error.message.ends_with('.'));
            }
        }
    }
    assert!(read_well > 10_000, "{read_well} lines were read well");
}
