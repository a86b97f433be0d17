//! The error of a response.

use crate::error::KafkaError;

/// The first error that a response carries, for whoever draws it.
pub trait FirstError {
    /// `NONE` where there is no error.
    fn first_error(&self) -> KafkaError;
}

/// The first of `errors` that is one.
pub fn first_of(mut errors: impl Iterator<Item = KafkaError>) -> KafkaError {
    errors.find(|e| !e.is_none()).unwrap_or(KafkaError::None)
}
