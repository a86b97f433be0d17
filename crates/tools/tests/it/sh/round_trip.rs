//! A text on one line means what it meant on several.

use super::{files, run};
use protocol::rng::{below, Rng};
use tools::sh::{canonical, parse, Limits};

/// What chance decides.
pub(super) struct Chance(Rng);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Chance(Rng::new(seed))
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        let draw = self.0.peek();
        self.0.advance();
        below(draw, bound as u64) as usize
    }

    pub(super) fn one_of(&mut self, of: &[&'static str]) -> &'static str {
        of[self.below(of.len())]
    }
}

/// A text that is right, of some depth.
fn list(chance: &mut Chance, depth: usize) -> String {
    let mut text = String::new();
    for _ in 0..=chance.below(3) {
        text.push_str(&chain(chance, depth));
        text.push_str(chance.one_of(&[";", "\n", " ;\n", " # a comment\n", "\n\n  "]));
    }
    text
}

fn chain(chance: &mut Chance, depth: usize) -> String {
    let mut text = pipeline(chance, depth);
    for _ in 0..chance.below(3) {
        text.push_str(chance.one_of(&[" && ", "||", " &&\n", " || # so\n "]));
        text.push_str(&pipeline(chance, depth));
    }
    text
}

fn pipeline(chance: &mut Chance, depth: usize) -> String {
    let mut text = command(chance, depth);
    for _ in 0..chance.below(3) {
        text.push_str(chance.one_of(&[" | ", "|", " |\n", " |& "]));
        text.push_str(&command(chance, depth));
    }
    text
}

fn command(chance: &mut Chance, depth: usize) -> String {
    let kind = chance.below(if depth == 0 { 5 } else { 9 });
    let mut text = match kind {
        5 => ["( ", &list(chance, depth - 1), ")"].concat(),
        6 => ["{ ", &list(chance, depth - 1), "}"].concat(),
        7 => {
            let mut text = "for i in".to_owned();
            for _ in 0..chance.below(3) {
                text.push(' ');
                text.push_str(&word(chance, depth - 1));
            }
            text.push_str(chance.one_of(&["; do ", "\ndo\n", " ;\n do "]));
            [&text, &list(chance, depth - 1), "done"].concat()
        }
        8 => {
            let head = chance.one_of(&["while read x", "while IFS=: read -r x y", "while read"]);
            [head, "; do ", &list(chance, depth - 1), "done"].concat()
        }
        0 => ["x=", &word(chance, depth)].concat(),
        _ => {
            let mut text = chance
                .one_of(&[
                    "echo", "cat", "grep", "wc -l", "sort", "head -n1", "x=1 true", "'do'",
                ])
                .to_owned();
            for _ in 0..chance.below(4) {
                text.push(' ');
                text.push_str(&word(chance, depth));
            }
            text
        }
    };
    if chance.below(3) == 0 {
        text.push(' ');
        text.push_str(chance.one_of(&[
            "> out", ">>out", "2>&1", "2> err", "< fruit", "&> both", ">&2",
        ]));
    }
    if chance.below(5) == 0 {
        text.push_str(" <<< ");
        text.push_str(&word(chance, depth));
    }
    text
}

fn word(chance: &mut Chance, depth: usize) -> String {
    let mut text = String::new();
    for _ in 0..=chance.below(3) {
        if chance.below(8) == 0 && depth > 0 {
            text.push_str(
                &[
                    "$(",
                    chance.one_of(&["seq 2", "echo 'a b' | cat", "cat fruit"]),
                    ")",
                ]
                .concat(),
            );
            continue;
        }
        text.push_str(chance.one_of(&[
            "a",
            "fruit",
            "-",
            "=",
            "'a b'",
            "''",
            "\"\"",
            "\"$x\"",
            "$x",
            "${x}",
            "\"a$x b\"",
            "$?",
            "\"a\nb\"",
            "'c\n\td'",
            "$'e\\n\\'\\x01'",
            "\\ ",
            "a\\\n",
            "{1..3}",
            "{03..1}",
            "é",
            "'#'",
            "\\$",
            "\"\\\\\"",
            "\"$\"",
            "[a]",
            "for",
            "%s",
            "x=1",
            "'*'",
            "{",
            "}",
            "!",
            "^",
            "\u{7f}",
            "\u{85}",
            "2",
            "\"$(seq 2)\"",
        ]));
    }
    text
}

#[test]
fn a_text_on_one_line_means_the_same() {
    let mut chance = Chance::new(2);
    for _ in 0..1_500 {
        let text = list(&mut chance, 2);
        let program = parse(&text).unwrap_or_else(|error| panic!("{text:?}: {error:?}"));
        let line = canonical(&text).unwrap();
        assert!(!line.contains(['\n', '\r', '\u{7f}']), "{text:?}\n{line:?}");
        assert_eq!(parse(&line), Ok(program), "{text:?}\n{line:?}");
        assert_eq!(canonical(&line), Ok(line.clone()), "{text:?}");
        let limits = Limits {
            pipelines: 100,
            ..Limits::default()
        };
        let (mut left, mut right) = (files(), files());
        assert_eq!(
            run(&text, &mut left, limits),
            run(&line, &mut right, limits),
            "{text:?}"
        );
        assert_eq!(left, right);
    }
}

#[test]
fn one_line_stays_as_it_was_typed() {
    for line in [
        "echo \"a\" 'b'   c # d",
        "for i in $(seq 1 5); do echo \"m$i\"; done | kafka-console-producer.sh --topic a",
        "kafka-topics.sh --list\t| sort",
        "sleep 5 &",
        "",
    ] {
        assert_eq!(canonical(line).as_deref(), Ok(line));
        assert_eq!(
            canonical(&["\n  ", line, " \n"].concat()).as_deref(),
            Ok(line)
        );
    }
    for (text, line) in [
        (
            "cat <<EOF | tail -n 1\na 'b'\n$x \\$y\n\nEOF\n",
            "cat <<< $'a \\'b\\'\\n'\"$x\"$' $y\\n' | tail -n 1",
        ),
        ("cat <<EOF\nEOF", "cat < /dev/null"),
        (
            "for i in 1 2\ndo\n  echo $i\ndone",
            "for i in 1 2; do echo $i; done",
        ),
        ("echo a \\\n  b", "echo a b"),
        ("echo 'a\nb'", "echo $'a\\nb'"),
        ("(\necho a\n)\n{\necho b\n}", "( echo a; ); { echo b; }"),
        ("echo a &&\necho b ||\necho c", "echo a && echo b || echo c"),
        (
            "echo \"a b\"\n# so\necho 'for' \\\n 'x=1'",
            "echo 'a b'; echo for x=1",
        ),
        ("'for' a\n'x=1' b", "'for' a; 'x=1' b"),
        ("sleep 5 \\\n  &", "sleep 5 &"),
        ("cut \"-d \" \\\n -f1", "cut -d' ' -f1"),
        ("echo a\r\necho b\r\n", "echo a; echo b"),
        ("# a\n# b", ""),
    ] {
        assert_eq!(canonical(text).as_deref(), Ok(line), "{text:?}");
    }
}
