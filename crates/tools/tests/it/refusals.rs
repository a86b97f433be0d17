//! What tools of the admin client say before they ask the cluster anything: to
//! options that do not go together, files that cannot be read, and to those who
//! ask for help. Each answer of the table was seen of Kafka 4.3.1; of what is
//! printed to standard errors the table of options is left out, in whose words
//! ours differs.

use tools::{Environment, ExitStatus, Files, Stream, Text, ToolEvent, ToolStep};

const TABLE: &str = include_str!("refusals.txt");

/// `\n`, `\t` and `\\` as what they stand for.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.next() {
                Some('n') => plain.push('\n'),
                Some('t') => plain.push('\t'),
                c => plain.extend(c),
            },
            c => plain.push(c),
        }
    }
    plain
}

/// A text up to the table of options.
fn without_table(text: &str) -> &str {
    let is_head = |line: &str| line.starts_with("Option  ") && line.contains("Description");
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if is_head(line) {
            return &text[..at];
        }
        at += line.len();
    }
    text
}

/// How a tool ends and what it prints; none if it asks the cluster.
fn ran(words: &[&str], files: &Files) -> Option<(ExitStatus, String, String)> {
    let argv: Vec<Text> = words.iter().map(|word| Text::from(*word)).collect();
    let environment = Environment {
        files,
        at: 0,
        draw: 0,
        interactive: false,
    };
    let mut process = tools::launch(&argv, &environment).expect("a tool").process;
    let (mut out, mut err) = (String::new(), String::new());
    while process.exit().is_none() {
        let Some(ToolStep::Did(event)) = process.step(0) else {
            return None;
        };
        match &event {
            ToolEvent::Printed(Stream::Out, text) => out.push_str(text),
            ToolEvent::Printed(Stream::Err, text) => err.push_str(text),
            _ => {}
        }
        process.apply(0, &event);
    }
    Some((process.exit()?, out, err))
}

#[test]
fn what_is_refused_without_asking_is_refused_in_kafkas_words() {
    let mut cases = 0;
    for case in TABLE.trim_end().split("\n\n") {
        let (mut words, mut files) = (Vec::new(), Files::new());
        let (mut exit, mut out, mut err) = (0, String::new(), String::new());
        for line in case.lines() {
            let (what, rest) = line.split_once(' ').expect("a word before the text");
            match what {
                "$" => words = rest.split('\t').map(plain).collect(),
                "file" => {
                    let (name, text) = rest.split_once('=').expect("a name");
                    files.insert(name.into(), plain(text).as_str().into());
                }
                "exit" => exit = rest.parse().expect("a status"),
                "out" => out = plain(rest),
                "err" => err = plain(rest),
                other => panic!("{other} is no part of a case"),
            }
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let ran = ran(&words, &files);
        let (ended, said, complained) = ran.unwrap_or_else(|| panic!("it asks: {case}"));
        assert_eq!(said, out, "{case}");
        assert_eq!(without_table(&complained), err, "{case}");
        assert_eq!(ended, exit, "{case}");
        cases += 1;
    }
    assert_eq!(cases, TABLE.matches("\nexit ").count());
}
