//! What may stand where somebody types.

use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use kafka_playground_shell::verbs::VERBS;
use kafka_playground_shell::{Completion, Session};
use tools::kafka::TOOLS;
use worlds::simulation::dice::Dice;

fn session() -> Session {
    let mut session = Session::new(1, 0, ClusterConfig::page(), Limits::page());
    for line in [
        "topic create orders --partitions 3",
        "topic create \"payments\" --partitions 12",
        "produce --topic orders --rate 2/s --name checkout",
        "consume --topic orders --group billing --members 2",
        "consume --topic orders --group \"odd group\" --name odd",
        "wait 15s",
    ] {
        session.run(line).unwrap();
    }
    session
}

/// The last bar of a line stands where the caret is.
fn caret(line: &str) -> usize {
    let bars = line.chars().enumerate().filter(|(_, c)| *c == '|');
    bars.last().expect("a bar stands where the caret is").0
}

/// Completes at the caret of a line.
fn at(session: &Session, line: &str) -> Completion {
    let caret = caret(line);
    let mut chars: Vec<char> = line.chars().collect();
    chars.remove(caret);
    let line: String = chars.into_iter().collect();
    session.complete(&line, caret)
}

fn texts(completion: &Completion) -> Vec<&str> {
    let candidates = completion.candidates.iter();
    candidates.map(|one| one.text.as_str()).collect()
}

/// The lines that come of a completion, one for each candidate.
fn completed(session: &Session, line: &str) -> Vec<String> {
    let found = at(session, line);
    let caret = caret(line);
    let mut chars: Vec<char> = line.chars().collect();
    chars.remove(caret);
    let one = |text: &str| {
        let before = chars[..found.from].iter();
        let after = chars[found.to..].iter();
        let before: String = before.collect();
        let after: String = after.collect();
        [&before, text, &after].concat()
    };
    texts(&found).into_iter().map(one).collect()
}

#[test]
fn verbs_and_what_they_take() {
    let session = session();
    #[rustfmt::skip]
    let table: &[(&str, &[&str])] = &[
        ("cra|", &["crash"]),
        ("top|", &["topic"]),
        ("topic |", &["topic alter", "topic create", "topic delete"]),
        ("topic cr|", &["topic create"]),
        ("topic delete |", &["topic delete orders", "topic delete payments"]),
        ("topic delete orders pa|", &["topic delete orders payments"]),
        ("crash |", &["crash c1", "crash c2", "crash checkout", "crash odd"]),
        ("crash c1 |", &[]),
        ("poll |", &["poll --timeout", "poll c1", "poll c2", "poll odd"]),
        // All of a word is replaced, also what stands behind the caret.
        ("crash c|heckout", &["crash c1", "crash c2", "crash checkout"]),
        ("position c1 orders-|", &["position c1 orders-0", "position c1 orders-1", "position c1 orders-2"]),
        ("position c1 payments-1|", &["position c1 payments-1", "position c1 payments-10", "position c1 payments-11"]),
        ("seek c1 orders-0 e|", &["seek c1 orders-0 end"]),
        ("records delete orders-1|", &["records delete orders-1="]),
        ("consume --topic orders --group b|", &["consume --topic orders --group billing"]),
        ("consume --group=b|", &["consume --group=billing"]),
        ("consume --group o|", &["consume --group \"odd group\""]),
        ("consume --topic orders,p|", &["consume --topic orders,payments"]),
        ("consume --commit b|", &["consume --commit batch", "consume --commit before"]),
        ("consume --as|", &["consume --assignor"]),
        ("consume --assignor sticky --as|", &[]),
        ("consume --set enable.|", &["consume --set enable.auto.commit=", "consume --set enable.metrics.push="]),
        ("consume --set enable.auto.commit=|", &["consume --set enable.auto.commit=false", "consume --set enable.auto.commit=true"]),
        ("consume --set isolation.level=read_c|", &["consume --set isolation.level=read_committed"]),
        ("set checkout acks=|", &["set checkout acks=0", "set checkout acks=1", "set checkout acks=-1", "set checkout acks=all"]),
        ("set c1 acks|", &[]),
        ("set c1 max.poll.rec|", &["set c1 max.poll.records="]),
        ("topic create x --config cleanup.policy=|", &["topic create x --config cleanup.policy=compact", "topic create x --config cleanup.policy=delete"]),
        ("topic create x --config message.timestamp.t|", &["topic create x --config message.timestamp.type="]),
        ("produce --topic orders --rate 1/s --client sarama --partitioner h|", &[]),
        ("produce --topic orders --rate 1/s --client sarama --partitioner H|", &["produce --topic orders --rate 1/s --client sarama --partitioner Hash"]),
        ("produce --from |", &["produce --from checkout"]),
        ("whatif cr|", &["whatif crash"]),
        ("whatif crash c1 --la|", &["whatif crash c1 --last"]),
        ("whatif crash |", &["whatif crash c1", "whatif crash c2", "whatif crash checkout", "whatif crash odd"]),
        ("help comp|", &["help compare"]),
        ("help topic c|", &["help topic create"]),
        ("nonsense |", &[]),
        ("topic nonsense |", &[]),
        ("# cra|", &[]),
    ];
    for (line, expected) in table {
        assert_eq!(completed(&session, line), *expected, "{line}");
    }
}

