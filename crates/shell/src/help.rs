//! What `help` says, made from the table of verbs.
//!
//! `help` lists the verbs, `help crash` says how one is written: operands, options, an example.
//!
//! *Read next: [`script`](mod@crate::script), many lines, with their instants.*

use crate::verbs::{Operand, Opt, Takes, Verb, VERBS};
use tools::kafka::TOOLS;
use tools::sh::NAMES;

/// The lines of `help`, or of `help` about one verb (or all verbs that begin
/// with a word, such as `topic`).
pub fn help(topic: Option<&str>) -> Vec<String> {
    match topic {
        None => overview(),
        Some(topic) => {
            let about = |verb: &&Verb| {
                verb.name == topic
                    || verb
                        .name
                        .split_once(' ')
                        .is_some_and(|(one, _)| one == topic)
            };
            VERBS.iter().filter(about).flat_map(one).collect()
        }
    }
}

fn overview() -> Vec<String> {
    let mut lines = Vec::new();
    for verb in VERBS {
        lines.push(column(verb.name, 19, verb.about));
    }
    lines.push(String::new());
    lines.push("Kafka's own tools, as they are typed at work, too; man NAME says more:".to_owned());
    for tool in TOOLS {
        lines.push(column(tool.name, 28, tool.about));
    }
    let small = [
        "Between them: pipes, > and <, for, and ",
        &NAMES.join(" "),
        ".",
    ];
    lines.push(small.concat());
    lines.push(String::new());
    lines.push(
        "help COMMAND says how one is written. A line that begins with # is a comment.".to_owned(),
    );
    lines.push(
        "Times: 300ms, 2s, 1m. Rates: 2/s, 0.5/s, 1/m. Words with blanks: \"like this\"."
            .to_owned(),
    );
    lines
}

fn column(left: &str, width: usize, right: &str) -> String {
    let gap = width.saturating_sub(left.chars().count()).max(2);
    [left, &" ".repeat(gap), right].concat()
}

/// The form of a verb, such as `poll NAME [--timeout TIME]`.
pub fn usage(verb: &Verb) -> String {
    let mut line = verb.name.to_owned();
    for operand in verb.operands {
        line.push(' ');
        line.push_str(&usage_of(operand));
    }
    for option in verb.options {
        line.push(' ');
        let form = form(option);
        let form = if option.times.required() {
            form
        } else {
            ["[", &form, "]"].concat()
        };
        line.push_str(&form);
        if option.times.repeats() {
            line.push_str("...");
        }
    }
    line
}

fn usage_of(operand: &Operand) -> String {
    let name = match operand.takes {
        Takes::Target => "OFFSET|@INSTANT|beginning|end",
        Takes::Time => "@INSTANT|MS",
        _ => operand.name,
    };
    match (operand.times.required(), operand.times.repeats()) {
        (true, false) => name.to_owned(),
        (true, true) => [name, "..."].concat(),
        (false, false) => ["[", name, "]"].concat(),
        (false, true) => ["[", name, "...]"].concat(),
    }
}

fn form(option: &Opt) -> String {
    let value = match option.takes {
        Takes::Nothing => return option.name.to_owned(),
        Takes::OneOf(words) => words.join("|"),
        _ => option.value.to_owned(),
    };
    [option.name, " ", &value].concat()
}

fn one(verb: &Verb) -> Vec<String> {
    let mut lines = vec![usage(verb), ["  ", verb.about].concat()];
    for option in verb.options {
        let left = ["  ", option.name, " ", option.value].concat();
        lines.push(column(left.trim_end(), 26, option.about));
    }
    lines.push(["  For example: ", verb.example].concat());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_every_verb_and_every_option() {
        let all = help(None).join("\n");
        for verb in VERBS {
            assert!(all.contains(verb.name), "{}", verb.name);
            let text = help(Some(verb.name)).join("\n");
            for option in verb.options {
                assert!(text.contains(option.name), "{} {}", verb.name, option.name);
            }
        }
        assert_eq!(
            help(Some("topic"))
                .iter()
                .filter(|l| l.starts_with("topic "))
                .count(),
            3
        );
        assert_eq!(help(Some("nothing")).len(), 0);
    }

    #[test]
    fn usage_is_made_from_the_table() {
        let usage_of = |name| usage(VERBS.iter().find(|v| v.name == name).unwrap());
        for (name, line) in [
            ("crash", "crash NAME"),
            ("poll", "poll NAME [--timeout TIME]"),
            (
                "seek",
                "seek NAME [TOPIC-PARTITION...] OFFSET|@INSTANT|beginning|end",
            ),
            (
                "topic alter",
                "topic alter TOPIC [--partitions N] [--config KEY=VALUE]... [--unset KEY]...",
            ),
            ("topic delete", "topic delete TOPIC..."),
        ] {
            assert_eq!(usage_of(name), line);
        }
    }
}
