//! Values as JSON: what crosses to JavaScript as text, and what is recorded.
//!
//! Whatever derives `Serialize` is written as text at once, which is the
//! quickest way and the smallest code. Who has to look into it reads the text
//! into a tree.
//!
//! *Read on in [the lessons](../../kafka_playground_lessons/index.html), the next crate.*

mod read;
mod tree;
mod write;

pub use tree::Json;
pub(crate) use write::name;
pub use write::{write, LARGEST_NUMBER};