#[test]
fn tools_and_what_they_take() {
    let mut session = session();
    session.run("echo x > offsets.csv").unwrap();
    session
        .run("kafka-console-consumer --bootstrap-server localhost:9092 --topic orders &")
        .unwrap();
    session.run("wait 1s").unwrap();
    #[rustfmt::skip]
    let table: &[(&str, &[&str])] = &[
        ("kafka-consumer-g|", &["kafka-consumer-groups"]),
        ("bin/kafka-consumer-groups.|", &["bin/kafka-consumer-groups.sh"]),
        ("kafka-topics --cre|", &["kafka-topics --create"]),
        ("kafka-topics.sh --create --cre|", &[]),
        ("kafka-topics.sh --create --topic o|", &["kafka-topics.sh --create --topic orders"]),
        ("kafka-topics.sh --create --topic=o|", &["kafka-topics.sh --create --topic=orders"]),
        ("kafka-topics.sh --create --topic 'o|'", &["kafka-topics.sh --create --topic orders"]),
        ("kafka-topics --create --config cleanup.policy=d|", &["kafka-topics --create --config cleanup.policy=delete"]),
        ("kafka-topics --bootstrap-server l|", &["kafka-topics --bootstrap-server localhost:9092"]),
        // An option that is shortened is the one that it begins.
        ("kafka-topics --create --bootstrap-s l|", &["kafka-topics --create --bootstrap-s localhost:9092"]),
        ("kafka-consumer-groups --describe --group odd|", &["kafka-consumer-groups --describe --group 'odd group'"]),
        ("kafka-consumer-groups --reset-offsets --topic orders:0,|", &[
            "kafka-consumer-groups --reset-offsets --topic orders:0,0",
            "kafka-consumer-groups --reset-offsets --topic orders:0,1",
            "kafka-consumer-groups --reset-offsets --topic orders:0,2",
        ]),
        ("kafka-consumer-groups --reset-offsets --from-file |", &["kafka-consumer-groups --reset-offsets --from-file offsets.csv"]),
        ("kafka-console-consumer --topic orders --partition |", &[
            "kafka-console-consumer --topic orders --partition 0",
            "kafka-console-consumer --topic orders --partition 1",
            "kafka-console-consumer --topic orders --partition 2",
        ]),
        ("kafka-console-consumer --offset e|", &["kafka-console-consumer --offset earliest"]),
        ("kafka-console-consumer --formatter-property print.k|", &["kafka-console-consumer --formatter-property print.key="]),
        ("kafka-console-consumer --formatter-property print.key=t|", &["kafka-console-consumer --formatter-property print.key=true"]),
        ("kafka-console-consumer --command-property isolation.level=read_c|", &["kafka-console-consumer --command-property isolation.level=read_committed"]),
        ("kafka-console-producer --command-property acks=a|", &["kafka-console-producer --command-property acks=all"]),
        ("kafka-console-producer --reader-property parse.k|", &["kafka-console-producer --reader-property parse.key="]),
        ("kafka-producer-perf-test --producer-props acks=1 ling|", &["kafka-producer-perf-test --producer-props acks=1 linger.ms="]),
        ("kafka-get-offsets --time max|", &["kafka-get-offsets --time max-timestamp"]),
        ("kafka-get-offsets --topic-partitions orders:0,orders:1|", &["kafka-get-offsets --topic-partitions orders:0,orders:1"]),
        ("kafka-configs --entity-type topics --entity-name p|", &["kafka-configs --entity-type topics --entity-name payments"]),
        ("kafka-configs --entity-type topics --add-config 'retention.ms=1,cleanup.policy=[comp|", &[
            "kafka-configs --entity-type topics --add-config 'retention.ms=1,cleanup.policy=[compact",
        ]),
        ("kafka-configs --group billing --alter --add-config consumer.session|", &["kafka-configs --group billing --alter --add-config consumer.session.timeout.ms="]),
        ("kafka-configs --broker 1 --alter --delete-config log.retention.m|", &[
            "kafka-configs --broker 1 --alter --delete-config log.retention.minutes",
            "kafka-configs --broker 1 --alter --delete-config log.retention.ms",
        ]),
        ("kafka-transactions --bootstrap-server localhost:9092 d|", &["kafka-transactions --bootstrap-server localhost:9092 describe"]),
        ("kafka-topics --list | gr|", &["kafka-topics --list | grep"]),
        ("kafka-topics --list 2>&1 | sort > of|", &["kafka-topics --list 2>&1 | sort > offsets.csv"]),
        ("cat o|", &["cat offsets.csv"]),
        ("cat < o|", &["cat < offsets.csv"]),
        ("cat <<EOF\no|", &[]),
        ("cat <<EOF\nhello\nEOF\ncat o|", &["cat <<EOF\nhello\nEOF\ncat offsets.csv"]),
        ("for t in a b; do kafka-topics --topic o|; done", &["for t in a b; do kafka-topics --topic orders; done"]),
        ("echo $(kafka-topics --topic o|)", &["echo $(kafka-topics --topic orders)"]),
        ("echo \"x $(kafka-topics --topic o|)\"", &["echo \"x $(kafka-topics --topic orders)\""]),
        ("x=1 && kafka-topics --topic o|", &["x=1 && kafka-topics --topic orders"]),
        ("ls # o|", &[]),
        ("man kafka-gr|", &["man kafka-groups"]),
        ("help kafka-gr|", &["help kafka-groups"]),
        ("fg |", &["fg %2"]),
        ("kill %|", &["kill %2"]),
    ];
    for (line, expected) in table {
        assert_eq!(completed(&session, line), *expected, "{line}");
    }
}

