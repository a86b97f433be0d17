//! How values cross to JavaScript and back.

use crate::error::KafkaPlaygroundError;
use cluster::instant::Instant;
use kafka_playground_shell::json::write;
use kafka_playground_shell::{RunResult, ShellError};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// The largest instant that a page may name, in milliseconds since the start:
/// a thousand years. Anything beyond is taken for this.
const FAR: f64 = 31_557_600_000_000.0;

/// A plain object, null for what is not there. It crosses as JSON, which most
/// of it is written as for recordings, too: another serializer would write all
/// of these types a second time, in 4 KB more of the packed engine.
pub(crate) fn object<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    js_sys::JSON::parse(&write(value))
}

/// Milliseconds as JavaScript has them: what is no number is 0.
pub(crate) fn millis(at: f64) -> i64 {
    if at.is_nan() {
        return 0;
    }
    at.clamp(0.0, FAR) as i64
}

/// An instant of two numbers.
pub(crate) fn instant(at_ms: f64, ordinal: Option<u32>) -> Instant {
    let at = millis(at_ms);
    match ordinal {
        Some(steps) => Instant::after(at, steps),
        None => Instant::after_all(at),
    }
}

/// What became of a line, or the error that its refusal is.
pub(crate) fn answer(ran: Result<RunResult, ShellError>) -> Result<JsValue, JsValue> {
    object(&ran.map_err(|error| KafkaPlaygroundError::refused(&error))?)
}
