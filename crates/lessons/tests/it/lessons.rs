//! The lessons that there are: each of them holds, and a translation says the
//! same.

use kafka_playground_lessons::{compile, Compiled, Item, Lesson, Pick};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/lessons")
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The names of the lessons, in their order.
fn order() -> Vec<String> {
    let order = read(&folder().join("order.json"));
    let names = order.split('"').skip(1).step_by(2);
    names.map(str::to_owned).collect()
}

/// A lesson: its name, its text, and what comes of it.
struct Written {
    id: String,
    text: String,
    compiled: Compiled,
}

/// All lessons of a language, each played once for all tests.
fn lessons(language: &str) -> &'static [Written] {
    static ENGLISH: OnceLock<Vec<Written>> = OnceLock::new();
    static GERMAN: OnceLock<Vec<Written>> = OnceLock::new();
    let played = match language {
        "en" => &ENGLISH,
        _ => &GERMAN,
    };
    played.get_or_init(|| {
        let file = |id: &String| folder().join(language).join(format!("{id}.md"));
        let there = order().into_iter().filter(|id| file(id).is_file());
        let written = there.map(|id| {
            let text = read(&file(&id));
            let compiled = compile(&text);
            Written { id, text, compiled }
        });
        written.collect()
    })
}

#[test]
fn there_are_nineteen_in_the_order_of_a_beginner() {
    let order = order();
    assert_eq!(order.len(), 19);
    let [first, last] = [&*order[0], &*order[18]];
    assert_eq!((first, last), ("spread", "order-service"));
    assert_eq!(lessons("en").len(), 19);
    let german: Vec<String> = lessons("de").iter().map(|one| one.id.clone()).collect();
    assert!(german.len() >= 3, "{german:?}");
}

/// Goals do not hold at the start and hold after the solution, each check is
/// true, each wrong way leads nowhere, each prediction has the engine's answer.
#[test]
fn each_holds() {
    for language in ["en", "de"] {
        for Written { id, compiled, .. } in lessons(language) {
            let wrong: Vec<String> = compiled.mistakes.iter().map(ToString::to_string).collect();
            assert!(
                wrong.is_empty(),
                "web/lessons/{language}/{id}.md:\n{}",
                wrong.join("\n")
            );
            let lesson = &compiled.lesson;
            assert!(
                lesson.minutes <= 10,
                "{id} takes {} minutes",
                lesson.minutes
            );
        }
    }
}

#[test]
fn each_is_lived_and_ends_on_a_real_cluster() {
    for Written { id, text, compiled } in lessons("en") {
        let lesson = &compiled.lesson;
        let items = || lesson.steps.iter().flat_map(|step| &step.items);
        let goals = items()
            .filter(|item| matches!(item, Item::Goal { .. }))
            .count();
        let asked = items()
            .filter(|item| matches!(item, Item::Predict { .. }))
            .count();
        assert!(
            goals >= 2 && asked >= 1,
            "{id}: {goals} goals, {asked} predictions"
        );
        assert!(text.contains("\n```wrong\n"), "{id} tries nothing wrong");
        assert!(text.contains("\n```check\n"), "{id} claims nothing");
        let last = text.rsplit("\n## ").next().unwrap_or_default();
        assert!(
            last.contains("```sh"),
            "{id} has no commands for a real cluster in its last step"
        );
        for client in [
            "Java",
            "kafka-python",
            "confluent-kafka",
            "Sarama",
            "KafkaJS",
        ] {
            assert!(
                last.contains(client),
                "{id} does not say how it is in {client}"
            );
        }
    }
}

#[test]
fn links_between_lessons_lead_somewhere() {
    let order = order();
    for Written { id, text, .. } in lessons("en").iter().chain(lessons("de")) {
        for link in text.split("(?lesson=").skip(1) {
            let to: String = link.chars().take_while(|c| !"&)".contains(*c)).collect();
            assert!(order.contains(&to), "{id} links to {to}");
        }
    }
}

/// What a lesson plays and judges, without its words.
fn played(lesson: &Lesson) -> String {
    let mut all = String::new();
    for step in &lesson.steps {
        all += &format!("{} {} {:?}\n", step.script, step.at, step.show);
        for item in &step.items {
            all += &match item {
                Item::Goal { goal } => format!("{:?}\n", goal.predicates),
                Item::Predict { predict } => {
                    let guesses: Vec<&str> = predict.told.iter().map(|told| &*told.guess).collect();
                    // The words of a choice may be translated only together with the answer.
                    let pick: &Pick = &predict.pick;
                    format!(
                        "{pick:?} {} {} {} {guesses:?}\n",
                        predict.until, predict.fact, predict.at
                    )
                }
                Item::Solution { rows, at } => format!("{rows:?} {at}\n"),
                Item::Proof { proof } => format!("{} {:?}\n", proof.script, proof.predicates),
                Item::Code {
                    language, machine, ..
                } => format!("{language} {machine}\n"),
                Item::Prose { .. } | Item::Do { .. } | Item::Hint { .. } => continue,
            };
        }
    }
    all
}

#[test]
fn a_translation_plays_the_same() {
    let english = lessons("en");
    for Written { id, compiled, .. } in lessons("de") {
        let original = english.iter().find(|other| other.id == *id);
        let original = original.unwrap_or_else(|| panic!("{id} is in German only"));
        assert_eq!(
            played(&compiled.lesson),
            played(&original.compiled.lesson),
            "{id}"
        );
    }
}
