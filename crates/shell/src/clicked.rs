//! The line of a click: of the real tools where they do it, and else our own.

use crate::compose::{compose, Composed};
use crate::parse::{parse, Line, Nothing};
use crate::real_line::{real_lines, Tool};
use crate::refusal::ShellError;
use tools::kafka::tool;

/// The line of words that were clicked or filled in. The words may be those of
/// a tool, or of one of our verbs: what Kafka's tools do, too, becomes their
/// line, which one may take along to a terminal at work. Several lines of tools
/// become one, so that it is one command of the history.
///
/// The place of each word is said of our own lines only. A line that makes no
/// sense stays ours, because the parser says what is wrong with which word.
///
/// # Errors
/// As [`compose`].
pub fn clicked(
    verb: &str,
    operands: &[String],
    options: &[(String, String)],
) -> Result<Composed, ShellError> {
    if tool(verb).is_some() {
        return Ok(placeless(tool_line(verb, operands, options)));
    }
    let composed = compose(verb, operands, options)?;
    Ok(match real(&composed.line) {
        Some(line) => placeless(line),
        None => composed,
    })
}

fn placeless(line: String) -> Composed {
    Composed {
        line,
        operands: Vec::new(),
        options: Vec::new(),
    }
}

/// A tool's words, each quoted as a shell wants it.
fn tool_line(verb: &str, operands: &[String], options: &[(String, String)]) -> String {
    let mut line = Tool::named(verb);
    for operand in operands {
        line = line.word(operand);
    }
    for (name, value) in options {
        line = match value.is_empty() {
            true => line.word(name),
            false => line.option(name, value),
        };
    }
    line.line()
}

/// What the tools' line for one of ours is, if it is a command that they have.
fn real(line: &str) -> Option<String> {
    let Ok(Line::Command(command)) = parse(line, &Nothing) else {
        return None;
    };
    Some(real_lines(&command)?.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use cluster::command::Command;

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|&word| word.to_owned()).collect()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    fn line(verb: &str, operands: &[&str], options: &[(&str, &str)]) -> String {
        let clicked = clicked(verb, &words(operands), &pairs(options));
        clicked.expect("there is such a verb").line
    }

    #[test]
    fn what_the_tools_do_is_a_line_of_theirs() {
        assert_eq!(
            line("topic create", &["orders"], &[("--partitions", "3")]),
            "kafka-topics.sh --bootstrap-server localhost:9092 --create --topic orders --partitions 3 --replication-factor 1"
        );
        assert_eq!(
            line("records delete", &["orders-0=5"], &[]),
            "echo '{\"partitions\":[{\"topic\":\"orders\",\"partition\":0,\"offset\":5}],\"version\":1}' > records-to-delete.json; \
             kafka-delete-records.sh --bootstrap-server localhost:9092 --offset-json-file records-to-delete.json"
        );
    }

    #[test]
    fn what_only_we_do_and_what_makes_no_sense_stays_ours() {
        assert_eq!(line("crash", &["c1"], &[]), "crash c1");
        let wrong = clicked(
            "topic create",
            &words(&["orders"]),
            &pairs(&[("--partitions", "three")]),
        );
        let wrong = wrong.unwrap();
        assert_eq!(wrong.line, "topic create orders --partitions three");
        assert_eq!(wrong.options.len(), 1);
        assert!(clicked("crahs", &[], &[]).is_err());
    }

    #[test]
    fn whatever_somebody_fills_in_is_a_line_that_a_shell_reads() {
        for name in [
            "",
            " ",
            "a b",
            "it's",
            "\"",
            "$HOME",
            "`ls`",
            "a;b",
            "--x",
            "a\nb",
            "\\",
            "ä€😀",
            "*",
            "#",
        ] {
            for (verb, operands, options) in [
                ("topic create", vec![name.to_owned()], vec![]),
                ("topic delete", vec![name.to_owned()], vec![]),
                ("records delete", vec![[name, "-0=1"].concat()], vec![]),
                ("group delete", vec![name.to_owned()], vec![]),
                (
                    "kafka-consumer-groups.sh",
                    vec![],
                    vec![("--group".to_owned(), name.to_owned())],
                ),
            ] {
                let line = clicked(verb, &operands, &options).unwrap().line;
                let Ok(Line::Command(Command::Shell(read))) = parse(&line, &Nothing) else {
                    // What cannot be a name is refused as our own line, with its place.
                    assert!(!line.contains("kafka-"), "{line}");
                    continue;
                };
                assert!(read.text().contains("kafka-"), "{line}");
                assert!(
                    !read.text().contains('\n'),
                    "{line}: one line of the history"
                );
            }
        }
    }

    #[test]
    fn words_of_a_tool_are_quoted_as_a_shell_wants_it() {
        assert_eq!(
            line(
                "kafka-consumer-groups.sh",
                &[],
                &[
                    ("--group", "it's mine"),
                    ("--reset-offsets", ""),
                    ("--to-offset", "-4"),
                    ("--topic", "orders:0"),
                ],
            ),
            "kafka-consumer-groups.sh --group 'it'\\''s mine' --reset-offsets --to-offset -4 --topic orders:0"
        );
    }
}