#[test]
fn what_is_kafkas_own_is_offered_to_who_asks_for_it() {
    let session = session();
    assert_eq!(
        completed(&session, "topic delete _|"),
        ["topic delete __consumer_offsets"]
    );
}

#[test]
fn each_candidate_says_what_it_is() {
    let session = session();
    let about = |line: &str| {
        let found = at(&session, line).candidates;
        let about: Vec<String> = found.into_iter().map(|one| one.about).collect();
        about.join("; ")
    };
    assert_eq!(about("topic delete o|"), "3 partitions");
    assert_eq!(about("group delete b|"), "Stable, 2 members");
    assert_eq!(about("crash ch|"), "producer, running");
    assert_eq!(
        about("consume --set auto.commit.interval.ms|"),
        "int, else 5000"
    );
    assert_eq!(about("consume --set fetch.min.bytes=|"), "the default");
    assert!(about("crash|").starts_with("Kill a program"));
}

#[test]
fn all_verbs_and_tools_begin_a_line() {
    let session = session();
    let firsts = |line: &str| {
        let found = session.complete(line, usize::MAX).candidates;
        found.into_iter().map(|one| one.text).collect::<Vec<_>>()
    };
    for verb in VERBS {
        let first = verb.name.split(' ').next().unwrap();
        assert!(firsts(first).contains(&first.to_owned()), "{first}");
    }
    for tool in TOOLS {
        let bare = tool.name.to_owned();
        let script = [tool.name, ".sh"].concat();
        let path = ["bin/", tool.name, ".sh"].concat();
        assert_eq!(firsts(&bare[..bare.len() - 1]), [&*bare]);
        assert_eq!(firsts(&script[..script.len() - 1]), [&*script]);
        assert_eq!(firsts(&path[..path.len() - 2]), [&*path]);
    }
}

