//! The language as a whole: what lines mean, what is said about wrong ones,
//! and that printing and parsing are each other's inverse.

use client::call::ConsumerCall;
use cluster::command::{ClientKind, Command};
use kafka_playground_shell::parse::{parse, Known, Line, LONGEST_LINE};
use kafka_playground_shell::print::print;
use kafka_playground_shell::verbs::VERBS;
use kafka_playground_shell::ParseError;
use protocol::rng::Rng;
use protocol::topic_partition::TopicPartition;

mod draw;

use draw::Draw;

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
#[allow(clippy::too_many_lines, reason = "it is a table")]
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
        ("consume --group g --pattern orders.*", "consume --pattern orders.* --group g"),
        ("consume --pattern \"a|b, c\" --group g --members 2", ""),
        ("subscribe c1 --pattern=\"--x\"", "subscribe c1 --pattern \"--x\""),
        ("position c1 orders-0 --timeout 500", "position c1 orders-0 --timeout 500ms"),
        ("committed c1 orders-0 \"odd name-1\"", ""),
        ("beginning-offsets c1 orders-0 orders-1", ""),
        ("end-offsets c1 orders-0", ""),
        ("offsets-for-times c1 orders-0 orders-1 @12.5", "offsets-for-times c1 orders-0 orders-1 @12.500"),
        ("offsets-for-times c1 orders-0 1767225600000", ""),
        ("offsets-for-times c1 orders-0 -1", ""),
        ("current-lag c1 orders-0", ""),
        ("assignment c1", ""),
        ("subscription c1", ""),
        ("paused c1", ""),
        ("group-metadata c1", ""),
        ("enforce-rebalance c1", ""),
        ("wakeup c1", ""),
        ("flush p1", ""),
        ("stop c1 --timeout 5s", "stop c1 --timeout 5s"),
        ("stop --leave c1", "stop c1 --leave"),
        ("stop c1 --timeout 0 --remain", "stop c1 --remain --timeout 0ms"),
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
    ("produce --topic a --header --a=\"b c\"", "", "After --header comes its value, KEY=VALUE. Or is it --a=b c? Then write --header=--a=\"b c\"."),
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
    ("consume --group g", "", "consume needs --topic TOPIC,TOPIC, or --pattern REGEX."),
    ("consume --topic a --pattern b --group g", "--pattern", "Topics and a pattern exclude each other."),
    ("subscribe c1", "", "subscribe needs a topic, or --pattern REGEX."),
    ("subscribe c1 a --pattern b", "--pattern", "Topics and a pattern exclude each other."),
    ("subscribe c1 a a", "a", "a is named twice."),
    ("stop c1 --leave --remain", "--remain", "--leave and --remain exclude each other."),
    ("stop c1 --timeout soon", "soon", "\"soon\" is no time. A time is written 300ms, 2s, 1.5s, 1m or 1h, in whole milliseconds."),
    ("stop c1 leave", "leave", "stop does not know what to do with \"leave\". Did you mean --leave?"),
    ("committed c1", "", "committed needs a partition, such as orders-0."),
    ("offsets-for-times c1", "", "offsets-for-times needs a partition, such as orders-0."),
    ("offsets-for-times c1 orders-0", "", "offsets-for-times needs a partition, such as orders-0."),
    ("offsets-for-times c1 orders-0 noon", "noon", "\"noon\" is no time. It is an instant such as @12.480, or Unix milliseconds."),
    ("offsets-for-times c1 orders-0 @x", "@x", "\"@x\" is no instant. It is written @12.480: seconds since the start."),
    ("offsets-for-time c1", "offsets-for-time", "There is no command \"offsets-for-time\". Did you mean offsets-for-times?"),
    ("current-lag c1", "", "current-lag needs a partition, such as orders-0."),
    ("wakup c1", "wakup", "There is no command \"wakup\". Did you mean wakeup?"),
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
            let missing =
                before == *line || before.ends_with("--key") || before.ends_with("--header");
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
