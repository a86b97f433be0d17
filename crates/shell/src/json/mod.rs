//! Values as JSON: what crosses to JavaScript as text, and what is recorded.

mod serializer;
mod tree;

pub use tree::{Json, LARGEST_NUMBER};
