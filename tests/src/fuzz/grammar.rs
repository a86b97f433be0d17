//! Lines made of the tables of tools and verbs, with words that fit, and some
//! that do not.

use kafka_playground_shell::quote;
use kafka_playground_shell::verbs::{Takes, VERBS};
use tools::kafka::TOOLS;
use tools::options::{OptionSpec, Value};
use worlds::simulation::dice::Dice;

const TOPICS: &[&str] = &[
    "orders",
    "payments",
    "t.1",
    "t_1",
    "__consumer_offsets",
    "orders|pay.*",
    "nowhere",
];
const GROUPS: &[&str] = &["billing", "audit", "console-consumer-1", "odd group", ""];
const MACHINES: &[&str] = &["c1", "c2", "checkout", "p1", "console", "ghost"];
const FILES: &[&str] = &["offsets.csv", "d.json", "f", "./f", "none.txt", "/dev/null"];
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "2",
    "3",
    "10",
    "100",
    "-1",
    "-5",
    "2147483647",
    "2147483648",
    "-9223372036854775808",
    "9223372036854775807",
    "9223372036854775808",
    "1.5",
    "0x10",
    "+7",
    "007",
];
const PAIRS: &[&str] = &[
    "retention.ms=1000",
    "retention.ms=",
    "cleanup.policy=[compact,delete]",
    "segment.bytes=1048576",
    "a=b=c",
    "=",
    "parse.key=true",
    "key.separator=:",
    "print.key=true",
    "print.timestamp=true",
    "null.literal=NULL",
    "acks=0",
    "linger.ms=0",
    "max.poll.records=1",
    "auto.offset.reset=earliest",
    "session.timeout.ms=6000",
    "enable.auto.commit=maybe",
    "group.id=billing",
];
const WORDS: &[&str] = &[
    "earliest",
    "latest",
    "topics",
    "brokers",
    "groups",
    "Stable",
    "classic",
    "PT1H",
    "P1DT2H3M4.5S",
    "2026-01-05T09:00:00.000",
    "2026-01-05T09:00:00Z",
    "localhost:9092",
    "nobody:1",
    "read_committed",
    "all",
    "gzip",
    "list",
    "describe",
    "max-timestamp",
    "orders:0",
    "orders:0,1",
    "orders:x",
    "é😀",
    "",
    " ",
    "-",
    "--",
    "'",
    "*",
];

/// A word for what an option is called.
fn value(dice: &mut Dice, name: &str) -> String {
    if dice.one_in(8) {
        let any = dice.pick(&[TOPICS, GROUPS, FILES, NUMBERS, PAIRS, WORDS]);
        return dice.pick(any).to_owned();
    }
    let fitting = match name {
        "topic" | "include" => TOPICS,
        "group" => GROUPS,
        "bootstrap-server" => return "localhost:9092".to_owned(),
        "entity-type" => &["topics", "brokers", "groups", "users"],
        "entity-name" => &["orders", "1", "billing", "0"],
        "partition" | "partitions" => &["0", "1", "2", "5", "-1"],
        _ if name.contains("file") || name.contains(".config") => FILES,
        _ if name.contains("propert") || name.contains("config") || name.contains("props") => PAIRS,
        _ if dice.one_in(3) => WORDS,
        _ => NUMBERS,
    };
    dice.pick(fitting).to_owned()
}

/// As a word of the shell.
fn quoted(dice: &mut Dice, text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:=,%+".contains(c);
    match !text.is_empty() && text.chars().all(plain) {
        true if !dice.one_in(12) => text.to_owned(),
        _ if dice.one_in(2) && !text.contains(['"', '\\', '$', '`']) => ["\"", text, "\""].concat(),
        _ => ["'", &text.replace('\'', "'\\''"), "'"].concat(),
    }
}

fn option(dice: &mut Dice, option: &OptionSpec) -> String {
    let name = match dice.one_in(10) && option.name.len() > 3 {
        true => &option.name[..option.name.len() - 2],
        false => option.name,
    };
    let takes = match option.value {
        Value::None => dice.one_in(40),
        Value::Required(_) => !dice.one_in(40),
        Value::Optional(_) => dice.one_in(2),
    };
    if !takes {
        return ["--", name].concat();
    }
    let value = value(dice, option.name);
    let value = quoted(dice, &value);
    let between = if dice.one_in(6) { "=" } else { " " };
    ["--", name, between, &value].concat()
}

/// A line of a tool alone.
fn tool(dice: &mut Dice) -> String {
    if TOOLS.is_empty() {
        return "kafka-topics --list".to_owned();
    }
    let tool = TOOLS[dice.below(TOOLS.len())];
    let ending = if dice.one_in(2) { ".sh" } else { "" };
    let mut line = [tool.name, ending].concat();
    if !dice.one_in(5) {
        line.push_str(" --bootstrap-server localhost:9092");
    }
    let has = |name: &str| tool.options.iter().find(|option| option.name == name);
    if let Some(topic) = has("topic").filter(|_| !dice.one_in(4)) {
        line.push(' ');
        line.push_str(&option(dice, topic));
    }
    for _ in 0..dice.below(6) {
        if tool.options.is_empty() {
            break;
        }
        let one = &tool.options[dice.below(tool.options.len())];
        line.push(' ');
        line.push_str(&option(dice, one));
    }
    if dice.one_in(12) {
        line.push_str(" list");
    }
    line
}

