//! Offsets as JavaScript gets them.

use serde::Serialize;

/// An offset that a user may name or cause: any 64-bit number. JavaScript gets
/// it as a number where its numbers are exact, and else as a string of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct NamedOffset(pub i64);
