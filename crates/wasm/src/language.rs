//! The language for JavaScript, which reads and writes no line by itself. None
//! of this needs a cluster.

use crate::boundary::{millis, object};
use crate::error::KafkaPlaygroundError;
use cluster::instant::Instant;
use kafka_playground_shell::clicked;
use kafka_playground_shell::script::{first_branch, pasted as pasted_lines, title, Row};
use kafka_playground_shell::verbs::VERBS;
use kafka_playground_shell::{Header, ShellError};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A text as one word, quoted where it has to be.
#[wasm_bindgen]
pub fn quote(word: &str) -> String {
    kafka_playground_shell::quote(word)
}

/// A line of words: `{ line, operands, options }`, with the place of each word
/// in characters where the line is our own, and not one of Kafka's tools. `options` are names and values in turn; the value of a switch
/// is not looked at.
///
/// # Errors
/// A `KafkaPlaygroundError` for a verb or an option that there is not. What the
/// words mean is not looked at before the line is run.
#[wasm_bindgen]
pub fn compose(
    verb: &str,
    operands: Vec<String>,
    options: Vec<String>,
) -> Result<JsValue, JsValue> {
    let mut pairs = Vec::with_capacity(options.len() / 2);
    let mut words = options.into_iter();
    while let Some(name) = words.next() {
        pairs.push((name, words.next().unwrap_or_default()));
    }
    let composed = clicked(verb, &operands, &pairs);
    object(&composed.map_err(|error: ShellError| KafkaPlaygroundError::refused(&error))?)
}

/// All verbs, with their operands and options.
#[wasm_bindgen]
pub fn verbs() -> Result<JsValue, JsValue> {
    object(&VERBS)
}

/// What a script calls itself, whether it says on which cluster it was written,
/// and the lines of its first branch as `scriptLine` takes them.
#[derive(Serialize)]
struct ScriptText<'a> {
    title: &'a str,
    headed: bool,
    lines: Vec<&'a str>,
}

/// Parts a script into its lines; comments are none.
#[wasm_bindgen(js_name = readScript)]
pub fn read_script(script: &str) -> Result<JsValue, JsValue> {
    let lines = first_branch(script);
    object(&ScriptText {
        title: title(script),
        headed: Header::is_said(script),
        lines: lines.map(|Row { text, .. }| text.trim()).collect(),
    })
}

/// The lines of a paste, without prompts and comments.
#[wasm_bindgen]
pub fn pasted(text: &str) -> Vec<String> {
    pasted_lines(text).into_iter().map(str::to_owned).collect()
}

/// A line as a script has it, at an instant in milliseconds since the start.
#[wasm_bindgen]
pub fn scripted(at_ms: f64, line: &str) -> String {
    kafka_playground_shell::script::scripted(Instant::after_all(millis(at_ms)), line)
}
