//! The lessons that there are: each of them holds, and a translation says the
//! same.

use kafka_playground_lessons::{compile, Item, Lesson, Pick};
use std::path::{Path, PathBuf};

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

/// All lessons of a language, by name.
fn lessons(language: &str) -> Vec<(String, String)> {
    let file = |id: &String| folder().join(language).join(format!("{id}.md"));
    let there = order().into_iter().filter(|id| file(id).is_file());
    there
        .map(|id| (read(&file(&id)), id))
        .map(|(text, id)| (id, text))
        .collect()
}

/// A lesson that holds; else the test says what is wrong with it.
fn held(language: &str, id: &str, text: &str) -> Lesson {
    let compiled = compile(text);
    let wrong: Vec<String> = compiled.mistakes.iter().map(ToString::to_string).collect();
    assert!(
        wrong.is_empty(),
        "web/lessons/{language}/{id}.md:\n{}",
        wrong.join("\n")
    );
    compiled.lesson
}

#[test]
fn there_are_nineteen_in_the_order_of_a_beginner() {
    let order = order();
    assert_eq!(order.len(), 19);
    let [first, last] = [&*order[0], &*order[18]];
    assert_eq!((first, last), ("spread", "order-service"));
    assert_eq!(lessons("en").len(), 19);
    let german: Vec<String> = lessons("de").into_iter().map(|(id, _)| id).collect();
    assert!(german.len() >= 3, "{german:?}");
}

/// Goals do not hold at the start and hold after the solution, each check is
/// true, each wrong way leads nowhere, each prediction has the engine's answer.
#[test]
fn each_holds() {
    for language in ["en", "de"] {
        for (id, text) in lessons(language) {
            let lesson = held(language, &id, &text);
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
    for (id, text) in lessons("en") {
        let lesson = compile(&text).lesson;
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
    for (id, text) in lessons("en").into_iter().chain(lessons("de")) {
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
    for (id, text) in lessons("de") {
        let original = english.iter().find(|(other, _)| *other == id);
        let (_, original) = original.unwrap_or_else(|| panic!("{id} is in German only"));
        assert_eq!(
            played(&compile(&text).lesson),
            played(&compile(original).lesson),
            "{id}"
        );
    }
}
