//! What the page gets of a lesson.

use crate::{lesson, mistakes};
use kafka_playground_lessons::{compile, facts, Inline, Item, Pick, Prose};

/// A lesson as the crate's README has it.
fn example() -> String {
    let readme = include_str!("../../README.md");
    let after = readme.split("````markdown\n").nth(1);
    let inside = after.and_then(|text| text.split("\n````\n").next());
    inside.expect("the README has an example").to_owned()
}

#[test]
fn the_example_of_the_readme_holds() {
    assert_eq!(mistakes(&example()), "");
    let lesson = compile(&example()).lesson;
    assert_eq!(lesson.title, "A member dies");
    let [step] = &lesson.steps[..] else {
        panic!("{:?}", lesson.steps);
    };
    assert_eq!((&*step.id, step.at, step.scene), ("c1-dies", 12_480, true));
    let Some(Item::Predict { predict }) = step
        .items
        .iter()
        .find(|item| matches!(item, Item::Predict { .. }))
    else {
        panic!("{:?}", step.items);
    };
    assert_eq!(
        predict.pick,
        Pick::Offset {
            topic: "orders".to_owned(),
            partition: 0
        }
    );
    assert_eq!(
        (&*predict.fact, &*predict.answer),
        ("from billing orders-0", "6")
    );
    assert!(predict.at > 12_900, "{}", predict.at);
    assert_eq!(predict.told[0].guess, "9");
}

/// The script of a step leads to where the step begins, with what the steps
/// before it did.
#[test]
fn a_later_step_begins_behind_the_solution_of_the_one_before() {
    let text = lesson(
        "```goal\nIt is dead\nstatus c1 = crashed\n```\n\n```solution\n@10.500 crash c1\n@12\n```\n\n\
         ## Another step\n\n```check\nstatus c1 = crashed\ntime = 12s\n```\n\n\
         ## A third one\n\n```scene\n# kafka-playground script v1, seed 1\ntopic create letters\n@1\n```\n\n\
         ```check\npartitions letters = 1\npartitions orders = none\n```",
    );
    assert_eq!(mistakes(&text), "");
    let lesson = compile(&text).lesson;
    let [first, second, third] = &lesson.steps[..] else {
        panic!("{:?}", lesson.steps);
    };
    assert!(!first.script.contains("crash c1"));
    assert!(
        second.script.ends_with("@10.500 crash c1\n"),
        "{}",
        second.script
    );
    assert_eq!((second.at, second.scene), (12_000, false));
    assert_eq!((third.at, third.scene), (1000, true));
    assert!(!third.script.contains("orders"), "{}", third.script);
}

#[test]
fn a_solution_may_wait_for_a_predicate() {
    let text = lesson("```goal\nFour are done\nonce billing >= 25\n```\n\n```solution\nuntil once billing >= 25\n```");
    assert_eq!(mistakes(&text), "");
    let lesson = compile(&text).lesson;
    let Some(Item::Solution { rows, at }) = lesson.steps[0].items.last() else {
        panic!("{:?}", lesson.steps[0].items);
    };
    assert!(rows.is_empty() && *at > 10_000, "{rows:?} {at}");
}

#[test]
fn commands_can_be_pressed_in_what_is_to_be_done_only() {
    let text = lesson("Not here: `crash c1`.\n\n```do\nType `crash c1` or `no such verb`.\n```");
    assert_eq!(mistakes(&text), "");
    let lesson = compile(&text).lesson;
    let codes = |item: &Item| -> Vec<(String, bool)> {
        let (Item::Prose { prose } | Item::Do { prose }) = item else {
            return Vec::new();
        };
        let Prose::Paragraph { text } = &prose[0] else {
            return Vec::new();
        };
        let codes = text.iter().filter_map(|part| match part {
            Inline::Code { code, run } => Some((code.clone(), *run)),
            _ => None,
        });
        codes.collect()
    };
    let items = &lesson.steps[0].items;
    assert_eq!(codes(&items[0]), [("crash c1".to_owned(), false)]);
    let pressed = [
        ("crash c1".to_owned(), true),
        ("no such verb".to_owned(), false),
    ];
    assert_eq!(codes(&items[1]), pressed);
}

