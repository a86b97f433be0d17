//! What is wrong with a lesson is said with its place, and with what would be
//! right.

use crate::{lesson, mistakes, FIRST};
use kafka_playground_lessons::compile;

/// The place is counted from the first line of the blocks.
fn said(blocks: &str) -> String {
    let all = mistakes(&lesson(blocks));
    let lines = all.lines().map(|line| {
        let (row, rest) = line.split_once(':').expect("it has a line");
        let row: usize = row.parse().expect("a line is a number");
        format!("{}:{rest}", (row + 1).saturating_sub(FIRST))
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_written_wrong() {
    let table = [
        ("```gaol\nx\n```", "1:1: \"gaol\" is no block; did you mean goal?"),
        ("```check now\ntime > 1s\n```", "1:1: Behind \"check\" stands nothing else."),
        ("```check\n# nothing\n```", "1:1: This block claims nothing: write a predicate a line, such as committed billing orders-0 = 2."),
        ("```check\ncomitted billing orders-0 = 2\n```", "2:1: \"comitted\" is no fact; did you mean committed?"),
        ("```check\ncommitted billing orders = 2\n```", "2:19: This fact is written committed [GROUP] PARTITION. A partition is written orders-0."),
        ("```check\ntime > soon\n```", "2:8: \"soon\" is no number."),
        ("```check\ncommitted billing orders-0\n```", "2:27: What should it be? Write committed billing orders-0 = 2, or another of != < <= > >=."),
        ("```goal\nIt is dead\nstatus c1 = crashed\n```", "1:1: Behind a goal stands a solution that leads to it, in the same step."),
        ("```solution\ncrash nobody\n```", "2:7: There is no nobody"),
        ("```solution\n@9 crash c1\n```", "2:1: This instant is over already."),
        ("A <b>bold</b> word.", "1:3: HTML is not shown; write Markdown.\n1:10: HTML is not shown; write Markdown."),
        ("![a](https://example.org/a.png)", "1:1: Pictures are not shown: the stage is the picture."),
        ("[a](javascript:alert(1))", "1:1: A link leads to https:// or to a lesson, ?lesson=keys."),
        ("```code java c1\npoll(); // <pol>\n```", "2:8: \"pol\" is no step of a loop; there are subscribe, poll, for, work, commit, call, close, idle, dead-letter."),
        ("```code java\n```", "1:1: Code says its language and whose loop it is: code java c1."),
        ("```show\npanel: stage\n```", "2:1: It shows panel: (journal, code, whatif, table, terminal), whatif: or select:."),
        ("# Another title", "1:1: A lesson has one title (#); steps begin with ##."),
        ("```proof\ntopic create a\n? partitions a = 1\n```", "1:1: The first comment of a proof says what it shows."),
        ("```proof\n# It is so.\ntopic create a\n```", "1:1: A proof has at least one predicate, behind a question mark: ? lost billing = 1."),
    ];
    for (blocks, expected) in table {
        let said = said(blocks);
        assert!(said.starts_with(expected), "{blocks}\n{said}");
    }
}

#[test]
fn what_a_predict_lacks() {
    let whole = "```predict\nWhere?\npick: offset orders-0\nuntil: status c1 = crashed\nanswer: committed billing orders-0 = 3\notherwise: No.\n```";
    for line in ["pick:", "until:", "answer:"] {
        let without: Vec<&str> = whole.lines().filter(|row| !row.starts_with(line)).collect();
        assert_eq!(
            said(&without.join("\n")),
            format!("1:1: A predict needs a line {line}")
        );
    }
    let asked = said(&whole.replace("offset orders-0", "cell orders-0"));
    assert!(
        asked.starts_with("3:6: It is picked by one of: offset orders-0"),
        "{asked}"
    );
    let compared = said(&whole.replace("orders-0 = 3", "orders-0 > 3"));
    assert!(
        compared.starts_with("5:1: An answer is a fact, = and its value."),
        "{compared}"
    );
}

/// Each kind of thing that a lesson says is held against the engine.
#[test]
fn what_does_not_hold() {
    let goal = "```goal\nIt is dead\nstatus c1 = crashed\n```\n\n";
    let solved = [goal, "```solution\n@10.500 crash c1\n```\n\n"].concat();
    let predict = |until: &str, answer: &str| {
        [
            "```predict\nWhere?\npick: number\nuntil: ",
            until,
            "\nanswer: ",
            answer,
            "\notherwise: No.\n```",
        ]
        .concat()
    };
    let table = [
        ("```check\npartitions orders = 3\n```".to_owned(), "2:1: This does not hold at @10.000: partitions orders = 3. It is 2."),
        (solved.replace("crashed", "running"), "1:1: This goal holds when its step begins: nothing is left to do."),
        ([goal, "```solution\n@10.500 stop c1\n```"].concat(), "3:1: This does not hold at @10.500: status c1 = crashed."),
        ([&solved, "```wrong\n# The same.\n@10.200 crash c1\n```"].concat(), "11:1: This leads to the goal of line 15, and should not."),
        ([&solved, "```wrong\n# A slip.\ncrsh c1\n```"].concat(), "12:1: There is no command \"crsh\". Did you mean crash?"),
        (predict("time >= 5s", "partitions orders = 2"), "4:1: This holds already: there is nothing to predict."),
        (predict("status c1 = crashed", "partitions orders = 2"), "4:1: \"status c1 = crashed\" does not come to hold within five minutes; it is running now."),
        (predict("time >= 11s", "partitions orders = 3"), "5:1: This does not hold at @11.000: partitions orders = 3. It is 2."),
        (predict("time >= 11s", "owner orders-0 = c1"), "1:1: The answer is c1, and cannot be picked so."),
        ("```proof\n# Two.\ntopic create a\n? partitions a = 2\n```".to_owned(), "4:1: This does not hold at @0.000: partitions a = 2."),
    ];
    for (blocks, expected) in table {
        let said = said(&blocks);
        assert!(
            said.starts_with(expected),
            "{blocks}
{said}"
        );
    }
}

/// A wrong way whose command the cluster refuses leads nowhere, and that is fine.
#[test]
fn a_wrong_way_may_be_refused() {
    let blocks = "```goal\nIt is dead\nstatus c1 = crashed\n```\n\n```solution\n@10.500 crash c1\n```\n\n```wrong\n# It runs already.\nstart c1\n```";
    assert_eq!(said(blocks), "");
}

#[test]
fn limits_hold() {
    let long = ["# T\n\nA.\n\n", &"word ".repeat(20_000)].concat();
    assert_eq!(mistakes(&long), "1:1: A lesson has at most 64 KB.");
    let deep = lesson(
        &(0..40)
            .map(|depth| format!("{}- a\n", "  ".repeat(depth)))
            .collect::<String>(),
    );
    assert!(mistakes(&deep).contains("This is nested too deep."));
    let steps: String = (0..30).map(|step| format!("## Step {step}\n\n")).collect();
    assert!(mistakes(&lesson(&steps)).contains("A lesson has at most 24 steps."));
}

/// Whatever stands in a document, reading it says something and does not fail.
#[test]
fn no_document_is_too_strange() {
    let whole = lesson(
        "```goal\nIt is dead\nstatus c1 = crashed\n```\n\n```solution\n@10.500 crash c1\n```",
    );
    let letters: Vec<char> = whole.chars().collect();
    for cut in (0..letters.len()).step_by(7) {
        let text: String = letters[..cut].iter().collect();
        compile(&text);
        let without: String = letters[..cut]
            .iter()
            .chain(letters.iter().skip(cut + 3))
            .collect();
        compile(&without);
    }
    for text in [
        "",
        "\u{0}",
        "```",
        "# \n\n##",
        "```predict\n```",
        "# a\n\n| |\n|-|\n\n## b\n\n```scene\n@",
    ] {
        assert_ne!(mistakes(text), "", "{text:?}");
    }
}
