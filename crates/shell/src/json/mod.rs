//! Values as JSON: what crosses to JavaScript as text, and what is recorded.
//!
//! Whatever derives `Serialize` is written as text at once, which is the
//! quickest way and the smallest code. Who has to look into it reads the text
//! into a tree.

mod read;
mod tree;
mod write;

pub use tree::Json;
pub(crate) use write::name;
pub use write::{write, LARGEST_NUMBER};
