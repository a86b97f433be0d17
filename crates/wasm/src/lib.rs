//! The playground for JavaScript: its engine, and what reads lessons.
//!
//! Strings and numbers go in, plain objects come out; a view, which is the largest of them
//! and asked for at each picture, as JSON. There is no Kafka here: a line goes to the shell,
//! and what is shown comes from the engine's view.
//!
//! The feature `engine` is what every page loads when somebody acts, `lessons` what only who
//! writes a lesson loads: two wasm files of one crate. It is the only crate that names
//! `wasm-bindgen` and its family.
//!
//! # Where to begin
//!
//! [`Playground`] is one cluster with its history. Whoever builds a page takes it through
//! JavaScript, out of the package that `cargo xtask build` writes:
//!
//! ```js
//! import init, { Playground } from './pkg/kafka_playground.js';
//!
//! await init();
//! const playground = new Playground(1, 1_767_603_600_000);
//! playground.run('topic create orders --partitions 3');
//! playground.run('produce --topic orders --keys ana,bo --rate 2/s --name checkout');
//! playground.advance(12_480);
//! const view = JSON.parse(playground.view(20));
//! console.assert(view.now === 12_480 && view.topics[0].name === 'orders');
//! try {
//!   playground.run('crahs c1');
//! } catch (error) {
//!   console.assert(error.message.includes('Did you mean crash?'));
//! }
//! playground.free();
//! ```
//!
//! What answers with numbers and texts alone works in Rust, too, wherever it runs:
//!
//! ```
//! use kafka_playground_wasm::{pasted, quote, scripted, Playground};
//!
//! // Lines as they stand in an article: without the prompt, and without comments.
//! assert_eq!(pasted("$ crash c1\n# and then\n$ start c1\n"), ["crash c1", "start c1"]);
//! // A line as a script has it, with its instant.
//! assert_eq!(scripted(12_480.0, "crash c1"), "@12.480 crash c1");
//! assert_eq!(quote("two words"), "\"two words\"");
//!
//! let mut playground = Playground::new(1.0, 1_767_603_600_000.0);
//! playground.advance(2_000.0);
//! assert!(playground.view(20).starts_with(r#"{"now":2000,"start":1767603600000,"#));
//! ```
//!
//! # What holds
//!
//! - JavaScript's numbers are exact up to 2^53. Instants and offsets that a log gives stay
//!   below; an offset that somebody names may be larger, and crosses as text.
//! - What is refused is thrown as a `KafkaPlaygroundError`, with code, message and place; then
//!   nothing has changed. A panic is a bug: it is written to the console, and an instance that
//!   panicked is never used again.
//! - Nothing here concludes anything. What a page needs and the view does not say is added to
//!   the view.
//!
//! *This is the eighth chapter of [the book](../kafka_playground_shell/book/index.html). Before:
//! [the lessons](kafka_playground_lessons). Next: [the shell in a
//! terminal](../kafka_playground/index.html).*

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