/// Every option and every name of the examples is offered where it stands.
#[test]
fn the_words_of_examples_are_offered() {
    let session = session();
    let verbs = VERBS.iter().map(|verb| verb.example);
    let tools = TOOLS.iter().flat_map(|tool| tool.examples.iter().copied());
    let mut offered = 0;
    for line in verbs.chain(tools) {
        for (from, _) in line.match_indices("--") {
            let caret = line[..from].chars().count() + 3;
            let found = session.complete(line, caret);
            let end = line[from..]
                .find([' ', '='])
                .map_or(line.len(), |at| from + at);
            let word = &line[from..end];
            assert!(texts(&found).contains(&word), "{word} of {line}");
            offered += 1;
        }
    }
    assert!(offered > 10, "the examples have options");
}

const CORPUS: &[&str] = &[
    "kafka-topics.sh --create --topic orders --partitions 3 --config retention.ms=5",
    "kafka-console-consumer --topic orders --group 'odd group' --formatter-property print.key=true",
    "kafka-configs --alter --entity-type topics --entity-name orders --add-config 'cleanup.policy=[compact,delete],retention.ms=1'",
    "echo \"a $(cat x | wc -l) b\" | kafka-console-producer --topic=orders 2>&1 > out.txt &",
    "for i in $(seq 1 5); do echo $i; done | cat <<EOF\nhello\nEOF\ncat 'a\\'",
    "kafka-consumer-groups --reset-offsets --topic orders:0,1 --to-offset 4 --from-file <<< x",
    "consume --topic orders,payments --group \"odd group\" --set max.poll.records=1",
    "records delete orders-0=5 \"odd name-1\"=-1",
    "whatif crash c1 --last 10s --set acks=all",
    "help topic create",
    "fg %1",
];

/// A line that is real, or was, or is nothing like it.
fn draw(dice: &mut Dice) -> String {
    const PIECES: &[&str] = &[
        " ", "\"", "'", "\\", "|", "$(", ")", "<", "<<", ">", "#", "\n", "=", ",", "--", "-", ":",
        ";", "é", "😀", "\u{a0}", "[", "]", "{", "&", "@", "%", "orders", "kafka-", "0",
    ];
    let mut chars: Vec<char> = CORPUS[dice.below(CORPUS.len())].chars().collect();
    for _ in 0..dice.below(6) {
        let at = dice.below(chars.len() + 1);
        match dice.below(3) {
            0 => chars.truncate(at),
            1 if at < chars.len() => drop(chars.remove(at)),
            _ => {
                let piece = PIECES[dice.below(PIECES.len())];
                chars.splice(at..at, piece.chars());
            }
        }
    }
    chars.into_iter().collect()
}

#[test]
fn there_is_an_answer_for_every_text_and_caret() {
    let session = session();
    let mut dice = Dice::new(3);
    let mut offered = 0;
    for _ in 0..3_000 {
        let line = draw(&mut dice);
        let length = line.chars().count();
        let caret = dice.below(length + 3);
        let found = session.complete(&line, caret);
        assert!(
            found.from <= found.to && found.to <= length,
            "{line:?} {caret}"
        );
        assert!(found.from <= caret, "{line:?} {caret}");
        assert!(found.candidates.len() <= 60);
        // What was completed is complete: it is offered again where it ends.
        let Some(candidate) = found.candidates.first() else {
            continue;
        };
        offered += 1;
        let chars: Vec<char> = line.chars().collect();
        let before: String = chars[..found.from].iter().collect();
        let line = [&before, &*candidate.text].concat();
        let again = session.complete(&line, usize::MAX);
        let goes_on = candidate.text.ends_with(['=', ':']);
        let same = again
            .candidates
            .iter()
            .any(|one| one.text == candidate.text);
        assert!(
            same || goes_on,
            "{line:?}: {candidate:?} and then {again:?}"
        );
    }
    assert!(offered > 500, "{offered}");
}

#[test]
fn a_huge_line_is_no_trouble() {
    let session = session();
    for piece in [
        "kafka-topics --topic ",
        "$(",
        "\"",
        "cat <<A\n",
        "[,",
        "a=",
        "|",
    ] {
        let line = ["cat ", &piece.repeat(60_000 / piece.len())].concat();
        drop(session.complete(&line, usize::MAX));
        drop(session.complete(&line.repeat(20), usize::MAX));
    }
}
