//! What reads a lesson for who writes one: a wasm file of its own.

use kafka_playground_lessons::{Lesson, Mistake};
use kafka_playground_shell::json::write;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A lesson as it was read and played, and what is wrong with it.
#[derive(Serialize)]
struct Read<'a> {
    lesson: &'a Lesson,
    mistakes: &'a [Mistake],
}

/// Reads a lesson, plays it on an engine of its own and judges all that it says:
/// `{ lesson, mistakes }` as JSON, where a mistake is `{ line, column, message }`. A
/// lesson without mistakes holds.
#[wasm_bindgen]
pub fn compile(text: &str) -> String {
    let compiled = kafka_playground_lessons::compile(text);
    write(&Read {
        lesson: &compiled.lesson,
        mistakes: &compiled.mistakes,
    })
}