/// A small command.
fn filter(dice: &mut Dice) -> String {
    let number = dice.pick(NUMBERS);
    let file = dice.pick(FILES);
    let word = dice.pick(WORDS);
    let word = quoted(dice, word);
    match dice.below(16) {
        0 => ["grep -v ", &word].concat(),
        1 => ["grep ", &word, " ", file].concat(),
        2 => ["head -n ", number].concat(),
        3 => ["tail -n ", number, " ", file].concat(),
        4 => "sort -r".to_owned(),
        5 => "wc -l".to_owned(),
        6 => ["cat ", file].concat(),
        7 => ["cut -d: -f", number].concat(),
        8 => ["tee ", file].concat(),
        9 => ["seq 1 ", number].concat(),
        10 => ["seq ", number, " ", dice.pick(NUMBERS)].concat(),
        11 => ["sleep ", number].concat(),
        12 => ["printf ", &word, " ", number].concat(),
        13 => ["rm ", file].concat(),
        14 => "ls".to_owned(),
        _ => ["echo ", &word, " ", number].concat(),
    }
}

fn command(dice: &mut Dice) -> String {
    match dice.one_in(3) {
        true => filter(dice),
        false => tool(dice),
    }
}

/// A line for the small shell.
pub(super) fn shell(dice: &mut Dice) -> String {
    let mut line = command(dice);
    if dice.one_in(3) {
        for _ in 0..dice.below(3) + 1 {
            line = [&*line, " | ", &filter(dice)].concat();
        }
    } else if dice.one_in(4) {
        line = [&*filter(dice), " | ", &line].concat();
    }
    if dice.one_in(6) {
        let redirect = dice.pick(&[" > ", " >> ", " 2> ", " < ", " 2>&1 > ", " <<< "]);
        line = [&*line, redirect, dice.pick(FILES)].concat();
    }
    if dice.one_in(8) {
        let join = dice.pick(&["; ", " && ", " || ", " & ", "\n"]);
        line = [&*line, join, &command(dice)].concat();
    }
    if dice.one_in(10) {
        let words = dice.pick(&["1 2 3", "$(seq 1 4)", "{1..5}", "", "$x", "{1..1000000}"]);
        line = ["for x in ", words, "; do ", &line, "; done"].concat();
    }
    if dice.one_in(8) {
        line.push_str(" &");
    }
    line
}

/// A line of our own.
pub(super) fn ours(dice: &mut Dice) -> String {
    let verb = &VERBS[dice.below(VERBS.len())];
    let mut words = vec![verb.name.to_owned()];
    for operand in verb.operands {
        let times = match (operand.times.required(), operand.times.repeats()) {
            (true, false) => 1,
            (true, true) => dice.below(2) + 1,
            (false, _) => dice.below(2),
        };
        for _ in 0..times {
            words.push(word(dice, operand.takes, operand.name));
        }
    }
    for option in verb.options {
        if option.times.required() || dice.one_in(6) {
            words.push(option.name.to_owned());
            if option.takes != Takes::Nothing {
                words.push(word(dice, option.takes, option.value));
            }
        }
    }
    words.join(" ")
}

/// A word that fits, mostly.
fn word(dice: &mut Dice, takes: Takes, name: &str) -> String {
    if dice.one_in(12) {
        return quote(dice.pick(WORDS));
    }
    let partition = |dice: &mut Dice| {
        let numbers = ["0", "1", "2", "9", "-1", "x"];
        [dice.pick(TOPICS), "-", dice.pick(&numbers)].concat()
    };
    match takes {
        Takes::Nothing => String::new(),
        Takes::Name | Takes::Names => quote(match name {
            "GROUP" => dice.pick(GROUPS),
            "NAME" => dice.pick(MACHINES),
            _ => dice.pick(TOPICS),
        }),
        Takes::Text if name == "%JOB" => dice.pick(&["%1", "%2", "%3", "%0", "%%", "1"]).to_owned(),
        Takes::Text => quote(dice.pick(WORDS)),
        Takes::Int | Takes::Long | Takes::Count => dice.pick(NUMBERS).to_owned(),
        Takes::Duration => dice
            .pick(&[
                "0ms",
                "1ms",
                "300ms",
                "2s",
                "1.5s",
                "20s",
                "1h",
                "99999999h",
            ])
            .to_owned(),
        Takes::Rate => dice
            .pick(&["1/s", "2/s", "0.5/s", "1/m", "200/s", "9/ms"])
            .to_owned(),
        Takes::Partition => quote(&partition(dice)),
        Takes::Offset => [&*quote(&partition(dice)), "=", dice.pick(NUMBERS)].concat(),
        Takes::Target | Takes::Time => dice
            .pick(&["0", "5", "-1", "@1", "@2.500", "@0.001", "beginning", "end"])
            .to_owned(),
        Takes::Pair => dice.pick(PAIRS).to_owned(),
        Takes::OneOf(words) => dice.pick(words).to_owned(),
    }
}
