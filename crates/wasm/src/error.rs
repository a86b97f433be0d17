//! Errors as JavaScript gets them.

use js_sys::{Error, Reflect};
use kafka_playground_lessons::Wrong;
use kafka_playground_shell::ShellError;
use wasm_bindgen::JsValue;

/// An `Error` of the name `KafkaPlaygroundError`, with a `code` for programs
/// and a message for people.
pub(crate) struct KafkaPlaygroundError;

impl KafkaPlaygroundError {
    /// An error with a code and a message.
    pub(crate) fn of(code: &str, message: &str) -> JsValue {
        let error = Error::new(message);
        error.set_name("KafkaPlaygroundError");
        set(&error, "code", &code.into());
        error.into()
    }

    /// A line that was refused: also which of its characters are to blame,
    /// where that is known.
    pub(crate) fn refused(refused: &ShellError) -> JsValue {
        let error = KafkaPlaygroundError::of(refused.code, &refused.message);
        if let (Some(column), Some(length)) = (refused.column, refused.length) {
            set(&error, "column", &(column as f64).into());
            set(&error, "length", &(length as f64).into());
        }
        error
    }
}

/// Sets a property of an object that we have just made, which cannot fail.
fn set(object: &JsValue, key: &str, value: &JsValue) {
    let _ = Reflect::set(object, &key.into(), value);
}

/// A predicate or a fact that is none.
pub(crate) fn unread(wrong: Wrong) -> JsValue {
    let error = Error::new(&wrong.message);
    error.set_name("KafkaPlaygroundError");
    set(&error, "code", &"syntax".into());
    set(&error, "column", &(wrong.column as f64).into());
    error.into()
}
