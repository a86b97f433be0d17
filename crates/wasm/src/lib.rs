//! The playground for JavaScript: its engine, and what reads lessons.
//!
//! Strings and numbers go in, plain objects come out; a view, which is the
//! largest of them and asked for at each picture, as JSON. There is no Kafka
//! here: a line goes to the shell, and what is shown comes from the engine's
//! view.
//!
//! The feature `engine` is what every page loads when somebody acts, `lessons` what
//! only who writes a lesson loads: two wasm files of one crate.

#[cfg(feature = "engine")]
mod boundary;
#[cfg(feature = "engine")]
mod error;
#[cfg(feature = "engine")]
mod exploration;
#[cfg(feature = "engine")]
mod language;
#[cfg(feature = "lessons")]
mod lessons;
#[cfg(feature = "engine")]
mod playground;

#[cfg(feature = "engine")]
pub use exploration::Exploration;
#[cfg(feature = "engine")]
pub use language::{compose, pasted, quote, read_script, scripted, verbs};
#[cfg(feature = "lessons")]
pub use lessons::compile;
#[cfg(feature = "engine")]
pub use playground::{semantics, Playground};

use wasm_bindgen::prelude::*;

/// Panics are written to the console with their message and place.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}