#[test]
fn lines_of_code_say_when_they_are_lit() {
    let text = lesson(
        "```code java c1\nwhile (true) {\n  poll(); // <poll>\n}\n```\n\n```code python c1\nc.commit()  # <commit>\n```",
    );
    assert_eq!(mistakes(&text), "");
    let lesson = compile(&text).lesson;
    let lines: Vec<_> = lesson.steps[0]
        .items
        .iter()
        .flat_map(|item| match item {
            Item::Code { lines, .. } => lines.clone(),
            _ => Vec::new(),
        })
        .map(|line| (line.text, line.step))
        .collect();
    let expected = [
        ("while (true) {", None),
        ("  poll();", Some("poll")),
        ("}", None),
        ("c.commit()", Some("commit")),
    ];
    let expected = expected.map(|(text, step)| (text.to_owned(), step.map(str::to_owned)));
    assert_eq!(lines, expected);
}

#[test]
fn prose_is_markdowns_plain_parts() {
    let text = lesson(
        "A *b* **c** `d` [e](https://kafka.apache.org).\n\n- one\n- two\n\n> quoted\n\n\
         | a | b |\n|---|---|\n| 1 | 2 |\n\n```sh\nkafka-topics.sh --list\n```",
    );
    assert_eq!(mistakes(&text), "");
    let lesson = compile(&text).lesson;
    let Item::Prose { prose } = &lesson.steps[0].items[0] else {
        panic!("{:?}", lesson.steps[0].items);
    };
    let written = kafka_playground_shell::json::write(prose);
    let expected = concat!(
        r#"[{"is":"paragraph","text":["A ",{"emphasis":["b"]}," ",{"strong":["c"]}," ",{"code":"d"}," ",{"link":["e"],"to":"https://kafka.apache.org"},"."]},"#,
        r#"{"is":"list","ordered":false,"items":[[{"is":"paragraph","text":["one"]}],[{"is":"paragraph","text":["two"]}]]},"#,
        r#"{"is":"quote","prose":[{"is":"paragraph","text":["quoted"]}]},"#,
        r#"{"is":"table","head":[["a"],["b"]],"rows":[[["1"],["2"]]]},"#,
        r#"{"is":"fence","language":"sh","text":"kafka-topics.sh --list"}]"#
    );
    assert_eq!(written, expected);
}

#[test]
fn facts_are_listed_at_each_place() {
    let lines = facts(&example());
    assert!(
        lines
            .iter()
            .any(|line| line == "== step \"c1 dies\" begins, @12.480"),
        "{lines:?}"
    );
    assert!(
        lines
            .iter()
            .any(|line| line == "committed billing orders-0 = 6"),
        "{lines:?}"
    );
    assert!(
        lines.iter().any(|line| line == "status c1 = crashed"),
        "{lines:?}"
    );
}

/// A header behind the claim counts, and rows behind a predicate keep their lines.
#[test]
fn a_proof_has_its_own_seed() {
    let proof = |seed: &str| {
        let blocks = format!(
            "```proof\n# It has *one* key.\n# kafka-playground script v1, seed {seed}, start 5000\n\
             topic create letters\n? partitions letters = 1\n@3\n```"
        );
        lesson(&blocks)
    };
    assert_eq!(mistakes(&proof("7")), "");
    let compiled = compile(&proof("7")).lesson;
    let Some(Item::Proof { proof: played }) = compiled.steps[0].items.first() else {
        panic!("{:?}", compiled.steps[0].items);
    };
    assert!(
        played
            .script
            .starts_with("# kafka-playground script v1, seed 7, start 5000\n"),
        "{}",
        played.script
    );
    assert_eq!(played.at, 3000);
    let wrong =
        lesson("```proof\n# It fails.\ntopic create a\n? partitions a = 1\n@3\ncrash nobody\n```");
    let line = wrong
        .lines()
        .position(|line| line == "crash nobody")
        .expect("it is there")
        + 1;
    assert!(
        mistakes(&wrong).starts_with(&format!("{line}:7: There is no nobody")),
        "{}",
        mistakes(&wrong)
    );
}
